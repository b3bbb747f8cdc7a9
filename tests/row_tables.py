"""Tests that are tables of rows, and nothing else: one test a table, which reports every row that fails.

A test costs milliseconds before it does anything (its reports go to the process that prints them), most rows of a table
microseconds. So a parametrized test that asks for no fixtures runs its rows by itself. Each row is a test of its own
again with `--each-row`, or where a row is named (`test_x.py::test_y[row]`) or looked for (`-k`), and where the table
is slow.
"""

from __future__ import annotations

import reprlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from inspect import signature
from itertools import product
from types import FunctionType
from typing import Any

import pytest

Row = dict[str, object]
SHORT = reprlib.Repr()
SHORT.maxstring = SHORT.maxother = 300
OUTCOMES = (Exception, pytest.fail.Exception, pytest.skip.Exception)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--each-row", action="store_true", help="make each row of a table a test of its own")


def pytest_pycollect_makeitem(collector: pytest.Collector, name: str, obj: object) -> pytest.Item | None:
    """Make one test of a table; everything else is pytest's."""
    config = collector.config
    if config.option.each_row or config.option.keyword or any("[" in each for each in config.args):
        return None
    if not isinstance(collector, pytest.Module) or not isinstance(obj, FunctionType) or not name.startswith("test_"):
        return None
    marks = {mark.name for mark in (*collector.iter_markers(), *getattr(obj, "pytestmark", []))}
    if marks & {"slow", "thinned"}:
        return None  # each row may take as long as a table, and another process may run it
    rows = rows_of(obj)
    if rows is None:
        return None
    item: pytest.Function = pytest.Function.from_parent(collector, name=name, callobj=all_rows(obj, rows))
    return None if item.fixturenames else item  # it uses some by its marks, or they are used by all


def rows_of(test: Callable[..., None]) -> list[Row] | None:
    """Return the rows of a table, or None where a test asks for more, or some of its rows are marked."""
    marks = [each for each in getattr(test, "pytestmark", []) if each.name == "parametrize"]
    parts = [part_of(mark) for mark in reversed(marks)]
    if not parts or None in parts or hasattr(test, "hypothesis"):
        return None
    rows = [{name: value for part in parts for name, value in part.items()} for parts in product(*filter(None, parts))]
    is_whole = bool(rows) and signature(test).parameters.keys() == rows[0].keys()
    return rows if is_whole else None


def part_of(mark: pytest.Mark) -> list[Row] | None:
    """Return the rows of one mark."""
    if len(mark.args) != 2 or mark.kwargs.keys() - {"ids"} or iter(mark.args[1]) is mark.args[1]:
        return None
    names = mark.args[0]
    names = [each.strip() for each in names.split(",")] if isinstance(names, str) else list(names)
    rows = []
    for each in mark.args[1]:
        is_param = hasattr(each, "values") and hasattr(each, "marks") and isinstance(each, tuple)
        if is_param and each.marks:
            return None
        values = each.values if is_param else (each,) if len(names) == 1 else each
        rows.append(dict(zip(names, values, strict=True)))
    return rows


def all_rows(test: Callable[..., None], rows: Iterable[Row]) -> Callable[[], None]:
    """Return a test of all rows, which stands where the table stands."""

    def run() -> None:
        ended = list(unlucky(test, rows))
        failed = [each for each in ended if not isinstance(each, pytest.skip.Exception)]
        if len(failed) > 1:
            raise BaseExceptionGroup(f"{len(failed)} rows", failed)
        for each in failed or ended:
            raise each  # the one that failed, or one that was skipped when all others had passed

    attributes: dict[str, Any] = {
        "place_as": test,  # for pytest's reports
        "pytestmark": [each for each in test.pytestmark if each.name != "parametrize"],  # type: ignore[attr-defined]
    }
    for name, value in attributes.items():
        setattr(run, name, value)
    return run


def unlucky(test: Callable[..., None], rows: Iterable[Row]) -> Iterator[BaseException]:
    """Run a test with every row, and yield how it failed or why it was skipped."""
    for row in rows:
        try:
            test(**row)
        except OUTCOMES as error:
            error.add_note("row: " + ", ".join(f"{name}={SHORT.repr(value)}" for name, value in row.items()))
            yield error


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave most rows of a table that is `thinned` to the slow tests: of those that are quick, every n-th stays so."""
    seen: Counter[str] = Counter()
    for item in items:
        mark = item.get_closest_marker("thinned")
        if mark and not item.get_closest_marker("slow"):
            table = item.nodeid.partition("[")[0]
            if seen[table] % mark.args[0]:
                item.add_marker("slow")
            seen[table] += 1


def rarely(*row: object) -> Any:  # noqa: ANN401 - pytest's type of it is private
    """Return a row that only the slow tests run: its kind has others that every run has."""
    return pytest.param(*row, marks=pytest.mark.slow)


def thinned(rows: Iterable[Any]) -> list[Any]:
    """Return rows of one kind: every second one as it is, the others for the slow tests only."""
    rows = list(rows)
    slow = [row if hasattr(row, "marks") else rarely(*row) if isinstance(row, tuple) else rarely(row) for row in rows]
    return [slow[number] if number % 2 else row for number, row in enumerate(rows)]
