"""`verify --fix`: what is put into fields, what is left alone, and that nothing besides changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibtools.app.knowledge import Witnesses
from bibtools.app.verify import verify
from bibtools.app.verify_fixes import fix_library, left_library
from bibtools.app.verify_outcome import VerifyOutcome
from bibtools.core.text import Source
from bibtools.files.library_lock import Locking
from bibtools.files.write_access import by_user
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.published_work import PublishedWork
from bibtools.matching.claimed_work import Witness, of_record, of_work
from bibtools.matching.verdict_lock import Locked
from bibtools.providers.resolution import Resolution
from bibtools.records.record import Record
from bibtools.tex.names import Name

TODAY = date(2026, 11, 30)
TITLE = "Engines that Weave Numbers: A Study of Looms"
ADA = (Name("Lovelace", "Ada"), Name("Babbage", "Charles"))
WORK = PublishedWork(
    key="conf/icml/LovelaceB19",
    kind="inproceedings",
    title=TITLE,
    authors=("Ada Lovelace", "Charles Babbage"),
    year="2019",
    venue="ICML",
    doi="10.1145/3292500.3330686",
)
LOOMS = Record(
    identifier=Identifier(ARXIV, "1801.00001"),
    title=TITLE,
    authors=ADA,
    provider="arxiv",
    date=date(2018, 1, 1),
    categories=("cs.LG",),
)
FISH = Record(
    identifier=Identifier(ARXIV, "1801.00002"),
    title="Of Fish and How They Swim",
    authors=(Name("Hopper", "Grace"),),
    provider="arxiv",
    date=date(2018, 1, 1),
)
KNOWN: list[Witness] = [of_work(WORK, "dblp"), of_record(LOOMS, "index")]
DESK = Witnesses(
    titled=lambda wanted: {each: KNOWN for each in wanted if "eave Numbers" in each},
    authored=lambda wanted: dict.fromkeys(wanted, KNOWN[:1]),
    near=lambda _: {},
    identified=lambda wanted: {
        each.identifier: [of_record(each, "index")] for each in (FISH, LOOMS) if each.identifier in wanted
    },
    known=lambda venue, year: 700 if venue == "ICML" and year < 2025 else 0,
    published=lambda _: (),
)


def entry(key: str = "k", **fields: str) -> str:
    whole = {
        "title": "{Engines that {W}eave Numbers: A Study of Looms}",
        "author": "{Lovelace, Ada and Babbage, Charles}",
        "booktitle": "{ICML}",
        "year": "2019",
        **fields,
    }
    return f"@inproceedings{{{key},\n" + "".join(f"  {name} = {value},\n" for name, value in whole.items()) + "}\n"


def verifying(source: Source, locked: Locked) -> VerifyOutcome:
    return verify(
        source, source.path, lambda wanted: Resolution(unresolved=dict.fromkeys(wanted, "down")), DESK, TODAY,
        is_offline=True, locked=locked,
    )  # fmt: skip


def fixed(path: Path, *, diff: bool = False) -> VerifyOutcome:
    return fix_library(by_user(str(path)), verifying, TODAY, Locking(path.parent / "locks"), diff=diff)


def test_what_must_not_be_written_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    bib = tmp_path / "refs.bib"
    bib.write_text(entry(year="2022") + entry("other"))
    before = bib.read_bytes()
    outcome = left_library(by_user(str(bib)), "it lies outside", verifying)
    assert (outcome.unfixed, outcome.fixed, bib.read_bytes()) == (
        (("k", "it lies outside; name it to mend it"),),
        (),
        before,
    )


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("fields", "old", "new"),
    [
        ({"year": "2022"}, "year = 2022", "year = 2019"),
        ({"year": "{2022}"}, "year = {2022}", "year = {2019}"),
        ({"year": '"2022"'}, 'year = "2022"', 'year = "2019"'),
        ({"author": "{Ada Lovelace}"}, "{Ada Lovelace}", "{Lovelace, Ada and Babbage, Charles}"),
        (
            {"author": "{Lovelace, Ada and Babbage, Charles and Roe, Jane}"},
            "{Lovelace, Ada and Babbage, Charles and Roe, Jane}",
            "{Lovelace, Ada and Babbage, Charles}",
        ),
        ({"doi": "{10.1145/3292500.33306867}"}, "10.1145/3292500.33306867", "10.1145/3292500.3330686"),
        (
            {"doi": "{https://doi.org/10.1145/3292500.33306867}", "note": "{see 10.1145/3292500.33306867}"},
            "doi = {https://doi.org/10.1145/3292500.33306867}",
            "doi = {https://doi.org/10.1145/3292500.3330686}",
        ),
        (
            {
                "title": "{Engines that {W}eave Numbers: A Sutdy of Looms}",
                "eprint": "{1801.00001}",
                "booktitle": "{arXiv preprint}",
                "year": "2018",
            },
            "Sutdy",
            "Study",
        ),
    ],
)
def test_a_field_gets_what_is_meant(tmp_path: Path, fields: dict[str, str], old: str, new: str) -> None:
    path = tmp_path / "r.bib"
    before = "% mine\n" + entry("other", note="{kept}") + entry(**fields) + "trailing words"
    path.write_text(before)
    shown = fixed(path, diff=True)
    assert (path.read_text(), shown.exit_code) == (before, 1)
    assert f"+  {new}" in shown.diff or new in shown.diff
    outcome = fixed(path)
    after = path.read_text()
    assert after.replace(new, "") == before.replace(old, "").replace(new, "")
    assert len(outcome.fixed) == 1
    assert fixed(path).fixed == ()
    assert path.read_text() == after


def test_a_preprint_keeps_the_title_that_it_may_have_had_before(tmp_path: Path) -> None:
    path = tmp_path / "r.bib"
    title = "{Engines that {W}eave Letters: A Study of Looms}"
    path.write_text(entry(title=title, eprint="{1801.00001}", booktitle="{arXiv preprint}", year="2018"))
    before = path.read_bytes()
    outcome = fixed(path)
    assert [each.states for each in outcome.entries] == [("retitled",)]
    assert (outcome.fixed, outcome.exit_code, path.read_bytes()) == ((), 0, before)


def test_an_id_is_mended_with_its_class_and_address(tmp_path: Path) -> None:
    path = tmp_path / "r.bib"
    path.write_text(
        entry(
            eprint="{1801.00002v3}",
            primaryclass="{q-bio.PE}",
            url="{https://arxiv.org/abs/1801.00002}",
            abstract="{Unlike 1801.00002, we weave.}",
        )
    )
    [done] = fixed(path).fixed
    assert (done.field, done.old, done.new) == ("eprint", "1801.00002", "1801.00001 [cs.LG]")
    text = path.read_text()
    assert "eprint = {1801.00001}" in text
    assert "primaryclass = {cs.LG}" in text
    assert "url = {https://arxiv.org/abs/1801.00001}" in text
    assert "Unlike 1801.00002" in text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("% bibtools: keep\n" + entry(year="2022"), "it is protected"),
        (entry(year="2022", protect="{true}"), "it is protected"),
        ("@string{y = 2022}\n" + entry(year="y"), "year: its value is a macro"),
        (entry(year='"20" # "22"'), "year: its value is a macro"),
        (entry(title="{Engines that \\emph{Weave} Letters: A Study of Looms Letters}"), ""),
    ],
)
def test_what_is_left_alone(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "r.bib"
    path.write_text(text)
    outcome = fixed(path)
    assert (path.read_text(), outcome.fixed) == (text, ())
    assert [reason for _, reason in outcome.unfixed] == ([why] if why else [])


def test_what_is_in_doubt_is_only_told(tmp_path: Path) -> None:
    path = tmp_path / "r.bib"
    text = (
        entry("a", booktitle="{CVPR}")
        + entry("b", author="{Roe, Jane and Doe, John}")
        + entry("c", title="{Engines that {W}eave Letters: A Study of Looms}")  # no identifier says what the title is
    )
    path.write_text(text)
    outcome = fixed(path)
    assert (path.read_text(), outcome.fixed, len(outcome.findings) >= 1) == (text, (), True)


_WORDS = st.text(alphabet='ab @{}%\n,="é\\', max_size=12)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(before=_WORDS, after=_WORDS, note=st.text(alphabet="ab #%\n,=é", max_size=12), year=st.integers(1990, 2024))
def test_all_else_stays_byte_for_byte(
    before: str, after: str, note: str, year: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("law") / "r.bib"
    text = f"{before}\n{entry(year='2019', note='{' + note + '}')}\n{entry('l', year=str(year))}{after}"
    path.write_text(text, "utf-8", newline="")
    outcome = fixed(path)
    expected = text
    for each in outcome.fixed:
        assert (each.field, each.new) == ("year", "2019")
        assert f"year = {each.old}" in text
        expected = expected.replace(f"year = {each.old}", "year = 2019")
    assert path.read_bytes().decode() == expected
    assert fixed(path).fixed == ()
