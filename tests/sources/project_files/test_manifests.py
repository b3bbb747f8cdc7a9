"""Documenter.jl, Tectonic, Typst and AsciiDoc."""

from __future__ import annotations

import pytest
from project_file_fields import read

from bibtools.sources.project_files.asciidoc import named_libraries
from bibtools.sources.project_files.contract import NOTHING

NAMED = 'path = joinpath(dirname(@__FILE__), "own.bib")\nbib = CitationBibliography(path)\n'


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        ('bib = CitationBibliography(joinpath(@__DIR__, "src", "refs.bib"); style=:numeric)', ["src/refs.bib"]),
        ('bib = CitationBibliography(joinpath(@__DIR__, "refs.bib"), style = :numeric)', ["refs.bib"]),
        ('bib = CitationBibliography(\n    joinpath(".", "refs.bib");\n    style=:numeric\n)', ["refs.bib"]),
        ('makedocs(plugins=[CitationBibliography(joinpath(dirname(@__FILE__), "src/refs.bib"))])', ["src/refs.bib"]),
        ('CitationBibliography("refs.bib", sorting=:nyt)', ["refs.bib"]),
        ('CitationBibliography(normpath(joinpath(@__DIR__, "..", "refs.bib")))', ["../refs.bib"]),
        ('CitationBibliography(joinpath(dirname(@__DIR__), "refs.bib"))', ["../refs.bib"]),
        ('CitationBibliography("$(@__DIR__)/src/refs.bib")', ["src/refs.bib"]),
        ('CitationBibliography(joinpath(@__DIR__, joinpath("src", "refs.bib")))', ["src/refs.bib"]),
        (NAMED, ["own.bib"]),
        ('# CitationBibliography("refs.bib")', []),
        ('#= CitationBibliography("refs.bib") =#', []),
        ('CitationBibliography(projectdir("bib", "refs.bib"))', []),
        ('CitationBibliography(joinpath(pkgdir(X), "refs.bib"))', []),
        ("CitationBibliography(path)", []),
        ('CitationBibliography("$name.bib")', []),
        ('MyCitationBibliography("refs.bib")', []),
        ("CitationBibliography(", []),
        ('makedocs(sitename = "refs.bib")', []),
        ('CitationBibliography("' + "(" * 600 + '")', []),
    ],
)
def test_libraries_of_documenter(text: str, libraries: list[str]) -> None:
    assert list(read("docs/make.jl", text).libraries) == libraries


def test_what_else_documenter_says() -> None:
    assert read("make.jl", "makedocs()").outputs == ("build",)
    assert read("make.jl", "compile()") == NOTHING
    open_note = "line 2: the library has a computed name"
    assert read("make.jl", "using Documenter\nbib = CitationBibliography(found())").notes == (open_note,)


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ('[[output]]\nname = "x"\ntype = "pdf"', ["src/_preamble.tex", "src/index.tex", "src/_postamble.tex"]),
        ('[[output]]\nindex = "main.tex"\npreamble = ""', ["src/main.tex", "src/_postamble.tex"]),
        ('[[output]]\ninputs = ["a.tex", "b.tex"]', ["src/a.tex", "src/b.tex"]),
        ('[doc]\nname = "x"', []),
        ("output = 1", []),
        ("output = [1]", []),
        ("not toml", []),
    ],
)
def test_roots_of_tectonic(text: str, roots: list[str]) -> None:
    assert list(read("Tectonic.toml", text).roots) == roots


@pytest.mark.parametrize(
    ("text", "roots"),
    [
        ('[template]\npath = "template"\nentrypoint = "main.typ"', ["template/main.typ"]),
        ('[package]\nname = "x"\nentrypoint = "lib.typ"', []),
        ("[template]\npath = 1\nentrypoint = 2", []),
        ("template = 1", []),
    ],
)
def test_roots_of_typst(text: str, roots: list[str]) -> None:
    found = read("typst.toml", text)
    assert list(found.roots) == roots
    assert found.is_top


def test_toml_that_cannot_be_read_is_a_note() -> None:
    assert read("Tectonic.toml", "a = 1\nb =").notes == (
        "its TOML could not be read: Invalid value (at end of document)",
    )
    assert read("typst.toml", "a = " + "[" * 5000).notes != ()
    assert read("typst.toml", "#" * 300_000).notes == ("its TOML has more than 262,144 characters and was not read",)


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        ("= Title\n:bibtex-file: refs.bib\n:bibtex-style: ieee\n", ["refs.bib"]),
        (":bibtex-file: {docdir}/refs/a.bib", ["refs/a.bib"]),
        (":bibtex-file: old.bib\n:bibtex-file: new.bib", ["new.bib"]),
        ("= Title\n\nbibliography::refs.bib[]\n", ["refs.bib"]),
        ("bibliography::two.bib[]\n:bibtex-file: one.bib\n", ["one.bib"]),
        ("bibliography::[]", []),
        ("see bibliography::refs.bib[]", []),
        ("bibliography:refs.bib[]", []),
        ("////\n:bibtex-file: refs.bib\n////\n", []),
        ("// :bibtex-file: refs.bib", []),
        (":!bibtex-file:", []),
        (" :bibtex-file: refs.bib", []),
        ("text with :bibtex-file: refs.bib", []),
        (":bibtex-files: refs.bib", []),
    ],
)
def test_libraries_of_asciidoc(text: str, libraries: list[str]) -> None:
    assert list(named_libraries(text).libraries) == libraries
