"""All field markers of citation-key patterns, by name; N and M stand for numbers (`[authN_M]`: `[auth3_1]`).

Where JabRef and Better BibTeX differ, JabRef is followed; `[shorttitleN_M]` and `[zotero]` are Better BibTeX's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import zip_longest

from bibtools.bibliography.citekey import author_markers
from bibtools.bibliography.citekey.generation import plain
from bibtools.bibliography.citekey.words import FUNCTION_WORDS, compounds, family, particles, significant, title_words
from bibtools.bibliography.citekey.work import Work
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers.identifier import ARXIV
from bibtools.tex.names import OTHERS

# What Zotero's own export cuts out of titles, also of compounds ("end-to-end" becomes "end--end").
_ZOTERO_CUT = lazy_pattern(
    r"""\b(?:an?|the|some|from|on|in|to|of|do|with|der|die|das|ein|eine|einer|eines|einem|einen|une?|la|le|l|el|las|los|al
    |uno|unas?|unos|des?|del|d)\b""",
    re.VERBOSE,
)


def _opened(word: str) -> str:
    return word[:1].upper() + word[1:]


def _arxiv(work: Work) -> str:
    identifier = work.identifier
    return plain(identifier.value) if identifier and identifier.scheme == ARXIV else ""


def _title(work: Work) -> str:
    """Write the significant words, and the first one, with capitals."""
    words = title_words(work.title)
    return " ".join(
        word.lower() if number and word.lower() in FUNCTION_WORDS else _opened(word)
        for number, word in enumerate(words)
    )


def _short_title(work: Work, words: int = 3) -> str:
    return " ".join(significant(work.title)[:words])


def _compound_title(work: Work, words: int, capitals: int) -> str:
    """Take compounds as one word, as Better BibTeX does, and open the first ones with capitals."""
    found = [word.replace("-", "") for word in compounds(work.title) if word.lower() not in FUNCTION_WORDS][:words]
    return " ".join(_opened(word) if number < capitals else word for number, word in enumerate(found))


def _camel(work: Work, words: int | None = None) -> str:
    return " ".join(map(_opened, title_words(work.title)[:words]))


def _letters(work: Work, number: int) -> str:
    """Return letters that distinguish works of one author and year: the title's initials, then its further letters."""
    words = [word.lower() for word in significant(work.title)]
    columns = ("".join(letters) for letters in zip_longest(*words[:number], fillvalue=""))
    return "".join(char for column in columns for char in column if char.isalpha())[:number].ljust(number, "x")


def _zotero(work: Work) -> str:
    """Return the whole key of Zotero's own export, empty if there is neither author nor title."""
    author = next((name for name in work.authors if name != OTHERS), None)
    name = "_".join((*particles(author), *family(author))) if author else ""
    words = (_ZOTERO_CUT.sub("", word.lower()) for word in compounds(work.title))
    word = next((word for word in words if word.strip("-")), "")
    return f"{name.lower() or 'noauthor'}_{word or 'notitle'}_{work.year or 'nodate'}" if name or word else ""


def _year(work: Work) -> str:
    return "" if work.year is None else str(work.year)


MARKERS: Mapping[str, Callable[..., str]] = {
    **author_markers.MARKERS,
    "year": _year,
    "shortyear": lambda work: _year(work)[-2:],
    "title": _title,
    "fulltitle": lambda work: " ".join(title_words(work.title)),
    "shorttitle": _short_title,
    "shorttitleN": _short_title,
    "shorttitleN_M": _compound_title,
    "shorttitleINI": lambda work: "".join(word[0] for word in significant(work.title)[:3]),
    "veryshorttitle": lambda work: _short_title(work, 1),
    "camel": _camel,
    "camelN": _camel,
    "lettersN": _letters,
    "zotero": _zotero,
    "entrytype": lambda work: work.type,
    "arxiv": _arxiv,
}
# Markers that cannot distinguish works by themselves: a key needs another one beside them.
GENERAL = frozenset({"year", "shortyear", "entrytype", "lettersN"})
