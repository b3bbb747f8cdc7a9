"""Limits on what is read, in one table: no real text is larger, so such a file is reported instead of read.

The reading of a source takes up to twenty times its size in memory, beside what is found in it.
"""

from __future__ import annotations

SOURCE = 64_000_000  # bytes of a source, and of what standard input or a pipe brings
LIBRARY = 512_000_000  # bytes of a `.bib`; one of a hundred thousand entries has 100 MB
LOCK = 40_000_000  # bytes of a lock file, whose JSON takes twenty times its size; 100,000 entries have 30 MB
MASTER = 100_000_000  # bytes of a library that entries are copied from: all of it is examined
STYLE = 8_000_000  # bytes of a `.bst`; plain.bst has 25 kB
CONFIGURATION = 1_000_000  # bytes of a configuration file, also of a `pyproject.toml`


def of_source(path: str) -> int:
    """Return how many bytes of a source are read at most; a library may be one, too."""
    return LIBRARY if path.lower().endswith(".bib") else SOURCE
