"""Words of titles that are no names: a capital that one of them has is the title's, not its own.

The list beside this module holds words that stand in many papers' titles, more often with a small letter than with a
capital where the title is in sentence case; the endings are those of further ones.
"""

from __future__ import annotations

from functools import cache

from bibtools.core.lazy_pattern import lazy_pattern

_ENDING = lazy_pattern(
    r".{2,}(?:(?:tion|sion|ing|ment|ness|ity|ism|ance|ence|ology|graphy)s?|ities|ics|ical|ically|[ai]ble|ous|ated|i[sz]ed"
    r"|ally|ional|ular|etic|ive|ably|ously|ively|[st]ely|[ae]ntly|edly|ingly)"
)


def is_common(word: str) -> bool:
    """Return whether a word is not a name, in any case."""
    small = word.lower()
    return small in _words() or _ENDING.fullmatch(small) is not None


@cache
def _words() -> frozenset[str]:
    from pkgutil import get_data  # where the words are needed

    return frozenset((get_data(__package__, "common_words.txt") or b"").decode().split())
