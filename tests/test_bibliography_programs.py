"""BibTeX and biber, where they are installed, and `bibtools check` agree on what is an error."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unreadable_fields import FIELDS
from warm_biber import run_biber

from bibtools.bibliography.entries.options import BIBLATEX, BIBTEX, Dialect
from bibtools.bibliography.library.lint import faults
from bibtools.bibliography.library.reader import read
from bibtools.core.rules import ERROR
from bibtools.core.text import Source

TODAY = date(2026, 11, 20)
PROGRAMS = ("bibtex", "biber", "perl")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not all(shutil.which(name) for name in PROGRAMS), reason="BibTeX or biber is not installed"),
]
ENTRY = "@misc{{{key},\n  author = {{A. One}}, title = {{T}},\n  {field}\n}}\n"


def run(*command: str, folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)
    return done.stdout.decode("utf-8", "replace") + done.stderr.decode("utf-8", "replace")


def bibtex(text: str, folder: Path) -> tuple[set[int], set[int]]:
    """Return the lines at which BibTeX complains of errors, and of undefined macros."""
    (folder / "refs.bib").write_text(text, "utf-8")
    aux = "\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{refs}\n"
    (folder / "x.aux").write_text(aux, "utf-8")
    log = run("bibtex", "x", folder=folder)
    errors = {int(line) for line in re.findall(r"^(?!--).*---line ([0-9]+) of file refs", log, re.MULTILINE)}
    undefined = re.findall(r"^Warning--string name .* is undefined\s*^--line ([0-9]+) of file", log, re.MULTILINE)
    return errors, set(map(int, undefined))


def biber(text: str, folder: Path) -> tuple[set[int], set[int]]:
    """Return the same of biber."""
    (folder / "refs.bib").write_text(text, "utf-8")
    log = run_biber(folder, "--tool", "--output-file", "out.bib", "refs.bib").printed
    errors = re.findall(r"line ([0-9]+), (?:syntax )?error: ", log)
    undefined = re.findall(r"line ([0-9]+), warning: undefined macro", log)
    return set(map(int, errors)), set(map(int, undefined))


ASKED: dict[Dialect, Callable[[str, Path], tuple[set[int], set[int]]]] = {BIBTEX: bibtex, BIBLATEX: biber}
# The reader of biber, asked for many files at once: after an error it loses what follows in the same file.
READER = """use Text::BibTeX;
for my $name (@ARGV) {
  my $file = Text::BibTeX::File->new($name, {binmode => "utf-8"});
  while (my $entry = Text::BibTeX::Entry->new({binmode => "utf-8"}, $file)) {}
}"""


def complaints(entries: Sequence[str], dialect: Dialect) -> list[tuple[bool, bool]]:
    """Return of every entry whether its program complains of an error in it, and else of an undefined macro."""
    with tempfile.TemporaryDirectory() as folder:
        if dialect == BIBTEX:
            errors, undefined = bibtex("".join(entries), Path(folder))
            places = lines_of(entries)
            found = [tuple(any(line in lines for line in each) for lines in (errors, undefined)) for each in places]
        else:
            names = [f"{number}.bib" for number in range(len(entries))]
            for name, text in zip(names, entries, strict=True):
                (Path(folder) / name).write_text(text, "utf-8")
            log = run("perl", "-e", READER, *names, folder=Path(folder))
            of_names = ([line for line in log.splitlines() if line.startswith(f"{name}, ")] for name in names)
            found = [
                tuple(any(re.search(pattern, line) for line in lines) for pattern in ("error: ", "undefined macro"))
                for lines in of_names
            ]
    return [(error, undefined and not error) for error, undefined in found]


def told(entries: Sequence[str], dialect: Dialect) -> list[tuple[bool, bool]]:
    """Return the same of what a check reports."""
    found = faults(read(Source("refs.bib", "".join(entries))), TODAY, dialect)
    errors = {each.position.line for each in found if each.level == ERROR and each.position}
    undefined = {each.position.line for each in found if each.rule == "undefined-macro" and each.position}
    return [
        (any(line in errors for line in each), any(line in undefined for line in each)) for each in lines_of(entries)
    ]


def lines_of(entries: Sequence[str]) -> list[range]:
    starts = [1]
    for each in entries:
        starts.append(starts[-1] + each.count("\n"))
    return [range(start, end) for start, end in pairwise(starts)]


@pytest.mark.parametrize("dialect", ASKED)
@pytest.mark.parametrize("field", [field for field, _, _ in FIELDS])
def test_the_table_is_what_the_programs_say(field: str, dialect: Dialect) -> None:
    entry = ENTRY.format(key="k", field=field)
    with tempfile.TemporaryDirectory() as folder:
        said = bool(ASKED[dialect](entry, Path(folder))[0])
    assert said is next(row[1 + (dialect == BIBLATEX)] for row in FIELDS if row[0] == field)


VALUES = st.text("ab12-.:/#%,=_~+é ", min_size=1, max_size=6)
KEYS = st.text("ab1-.:/_+~#%=()\\&é", min_size=1, max_size=5)


# Twenty times ten values, and as many keys.
@pytest.mark.parametrize("dialect", ASKED)
@settings(max_examples=20, deadline=None)
@given(st.lists(VALUES, min_size=10, max_size=10))
def test_both_agree_on_values(dialect: Dialect, values: list[str]) -> None:
    entries = [ENTRY.format(key=f"k{number}", field=f"note = {value}") for number, value in enumerate(values)]
    assert list(zip(values, told(entries, dialect), strict=True)) == list(
        zip(values, complaints(entries, dialect), strict=True)
    )


@pytest.mark.parametrize("dialect", ASKED)
@settings(max_examples=20, deadline=None)
@given(st.lists(KEYS, min_size=10, max_size=10))
def test_both_agree_on_keys(dialect: Dialect, keys: list[str]) -> None:
    entries = [ENTRY.format(key=f"k{number}{key}", field="year = 2020") for number, key in enumerate(keys)]
    errors = [[error for error, _ in each(entries, dialect)] for each in (told, complaints)]
    assert list(zip(keys, errors[0], strict=True)) == list(zip(keys, errors[1], strict=True))


LIBRARIES = [
    "@misc{a, title={T}, author={N}, year=1}\n@misc{A, title={T}, author={N}, year=1}\n",
    "@misc{a, title={T}, author={N}, year=1}\n\nBy a@example.org\n@misc{b, title={T}, author={N}, year=1}\n",
    "% By a@example.org\n@misc{b, title={T}, author={N}, year=1}\n",
    "@misc{a, title={T}, author={N}, year=1} @misc{b, title={T}, author={N}, year=1}\n",
    "@misc{a, title={T}, author={N}, note={x} @misc{b, title={T}, author={N}, year=1}\n}\n",
    "@string{x = {y}}\n@misc{a, title={T}, author={N}, year=1, note=X # x, month=JAN}\n",
    "@misc{, title={T}, author={N}, year=1}\n@misc{, title={T}, author={N}, year=1}\n",
    "@comment{jabref-meta: x}\n@misc{a, title={T}, author={N}, year=1}\n",
    "@misc(a, title={T}, author={N}, year=1)\n@misc{b , title={T}, author={N}, year=1}\n",
    "@misc{a\n, title={T}, author={N}, year=1}\n@misc{a}\n",
]


@pytest.mark.parametrize("dialect", ASKED)
@pytest.mark.parametrize("text", LIBRARIES)
def test_both_agree_on_libraries(text: str, dialect: Dialect, tmp_path: Path) -> None:
    errors = [each for each in faults(read(Source("refs.bib", text)), TODAY, dialect) if each.level == ERROR]
    # Biber only warns of what it skips, and of every other entry with the key.
    errors = [each for each in errors if dialect == BIBTEX or each.rule != "duplicate-key"]
    assert bool(errors) == bool(ASKED[dialect](text, tmp_path)[0])


ALIASES = [
    ("@online{a, author={A}, title={One}, ids={b, c}}\n@online{b, author={B}, title={Two}}\n", True),
    ("@online{a, author={A}, title={One}, ids={c}}\n@online{b, author={B}, title={Two}, ids={c}}\n", True),
    ("@online{a, author={A}, title={One}, ids={c, A}}\n@online{b, author={B}, title={Two}, ids={d}}\n", False),
]


@pytest.mark.parametrize(("text", "clashes"), ALIASES)
def test_biber_skips_the_aliases_that_clash(text: str, clashes: bool, tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(text, "utf-8")
    log = run_biber(tmp_path, "--tool", "--output-file", "out.bib", "refs.bib").printed
    found = faults(read(Source("refs.bib", text)), TODAY, BIBLATEX)
    assert any(each.rule == "alias-clash" for each in found) is clashes
    assert ("alias" in log and "skipping" in log) is clashes


DOCUMENT = """\\documentclass{article}
\\usepackage[T1]{fontenc}
\\usepackage{biblatex}
\\addbibresource{refs.bib}
\\begin{document}
\\nocite{*}
\\printbibliography
\\end{document}
"""


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="LaTeX is not installed")
@pytest.mark.parametrize(("written", "is_told"), [(r"10.1/a\_b", True), ("10.1/a_b", False)])
def test_biblatex_prints_the_backslash_of_an_identifier(written: str, is_told: bool, tmp_path: Path) -> None:
    pypdf = pytest.importorskip("pypdf")
    text = f"@online{{k, author = {{A. One}}, title = {{T}}, doi = {{{written}}}}}\n"
    (tmp_path / "refs.bib").write_text(text, "utf-8")
    (tmp_path / "p.tex").write_text(DOCUMENT, "utf-8")
    run("pdflatex", "-interaction=nonstopmode", "-draftmode", "p", folder=tmp_path)
    run_biber(tmp_path, "p")
    run("pdflatex", "-interaction=nonstopmode", "p", folder=tmp_path)
    printed = pypdf.PdfReader(tmp_path / "p.pdf").pages[0].extract_text()
    found = faults(read(Source("refs.bib", text)), TODAY, BIBLATEX)
    assert written in printed
    assert any(each.rule == "escaped-identifier" for each in found) is is_told
