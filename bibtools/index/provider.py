"""The index as a provider: it answers at once, for every paper that it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bibtools.identifiers.identifier import Identifier
from bibtools.providers.contract import Provider, Reading
from bibtools.providers.registry import Registration

if TYPE_CHECKING:
    from bibtools.index.lookup import Index


def connected(row: Registration, path: Path, index: Callable[[], Index]) -> Provider:
    """Return the index at a path as a provider; where there is no file, it is not even loaded."""
    return Provider(
        row, lambda identifiers: lookup(identifiers, index()), lambda: not _is_missing(path) and index().is_there
    )


def _is_missing(path: Path) -> bool:
    """Return whether there is no file at all; where one cannot be read, its reader reports that."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def lookup(identifiers: Sequence[Identifier], index: Index) -> Reading:
    """Return what an index has; papers that it lacks may well exist, since they are added every day."""
    found = index.records(identifiers)
    return Reading(tuple(record for record in found.values() if record.title and record.authors))
