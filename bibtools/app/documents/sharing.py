"""Dividing the sources of a run into papers: documents that share their libraries, and what stands beside them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from bibtools.app.documents.built_keys import keys_built
from bibtools.app.documents.division import Division, folders_of_name, is_latex
from bibtools.app.documents.document import Document, lone
from bibtools.app.documents.library_places import NamedLibrary
from bibtools.app.documents.texts import SourceTexts
from bibtools.sources.cite_macros import CiteMacro

_README = "readme"
_OF_PROJECT = "a README beside a document that names a library is taken to be about the project"
_OF_NO_PAPER = "no one document here can be told to be its own"


class Aside(NamedTuple):
    """A source whose papers need not be in a library, and why."""

    source: str
    reason: str


class PaperTexts(NamedTuple):
    """The sources of a paper, those that say only what it cites from, and the libraries that they name.

    `roots` are its documents, `defined` the keys that they define themselves. What the sources among `citing` cite by
    keys must be there, and `doubts` say why not all is known that they cite from.
    """

    sources: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    libraries: tuple[NamedLibrary, ...] = ()
    defined: frozenset[str] = frozenset()
    asides: tuple[Aside, ...] = ()
    citing: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    key_prefixes: tuple[str, ...] = ()
    cite_macros: tuple[CiteMacro, ...] = ()


class _Share(NamedTuple):
    """Documents that name the same libraries, or define what they cite themselves."""

    documents: list[Document]
    libraries: tuple[NamedLibrary, ...]
    defined: frozenset[str]
    citing: frozenset[str] = frozenset()
    doubts: tuple[str, ...] = ()


def _without_doubt(document: Document) -> Iterable[str]:
    del document
    return ()


def papers(
    division: Division,
    given: Collection[str],
    texts: SourceTexts,
    named: Callable[[Document], tuple[NamedLibrary, ...]],
    doubtful: Callable[[Document], Iterable[str]] = _without_doubt,
    *,
    together: bool = False,
) -> list[PaperTexts]:
    """Return the papers that divided sources make; all are one where they are `together`, for a library that is given.

    `named` tells which libraries a document cites from, `doubtful` what its project names and nobody reads. Sources
    that no document reads (notes, code) belong to the nearest paper. Beside documents that name a library, a README is
    mostly about the project's own paper: it counts only where it is `given` by name.
    """
    everything = [*division.documents, *map(lone, division.alone)]
    shares, others = _shares(everything, texts, named, doubtful, together=together)
    asides = [Aside(name, f"{root} does not read it") for name, root in division.unreached.items()]
    if shares:
        readmes = {each.root: None for each in others if _is_readme(each.root) and each.root not in given}
        others = [each for each in others if each.root not in readmes]
        asides += [Aside(name, _OF_PROJECT) for name in readmes]
    citing = [share for share in shares if share.libraries]
    if together or not shares or (len(shares) == 1 and citing):
        others_citing = _citing(others, division, given) if together or not shares else ()
        return [_paper(_united(shares, others, others_citing), division, asides, texts)]
    return _apart(shares, citing, others, division, asides, texts)


def _united(shares: Sequence[_Share], others: Sequence[Document], citing: Iterable[str]) -> _Share:
    """Return all documents as those of one paper, and what others cite that must be there, too."""
    chosen = [each for share in shares for each in share.documents]
    return _Share(
        [*chosen, *others],
        _each_once(each for share in shares for each in share.libraries),
        frozenset(key for share in shares for key in share.defined),
        frozenset((*(name for share in shares for name in share.citing), *citing)),
        tuple(dict.fromkeys(each for share in shares for each in share.doubts)),
    )


def _apart(
    shares: Sequence[_Share],
    citing: Sequence[_Share],
    others: Sequence[Document],
    division: Division,
    asides: Sequence[Aside],
    texts: SourceTexts,
) -> list[PaperTexts]:
    """Return several papers, each with the sources beside it; what is nobody's stands beside all of them."""
    nearest = _Nearest(citing)
    homes = {each.root: citing[0] if len(citing) == 1 else nearest.of(each.root) for each in others}
    strays = [Aside(name, _OF_NO_PAPER) for name, home in homes.items() if home is None]
    beside = _Nearest(shares)
    joined: dict[int, list[Document]] = {}
    for each in others:
        joined.setdefault(id(homes[each.root]), []).append(each)
    held: dict[int, list[Aside]] = {}
    for aside in asides:
        held.setdefault(id(beside.of(aside.source) or shares[0]), []).append(aside)
    found = [
        _paper(
            share._replace(documents=[*share.documents, *joined.get(id(share), ())]),
            division,
            held.get(id(share), ()),
            texts,
        )
        for share in shares
    ]
    if strays:
        united = _each_once(each for share in shares for each in share.libraries)
        found.append(PaperTexts(libraries=united, asides=tuple(strays)))
    return found


