"""The months' names in English, as comments, references, dates and entries write them."""

from __future__ import annotations

MONTHS = tuple("january february march april may june july august september october november december".split())
ABBREVIATED = tuple(name[:3] for name in MONTHS)  # the macros of BibTeX, and the months of RFC 5322
# What stands before a period, and all ways to write a month.
SHORTENED = frozenset({short for name, short in zip(MONTHS, ABBREVIATED, strict=True) if name != short} | {"sept"})
SPELLINGS = SHORTENED.union(MONTHS)
