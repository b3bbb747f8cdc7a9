from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bibtools.sources import project_files
from bibtools.sources.project_files.contract import NOTHING, ProjectFile, merged
from bibtools.sources.project_files.registry import NAMES, ROWS, reader_of

PACKAGE = Path(project_files.__file__).parent
DOCUMENT = Path(__file__).parents[3] / "docs" / "reference" / "documents.md"


@pytest.mark.parametrize(
    ("path", "tool"),
    [
        ("_quarto.yml", "Quarto"),
        ("book/_quarto.yaml", "Quarto"),
        ("_quarto-html.yml", "Quarto"),
        ("a/b/_metadata.yml", "Quarto"),
        ("metadata.yml", "pandoc"),
        ("defaults.yaml", "pandoc"),
        ("myst.yml", "MyST and Jupyter Book 2"),
        ("docs\\conf.py", "Sphinx"),
        ("GNUmakefile", "make"),
        ("rules.mk", "make"),
        (".latexmkrc", "latexmk"),
        (".github/workflows/build.yml", "GitHub Actions"),
        ("repo/.github/workflows/build.yaml", "GitHub Actions"),
        (".github/dependabot.yml", "pandoc"),
        ("workflows/build.yml", "pandoc"),
        (".gitlab-ci.yml", "GitLab CI"),
        ("paper.md", None),
        ("my_conf.py", None),
        ("config.py", None),
        ("Makefile.old", None),
        ("_quarto.yml.bak", None),
        ("_quarto.ymlx", None),
        ("yml", None),
        (".yml.swp", None),
        ("", None),
        ("Makefile/", None),
    ],
)
def test_reader_of(path: str, tool: str | None) -> None:
    row = reader_of(path)
    assert (row and row.tool) == tool


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.module}.{row.function}")
def test_each_reader_is_there_and_takes_an_empty_text(row: object) -> None:
    assert row in ROWS
    for kind in ROWS:
        if kind is row:
            found = kind.read("")
            assert isinstance(found, ProjectFile)
            assert (found.libraries, found.patterns, found.search, found.notes) == ((), (), (), ())


def test_all_names_are_known() -> None:
    assert len(NAMES) == sum(len(row.names) for row in ROWS)
    for name in NAMES:
        assert reader_of(name.replace("*", "x")) is not None


def test_no_reader_executes_what_it_reads() -> None:
    for path in PACKAGE.glob("*.py"):
        functions = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        called = {function.id for function in functions if isinstance(function, ast.Name)}
        assert not called & {"eval", "exec", "compile", "__import__", "open"}, path.name


def test_no_module_loads_yaml_before_it_reads_some() -> None:
    for path in PACKAGE.glob("*.py"):
        top = [
            node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.Import | ast.ImportFrom)
        ]
        named = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}
        named |= {str(node.module) for node in top if isinstance(node, ast.ImportFrom)}
        assert not {name for name in named if name.split(".")[0] == "yaml"}, path.name


def test_the_document_lists_what_is_read() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert rows[1:] == [
        (
            row.tool,
            ", ".join(f"`{name}`" for name in row.names),
            row.takes,
            "its folder and all below" if row.speaks_below else "its folder",
        )
        for row in ROWS
    ]


def test_merged() -> None:
    first = ProjectFile(libraries=("a.bib", "b.bib"), is_top=True, head="x.Rmd")
    second = ProjectFile(libraries=("b.bib", "c.bib"), takes_all=True, head="y.Rmd", notes=("n",))
    assert merged(first, second) == ProjectFile(
        libraries=("a.bib", "b.bib", "c.bib"), takes_all=True, is_top=True, head="x.Rmd", notes=("n",)
    )
    assert merged(second, first).libraries == ("b.bib", "c.bib", "a.bib")
    assert merged(NOTHING, NOTHING) == NOTHING
    assert merged() == NOTHING
