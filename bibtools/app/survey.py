"""The survey of a paper's libraries: which of the works that its sources name they have."""

from __future__ import annotations

from collections.abc import Iterable

from bibtools.app.gather import Gathered
from bibtools.app.opened_library import OpenedLibrary
from bibtools.app.target import cited
from bibtools.bibliography.editing.plan import Present
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.mention import Mention


class Survey(NamedTuple):
    """Which mentioned works the libraries have, and the first mentions of those that they lack."""

    present: tuple[Present, ...]
    missing: tuple[Mention, ...]


def surveyed(gathered: Gathered, libraries: Iterable[OpenedLibrary]) -> Survey:
    """Return which works libraries have; the first one that has a work counts."""
    first, held = gathered.first_mentions, dict[Identifier, Present]()
    for each in libraries:
        path = each.library.source.path
        held = {work: Present(work, entry.block.key, path) for work, entry in each.known.of(first).items()} | held
    return Survey(
        tuple(held[work] for work in first if work in held),
        tuple(mention for mention in cited(gathered) if mention.identifier.work not in held),
    )
