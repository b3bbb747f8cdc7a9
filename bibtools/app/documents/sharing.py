"""Dividing the sources of a run into papers: documents that share their libraries, and the sources beside them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from bibtools.app.documents.division import Division, is_latex
from bibtools.app.documents.document import Document, lone
from bibtools.app.documents.foreign_libraries import Doubt
from bibtools.app.documents.library_places import NamedLibrary
from bibtools.app.documents.shares import Nearest, Share, shares_of, united
from bibtools.app.documents.styling import styling
from bibtools.app.documents.texts import SourceTexts
from bibtools.app.documents.unlabelled import Unlabelled, unlabelled
from bibtools.core.named_tuple import NamedTuple
from bibtools.sources.cite_macros import CiteMacro

_README = "readme"
_OF_PROJECT = "a README next to a document with a library is taken to be about the project"
_OF_NO_PAPER = "no single document here can be identified as its own"
_OF_NO_LIBRARY = "it names no library, and there is none in its folder or above"


class Aside(NamedTuple):
    """A source whose papers need not be in a library, and why; `aloud` where every run reports it."""

    source: str
    reason: str
    aloud: bool = False


class PaperTexts(NamedTuple):
    """The sources of a paper, those that say only what it cites from, and the libraries that they name.

    `roots` are its documents, `defined` the keys that they define themselves, `built` the texts of a
    build that has resolved others, since a library is not there. What the sources among `citing` cite by
    keys must be there, and `doubts` say why not all is known that they cite from.
    """

    sources: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    libraries: tuple[NamedLibrary, ...] = ()
    defined: frozenset[str] = frozenset()
    built: frozenset[str] = frozenset()
    asides: tuple[Aside, ...] = ()
    citing: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    key_prefixes: tuple[str, ...] = ()
    cite_macros: tuple[CiteMacro, ...] = ()
    styling: frozenset[str] | None = None  # sources whose styles count; None: all


def _without_doubt(document: Document) -> Iterable[Doubt]:
    del document
    return ()


def papers(
    division: Division,
    given: Collection[str],
    texts: SourceTexts,
    named: Callable[[Document], tuple[NamedLibrary, ...]],
    doubtful: Callable[[Document], Iterable[Doubt]] = _without_doubt,
    *,
    together: bool = False,
) -> list[PaperTexts]:
    """Return the papers that divided sources make; all are one where they are `together`, for a library that is given.

    `named` returns the libraries that a document cites from, `doubtful` its project's unread ones.
    Sources that no document reads (notes, code) belong to the nearest paper. Beside documents that name a library, a
    README is mostly about the project's own paper: it counts only where it is `given` by name.
    """
    everything = [*division.documents, *map(lone, division.alone)]
    shares, others = shares_of(everything, texts, named, doubtful, together=together)
    asides = [Aside(name, f"{root} does not read it") for name, root in division.unreached.items()]
    if shares:
        readmes = {each.root: None for each in others if _is_readme(each.root) and each.root not in given}
        others = [each for each in others if each.root not in readmes]
        asides += [Aside(name, _OF_PROJECT) for name in readmes]
    if together:
        return [_paper(_united(shares, others, _citing(others, division, given)), division, asides, texts)]
    bare = unlabelled(others, shares, given, texts)
    if not shares and len(bare.shares) + len(bare.alone) + len(bare.lost) <= 1:
        return [_paper(_united((), others, _citing(others, division, given)), division, asides, texts)]
    asides += [Aside(name, _OF_NO_LIBRARY, aloud=True) for name in bare.lost]
    return _apart([*shares, *bare.shares, *bare.alone], bare, others, division, asides, texts)


def _united(shares: Sequence[Share], others: Sequence[Document], citing: Iterable[str]) -> Share:
    """Return all documents as those of one paper, and what others cite that must be there, too."""
    whole = united(shares)
    return whole._replace(documents=[*whole.documents, *others], citing=whole.citing.union(citing))


def _apart(
    shares: Sequence[Share],
    bare: Unlabelled,
    documents: Sequence[Document],
    division: Division,
    asides: Sequence[Aside],
    texts: SourceTexts,
) -> list[PaperTexts]:
    """Return several papers, each with the sources beside it; sources without a paper are beside all of them."""
    citing = [share for share in shares if share.libraries] or bare.shares
    nearest = Nearest(citing)
    homes = {each: citing[0] if len(citing) == 1 else nearest.of(each) for each in bare.others}
    strays = [Aside(name, _OF_NO_PAPER) for name, home in homes.items() if home is None]
    if not shares:
        return [PaperTexts(asides=(*asides, *strays))]
    homes |= bare.joined
    beside = Nearest(shares)
    joined: dict[int, list[Document]] = {}
    for each in documents:
        if home := homes.get(each.root):
            joined.setdefault(id(home), []).append(each)
    held: dict[int, list[Aside]] = {}
    for aside in asides:
        held.setdefault(id(beside.of(aside.source) or shares[0]), []).append(aside)
    whole = [share._replace(documents=[*share.documents, *joined.get(id(share), ())]) for share in shares]
    found = [
        paper
        for share, own in zip(shares, whole, strict=True)
        if (paper := _paper(own, division, held.get(id(share), ()), texts)).sources or paper.asides
    ]
    if strays:
        found.append(PaperTexts(libraries=united(shares).libraries, asides=tuple(strays)))
    return found or [PaperTexts()]


def _citing(documents: Iterable[Document], division: Division, given: Collection[str]) -> Iterator[str]:
    """Yield the texts of documents without a library that are compiled, or named by the user: what they cite counts."""
    roots = {each.root for each in division.documents}
    for each in documents:
        if each.root in given or (each.root in roots and is_latex(each.root)):
            yield from each.bases


def _paper(share: Share, division: Division, asides: Sequence[Aside], texts: SourceTexts) -> PaperTexts:
    prefixes = {each for name in share.citing for each in texts.structure(name).key_prefixes}
    names = {name for each in share.documents for name in each.bases}
    macros = (each for name in sorted(share.citing) for each in texts.structure(name).cite_macros)
    return PaperTexts(
        sources=tuple(sorted(names - division.context)),
        context=tuple(sorted(names & division.context)),
        roots=tuple(each.root for each in share.documents),
        libraries=share.libraries,
        defined=share.defined,
        built=share.built,
        asides=tuple(asides),
        citing=tuple(sorted(share.citing - division.context)),
        doubts=share.doubts,
        key_prefixes=tuple(sorted(prefixes)),
        cite_macros=tuple(dict.fromkeys(macros)),
        styling=frozenset(name for each in share.documents for name in styling(each, texts)),
    )


def _is_readme(name: str) -> bool:
    return os.path.basename(name).lower().startswith(_README)
