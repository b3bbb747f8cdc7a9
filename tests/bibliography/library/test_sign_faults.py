from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.editing.fix_proof import fix_objection
from bibtools.bibliography.library.lint import faults
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Edit, Source, apply_edits
from bibtools.tex.special_signs import special_signs

TODAY = date(2026, 11, 29)
RULE = {"unescaped-sign"}
SIGNS = [
    ("R & D", r"R \& D"),
    ("the suppl_1 of a_b_c", r"the suppl\_1 of a\_b\_c"),
    ("2^10 of them", r"2\^{}10 of them"),
    ("the #1 of all", r"the \#1 of all"),
    ("50% of all, 100 %", r"50\% of all, 100 \%"),
    ("costs $5", r"costs \$5"),
    ("a $x_1$ and y_1 $z$ b", r"a $x_1$ and y\_1 $z$ b"),
    (r"\emph{a_b} \& c & d", r"\emph{a\_b} \& c \& d"),
    (r"see \url{a_b} and a_b", r"see \url{a_b} and a\_b"),
    (r"\href{https://x.org/a_b}{a_b}", r"\href{https://x.org/a_b}{a\_b}"),
    (r"\'{e}_1 {\_}_2", r"\'{e}\_1 {\_}\_2"),
    (r"C:\_x_y", r"C:\_x\_y"),
]
SOUND = [
    r"R \& D, 50\%, \#1, a\_b, \$5, \^{e} and \^e",
    "of $x_1^2 & y$, $$a_b$$ and $5 to $6",
    r"\(a_b\) and \[a^b\] and \ensuremath{a_{b_c}}",
    r"\url{https://x.org/a_b%20c#d&e} \path|a_b| \nolinkurl{a_b}",
    r"\href{https://x.org/a_b}{there}",
    r"\ce{H_2O} and \doi{10.1/a_b}",
    "a~b --- ``c''",
]


def entry(value: str, field: str = "title") -> str:
    return f"@article{{k,\n  author = {{A. One}}, {field} = {{{value}}},\n  year = 2020\n}}\n"


def mended(text: str) -> str:
    library = read(Source("refs.bib", text))
    found = faults(library, TODAY, rules=RULE)
    edits = [Edit(each.span, str(each.data["replacement"])) for each in found if each.span]
    after = apply_edits(text, edits)
    assert fix_objection(library, edits, after) == ""
    return after


@pytest.mark.parametrize(("value", "after"), [*SIGNS, *((each, each) for each in SOUND)])
def test_signs_are_escaped(value: str, after: str) -> None:
    assert mended(entry(value)) == entry(after)
    assert mended(entry(after)) == entry(after)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("@string{j = {A & B}}\n", [(1, 16)]),
        ('@misc{k, note = "a_b" # x # {c & d}}\n', [(1, 19), (1, 32)]),
        ("@misc{k, title = {a_b}, note = {c_d}}\n", [(1, 20), (1, 34)]),
        ("@misc{k, title = {a\n  _b}}\n", [(2, 3)]),
        ("@misc{k, title = {A &amp; B &#38; C}}\n", []),
        ("@misc{k, title = {A &amp; B & C}}\n", [(1, 29)]),
        (
            "@misc{k, url = {a_b}, doi = {a_b}, eprint = {a_b}, abstract = {a & b}, file = {a_b}, keywords = {&}}\n",
            [],
        ),
        ("@comment{k, title = {a_b}}\nthe a_b\n% a & b\n", []),
        ("@misc{a_b, title = x_y # {z}}\n", []),
    ],
)
def test_a_sign_is_told_at_its_place(text: str, places: list[tuple[int, int]]) -> None:
    found = faults(read(Source("refs.bib", text)), TODAY, rules=RULE)
    assert [(each.position.line, each.position.column) for each in found if each.position] == places


@pytest.mark.parametrize("value", ["a formula $O(n", "one $x$ and $y", "a_b &amp; c_d"])
def test_what_is_meant_is_not_guessed(value: str) -> None:
    [found] = faults(read(Source("refs.bib", entry(value))), TODAY, rules=RULE)
    assert "replacement" not in found.data


@given(st.text(r"ab{}\$_^&#% (|!", max_size=12))
def test_what_is_escaped_has_no_special_signs(text: str) -> None:
    places = special_signs(text)
    assert all(text[at] in "&_^#%$" for at in places)
    assert special_signs("".join(rf"\{char}" if at in places else char for at, char in enumerate(text))) == []


def test_long_texts_are_read_in_linear_time() -> None:
    for part in ("$", "\\(", "\\url{", "\\verb|", "{", "&", "\\[a", "$$"):
        assert len(special_signs(part * 30_000)) <= 60_000


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("pdflatex"), reason="TeX is not installed")
def test_latex_stops_at_these_signs_and_at_no_others(tmp_path: Path) -> None:
    def errors(values: list[str]) -> int:
        head = "\\documentclass{article}\\usepackage{hyperref}\\providecommand\\ce[1]{}\\providecommand\\doi[1]{}"
        items = "".join(
            f"\\bibitem{{k{number}}} One, {value}, \\newblock 2020.\n\n" for number, value in enumerate(values)
        )
        body = f"\\begin{{thebibliography}}{{9}}\n{items}\\end{{thebibliography}}"
        text = f"{head}\\begin{{document}}{body}\\end{{document}}\n"
        (tmp_path / "p.tex").write_text(text)
        command = ("pdflatex", "-interaction=nonstopmode", "-draftmode", "p.tex")
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
        return len(re.findall(r"^! ", (tmp_path / "p.log").read_text("latin-1"), re.MULTILINE))

    assert errors([*SOUND[2:], SOUND[0], *(after for _, after in SIGNS)]) == 0
    # A remark takes the end of the line, and what stands there.
    assert [value for value, _ in SIGNS if "%" not in value and not errors([value])] == []
