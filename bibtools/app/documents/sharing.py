"""Dividing the sources of a run into papers: documents that share their libraries, and what stands beside them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from bibtools.app.documents.division import Division, folders_of_name
from bibtools.app.documents.document import Document, lone
from bibtools.app.documents.library_places import NamedLibrary
from bibtools.app.documents.texts import SourceTexts

_README = "readme"
_OF_PROJECT = "a README beside a document that names a library is taken to be about the project"
_OF_NO_PAPER = "no one document here can be told to be its own"


class Aside(NamedTuple):
    """A source whose papers need not be in a library, and why."""

    source: str
    reason: str


class PaperTexts(NamedTuple):
    """The sources of a paper, those that say only what it cites from, and the libraries that they name.

    `roots` are its documents, `defined` the keys that they define themselves.
    """

    sources: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    libraries: tuple[NamedLibrary, ...] = ()
    defined: frozenset[str] = frozenset()
    asides: tuple[Aside, ...] = ()


class _Share(NamedTuple):
    """Documents that name the same libraries, or define what they cite themselves."""

    documents: list[Document]
    libraries: tuple[NamedLibrary, ...]
    defined: frozenset[str]


def papers(
    division: Division,
    given: Collection[str],
    texts: SourceTexts,
    named: Callable[[Document], tuple[NamedLibrary, ...]],
    *,
    together: bool = False,
) -> list[PaperTexts]:
    """Return the papers that divided sources make; all are one where they are `together`, for a library that is given.

    `named` tells which libraries a document cites from. Sources that no document reads (notes, code) belong to the
    nearest paper. Beside documents that name a library, a README is mostly about the project's own paper: it counts
    only where it is `given` by name.
    """
    everything = [*division.documents, *map(lone, division.alone)]
    shares, others = _shares(everything, texts, named, together=together)
    asides = [Aside(name, f"{root} does not read it") for name, root in division.unreached.items()]
    if shares:
        readmes = {each.root: None for each in others if _is_readme(each.root) and each.root not in given}
        others = [each for each in others if each.root not in readmes]
        asides += [Aside(name, _OF_PROJECT) for name in readmes]
    citing = [share for share in shares if share.libraries]
    if together or not shares or (len(shares) == 1 and citing):
        chosen = [each for share in shares for each in share.documents]
        libraries = _each_once(each for share in shares for each in share.libraries)
        defined = frozenset(key for share in shares for key in share.defined)
        return [_paper(_Share([*chosen, *others], libraries, defined), division, asides)]
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
            share._replace(documents=[*share.documents, *joined.get(id(share), ())]), division, held.get(id(share), ())
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
    *,
    together: bool,
) -> tuple[list[_Share], list[Document]]:
    """Return documents by what they cite from, and those that tell nothing of that."""
    alike: dict[tuple[str, ...], list[tuple[Document, tuple[NamedLibrary, ...], frozenset[str]]]] = {}
    others = []
    for each in documents:
        libraries = named(each)
        defined = frozenset(key for name in each.bases for key in texts.structure(name).defined)
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
        )
        for group in alike.values()
    ]
    return shares, others


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


def _paper(share: _Share, division: Division, asides: Sequence[Aside]) -> PaperTexts:
    names = {name for each in share.documents for name in each.bases}
    return PaperTexts(
        sources=tuple(sorted(names - division.context)),
        context=tuple(sorted(names & division.context)),
        roots=tuple(each.root for each in share.documents),
        libraries=share.libraries,
        defined=share.defined,
        asides=tuple(asides),
    )


def _is_readme(name: str) -> bool:
    return os.path.basename(name).lower().startswith(_README)
