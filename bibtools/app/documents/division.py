"""Dividing sources into documents: which are roots, what belongs to which, and what belongs to none."""

from __future__ import annotations

import itertools
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from bibtools.app.documents.document import Document, follow
from bibtools.app.documents.texts import SourceTexts
from bibtools.core.named_tuple import NamedTuple
from bibtools.files.pathnames import suffix
from bibtools.sources.filetypes import TEX, WALKED, type_of

_MOST_BESIDE = 50  # folders in which the root of a chapter is looked for that lies neither there nor above
_MOST_ROOTS = 1000  # sources of a folder that are tried as the root of a chapter


class Division(NamedTuple):
    """Documents; sources that stand for themselves; LaTeX sources that no root reads, each with the nearest root.

    What documents read beside the sources of the run is in `context`: it says what they cite from, not what they cite.
    """

    documents: tuple[Document, ...] = ()
    alone: tuple[str, ...] = ()
    unreached: Mapping[str, str] = {}
    context: frozenset[str] = frozenset()


def divide(names: Sequence[str], given: Collection[str], texts: SourceTexts) -> Division:
    """Divide the sources of a run into documents; those that are `given` by name count in any case."""
    texts.load(names)
    own = without_drafts(documents_of(root_candidates(names, texts), texts), given, texts)
    above = _above([each.root for each in own if _may_be_a_part(each.root, texts)], texts)
    parts = {name for each in above.values() for name in each.bases}
    own = [each for each in own if each.root not in parts]
    reached = parts.union(*(each.bases for each in own))
    left = [name for name in names if name not in reached]
    homes = _Homes(own)
    fragments = [name for name in left if is_latex(name)]
    nearest = {name: homes.nearest(name) for name in fragments if name not in given}
    unreached = {name: near.root for name, near in nearest.items() if near and not near.is_open}
    above |= _above([name for name in fragments if name not in unreached], texts, looks_beside=not own)
    in_above = {name for each in above.values() for name in each.bases}
    alone = [name for name in left if name not in unreached and name not in in_above]
    context = in_above - {*names} - {name for each in own for name in each.bases}
    return Division((*own, *above.values()), tuple(alone), unreached, frozenset(context))


def is_latex(name: str) -> bool:
    """Return whether a source is LaTeX that people write, by its name."""
    ending = suffix(name)
    return ending in WALKED and type_of(ending).name == TEX.name


def is_compiled(document: Document, texts: SourceTexts) -> bool:
    """Return whether LaTeX compiles a document, by what it says itself."""
    return is_latex(document.root) and texts.structure(document.root).is_root


def root_candidates(names: Iterable[str], texts: SourceTexts) -> list[str]:
    """Return the sources that may be roots: those that say so, name libraries or, except for TeX, include others."""
    return [
        name
        for name in names
        if (structure := texts.structure(name)).is_root
        or (structure.libraries if is_latex(name) else structure.inclusions)
    ]


def documents_of(roots: Sequence[str], texts: SourceTexts) -> list[Document]:
    """Return the documents of roots that no other one reads; a part that names its root belongs to that."""
    found = {root: follow(root, texts) for root in roots}
    for part in list(found):
        whole = named_root(part, texts)
        if whole in found and whole != part:
            bases = {**found[part].bases, **found[whole].bases, part: found[whole].bases.get(part, found[part].home)}
            found[whole] = found[whole]._replace(bases=bases)
    readers: dict[str, list[Document]] = {}
    for each in found.values():
        for part in each.bases:
            if part in found and part != each.root:
                readers.setdefault(part, []).append(each)
    return [each for each in found.values() if not any(_leads(one, each) for one in readers.get(each.root, ()))]


def _leads(reader: Document, other: Document) -> bool:
    """Return whether a document that reads another one's root is the whole; of two that read each other, the first."""
    return reader.root not in other.bases or reader.root < other.root


def without_drafts(documents: list[Document], given: Collection[str], texts: SourceTexts) -> list[Document]:
    r"""Return documents without those that only name a library, where a whole document is near that reads them not.

    Such a text begins no document (`\documentclass`): it is a part of an earlier state, and so is its library.
    """
    wholes = _wholes(documents, texts)
    homes, kept = _Homes(wholes), {each.root for each in wholes} | {*given}
    return [
        each for each in documents if each.root in kept or (near := homes.nearest(each.root)) is None or near.is_open
    ]


