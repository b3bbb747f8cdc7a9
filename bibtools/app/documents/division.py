"""Dividing sources into documents: which are roots, what belongs to which, and what belongs to none."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from bibtools.app.documents.document import Document, follow
from bibtools.app.documents.texts import SourceTexts
from bibtools.files.pathnames import folder_above, suffix
from bibtools.sources.filetypes import TEX, WALKED, type_of

_MOST_ROOTS = 100  # documents of a folder that are tried as the root of a chapter


class Division(NamedTuple):
    """Documents; sources that stand for themselves; LaTeX sources that no root reads, each with the nearest root.

    What documents read beside the sources of the run is in `context`: it says what they cite from, not what they cite.
    """

    documents: tuple[Document, ...] = ()
    alone: tuple[str, ...] = ()
    unreached: Mapping[str, str] = {}
    context: frozenset[str] = frozenset()


def divide(names: Sequence[str], given: Collection[str], texts: SourceTexts, boundary: str) -> Division:
    """Divide the sources of a run into documents; those that are `given` by name count in any case.

    `boundary` is the real path of the folder above which no root is looked for.
    """
    texts.load(names)
    own = _documents(_roots(names, texts), texts)
    reached = {name for each in own for name in each.bases}
    left = [name for name in names if name not in reached]
    fragments = [name for name in left if is_latex(name)]
    nearest = {name: _nearest(name, own) for name in fragments if name not in given}
    unreached = {name: near.root for name, near in nearest.items() if near and not near.is_open}
    above = _above([name for name in fragments if name not in unreached], own, texts, boundary)
    in_above = {name for each in above for name in each.bases}
    alone = [name for name in left if name not in unreached and name not in in_above]
    context = (in_above - {*names}) - reached
    return Division((*own, *above), tuple(alone), unreached, frozenset(context))


def is_latex(name: str) -> bool:
    """Return whether a source is LaTeX that people write, by its name."""
    ending = suffix(name)
    return ending in WALKED and type_of(ending) is TEX


def _roots(names: Iterable[str], texts: SourceTexts) -> list[str]:
    """Return the sources that may be roots: whatever says so, and what names libraries or, unlike TeX, reads others."""
    return [
        name
        for name in names
        if (structure := texts.structure(name)).is_root
        or (structure.libraries if is_latex(name) else structure.inclusions)
    ]


def _documents(roots: Sequence[str], texts: SourceTexts) -> list[Document]:
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


def named_root(name: str, texts: SourceTexts) -> str:
    """Return the root that a source itself names, if that is there; nothing else."""
    root = texts.structure(name).root
    if not root:
        return ""
    places = (texts.named(os.path.dirname(name), root + ending) for ending in ("", ".tex"))
    return next((place for place in places if texts.is_file(place)), "")


def _nearest(name: str, documents: Iterable[Document]) -> Document | None:
    """Return the LaTeX document that a fragment would belong to: the nearest root in its folder or above.

    Else it is one that reads something else in its folder. One that `is_open` may read everything.
    """
    own = os.path.dirname(name)
    latex = [each for each in documents if is_latex(each.root)]
    over = [each for each in latex if is_below(own, each.home)]
    beside = [each for each in latex if any(os.path.dirname(part) == own for part in each.bases)]
    candidates = over or beside
    is_open = [each for each in candidates if each.is_open]
    return next(iter(is_open), max(candidates, key=lambda each: len(each.home), default=None))


def is_below(folder: str, above: str) -> bool:
    """Return whether a folder is another one, or in it; both as reports show them."""
    if not above:
        return not folder.startswith(("..", "/"))
    return folder == above or folder.startswith(f"{above}/")


def _above(fragments: Sequence[str], own: Sequence[Document], texts: SourceTexts, boundary: str) -> list[Document]:
    """Return the documents that read sources of the run, and whose roots are none: those of a chapter."""
    found: dict[str, Document] = {}
    for name in fragments:
        if any(name in each.bases for each in (*own, *found.values())):
            continue
        whole = named_root(name, texts)
        if whole:
            document = follow(whole, texts)
            found[whole] = document._replace(bases={name: document.home, **document.bases})
        else:
            found |= {each.root: each for each in _reading(name, texts, boundary)}
    return list(found.values())


def _reading(name: str, texts: SourceTexts, boundary: str) -> list[Document]:
    """Return the documents that read a source, of the nearest folder that has one."""
    folder = os.path.dirname(name)
    while True:
        candidates = [texts.named(folder, each) for each in texts.names_in(folder) if is_latex(each)][:_MOST_ROOTS]
        texts.load(candidates)
        roots = [each for each in _roots(candidates, texts) if texts.is_file(each)]
        documents = [each for each in _documents(roots, texts) if name in each.bases]
        real = os.path.realpath(texts.files.at(folder) or os.curdir)
        if documents or real == boundary or os.path.dirname(real) == real:
            return documents
        folder = folder_above(folder)
