"""LaTeX documents that name no library: which of those around them they may cite from.

Such a document belongs to the others of its folder, or has the `.bib` files that lie there; else those of the nearest
folder above. What lies in a folder beside it is another's. So a run says the same wherever it starts.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence

from bibtools.app.documents.division import is_compiled
from bibtools.app.documents.document import Document
from bibtools.app.documents.shares import Nearest, Share
from bibtools.app.documents.texts import SourceTexts
from bibtools.app.extract import Extract
from bibtools.core.named_tuple import NamedTuple
from bibtools.sources.filetypes import LIBRARY


class Unlabelled(NamedTuple):
    """What becomes of documents that name no library.

    They have `shares` of their own, are `joined` to others (by their roots), or no library is around them: then each is
    reported `alone`, or is `lost`. `others` are no LaTeX documents, and may belong to any.
    """

    shares: list[Share]
    alone: list[Share]
    joined: dict[str, Share]
    lost: list[str]
    others: list[str]


def unlabelled(
    documents: Sequence[Document], shares: Sequence[Share], given: Collection[str], texts: SourceTexts
) -> Unlabelled:
    """Return what becomes of documents that name no library, beside those that do.

    One that cites a work by a key that is its id, or that is `given` by name, is never lost: it is reported as one
    without a library.
    """
    around = _Around([share for share in shares if share.libraries], texts)
    groups: dict[str, list[Document]] = {}
    found = Unlabelled([], [], {}, [], [])
    for each in documents:
        if not is_compiled(each, texts):
            found.others.append(each.root)
            continue
        place = around.of(each)
        if isinstance(place, Share):
            found.joined[each.root] = place
        elif place is not None:
            groups.setdefault(place, []).append(each)
        elif each.root in given or _cites_works(each, texts):
            found.alone.append(_share([each]))
        else:
            found.lost.append(each.root)
    found.shares.extend(map(_share, groups.values()))
    return found


def _share(documents: list[Document]) -> Share:
    return Share(documents, (), frozenset(), frozenset(name for each in documents for name in each.bases))


def _cites_works(document: Document, texts: SourceTexts) -> bool:
    extracts = (texts.known[name] for name in document.bases)
    return any(each.key for extract in extracts if isinstance(extract, Extract) for each in extract.scan.mentions)


class _Around:
    """The libraries around documents that name none: each folder is examined once."""

    def __init__(self, shares: Sequence[Share], texts: SourceTexts) -> None:
        self._texts = texts
        self._homes = {each.home for share in shares for each in share.documents}
        self._nearest = Nearest(shares)
        self._naming: dict[str, list[Share]] = {}
        for share in shares:
            for path in {each.path for each in share.libraries}:
                self._naming.setdefault(path, []).append(share)
        self._known: dict[str, Share | str | None] = {}

    def of(self, document: Document) -> Share | str | None:
        """Return the documents that one belongs to, or the folder whose `.bib` files may be meant."""
        if document.home not in self._known:
            self._known[document.home] = self._found(document.home)
        return self._known[document.home]

    def _found(self, home: str) -> Share | str | None:
        for folder in self._texts.folders_above(home):
            if folder in self._homes:
                return self._nearest.of(os.path.join(folder, "source"))
            names = [name for name in self._texts.names_in(folder) if name.lower().endswith(LIBRARY)]
            if names:
                naming = self._naming.get(self._texts.named(folder, names[0]), []) if len(names) == 1 else []
                return naming[0] if len(naming) == 1 else folder
        return None
