"""Relations between entries: which others an entry names, and by which further keys it is cited.

"BibTeXing", section 2 (`crossref`); "The biblatex Package", sections 2.2.3 and 2.4 (`ids`, `xdata`, `xref`, `related`,
`entryset`) and 3.13.6 (`author = {xdata=key-author}`). The others are printed with it, or it takes fields of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bibtools.bibliography.library.blocks import Field
from bibtools.core.lazy_pattern import lazy_pattern

SINGLE = frozenset({"crossref", "xref"})
LISTS = frozenset({"xdata", "related", "entryset"})
_SEPARATOR = lazy_pattern(r"\s*,\s*")
GRANULAR = "xdata of a part"  # where a part of the fields of another entry is meant
GRANULAR_VALUE = lazy_pattern(r"\s*xdata\s*=\s*([^\s,{}]+)\s*", re.IGNORECASE)


def parents(found: Iterable[Field]) -> Iterator[str]:
    """Yield the keys that the fields of an entry name; of a part of one, all that may be its key."""
    for field in found:
        value = field.value.strip()
        if field.name in SINGLE and value:
            yield value
        elif field.name in LISTS:
            yield from filter(None, _SEPARATOR.split(value))
        elif granular := GRANULAR_VALUE.fullmatch(field.value):
            parts = granular[1].split("-")
            yield from ("-".join(parts[:length]) for length in range(1, len(parts)))


def aliases(found: Iterable[Field]) -> Iterator[str]:
    """Yield the further keys of an entry."""
    for field in found:
        if field.name == "ids":
            yield from filter(None, _SEPARATOR.split(field.value.strip()))
