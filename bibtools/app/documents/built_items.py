"""What a build has resolved: the items of a committed `.bbl`, where a library of its document is not there.

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


def built_items(document: Document, libraries: Iterable[NamedLibrary], texts: SourceTexts) -> str:
    """Return the `.bbl` beside a document's root, if it has items; nothing where all of its libraries are there."""
    lost = [each for each in libraries if not each.exists and each.embedded is None]
    place = os.path.splitext(document.root)[0] + _BUILT
    if not lost or not texts.is_file(place):
        return ""
    return place if texts.structure(place).defined else ""
