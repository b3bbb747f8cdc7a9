"""Hashes of entries: of their texts, and of all else in the library that says what they mean.

That is the comments above that speak of an entry, the macros that it uses, and the entries that it takes fields from.
They are found by their names, as words of the text, so that no entry need be parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bibtools.bibliography.library.blocks import ENTRY, STRING, Block, Library
from bibtools.bibliography.library.directives import directives, spans_above
from bibtools.bibliography.library.fields import fields
from bibtools.core import sha256
from bibtools.core.lazy_pattern import lazy_pattern

_WORD = lazy_pattern(r"[^\s{}()\"#,=%]+")
_INHERITS = lazy_pattern(r"\b(?:crossref|xdata)\s*=", re.IGNORECASE)
_LENGTH = 32  # of a hash


def entry_hashes(library: Library) -> dict[Block, str]:
    """Return the hash of each entry that both readers read."""
    macros = dict(_macros(library))
    parents = _parents(library)
    return {
        block: _hash(library.text[slice(*block.span)], directives(library.text[slice(*above)]), macros, parents)
        for block, above in spans_above(library)
    }


def _macros(library: Library) -> Iterator[tuple[str, str]]:
    for block in library.blocks:
        if block.kind == STRING:
            text = library.text[slice(*block.span)]
            yield from ((field.name, text) for field in fields(library.text, block)[0])


def _parents(library: Library) -> dict[str, str]:
    """Return the texts of the entries by their keys, where some entry takes fields from another."""
    if not _INHERITS.search(library.text):
        return {}
    entries = (block for block in library.blocks if block.kind == ENTRY)
    return {block.key.lower(): library.text[slice(*block.span)] for block in entries}


def _hash(text: str, above: list[str], macros: Mapping[str, str], parents: Mapping[str, str]) -> str:
    known, parts, pending = set[str](), [text, *above], [text]
    while pending and (macros or parents):
        part = pending.pop()
        inherits = parents if parents and _INHERITS.search(part) else {}
        for word in sorted({each.lower() for each in _WORD.findall(part)} - known):
            meant = [names[word] for names in (macros, inherits) if word in names and names[word] not in parts]
            known.add(word)
            parts += meant
            pending += meant
    return sha256.hexdigest("\0".join(parts).encode("utf-8", "surrogateescape"))[:_LENGTH]
