from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.text import Source
from bibtools.sources.mention import Mention, Suspect
from bibtools.sources.scanner import scan

TODAY = date(2026, 11, 20)
A, B = "arXiv:2106.00134", "arXiv:1706.03762"


def said(text: str, suffix: str) -> list[str]:
    result = scan(Source("f", text), TODAY, suffix)
    found: list[Mention | Suspect] = [*result.mentions, *result.suspects]
    return [each.text for each in found]


@pytest.mark.parametrize(
    ("suffix", "comment"),
    [
        (".tex", "% bibtools: ignore"),
        (".tex", "%bibtools: ignore"),
        (".tex", "% bibtools: ignore (a list of examples)"),
        (".bbl", "% bibtools: ignore"),
        (".md", "<!-- bibtools: ignore -->"),
        (".html", "<!-- bibtools: ignore -->"),
        (".py", "# bibtools: ignore"),
        (".typ", "// bibtools: ignore"),
        (".txt", "# bibtools: ignore"),
        (".txt", "% bibtools: ignore"),
        (".txt", "// bibtools: ignore"),
        ("", "-- bibtools: ignore"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_line_is_silenced_by_a_comment_behind_it(suffix: str, comment: str, newline: str) -> None:
    quoted = f'"{A}"', f'"{B}"'
    text = newline.join([f"{quoted[0]} {comment}", quoted[1]])
    assert said(text, suffix) == ["1706.03762"]


@pytest.mark.parametrize(
    ("suffix", "comment"),
    [
        (".tex", "% bibtools: ignore"),
        (".md", "<!-- bibtools: ignore -->"),
        (".md", "  <!-- bibtools: ignore -->"),
        (".rst", ".. bibtools: ignore"),
        (".org", "# bibtools: ignore"),
        (".typ", "// bibtools: ignore"),
        (".py", "# bibtools: ignore"),
        (".txt", "# bibtools: ignore"),
    ],
)
def test_alone_on_its_line_it_silences_the_next(suffix: str, comment: str) -> None:
    assert said(f'"{B}"\n{comment}\n"{A}"\n"{B}"', suffix) == ["1706.03762", "1706.03762"]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".tex", f"{A} <!-- bibtools: ignore -->"),
        (".tex", f"{A} bibtools: ignore"),
        (".tex", f"{A} % bibtools: ignored"),
        (".tex", f"{A} % bibtools: keep"),
        (".tex", f"% bibtools: ignore\n\n{A}"),
        (".md", f"{A} % bibtools: ignore"),
        (".md", f"<!-- bibtools: ignore --> words\n{A}"),
        (".py", f"'{A}' // bibtools: ignore"),
        (".typ", f"{A} # bibtools: ignore"),
        (".org", f"{A}\n# bibtools: ignore"),
        (".txt", f"{A} bibtools: ignore"),
    ],
)
def test_other_comments_and_other_lines_silence_nothing(suffix: str, text: str) -> None:
    assert said(text, suffix) == ["2106.00134"]


def test_suspects_are_silenced_too() -> None:
    text = "arXiv:1234.5678 % bibtools: ignore\nin 2106.00134 cases % bibtools: ignore\n\\cite{1234.5678}"
    assert said(text, ".tex") == ["1234.5678"]


def test_a_field_of_a_library_is_silenced() -> None:
    text = "@misc{k,\n  eprint = {2106.00134}, % bibtools: ignore\n  note = {arXiv:1706.03762},\n}"
    assert said(text, ".bib") == ["1706.03762"]


def test_a_line_of_a_cell_is_silenced() -> None:
    cells = [
        {"cell_type": "code", "source": f"x = '{A}'  # bibtools: ignore\ny = '{B}'"},
        {"cell_type": "markdown", "source": f"{A} <!-- bibtools: ignore -->"},
        {"cell_type": "raw", "source": f"{A} # bibtools: ignore"},
    ]
    assert said(json.dumps({"cells": cells}), ".ipynb") == ["1706.03762"]


@given(st.text(st.characters(exclude_characters="\r\n")), st.sampled_from(["2106.00134", A, r"\cite{2106.00134}"]))
def test_a_silenced_line_says_nothing(words: str, mention: str) -> None:
    assert said(f"{words} {mention} % bibtools: ignore", ".tex") == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("above", ["", "above", "above\n\n"])
def test_the_words_count_on_the_line_before_whatever_ends_it(newline: str, above: str) -> None:
    lines = [*above.split("\n"), "# bibtools: ignore", A, "more", B]
    assert said(newline.join(lines), ".txt") == ["1706.03762"]
    assert said(newline.join([B, *lines]), ".txt") == ["1706.03762", "1706.03762"]
