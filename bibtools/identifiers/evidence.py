"""Evidence: context that marks a number as an arXiv id, or as part of something else."""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers import arxiv_hosts
from bibtools.identifiers.arxiv import ARCHIVES, OLD_ARCHIVES
from bibtools.identifiers.identifier import STRONG, WEAK, Evidence

_SUBJECT = r"(?:\.[A-Za-z]{2,8}(?:-[A-Za-z]{2,8})?)?"  # .LG, .mes-hall
_CLASS = lazy_pattern(rf"\s*\[([a-z]+(?:-[a-z]+)?){_SUBJECT}\]")
_ARCHIVE = lazy_pattern(
    rf"(?:(?<![A-Za-z.])|(?<=[vV][.]))(?!(?i:arxiv)\.)([A-Za-z]{{1,8}}(?:--?[A-Za-z]{{2,4}})?){_SUBJECT}/?\Z"
)
_ANY_ARCHIVE = rf"(?i:{'|'.join(sorted(ARCHIVES, reverse=True))}){_SUBJECT}"

# What may stand between the word arXiv and the number. A letter before the word makes it another server's name
# (medRxiv, PsyArXiv), unless it is spelled as arXiv spells it: then a word was glued to it ("networksarXiv:…").
_GLUED = r"(?<=[A-Za-z])(?<!bio)(?<!med)(?<!chem)arXiv"
_WORD = rf"(?:(?:(?<![A-Za-z])(?i:arxiv)|{_GLUED})(?:\.org(?=\s*:))?|(?<![A-Za-z])CoRR(?!\s*=))"
_BLANK = r"(?:[ \t~]|\\[,;! ])*+"  # TeX's ties and spaces included; never given back, so that long ones cost little
_LINE_BREAK = rf"(?:\r?\n{_BLANK})?"  # one: a blank line ends every thought
_PREFIX = lazy_pattern(
    _WORD + r"s?(?i:[ _]?(?:preprints?|e-?prints?|papers?|ids?|identifiers?|numbers?|no\.?|nr\.?|version|abs)){0,2}"
    rf"(?!\s*==)(?:{_BLANK}[\[(:]?{_ANY_ARCHIVE}(?=[\])\s:,])[\])]?)?"
    rf"(?:{_BLANK}[:.\-_/#=,({{\[`'\"}}*|\]>)\\]){{0,6}}{_BLANK}(?:(?<!\.)\r?\n{_BLANK})?(?i:(?:abs|pdf)/{_LINE_BREAK})?\Z"
)
_DIRECT_PREFIX = lazy_pattern(rf"(?:{_WORD}[:.\-_/=]?|/{_ANY_ARCHIVE}[-_])\Z")
# BibTeX quoted in a README, a parameter of a wiki's template, a role with a title in reStructuredText.
_EPRINT = lazy_pattern(
    r"(?:\b(?i:eprint|arxiv_?id)\s*[=:]\s*[\"'{]{1,2}|\|\s*(?i:e-?print|arxiv)\s*=\s*|:(?i:arxiv):`[^`<]*<)\Z"
)
_ABS = lazy_pattern(r"(?<![\w.-])/?(?<![\w/.-]/)abs/\Z")
_DOI_LEAD = lazy_pattern(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/(?:[^\s\"<>{},;|]*|\s)\Z")
_ARXIV_DOI = lazy_pattern(r"10\.48550/arxiv\.\Z", re.IGNORECASE)
_QUERIED = lazy_pattern(r"[?&][^/]*=[^/]*\Z")
_HYPHENATED = lazy_pattern(r"[a-z]+-[a-z]+/")  # in foreign addresses, "cs/" and "math/" are folders
_IN_PATH = lazy_pattern(r"[\w/.-]\Z", re.ASCII)
_BEFORE_BARE = lazy_pattern(r"(?:^|[\s(\[{\"'`;|<>)\]}\u2018-\u201f\u2014\u00ab\u00bb]|(?<![0-9]),|(?<![A-Za-z]):)\Z")
_AFTER_BARE = lazy_pattern(
    r"(?![A-Za-z0-9_(%=^±]|[.,](?![0-9]{4}\.[0-9]{4})[0-9]|[+\-](?![0-9]{4}\.[0-9]{4})[/0-9]|\\(?![ \\]))"
    r"(?!\s*(?:±|\\pm|\$|[€£¥%‰°])|[ \u00a0]?\[?(?:[TGMk]?eV|[GMk]?Hz|[GMk]?pc|Gyr|Myr|yrs?|[mkcnµ]m|k?g|m?K|m?s|[km]?J"
    r"|[kMG]?W|[km]?V|dB|EUR|USD|GBP|CHF|JPY|euros?|dollars?|percent|years?|days|hours|minutes|seconds)\b)"
)
JOINTS = frozenset(",;&/+")  # what joins two ids without a blank
_PDF = lazy_pattern(r"\.pdf(?![A-Za-z0-9])")
_ENUMERATION = lazy_pattern(
    rf"{_BLANK}(?:\[[^\]\s]{{2,20}}\])?{_BLANK}(?:[,;/&+]|\b(?:and|or|und|et|y|e)\b)"
    rf"{_BLANK}{_LINE_BREAK}(?:(?:and|or|und|et)\b|&)?{_BLANK}"
)
# The usual ones, which need no second look: no other word ends like this.
_PLAIN = ("arXiv:", "//arxiv.org/abs/", "//arxiv.org/pdf/", "//www.arxiv.org/abs/")
_OPENS_VALUE = frozenset("'\"{=<")
_OTHER_SERVERS = ("bioarXiv:", "medarXiv:", "chemarXiv:")
_REACH = 120  # how far back a prefix, a URL or an archive's name is looked for


def lead(text: str, start: int, floor: int) -> str:
    """Return the relevant text before an id, but not beyond the previous id."""
    return text[max(floor, start - _REACH) : start]


def weigh(before: str, follows: str) -> Evidence | None:
    """Return the evidence of the text before an id: strong, weak, or None if it is part of something else.

    `follows` is the text from the id on.
    """
    if is_plain(before, len(before)):
        return STRONG
    url = arxiv_hosts.enclosing_url(before)
    if url is not None and not arxiv_hosts.is_arxiv(url):
        named = _DIRECT_PREFIX.search(url) or _ARXIV_DOI.search(url)
        named = named or (_HYPHENATED.match(follows) and _QUERIED.search(url))
        return STRONG if named else None
    if url is not None:
        return None if arxiv_hosts.is_listing(url) else STRONG
    if "10." in before:
        if _ARXIV_DOI.search(before):
            return STRONG
        if _DOI_LEAD.search(before):
            return None
    if is_prefixed(before) or (before.rstrip()[-1:] in _OPENS_VALUE and _EPRINT.search(before)):
        return STRONG
    if _is_behind_archive(before):
        return STRONG
    return WEAK if _BEFORE_BARE.search(before[-2:]) else None


def is_plain(text: str, at: int, floor: int = 0) -> bool:
    """Return whether one of the usual words or URLs is directly before a place."""
    return text.endswith(_PLAIN, floor, at) and not text.endswith(_OTHER_SERVERS, floor, at)


def is_prefixed(before: str) -> bool:
    """Return whether the word arXiv (or CoRR, or `abs/`) is before an id, with no other word between them."""
    lower = before.lower()
    word = max(lower.rfind("arxiv"), lower.rfind("corr"))
    if word >= 0 and _PREFIX.match(before, word):
        return True
    return before.endswith("abs/") and _ABS.search(before) is not None


def weigh_archive(name: str, before: str) -> Evidence | None:
    """Return the evidence of a hyphenated archive ("**hep-th/9711200**"): strong, but none within a path."""
    in_path = _IN_PATH.search(before) or arxiv_hosts.enclosing_url(before) or _DOI_LEAD.search(before)
    return STRONG if name.lower() in OLD_ARCHIVES and "-" in name and not in_path else None


def is_claimed(before: str) -> bool:
    """Return whether the context claims an arXiv id, even an impossible one.

    The word CoRR alone does not: volumes and correlations follow it, too.
    """
    lower = before.lower()
    if arxiv_hosts.enclosing_url(before) is not None or _ARXIV_DOI.search(before):
        return True
    return ("arxiv" in lower or lower.endswith("abs/")) and is_prefixed(before)


def is_repairable(before: str) -> bool:
    """Return whether a typo may be corrected: arXiv itself is named."""
    return "arxiv" in before.lower() and is_claimed(before)


def archive(before: str) -> re.Match[str] | None:
    """Return the match of an archive's name (group 1), with or without subject class, at the end of a text."""
    return _ARCHIVE.search(before)


def confirmed(text: str, end: int) -> bool:
    """Return whether the text after a bare id confirms it: its class in brackets, or the suffix of an arXiv file."""
    match = _CLASS.match(text, end)
    return (match is not None and match[1].lower() in ARCHIVES) or _PDF.match(text, end) is not None


def ends_well(text: str, end: int) -> bool:
    """Return whether a bare id can end here; with a unit, an exponent or more digits it is a quantity."""
    return _AFTER_BARE.match(text, end) is not None


def enumerates(text: str, start: int, end: int) -> bool:
    """Return whether two ids are separated only by a comma, "and" or the like."""
    return _ENUMERATION.fullmatch(text, start, end) is not None


def _is_behind_archive(before: str) -> bool:
    """Return whether an archive's name and a slash stand before a new-style id ("hep-ph/1203.1234", a mash-up)."""
    match = _ARCHIVE.search(before) if before.endswith("/") else None
    return match is not None and match[1].lower() in ARCHIVES
