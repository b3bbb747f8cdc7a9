"""Keys that a build has resolved: those of a committed `.bbl`, where a library of its document is not there.

arXiv asks authors for the `.bbl`, so many papers come without their `.bib`:
https://info.arxiv.org/help/submit_tex.html#bibtex
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from bibtools.app.documents.document import Document
from bibtools.app.documents.library_places import NamedLibrary
from bibtools.app.documents.texts import SourceTexts

_BUILT = ".bbl"


def keys_built(document: Document, libraries: Iterable[NamedLibrary], texts: SourceTexts) -> frozenset[str]:
    """Return the keys of the `.bbl` beside a document's root; none where all of its libraries are there."""
    lost = [each for each in libraries if not each.exists and each.embedded is None]
    place = os.path.splitext(document.root)[0] + _BUILT
    if not lost or not texts.is_file(place):
        return frozenset()
    return frozenset(texts.structure(place).defined)