def _may_be_a_part(name: str, texts: SourceTexts) -> bool:
    """Return whether a LaTeX source that may be a root may be a part of a document that is no source of the run."""
    structure = texts.structure(name)
    # With the packages standalone, subfiles and docmute, a part is a document of its own, too.
    return is_latex(name) and (not structure.is_root or not structure.libraries or bool(named_root(name, texts)))


def _wholes(documents: Iterable[Document], texts: SourceTexts) -> list[Document]:
    return [each for each in documents if texts.structure(each.root).is_root or not is_latex(each.root)]


def named_root(name: str, texts: SourceTexts) -> str:
    """Return the root that a source itself names, if that is there; nothing else."""
    root = texts.structure(name).root
    if not root:
        return ""
    places = (texts.named(os.path.dirname(name), root + ending) for ending in ("", ".tex"))
    return next((place for place in places if texts.is_file(place)), "")


class _Homes:
    """LaTeX documents by the folders in which they are compiled, and by those in which they read something.

    Of several in one folder one that `is_open` counts first: it may read everything.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._homes: dict[str, Document] = {}
        self._reading: dict[str, Document] = {}
        for each in documents:
            if is_latex(each.root):
                _enter(self._homes, each.home, each)
                for folder in {os.path.dirname(part) for part in each.bases}:
                    _enter(self._reading, folder, each)

    def nearest(self, name: str) -> Document | None:
        """Return the document that a fragment would belong to: the nearest root in its folder or above.

        Else it is one that reads something else in its folder.
        """
        own = os.path.dirname(name)
        over = [found for folder in folders_of_name(own) if (found := self._homes.get(folder))]
        is_open = [each for each in over if each.is_open]
        return next(iter((*is_open, *over)), self._reading.get(own))


def _enter(documents: dict[str, Document], folder: str, document: Document) -> None:
    known = documents.get(folder)
    if known is None or (document.is_open and not known.is_open):
        documents[folder] = document


def folders_of_name(folder: str) -> Iterator[str]:
    """Yield a folder and those above it, as far as its name shows them."""
    yield folder
    while (above := os.path.dirname(folder)) != folder and is_below(folder, ""):
        folder = above
        yield folder


def is_below(folder: str, above: str) -> bool:
    """Return whether a folder is another one, or in it; both as reports show them."""
    if not above:
        return not folder.startswith(("..", "/"))
    return folder == above or folder.startswith(f"{above}/")


def _above(fragments: Sequence[str], texts: SourceTexts, *, looks_beside: bool = False) -> dict[str, Document]:
    """Return the documents that read sources of the run, but whose roots are outside it: those of a chapter.

    They lie in its folder or above, else, where one `looks_beside`, in a folder beside these.
    """
    found: dict[str, Document] = {}
    reached: set[str] = set()
    readers: dict[str, dict[str, list[Document]]] = {}
    for name in fragments:
        if name in reached:
            continue
        whole = named_root(name, texts)
        if whole:
            document = follow(whole, texts)
            new = [document._replace(bases={name: document.home, **document.bases})]
        else:
            folders = texts.folders_above(os.path.dirname(name))
            places = itertools.chain(folders, _beside(folders, texts) if looks_beside else ())
            new = next((each for folder in places if (each := _readers(folder, texts, readers).get(name))), [])
        found |= {each.root: each for each in new}
        reached |= {part for each in new for part in each.bases}
    return found


def _beside(folders: Sequence[str], texts: SourceTexts) -> Iterator[str]:
    """Yield the folders beside some, those of the nearest first."""
    inner = (
        texts.named(folder, name) for folder in folders for name in texts.names_in(folder) if not name.startswith(".")
    )
    beside = (place for place in inner if place not in folders and texts.files.is_folder(place))
    yield from itertools.islice(beside, _MOST_BESIDE)


def _readers(
    folder: str, texts: SourceTexts, known: dict[str, dict[str, list[Document]]]
) -> Mapping[str, list[Document]]:
    """Return the documents whose roots lie in a folder, by the sources that they read."""
    if folder not in known:
        known[folder] = {}
        names = [texts.named(folder, each) for each in texts.names_in(folder) if is_latex(each)][:_MOST_ROOTS]
        texts.load(names)
        for each in documents_of([root for root in root_candidates(names, texts) if texts.is_file(root)], texts):
            for part in each.bases.keys() - {each.root}:
                known[folder].setdefault(part, []).append(each)
    return known[folder]
