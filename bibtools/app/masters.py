"""Masters: the user's own libraries, searched first for entries that a paper cites and its libraries lack.

They are read once, only where something is missing, and never written.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from bibtools.app.gather import Gathered
from bibtools.bibliography.editing.plan import NO_COPIES, Copies
from bibtools.bibliography.library.aliases import taken_keys
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.reader import read
from bibtools.core.errors import ReadError
from bibtools.core.finding import Finding
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source
from bibtools.files import exact_text, limits, pathnames
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.citation import CITED, DEFINED, EVERYTHING, NOCITED, SPACED, UNCLEAR

if TYPE_CHECKING:
    from bibtools.bibliography.editing.copying import CopyTarget, Wanted
    from bibtools.bibliography.library.master import Master

_SURELY = frozenset({CITED, NOCITED, SPACED})


class MasterPath(NamedTuple):
    """Where a library of the user's own is, and whether the user asks for it in this run."""

    path: str
    is_asked_for: bool = True  # else it is configured for all papers, and one that cannot be read is left out


class Masters:
    """The user's own libraries, by their paths; the paper's own library is left out."""

    def __init__(self, paths: Sequence[MasterPath], bib: str, today: date) -> None:
        self._paths = [each for each in _once(paths) if not pathnames.same(each.path, bib)]
        self._today = today
        self._unread: list[Finding] = []

    def copies(self, paper: CopyTarget, wanted: Wanted) -> Copies:
        """Return what they have of what is wanted, and where it goes; raises ReadError."""
        if not self._paths or not any(wanted):
            return NO_COPIES
        from bibtools.bibliography.editing.copying import copies  # for those who have such libraries

        found = copies(paper, self._masters, wanted)
        return found._replace(findings=(*self._unread, *found.findings))

    @cached_property
    def _masters(self) -> list[Master]:
        """The libraries that can be read."""
        from bibtools.bibliography.library.master import Master

        found = []
        for each in self._paths:
            try:
                found.append(Master(_library(each.path), self._today))
            except ReadError as error:
                if each.is_asked_for:
                    raise
                self._unread.append(Finding("not-copied", each.path, None, f"nothing is copied from it: {error}"))
        return found


def _once(paths: Sequence[MasterPath]) -> Iterator[MasterPath]:
    """Yield each library once, even if it has several names."""
    done: list[str] = []
    for each in paths:
        if not any(pathnames.same(each.path, other) for other in done):
            done.append(each.path)
            yield each


def _library(path: str) -> Library:
    source = exact_text.read_library(path, largest=limits.MASTER)
    if source is None:
        raise ReadError(f"{path}: there is no such file: --from and `libraries` name .bib files of your own")
    return read(Source(pathnames.relative(path), source.text))


def asks_for_keys(paths: Sequence[MasterPath], gathered: Gathered) -> bool:
    """Return whether the user asks in this run for entries of keys that sources cite for sure."""
    return any(each.is_asked_for for each in paths) and any(each.kind in _SURELY for each in gathered.citations)


def missing_keys(gathered: Gathered, libraries: Iterable[Library], present: Container[Identifier]) -> list[str]:
    """Return the keys that sources cite and that neither they nor libraries have, in order.

    A key that is an id stands for the work, even if its entry has another key.
    """
    asked = [each for each in gathered.citations if each.kind not in {EVERYTHING, UNCLEAR}]
    if not asked:
        return []
    held = {key for each in libraries for key in taken_keys(each)} | gathered.defined
    held |= {each.key for each in gathered.citations if each.kind == DEFINED}
    held |= {each.key for each in gathered.mentions if each.key and each.identifier.work in present}
    return [key for key in dict.fromkeys(each.key for each in asked) if key not in held]
