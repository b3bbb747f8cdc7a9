from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.identifiers.arxiv import OLD_ARCHIVES, abs_url, old_style, parse, sequence_length, year_of
from bibtools.identifiers.identifier import ARXIV, Identifier, Impossible

TODAY = date(2026, 11, 20)

READ = [
    ("2106.00134", "2106.00134", None),
    ("2106.00134v3", "2106.00134", 3),
    ("2106.00134V12", "2106.00134", 12),
    ("  2106.00134\n", "2106.00134", None),
    ("arXiv:2106.00134", "2106.00134", None),
    ("arxiv:2106.00134v1", "2106.00134", 1),
    ("ARXIV: 2106.00134", "2106.00134", None),
    ("arXiv.2106.00134", "2106.00134", None),
    ("arXiv/2106.00134", "2106.00134", None),
    ("arXiv:abs/2106.00134", "2106.00134", None),
    ("0704.0001", "0704.0001", None),
    ("1412.9999", "1412.9999", None),
    ("1501.00001", "1501.00001", None),
    ("2611.00001", "2611.00001", None),  # the month of today
    ("2106.00134v0", "2106.00134", None),  # versions start at 1
    ("hep-th/9711200", "hep-th/9711200", None),
    ("HEP-TH/9711200", "hep-th/9711200", None),
    ("math.GT/0309136", "math/0309136", None),
    ("arXiv:math.GT/0309136v2", "math/0309136", 2),
    ("cond-mat.mes-hall/0401001", "cond-mat/0401001", None),
    ("solv-int/9901001", "solv-int/9901001", None),  # a v that begins no version
    ("solv-int/9901001v2", "solv-int/9901001", 2),
    ("chao-dyn/9405004", "chao-dyn/9405004", None),
    ("hep-th/9107001", "hep-th/9107001", None),
    ("math/0703999", "math/0703999", None),
    ("hep-ph/1203.1234v12", "1203.1234", 12),  # archive and new number: the number is meant
    ("arXiv:1203.01234", "1203.1234", None),  # repairs, behind a prefix only
    ("arXiv:2106.0134", "2106.00134", None),
    ("arXiv:quantph/0703103", "quant-ph/0703103", None),
    ("arXiv:condmat/9901001", "cond-mat/9901001", None),
]
NO_ID_AT_ALL = [
    "",
    " ",
    "arXiv",
    "arXiv:",
    "arXiv:cs.LG",
    "math.CO",
    "vaswani2017attention",
    "Vaswani:2017lxt",
    "2106.00134a",
    "2106.00134vision",
    "2106.00134v",
    "2106.00134v1.2",
    "2106.00134 and more",
    "x2106.00134",
    "-2106.00134",
    "2106,00134",
    "2106-00134",
    "210600134",
    "106.00134",
    "12106.00134",
    "２１０６.００１３４",
    "foo/2106.00134",
    "hep-th",
    "hep-th/",
    "hep-th/abcdefg",
    "10.1145/2106.00134",
    "2020PhRvD.102a4001A",
    "pages 2106.00134",
]
IMPOSSIBLE = [
    ("1234.5678", "month"),
    ("arXiv:1234.5678", "month"),
    ("2100.00134", "month"),
    ("2113.00134", "month"),
    ("0703.1234", "April 2007"),
    ("0001.1234", "April 2007"),
    ("2612.00001", "future"),
    ("9912.12345", "future"),
    ("arXiv:2106.00000", "starts at 1"),
    ("1203.0000", "starts at 1"),
    ("2106.1234567", "digits"),
    ("1412.12345", "digits"),
    ("1501.1234", "digits"),
    ("hep-th/9913001", "month"),
    ("hep-th/9700001", "month"),
    ("hep-th/9106001", "1991"),
    ("math/0704001", "2007"),
    ("math/1201234", "2007"),
    ("hep-th/9711000", "starts at 1"),
    ("cond-mat/97063007", "seven digits"),
    ("cond-mat/970630", "seven digits"),
    ("stat/0601001", "archive"),  # younger than the old form
    ("arXiv:foo/9901001", "archive"),
]


@pytest.mark.parametrize(("text", "value", "version"), READ)
def test_reads_an_id_from_end_to_end(text: str, value: str, version: int | None) -> None:
    assert parse(text, TODAY) == Identifier(ARXIV, value, version)


@pytest.mark.parametrize("text", NO_ID_AT_ALL)
def test_other_texts_have_not_the_form_of_an_id(text: str) -> None:
    assert parse(text, TODAY) is None


