"""Dividing the sources of a run into papers: documents that share their libraries, and what stands beside them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from bibtools.app.documents.built_keys import keys_built
from bibtools.app.documents.division import Division, is_below, is_latex
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
        readmes = [each for each in others if _is_readme(each.root) and each.root not in given]
        others = [each for each in others if each not in readmes]
        asides += [Aside(each.root, _OF_PROJECT) for each in readmes]
    citing = [share for share in shares if share.libraries]
    if together or not shares or (len(shares) == 1 and citing):
        more = [each for each in others if (together or not shares) and _is_document(each, division, given)]
        return [_paper(_united(shares, others, more), division, asides, texts)]
    homes = [citing[0] if len(citing) == 1 else _nearest(each, citing) for each in others]
    strays = [Aside(each.root, _OF_NO_PAPER) for each, home in zip(others, homes, strict=True) if home is None]
    found = []
    for share in shares:
        own = [each for each, home in zip(others, homes, strict=True) if home is share]
        whole = share._replace(documents=[*share.documents, *own])
        found.append(_paper(whole, division, _of(asides, share, shares), texts))
    if strays:
        held = tuple(dict.fromkeys(each for share in shares for each in share.libraries))
        found.append(PaperTexts(libraries=held, asides=tuple(strays)))
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
    shares: dict[tuple[str, ...], _Share] = {}
    others = []
    for each in documents:
        libraries = named(each)
        defined = frozenset(key for name in each.bases for key in texts.structure(name).defined)
        defined |= keys_built(each, libraries, texts)
        doubts = (*_doubts(each, texts), *doubtful(each))
        if not libraries and not defined:
            others.append(each)
            continue
        kinds = tuple(library.path for library in libraries) or ("", each.root)
        share = shares.setdefault(() if together else kinds, _Share([], (), frozenset()))
        united = tuple(dict.fromkeys((*share.libraries, *libraries)))
        shares[() if together else kinds] = _Share(
            [*share.documents, each],
            united,
            share.defined | defined,
            share.citing | each.bases.keys(),
            tuple(dict.fromkeys((*share.doubts, *doubts))),
        )
    return list(shares.values()), others


def _united(shares: Sequence[_Share], others: Sequence[Document], citing: Sequence[Document]) -> _Share:
    """Return all documents as one paper, those that tell nothing of what they cite from included."""
    return _Share(
        documents=[*(each for share in shares for each in share.documents), *others],
        libraries=tuple(dict.fromkeys(each for share in shares for each in share.libraries)),
        defined=frozenset(key for share in shares for key in share.defined),
        citing=frozenset().union(*(share.citing for share in shares), *(each.bases for each in citing)),
        doubts=tuple(dict.fromkeys(each for share in shares for each in share.doubts)),
    )


def _is_document(each: Document, division: Division, given: Collection[str]) -> bool:
    """Return whether what a document without a library cites must be there: it is compiled, or named by the user."""
    return each.root in given or (each in division.documents and is_latex(each.root))


def _doubts(document: Document, texts: SourceTexts) -> Iterator[str]:
    """Yield why not all is known that a document cites from."""
    if document.is_open:
        yield f"{document.root} reads a file whose name only a run tells"
    for name in document.bases:
        yield from (f"{each} is not read: it is no .bib of this machine" for each in texts.structure(name).elsewhere)


def _nearest(document: Document, shares: Iterable[_Share]) -> _Share | None:
    """Return the papers of the nearest folder above a document, None where there is not just one."""
    depths = [
        (max(len(home) for home in homes), share)
        for share in shares
        if (homes := [each.home for each in share.documents if is_below(document.home, each.home)])
    ]
    deepest = max((depth for depth, _ in depths), default=0)
    nearest = [share for depth, share in depths if depth == deepest]
    return nearest[0] if len(nearest) == 1 else None


def _of(asides: Iterable[Aside], share: _Share, shares: Sequence[_Share]) -> list[Aside]:
    """Return what stands beside the documents of a paper; what stands beside none, beside the first one."""
    found = []
    for each in asides:
        home = _nearest(lone(each.source), shares) or shares[0]
        found += [each] if home is share else []
    return found


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
