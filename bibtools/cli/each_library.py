"""A run over the libraries that are meant: one of them never costs the others, and each is reported."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from bibtools.app.meant_libraries import MeantLibrary
from bibtools.core.errors import BibtoolsError, ExitCode
from bibtools.core.process_exit import say
from bibtools.core.text import printable

Outcome = TypeVar("Outcome")


def each_library(
    papers: Iterable[Callable[[], list[MeantLibrary]]], run: Callable[[MeantLibrary], Outcome]
) -> tuple[list[Outcome], list[BibtoolsError], int]:
    """Return what came of each library, the errors of those that could not be, and the code for unread sources."""
    outcomes: list[Outcome] = []
    errors: list[BibtoolsError] = []
    unread: dict[str, str] = {}
    for find in papers:
        try:
            for meant in find():
                unread |= {each.path: each.reason for each in meant.unread}
                outcomes.append(run(meant))
        except BibtoolsError as error:
            errors.append(error)
    for path, reason in unread.items():
        say(f"note: {printable(path)}: cannot read it: {printable(reason)}\n")
    return outcomes, errors, ExitCode.COULD_NOT if unread else ExitCode.IN_STEP


def values_of(values: list[dict[str, object]]) -> dict[str, object]:
    """Return the JSON values of a run: those of its library, or of several ones."""
    return values[0] if len(values) == 1 else {"papers": values}


def raise_worst(errors: list[BibtoolsError]) -> None:
    """Raise the error with the highest exit code, if there is one, after what was done is told."""
    if errors:
        raise max(errors, key=lambda error: error.exit_code)
