"""The names of the package: each class and module has one of its own, and all are the field's words."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest
from syntax_trees import nodes, trees

# Modules of one name are one thing in parallel packages: a use case with its command and its report, for example.
PARALLELS: dict[str, set[str]] = {
    "add": {"app", "cli", "reports"},
    "init": {"app", "cli", "reports"},
    "reading_list": {"app", "lsp"},
    "asciidoc": {"sources", "sources/project_files"},
    "documenter": {"sources", "sources/project_files"},
    "myst": {"sources", "sources/project_files"},
    "arxiv": {"identifiers", "providers"},
    "cache": {"cli", "reports"},
    "check": {"app", "cli"},
    "contract": {"providers", "sources/project_files"},
    "doctor": {"app", "cli", "reports"},
    "explain": {"cli", "reports"},
    "find": {"app", "cli", "reports"},
    "get": {"app", "cli"},
    "index": {"cli", "reports"},
    "links": {"app", "cli", "reports"},
    "limits": {"files", "identifiers", "records"},
    "main": {"cli", "hook"},
    "rules": {"config", "core"},
    "registry": {"providers", "sources/project_files"},
    "sync": {"app", "cli"},
    "tables": {"app", "cli", "reports"},
    "upgrade": {"app", "bibliography/editing", "cli", "reports"},
    "verify": {"app", "cli", "reports"},
}
FOREIGN = {"said", "saying", "tell", "telling", "tells", "told"}  # speech says nothing of what a value is

VAGUE = {"helper", "helpers", "manager", "managers", "util", "utils"}  # these say nothing of what something does


def named() -> list[tuple[str, ast.Module]]:
    return [(path, tree) for path, tree in trees().items() if not path.endswith("__init__.py")]


def bound(tree: ast.AST) -> Iterator[str]:
    """Yield every name that a module gives to something."""
    for node in nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.alias) and node.asname:
            yield node.asname
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            yield node.name


def foreign(tree: ast.AST) -> set[str]:
    return {name for name in bound(tree) if not FOREIGN.isdisjoint(name.lower().split("_"))}


def vague(path: str, tree: ast.AST) -> set[str]:
    defined = {node.name for node in nodes(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    words = {name: re.findall(r"[A-Z]?[a-z]+", name) for name in (*PurePosixPath(path).with_suffix("").parts, *defined)}
    return {name for name, of_name in words.items() if not VAGUE.isdisjoint(word.lower() for word in of_name)}


def documented(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield what has a docstring, and the docstring."""
    for node in nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module):
            name = "" if isinstance(node, ast.Module) else node.name
            if docstring := ast.get_docstring(node):
                yield name, docstring


def test_every_class_has_a_name_of_its_own() -> None:
    places = defaultdict(list)
    for path, tree in named():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                places[node.name].append(path)
    assert len(places) > 100
    assert {name: paths for name, paths in places.items() if len(paths) > 1} == {}


def test_modules_of_one_name_are_one_thing_in_parallel_packages() -> None:
    folders = defaultdict(list)
    for path, _ in named():
        folders[PurePosixPath(path).stem].append(str(PurePosixPath(path).parent))
    shared = {name: sorted(where) for name, where in folders.items() if len(where) > 1}
    assert shared == {name: sorted(where) for name, where in PARALLELS.items()}


def test_no_name_is_a_word_of_speech() -> None:
    assert {path: names for path, tree in named() if (names := foreign(tree))} == {}


def test_every_name_says_what_something_does() -> None:
    assert {path: names for path, tree in trees().items() if (names := vague(path, tree))} == {}


@pytest.mark.parametrize(
    ("path", "source", "names"),
    [
        ("sources/html_utils.py", "", {"html_utils"}),
        ("helpers/html.py", "", {"helpers"}),
        ("app/sync.py", "class CacheManager: ...", {"CacheManager"}),
        ("app/sync.py", "class Sync:\n    def _helper(self): ...", {"_helper"}),
        ("app/sync.py", "def managed(): ...\ndef futile(): ...\nclass Utility: ...\nhelper = 1", set()),
    ],
)
def test_the_check_sees_vague_names(path: str, source: str, names: set[str]) -> None:
    assert vague(path, ast.parse(source)) == names


