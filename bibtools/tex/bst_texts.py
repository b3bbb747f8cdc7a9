"""Texts as the functions of BibTeX styles change them, as far as it matters for what is printed at all."""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.tex.names import each_of

_NOT_PURE = lazy_pattern(r"[^\w\s~-]|_")
_ENDS_SENTENCE = (".", "?", "!")
_PART = lazy_pattern(r"\{([^{}]*?)(ff?|vv?|ll?|jj?)(\{[^{}]*\})?([^{}]*)\}")


def names_of(text: str) -> list[str]:
    """Return the names of a list."""
    return [name for each in each_of(text) if (name := each.strip())]


def format_name(name: str, pattern: str) -> str:
    """Return a name in a pattern such as `{ff~}{vv~}{ll}{, jj}`; a part that it lacks leaves nothing."""
    family, comma, given = name.partition(",")
    if not comma:
        given, _, family = name.rpartition(" ")
    parts = {"f": given.strip(), "l": family.strip(), "v": "", "j": ""}

    def written(match: re.Match[str]) -> str:
        before, letters, _, after = match.groups()
        value = parts[letters[0]]
        return before + (value if len(letters) > 1 else value[:1]) + after if value else ""

    return _PART.sub(written, pattern)


def change_case(text: str, how: str) -> str:
    """Return a text in lower case (`l`), upper case (`u`) or as a title (`t`), except what is in braces."""
    kept, depth = "", 0
    for place, letter in enumerate(text):
        depth += (letter == "{") - (letter == "}")
        is_first = how.lower() == "t" and place == 0
        kept += letter if depth or is_first else letter.upper() if how.lower() == "u" else letter.lower()
    return kept


def purify(text: str) -> str:
    """Return a text as it is sorted: letters, digits and blanks."""
    return re.sub(r"[~-]", " ", _NOT_PURE.sub("", text))


def add_period(text: str) -> str:
    """Return a text with a period behind it, unless it ends a sentence."""
    return text if not text or text.rstrip("}").endswith(_ENDS_SENTENCE) else f"{text}."


def substring(text: str, start: int, length: int) -> str:
    """Return a part of a text; a negative start counts from its end, and the part ends there."""
    if length <= 0 or start == 0 or abs(start) > len(text):
        return ""
    if start > 0:
        return text[start - 1 : start - 1 + length]
    end = len(text) + start + 1
    return text[max(0, end - length) : end]


def prefix(text: str, length: int) -> str:
    """Return the first letters of a text, for which braces do not count, with the braces closed."""
    kept, depth = "", 0
    for letter in text:
        if length <= 0:
            break
        depth += (letter == "{") - (letter == "}")
        length -= letter not in "{}"
        kept += letter
    return kept + "}" * max(0, depth)