@pytest.mark.parametrize(("text", "reason"), IMPOSSIBLE)
def test_says_why_an_id_is_impossible(text: str, reason: str) -> None:
    result = parse(text, TODAY)
    assert isinstance(result, Impossible)
    assert reason in result.reason


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("1203.01234", "1203.1234"),  # one zero too many
        ("2106.0134", "2106.00134"),  # one zero too few
        ("2106.1234567", None),
        ("1412.12345", None),  # that digit is no zero
        ("2106.00000", None),
        ("2612.00001", None),
        ("hep-th/9913001", None),
    ],
)
def test_suggests_only_what_a_lost_or_added_zero_explains(text: str, suggestion: str | None) -> None:
    result = parse(text, TODAY)
    assert isinstance(result, Impossible)
    assert result.suggestion == suggestion


@pytest.mark.parametrize("text", ["quantph/0703103", "condmat/9901001", "2106.0134", "1203.01234", "foo/9901001"])
def test_repairs_nothing_without_a_prefix(text: str) -> None:
    assert not isinstance(parse(text, TODAY), Identifier)


@pytest.mark.parametrize(
    ("today", "possible"),
    [
        (date(2021, 5, 31), False),
        (date(2021, 6, 1), True),
        (date(2021, 6, 30), True),
        (date(2021, 7, 1), True),
        (date(2020, 12, 31), False),
    ],
)
def test_the_future_begins_with_the_next_month(today: date, possible: bool) -> None:
    assert isinstance(parse("2106.00134", today), Identifier) is possible


@pytest.mark.parametrize(("yymm", "length"), [("0704", 4), ("0912", 4), ("1412", 4), ("1501", 5), ("2106", 5)])
def test_length_follows_from_the_month(yymm: str, length: int) -> None:
    assert sequence_length(yymm) == length


@pytest.mark.parametrize("archive", sorted(OLD_ARCHIVES))
def test_every_old_archive_is_known(archive: str) -> None:
    assert old_style(archive.upper(), "9901001", TODAY) == f"{archive}/9901001"


@pytest.mark.parametrize("archive", ["econ", "eess", "q-fin", "stat", "foo", "hep", "hepth", "and", ""])
def test_no_other_archive_has_old_ids(archive: str) -> None:
    assert isinstance(old_style(archive, "0601001", TODAY), Impossible)


@pytest.mark.parametrize(
    ("value", "year"),
    [
        ("2106.00134", 2021),
        ("0704.0001", 2007),
        ("1412.6980", 2014),
        ("hep-th/9711200", 1997),
        ("hep-th/9108001", 1991),
        ("math/0309136", 2003),
        ("math/0002001", 2000),
        ("2101.00001", None),  # the first ids of a January belong to papers of December
        ("1501.04112", None),
        ("hep-th/9201001", None),
        ("math/0001001", None),
    ],
)
def test_year_as_far_as_the_id_tells(value: str, year: int | None) -> None:
    assert year_of(value) == year


@pytest.mark.parametrize("value", ["2106.00134", "hep-th/9711200"])
def test_address_has_no_version(value: str) -> None:
    assert abs_url(value) == f"https://arxiv.org/abs/{value}"


def test_work_is_the_same_for_all_versions() -> None:
    works = {
        identifier.work for text in ("2106.00134v1", "arXiv:2106.00134v2", "2106.00134") if (identifier := _id(text))
    }
    assert works == {Identifier(ARXIV, "2106.00134")}


def _id(text: str) -> Identifier:
    result = parse(text, TODAY)
    assert isinstance(result, Identifier)
    return result


MONTHS = st.dates(date(2007, 4, 1), TODAY).map(lambda day: f"{day:%y%m}")
OLD_MONTHS = st.dates(date(1991, 7, 1), date(2007, 3, 31)).map(lambda day: f"{day:%y%m}")
NEW_IDS = st.builds(
    lambda yymm, number: f"{yymm}.{number:0{sequence_length(yymm)}}", MONTHS, st.integers(min_value=1, max_value=9999)
)
OLD_IDS = st.builds(
    lambda archive, yymm, number: f"{archive}/{yymm}{number:03}",
    st.sampled_from(sorted(OLD_ARCHIVES)),
    OLD_MONTHS,
    st.integers(min_value=1, max_value=999),
)
VERSIONS = st.none() | st.integers(min_value=1, max_value=999)


@given(NEW_IDS | OLD_IDS, VERSIONS, st.sampled_from(["", "arXiv:", "ARXIV:", "arXiv: ", "arXiv.", "arxiv:abs/"]))
def test_parsing_inverts_formatting(value: str, version: int | None, prefix: str) -> None:
    written = prefix + value + (f"v{version}" if version else "")
    assert parse(written, TODAY) == Identifier(ARXIV, value, version)


@given(st.text(max_size=30) | st.from_regex(r"(arXiv:)?([a-z-]{1,9}/)?[0-9]{1,7}[./]?[0-9]{0,9}(v[0-9]{0,4})?"))
def test_what_is_read_is_canonical(text: str) -> None:
    result = parse(text, TODAY)
    if isinstance(result, Identifier):
        assert parse(result.value, TODAY) == result.work
    if isinstance(result, Impossible) and result.suggestion:
        assert isinstance(parse(result.suggestion, TODAY), Identifier)
