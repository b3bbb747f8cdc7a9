from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.tex.math import is_complete


@pytest.mark.parametrize(
    "formula",
    [
        "x",
        "",
        "x^2",
        "x_i^2",
        "x^2_i",
        "x^{a^b}",
        r"B^0_s\to\mu^+\mu^-",
        r"\frac{a}{b}",
        r"\frac 1 2",
        r"\frac12",
        r"\sqrt{x}",
        r"\sqrt x",
        r"\mathcal{O}(n \log n)",
        r"\mathcal O",
        r"\left( \frac{a}{b} \right)",
        r"\left\{ x \right.",
        r"\hat{\mathbf{x}}",
        r"\alpha_{\beta_{\gamma}}",
        r"^3He",
        r"{x}",
        r"\{x\}",
        r"5\,\mathrm{TeV}",
        "{" * 100 + "x" + "}" * 100,
    ],
)
def test_these_can_be_typeset(formula: str) -> None:
    assert is_complete(formula)


@pytest.mark.parametrize(
    "formula",
    [
        r"\frac",
        r"\frac{a}",
        r"\frac{a}}",
        "{" * 101 + "x" + "}" * 101,
        "{" * 20_000 + "x" + "}" * 20_000,
        "x^{" * 20_000 + "x" + "}" * 20_000,
        r"\sqrt",
        r"x^",
        r"x_",
        r"x^a^b",
        r"x_a_b",
        r"x^_a",
        r"{x^}",
        r"{",
        r"}",
        r"}{",
        r"\left( x",
        r"x \right)",
        r"\left x \right)",
        r"{\left( x} \right)",
        r"\frac\sqrt{x}{y}",
        r"\hat\frac{a}{b}",
        r"\mathcal^",
        r"\left(",
        r"\left",
    ],
)
def test_these_cannot(formula: str) -> None:
    assert not is_complete(formula)


@given(st.text(alphabet="\\{}^_ab()[].|leftrigh frac", max_size=40))
def test_any_text_is_one_or_the_other(formula: str) -> None:
    assert is_complete(formula) in {True, False}
