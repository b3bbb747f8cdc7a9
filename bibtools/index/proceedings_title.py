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
# "IJCAI 2011, Proceedings of the 22nd …", "CIDR 2009, Fourth Biennial Conference on …"
_SHORT_BEFORE = lazy_pattern(r"\A[A-Z]{3,} (?:19|20)\d\d, (?=Proceedings of |\S+ (?:\w+ ){0,2}Conference on )")
_BEHIND = (
    lazy_pattern(r"\s*\([A-Z][\w&/ +-]*\s(?:19|20)\d\d\)\s*,.*"),  # " (ICML 2002), Sydney, …"
    # "… and Signal Processing ICASSP 2023, Rhodes, …"
    lazy_pattern(r"(?<=[a-z]{5})(?<!Proceedings)(?<!Companion)(?<!Conference)\s+[A-Z]{3,}\s(?:19|20)\d\d,.*"),
    lazy_pattern(
        rf"\s*(?:[,\[]|(?<!Linguistics):)\s+{_SHORT}.*"
    ),  # ", ICML 2017, Sydney, …", not "Findings of …: ACL 2021"
    lazy_pattern(r"\s*[:\[]\s*(?:\d+\w\w\s+)?(?:Annual\s+)?(?:Conference|Neural Information)\b.*"),
    lazy_pattern(rf",\s+{_DAY}.*", re.IGNORECASE),
)
_WITH_SHORT = lazy_pattern(rf"( - {_SHORT}) - .*")  # "Computer Vision - ECCV 2014 - 13th European Conference, …"
_ORDINAL = lazy_pattern(r"(?<![\d.,-])(\d{1,3})(?:st|nd|rd|th)\b")
_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}
_DATED = lazy_pattern(rf",\s.*\b{_DAY}.*(?:19|20)\d\d", re.IGNORECASE)
_PARTS = lazy_pattern(r"[,.]\s+(?:Proceedings(?! of)|Papers from|Part\s+[IVX]+|Volume\s+\d+)\b.*\Z")


def proceedings_title(text: str) -> str:
    """Return the title of proceedings: "Proceedings of the 34th International Conference on Machine Learning"."""
    title = _WITH_SHORT.sub(r"\1", _SHORT_BEFORE.sub("", _BEFORE.sub("", text)))
    title = _ORDINAL.sub(_ordinal, title)
    for pattern in _BEHIND[:-1]:
        title = _cut(pattern, title)
    if _DATED.search(title):
        title = title.partition(",")[0]
    return _cut(_PARTS, _cut(_BEHIND[-1], title)).strip() or text


def _ordinal(match: re.Match[str]) -> str:
    """Return an ordinal with its own ending: DBLP has "33nd" and "31th"."""
    digits = match[1]
    is_teen = digits[-2:-1] == "1"
    return digits + ("th" if is_teen else _ENDINGS.get(digits[-1], "th"))


def _cut(pattern: re.Pattern[str], title: str) -> str:
    match = pattern.search(title)
    return title[: match.start()] if match and match.start() else title
