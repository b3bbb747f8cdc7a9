"""The extract of one source: the papers that it names, and how it belongs to a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bibtools.core.named_tuple import NamedTuple
from bibtools.sources.bibitems import NO_ITEMS, BibItems
from bibtools.sources.mention import Scan
from bibtools.sources.structure import NONE, Structure

if TYPE_CHECKING:
    from bibtools.identifiers.identifier import Identifier
    from bibtools.records.record import CodeLink
    from bibtools.sources.cited_key import CitedKey
    from bibtools.sources.prose import Prose


class Extract(NamedTuple):
    """What one source says."""

    scan: Scan
    structure: Structure = NONE
    styles: tuple[str, ...] = ()
    pairs: tuple[tuple[Identifier, CodeLink], ...] = ()
    built_from: tuple[str, ...] | None = None  # of a text that a build wrote: see `scanner.built_from`
    citations: tuple[CitedKey, ...] = ()  # all keys, whether or not they name a work
    items: BibItems = NO_ITEMS
    texts: tuple[Prose, ...] | None = ()  # if requested; None if sources of this type are not searched by words
