"""The changed part of a library: what a reader has to read again after edits, from a sure beginning to a sure end.

A sure beginning is `@word{` or `@word(` at the beginning of a line. `bibtexparser`'s splitter goes over a text once,
from mark to mark, and at such a mark it begins a new block whatever it was in: between blocks any `@word{` begins one,
and inside of one each of its loops gives up at it (`_is_at_line_start`), as it does at the end of a text. What it gives
up has no key. Nothing else goes from one block to the next: the duplicates that it finds are counted like all others.
So the keys of a text that is cut at sure beginnings are those of its pieces; and the pieces that two texts have in
common say nothing of what they differ in.
"""

from __future__ import annotations

from bibtools.core.common_parts import common_end, common_start
from bibtools.core.lazy_pattern import lazy_pattern

_SURE = lazy_pattern(r"(?<=[\r\n])(?!\n)[ \t]*@\w*[ \t]*[{(]")
_REACH = 4_096  # characters in which the last sure beginning is looked for, and then ever more


def changed_part(old: str, new: str) -> tuple[str, str]:
    """Return the parts of two texts beyond which they are the same; each begins and ends surely, or with the text."""
    same = common_start(old, new)
    start = _last_sure(old, same)
    behind = common_end(old, new, min(len(old), len(new)) - same)
    sure = _SURE.search(old, len(old) - behind + 1) if behind else None  # the line end before it is the same, too
    left = len(old) - sure.start() if sure else 0
    return old[start : len(old) - left], new[start : len(new) - left]


def _last_sure(text: str, end: int) -> int:
    """Return the last sure beginning that is whole before an offset; 0 if there is none."""
    reach = _REACH
    while True:
        floor = max(0, end - reach)
        found = [match.start() for match in _SURE.finditer(text, floor, end)]
        if found or not floor:
            return found[-1] if found else 0
        reach *= 8
