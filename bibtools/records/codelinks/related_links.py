"""Related links: a work's project page and its data set, as its authors name them; neither is ever its code."""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.records.codelinks import link_patterns
from bibtools.records.codelinks.addresses import mended

_ADDRESS = lazy_pattern(
    r"https?://[^\s<>\"'`{}|\\^()\[\]\u200b]+|(?<![\w.@/-])[\w-]+\.(?:github|gitlab)\.io(?:/[\w./~-]*)?"
)
_ENDING = ".,;:!?*"
_SENTENCE = 200  # characters before an address that say what it is
_SAFE = lazy_pattern(r"https?://[A-Za-z0-9:/._~+@%=?&-]+")
_PAGE = lazy_pattern(
    r"\b(?:project|paper|our|companion|accompanying|supplement\w*)(?:['’]s)? (?:web ?)?(?:page|site)s?\b"
    r"|\b(?:web ?site|web ?page|home ?page)\b"
    r"|\bproject\W*$",
    re.IGNORECASE,
)
_DATA = lazy_pattern(
    rf"\b(?:data ?sets?|corpus|corpora|data ?bases?|benchmark data|data)\b(?!.*\b(?:{link_patterns.CODE})\b)",
    re.IGNORECASE,
)
_OTHERS = lazy_pattern(
    r"\b(?:use|using|used|(?:taken|derived|sampled|collected|part) (?:from|of)"
    r"|based on|trained on|evaluat\w+|workshop|challenge|competition|conference)\b",
    re.IGNORECASE,
)
_OFFERED = lazy_pattern(
    rf"(?:[:：]|\b(?:at|on|here|from|in|see|via|is)|\b(?:{link_patterns.OFFERED})|[(])\W*$", re.IGNORECASE
)
_PAGES = lazy_pattern(r"https?://(?:[\w-]+\.(?:github|gitlab)\.io|sites\.google\.com)\b")
_CODE_HOST = lazy_pattern(
    r"https?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|youtu\.?be|www\.youtube|arxiv\.org|doi\.org)"
)


class RelatedLinks(NamedTuple):
    """The addresses of a work's page and of its data; empty if none is named, or more than one."""

    project: str = ""
    dataset: str = ""


def related(*texts: str) -> RelatedLinks:
    """Return the page and the data set that some texts of a work's authors name."""
    pages: dict[str, None] = {}
    data: dict[str, None] = {}
    for text in texts:
        whole = mended(text) if "://" in text or ".io" in text else ""
        behind = 0
        for match in _ADDRESS.finditer(whole):
            before = re.split(
                r"(?<=[.!?])\s+(?=[A-Z(])", whole[max(behind, match.start() - _SENTENCE) : match.start()]
            )[-1]
            behind = match.end()
            written = match[0].rstrip(_ENDING)
            url = written if "://" in written else f"https://{written}"
            if not _SAFE.fullmatch(url) or _OTHERS.search(before):
                continue
            if _DATA.search(before) and _OFFERED.search(before):
                data[url] = None
            elif (_PAGE.search(before) or _PAGES.match(url)) and not _CODE_HOST.match(url):
                pages[url] = None
    return RelatedLinks(next(iter(pages)) if len(pages) == 1 else "", next(iter(data)) if len(data) == 1 else "")
