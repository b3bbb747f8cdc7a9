"""A glance at a source that has changed: whether all that could be an id in it is known to be in step.

Whatever a scanner would make of the rest, comments and verbatim text included, nothing can be missing then. It knows no
file type; where one might matter, or anything else is unusual, the answer is no, and the source is scanned.
"""

from __future__ import annotations

import re

from bibtools.anchors import CLAIM, DOT, PATTERNS, in_bytes

# Formats that spell characters in ways of their own.
_FOREIGN = (".ipynb", ".html", ".htm", ".xhtml")
_NAMES_LIBRARY = re.compile(rb"b(?=ibliography|ibresource|ibsection|lobalbib)")
_ID = re.compile(rb"[0-9]{4}\.[0-9]{4,5}(?![0-9A-Za-z])")
_IN_TEXT = (b" ", b"/", b":")  # what stands in front of an id that is no citation key
_LONGEST_LIST = 300  # bytes of a citation in front of a key


def is_in_step(path: str, data: bytes, held: frozenset[bytes], keys: frozenset[bytes]) -> bool:
    """Tell whether a changed source can lack nothing.

    `held` are ids of papers that the library has, `keys` those of them that are the keys of their entries, too.
    """
    if path.lower().endswith(_FOREIGN) or _NAMES_LIBRARY.search(data):
        return False
    offsets = {DOT: -4, CLAIM: 1}  # of the id that may stand there
    for source, pattern in zip((*PATTERNS, "", "", "", ""), in_bytes(data), strict=False):
        for match in pattern.finditer(data):
            if source not in offsets or not _is_known(data, match.start() + offsets[source], held, keys):
                return False
    return True


def _is_known(data: bytes, start: int, held: frozenset[bytes], keys: frozenset[bytes]) -> bool:
    """Tell whether an id stands at a place that the library has, and under its key where it may be cited by that."""
    match = _ID.match(data, max(0, start))
    if match is None:
        return False
    before = data[max(0, start - _LONGEST_LIST) : start]
    may_be_cited = not before.endswith(_IN_TEXT) or b"cite" in before or b"@" in before[-20:]
    return match[0] in (keys if may_be_cited else held)
