"""Shares: documents that cite from the same libraries, which makes them one paper, and which of them lies nearest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence

from bibtools.app.documents.built_items import built_items
from bibtools.app.documents.division import folders_of_name
from bibtools.app.documents.document import Document
from bibtools.app.documents.foreign_libraries import Doubt, doubts_of
from bibtools.app.documents.library_places import NamedLibrary
from bibtools.app.documents.texts import SourceTexts
from bibtools.core.named_tuple import NamedTuple


class Share(NamedTuple):
    """Documents that name the same libraries, define what they cite themselves, or lie beside the same ones.

    There are no `libraries` where all of them are foreign ones, which `doubts` name.
    """

    documents: list[Document]
    libraries: tuple[NamedLibrary, ...]
    defined: frozenset[str]
    citing: frozenset[str] = frozenset()
    doubts: tuple[Doubt, ...] = ()
    built: frozenset[str] = frozenset()  # texts of a build with items for what the libraries lack


def shares_of(
    documents: Sequence[Document],
    texts: SourceTexts,
    named: Callable[[Document], tuple[NamedLibrary, ...]],
    doubtful: Callable[[Document], Iterable[Doubt]],
    *,
    together: bool,
) -> tuple[list[Share], list[Document]]:
    """Return documents by what they cite from, and those that say nothing about it."""
    alike: dict[tuple[str, ...], list[Share]] = {}
    others = []
    for each in documents:
        libraries = named(each)
        defined = frozenset(key for name in each.bases for key in texts.structure(name).defined)
        built = built_items(each, libraries, texts)
        doubts = (*doubts_of(each, texts), *doubtful(each))
        foreign = [doubt.library.name for doubt in doubts if doubt.library]
        if not libraries and not defined and not built and not foreign:
            others.append(each)
            continue
        alone = ("", each.root) if defined or built else ("", each.home, *foreign)
        kind = tuple(library.path for library in libraries) or alone
        share = Share(
            documents=[each],
            libraries=libraries,
            defined=defined,
            citing=frozenset(each.bases),
            doubts=doubts,
            built=frozenset({built} if built else ()),
        )
        alike.setdefault(() if together else kind, []).append(share)
    return [united(group) for group in alike.values()], others


def united(shares: Sequence[Share]) -> Share:
    """Return the documents of several shares as those of one."""
    return Share(
        documents=[each for share in shares for each in share.documents],
        libraries=each_once(each for share in shares for each in share.libraries),
        defined=frozenset().union(*(share.defined for share in shares)),
        citing=frozenset().union(*(share.citing for share in shares)),
        doubts=tuple(dict.fromkeys(each for share in shares for each in share.doubts)),
        built=frozenset().union(*(share.built for share in shares)),
    )


def each_once(libraries: Iterable[NamedLibrary]) -> tuple[NamedLibrary, ...]:
    """Return libraries, each by the first source that names it."""
    found: dict[tuple[str, str], NamedLibrary] = {}
    for each in libraries:
        found.setdefault((each.path, each.scope), each)
    return tuple(found.values())


class Nearest:
    """Papers by the folders in which their documents are compiled."""

    def __init__(self, shares: Iterable[Share]) -> None:
        self._homes: dict[str, dict[int, Share]] = {}
        for share in shares:
            for each in share.documents:
                self._homes.setdefault(each.home, {})[id(share)] = share

    def of(self, name: str) -> Share | None:
        """Return the paper of the nearest folder above a source, None where there is not just one."""
        for folder in folders_of_name(os.path.dirname(name)):
            if found := self._homes.get(folder):
                return next(iter(found.values())) if len(found) == 1 else None
        return None
