from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, ids, texts_of

from bibtools.core.text import Source
from bibtools.sources import lyx
from bibtools.sources.mention import Scan
from bibtools.sources.scanner import has_structure

A, B = "2106.00134", "1706.03762"


def scan(text: str) -> Scan:
    return lyx.scan(Source("paper.lyx", text), date(2026, 11, 20))


def inset(kind: str, *lines: str) -> str:
    return "\n".join([rf"\begin_inset {kind}", *lines, r"\end_inset", ""])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\\begin_layout Standard\nSee arXiv:2106.00134.\n\\end_layout", [A]),
        (inset("Flex URL", "https://arxiv.org/abs/2106.00134"), [A]),
        (inset("CommandInset href", "LatexCommand href", 'target "https://arxiv.org/abs/2106.00134"'), [A]),
        (inset("Note Note", "no") + "arXiv:2106.00134", [A]),
        (inset("Note Greyedout", "arXiv:2106.00134"), [A]),  # which is printed
        (inset("Note Note", "arXiv:2106.00134"), []),
        (inset("Note Comment", inset("Foot", "arXiv:2106.00134"), "arXiv:1706.03762"), []),
        (inset("listings", "2106.00134"), []),
        (inset("CommandInset label", "LatexCommand label", 'name "2106.00134"'), []),
        (inset("CommandInset ref", "LatexCommand ref", 'reference "sec:2106.00134"'), []),
        ("\\begin_inset Graphics\n\twidth 2106.00134pt\n", []),
    ],
)
def test_what_is_printed_is_alive(text: str, expected: list[str]) -> None:
    assert ids(scan(text)) == expected


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        (inset("CommandInset bibtex", "LatexCommand bibtex", 'bibfiles "refs,sub/more"'), ["refs.bib", "sub/more.bib"]),
        (inset("CommandInset bibtex", 'bibfiles "refs.bib"'), ["refs.bib"]),
        (inset("Note Note", inset("CommandInset bibtex", 'bibfiles "refs"')), []),
        (inset("CommandInset bibtex", 'bibfiles ""', 'options "plain"'), []),
        ('The line bibfiles "refs"', []),
    ],
)
def test_bibliographies_name_libraries(text: str, libraries: list[str]) -> None:
    assert lyx.libraries(text) == libraries
    assert has_structure(text.encode(), ".lyx") >= bool(libraries)  # else nobody would look


PIECES = st.sampled_from(
    ["\\begin_inset Note Note\n", "\\begin_inset CommandInset citation\n", "\\end_inset\n", 'key "', '"', A, "arXiv:"]
    + ["\\backslash\n", "cite{", "}", "\n", "LatexCommand nocite\n"]
)


@given(texts_of(PIECES))
def test_any_text_is_scanned_and_shown_as_it_is(text: str) -> None:
    assert_shown_as_it_is(scan(text), text)
