"""Tables whose rows have fixtures: one test a table, whose rows pytest runs as it runs tests, one after the other.

Much of what a test costs beside its own work are messages between processes: that it begins, how each of its phases
ended, that it is over. A table sends them once, and everything about each row that does not pass, under the row's own
name. As with tables without fixtures, each row is a test of its own again with `--each-row`, and where rows are named,
looked for or run again. So are slow rows, each of which may take as long as a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import pytest
from _pytest.runner import runtestprotocol  # on which plugins that run tests again are built, too

MOST = 40  # rows of one test: what the last worker may have to do when all others are done


class FixtureTable(pytest.Item):
    """Runs its rows, which have their function and all marks in common."""

    _speaking: pytest.Function | None = None

    def __init__(self, *, rows: list[pytest.Function], **others: Any) -> None:  # noqa: ANN401 - they are pytest's
        super().__init__(**others)
        self.rows = rows
        self.own_markers = marks_of(rows[0])

    @property
    def nodeid(self) -> str:
        """Return under which name something is reported: its own, or that of the row that is reported."""
        return self._speaking.nodeid if self._speaking else super().nodeid

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Return where it stands."""
        return *self.rows[0].reportinfo()[:2], self.name

    def runtest(self) -> None:
        """Do nothing: rows have a protocol of their own."""

    def run_rows(self, following: pytest.Item | None) -> None:
        """Run all rows; report each that does not pass, and once, where none has failed, those that do."""
        outcomes: set[str] = set()
        seconds = 0.0
        for row, after in zip(self.rows, [*self.rows[1:], following], strict=True):
            reports = runtestprotocol(row, log=False, nextitem=first_row(after))
            seconds += sum(each.duration for each in reports)
            is_passed = all(each.passed for each in reports)
            outcomes |= {"passed"} if is_passed else {each.outcome for each in reports} - {"passed"}
            if not is_passed:
                self._report(row, reports)
            if self.session.shouldfail or self.session.shouldstop:
                return
        if "passed" in outcomes and "failed" not in outcomes:
            done = pytest.CallInfo.from_call(self.runtest, "call")
            report = self.ihook.pytest_runtest_makereport(item=self, call=done)
            report.duration = seconds
            self.ihook.pytest_runtest_logreport(report=report)

    def _report(self, row: pytest.Function, reports: Iterable[pytest.TestReport]) -> None:
        self._speaking = row
        for report in reports:
            self.ihook.pytest_runtest_logreport(report=report)
        self._speaking = None


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a table."""
    if not isinstance(item, FixtureTable):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    item.run_rows(nextitem)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def first_row(item: pytest.Item | None) -> pytest.Item | None:
    """Return what is run first of an item."""
    return item.rows[0] if isinstance(item, FixtureTable) else item


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Make tables of what has been chosen."""
    is_each_wanted = any(config.getoption(name, False) for name in ("each_row", "keyword", "lf", "failedfirst"))
    if not is_each_wanted and not any("[" in each for each in config.args):
        items[:] = [table for _, each in groupby(items, kind_of) for table in tables_of(list(each))]


def kind_of(item: pytest.Item) -> object:
    """Return what the rows of a table have in common."""
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec") or item.get_closest_marker("slow"):
        return item.nodeid
    return item.parent, item.originalname, str(marks_of(item))


def marks_of(row: pytest.Function) -> list[pytest.Mark]:
    """Return the marks that are no table themselves."""
    return [each for each in row.own_markers if each.name != "parametrize"]


def tables_of(rows: list[Any]) -> Iterator[pytest.Item]:
    """Yield tests of all rows."""
    if len(rows) < 2:
        yield from rows
        return
    name = rows[0].originalname
    for start in range(0, len(rows), MOST):
        part = rows[start : start + MOST]
        title = name if len(rows) <= MOST else f"{name}[{start}...]"
        table: FixtureTable = FixtureTable.from_parent(rows[0].parent, name=title, rows=part)
        yield table
