"""Names of groups: which authors are collaborations, institutes and firms, by the words in them."""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern

_WORDS = frozenset(
    """collaboration collaborations consortium consortia team group project survey committee initiative network
    foundation institute laboratory university company inc ltd community workshop program programme openai deepmind
    anthropic nvidia experiment center centre observatory society association agency academy organisation organization
    alliance federation council department contributors participants""".split()
)
_PHRASES = ("on behalf of", "for the")
_GROUP = lazy_pattern(rf"\b(?:{'|'.join((*sorted(_WORDS), *_PHRASES))})\b", re.IGNORECASE)
_IN_WORDS = "".join(chr(code).lower() if chr(code).isalnum() or code == ord("_") else " " for code in range(128))
_CASES_OF_ASCII = frozenset("\u0131\u017f\u212a")  # other letters that are those of ASCII, whatever their case


def is_of_group(text: str) -> bool:
    """Return whether a name has a word that people's names do not have."""
    # Most names have none: to look their words up takes a fifth of the time of the pattern.
    words = text.translate(_IN_WORDS).split()
    if not text.isascii() and not ("".join(words).isalnum() and _CASES_OF_ASCII.isdisjoint(text)):
        return _GROUP.search(text) is not None
    if not _WORDS.isdisjoint(words):
        return True
    return ("behalf" in words or "the" in words) and _GROUP.search(text) is not None
