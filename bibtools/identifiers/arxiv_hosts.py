"""The hosts whose URLs lead to arXiv papers: arXiv itself, its mirrors, and sites that show its papers."""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern

# Registrable domains whose paths name papers by their arXiv ids; a value restricts the path.
_FAMILY = {
    "arxiv.org": "",  # with export., www., cn., ar5iv.labs., …
    "arxiv.com": "",
    "xxx.lanl.gov": "",  # its first host
    "arxiv.cornell.edu": "",
    "ar5iv.org": "",
    "alphaxiv.org": "",
    "arxiv-vanity.com": "",
    "arxiv-sanity.com": "",
    "arxiv-sanity-lite.com": "",
    "front.math.ucdavis.edu": "",
    "scirate.com": "",
    "huggingface.co": "/papers/",
    "hf.co": "/papers/",
    "emergentmind.com": "/papers/",
}
_URL = lazy_pattern(
    r"(?:https?:)?//(?:[^\s/@]*@)?([A-Za-z0-9.-]+)(?::[0-9]+)?((?:[/?#][^\s\"'<>{}|\\^`\[\]]*)?)((?:\r?\n)?[ \t]*)\Z",
    re.IGNORECASE,
)
_SCHEMELESS = lazy_pattern(
    rf"(?:(?<![\w./@-])|(?<=:/))((?:[a-z0-9-]+\.)*(?:{'|'.join(map(re.escape, _FAMILY))}))"
    r"(/[^\s\"'<>{}|\\^`\[\]]*)((?:\r?\n)?[ \t]*)\Z",
    re.IGNORECASE,
)
_SCHEMELESS_DOMAIN = lazy_pattern(
    r"\.(?:org|com|gov|co|edu)/", re.IGNORECASE
)  # looked for first: it is rare, and it is fast
_LISTING = lazy_pattern(
    r"/(?:list|year|archive|help|catchup|search|auth|user|login|static|js|css|images|icons)/", re.IGNORECASE
)


def enclosing_url(lead: str) -> str | None:
    """Return the URL that the end of a text is part of, from its host on; None if it is in none.

    A line break directly after a path's slash does not end the URL: addresses are broken there in print.
    """
    begin = lead.rfind("//")
    match = _URL.search(lead, max(0, begin - 6)) if begin >= 0 else None
    if match is None and "/" in lead and _SCHEMELESS_DOMAIN.search(lead):
        match = _SCHEMELESS.search(lead)
    if match is None or (match[3] and not match[2].endswith(("/abs/", "/pdf/"))):
        return None
    return match[1].lower() + match[2]


def is_arxiv(url: str) -> bool:
    """Return whether a URL, given from its host on, belongs to the arXiv family."""
    host, slash, path = url.partition("/")
    path = slash + path
    labels = host.strip(".").split(".")
    domains = (".".join(labels[-count:]) for count in (2, 3, 4))
    return any(domain in _FAMILY and path.startswith(_FAMILY[domain]) for domain in domains)


def is_listing(url: str) -> bool:
    """Return whether a URL of the arXiv family shows a listing or help page rather than a paper."""
    return bool(_LISTING.search(url))
