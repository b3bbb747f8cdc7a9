from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, ids, texts_of

from bibtools.core.text import Source
from bibtools.sources import asciidoc
from bibtools.sources.mention import Scan
from bibtools.sources.scanner import has_structure

A, B = "2106.00134", "1706.03762"


def scan(text: str) -> Scan:
    return asciidoc.scan(Source("notes.adoc", text), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://arxiv.org/abs/2106.00134[GAN], arXiv:1706.03762", [A, B]),
        ("link:https://arxiv.org/abs/2106.00134[x]", [A]),
        ("* 2106.00134\n* 1706.03762", [A, B]),
        ("`arXiv:2106.00134`", [A]),
        ("----\narXiv:2106.00134\n----", [A]),  # who writes arXiv in code means one
        ("////\nno\n////\narXiv:2106.00134", [A]),
        ("http://x.org // arXiv:2106.00134", [A]),
        ("// arXiv:2106.00134", []),
        ("////\narXiv:2106.00134\n////", []),
        ("/////\n////\narXiv:2106.00134\n/////", []),
        ("----\n- 2106.00134\n----", []),
        ("....\n2106.00134\n....", []),
        ("```\n2106.00134\n```", []),
        ("`2106.00134` +2106.00134+ ``2106.00134``", []),
        ("`+2106.00134+` and `+a\nb+`", []),
        ("version 2106.00134 of x", []),
        ("|===\n| 2106.00134 | 12\n|===", []),
    ],
)
def test_links_and_words_are_alive(text: str, expected: list[str]) -> None:
    assert ids(scan(text)) == expected


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        ("= A\n:bibtex-file: refs.bib\n", ["refs.bib"]),
        (":bibliography-database: a.bib, sub/b.bib", ["a.bib", "sub/b.bib"]),
        ("bibliography::refs.bib[]", ["refs.bib"]),
        ("bibliography::[]\n:bibtex-style: ieee\n:bibtex-file:\n", []),
        ("// :bibtex-file: refs.bib", []),
        ("----\n:bibtex-file: refs.bib\n----", []),
        ("The :bibtex-file: refs.bib is read", []),
    ],
)
def test_attributes_name_libraries(text: str, libraries: list[str]) -> None:
    assert asciidoc.libraries(text) == libraries
    assert has_structure(text.encode(), ".adoc") >= bool(libraries)  # else nobody would look


PIECES = st.sampled_from(
    ["arXiv:", A, "cite:[", "]", "(", ")", ",", "`", "+", "//", "////", "----", "....", "\n", "\r\n"]
)


@given(texts_of(PIECES))
def test_any_text_is_scanned_and_shown_as_it_is(text: str) -> None:
    assert_shown_as_it_is(scan(text), text)
