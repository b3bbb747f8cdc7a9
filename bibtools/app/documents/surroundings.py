"""The documents that lie around the sources of a run, in their folders and above."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection

from bibtools.app.documents.division import (
    Division,
    documents_of,
    is_compiled,
    is_latex,
    root_candidates,
    without_drafts,
)
from bibtools.app.documents.document import Document, lone
from bibtools.app.documents.library_places import NamedLibrary
from bibtools.app.documents.texts import SourceTexts
from bibtools.files.pathnames import suffix
from bibtools.sources.filetypes import LIBRARY, WALKED

_MOST_BESIDE = 200  # sources of a folder that are read to learn what the others there cite from
_MOST_FOLDERS = 100  # of a run


def in_company(
    division: Division,
    given: Collection[str],
    texts: SourceTexts,
    named: Callable[[Document], tuple[NamedLibrary, ...]],
) -> Division:
    """Return a division with the documents beside its sources that name no library, where no source there names one.

    So a chapter that nothing reads, notes and figures have the same library whether a run is given all of a project,
    or only them. A library that lies nearer, and that nothing names, ends the search. A folder whose sources are not
    `given` one by one holds no others: these were left out. Where some of the run name libraries, it is about the
    LaTeX documents that name none: libraries in other folders are not theirs.
    """
    everything = [*division.documents, *map(lone, division.alone)]
    known = {name for each in everything for name in each.bases} | division.unreached.keys()
    naming = {each.home for each in everything if named(each)}
    bare = [each for each in everything if not naming or (is_compiled(each, texts) and not named(each))]
    walked = {os.path.dirname(name) for name in known if name not in given}
    found: dict[str, Document] = {}
    homes = list(dict.fromkeys(each.home for each in bare))[:_MOST_FOLDERS]
    for home in homes:
        for folder in texts.folders_above(home):
            if folder in naming:
                break
            new = [] if folder in walked else _beside(folder, known, texts)
            beside = [each for each in new if named(each)]
            found |= {each.root: each for each in beside}
            if beside or any(name.lower().endswith(LIBRARY) for name in texts.names_in(folder)):
                break
    kinds = {tuple(library.path for library in named(each)) for each in found.values()}
    if len(kinds) != 1:  # which of them is meant cannot be known here
        return division
    context = {name for each in found.values() for name in each.bases} - known
    return division._replace(
        documents=(*division.documents, *found.values()), context=division.context | frozenset(context)
    )


def _beside(folder: str, known: set[str], texts: SourceTexts) -> list[Document]:
    """Return the documents whose roots lie in a folder, and are no sources of the run."""
    seen = [each for each in texts.names_in(folder) if not each.startswith(".") and suffix(each) in WALKED]
    names = [texts.named(folder, each) for each in seen]
    new = [name for name in names if name not in known and texts.files.is_file(name)][:_MOST_BESIDE]
    texts.load(new)
    roots = root_candidates(new, texts)
    documents = without_drafts(documents_of(roots, texts), (), texts)
    read = {name for each in documents for name in each.bases}
    naming = [name for name in new if name not in read and not is_latex(name) and texts.structure(name).libraries]
    return [*documents, *map(lone, naming)]
