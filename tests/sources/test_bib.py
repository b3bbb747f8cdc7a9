from __future__ import annotations

from datetime import date

import pytest
import scanned
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, texts_of

from bibtools.core.text import Source
from bibtools.sources import bib
from bibtools.sources.mention import Scan

TODAY = date(2026, 11, 20)
A, B = "2106.00134", "1706.03762"

OWN = [
    ('SLACcitation = "%%CITATION = ARXIV:2106.00134;%%"', [A]),
    ('SLACcitation = "%%CITATION = HEP-TH/9711200;%%"', ["hep-th/9711200"]),
    ("archive = {math}, eprint = {0309136}", ["math/0309136"]),
    ("note = {Comment @ arXiv, arXiv:2106.00134}", [A]),
    ("eprint = {2106.00134}, archivePrefix = {arXiv}", [A]),
    ("eprint = {2106.00134}", [A]),
    ("eprint = {2106.00134v5}, eprinttype = {arxiv}", [A]),
    ('EPRINT = "2106.00134"', [A]),
    ("eprint = {arXiv:2106.00134}", [A]),
    ("eprint = {arXiv:2106.00134v2 [cs.LG]}", [A]),
    ("eprint = {https://arxiv.org/abs/2106.00134v5}", [A]),
    ("eprint = {hep-th/9711200}", ["hep-th/9711200"]),
    ("eprint = {math.GT/0309136}, archivePrefix = {arXiv}", ["math/0309136"]),
    ("eprint = {0309136}, archivePrefix = {arXiv}, primaryClass = {math.GT}", ["math/0309136"]),
    ("eprint = {1501.1234}, archivePrefix = {arXiv}", ["1501.01234"]),  # a spreadsheet took the zero
    ("arxivid = {2106.00134}", [A]),
    ("url = {https://arxiv.org/abs/2106.00134}", [A]),
    ("url = {http://arxiv.org/pdf/2106.00134v2.pdf}", [A]),
    ("url = {https://doi.org/10.48550/arXiv.2106.00134}", [A]),
    ("doi = {10.48550/arXiv.2106.00134}", [A]),
    ("doi = {10.48550/ARXIV.2106.00134}", [A]),
    ("journal = {arXiv preprint arXiv:2106.00134}", [A]),
    ("journal = {arXiv e-prints}, eid = {arXiv:2106.00134}", [A]),
    ("journaltitle = {arXiv:2106.00134 [cs]}", [A]),
    ("journal = {CoRR}, volume = {abs/2106.00134}", [A]),
    ("howpublished = {arXiv:2106.00134}", [A]),
    (r"howpublished = {\url{https://arxiv.org/abs/2106.00134}}", [A]),
    ("pages = {arXiv:2106.00134}", [A]),
    ("note = {arXiv:2106.00134}", [A]),
    ("adsurl = {https://ui.adsabs.harvard.edu/abs/2021arXiv210600134C}", [A]),
    ("title = {T}, year = 2021, eprint = {2106.00134}, abstract = {We extend arXiv:1706.03762.}", [A]),
    ("eprint = {2106.00134}, url = {https://arxiv.org/abs/2106.00134}", [A]),
    ("eprint = {xyz}, eprinttype = {jstor}, url = {https://arxiv.org/abs/2106.00134}", [A]),
]
NOT_OWN = [
    'SLACcitation = "%%CITATION = PHRVA,D76,013009;%%"',
    "eprint = {0309136}",
    "eprint = {0309136}, archivePrefix = {arXiv}",
    "title = {T}",
    "title = {On arXiv:2106.00134}",
    "abstract = {We extend arXiv:2106.00134.}",
    "annote = {like arXiv:2106.00134}",
    "keywords = {arXiv:2106.00134, GAN}",
    "file = {:papers/arXiv-2106.00134.pdf:PDF}",
    "author = {2106.00134}",
    "eprint = {2106.00134}, eprinttype = {hdl}",
    "eprint = {2106.00134}, eprinttype = {jstor}",
    "eprint = {}",
    "eprint = {2021/0601}, archivePrefix = {IACR}",
    "doi = {10.1145/2106.00134}",
    "doi = {10.1103/PhysRevD.76.013009}",
    "url = {https://doi.org/10.1000/1706.03762}",
    "url = {https://example.org/abs/2106.00134}",
    "url = {https://arxiv.org/list/cs.LG/2106}",
    "journal = {arXiv preprint}",
    "journal = {medRxiv:2106.00134}",
    "volume = {2106.00134}",
    "pages = {2106.00134--2106.00140}",
    "pages = {1706.0376}",
    "number = {2106.00134}",
    "year = 2106",
    "note = {Comment on arXiv:2106.00134}",
    "note = {in 2106.00134 copies}",
    "isbn = {978-0-262-2106.00134}",
    "version = {2106.00134}",
]
KEYS = [
    ("2106.00134", [A]),
    ("arXiv:2106.00134", [A]),
    ("arXiv:2106.00134v2", [A]),
    ("hep-th/9711200", ["hep-th/9711200"]),
    ("DBLP:journals/corr/abs-2106-00134", [A]),
    ("chen2021gans", []),
    ("Maldacena:1997re", []),
    ("2016PhRvL.116f1102A", []),
    ("1234.5678", []),
    ("fig2106.00134", []),
    ("10.1145/2106.00134", []),
]
BETWEEN = [
    "",
    "arXiv:2106.00134",
    "% @misc{2106.00134, title = {T}}\n",
    "@comment{ @misc{2106.00134, title = {T}} }",
    "@comment{arXiv:2106.00134}",
    "@string{j = {arXiv:2106.00134}}",
    '@preamble{"arXiv:2106.00134"}',
    "@misc{k}\narXiv:2106.00134\n@misc{l}",
    "@",
    "@misc",
    "@misc{",
]


