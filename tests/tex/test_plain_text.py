from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.tex.plain_text import Piece, pieces, plain_text

LINES = [
    (r"{\'E}tudes {\&} {GPU}s", "Études & GPUs"),
    ("``quoted'' --- pages 3--7", "“quoted” — pages 3–7"),
    (r"On $\alpha$-divergence", "On α-divergence"),
    (r"$\frac{a}{b}$ of $\sqrt{s}$", "a/b of √s"),
    (r"\emph{Yang--Mills} at $10^{-3}$", "Yang–Mills at 10-3"),
    ("Poincar{\\'e}~maps", "Poincaré maps"),
    ("two\n  lines", "two lines"),
    # What only looks like TeX stays.
    ("from $5 to $10", "from $5 to $10"),
    (r"costs \$5", "costs $5"),
    ("a_b and C#", "a_b and C#"),
    ("plain", "plain"),
    ("", ""),
]
SCRIPTS = [
    ("H$_2$O", [("H", ""), ("2", "sub"), ("O", "")]),
    ("$K^{*0}$ meson", [("K", ""), ("*0", "sup"), (" meson", "")]),
    (r"$x_\alpha^2$", [("x", ""), ("α", "sub"), ("2", "sup")]),
    ("a_2 of b^2", [("a_2 of b^2", "")]),  # no formula
    ("$5 and ^2", [("$5 and ^2", "")]),
]


@pytest.mark.parametrize(("line", "text"), LINES)
def test_a_line_reads_as_it_prints(line: str, text: str) -> None:
    assert plain_text(line) == text


@pytest.mark.parametrize(("line", "parts"), SCRIPTS)
def test_scripts_of_formulas_stay_apart(line: str, parts: list[tuple[str, str]]) -> None:
    assert pieces(line) == [Piece(text, script) for text, script in parts]  # type: ignore[arg-type]


@given(st.text())
def test_any_text_is_one_line(text: str) -> None:
    assert not {unicodedata.category(char) for char in plain_text(text)} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text(alphabet=r"\$_^{}ab é", max_size=40))
def test_no_part_of_a_formula_is_empty(text: str) -> None:
    assert all(each.text for each in pieces(text))
