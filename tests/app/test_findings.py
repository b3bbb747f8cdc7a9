"""Findings of a run: their spans are what they speak of, and their replacements mend it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.app.documents.sharing import PaperTexts
from bibtools.app.extract import Extract
from bibtools.app.findings import LibraryStanding, missing_papers, misspelt_ids, of_sources, other_keys
from bibtools.app.gather import put_together
from bibtools.bibliography.library import lint
from bibtools.bibliography.library.reader import read
from bibtools.core.finding import Finding
from bibtools.core.text import Edit, Lines, Source, apply_edits, end_of
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.scanner import scan

TODAY = date(2026, 11, 20)
ID = "2101.00001"


def found(text: str, key: str | None = None, suffix: str = ".tex") -> list[Finding]:
    gathered = put_together(PaperTexts(("p",)), {"p": Extract(scan(Source("p", text), TODAY, suffix))})
    told = [*of_sources(gathered), *misspelt_ids(gathered.mentions)]
    if key:
        return [*told, *other_keys(gathered.mentions, {Identifier.of_id(ID): key}, lambda _: False, "refs.bib")]
    return [*told, *missing_papers(list(gathered.first_mentions.values()), "refs.bib", LibraryStanding())]


@pytest.mark.parametrize(
    ("text", "key", "rule", "whole", "mended"),
    [
        (r"\cite{2101.00001}", "doe", "cite-other-key", "2101.00001", r"\cite{doe}"),
        (r"\cite{a,arXiv:2101.00001v2,b}", "doe", "cite-other-key", "arXiv:2101.00001v2", r"\cite{a,doe,b}"),
        (r"\cite{x:2101.00001}", "doe", "cite-other-key", "x:2101.00001", r"\cite{doe}"),
        (
            "\\cite{a,\r\n DBLP:journals/corr/abs-2101-00001}",
            "doe",
            "cite-other-key",
            "DBLP:journals/corr/abs-2101-00001",
            "\\cite{a,\r\n doe}",
        ),
        ("x\n\nsee arXiv:2101.0001 too", None, "repaired-id", "2101.0001", "x\n\nsee arXiv:2101.00001 too"),
        ("arXiv:2101.0001v3", None, "repaired-id", "2101.0001v3", "arXiv:2101.00001v3"),
        ("arXiv:21o1.00001", None, "impossible-id", "21o1.00001", "arXiv:2101.00001"),
        ("(2101.00001)", None, "bare-number", "2101.00001", "(arXiv:2101.00001)"),
    ],
)
def test_a_replacement_mends_what_is_found(text: str, key: str | None, rule: str, whole: str, mended: str) -> None:
    [finding] = [each for each in found(text, key) if each.rule == rule]
    assert finding.span
    assert text[slice(*finding.span)] == whole
    assert apply_edits(text, [Edit(finding.span, str(finding.data["replacement"]))]) == mended
    assert not [each for each in found(mended, key) if each.rule == rule]


@pytest.mark.parametrize(
    ("text", "suffix"), [("arXiv:2113.00001", ".tex"), ("arXiv:2101.00001", ".md"), ("arXiv:2101&#46;00001", ".html")]
)
def test_what_nobody_can_mend_has_no_replacement(text: str, suffix: str) -> None:
    [finding] = found(text, suffix=suffix)
    assert (finding.data.get("replacement"), finding.span, finding.end) == (None, (6, len(text)), (1, len(text) + 1))


def test_a_missing_paper_says_which_and_as_what_it_is_cited() -> None:
    assert [dict(each.data) for each in found(r"\cite{arXiv:2101.00001v2} arXiv:2101.00002")] == [
        {"identifier": ID, "bib": "refs.bib", "key": "arXiv:2101.00001v2"},
        {"identifier": "2101.00002", "bib": "refs.bib"},
    ]


def test_without_a_library_all_missing_papers_are_one_finding() -> None:
    gathered = put_together(
        PaperTexts(("p",)), {"p": Extract(scan(Source("p", "arXiv:2101.00001 arXiv:2101.00002"), TODAY, ".tex"))}
    )
    mentions = list(gathered.first_mentions.values())
    [finding] = missing_papers(mentions, "refs.bib", LibraryStanding(exists=False, beside="lit.bib"))
    assert finding.data == {"bib": "refs.bib", "identifiers": [ID, "2101.00002"], "beside": "lit.bib"}


PIECES = st.sampled_from(
    [
        "x",
        "é",
        "\U0001f600",
        "\n",
        "\r\n",
        "\r",
        " ",
        "arXiv:2101.00001 ",
        "arXiv:2101.-\n00001 ",
        r"\cite{arXiv:2101.00001}",
    ]
    + ["arXiv:2113.00001 ", "(2101.00002) ", "arXiv:2101.0001 "]
)


@given(st.lists(PIECES, max_size=12), st.sampled_from(["", "\ufeff"]), st.sampled_from([None, "doe"]))
def test_positions_are_those_of_the_span(pieces: list[str], bom: str, key: str | None) -> None:
    text = bom + "".join(pieces)
    for each in found(text, key):
        assert each.span
        assert (each.position, each.end) == (Lines(text).position(each.span.start), Lines(text).position(each.span.end))


@given(st.text(alphabet="ab\r\n\u2028é", max_size=12), st.text(alphabet="ab\r\n", max_size=5))
def test_a_text_ends_where_what_is_behind_it_begins(text: str, before: str) -> None:
    if before.endswith("\r") and text.startswith("\n"):
        return  # one line end
    whole = f"{before}{text}"
    start, end = (Lines(whole).position(len(each)) for each in (before, whole))
    assert end_of(start, text) == end


ENTRIES = st.sampled_from(
    [
        "@misc{a, eprint = {2101.00001}, title = {On the Great Engines of Kent}, author = {Doe, J}}\n",
        "@misc{b, eprint = {2101.00001}, title = {Wholly Other Words of Law}, author = {Roe, J}}\n",
        "@misc{a, title = {x}}\r\n",
        "@misc{A, title = {x}}\n",
        "@misc{c, title = {x} year = 2}\n",
        "% @misc{d, title = {x}}\n",
        "@comment{@misc{e, title = {x}}}\n",
        "words é\n",
        "@misc{f, title = {x\n",
        "@{}\n",
    ]
)


@given(st.lists(ENTRIES, max_size=6), st.booleans())
def test_faults_of_a_library_have_their_places(entries: list[str], thorough: bool) -> None:
    text = "".join(entries)
    library = read(Source("refs.bib", text))
    told = lint.findings(library) if thorough else lint.faults(library, TODAY)
    for each in told:
        assert each.span
        assert (each.position, each.end) == (Lines(text).position(each.span.start), Lines(text).position(each.span.end))
        assert each.span.start <= each.span.end <= len(text)
        if each.rule == "duplicate-key":
            assert text[slice(*each.span)] == each.data["key"]
