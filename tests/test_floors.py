"""The shape of the package: imports go down, and only certain folders touch the world."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import pytest
from syntax_trees import PACKAGE, dotted, nodes, trees

DOCUMENT = PACKAGE.parent / "ARCHITECTURE.md"

# A module imports from lower floors, or from inside of its own package.
FLOORS = (
    "core",  # texts, errors, findings, rules
    "tex",  # LaTeX and Unicode, formulas, titles, personal names, bibliography styles
    "identifiers",  # schemes: grammar, validity, detection in text
    "records",  # what is known of works; venues and code links in texts
    "bibliography",  # libraries, citation keys, entries, edits
    "sources",  # file types and their scanners
    "files",  # walking, reading, atomic writing
    "network",  # the only socket
    "storage",  # answers, visits, tables: SQLite
    "providers",  # what answers for identifiers
    "index",  # the local index
    "matching",  # works by their words
    "linkcheck",  # whether links lead anywhere
    "config",  # settings
    "app",  # use cases and their wiring
    "reports",  # outcomes as text and JSON
    "corpus",  # millions of sources
    "lsp",  # the language server
    "cli",  # the command line
    "hook",  # the fast path of the hooks
    "__main__",
)
MODULE = re.compile(rf"bibtools\.(?:{'|'.join(FLOORS)})(?:\.\w*)*")
FLOOR = {folder: number for number, folder in enumerate(FLOORS)}

# What touches the world, and the folders that may; a rate limiter keeps locks and times for all processes.
IMPORTS: dict[str, set[str]] = {
    "distributed": {"corpus"},
    "filelock": {"files", "network"},
    "fsspec": {"corpus"},
    "multiprocessing": {"core"},
    "random": set(),
    "requests": {"network"},
    "secrets": set(),
    "shutil": set(),
    "signal": {"core"},
    "socket": {"network"},
    "sqlite3": {"app", "cli", "corpus", "index", "storage"},
    "subprocess": {"files"},  # where there is no posix_spawn; in one module, tested below
    "tempfile": set(),
    "time": {"app", "cli", "corpus", "files", "hook"},
    # Links of several hosts are examined side by side, and so are pipes where there is no other way; an editor goes on
    # while somebody is asked.
    "threading": {"cli", "core", "files", "lsp", "network", "storage"},
    "urllib.request": {"network"},
}
NAMES: dict[str, set[str]] = {
    "click.echo": {"cli"},
    "date.today": {"app", "cli", "hook"},
    "datetime.now": set(),
    "exit": set(),
    "open": {"hook"},
    "os._exit": {"core"},  # a worker whose parent was killed
    "os.environ": {"app", "cli", "files", "hook"},  # git and TeX need one
    "os.open": {"core", "files"},
    "os.posix_spawn": {"files"},  # in one module, tested below
    "os.posix_spawnp": set(),
    "os.system": set(),
    "os.popen": set(),
    "print": set(),
    "sqlite3.connect": {"storage"},
    "sys.exit": {"core", "hook"},
    "sys.argv": {"__main__", "cli", "hook"},
    "sys.stderr": {"__main__", "cli", "core"},
    "sys.stdin": {"cli", "files", "index"},
    "sys.stdout": {"core", "hook"},
    ".open": {"corpus", "files", "index", "storage"},
    ".read_bytes": {"corpus", "files"},
    ".read_text": {"config", "network"},
    ".stat": {"files", "index", "network", "storage"},
    ".unlink": {"corpus", "files", "index", "storage"},
    ".write_bytes": set(),
    ".write_text": {"network"},
}


def floor_of(path: str) -> str:
    return path.split("/", maxsplit=1)[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    for node in nodes(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and MODULE.fullmatch(node.value):
            yield node.value.removesuffix(".")  # that importlib takes, or the rest of which is put together


def names(tree: ast.AST) -> Iterator[str]:
    """Yield every name that a module reads; attributes dotted, and by themselves with a dot before."""
    for node in nodes(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            name = dotted(node)
            yield name
            if not name.startswith("os."):
                yield f".{node.attr}"
            while name := name.rpartition(".")[0]:
                yield from [name] if name in NAMES else []


@cache
def touched(tree: ast.AST) -> dict[str, set[str]]:
    """Return what of the world a module touches, and the folders that may."""
    imported, read = set(imports(tree)), set(names(tree))
    by_import = {
        what: folders
        for what, folders in IMPORTS.items()
        if any(name == what or name.startswith(f"{what}.") for name in imported)
    }
    return by_import | {what: folders for what, folders in NAMES.items() if what in read}


def parsed(own: str) -> list[tuple[str, ast.Module]]:
    """Return the modules of a floor, each with its path."""
    return [(path, tree) for path, tree in trees().items() if floor_of(path) == own]


def test_the_package_itself_imports_nothing() -> None:
    [(_, tree)] = parsed("__init__")
    at_once = [each for each in tree.body if isinstance(each, ast.Import | ast.ImportFrom)]
    assert list(imports(ast.Module(list(at_once), []))) == ["__future__.annotations"]


@pytest.mark.parametrize("own", FLOORS)
def test_imports_go_down(own: str) -> None:
    found = {(path, name) for path, tree in parsed(own) for name in imports(tree) if f"{name}.".startswith("bibtools.")}
    assert found or own in {"core", "tex"}
    wrong = [f"{path} imports {name}, which lies on no floor below it" for path, name in found if not may(own, name)]
    assert wrong == []


def may(own: str, name: str) -> bool:
    """Return whether a floor may import a module; the public names are for others, and load what lies above."""
    other = f"{name}.".split(".")[1]
    return other in {own, "__version__"} or FLOOR.get(other, len(FLOORS)) < FLOOR[own]


@pytest.mark.parametrize(
    ("own", "source", "is_right"),
    [
        ("sources", "from bibtools.core.text import Source", True),
        ("sources", "import bibtools.core.text", True),
        ("sources", "from bibtools.sources import html", True),
        ("sources", "from bibtools import __version__", True),
        ("sources", "import_module(f'bibtools.sources.{name}')", True),
        ("sources", "x = 'bibtools.toml'", True),
        ("sources", "def f():\n    from bibtools.app import sync", False),
        ("sources", "if TYPE_CHECKING:\n    from bibtools.app.sync import x", False),
        ("sources", "from bibtools import app", False),
        ("sources", "from bibtools import scan", False),
        ("sources", "import bibtools", False),
        ("sources", "import bibtools as api", False),
        ("sources", "import_module('bibtools.app.sync')", False),
        ("sources", "import_module(f'bibtools.app.{name}')", False),
        ("core", "from bibtools.tex.math import x", False),
    ],
)
def test_the_check_sees_imports_that_go_up(own: str, source: str, is_right: bool) -> None:
    named = [name for name in imports(ast.parse(source)) if f"{name}.".startswith("bibtools.")]
    assert all(may(own, name) for name in named) is is_right


@pytest.mark.parametrize("own", [*FLOORS, "__init__"])
def test_only_certain_folders_touch_the_world(own: str) -> None:
    found = [(path, what, folders) for path, tree in parsed(own) for what, folders in touched(tree).items()]
    assert [
        f"{path} uses {what}: that belongs into {folders}" for path, what, folders in found if own not in folders
    ] == []


def test_one_module_starts_processes_of_other_programs_on_each_kind_of_system() -> None:
    starts = {"subprocess", "os.posix_spawn", "os.posix_spawnp", "os.system", "os.popen"}
    found = {path for own in FLOORS for path, tree in parsed(own) if touched(tree).keys() & starts}
    assert found == {"files/program.py", "files/program_portable.py"}


def test_certain_modules_ask_programs() -> None:
    runs = {path for own in FLOORS for path, tree in parsed(own) if "bibtools.files.program.run" in set(imports(tree))}
    assert runs == {"files/git.py", "files/kpathsea.py"}


def test_one_module_says_where_git_keeps_what_it_knows() -> None:
    found = {
        path
        for own in FLOORS
        for path, tree in parsed(own)
        for node in nodes(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"(?:^|/)\.git\b", node.value)
        if not path.startswith("linkcheck/")  # what addresses of repositories end with
    }
    assert found == {"core/locations.py"}


def test_the_document_shows_these_floors() -> None:
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", DOCUMENT.read_text("utf-8"), re.MULTILINE)
    assert rows == [(str(number), floor) for number, floor in enumerate(FLOORS[:-1], 1)]


def test_what_the_document_names_is_there() -> None:
    named = re.findall(r"`([a-z]+/[\w/]*(?:\.py)?)`", DOCUMENT.read_text("utf-8"))
    assert named
    assert [name for name in named if not (PACKAGE / name).exists() and not (PACKAGE.parent / name).exists()] == []


def test_packages_hold_a_docstring_only() -> None:
    inits = {path: tree for path, tree in trees().items() if path.endswith("/__init__.py")}
    assert len(inits) > 20
    for path, tree in inits.items():
        assert len(tree.body) == 1, f"{path} holds more than a docstring"
        assert ast.get_docstring(tree), path


def test_the_top_is_small() -> None:
    names = {re.sub(r"\.pyi?$", "", path.name) for path in PACKAGE.iterdir()} - {"__pycache__", "py.typed"}
    assert len(names) <= 22, sorted(names)


def test_every_folder_has_a_floor() -> None:
    assert {floor_of(path) for path in trees()} - {"__init__"} == set(FLOOR)


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("import socket", {"socket"}),
        ("from urllib.request import urlopen", {"urllib.request"}),
        ("def f():\n    from requests.sessions import Session", {"requests"}),
        ("def f():\n    print('x')", {"print"}),
        ("import sys\nsys.exit(1)", {"sys.exit"}),
        ("import sys\nsys.stdout.write('x')", {"sys.stdout"}),
        ("Path('x').read_bytes()", {".read_bytes"}),
        ("open('x')", {"open"}),
        ("date.today()", {"date.today"}),
        ("import socketserver", set()),
        ("from bibtools.core.text import Source", set()),
        ("provider.requests(asks)", set()),
        ("def requests(): ...", set()),
        ("timeout = 3", set()),
        ("printable(text)", set()),
        ("today: date", set()),
    ],
)
def test_the_check_sees_the_world_and_nothing_else(source: str, what: set[str]) -> None:
    assert set(touched(ast.parse(source))) == what


def test_files_are_of_a_size_to_be_read() -> None:
    lengths = {path: len((PACKAGE / path).read_text("utf-8").splitlines()) for path in trees()}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


LONGEST = 40  # lines of a function
# Functions that are longer, and why.
LONGER: dict[str, str] = {}


def test_functions_are_of_a_size_to_be_understood() -> None:
    lengths = {
        f"{path}: {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path, tree in trees().items()
        for node in nodes(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert len(lengths) > 1000
    assert {name for name, length in lengths.items() if length > LONGEST} == set(LONGER)


def reached(first: str) -> set[str]:
    """Return the modules that one imports, and those that these import, whenever they do."""
    every, seen, left = trees(), {first}, [first]
    while left:
        for name in imports(every[left.pop()]):
            whole = name.removeprefix("bibtools.").replace(".", "/")
            path = next((each for each in (f"{whole}.py", f"{whole.rpartition('/')[0]}.py") if each in every), first)
            left += [path] if path not in seen else []
            seen.add(path)
    return seen


def test_the_ways_that_the_document_shows_can_be_gone() -> None:
    ways = [part for part in DOCUMENT.read_text("utf-8").split("\n\n") if "`cli/" in part and "→" in part]
    assert len(ways) >= 3
    for way in ways:
        first, *others = re.findall(r"`([\w/]+\.py)`", way)
        assert set(others) - reached(first) == set(), f"{first} leads to none of these: mend the way in {DOCUMENT.name}"
