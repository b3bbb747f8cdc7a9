"""A glance at a source that has changed: whether all that could be an id in it is known to be in step.

Whatever a scanner would make of the rest, comments and verbatim text included, nothing can be missing then. It knows no
file type; where one might matter, or anything else is unusual, the answer is no, and the source is scanned.
"""

from __future__ import annotations

import re

from bibtools.anchors import CLAIM, DOT, PATTERNS, in_bytes
from bibtools.hook.gate import hash_of

NO_FRAME = "-"  # of a source that names no library
# Formats that spell characters in ways of their own.
_FOREIGN = (".ipynb", ".html", ".htm", ".xhtml")
# Where a library is named, and everything on other lines that could make that live or dead.
_FRAMED = (".tex", ".ltx", ".latex", ".rnw", ".md", ".markdown", ".mkd", ".mdown", ".qmd", ".rmd")
_FRAME = re.compile(
    rb"^[^\n]*?(?:ibliography|ibresource|ibsection|lobalbib|\\begin|\\end|\\if|\\fi|\\else|\\or\b|<!--|-->|"
    rb"```|~~~|\A|^---|^\.\.\.|\r(?!\n))[^\n]*$",
    re.MULTILINE,
)
_NAMES_LIBRARY = re.compile(rb"b(?=ibliography|ibresource|ibsection|lobalbib)")
_ID = re.compile(rb"[0-9]{4}\.[0-9]{4,5}(?![0-9A-Za-z])")
_IN_TEXT = (b" ", b"/", b":")  # what stands in front of an id that is no citation key
_BEFORE_KEY = (b"{", b",", b" ", b"@", b";", b"[", b"\n")
_LONGEST_LIST = 300  # bytes of a citation in front of a key


def frame(path: str, data: bytes) -> str:
    """Return a hash of what decides which libraries a source names; nothing where there is no telling."""
    if _NAMES_LIBRARY.search(data) is None:
        return NO_FRAME
    return hash_of(b"\n".join(_FRAME.findall(data))) if path.lower().endswith(_FRAMED) else ""


def is_in_step(path: str, data: bytes, known: str, held: frozenset[bytes], keys: frozenset[bytes]) -> bool:
    """Tell whether a changed source can lack nothing.

    `known` is the frame that it had; `held` are ids of papers that the library has, `keys` those of them that are the
    keys of their entries, too.
    """
    if path.lower().endswith(_FOREIGN) or known != (frame(path, data) or None):
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
    if b"cite" in before or b"@" in before[-20:] or not before.endswith(_IN_TEXT):
        return before.endswith(_BEFORE_KEY) and match[0] in keys
    return match[0] in held
