from __future__ import annotations

import pytest

from bibtools.bibliography.library.dialect import infer
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source, decode

BIBTEX = "@article{a, title = {T}, journal = {J}, year = {2020}}\n"
BIBLATEX = "@article{b, title = {T}, journaltitle = {J}, date = {2020-01-02}}\n"


def inferred(text: str) -> tuple[str | None, str | None]:
    return infer(read(Source("refs.bib", text)))


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("", None),
        ("@comment{x}\n", None),
        ("@misc{a, title = {T}}\n", None),
        (BIBTEX, "bibtex"),
        (BIBLATEX, "biblatex"),
        (BIBTEX * 2 + BIBLATEX, "bibtex"),
        (BIBTEX + BIBLATEX * 2, "biblatex"),
        ("@online{a, title = {T}, eprint = {x}, eprinttype = {arxiv}}\n", "biblatex"),
        ("@misc{a, title = {T}, eprint = {x}, archiveprefix = {arXiv}}\n", "bibtex"),
        ("@article{a, title = {the date}, year = 2020}\n", "bibtex"),
    ],
)
def test_the_dialect_is_that_of_most_fields(text: str, dialect: str | None) -> None:
    assert inferred(text)[0] == dialect


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (BIBTEX, None),
        ("@misc{a, author = {Müller, Łukasz}}", "unicode"),
        (r"@misc{a, author = {M{\"u}ller, {\L}ukasz}}", "ascii"),
        (r"@misc{a, author = {M\"uller, \'{E}va and Ås, B.}}", "ascii"),
        ("@misc{a, author = {Müller, Łukasz and \\'Eva}}", "unicode"),
        ("@misc{a, title = {A “quoted” dash – here}}", None),
        ("@misc{a, title = {李 明}}", "unicode"),
        (r"@misc{a, title = {\beta and \emph{x} and \LaTeX}}", None),
    ],
)
def test_the_encoding_is_that_of_most_letters(text: str, encoding: str | None) -> None:
    assert inferred(text)[1] == encoding


def test_latin_1_is_no_unicode() -> None:
    assert inferred(decode("@misc{a, author = {Müller}}".encode("latin-1")))[1] == "ascii"
