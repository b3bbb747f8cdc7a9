"""SECURITY.md: every test that a promise names is there, and every limit is that of the code."""

from __future__ import annotations

import ast
import importlib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "SECURITY.md").read_text("utf-8")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
PLACE = re.compile(r"`bibtools/([\w/]+)\.py`: `(\w+(?:` · `\w+)*)`")
SIZE = re.compile(r"([0-9][0-9,]*)(?: (\w+)(?: a second)?)?")
UNITS = {"": 1, "bytes": 1, "characters": 1, "s": 1, "days": 86_400, "MB": 10**6}
UNITS |= {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


class Limit(NamedTuple):
    """A constant, and what the document says that it is."""

    module: str
    name: str
    value: int


def tables(text: str, heads: str) -> list[list[str]]:
    """Return the rows of all tables that have some heads."""
    found = re.findall(rf"^\| {heads} \|\n\|[-|]+\|\n((?:\|.*\|\n)+)", text, re.MULTILINE)
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for rows in found for row in rows.splitlines()]


def limits(text: str) -> list[Limit]:
    """Return the limits that a document states; whatever cannot be read is an error."""
    found = []
    for row in tables(text, r"what \| at most \| where it stands"):
        _, told, where = row
        place = PLACE.fullmatch(where)
        assert place, f"{where} is no place"
        for name, size in zip(place[2].split("` · `"), told.split(" · "), strict=True):
            read = SIZE.fullmatch(size)
            assert read, f"{size} is no size"
            found.append(Limit(place[1].replace("/", "."), name, int(read[1].replace(",", "")) * UNITS[read[2] or ""]))
    return found


def wrong(limit: Limit) -> str:
    """Return what the code says instead, or nothing."""
    told = getattr(importlib.import_module(f"bibtools.{limit.module}"), limit.name, "nothing")
    return "" if told == limit.value else f"{limit.module}.{limit.name} is {told}"


@cache
def named_in(path: str) -> frozenset[str]:
    """Return the names of the tests of a file: functions at its top whose names say so, as pytest collects them."""
    file = ROOT / path
    if not file.is_file() or not file.name.startswith("test_"):
        return frozenset()
    return frozenset(re.findall(r"^def (test_\w+)\(", file.read_text("utf-8"), re.MULTILINE))


def unknown(text: str) -> list[str]:
    """Return the tests that a text names and that are not there."""
    return [f"{path}::{name}" for path, name in TEST.findall(text) if name not in named_in(path)]


FILES = sorted({path for path, _ in TEST.findall(DOCUMENT)})
LIMITS = limits(DOCUMENT)


@pytest.mark.parametrize("path", FILES)
def test_the_tests_that_are_named_are_there(path: str) -> None:
    named = "\n".join(f"`{path}::{name}`" for of, name in TEST.findall(DOCUMENT) if of == path)
    assert unknown(named) == []


def test_every_promise_is_held_by_a_test() -> None:
    promises = tables(DOCUMENT, r"promise \| held by")
    assert len(promises) > 20
    assert [promise for promise, held in promises if not TEST.fullmatch(held.split(" ")[0])] == []
    assert [held for _, held in promises if TEST.sub("", held).strip()] == [], "something else stands among the tests"


@pytest.mark.parametrize(
    "name",
    [
        "tests/test_security_document.py::test_that_is_not_there",
        "tests/test_nowhere.py::test_x",
        "tests/test_security_document.py::unknown",  # no test
        "tests/conftest.py::pytest_configure",  # nor is that one
        "tests/files/test_files.py::test_the_tests_that_are_named_are_there",  # it is another file's
    ],
)
def test_a_test_that_is_not_there_is_noticed(name: str) -> None:
    assert unknown(f"As `{name}` shows") == [name]


@pytest.mark.parametrize("limit", LIMITS, ids=lambda each: f"{each.module}.{each.name}")
def test_a_limit_is_that_of_the_code(limit: Limit) -> None:
    assert wrong(limit) == ""


@pytest.mark.parametrize("module", sorted({each.module for each in LIMITS if each.module.endswith(".limits")}))
def test_a_module_of_limits_is_told_whole(module: str) -> None:
    tree = ast.parse((ROOT / "bibtools" / f"{module.replace('.', '/')}.py").read_text("utf-8"))
    stored = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    told = {limit.name for limit in LIMITS if limit.module == module}
    assert {name for name in stored if name.isupper()} == told


ROW = "| what | at most | where it stands |\n|---|---|---|\n| a title | {} | `bibtools/records/limits.py`: `{}` |\n"


@pytest.mark.parametrize(
    ("told", "name", "is_right"),
    [("2,000 characters", "TITLE", True), ("2000", "TITLE", True), ("2,000 · 50", "TITLE` · `LINKS", True)]
    + [("2,001 characters", "TITLE", False), ("2 MB", "TITLE", False), ("2,000", "NAME", False)]
    + [("2,000", "TITLES", False), ("50 · 2,000", "TITLE` · `LINKS", False)],
)
def test_a_limit_that_is_another_is_noticed(told: str, name: str, is_right: bool) -> None:
    found = limits(ROW.format(told, name))
    assert found
    assert any(map(wrong, found)) != is_right


@pytest.mark.parametrize(
    ("told", "name"), [("", "TITLE"), ("much", "TITLE"), ("2 miles", "TITLE"), ("2,000", "TITLE` · `NAME")]
)
def test_a_limit_that_cannot_be_read_is_an_error(told: str, name: str) -> None:
    with pytest.raises((AssertionError, KeyError, ValueError)):
        limits(ROW.format(told, name))
