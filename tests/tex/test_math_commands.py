from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from bibtools.tex.latex import math_spans, readable
from bibtools.tex.math import is_printable, portable
from bibtools.tex.math_commands import ALPHABETS, ARGUMENTS, COMPOSED, SYMBOLS

KEPT = [
    (r"T_\mathrm{c}", r"T_\mathrm{c}"),
    (r"\mathbb{Q}_\mathcal{N}", r"\mathbb{Q}_\mathcal{N}"),
    (r"10 M_\odot", r"10 M_\odot"),
    (r"E\rtimes G", r"E\rtimes G"),
    (r"\mathscr{P}(\lambda)", r"\mathcal{P}(\lambda)"),
    (r"\Bbb C", r"\mathbb C"),
    (r"{\frak g}", r"{\mathfrak g}"),
    (r"\bm{x}", r"\boldsymbol{x}"),
    (r"R_{1\text{ρ}}", r"R_{1\text{$\rho$}}"),
    ("α_1 ≤ β", r"\alpha _1 \le  \beta "),
    ("é", r"\acute{e}"),
    (r"\sum\limits_{i}^n i", r"\sum\limits_{i}^n i"),
    (r"\big( x \big)", r"\big( x \big)"),
    (r"1\over 2", r"1\over 2"),
    (r"\imath\hbar", r"\imath\hbar"),
    (r"\textit{in vitro}", r"\textit{in vitro}"),
]
REFUSED = [
    r"\RR^3", r"\C", r"x\limits", r"1\over 2\over 3", r"\big", r"\input{x}", r"\def\x{y}", r"\char`a", r"\write18{x}",
    r"x_\frac12", r"x_\sqrt{2}", r"x_\log", "日", r"\text{日}", r"\text{$x}", r"\bfseries x", r"x_\hat y", "a & b", "$",
]  # fmt: skip


@pytest.mark.parametrize(("formula", "expected"), KEPT)
def test_what_plain_latex_prints_stays_a_formula(formula: str, expected: str) -> None:
    assert is_printable(formula)
    assert portable(formula) == expected


@pytest.mark.parametrize("formula", REFUSED)
def test_what_it_does_not_print_is_none(formula: str) -> None:
    assert not is_printable(formula)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Knots in $\RR^3$", "Knots in RR3"),
        (r"The group $\GL_n(\mathbb{Q})$", "The group GLn(Q)"),
        (r"The states $6s^2^1 S_0$", "The states 6s21 S0"),
        ("From $5 to $10", "From $5 to $10"),
        ("Costs $5", "Costs $5"),
    ],
)
def test_a_formula_that_cannot_stay_can_be_read(text: str, expected: str) -> None:
    assert not list(math_spans(text))
    assert readable(text) == expected


@pytest.mark.slow
def test_every_command_prints_with_amsmath_and_amssymb(tmp_path: Path) -> None:
    if not shutil.which("pdflatex"):
        pytest.skip("pdfLaTeX is not installed")
    forms = [rf"$x\{name} x_\{name}$" for name in sorted(SYMBOLS)]
    forms += [rf"$x\{name} y$" for name in sorted(COMPOSED)]
    forms += [rf"$\{name}{'{x}' * number}$" for name, number in sorted(ARGUMENTS.items()) if name != "not"]
    forms += [rf"$x_\{name}{{x}}^\{name}{{x}}$" for name in sorted(ALPHABETS)]
    forms += [f"${portable(formula)}$" for formula, _ in KEPT]
    body = "\n\n".join(forms)
    text = f"\\documentclass{{article}}\\usepackage{{amsmath,amssymb}}\\begin{{document}}\n{body}\n\\end{{document}}\n"
    (tmp_path / "all.tex").write_text(text, "utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-draftmode", "all.tex"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
    log = (tmp_path / "all.log").read_text("latin-1")
    assert len(forms) > 500
    assert [line for line in log.splitlines() if line.startswith("!")] == []
