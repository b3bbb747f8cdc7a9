"""Aliases: the further keys that biblatex's field `ids` gives an entry ("The biblatex Package", section 2.2.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtools.bibliography.library.blocks import Block, Library
from bibtools.bibliography.library.fields import fields
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span

_IDS = lazy_pattern(r"\bids\s*=", re.IGNORECASE)
_PERHAPS_IDS = lazy_pattern(r"ids\s*=")  # in lower case, which is found fast
_ALIAS = lazy_pattern(r"[^\s,{}\"](?:[^,{}\"]*[^\s,{}\"])?")


class Alias(NamedTuple):
    """A further key of an entry, and its place."""

    key: str
    span: Span
    block: Block


def aliases(library: Library) -> Iterator[Alias]:
    """Yield the aliases of the entries, in order."""
    if not _PERHAPS_IDS.search(library.text.lower()):
        return
    for block in library.understood():
        if _IDS.search(library.text, *block.body):
            for field in fields(library.text, block)[0]:
                if field.name == "ids":
                    for match in _ALIAS.finditer(library.text, *field.value_span):
                        yield Alias(match[0], Span(*match.span()), block)


def entry_keys(library: Library) -> set[str]:
    """Return the key of every entry, those of broken and hidden ones included."""
    return {block.key for block in library.keyed()}


def taken_keys(library: Library) -> set[str]:
    """Return every key that an entry has, aliases included."""
    return entry_keys(library).union(alias.key for alias in aliases(library))
