"""The public services: where each is asked, how often, and with which key. Values only: what is asked is elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import blake2b
from typing import NamedTuple

from bibtools.network.url import base, origin, site


class ApiKey(NamedTuple):
    """A user's key for a service, and the header that it is sent in; it is never shown."""

    header: str
    value: str
    scheme: str = ""  # what stands in front of it in the header

    def __repr__(self) -> str:
        return f"Key({self.header!r})"

    @property
    def sent(self) -> str:
        """The header's value."""
        return f"{self.scheme} {self.value}" if self.scheme else self.value


class Service(NamedTuple):
    """Where a provider is asked, how often, and how long an answer may take.

    Services of one `group` share their pace. `key_header` names the header for a key, where the service takes one;
    `key_variables` are those of the environment in which other programs look for it, too.
    """

    url: str
    interval: float = 0.0  # seconds between the end of a request and the next, as the provider's terms ask
    group: str = ""
    deadline: float = 10.0  # seconds for a question and its answer, a second try included
    key_header: str = ""
    key: ApiKey | None = None
    key_scheme: str = ""  # "Bearer"
    key_needed: bool = True
    key_variables: tuple[str, ...] = ()
    is_own: bool = True  # whether its address is the public one or the user's: no other gets to see who the user is

    @property
    def is_open(self) -> bool:
        """Whether it can be asked: with a key, where one is needed."""
        return self.key is not None or not (self.key_header and self.key_needed)

    @property
    def is_remote(self) -> bool:
        """Whether it is asked over the network, and not answered from what the package carries."""
        return bool(self.url)


PUBLIC = {
    # The pace: https://info.arxiv.org/help/api/tou.html; all of arXiv's services count together.
    "arxiv": Service("https://export.arxiv.org", interval=3.0, group="arxiv", deadline=22.0),
    "datacite": Service("https://api.datacite.org", interval=0.6, group="datacite"),
    "oai": Service("https://oaipmh.arxiv.org", interval=3.0, group="arxiv"),
    "semanticscholar": Service(
        "https://api.semanticscholar.org", interval=1.0, group="semanticscholar", key_header="x-api-key"
    ),
    # 500 requests in five minutes: https://huggingface.co/docs/hub/rate-limits
    "huggingface": Service(
        "https://huggingface.co",
        interval=0.6,
        group="huggingface",
        key_header="Authorization",
        key_scheme="Bearer",
        key_needed=False,
        key_variables=("HF_TOKEN",),
    ),
    "github": Service(
        "https://api.github.com",
        interval=0.1,
        group="github",
        key_header="Authorization",
        key_scheme="Bearer",
        key_needed=False,
        key_variables=("GITHUB_TOKEN", "GH_TOKEN"),
    ),
}


def at(service: Service, url: str) -> Service:
    """Return a service as it is asked at an address.

    Pace and rests belong to the host that is asked, whichever service is looked for there: a public one keeps its own
    terms, and another one has a rate group by itself.
    """
    public = _of_site(url)
    if public is not None:
        interval = max(service.interval, public.interval)
        return service._replace(url=url, interval=interval, group=public.group)
    here = origin(url)
    host = blake2b(f"{here.host.rstrip('.')}:{here.port}".encode() if here else url.encode(), digest_size=8)
    return service._replace(url=url, group=f"host-{host.hexdigest()}")


def terms(url: str) -> float:
    """Return how many seconds the terms of the public service at an address ask for between requests."""
    public = _of_site(url)
    return public.interval if public else 0.0


def addresses(services: Mapping[str, Service]) -> dict[str, str]:
    """Return the address that every service is asked at, each in its one spelling."""
    return {name: base(service.url) for name, service in services.items()}


def _of_site(url: str) -> Service | None:
    """Return the most patient of the public services at the site of an address."""
    here = origin(url)
    near = [each for each in PUBLIC.values() if here and site(here.host) == site(_host(each))]
    return max(near, key=lambda each: each.interval, default=None)


def _host(service: Service) -> str:
    here = origin(service.url)
    return here.host if here else ""
