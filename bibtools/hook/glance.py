"""A glance at a source that has changed: whether all that could be an id in it is known to be in step.

Whatever a scanner would make of the rest, comments and verbatim text included, nothing can be missing then. It knows no
file type; where one might matter, or anything else is unusual, the answer is no, and the source is scanned.
"""

from __future__ import annotations

import re

from bibtools.anchors import CLAIM, DOT, PATTERNS, in_bytes
from bibtools.hook.tracking import hash_of

NO_FRAME = "-"  # of a source that names no library
# Formats that spell characters in ways of their own.
_FOREIGN = (".ipynb", ".html", ".htm", ".xhtml")
# Where a library is named, and everything on other lines that could make that live or dead.
_FRAMED = (".tex", ".ltx", ".latex", ".rnw", ".md", ".markdown", ".mkd", ".mdown", ".qmd", ".rmd")
_FRAME = re.compile(
    rb"^[^\n]*?(?:ibliography|ibresource|nbib|lbib|\\begin|\\end|\\if|\\fi|\\else|\\or\b|<!--|-->|"
    rb"```|~~~|\A|^---|^\.\.\.|\r(?!\n))[^\n]*$",
    re.MULTILINE,
)
_NAMES_LIBRARY = re.compile(rb"b(?=ibliography|ibresource|(?<=globalb)ib|(?<=sectionb)ib)")
# What names a library, unless all of its names stand on the same line.
_ELSEWHERE = re.compile(
    rb"\\(?:(?:no)?bibliography|addbibresource|addglobalbib|addsectionbib)(?![A-Za-z])"
    rb"(?![ \t]*(?:\[[^][\n]*\])?\{[^{}\n]*\})"
    rb"|^bibliography:[^\n]*\n[ \t]*-[ \t]",
    re.MULTILINE,
)
_ID = re.compile(rb"[0-9]{4}\.[0-9]{4,5}(?![0-9A-Za-z])")
_IN_TEXT = (b" ", b"/", b":")  # what stands in front of an id that is no citation key
_BEFORE_KEY = (b"{", b",", b" ", b"@", b";", b"[", b"\n")
_IN_COMMAND = (b"\\url{", b"\\href{")  # an opening brace in front of what is certainly no key
_REACH = 100_000  # bytes in front of an id, more than any scanner looks for the beginning of a list of keys
_CITING = re.compile(rb"cit|@|bibentry", re.IGNORECASE)
_NEAR = 300  # bytes in front of an id in which there must be none of that


def frame(path: str, data: bytes) -> str:
    """Return a hash of what decides which libraries a source names; nothing where there is no telling."""
    if _NAMES_LIBRARY.search(data) is None:
        return NO_FRAME
    if not path.lower().endswith(_FRAMED) or _ELSEWHERE.search(data):
        return ""
    return hash_of(b"\n".join(_FRAME.findall(data)))


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
    before = data[max(0, start - _REACH) : start]
    if before.endswith(_IN_TEXT) and not _may_be_cited(before):
        return match[0] in held
    return before.endswith(_BEFORE_KEY) and match[0] in keys


def _may_be_cited(before: bytes) -> bool:
    """Tell whether what stands in front of an id may make it a key: an open bracket, a word for citing, an at sign."""
    if _CITING.search(before[-_NEAR:]):
        return True
    opening = max(before.rfind(b"{"), before.rfind(b"["))
    is_inside = opening > max(before.rfind(b"}"), before.rfind(b"]"))
    return is_inside and not before[: opening + 1].endswith(_IN_COMMAND)
