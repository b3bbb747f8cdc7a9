"""Normalization: undoes what typography and encoding do to an id, and maps every character to its origin."""

from __future__ import annotations

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers.prefilter import SEEN

DISGUISES = "".join(SEEN)

_DISGUISED = lazy_pattern(f"[{DISGUISES}]")

# Ways to write such characters, by a literal without which they cannot occur: the whole, and what it stands for.
_SPELLINGS = {
    "\\-": ((lazy_pattern(r"\\-"), ""),),  # TeX's discretionary hyphen
    "\\chi": ((lazy_pattern(r"(?<=ar)\{?\$?\\chi\$?\}?(?=iv)"), "X"),),  # what the X in arXiv is
    "%": (
        (lazy_pattern(r"%3[aA]"), ":"),
        (lazy_pattern(r"%2[fF]"), "/"),
        (lazy_pattern(r"%2[eE]"), "."),
    ),  # RFC 3986, 2.1
    "<wbr": ((lazy_pattern(r"<wbr ?/?>"), ""),),
    # Hyphenation at the end of a line: of numbers, of the archives' names (which own the hyphen), of arXiv itself.
    "-\n": (
        (lazy_pattern(r"-(?<=[0-9.]-)\r?\n[ \t]*(?=[0-9])(?![0-9]{4}\.)"), ""),
        (lazy_pattern(r"-(?<=[a-z]-)\r?\n[ \t]*(?=[a-z]{2,4}/[0-9]{7})"), "-"),
        (lazy_pattern(r"-(?:(?<=\bar-)\r?\n[ \t]*(?=Xiv)|(?<=\barX-)\r?\n[ \t]*(?=iv))"), ""),
    ),
}
_SPELLINGS["-\r"] = _SPELLINGS["-\n"]
_ENTITY = lazy_pattern(r"&#?[A-Za-z0-9]{2,16};")


def fold(text: str) -> tuple[str, list[int] | None]:
    """Return the text normalised, and for each of its characters the offset in the original.

    The second is None if nothing was replaced.
    """
    replaced = _replaced(text)
    if not replaced:
        return text, None
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for start, end, new in sorted(replaced):
        if start >= done:
            pieces += [text[done:start], new]
            offsets += [*range(done, start), *[start] * len(new)]
            done = end
    pieces.append(text[done:])
    offsets += range(done, len(text))
    return "".join(pieces), offsets


def _replaced(text: str) -> list[tuple[int, int, str]]:
    """Return the replacements: start, end, and the new text."""
    found: list[tuple[int, int, str]] = []
    for sign, spellings in _SPELLINGS.items():
        if sign in text:
            found += [(*match.span(), new) for pattern, new in spellings for match in pattern.finditer(text)]
    if "&" in text:
        found += [(*match.span(), new) for match in _ENTITY.finditer(text) if (new := _unescaped(match[0])) != match[0]]
    if not text.isascii():
        found += [(*match.span(), SEEN[match[0]]) for match in _DISGUISED.finditer(text)]
    return found


def _unescaped(entity: str) -> str:
    """Return the character of an entity; an unknown one stays as it is."""
    from html import unescape  # few texts hold entities

    character = unescape(entity)
    return SEEN.get(character, character)
