"""What stands at a place of a text: works that it names, keys that it cites, entries of a library."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.library_shelf import LibraryShelf
from bibtools.bibliography.library.identity import Known
from bibtools.bibliography.library.library_entry import LibraryEntry, of_block
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.files.pathnames import names_in
from bibtools.identifiers.identifier import Identifier
from bibtools.lsp.open_texts import OpenText
from bibtools.lsp.paper_folder import CheckedFolder
from bibtools.sources.cited_key import CitedKey
from bibtools.sources.filetypes import LIBRARY
from bibtools.sources.mention import Mention

_FEW = 5  # folders and libraries of a document that names none


class PlaceOfWork(NamedTuple):
    """A place that is about a work: a mention, a citation by key, or an entry; the key is that of the work's entry."""

    span: Span
    work: Identifier | None = None
    key: str | None = None
    mention: Mention | None = None
    cited: CitedKey | None = None
    entry: LibraryEntry | None = None


class Shelf(NamedTuple):
    """The libraries of a folder that was checked."""

    checked: CheckedFolder
    shelf: LibraryShelf

    def entries(self, outcome: CheckOutcome) -> Iterator[tuple[str, Known]]:
        """Yield the entries of a paper's libraries, each with the text that it is in."""
        for path in outcome.cited_from or self._beside(outcome):
            opened = self.shelf.opened(path, self.checked.files, self.checked.today)
            if opened:
                yield from ((opened.library.text, each) for each in opened.known.entries)

    def _beside(self, outcome: CheckOutcome) -> list[str]:
        """Return the libraries that lie with a document that names none."""
        files = self.checked.files
        folders = dict.fromkeys(os.path.dirname(each) for each in (*outcome.gathered.roots, *outcome.sources))
        found = [os.path.join(each, name) for each in [*folders][:_FEW] for name in names_in(files.at(each))]
        return sorted(path for path in found if path.lower().endswith(LIBRARY))[:_FEW]

    def entry(self, outcome: CheckOutcome, key: str) -> tuple[str, Known] | None:
        """Return the first entry of a paper with a key, with the text that it is in."""
        bare = key.removeprefix(
            max((each for each in outcome.gathered.key_prefixes if key.startswith(each)), key=len, default="")
        )
        return next((each for each in self.entries(outcome) if each[1].block.key == bare), None)


def works_at(shelf: Shelf, text: OpenText, span: Span | None) -> list[PlaceOfWork]:
    """Return what a part of a text is about; of the whole text where no part is given."""
    path = text.real or ""
    if path.lower().endswith(LIBRARY):
        return list(_entries_at(shelf, path, span))
    found: list[PlaceOfWork] = []
    for outcome in shelf.checked.outcomes_of(path):
        found += [each for each in _in_source(shelf, outcome, path, span) if each not in found]
    return found


def _entries_at(shelf: Shelf, path: str, span: Span | None) -> Iterator[PlaceOfWork]:
    opened = shelf.shelf.opened(path, shelf.checked.files, shelf.checked.today)
    for each in opened.known.entries if opened else ():
        if opened and (span is None or _touches(each.block.span, span)):
            entry = of_block(opened.library.text, each.block)
            yield PlaceOfWork(each.block.span, each.arxiv or each.doi, each.block.key, entry=entry)


def _in_source(shelf: Shelf, outcome: CheckOutcome, path: str, span: Span | None) -> Iterator[PlaceOfWork]:
    gathered, name = outcome.gathered, shelf.checked.of_path(path)
    keys = dict(outcome.present)
    seen: list[Span] = []
    for mention in (*gathered.mentions, *gathered.passing):
        if mention.path == name and mention.cell is None and (span is None or _touches(mention.span, span)):
            work = mention.identifier.work
            seen.append(mention.span)
            yield PlaceOfWork(mention.span, work, keys.get(work), mention=mention)
    for cited in gathered.citations:
        if cited.path == name and cited.cell is None and (span is None or _touches(cited.span, span)):
            if any(_touches(each, cited.span) for each in seen):
                continue
            yield _cited(shelf, outcome, cited)


def _cited(shelf: Shelf, outcome: CheckOutcome, cited: CitedKey) -> PlaceOfWork:
    found = shelf.entry(outcome, cited.key)
    if found is None:
        return PlaceOfWork(cited.span, cited=cited)
    text, known = found
    entry = of_block(text, known.block)
    return PlaceOfWork(cited.span, known.arxiv or known.doi, known.block.key, cited=cited, entry=entry)


def _touches(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end
