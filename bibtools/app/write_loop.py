"""The write loop: plan for a library's content, and write only if that is unchanged; otherwise plan again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from bibtools.core.errors import WriteError
from bibtools.core.text import Source
from bibtools.files import atomic_writing
from bibtools.files.library_lock import Locking
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.write_access import NamedPath

ATTEMPTS = 20  # plans, if another program keeps changing the library

Outcome = TypeVar("Outcome")
# Returns, for the current library (None if there is none), the outcome, and the text to write, if any.
# The text is proved by then, and the outcome says that it is written: it is not shown otherwise.
Planner = Callable[[Source | None], tuple[Outcome, str | None]]


def write_planned(
    library: NamedPath,
    plan: Planner[Outcome],
    locking: Locking = Locking(),  # noqa: B008 - a constant
    files: Workspace = HERE,
) -> Outcome:
    """Plan for a library, and write the plan unless the library has changed meanwhile; return the outcome.

    Raises WriteError if another program keeps changing it, and the errors of reading, planning and writing.
    """
    place = library._replace(path=files.at(library.path))
    for _ in range(ATTEMPTS):
        source = files.read_library(library.path)
        outcome, text = plan(source)
        if text is None or atomic_writing.write(place, text, source.text if source else None, locking):
            return outcome
    raise WriteError(f"{library.path}: another program keeps changing it; nothing was written")
