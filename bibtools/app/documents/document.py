"""A document: a root, what it reads, and what that reads in turn, as TeX and its like find it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from bibtools.app.documents.texts import SourceTexts
from bibtools.core.errors import TooMuch
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.files.worktree import is_within
from bibtools.sources.structure import Inclusion

MOST = 20_000  # sources of a document: a book has some hundred
_OF_PACKAGE = frozenset({".sty", ".cls"})
_JOBNAME = lazy_pattern(r"\\jobname(?![A-Za-z@])[ \t]*(?:\{\})?")


class Document(NamedTuple):
    r"""A root and its sources, each with the folder in which what it reads is looked for first.

    `folders` are searched, too (`\input@path`). It `is_open` where it reads something known only at run time. `lost`
    are texts that it reads and that are not there, each at the first place where it could be.
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


_TREE = "texmf"
_MOST_IN_TREES = 200  # folders


def lone(name: str) -> Document:
    """Return the document of a source that reads nothing else."""
    return Document(name, {name: os.path.dirname(name)})


def follow(root: str, texts: SourceTexts) -> Document:
    """Return the document of a root; raises TooMuch.

    What the root reads is followed once for all roots of a folder that read the same: thousands may share a long chain.
    """
    home = os.path.dirname(root)
    first = _Walk(root, home, (), {root: home}, texts)
    start = first.step([root])
    way = (home, tuple(first.folders), tuple((place, first.bases[place]) for place in start))
    if way not in texts.followed:
        rest = _Walk("", home, tuple(first.folders), {place: first.bases[place] for place in start}, texts)
        texts.followed[way] = rest.document(start, root)
    below = texts.followed[way]
    if below is None or root in below.bases:  # the root's own name matters there
        return first.document(start, root) or lone(root)
    texts.count(len(below.bases), root)
    return Document(
        root,
        {**first.bases, **below.bases},
        tuple(dict.fromkeys((*first.folders, *below.folders))),
        is_open=first.is_open or below.is_open,
        lost=tuple(dict.fromkeys((*first.lost, *below.lost))),
        reads={**first.reads, **below.reads},
    )


class _Walk:
    """The state of following what sources read, a level at a time, so that what is read is read in bulk.

    Without a `root` it applies to every root of the folder, unless one of the names contains the root's.
    """

    def __init__(
        self, root: str, home: str, folders: tuple[str, ...], bases: dict[str, str], texts: SourceTexts
    ) -> None:
        self._root, self._home, self._texts = root, home, texts
        self.bases, self.folders, self.lost = bases, dict.fromkeys(folders), dict[str, None]()
        self.reads = dict[str, tuple[str, ...]]()
        self.is_open = self._has_own = False

    def document(self, level: list[str], root: str) -> Document | None:
        """Return all that is read from some sources on; None if that depends on the root, and there is none."""
        while level and not self._has_own:
            if len(self.bases) > MOST:
                raise TooMuch(f"{root}: it reads more than {MOST:,} sources: leave it out with exclude")
            level = self.step(level, root)
        if self._has_own:
            return None
        lost, folders = tuple(self.lost), tuple(self.folders)
        return Document(self._root, self.bases, folders, is_open=self.is_open, lost=lost, reads=self.reads)

    def step(self, level: list[str], root: str = "") -> list[str]:
        """Follow what some sources read, and return what of that is new; raises TooMuch, which names a root."""
        texts, following = self._texts, list[str]()
        texts.load(level)
        for name in level:
            structure = texts.structure(name)
            self.is_open = self.is_open or structure.is_open
            named = [*structure.folders, *(each.name for each in structure.inclusions)]
            self._has_own = self._has_own or (not self._root and any(map(_JOBNAME.search, named)))
            for folder in structure.folders:
                self.folders[texts.named(self._home, of_job(folder, self._root))] = None
            texts.count(len(structure.inclusions) * (len(self.folders) + 1), root or self._root)
            self.reads[name] = tuple(self._read_by(name, each, following) for each in structure.inclusions)
        return following

    def _read_by(self, name: str, inclusion: Inclusion, following: list[str]) -> str:
        """Return the file that an inclusion of a source leads to, an empty text where it leads to none."""
        base, texts = self.bases[name], self._texts
        home = self._root or os.path.join(self._home, "")
        place = _place(inclusion, name, base, Document(home, self.bases, tuple(self.folders)), texts)
        if place is None:
            if not _OF_PACKAGE.intersection(inclusion.endings):
                self.lost[texts.named(base, of_job(inclusion.name, self._root) + inclusion.endings[0])] = None
            return ""
        if place not in self.bases:
            self.bases[place] = os.path.dirname(place) if inclusion.becomes_base else base
            following.append(place)
        return place


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
    if kind == "root":
        if document.home not in texts.trees:
            texts.trees[document.home] = tuple(_own_trees(document.home, texts))
        yield from texts.trees[document.home]


def _own_trees(home: str, texts: SourceTexts) -> Iterator[str]:
    """Yield the folders of trees of TeX's that a project has of its own: `texmf/tex/latex/lab`, `texmf/bibtex/bib`.

    https://tug.org/tds/tds.html; its build names such a tree as `TEXMFHOME`. What a link leads out to is not walked.
    """
    left = _MOST_IN_TREES
    for above in texts.folders_above(home):
        found = [os.path.join(above, _TREE)] if _TREE in texts.names_in(above) else []
        for folder in found:
            if left <= 0:
                return
            if not is_within(os.path.realpath(texts.files.at(folder)), texts.boundary):
                continue
            yield folder
            left -= 1
            names = [each for each in texts.names_in(folder) if "." not in each]
            found += [place for each in names if texts.files.is_folder(place := os.path.join(folder, each))]


def of_job(name: str, root: str) -> str:
    r"""Return a name with `\jobname` replaced by the root's, as in TeX."""
    return _JOBNAME.sub(lambda _: os.path.splitext(os.path.basename(root))[0], name) if "\\" in name else name
