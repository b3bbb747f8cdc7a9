"""The clauses of a comment: its text without markup, cut where one statement ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.records.venues import comment_patterns, venue_table

_LONGEST = 2000  # characters of a comment


_NO_CLAIM = lazy_pattern(r"(?:https?|ftp)://\S+|www\.\S+|\barXiv admin note.*", re.DOTALL)
_FORMATTING = lazy_pattern(r"\\(?:emph|textit|em|it|sc|textbf|copyright)\b|[{}\\\"“”]|``|''")
_BLANKS = lazy_pattern(r"[\s~]+")


def plain(comment: str) -> str:
    """Return the text of a comment without markup, links and entities."""
    text = comment[:_LONGEST]
    if "&" in text:
        import html  # its table of entities takes long to load

        text = html.unescape(text)
    text = compiled(comment_patterns.COPYRIGHT).sub("; ", text)
    text = _NO_CLAIM.sub(" ", text)
    text = _FORMATTING.sub("", text)
    return _BLANKS.sub(" ", text).strip()


@cache
def _clause_end() -> re.Pattern[str]:
    return re.compile(r"(?P<mark>[;!?]|\.(?=\s|$)|\s\|)\s*")


@cache
def _goes_on() -> re.Pattern[str]:
    """Return the pattern of what continues a sentence: "NeurIPS 2019; Workshop on …", "New York, USA. 2020"."""
    return re.compile(
        rf"(?:\w+ ){{0,3}}workshop|(?:held )?(?:{comment_patterns.HOSTED}|in conjunction) "
        rf"|(?:{comment_patterns.MONTHS} )?(?:19|20)[0-9]{{2}}\W*(?:$|[.,;])",
        re.IGNORECASE,
    )


def clauses(text: str) -> Iterator[str]:
    """Yield sentences and their halves; a full stop after an abbreviation ends none."""
    begin = 0
    for match in _clause_end().finditer(text):
        if match["mark"] == "." and _is_abbreviated(text, match.start(), match.end()):
            continue
        if _goes_on().match(text, match.end()):
            continue
        yield text[begin : match.start()]
        begin = match.end()
    yield text[begin:]


def _is_abbreviated(text: str, at: int, behind: int) -> bool:
    word = re.search(r"[^\W\d_]+$", text[max(0, at - 20) : at])
    if word is None or behind >= len(text):
        return False
    is_initial = len(word[0]) == 1 and word[0].isupper()
    return is_initial or word[0].lower() in _abbreviations() or text[behind].islower()


@cache
def _abbreviations() -> frozenset[str]:
    return comment_patterns.ABBREVIATIONS | venue_table.abbreviations()


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern that ignores case, compiled once."""
    return re.compile(pattern, re.IGNORECASE)
