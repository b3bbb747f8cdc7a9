"""Holdings: how much a library has of what bibtools can use or add, for runs with nothing to do."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bibtools.core.named_tuple import NamedTuple

if TYPE_CHECKING:
    from bibtools.bibliography.library.identity import Known


class Holdings(NamedTuple):
    """A library, the number of its entries, and of those that have an arXiv id or a DOI, and a link to code."""

    bib: str
    entries: int
    with_id: int
    with_code: int


def holdings(bib: str, entries: Collection[Known]) -> Holdings:
    """Return what a library holds."""
    with_id = sum(bool(each.arxiv or each.doi) for each in entries)
    return Holdings(bib, len(entries), with_id, sum(bool(each.value("code")) for each in entries))
