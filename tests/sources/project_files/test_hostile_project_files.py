"""Whatever a file holds, its reader returns, in time that grows with its length, and names only what can be a file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from project_file_fields import read

from bibtools.sources.project_files.asciidoc import named_libraries
from bibtools.sources.project_files.contract import ProjectFile
from bibtools.sources.project_files.file_names import file_name, folders, libraries, search_path
from bibtools.sources.project_files.generated import is_build_folder, mark_of
from bibtools.sources.project_files.registry import NAMES, ROWS

FILES = [name.replace("*", "x") for name in NAMES]
PIECES = [
    "bibliography", ": ", "refs.bib", "\n", "  ", "- ", "[", "]", "{", "}", "&a ", "*a", "!!python/name:x",
    "---\n", "\t", "bibtex_bibfiles", " = ", "'", '"', "os.path.join(", ")", "Path(__file__)", ".parent", " / ",
    "+=", "for x in ", ":\n ", "@default_files", "$ENV{BIBINPUTS}", "ensure_path('BIBINPUTS', ", ";", "#",
    "\\\n", "--bibliography=", "$(", "${", "X", "$(X)", "X = ", "cd ", "&& ", "(", "<<EOF\n", "EOF\n",
    "pandoc ", "latexmk ", "main.tex", "addprefix ", ",", "%", "scholar", "source", "project", "toc", "file",
    "children", "plugins", "bibtex", "bib_file", "CitationBibliography(", "joinpath(", "@__DIR__", "\x00",
    "\ud800", "\ufeff", "\xe9", "://", "..", "/", "~", "jobs", "steps", "run", "with", "root_file", "scripts",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.text(max_size=20)),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(PIECES), inner, max_size=4)),
    max_leaves=12,
)


def check(found: ProjectFile) -> None:
    names = [*found.libraries, *found.patterns, *found.roots, *found.outputs, *found.search, *found.reads, found.head]
    for name in names:
        assert not set(name) & {"\0", "\n", "\\"}
        assert not any("\ud800" <= sign <= "\udfff" for sign in name)
        assert "://" not in name
    assert all(found.libraries)
    assert all(name.rpartition(".")[2].lower() in {"bib", "bibtex", "biblatex"} for name in found.libraries)
    assert not {name for name in found.outputs if name in {"", ".", ".."} or name.startswith(("/", "../"))}
    assert all("\n" not in note and len(note) < 300 for note in found.notes)


@given(st.sampled_from(FILES), TEXTS)
def test_readers_return(name: str, text: str) -> None:
    check(read(name, text))


@given(st.sampled_from([name for name in FILES if name.endswith((".yml", ".yaml"))]), VALUES)
def test_readers_of_yaml_take_any_value(name: str, value: object) -> None:
    check(read(name, f"bibliography: {value!r}\nproject: {value!r}\nscholar: {value!r}\nplugins: {value!r}"))


@given(TEXTS)
def test_asciidoc(text: str) -> None:
    check(named_libraries(text))


@given(VALUES, st.sampled_from(["", "a", "../b"]))
def test_names(value: object, folder: str) -> None:
    check(libraries(value, folder))
    assert all(not name.startswith("../") for name in folders(value))


@given(st.text())
def test_names_are_normal(text: str) -> None:
    name = file_name(text)
    assert file_name(name) == name or name.startswith(" ")
    assert all(folder not in {"", "."} for folder in search_path(text) if not folder.endswith("//"))


@given(st.text(max_size=20), st.binary(max_size=300))
def test_marks_of_builds(name: str, head: bytes) -> None:
    for ending in (".html", ".tex", ".md", ""):
        mark = mark_of(name + ending, head)
        assert mark is None or (name + ending).lower().endswith(mark.endings)
    assert is_build_folder(name, [name]) or not is_build_folder(name, [])


LONG = {
    "brackets": "[" * 50_000,
    "parentheses": "(" * 50_000,
    "indents": "".join(" " * depth + "a:\n" for depth in range(600)),
    "aliases": "a: &a [x]\n" + "b: [" + "*a, " * 25_000 + "]",
    "anchors": "".join(f"k{n}: &a{n} v\n" for n in range(7_500)),
    "quotes": "bibliography: '" + "''" * 50_000,
    "escapes": 'x="' + '\\"' * 50_000,
    "variables": "X = " + "$(X)" * 25_000 + "\npandoc --bibliography=$(X)",
    "options": "pandoc " + "--bibliography=a.bib " * 5_000,
    "continued": "pandoc \\\n" * 12_500,
    "substitutions": "pandoc bibliography " + "$(" * 30_000,
    "documents": "cat <<A\n" * 15_000,
    "comments": "#= " * 40_000 + "CitationBibliography(" * 100,
    "calls": "bibtex_bibfiles = " + "f(" * 25_000,
    "additions": "bibtex_bibfiles = ['a.bib']\n" + "bibtex_bibfiles += bibtex_bibfiles\n" * 2_500,
    "assignments": "@default_files = (" * 7_000,
    "pushes": "push @default_files, 'a'" * 5_000,
    "attributes": ":bibtex-file: a.bib\n" * 6_000 + "////\n" * 5_000,
    "lines": "bibliography:\n" * 7_500,
    "script": '{"scripts": {"a": "' + "cd a && " * 10_000 + 'pandoc --bibliography=b.bib"}}',
    "metas": "<meta " * 20_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", LONG)
def test_long_texts_end(kind: str) -> None:
    for row in ROWS:
        check(row.read(LONG[kind]))
    check(named_libraries(LONG[kind]))
    assert mark_of("a.html", LONG[kind].encode()) is None
