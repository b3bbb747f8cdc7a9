"""What `import bibtools` gives: its names, their documentation, and what holds for all of them."""

from __future__ import annotations

import ast
import doctest
import inspect
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import every_public_name
import pytest
from conftest import Cli

import bibtools
from bibtools.app import public_names

ROOT = Path(__file__).parent.parent
STUB = ROOT / "bibtools" / "__init__.pyi"
DOCUMENT = (ROOT / "docs" / "reference" / "python.md").read_text("utf-8")
SCRIPT = ROOT / "examples" / "api" / "add_missing.py"
USER = Path(every_public_name.__file__ or "")
VALUES: dict[str, Any] = {name: getattr(bibtools, name) for name in bibtools.__all__}


@pytest.fixture
def example(paper: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a copy of the example paper, offline."""
    shutil.copytree(ROOT / "examples" / "paper", paper, dirs_exist_ok=True)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(paper)
    return paper


def test_the_names_are_sorted_and_told_by_dir() -> None:
    assert bibtools.__all__ == sorted(bibtools.__all__)
    assert set(bibtools.__all__) <= set(dir(bibtools))


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(STUB.read_text("utf-8"))
    imported = {
        alias.name: str(node.module).removeprefix("bibtools.")
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.asname is None
    }
    [listed] = [ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign)]
    assert imported == public_names.MODULES
    assert listed == bibtools.__all__


def test_no_name_is_that_of_a_module() -> None:
    modules = {path.name.partition(".")[0] for path in (ROOT / "bibtools").iterdir()}
    assert modules & set(bibtools.__all__) == set()


def test_a_star_import_gives_the_names() -> None:
    given: dict[str, object] = {}
    exec("from bibtools import *", given)  # noqa: S102 - what a notebook does
    assert given.keys() - {"__builtins__"} == set(bibtools.__all__)


@pytest.mark.parametrize("name", ["chek", "_MODULES", "Library_", "__wrapped__", ""])
def test_there_is_no_other_name(name: str) -> None:
    with pytest.raises(AttributeError, match=f"module 'bibtools' has no attribute '{name}'"):
        getattr(bibtools, name)


def test_submodules_can_be_imported_all_the_same() -> None:
    from bibtools import corpus  # its way is what this shows

    assert corpus.__name__ == "bibtools.corpus"


@pytest.mark.parametrize("name", [name for name in VALUES if callable(VALUES[name])])
def test_every_name_has_a_docstring_of_its_own(name: str) -> None:
    value = VALUES[name]
    own = [value] + [
        getattr(member, "fget", None) or member
        for each, member in (vars(value).items() if inspect.isclass(value) else ())
        if not each.startswith("_") and (inspect.isroutine(member) or isinstance(member, property))
    ]
    undocumented = [each for each in own if not (inspect.getdoc(each) or "").strip()]
    assert undocumented == []
    assert not str(inspect.getdoc(value)).startswith(f"{name}(")  # what Python writes for a tuple


@pytest.mark.parametrize("name", sorted(VALUES))
def test_every_name_is_documented_and_used_by_the_users_script(name: str) -> None:
    assert re.search(rf"`{name}\b|bibtools\.{name}\b", DOCUMENT)
    assert re.search(rf"\b{name}\b", USER.read_text("utf-8"))


def test_the_documentation_is_what_happens(example: Path, cli: Cli) -> None:
    assert example.is_dir()
    assert cli("index", "build", str(ROOT / "examples" / "find" / "snapshot.jsonl")).code == 0
    blocks = re.findall(r"^```pycon\n(.*?)^```$", DOCUMENT, re.DOTALL | re.MULTILINE)
    assert len(blocks) > 15
    assert ">>>" not in re.sub(r"^```pycon\n.*?^```$", "", DOCUMENT, flags=re.DOTALL | re.MULTILINE)
    test = doctest.DocTestParser().get_doctest("".join(blocks), {}, "docs/reference/python.md", None, 0)
    told: list[str] = []
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=told.append)
    assert result.attempted > 50
    assert not told, "".join(told)


def test_the_docstring_of_the_package_is_what_happens() -> None:
    result = doctest.testmod(bibtools)
    assert result.attempted >= 2
    assert result.failed == 0


def test_a_short_script_does_what_the_command_does(
    example: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(SCRIPT.read_text("utf-8").splitlines()) <= 15
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), "."])
    runpy.run_path(str(SCRIPT), run_name="__main__")
    shown = capsys.readouterr()
    done = cli("sync", "--diff")
    assert (done.code, shown.out) == (1, done.out)
    assert shown.out.count("+@misc{") > 30
    assert (shown.err, (example / "references.bib").read_text("utf-8")) == (
        "",
        (ROOT / "examples" / "paper" / "references.bib").read_text("utf-8"),
    )


def test_the_users_script_runs(example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (example / "references.bib").read_bytes()
    every_public_name.main()
    assert (example / "references.bib").read_bytes() != before
    assert capsys.readouterr() == ("", "")


# What is added to the user's script, and what a type checker says of it.
MISTAKES = {
    "unknown": ("bibtools.chek()", 'error: Module has no attribute "chek"'),
    "no_function": ("x: int = bibtools.summary", "error: Incompatible types in assignment"),
    "no_text": ("bibtools.scan_text(7)", 'error: Argument 1 to "scan_text" has incompatible type "int"'),
    "no_dialect": (
        'bibtools.parse_library("").entry(7)',
        'error: Argument 1 to "entry" of "Library" has incompatible type',
    ),
    "no_ids": ("bibtools.resolve([7])", "error: List item 0 has incompatible type"),
    "star": (
        "from bibtools import *\nreveal_type(summary)",
        'is "def (record: bibtools.records.record.Record) -> str"',
    ),
}


@pytest.mark.slow
def test_mypy_reads_the_users_script(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    own = USER.read_text("utf-8")
    for name, (more, _) in {"sound": ("", ""), **MISTAKES}.items():
        (tmp_path / f"{name}.py").write_text(f"{own}\n{more}\n", "utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", "cache", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    complaints = [line.partition(":") for line in done.stdout.splitlines() if ": " in line and "Found" not in line]
    assert {path for path, _, _ in complaints} == {f"{name}.py" for name in MISTAKES}, done.stdout + done.stderr
    for path, _, message in complaints:
        assert MISTAKES[path.removesuffix(".py")][1] in message
