"""Identifiers of works: what they are, when they are valid, and where a text names one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from bibtools.core.named_tuple import NamedTuple

if TYPE_CHECKING:
    from datetime import date

ARXIV = "arxiv"
DOI = "doi"
# Who else names works: keys and pages that are aliases of a work, seldom its only name.
DBLP = "dblp"  # `conf/nips/VaswaniSPUJGKP17`
ACL = "acl"  # the Anthology's `2021.acl-long.1`, `N19-1423`
OPENREVIEW = "openreview"  # a forum, `1AoMhc_9jER`
PMLR = "pmlr"  # volume and page, `v139/radford21a`
CVF = "cvf"  # the page, `content/CVPR2021/html/Karras_A_Style_CVPR_2021_paper`
NEURIPS = "neurips"  # year and hash, `2017/3f5ee243547dee91fbd053c1c4a845aa`
INSPIRE = "inspire"  # a texkey, `Maldacena:1997re`
ADS = "ads"  # a bibcode, `2012PhLB..716....1A`


class Scheme(NamedTuple):
    """How identifiers of a scheme are written, and who knows which there are."""

    prefix: str  # in front of the value, with a colon, where people read it
    registry: str
    is_bare: bool = False  # whether JSON and directives have the value alone


# The only place that says how each scheme is written; a scheme that is missing here is written by its own name.
SCHEMES = {
    ARXIV: Scheme("arXiv", "arXiv", is_bare=True),
    DOI: Scheme("doi", "doi.org"),
    DBLP: Scheme("dblp", "DBLP"),
    ACL: Scheme("acl", "the ACL Anthology"),
    OPENREVIEW: Scheme("openreview", "OpenReview"),
    PMLR: Scheme("pmlr", "PMLR"),
    CVF: Scheme("cvf", "CVF's open access"),
    NEURIPS: Scheme("neurips", "NeurIPS's proceedings"),
    INSPIRE: Scheme("inspire", "INSPIRE"),
    ADS: Scheme("ads", "NASA's ADS"),
}
# How sure it is that a number is an id.
Evidence = Literal["strong", "weak"]
STRONG: Final = "strong"
WEAK: Final = "weak"
_SHOWN = 80  # characters of a text that is no identifier


class Identifier(NamedTuple):
    """A work's identifier: the scheme, the canonical value, and the version if one was named.

    The value of an arXiv id has no prefix, version or subject class and a lower-case archive
    (`2106.00134`, `math/0309136`); that of a DOI is bare and lower-case.
    """

    scheme: str
    value: str
    version: int | None = None

    @classmethod
    def parse(cls, text: str, today: date | None = None) -> Identifier:
        """Return the identifier that a text is: `1706.03762`, `arXiv:1706.03762v2`, an address, a DOI.

        Without the day it is, an id of the future is taken for one that exists. Raises ValueError, with what may have
        been meant, where the text is no identifier.
        """
        from bibtools.identifiers.spelling import read  # the grammars of the schemes know this module

        found = read(text, today)
        if isinstance(found, Identifier):
            return found
        hint = f"; did you mean {found.suggestion}?" if found and found.suggestion else ""
        raise ValueError(f"{text[:_SHOWN]!r}: {found.reason if found else 'this is no identifier of a work'}{hint}")

    @classmethod
    def of_id(cls, text: str) -> Identifier:
        """Return the identifier that has an `id`."""
        scheme, colon, value = text.partition(":")
        return cls(scheme, value) if colon else cls(_BARE, text)

    @property
    def id(self) -> str:
        """How JSON, findings and directives name the work: `2106.00134`, or `doi:10.1000/1`."""
        return self.value if _scheme(self.scheme).is_bare else f"{self.scheme}:{self.value}"

    @property
    def registry(self) -> str:
        """Who knows which works the scheme has."""
        return _scheme(self.scheme).registry

    @property
    def work(self) -> Identifier:
        """The identifier without its version: equal for all versions of one work."""
        return self if self.version is None else self._replace(version=None)

    def __str__(self) -> str:
        """Return the identifier as people read it: `arXiv:2106.00134v2`, or `doi:10.1000/1`."""
        version = "" if self.version is None else f"v{self.version}"
        return f"{_scheme(self.scheme).prefix}:{self.value}{version}"


[_BARE] = [name for name, scheme in SCHEMES.items() if scheme.is_bare]


def _scheme(name: str) -> Scheme:
    return SCHEMES.get(name) or Scheme(name, name)


class Impossible(NamedTuple):
    """Why a text cannot be an identifier, and what may have been meant."""

    reason: str
    suggestion: str | None = None
