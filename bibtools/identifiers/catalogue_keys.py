"""Aliases: what else works are called, by catalogues and proceedings, in keys and addresses.

Sources: the addresses of each site; https://aclanthology.org/info/ids, INSPIRE's texkeys, and the bibcodes of
https://ui.adsabs.harvard.edu/help. A bare text is only taken for a form that nothing else has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import (
    ACL,
    ADS,
    CVF,
    DBLP,
    DOI,
    INSPIRE,
    NEURIPS,
    OPENREVIEW,
    PMLR,
    Identifier,
)

if TYPE_CHECKING:
    import re


class _Spelling(NamedTuple):
    """How an identifier of a scheme is written: its value is what the groups hold, joined by slashes."""

    scheme: str
    pattern: re.Pattern[str]


_END = r"/?(?:[?#].*)?\Z"
_ACL = r"[A-Z][0-9]{2}-[0-9]{4}|(?:19|20)[0-9]{2}\.[a-z][a-z0-9]*(?:-[a-z0-9]+)*\.[0-9]+"
_DBLP = r"(?:conf|journals|books|phd|series|reference|tr|www)/[A-Za-z0-9_-]+/[A-Za-z0-9_/-]+"
_TEXKEY = r"[A-Z][\w'.-]*:(?:19|20)[0-9]{2}[a-z]{2,4}"
_BIBCODE = r"(?:1[6-9]|20)[0-9]{2}[A-Za-z][A-Za-z0-9&.]{4}[0-9.]{4}[A-Za-z0-9.][0-9.]{4}[A-Z.]"


def _spelling(scheme: str, pattern: str) -> _Spelling:
    return _Spelling(scheme, lazy_pattern(pattern))


_SPELLINGS = (
    _spelling(DBLP, rf"(?:DBLP|dblp):({_DBLP})\Z"),
    _spelling(DBLP, rf"({_DBLP})\Z"),
    _spelling(
        DBLP, rf"https?://(?:www\.)?dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/rec/(?:bibtex/)?({_DBLP})(?:\.\w+)?{_END}"
    ),
    _spelling(ACL, rf"(?:acl:)?({_ACL})\Z"),
    _spelling(
        ACL,
        rf"https?://(?:www\.)?(?:aclanthology\.org|aclanthology\.info/papers|aclweb\.org/anthology)/({_ACL})(?:\.\w+)?{_END}",
    ),
    _spelling(OPENREVIEW, r"(?:openreview:)([A-Za-z0-9_-]{8,14})\Z"),
    _spelling(
        OPENREVIEW,
        r"https?://(?:www\.)?openreview\.net/(?:forum|pdf|attachment)\?(?:[^#]*&)?id=([A-Za-z0-9_-]{8,14})(?:[&#].*)?\Z",
    ),
    _spelling(PMLR, r"(?:pmlr:)(v[0-9]+)/([a-z0-9-]+[0-9]{2}[a-z]*)\Z"),
    _spelling(
        PMLR, rf"https?://proceedings\.mlr\.press/(v[0-9]+)/([a-z0-9-]+[0-9]{{2}}[a-z]*)(?:\.html|/[\w-]+\.pdf)?{_END}"
    ),
    _spelling(
        CVF,
        rf"https?://openaccess\.thecvf\.com/(content\w*(?:/\w+)*?)/(?:html|papers)(?:/(\w+))?/([\w.-]+_paper)\.(?:html|php|pdf){_END}",
    ),
    _spelling(
        NEURIPS,
        rf"https?://(?:proceedings\.neurips\.cc|papers\.n(?:eur)?ips\.cc)/paper(?:_files/paper)?/([0-9]{{4}})/(?:hash|file)/([0-9a-f]{{32}})-[\w-]+\.\w+{_END}",
    ),
    _spelling(INSPIRE, rf"(?:inspire:)?({_TEXKEY})\Z"),
    _spelling(ADS, rf"(?:ads:)?({_BIBCODE})\Z"),
    _spelling(ADS, rf"https?://(?:ui\.)?adsabs\.harvard\.edu/(?:#)?abs/((?:[\w.]|%26|&){{19,21}})(?:/\w+)?{_END}"),
)
_ACL_DOI = "10.18653/v1/"
# What the Anthology has registered under its own prefix: of the older ones, others have registered some.
_FIRST_WITH_DOI = 15


def parse(text: str) -> Identifier | None:
    """Return the identifier that a text is, of a scheme that is neither arXiv's nor a DOI."""
    text = text.strip()
    for scheme, pattern in _SPELLINGS:
        if match := pattern.match(text):
            value = "/".join(part for part in match.groups() if part)
            return Identifier(scheme, value.replace("%26", "&") if scheme == ADS else value)
    return None


def doi_of(identifier: Identifier) -> Identifier | None:
    """Return the DOI that follows from a work's catalogue key: the ACL Anthology's, since 2015."""
    if identifier.scheme != ACL:
        return None
    value = identifier.value
    year = int(value[1:3]) if value[0].isalpha() else int(value[2:4])
    is_old = year < _FIRST_WITH_DOI or year > 60 or value.startswith("19")
    return None if is_old else Identifier(DOI, f"{_ACL_DOI}{value.lower()}")