def _shares(
    documents: Sequence[Document],
    texts: SourceTexts,
    named: Callable[[Document], tuple[NamedLibrary, ...]],
    doubtful: Callable[[Document], Iterable[str]],
    *,
    together: bool,
) -> tuple[list[_Share], list[Document]]:
    """Return documents by what they cite from, and those that tell nothing of that."""
    alike: dict[tuple[str, ...], list[tuple[Document, tuple[NamedLibrary, ...], frozenset[str]]]] = {}
    others = []

    def doubts(document: Document) -> Iterator[str]:
        yield from (*_doubts(document, texts), *doubtful(document))

    for each in documents:
        libraries = named(each)
        defined = frozenset(key for name in each.bases for key in texts.structure(name).defined)
        defined |= keys_built(each, libraries, texts)
        if not libraries and not defined:
            others.append(each)
            continue
        kind = tuple(library.path for library in libraries) or ("", each.root)
        alike.setdefault(() if together else kind, []).append((each, libraries, defined))
    shares = [
        _Share(
            [document for document, _, _ in group],
            _each_once(library for _, libraries, _ in group for library in libraries),
            frozenset().union(*(defined for _, _, defined in group)),
            frozenset(name for document, _, _ in group for name in document.bases),
            tuple(dict.fromkeys(doubt for document, _, _ in group for doubt in doubts(document))),
        )
        for group in alike.values()
    ]
    return shares, others


def _citing(documents: Iterable[Document], division: Division, given: Collection[str]) -> Iterator[str]:
    """Yield the texts of documents without a library that are compiled, or named by the user: what they cite counts."""
    roots = {each.root for each in division.documents}
    for each in documents:
        if each.root in given or (each.root in roots and is_latex(each.root)):
            yield from each.bases


def _doubts(document: Document, texts: SourceTexts) -> Iterator[str]:
    """Yield why not all is known that a document cites from."""
    if document.is_open:
        yield f"{document.root} reads a file whose name only a run tells"
    for name in document.bases:
        yield from (f"{each} is not read: it is no .bib of this machine" for each in texts.structure(name).elsewhere)


def _each_once(libraries: Iterable[NamedLibrary]) -> tuple[NamedLibrary, ...]:
    """Return libraries, each by the first source that names it."""
    found: dict[tuple[str, str], NamedLibrary] = {}
    for each in libraries:
        found.setdefault((each.path, each.scope), each)
    return tuple(found.values())


class _Nearest:
    """Papers by the folders in which their documents are compiled."""

    def __init__(self, shares: Iterable[_Share]) -> None:
        self._homes: dict[str, dict[int, _Share]] = {}
        for share in shares:
            for each in share.documents:
                self._homes.setdefault(each.home, {})[id(share)] = share

    def of(self, name: str) -> _Share | None:
        """Return the paper of the nearest folder above a source, None where there is not just one."""
        for folder in folders_of_name(os.path.dirname(name)):
            if found := self._homes.get(folder):
                return next(iter(found.values())) if len(found) == 1 else None
        return None


def _paper(share: _Share, division: Division, asides: Sequence[Aside], texts: SourceTexts) -> PaperTexts:
    prefixes = {each for name in share.citing for each in texts.structure(name).key_prefixes}
    names = {name for each in share.documents for name in each.bases}
    macros = (each for name in sorted(share.citing) for each in texts.structure(name).cite_macros)
    return PaperTexts(
        sources=tuple(sorted(names - division.context)),
        context=tuple(sorted(names & division.context)),
        roots=tuple(each.root for each in share.documents),
        libraries=share.libraries,
        defined=share.defined,
        asides=tuple(asides),
        citing=tuple(sorted(share.citing - division.context)),
        doubts=share.doubts,
        key_prefixes=tuple(sorted(prefixes)),
        cite_macros=tuple(dict.fromkeys(macros)),
    )


def _is_readme(name: str) -> bool:
    return os.path.basename(name).lower().startswith(_README)
