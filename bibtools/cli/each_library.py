"""A run over several libraries: each is reported, and an error in one never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Generic, NamedTuple

from bibtools.app.meant_libraries import MeantLibrary, each_once
from bibtools.cli.output import emit_result
from bibtools.core.errors import BibtoolsError, ExitCode
from bibtools.core.process_exit import say
from bibtools.core.text import printable
from bibtools.reports.library_outcomes import Outcome, Reports, result_of


class EachLibrary(NamedTuple, Generic[Outcome]):
    """What came of each library, the errors of those that could not be, and the code for unread sources."""

    outcomes: list[Outcome]
    errors: list[BibtoolsError]
    code: int


def each_library(
    papers: Iterable[Callable[[], list[MeantLibrary]]], run: Callable[[MeantLibrary], Outcome]
) -> EachLibrary[Outcome]:
    """Run once for each library, whichever papers cite from it."""
    errors: list[BibtoolsError] = []
    found: list[MeantLibrary] = []
    for find in papers:
        with _noting(errors):
            found += find()
    outcomes: list[Outcome] = []
    for meant in each_once(found):
        with _noting(errors):
            outcomes.append(run(meant))
    unread = {each.path: each.reason for meant in found for each in meant.unread}
    for path, reason in unread.items():
        say(f"note: {printable(path)}: cannot read it: {printable(reason)}\n")
    return EachLibrary(outcomes, errors, ExitCode.COULD_NOT if unread else ExitCode.IN_STEP)


@contextmanager
def _noting(errors: list[BibtoolsError]) -> Iterator[None]:
    """Note an error instead of raising it: one library never costs the others."""
    try:
        yield
    except BibtoolsError as error:
        errors.append(error)


def report_each(done: EachLibrary[Outcome], reports: Reports[Outcome], form: str) -> int:
    """Report what came of each library, and return the exit code: the highest that applies.

    Where some libraries failed, raises their error with the highest exit code, after reporting the others.
    """
    if done.outcomes:
        diagnostics = "".join(map(reports.diagnostics, done.outcomes)) + reports.closing(done.outcomes)
        emit_result(result_of(done.outcomes, reports), form, diagnostics)
    if done.errors:
        raise max(done.errors, key=lambda error: error.exit_code)
    return max([done.code, *(each.exit_code for each in done.outcomes)])