def test_no_docstring_begins_with_telling() -> None:
    begin = re.compile(r"Tells?\b|Return (?:who|nobody)\b")  # a function is what it does, not who
    assert [(path, name) for path, tree in named() for name, text in documented(tree) if begin.match(text)] == []


def has_yield(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Yield | ast.YieldFrom) for each in nodes(node))


def misdescribed(tree: ast.AST) -> list[str]:
    """Return the functions whose docstring says that they return what they yield, or the other way round."""
    wrong = []
    for node in nodes(tree):
        if isinstance(node, ast.FunctionDef):
            text, returns = ast.get_docstring(node) or "", ast.unparse(node.returns) if node.returns else ""
            yields = re.match(r"(?:Iterator|Iterable|Generator)\b", returns) is not None
            if text.startswith("Yield ") and not yields:
                wrong.append(node.name)
            if text.startswith("Return ") and (returns == "None" or (yields and has_yield(node))):
                wrong.append(node.name)
            if text.startswith("Return whether ") and returns != "bool":
                wrong.append(node.name)
    return wrong


def test_docstrings_say_what_a_function_gives() -> None:
    assert {path: names for path, tree in named() if (names := misdescribed(tree))} == {}


@pytest.mark.parametrize(
    ("source", "is_wrong"),
    [
        ('def f() -> Iterator[int]:\n    """Return numbers."""\n    yield 1', True),
        ('def f() -> list[int]:\n    """Yield numbers."""\n    return [1]', True),
        ('def f() -> None:\n    """Return a number."""', True),
        ('def f() -> str:\n    """Return whether it is."""\n    return ""', True),
        ('def f() -> Iterator[int]:\n    """Yield numbers."""\n    yield 1', False),
        ('def f() -> Iterator[int]:\n    """Return numbers."""\n    return iter([1])', False),
        ('def f() -> bool:\n    """Return whether it is."""\n    return True', False),
        ('def f() -> None:\n    """Close the file."""', False),
    ],
)
def test_the_check_compares_docstring_and_result(source: str, is_wrong: bool) -> None:
    assert bool(misdescribed(ast.parse(source))) == is_wrong


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("told = 1", {"told"}),
        ("def f(files_told): ...", {"files_told"}),
        ("class _Said: ...", {"_Said"}),
        ("_TELLING = 1", {"_TELLING"}),
        ("self._told = 1", {"_told"}),
        ("from a import b as tell", {"tell"}),
        ("lambda told: told", {"told"}),
        ("for said in a: ...", {"said"}),
        ("[said := 1]", {"said"}),
        ("file.tell()", set()),
        ("position = file.tell()", set()),
        ("teller, untold, storytelling = 1, 2, 3", set()),
        ("x = 'told'", set()),
    ],
)
def test_the_check_sees_names_and_nothing_else(source: str, names: set[str]) -> None:
    assert foreign(ast.parse(source)) == names


MANY = 5  # fields that a reader can distinguish by their order


def annotated(node: ast.ClassDef) -> int:
    return sum(isinstance(each, ast.AnnAssign) for each in node.body)


def test_values_of_many_fields_are_built_by_name() -> None:
    parsed = list(trees().items())
    classes = {node.name for _, tree in parsed for node in tree.body if isinstance(node, ast.ClassDef)}
    large = {
        node.name
        for _, tree in parsed
        for node in tree.body
        if isinstance(node, ast.ClassDef) and (annotated(node) > MANY or f"_{node.name}" in classes)
    }
    assert {"Finding", "Mention", "Answer"} < large
    calls = [(path, node) for path, tree in parsed for node in nodes(tree) if isinstance(node, ast.Call)]
    assert [
        f"{path}:{node.lineno}: {node.func.id}"
        for path, node in calls
        if isinstance(node.func, ast.Name) and node.func.id in large and len(node.args) > MANY
    ] == []


def test_texts_are_compared_by_what_they_say() -> None:
    """Which of two equal texts it is changes where one is unpickled or computed."""
    compared = [
        (path, node.lineno)
        for path, tree in trees().items()
        for node in nodes(tree)
        if isinstance(node, ast.Compare)
        for operator, other in zip(node.ops, node.comparators, strict=True)
        if isinstance(operator, ast.Is | ast.IsNot) and isinstance(other, ast.Name) and other.id.isupper()
    ]
    assert compared == []
