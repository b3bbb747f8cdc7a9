"""Item titles: what a list calls a paper, and whether two titles are of one work.

Only what is surely a title counts: words that link to the paper, that are in bold type, or that a value is called by.
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.sources.list_parts import is_label
from bibtools.tex.comparison import plain

_LEAST_SHARED = 0.34  # of the words of the shorter title
_LEAST_WORDS = 3  # by which a title is known
_LONGEST = 300  # characters

_BOLD = lazy_pattern(r"(?:\*\*|__)(?P<title>[^*\n]{3,300}?)(?:\*\*|__)|<b>(?P<title2>[^<\n]{3,300})</b>")
_NAMED = lazy_pattern(
    r"\btitle[\"']?[ ]*[:=][ ]*[\"']?(?P<title>[^\n\"]{3,300}?)[\"']?[ ]*$", re.MULTILINE | re.IGNORECASE
)
_NO_TITLE = lazy_pattern(r"\bet al\b|\b(?:19|20)\d\d\b|\d{4}\.\d{4,5}|^\W*\d+\W*$", re.IGNORECASE)
_COMMON = frozenset(
    """the and for with from via using based are into its their our can towards toward over under between how
    what""".split()
)
_WORD = lazy_pattern(r"[^\W\d_]{3,}")


def title_of(text: str, item: Span, at: int) -> str:
    """Return the title that an item gives the paper at an offset; empty if it is not sure to give one."""
    start = max(item.start, at - _LONGEST)
    label = re.search(r"\[(?P<title>[^\[\]\n]{3,300})\]\([^()\s]*$", text[start:at])
    named = [label] if label else []
    named += [found for form in (_BOLD, _NAMED) if (found := form.search(text, item.start, at))]
    for match in named:
        title = str(next(filter(None, match.groups())))
        if not is_label(title) and not _NO_TITLE.search(title):
            return title
    return ""


def are_of_two(one: str, other: str) -> bool:
    """Return whether two titles are surely those of two works; what is in different scripts is never sure."""
    first, second = _words(one), _words(other)
    shorter = min(len(first), len(second))
    names = sorted(re.sub(r"[\W_]", "", plain(each).lower()) for each in (one, other))
    if names[1].startswith(names[0]):  # a name, and the same with more
        return False
    if not shorter or one.isascii() != other.isascii():
        return False
    if shorter < _LEAST_WORDS and max(len(first), len(second)) > _LEAST_WORDS:  # a name of a method, and its title
        return False
    return len(first & second) < _LEAST_SHARED * shorter


def is_anothers(title: str, known: str) -> bool:
    """Return whether a title in a list is certainly not a known work's, even if the work was retitled."""
    return len(_words(title)) >= _LEAST_WORDS <= len(_words(known)) and are_of_two(title, known)


def _words(title: str) -> set[str]:
    return {word[:6] for word in _WORD.findall(plain(title).lower())} - _COMMON
