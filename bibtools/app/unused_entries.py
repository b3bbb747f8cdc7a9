"""Unused entries: those of a paper's libraries that no document cites which cites from them.

Several papers may cite from one library, so these are looked for once all papers of a run are known.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from bibtools.app.cited_entries import cites_all, used_entries
from bibtools.app.target import with_embedded
from bibtools.bibliography.library.reader import read
from bibtools.bibliography.library.used_entries import unused
from bibtools.core.errors import BibtoolsError
from bibtools.core.finding import Finding, Spans
from bibtools.core.text import Source
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.worktree import is_within
from bibtools.sources.citation import UNCLEAR

if TYPE_CHECKING:
    from bibtools.app.check_outcome import CheckOutcome
    from bibtools.bibliography.library.blocks import Library

RULE = "unused-entry"
Around = Callable[[str], "Sequence[CheckOutcome]"]  # returns all papers that lie in a folder

_SHOWN = 3  # reasons


def with_unused(
    outcomes: Sequence[CheckOutcome], folders: Collection[str], around: Around | None = None, files: Workspace = HERE
) -> list[CheckOutcome]:
    """Return the outcomes of a run with their unused entries, each reported with the first paper that has it.

    The run knows all documents in some `folders`; for a library that is not in one of these, they are looked for.
    """
    looked = _Looked(outcomes, folders, around, files)
    findings: dict[int, list[Finding]] = {}
    for path in dict.fromkeys(path for each in outcomes for path in each.cited_from):
        having = [number for number, each in enumerate(outcomes) if path in each.cited_from]
        owner = next((number for number in having if outcomes[number].cited_from[0] == path), having[0])
        findings.setdefault(owner, []).extend(looked.unused_in(path))
    return [each._replace(unused=tuple(findings.get(number, ()))) for number, each in enumerate(outcomes)]


class _Looked:
    """What the papers of a run cite from their libraries, each of which is read once."""

    def __init__(
        self, outcomes: Sequence[CheckOutcome], folders: Iterable[str], around: Around | None, files: Workspace
    ) -> None:
        self._outcomes, self._around, self._files = outcomes, around, files
        self._folders = [self._real(each) for each in folders]
        self._libraries: dict[str, Library] = {}
        self._used: dict[int, set[tuple[str, int]]] = {}
        self._in_folder: dict[str, Sequence[CheckOutcome]] = {}

    def unused_in(self, path: str) -> Iterator[Finding]:
        """Yield the unused entries of a library, or the one reason why they are not known."""
        shown = self._files.relative(path)
        try:
            around = self._all_around(path)
            if around is None:
                yield _unchecked(shown, 0, ["documents elsewhere may cite from it"])
                return
            having = [each for each in around if path in each.cited_from]
            used = set().union(*map(self._used_by, having))
            library = self._library(path, having[0])
        except BibtoolsError as error:
            yield _unchecked(shown, 0, [str(error)])
            return
        left = [] if any(map(cites_all, having)) else list(unused(library, used))
        reasons = list(dict.fromkeys(reason for each in having for reason in _doubts(each)))
        if left and reasons:
            yield _unchecked(shown, len(left), reasons)
            return
        places = Spans(library.text)
        for block in left:
            message = f"no document cites {block.key}: cite it, or remove the entry"
            yield places.finding(RULE, shown, block.key_span, message, {"key": block.key, "bib": shown})

    def _all_around(self, path: str) -> Sequence[CheckOutcome] | None:
        """Return the papers that may cite from a library, None where these are not known; raises as `check` does."""
        place = self._real(path)
        if any(is_within(place, folder) for folder in self._folders):
            return self._outcomes
        roots = (root for each in self._outcomes if path in each.cited_from for root in each.gathered.roots)
        folder = os.path.commonpath([os.path.dirname(place), *(os.path.dirname(self._real(each)) for each in roots)])
        if self._around is None or not is_within(folder, self._files.boundary()):
            return None
        if folder not in self._in_folder:
            self._in_folder[folder] = self._around(folder)
        return [*self._outcomes, *self._in_folder[folder]]

    def _used_by(self, outcome: CheckOutcome) -> set[tuple[str, int]]:
        if id(outcome) not in self._used:
            libraries = [self._library(path, outcome) for path in outcome.cited_from]
            self._used[id(outcome)] = used_entries(outcome, libraries)
        return self._used[id(outcome)]

    def _library(self, path: str, outcome: CheckOutcome) -> Library:
        if path not in self._libraries:
            source = with_embedded(outcome.gathered, self._files).read_library(path)
            self._libraries[path] = read(Source(path, source.text if source else ""))
        return self._libraries[path]

    def _real(self, path: str) -> str:
        return os.path.realpath(self._files.at(path) or os.curdir)


def _doubts(outcome: CheckOutcome) -> Iterator[str]:
    """Yield why not all is known that a paper cites."""
    gathered = outcome.gathered
    if outcome.trouble:
        yield str(outcome.trouble)
    yield from gathered.doubts
    yield from (f"{each.path} cannot be read" for each in gathered.unread if each.failed)
    unclear = (each for each in gathered.asked_citations if each.kind == UNCLEAR)
    yield from (f"{each.path} cites {each.key}, which is computed (line {each.position.line})" for each in unclear)


def _unchecked(path: str, number: int, reasons: Sequence[str]) -> Finding:
    entries = "unused entries were" if not number else "1 entry was" if number == 1 else f"{number} entries were"
    more = f", and for {len(reasons) - _SHOWN} more reasons" if len(reasons) > _SHOWN else ""
    what = "not checked" if not number else "not reported as unused"
    message = f"{entries} {what}, because {'; '.join(reasons[:_SHOWN])}{more}"
    return Finding("unchecked-entries", path, None, message, data={"bib": path})
