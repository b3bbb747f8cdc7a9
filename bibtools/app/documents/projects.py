"""What the files of other tools say of the documents of a run: Quarto, Sphinx, latexmk, make and so on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatchcase

from bibtools.app.documents.document import Document
from bibtools.app.documents.foreign_libraries import Doubt, ForeignLibrary
from bibtools.app.documents.library_places import NamedLibrary, matches
from bibtools.app.documents.texts import SourceTexts
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import decode
from bibtools.files.exact_text import Unread
from bibtools.files.pathnames import suffix
from bibtools.files.worktree import is_within
from bibtools.sources.filetypes import LIBRARY
from bibtools.sources.project_files.contract import ProjectFile
from bibtools.sources.project_files.registry import NAMES, ProjectFileKind, reader_of

_MOST = 60  # files of a folder that are read: scripts and settings
_MOST_READ = 20  # files that one of them reads
_LARGEST = 256_000  # bytes of one of them
_METADATA = reader_of("metadata.yaml")
_OWN_FOLDER = "${.}"
_FOLDERS = tuple(dict.fromkeys(os.path.dirname(name) for name in NAMES if "/" in name))  # that hold some of them


class _Read(NamedTuple):
    """A file of a tool: where it lies, what it says, and whether it speaks for the folders below, too."""

    path: str
    says: ProjectFile
    speaks_below: bool


class Projects:
    """The files of other tools around the documents of a run, each read once."""

    def __init__(self, texts: SourceTexts) -> None:
        self._texts = texts
        self._known: dict[str, list[_Read]] = {}
        self._outputs: dict[str, frozenset[str]] = {}
        self._texts_read: dict[
            tuple[ProjectFileKind, str], ProjectFile
        ] = {}  # copies of a large Makefile lie in many folders

    def libraries(self, document: Document) -> Iterator[NamedLibrary]:
        """Yield the libraries that the files around a document name for it, those of the nearest folder first."""
        for folder, each in self._around(document):
            names = each.says.libraries
            for name in names:
                yield self._named(folder, name, document, each)
            for pattern in each.says.patterns:
                for place in matches(folder, pattern, self._texts):
                    yield NamedLibrary(place, each.path, pattern=pattern)
            if each.says.takes_all and not names:
                for name in self._texts.names_in(folder):
                    if name.lower().endswith(LIBRARY):
                        yield NamedLibrary(self._texts.named(folder, name), each.path, pattern=f"*{LIBRARY}")

    def doubts(self, document: Document) -> Iterator[Doubt]:
        """Yield which libraries the files around a document name that are not read."""
        for _, each in self._around(document):
            for note in each.says.notes:
                if note.startswith("the library "):
                    name = next((name for name in each.says.foreign if note.startswith(f"the library {name} ")), "")
                    yield Doubt(note, ForeignLibrary(name, each.path) if name else None)

    def _named(self, folder: str, name: str, document: Document, by: _Read) -> NamedLibrary:
        """Return a library that a file names: relative to itself, or to the document, as Quarto takes `_metadata.yml`.

        https://github.com/quarto-dev/quarto-cli/blob/main/src/project/project-shared.ts (toInputRelativePaths)
        """
        places = [self._texts.named(each, name) for each in (folder, document.home)]
        place = next((each for each in places if self._texts.files.is_file(each)), "")
        self._texts.looked_for |= dict.fromkeys(places[: places.index(place)] if place else places)
        return NamedLibrary(place or places[0], by.path, exists=bool(place))

    def search(self, document: Document) -> tuple[str, ...]:
        """Return the folders in which a build looks for libraries besides, as kpathsea writes them.

        A build that goes into the folder of the document (latexmk's `$do_cd`) looks from there.
        """
        found = [
            os.path.abspath(self._texts.files.at(os.path.join(start, name))) + ("//" if name.endswith("//") else "")
            for folder, each in self._around(document)
            for name in each.says.search
            for start in dict.fromkeys((folder, document.home))
        ]
        return tuple(dict.fromkeys(found))

    def outputs(self, folder: str) -> frozenset[str]:
        """Return the folders that the build of a project fills whose files lie in a folder."""
        if folder not in self._outputs:
            is_project = any(kind and kind.speaks_below for kind in map(reader_of, self._texts.names_in(folder)))
            read = self._in(folder) if is_project else ()
            names = (self._texts.named(folder, name) for each in read for name in each.says.outputs)
            self._outputs[folder] = frozenset(names)
        return self._outputs[folder]

    def roots(self, folder: str) -> list[str]:
        """Return the documents that the files in a folder say are compiled."""
        return [self._texts.named(folder, name) for each in self._in(folder) for name in each.says.roots]

    def heads(self, folder: str) -> list[str]:
        """Return the documents whose own front matter speaks for all of a folder."""
        return [self._texts.named(folder, each.says.head) for each in self._in(folder) if each.says.head]

    def _around(self, document: Document) -> Iterator[tuple[str, _Read]]:
        ending = suffix(document.root)
        for folder in self.folders_above(document.home):
            for each in self._in(folder):
                is_heeded = each.speaks_below or folder == document.home
                is_governed = ending in each.says.governs or not each.says.governs
                if is_governed and (is_heeded or self._names_root(each, folder, document)):
                    yield folder, each

    def _names_root(self, by: _Read, folder: str, document: Document) -> bool:
        """Return whether a file names a document, however its path is written from here."""
        root, names = self._absolute("", document.root), (self._absolute(folder, name) for name in by.says.roots)
        patterns = (self._absolute(folder, pattern) for pattern in by.says.root_patterns)
        return root in names or any(fnmatchcase(root, pattern) for pattern in patterns)

    def _absolute(self, folder: str, name: str) -> str:
        return os.path.abspath(self._texts.files.at(os.path.join(folder, name)))

    def folders_above(self, folder: str) -> tuple[str, ...]:
        """Return a folder and those above it, up to the boundary."""
        return self._texts.folders_above(folder)

    def _in(self, folder: str) -> list[_Read]:
        if folder not in self._known:
            self._known[folder] = list(self._read(folder))
        return self._known[folder]

    def _read(self, folder: str) -> Iterator[_Read]:
        names = self._texts.names_in(folder)
        inner = (
            f"{each}/{name}"
            for each in _FOLDERS
            if each.partition("/")[0] in names
            for name in self._texts.names_in(os.path.join(folder, each))
        )
        known = [(name, kind) for name in (*names, *inner) if (kind := reader_of(name))]
        for name, kind in known[:_MOST]:
            path = self._texts.named(folder, name)
            if says := self._parsed(path, kind):
                found = _Read(path, says, kind.speaks_below)
                yield found
                yield from self._further(found, kind, folder, {path})

    def _further(self, by: _Read, kind: ProjectFileKind, folder: str, known: set[str]) -> Iterator[_Read]:
        """Yield the files that another one reads; what they name is relative to where that lies."""
        for name in by.says.reads:
            path = self._texts.named(folder, name)
            if path in known or len(known) > _MOST_READ or not self._is_inside(path):
                continue
            known.add(path)
            own = kind if kind.speaks_below else _METADATA  # commands give pandoc such files
            if own and (says := self._parsed(path, own, folder)):
                read = says._replace(
                    governs=by.says.governs or says.governs,
                    roots=(*by.says.roots, *says.roots),
                    root_patterns=(*by.says.root_patterns, *says.root_patterns),
                )
                found = _Read(path, read, by.speaks_below)
                yield found
                yield from self._further(found, own, folder, known)

    def _is_inside(self, path: str) -> bool:
        return is_within(os.path.realpath(self._texts.files.at(path)), self._texts.boundary)

    def _parsed(self, path: str, kind: ProjectFileKind, folder: str | None = None) -> ProjectFile | None:
        """Return what a file says to a tool, None where there is none of a size that people write.

        A file that another one reads names what it means from the `folder` of that, or from its own (`${.}` of pandoc).
        """
        self._texts.looked_for[path] = None
        data = self._texts.files.read_source(path) if self._texts.files.is_file(path) else b""
        if isinstance(data, Unread) or not data or len(data) > _LARGEST:
            return None
        text = decode(data)
        if folder is not None and _OWN_FOLDER in text:
            way = os.path.relpath(os.path.dirname(path) or os.curdir, folder or os.curdir)
            text = text.replace(_OWN_FOLDER, way.replace(os.sep, "/"))
        if (kind, text) not in self._texts_read:
            self._texts_read[kind, text] = kind.read(text)
        return self._texts_read[kind, text]
