"""What the public functions take: paths and texts, as scripts and editors have them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date

from bibtools.core.errors import UsageError
from bibtools.files.workspace import HERE, Workspace

Path = str | os.PathLike[str]
Paths = Path | Iterable[Path]
Texts = Mapping[str, str]
_STANDARD_INPUT = "-"


def paths_of(given: Paths) -> tuple[str, ...]:
    """Return paths as texts; raises UsageError for `-`, which means standard input on the command line only."""
    listed = [given] if isinstance(given, str | os.PathLike) else given
    paths = tuple(os.fspath(each) for each in listed)
    if any(os.path.normpath(each) == _STANDARD_INPUT for each in paths):
        raise UsageError("- is standard input, which is read by the commands only: give its text to scan_text")
    return paths


def workspace(base: Path | None, texts: Texts | None) -> Workspace:
    """Return the files below a folder, by default the current one, with texts that lie over them."""
    return HERE if base is None and not texts else Workspace.of(os.fspath(base or ""), texts or {})


def day(today: date | None) -> date:
    """Return the day that is given, by default the user's own."""
    return today or date.today()  # noqa: DTZ011 - the same
