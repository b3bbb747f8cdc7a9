"""Where constructs begin: what a lexicon says of its patterns is true of them, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibtools.sources.asciidoc import _LEXICON as ASCIIDOC
from bibtools.sources.html import _LEXICON as HTML
from bibtools.sources.lexer import Beginning
from bibtools.sources.lyx import _LEXICON as LYX
from bibtools.sources.markdown import _LEXICON as MARKDOWN
from bibtools.sources.org import _LEXICON as ORG
from bibtools.sources.rst import _LEXICON as RST
from bibtools.sources.tex import _LEXICON as TEX
from bibtools.sources.typst import _LEXICON as TYPST

LEXICONS = (ASCIIDOC, HTML, LYX, MARKDOWN, ORG, RST, TEX, TYPST)
BEGINNINGS = [begin for lexicon in LEXICONS for begin in lexicon.far]
PIECES = st.sampled_from(
    (
        *(
            "\n",
            "\r\n",
            " ",
            "\t",
            "> ",
            "- ",
            "1. ",
            "```",
            "~~~",
            "<!--",
            "<script",
            "<Style>",
            "{% raw %}",
            "{%-comment",
        ),
        *(
            "#+begin_src",
            "#+BEGIN_x",
            "* COMMENT",
            "** COMMENT",
            ".. ",
            "..",
            "::",
            "::\n\n",
            "----",
            "....",
            "++++",
            "////",
        ),
        *("\\begin{verbatim}", "\\iffalse", "\\if 0", "\\end {document}", "\\endinput", "/*", "\\begin_inset Note"),
        *("n", "<", "{", ":", "/", "`", "\\", "-", "x"),
    )
)


@given(st.lists(PIECES, max_size=40).map("".join), st.sampled_from(BEGINNINGS))
@example("<" * 20 + "<!--", HTML.far[0])
@example("\n* COMMENT", ORG.far[0])
def test_beginnings_are_all_that_the_pattern_finds(text: str, begin: Beginning) -> None:
    assert list(begin.places(text)) == [match.start() for match in begin.pattern.finditer(text)]


@pytest.mark.parametrize("begin", BEGINNINGS)
def test_a_sign_is_one_character(begin: Beginning) -> None:
    assert len(begin.sign) == 1
    assert begin.pattern.pattern.startswith(
        (begin.sign, f"\\{begin.sign}", r"\n" if begin.sign == "\n" else begin.sign)
    )
