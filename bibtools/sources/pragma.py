"""The pragma `bibtools: ignore`: a comment with it ignores its line or, if alone on its line, the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span, line_end, line_start, overlaps
from bibtools.sources.mention import Scan

_WORDS = "bibtools: ignore"
_ANY_COMMENT = r"(?:%|#|//|--|;|<!--|\.\.)"
_LINE_END = lazy_pattern(r"\r\n|[\r\n]|\Z")


def without_silenced(scan: Scan, text: str, comment: str | None) -> Scan:
    """Return the scan of a text without ignored lines."""
    spans = [*(each.span for each in scan.mentions), *(each.span for each in scan.suspects)]
    if not spans or not _is_near(text, min(spans).start, max(each.end for each in spans)):
        return scan
    lines = silenced(text, comment)
    return scan._replace(
        mentions=tuple(each for each in scan.mentions if not overlaps(each.span, lines)),
        suspects=tuple(each for each in scan.suspects if not overlaps(each.span, lines)),
    )


def _is_near(text: str, start: int, end: int) -> bool:
    """Return whether the words stand on the lines of a span, or on the one before."""
    before = line_start(text, line_start(text, start) - 2)
    return text.find(_WORDS, before, line_end(text, end)) >= 0


def silenced(text: str, comment: str | None) -> list[Span]:
    """Return the ignored lines of a text, in order.

    `comment` is how comments begin in its type of files; if that has none (None), any of the usual ones will do, and
    if it is empty, no line of the file itself is ignored.
    """
    return sorted(_silenced(text, comment)) if _WORDS in text and comment != "" else []


def _silenced(text: str, comment: str | None) -> Iterator[Span]:
    mark = _ANY_COMMENT if comment is None else re.escape(comment)
    done = 0
    for match in re.finditer(rf"{mark}[ \t]*{_WORDS}(?![\w-])", text):
        if match.start() < done:
            continue
        start, end = line_start(text, match.start()), _line_end(text, match.end())
        beside = text[start : match.start()] + text[match.end() : end].partition("-->")[2]
        if not beside.strip(" \t\r\n\ufeff>"):
            start, end = end, _line_end(text, end)
        else:
            done = end
        yield Span(start, end)


def _line_end(text: str, at: int) -> int:
    """Return where the next line begins."""
    match = _LINE_END.search(text, at)
    return match.end() if match else len(text)
