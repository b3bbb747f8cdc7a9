"""Titles of proceedings, without what DBLP adds to them: the meeting in short, its place and its days."""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.months import MONTHS

_YEAR = r"(?:[\s-]?(?:19|20)\d\d|\s?'\d\d|-\d\d)"
_SHORT = rf"(?:[A-Z][\w&/+]*)(?:\s+(?:Conference|Workshop|Companion))?{_YEAR}\b"
_DAY = rf"(?:\d{{1,2}}(?:\s*-\s*\d{{1,2}})?\s+)?(?:{'|'.join(MONTHS)})\b"
# "KDD '20: The 26th …", "COLT 2010 - The 23rd …"
_BEFORE = lazy_pattern(rf"\A{_SHORT}(?:\s*:|\s+-)\s+(?:The\s+)?(?=\S+\s+\S)")
_BEHIND = (
    lazy_pattern(rf"\s*[,\[:]\s+{_SHORT}.*"),  # ", ICML 2017, Sydney, …"
    lazy_pattern(r"\s*[:\[]\s*(?:\d+\w\w\s+)?(?:Annual\s+)?(?:Conference|Neural Information)\b.*"),
    lazy_pattern(rf",\s+{_DAY}.*", re.IGNORECASE),
)
_ORDINAL = lazy_pattern(r"(?<![\d.,-])(\d{1,3})(?:st|nd|rd|th)\b")
_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}
_DATED = lazy_pattern(rf",\s.*\b{_DAY}.*(?:19|20)\d\d", re.IGNORECASE)
_PARTS = lazy_pattern(r"[,.]\s+(?:Proceedings|Part\s+[IVX]+|Volume\s+\d+)\b.*\Z")


def proceedings_title(text: str) -> str:
    """Return the title of proceedings: "Proceedings of the 34th International Conference on Machine Learning"."""
    title = _ORDINAL.sub(_ordinal, _BEFORE.sub("", text))
    for pattern in _BEHIND[:2]:
        title = _cut(pattern, title)
    if _DATED.search(title):
        title = title.partition(",")[0]
    return _cut(_PARTS, _cut(_BEHIND[2], title)).strip() or text


def _ordinal(match: re.Match[str]) -> str:
    """Return an ordinal with its own ending: DBLP has "33nd" and "31th"."""
    digits = match[1]
    is_teen = digits[-2:-1] == "1"
    return digits + ("th" if is_teen else _ENDINGS.get(digits[-1], "th"))


def _cut(pattern: re.Pattern[str], title: str) -> str:
    match = pattern.search(title)
    return title[: match.start()] if match and match.start() else title
