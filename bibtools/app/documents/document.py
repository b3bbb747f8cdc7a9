"""A document: a root, what it reads, and what that reads in turn, as TeX and its like find it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bibtools.app.documents.texts import SourceTexts
from bibtools.core.errors import TooMuch
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.sources.structure import Inclusion

_MOST = 20_000  # sources of a document: a book has some hundred
_MOST_LOOKS = 1_000_000  # of a run, in folders for what its sources read: of a thousand papers it has some ten thousand
_OF_PACKAGE = frozenset({".sty", ".cls"})
_JOBNAME = lazy_pattern(r"\\jobname(?![A-Za-z@])[ \t]*(?:\{\})?")


class Document(NamedTuple):
    r"""A root and its sources, each with the folder in which what it reads is looked for first.

    `folders` are searched, too (`\input@path`). It `is_open` where it reads something that only a run tells. `lost` are
    texts that it reads and that are not there, each where it would be first.
    """

    root: str
    bases: Mapping[str, str]
    folders: tuple[str, ...] = ()
    is_open: bool = False
    lost: tuple[str, ...] = ()
    reads: Mapping[str, tuple[str, ...]] = {}  # what each source reads itself, an empty text for what is not there

    @property
    def home(self) -> str:
        """The folder in which the document is compiled."""
        return os.path.dirname(self.root)


def lone(name: str) -> Document:
    """Return the document of a source that reads nothing else."""
    return Document(name, {name: os.path.dirname(name)})


def follow(root: str, texts: SourceTexts) -> Document:
    """Return the document of a root: a level at a time, so that what is read is read in bulk; raises TooMuch."""
    home = os.path.dirname(root)
    bases, folders, lost, is_open = {root: home}, dict[str, None](), dict[str, None](), False
    level, reads = [root], dict[str, tuple[str, ...]]()
    while level and len(bases) < _MOST:
        texts.load(level)
        following: list[str] = []
        for name in level:
            structure = texts.structure(name)
            is_open = is_open or structure.is_open
            folders |= dict.fromkeys(texts.named(home, of_job(each, root)) for each in structure.folders)
            found: list[str] = []
            texts.looks += len(structure.inclusions) * (len(folders) + 1)
            if texts.looks > _MOST_LOOKS:  # texts that all read each other, which is nobody's paper
                raise TooMuch(f"{root}: what it reads reads more than can be followed: leave it out with exclude")
            for each in structure.inclusions:
                place = _place(each, name, bases[name], Document(root, bases, tuple(folders)), texts)
                found.append(place or "")
                if place is None and not _OF_PACKAGE.intersection(each.endings):
                    lost[texts.named(bases[name], of_job(each.name, root) + each.endings[0])] = None
                elif place is not None and place not in bases:
                    bases[place] = os.path.dirname(place) if each.becomes_base else bases[name]
                    following.append(place)
            reads[name] = tuple(found)
        level = following
    return Document(root, bases, tuple(folders), is_open=is_open, lost=tuple(lost), reads=reads)


def _place(inclusion: Inclusion, source: str, base: str, document: Document, texts: SourceTexts) -> str | None:
    """Return the file that an inclusion leads to, None where there is none."""
    name = of_job(inclusion.name, document.root)
    for folder in search_folders(inclusion.base, source, base, document, texts):
        for ending in inclusion.endings:
            place = texts.named(folder, name + ending)
            if texts.is_file(place):
                return place
    return None


def search_folders(kind: str, source: str, base: str, document: Document, texts: SourceTexts) -> Iterator[str]:
    """Yield the folders in which a name is looked for, each once and in order.

    TeX looks from the root's folder, whichever file names something; a build may also be started at the top.
    """
    own = os.path.dirname(source)
    ways: dict[str, tuple[str, ...]] = {
        "root": (base, document.home, *document.folders, texts.top, own),
        "own": (own, document.home),
        "project": (),
    }
    yield from dict.fromkeys(ways[kind] or texts.folders_above(document.home))


def of_job(name: str, root: str) -> str:
    r"""Return a name in which `\jobname` is what TeX makes of the root's."""
    return _JOBNAME.sub(lambda _: os.path.splitext(os.path.basename(root))[0], name) if "\\" in name else name
