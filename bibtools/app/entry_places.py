"""Where the entries of works stand: the places of findings about works that `--fill` asks of and no source names."""

from __future__ import annotations

from collections.abc import Iterable

from bibtools.app.opened_library import OpenedLibrary
from bibtools.bibliography.library.fault import head
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Lines, Position, Span
from bibtools.identifiers.identifier import Identifier


class EntryPlace(NamedTuple):
    """The head of an entry, as a place in its library."""

    path: str
    span: Span
    position: Position
    text: str
    cell: int | None = None


def entry_places(opened: OpenedLibrary, works: Iterable[Identifier]) -> dict[Identifier, EntryPlace]:
    """Return where the entries of some works stand, as far as a library has them."""
    library, lines = opened.library, Lines(opened.library.text)
    heads = {work: head(entry.block) for work, entry in opened.known.of([*works]).items()}
    return {
        work: EntryPlace(library.source.path, span, lines.position(span.start), library.text[slice(*span)])
        for work, span in sorted(heads.items(), key=lambda item: item[1])
    }
