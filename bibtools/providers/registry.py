"""The registry: the services for works, code links and repositories: in which order, where, and for what.

The only place that lists them; settings, `doctor` and the tables of the documentation follow it. What speaks HTTP is
the module of the same name in this package, which is loaded where it is asked; who answers from this machine is
connected by `app/wiring.py`.
"""

from __future__ import annotations

import sys

from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import (
    ACL,
    ADS,
    ARXIV,
    CVF,
    DBLP,
    DOI,
    INSPIRE,
    NEURIPS,
    OPENREVIEW,
    PMLR,
    Identifier,
)
from bibtools.network.services import Service


class Registration(NamedTuple):
    """What is known of a provider before it is asked."""

    name: str
    schemes: tuple[str, ...]  # of the identifiers that it knows
    service: Service | None = None  # the public one; None where it answers from this machine
    authoritative: tuple[str, ...] = ()  # schemes for which what it leaves out does not exist in their registries
    is_registry: bool = False  # whether its word alone proves that there is no such work
    batch: int = sys.maxsize  # how many works one look-up may ask for
    most: int = sys.maxsize  # how many works it may be asked for in one run
    is_fallback: bool = False  # whether it answers only after everybody else, and after records of any age

    @property
    def is_remote(self) -> bool:
        """Whether it is asked over the network."""
        return self.service is not None


_ARXIV = Service("https://export.arxiv.org", interval=3.0, group="arxiv", deadline=22.0)
_DATACITE = Service("https://api.datacite.org", interval=0.6, group="datacite")
_OAI = Service("https://oaipmh.arxiv.org", interval=3.0, group="arxiv")
_SEMANTIC_SCHOLAR = Service(
    "https://api.semanticscholar.org", interval=1.0, group="semanticscholar", key_header="x-api-key"
)
# Lists are answered once a second, three times to those who say who they are: https://www.crossref.org (rate limits).
_CROSSREF = Service("https://api.crossref.org", interval=1.0, group="crossref", deadline=20.0)
_DOI_ORG = Service("https://doi.org", interval=1.0, group="doi.org")
_INSPIRE = Service("https://inspirehep.net", interval=0.4, group="inspire", deadline=15.0)  # 15 requests in 5 s
_OPENALEX = Service(
    "https://api.openalex.org",
    interval=0.2,
    group="openalex",
    key_header="Authorization",
    key_scheme="Bearer",
    key_needed=False,
    key_variables=("OPENALEX_API_KEY",),
)
_HUGGING_FACE = Service(
    "https://huggingface.co",
    interval=0.6,  # 500 requests in five minutes: https://huggingface.co/docs/hub/rate-limits
    group="huggingface",
    key_header="Authorization",
    key_scheme="Bearer",
    key_needed=False,
    key_variables=("HF_TOKEN",),
)
_GITHUB = Service(
    "https://api.github.com",
    interval=0.1,
    group="github",
    key_header="Authorization",
    key_scheme="Bearer",
    key_needed=False,
    key_variables=("GITHUB_TOKEN", "GH_TOKEN"),
)

# Who answers for works, in the order in which they are asked: this machine, the source itself, the batches, then what
# costs a request a paper, then what needs a key. A DOI is Crossref's or DataCite's; of one that neither has, only the
# registry of all agencies knows whether it exists. The pace of arXiv's services, which count together, is that of
# https://info.arxiv.org/help/api/tou.html; OAI is asked for ten at most, at one request in three seconds. Semantic
# Scholar takes days to know a new paper.
# What maps identifiers of one scheme to those of others.
_IDENTIFIER_MAP = Registration("semanticscholar", (ARXIV,), _SEMANTIC_SCHOLAR, batch=500)
INDEX = "index"  # the provider that app/wiring.py connects to the index of preprints
PROVIDERS = (
    Registration(INDEX, (ARXIV,)),
    Registration("arxiv", (ARXIV,), _ARXIV, authoritative=(ARXIV,), batch=100),
    Registration("crossref", (DOI,), _CROSSREF, batch=50),
    Registration("datacite", (ARXIV, DOI), _DATACITE, authoritative=(ARXIV,), batch=100),
    Registration("doiorg", (DOI,), _DOI_ORG, batch=50, is_registry=True),
    Registration("oai", (ARXIV,), _OAI, authoritative=(ARXIV,), batch=1, most=10),
    Registration("inspire", (INSPIRE,), _INSPIRE, authoritative=(INSPIRE,), batch=50, is_registry=True),
    _IDENTIFIER_MAP,
    Registration("bundled", (ARXIV,), is_fallback=True),
)
# Who is asked for nothing but links to code, paper by paper.
CODE_LINKS = (Registration("huggingface", (ARXIV,), _HUGGING_FACE, batch=1, most=60),)
# Who is asked for nothing but whether a published work is retracted: at most half of the thousand lists that a day has
# for those without a key.
WITNESSES = (Registration("openalex", (DOI,), _OPENALEX, batch=50, most=25_000),)
# Who names the publications of preprints, by arXiv's ids: INSPIRE for certain, Semantic Scholar as candidates.
VERSIONS = (Registration("inspire", (ARXIV,), _INSPIRE, batch=50), _IDENTIFIER_MAP)
# Why works with other names cannot be looked up, and what to do.
_BY_TITLE = "give its arXiv id, its DOI or its title in quotes"
NOBODY = {
    DBLP: f"dblp.org does not answer programs: {_BY_TITLE}",
    OPENREVIEW: f"OpenReview does not answer programs: {_BY_TITLE}",
    PMLR: f"PMLR's pages are not asked: {_BY_TITLE}",
    CVF: f"CVF's pages are not asked: {_BY_TITLE}",
    NEURIPS: f"NeurIPS's pages are not asked: {_BY_TITLE}",
    ACL: f"the ACL Anthology's old pages have DOIs of others: {_BY_TITLE}",
    ADS: f"NASA's ADS answers only with a key: {_BY_TITLE}",
}
# All public services, by name; GitHub is asked whether repositories are there.
SERVICES: dict[str, Service] = {
    **{each.name: each.service for each in (*PROVIDERS, *CODE_LINKS, *WITNESSES) if each.service},
    "github": _GITHUB,
}
# A work of each scheme that every service knows.
PROBES = {
    ARXIV: Identifier(ARXIV, "1706.03762"),
    DOI: Identifier(DOI, "10.1038/nature14539"),
    INSPIRE: Identifier(INSPIRE, "Maldacena:1997re"),
}
