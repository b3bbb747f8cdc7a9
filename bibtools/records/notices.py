"""Notices: titles of what only speaks of another work, or repeats a part of it.

Such a record has the authors and nearly the title of the work itself, and is never what a preprint became.
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern

_NOTICE = lazy_pattern(
    r"\W*(?:(?:author|publisher|editor)\w*\W+(?:s\W+)?)?(?:"
    r"(erratum|errata|corrigend(?:um|a)|addend(?:um|a)|expression of concern|rejoinder|supplementary material)\b"
    r"|(correction|retraction|comments?|reply|response|supplement|annex|appendix)"
    r"(?:\s+(?:to|on)\b|\s+(?:notice|note)\b|\s*[:–—]|\W*\Z))",
    re.IGNORECASE,
)
_RETRACTED = lazy_pattern(
    r"\W*(?:retracted|withdrawn|removed)(?:\s+(?:article|paper|chapter))?\W*[:–—\])-]", re.IGNORECASE
)
_ABRIDGED = lazy_pattern(
    r"\b(?:extended|short)\s+abstract\b|\babridged\b|\(tutorial\)|\btutorial abstract\b|\bsister conference",
    re.IGNORECASE,
)


def kind(title: str) -> str:
    """Return what a title says that a work is to another one: "erratum", "reply", …; nothing for a work of its own."""
    match = _NOTICE.match(title)
    return " ".join((match[1] or match[2]).lower().split()) if match else ""


def is_retracted(title: str) -> bool:
    """Return whether a publisher has written in front of a title that the work is retracted."""
    return _RETRACTED.match(title) is not None


def is_abridged(*texts: str) -> bool:
    """Return whether a title or a venue says that this is an extract or a reprint of another publication."""
    return any(_ABRIDGED.search(text) for text in texts)
