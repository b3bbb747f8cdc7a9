"""Digital Object Identifiers: normal form, from every spelling that people and programs give them.

Sources: the DOI Handbook, 2.2 (syntax) and 2.4 (DOIs are compared without regard to ASCII case); the addresses of the
publishers' pages.
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers.identifier import DOI, Identifier

_DOI = lazy_pattern(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_PREFIX = lazy_pattern(
    r"(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|(?:urn:|info:)?doi:\s*|doi\s+(?=10\.))+", re.IGNORECASE
)
# Publishers whose addresses hold the DOI of the article that they show; resolvers behind a library's proxy, too.
_PUBLISHERS = (
    r"dl\.acm\.org|doi\.acm\.org|link\.springer\.com|www\.springerlink\.com|onlinelibrary\.wiley\.com"
    r"|[a-z]+\.onlinelibrary\.wiley\.com|journals\.aps\.org|link\.aps\.org|pubs\.acs\.org|www\.tandfonline\.com"
    r"|journals\.sagepub\.com|epubs\.siam\.org|locus\.siam\.org|(?:www\.)?science\.org|science\.sciencemag\.org"
    r"|iopscience\.iop\.org|stacks\.iop\.org|www\.pnas\.org|royalsocietypublishing\.org|aip\.scitation\.org|pubs\.aip\.org"
    r"|www\.worldscientific\.com|www\.degruyter(?:brill)?\.com|www\.frontiersin\.org|journals\.plos\.org|www\.biorxiv\.org"
    r"|www\.medrxiv\.org|www\.annualreviews\.org|pubsonline\.informs\.org|doi\.ieeecomputersociety\.org|www\.nature\.com"
    r"|www\.jstor\.org|projecteuclid\.org|academic\.oup\.com|www\.emerald\.com|direct\.mit\.edu|www\.mitpressjournals\.org"
    r"|ascelibrary\.org|asmedigitalcollection\.asme\.org|arc\.aiaa\.org|www\.liebertpub\.com|www\.osapublishing\.org"
    r"|opg\.optica\.org|avs\.scitation\.org|asa\.scitation\.org|pubs\.rsc\.org|www\.atsjournals\.org|ieeexplore\.ieee\.org"
    r"|doi[.-]org\.[a-z0-9.-]+|dx[.-]doi[.-]org\.[a-z0-9.-]+|oadoi\.org|doi\.wiley\.com|drops\.dagstuhl\.de"
)
_PAGE = lazy_pattern(
    rf"https?://(?:{_PUBLISHERS})/(?:[^\s?#]*?[/=]|[^\s#]*?[?&][a-z]+=)?(?=10\.[0-9]{{4,9}})", re.IGNORECASE
)
# What pages add to the DOI.
_BEHIND = lazy_pattern(
    r"(?:(?:/(?:abstract|full|fulltext|pdf|epdf|epub|html|meta|summary|references|citations|suppl_file|figures|issue"
    r"|tables|metrics|supplementary|full-xml|pdfft|reader))+|v[0-9]{1,2}\.(?:full|abstract|article-info)(?:\.pdf)?"
    r"|\.pdf|\.html|\.full|\.abstract)/?\Z",
    re.IGNORECASE,
)
_QUERY = lazy_pattern(r"[?&#].*", re.DOTALL)
_VERSION = lazy_pattern(r"(10\.1101/[0-9.]+)v[0-9]{1,2}\Z")  # biorXiv's addresses name a version, its DOIs do not
_WRAPPED = lazy_pattern(r"\\(?:url|nolinkurl|path|doi|href|texttt)\s*(?=\{)|\\(?:url|path)\s*(?=[|!])")
_LINK = lazy_pattern(
    r"\\href\s*\{([^{}]*)\}\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"
)  # the address counts, not what it shows
_UNEXPANDED = lazy_pattern(r"\\string(?=[_%&#~])")
# A command that is in no DOI, however it is escaped.
_FOREIGN = lazy_pattern(
    r"\\(?![_%&#$<>{}-]|(?:textunderscore|textless|textgreater|textasciitilde|less|greater)(?![a-z]))"
)
_UNSAID = "{}|!"
_ENCODED = lazy_pattern(r"%(?:2[0-9a-f]|3[abcef]|5[bdf]|28|29)", re.IGNORECASE)
_END = ".,;"

_OF_ARXIV = "10.48550/"


def is_of_preprint(identifier: Identifier) -> bool:
    """Return whether a DOI is one that arXiv itself gave, and says nothing of a publication."""
    return identifier.scheme == DOI and identifier.value.startswith(_OF_ARXIV)


def parse(text: str) -> Identifier | None:
    r"""Return the identifier of a text that is one DOI: bare, with `doi:`, or the address of a resolver or publisher.

    It may be escaped for TeX (`\_`, `{\_}`, `\textunderscore`), in braces or `\url`, and encoded as in addresses.
    """
    text = text.strip()
    bare = text.rstrip(_END)
    if _DOI.fullmatch(bare) and not _is_marked(text):
        return Identifier(DOI, bare.lower())
    if "10." not in text:
        return None
    text = _plain(text)
    page = _PAGE.match(text)
    if page:
        text = _article(text[page.end() :])
    elif prefix := _PREFIX.match(text):
        text = text[prefix.end() :]
        if "://" in prefix[0] or "doi.org/" in prefix[0].lower():
            text = _QUERY.sub("", text) if "<" not in text else text
    match = _DOI.fullmatch(text.rstrip(_END))
    return Identifier(DOI, match[0].lower()) if match else None


def url(value: str) -> str:
    """Return the URL at which the resolver leads to a DOI's page."""
    from urllib.parse import quote  # for people who look at works

    return f"https://doi.org/{quote(value, safe='/:;()')}"


def _is_marked(text: str) -> bool:
    return any(sign in text for sign in "\\{}%&$")


def _plain(text: str) -> str:
    """Return a text without what TeX, HTML and addresses add to its letters."""
    link = _LINK.fullmatch(text) if text.startswith("\\href") else None
    text = _WRAPPED.sub("", _UNEXPANDED.sub("", link[1] if link else text))
    if _FOREIGN.search(text) or text.count("{") != text.count("}"):
        return ""
    if "\\" in text:
        from bibtools.tex import latex  # for the few that are escaped

        text = latex.decode(text)
    for sign in _UNSAID:
        text = text.replace(sign, "")
    text = text.replace("$<$", "<").replace("$>$", ">").strip().removeprefix("<").strip()
    if "&" in text and ";" in text:
        from html import unescape  # a large table, for those who ask

        text = unescape(text)
    if _ENCODED.search(text):
        from urllib.parse import unquote

        text = unquote(text)
    return text.strip()


def _article(text: str) -> str:
    """Return the DOI at the beginning of an address's end."""
    text = _QUERY.sub("", text)
    return _VERSION.sub(r"\1", _BEHIND.sub("", text).rstrip("/"))
