"""Where the libraries are that the texts of a document name, looked for as the document's own tools do."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence

from bibtools.app.documents.document import Document, of_job, search_folders
from bibtools.app.documents.path_macros import followed
from bibtools.app.documents.texts import SourceTexts
from bibtools.core.named_tuple import NamedTuple
from bibtools.files import pathnames
from bibtools.sources.filetypes import LIBRARY
from bibtools.sources.structure import LibraryName

_DEEPEST = 4  # folders in a pattern
_WHOLE = f"0-{10**12}"  # the scope of a whole text
_MOST_MATCHES = 1000  # libraries that a pattern may match


class NamedLibrary(NamedTuple):
    """A library that a source names: where it is, or would be, and who names it.

    `embedded` is its text where a source writes it itself when it is compiled. `scope` is empty where all citations of
    the document are meant (see LibraryName). One that `is_open` is only known from behind a macro; `pattern` is the
    one that it matches.
    """

    path: str
    source: str
    exists: bool = True
    scope: str = ""
    embedded: str | None = None
    is_open: bool = False
    pattern: str = ""
    is_global: bool = False  # see LibraryName


def named_libraries(document: Document, texts: SourceTexts) -> list[NamedLibrary]:
    """Return the libraries that the sources of a document name, in the order in which these are read."""
    embedded = {
        place: (each.text, name)
        for name in document.bases
        for each in texts.structure(name).embedded
        for place in [texts.named(document.home, of_job(each.name, document.root))]
    }
    by_chapter = _is_by_chapter(document, texts)
    found: dict[tuple[str, str], NamedLibrary] = {}
    for source in document.bases:
        written = (known for each in texts.structure(source).libraries for known in followed(each, document, texts))
        for library in written:
            is_chapter = by_chapter and source != document.root and not library.scope
            name = library._replace(scope=_WHOLE) if is_chapter else library
            for each in _places(name, source, document, texts):
                held = embedded.get(each.path, embedded.get(texts.named(document.home, name.name)))
                known = each._replace(embedded=held[0], path=texts.named(document.home, name.name)) if held else each
                found.setdefault((known.path, known.scope), known)
    return list(found.values())


def _is_by_chapter(document: Document, texts: SourceTexts) -> bool:
    r"""Return whether each text that a document includes has a bibliography of its own.

    https://ctan.org/pkg/chapterbib: without it, a second `\bibliography` is an error of BibTeX.
    """
    read = (each for name in document.bases for each in texts.structure(name).inclusions)
    return any(each.name == "chapterbib" for each in read)


def _places(name: LibraryName, source: str, document: Document, texts: SourceTexts) -> list[NamedLibrary]:
    """Return where a library is, all matches of a pattern, or where the first place would be."""
    scope = f"{source}:{name.scope}" if "-" in name.scope else name.scope
    folders = list(search_folders(name.base, source, document.bases.get(source, document.home), document, texts))
    if name.is_glob:
        matching = next((found for folder in folders if (found := matches(folder, name.name, texts))), [])
        return [NamedLibrary(each, source, scope=scope, pattern=name.name) for each in matching]
    for folder in folders:
        place = texts.named(folder, name.name)
        if texts.files.exists(place) and not texts.files.is_folder(place):
            return [NamedLibrary(place, source, scope=scope, is_open=name.is_open, is_global=name.is_global)]
        texts.looked_for[place] = None
    place = texts.named(folders[0], name.name)
    return [NamedLibrary(place, source, exists=False, scope=scope, is_open=name.is_open, is_global=name.is_global)]


def matches(folder: str, pattern: str, texts: SourceTexts) -> list[str]:
    """Return the files that a pattern matches, in order; one that would look through whole trees matches nothing."""
    if "**" in pattern or pattern.count("/") > _DEEPEST:
        return []
    escaped = glob.escape(texts.files.at(folder))
    found = sorted(
        place for each in _alternatives(pattern) for place in _first(glob.iglob(os.path.join(escaped, each)))
    )
    return [texts.files.relative(place) if texts.files.base else os.path.normpath(place) for place in found]


def _first(places: Iterator[str]) -> Iterator[str]:
    for _, place in zip(range(_MOST_MATCHES), places, strict=False):
        if pathnames.suffix(place) == LIBRARY and pathnames.is_file(place):
            yield place


def _alternatives(pattern: str) -> Sequence[str]:
    """Return the patterns that braces stand for, as biblatex has them: `{a,b}.bib`."""
    start = pattern.find("{")
    end = pattern.find("}", start)
    if start < 0 or end < 0:
        return [pattern]
    return [f"{pattern[:start]}{each}{pattern[end + 1 :]}" for each in pattern[start + 1 : end].split(",")]
