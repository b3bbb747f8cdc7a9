"""What four blanks make code of in Markdown, and what they only continue; pandoc reads the same (a slow test)."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.text import Span
from bibtools.sources import markdown, notebook
from bibtools.sources.indented_code import indented_code, may_hold

CODE = [
    "Intro\n\n    [@k]\n",
    "Intro\r\n\r\n    [@k]\r\n",
    "Intro\n\n\t[@k]\n",
    "Intro\n\n  \t[@k]\n",
    "    [@k]\n",
    "Intro\n\n    code\n\n\n    [@k]\n",
    "Intro\n\n    - x [@k]\n",
    "# H\n    [@k]\n",
    "Head\n====\n    [@k]\n",
    "* * *\n    [@k]\n",
    "```\ncode\n```\n    [@k]\n",
    "<!-- c -->\n\n    [@k]\n",
    "<div>\n\n    [@k]\n\n</div>\n",
    "::: note\n\n    [@k]\n\n:::\n",
    "$$\nx\n$$\n\n    [@k]\n",
    "> q\n>\n>     [@k]\n",
    "> q\n\n    [@k]\n",
    "- foo\n\n      [@k]\n",
    "-     [@k]\n",
    "-\tfoo\n\n\t\t[@k]\n",
    "1. foo\n\n       [@k]\n",
    "1.  foo\n\n    bar\n\n        [@k]\n",
    "- a\n    - b\n\n          [@k]\n",
    "- foo\n\nbar\n\n    [@k]\n",
    "- foo\n\n```\ncode\n```\n\n    [@k]\n",
    "[^1]: foo\n\n        [@k]\n\nx[^1]\n",
    "---\ntitle: x\n---\n\n    [@k]\n",
    "Intro\n\n    ``[@k]`` and [@k]\n",
]
PROSE = [
    "para\n    [@k]\n",
    "para\n\n   [@k]\n",
    "`code` foo [@k]\n",
    "- foo\n\n    [@k]\n",
    "- foo\n- bar\n\n  [@k]\n",
    "- foo\n    [@k]\n",
    "- foo\nlazy\n\n    [@k]\n",
    "- foo\n\n  bar\n\n    [@k]\n",
    "- foo\n\n      code\n\n  bar [@k]\n",
    "-\tfoo\n\n\t[@k]\n",
    "- a\n    - b\n\n        [@k]\n",
    "- a\n    - b\n    - c [@k]\n",
    "- a\n\n  > q\n\n    [@k]\n",
    "1. foo\n\n    [@k]\n",
    "10. foo\n\n    [@k]\n",
    "#. foo\n\n    [@k]\n",
    "(@) foo\n\n    [@k]\n",
    "a.  foo\n\n    [@k]\n",
    "> - foo\n>\n>     [@k]\n",
    "[^1]: foo\n\n    [@k]\n\nx[^1]\n",
    "Term\n:   def\n\n    [@k]\n",
    "Term\n\n: def\n\n    [@k]\n",
    "---\nabstract: |\n\n    foo [@k]\n---\n",
    "text\n\n---\nabstract: |\n\n    foo [@k]\n...\n",
    "  Right   Left\n-------  -----\n     12  [@k]\n",
    "-------------\n A     B\n----- -------\n  1   2\n\n      [@k]\n-------------\n\n",
    "| x\n    [@k]\n",
    "\\begin{center}\n\n    \\emph{x}\n\\end{center} [@k]\n",
]
# Of other programs than pandoc: Python-Markdown's admonitions and tabs, kramdown's HTML, LaTeX in a notebook.
OTHER_PROSE = [
    "!!! note\n\n    [@k]\n",
    '=== "Tab"\n\n    [@k]\n',
    '<div class="row">\n\n    <d-cite key="k"></d-cite>\n\n</div>\n',
    "<ul>\n\n    <li><cite data-cite='k'>x</cite></li>\n</ul>\n",
    "\\begin{figure}\n\n    \\caption{x \\cite{k}}\n\\end{figure}\n",
    "```{note}\n- x\n\n    {cite}`k`\n```\n",
]


def keys(text: str) -> set[str]:
    return {each.key for each in markdown.citations(text)}


@pytest.mark.parametrize("text", CODE)
def test_nothing_is_cited_in_indented_code(text: str) -> None:
    assert keys(text) == set()
    assert keys(text + "\nend [@other]\n") == {"other"}


@pytest.mark.parametrize("text", [*PROSE, *OTHER_PROSE])
def test_what_blanks_only_continue_is_prose(text: str) -> None:
    assert keys(text) == {"k"}


def test_a_notebook_and_the_libraries_of_a_text_are_read_likewise() -> None:
    cells = [{"cell_type": "markdown", "source": text} for text in ("x\n\n    [@code]", "- x\n\n    [@prose]")]
    assert [each.key for each in notebook.citations(json.dumps({"cells": cells}))] == ["prose"]
    assert markdown.structure("Write:\n\n    \\bibliography{refs}\n").libraries == ()
    assert [each.name for each in markdown.structure("- So:\n\n    \\bibliography{refs}\n").libraries] == ["refs.bib"]


PARTS = [
    *("    ", "\t", "- ", "> ", "1. ", "text", "[@k]", "```", "---", "<div>", "</div>", "\\begin{x}", "\\end{x}", "\r"),
    *(
        "\n",
        "\n\n",
        "# ",
        "<!--",
        "-->",
        "~~~",
        ":::",
        "$$",
        "<pre>",
        "</pre>",
        "!!! x",
        "[^1]: ",
        ": ",
        "| a |",
        "    ",
    ),
]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=40).map("".join)


@given(TEXTS)
def test_a_line_is_code_only_where_it_is_looked_for(text: str) -> None:
    for start, end in indented_code(text, markdown.constructs(text, range(len(text) + 1))):
        for place in range(start, end):
            assert may_hold(text, [place]) or not text[start : place + 1].strip()


@given(TEXTS)
def test_code_is_made_of_whole_indented_lines(text: str) -> None:
    found = indented_code(text, markdown.constructs(text, range(len(text) + 1)))
    assert found == sorted(found)
    for start, end in found:
        assert start == 0 or text[start - 1] == "\n"
        assert end == len(text) or text[end - 1] == "\n"
        assert "    " in text[start:end].expandtabs(4)
    assert Span(0, 0) not in found
    assert keys(text) <= {"k"}


@pytest.mark.parametrize("size", [4_000, pytest.param(40_000, marks=pytest.mark.slow)])
def test_hostile_texts_take_no_longer_than_others(size: int) -> None:
    for line in ("---\n", "<div>\n", "\\begin{x}\n", "> " * 50 + "\n", "- " * 50 + "\n", "<a>\n\n    <b>\n"):
        assert indented_code(line * (size // len(line)) + "\n    [@k]", []) is not None
    assert indented_code("".join(f"<a{number}>\n\\begin{{a{number}}}\n" for number in range(size // 4)), []) == []
    assert indented_code("> " * (5 * size), []) == []


@pytest.mark.slow
@pytest.mark.parametrize("text", [*CODE, *PROSE])
def test_pandoc_reads_the_same(text: str) -> None:
    read = json.loads(pytest.importorskip("pypandoc").convert_text(text, "json", format="markdown"))
    assert set(_cited(read)) == keys(text)


def _cited(node: object) -> Iterator[str]:
    if isinstance(node, dict) and node.get("t") == "Cite":
        yield from (each["citationId"] for each in node["c"][0])
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _cited(child)
