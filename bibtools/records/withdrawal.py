"""Withdrawals: whether an author's comment says that the paper is withdrawn.

No service flags them; the last version's comment does. Many papers mention another withdrawn one, so the
sentence must be about this paper, or begin with the word.
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern

_WITHDRAWN = lazy_pattern(
    r"""
    (?: ^ | [.;,:!]\s* | \b(?:pages?|figures?|tables?|pgs?|pp)\.?\s+ | \b(?=this\s) )
    (?: (?:this|the|our) \s+ )?
    (?: (?:\w+\s+)? (?:paper|article|manuscript|work|preprint|document|draft|note|report|submission|version) \s+ )?
    (?: (?:has|had|have|is|was|are) (?:\s+(?:now|hereby))? \s+ )?
    (?: (?:been|being) \s+ )? (?: \w+ly \s+ )?
    (?: withdrawn | withdrew ) \b
    (?! \s+ from \s+ (?!(?:the\s+)?arxiv|publication) )  # from a journal or a conference
    | \b (?:we|i|authors?) \b [^.;]{0,40}? \b withdr(?:aw(?:n|ing)?|ew) \s+ (?: it | (?:this|the|our) \s+ \w+ ) \b
    (?! \s+ from \b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "The original submission to a journal was withdrawn", "supersedes 0807.3859, which has been withdrawn"
_ANOTHER = lazy_pattern(
    r"submission\s+to\b|\b(?:earlier|former|previous|original|other)\b|\bwhich\b|\bv[0-9]", re.IGNORECASE
)

_SUPERSEDED = lazy_pattern(
    r"(?:^|[.;,:!(]\s*|\b(?:pages?|figures?|tables?|pgs?|pp)\.?\s+)(?:(?:this|the|our)\s+(?:\w+\s+)?)?"
    r"(?:(?:has|have|is|was|are)\s+(?:now\s+)?)?(?:been\s+)?(?:superseded|subsumed|replaced)\s+by\b",
    re.IGNORECASE,
)


def is_superseded(comment: str) -> bool:
    """Return whether a comment says that another work has taken the place of its own paper."""
    return _SUPERSEDED.search(comment) is not None


def is_withdrawn(comment: str) -> bool:
    """Return whether a comment says that its own paper is withdrawn."""
    if "withdr" not in comment.lower():
        return False  # so for nearly all, at once
    return any(not _ANOTHER.search(match[0]) for match in _WITHDRAWN.finditer(comment))
