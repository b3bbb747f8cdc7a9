"""Foreign libraries: libraries of a document that are not `.bib` files on this machine, so that they are not read."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bibtools.app.documents.document import Document
from bibtools.app.documents.texts import SourceTexts
from bibtools.core.named_tuple import NamedTuple


class ForeignLibrary(NamedTuple):
    """A library by the name that a source gives it: an address on the network, or a file of another form."""

    name: str
    source: str

    @property
    def is_remote(self) -> bool:
        """Whether it is on the network."""
        return "://" in self.name

    def may_be_made_from(self, path: str) -> bool:
        """Return whether it may be what a program makes from a `.bib`: `refs.json` from `refs.bib`."""
        return not self.is_remote and os.path.splitext(os.path.basename(path))[0] in {*_stems(self.name)}


class Doubt(NamedTuple):
    """Why not everything is known that a document cites from, with the unread library if that is the reason."""

    reason: str
    library: ForeignLibrary | None = None


def unread_library(name: str, source: str) -> Doubt:
    """Return the doubt that a foreign library leaves."""
    return Doubt(f"{name} is not read: it is not a local .bib", ForeignLibrary(name, source))


def doubts_of(document: Document, texts: SourceTexts) -> Iterator[Doubt]:
    """Yield why the libraries of a document are not all known, as far as its own texts show."""
    if document.is_open:
        yield Doubt(f"{document.root} reads a file whose name is computed")
    for source in document.bases:
        yield from (unread_library(name, source) for name in texts.structure(source).elsewhere)


def _stems(name: str) -> Iterator[str]:
    stem = os.path.basename(name)
    while (shorter := os.path.splitext(stem)[0]) != stem:
        yield shorter
        stem = shorter