def scan(text: str) -> Scan:
    return bib.scan(Source("refs.bib", text), TODAY)


def ids(text: str) -> list[str]:
    return scanned.ids(scan(text))


@pytest.mark.parametrize(("fields", "expected"), OWN)
def test_an_entry_names_its_own_paper(fields: str, expected: list[str]) -> None:
    assert ids(f"@article{{k,\n  {fields}\n}}\n") == expected


@pytest.mark.parametrize("fields", NOT_OWN)
def test_other_fields_and_numbers_are_no_mentions(fields: str) -> None:
    assert ids(f"@article{{k,\n  {fields}\n}}\n") == []


@pytest.mark.parametrize(("key", "expected"), KEYS)
def test_a_key_that_is_an_id_is_a_mention(key: str, expected: list[str]) -> None:
    assert ids(f"@misc{{{key}, title = {{T}}}}") == expected


@pytest.mark.parametrize("text", BETWEEN)
def test_what_is_no_entry_is_dead(text: str) -> None:
    assert scan(text) == Scan()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@misc{k, eprint = {1234.5678}, archivePrefix = {arXiv}}", ["1234.5678"]),
        ("@misc{k, eprint = {arXiv:2106.00000}}", ["2106.00000"]),
        ("@misc{k, url = {https://arxiv.org/abs/2612.00001}}", ["2612.00001"]),
        ("@misc{k, eprint = {1234.5678}, eprinttype = {hdl}}", []),
        ("@misc{k, abstract = {arXiv:1234.5678}}", []),
        ("@misc{k, pages = {1234.5678}}", []),
        ("@misc{k, eprint = {2106.00134}}", []),
    ],
)
def test_impossible_ids_are_suspects(text: str, shown: list[str]) -> None:
    assert [suspect.text for suspect in scan(text).suspects if suspect.impossible] == shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@misc{a, eprint = {2106.00134}}\n@misc{b, eprint = {1706.03762}}", [A, B]),
        ("@misc{b, eprint = {1706.03762}}\n@misc{a, eprint = {2106.00134}}", [B, A]),
        ("@misc{a, title = {open\n\n@misc{b, eprint = {1706.03762}}", [B]),
        ("@misc{a, = = ,\n}\n@misc{b, eprint = {1706.03762}}", [B]),
        ("@misc(a, eprint = {2106.00134})", [A]),
        ("@MISC {a , EPRINT={2106.00134} }", [A]),
        ("\ufeff@misc{a,\r\n\teprint={2106.00134}\r\n}\r\n", [A]),
        ("@misc{a, eprint = 2106, title = {T}}\n@misc{2106.00134}", [A]),
    ],
)
def test_entries_are_read_one_by_one(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_places_are_those_of_the_file() -> None:
    text = "@misc{k,\r\n  title = {Émile},\r\n  eprint = {2106.00134v2}\r\n}"
    assert [(m.text, *m.position, m.identifier.version) for m in scan(text).mentions] == [("2106.00134v2", 3, 13, 2)]


def test_the_report_is_in_order_of_place() -> None:
    url, doi = "https://arxiv.org/abs/2106.00134", "10.48550/arXiv.2106.00134"
    text = f"@misc{{2106.00134, url = {{{url}}}, doi = {{{doi}}}, eprint = {{2106.00134}}}}"
    starts = [mention.span.start for mention in scan(text).mentions]
    assert (len(starts), starts) == (4, sorted(starts))


PIECES = st.sampled_from(
    ["@misc{", "@comment{", "k,", "eprint = ", "url=", "{", "}", '"', "#", ",", "%", "\n", "2106.00134", "arXiv:", "\\"]
)


@given(texts_of(PIECES))
def test_any_text_is_scanned_and_shown_as_it_is(text: str) -> None:
    assert_shown_as_it_is(scan(text), text)
