"""Services: where one is asked, how often, and with which key. The public ones stand in `providers/registry.py`."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bibtools.core.named_tuple import NamedTuple
from bibtools.network.url import base, origin, site


class ApiKey(NamedTuple):
    """A user's key for a service, and the header that it is sent in; it is never shown."""

    header: str
    value: str
    scheme: str = ""  # what precedes it in the header

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


def at(service: Service, url: str, public: Collection[Service]) -> Service:
    """Return a service as it is asked at an address.

    Pace and rests belong to the host that is asked, whichever service is looked for there: a public one keeps its own
    terms, and another one has a rate group by itself.
    """
    own = _of_site(url, public)
    if own is not None:
        return service._replace(url=url, interval=max(service.interval, own.interval), group=own.group)
    from hashlib import blake2b  # most are public ones, and OpenSSL takes its time

    here = origin(url)
    host = blake2b(f"{here.host.rstrip('.')}:{here.port}".encode() if here else url.encode(), digest_size=8)
    return service._replace(url=url, group=f"host-{host.hexdigest()}")


def terms(url: str, public: Collection[Service]) -> float:
    """Return how many seconds the terms of the public service at an address ask for between requests."""
    own = _of_site(url, public)
    return own.interval if own else 0.0


def addresses(services: Mapping[str, Service]) -> dict[str, str]:
    """Return the address that every service is asked at, each in its one spelling."""
    return {name: base(service.url) for name, service in services.items()}


def _of_site(url: str, public: Collection[Service]) -> Service | None:
    """Return the most patient of the public services at the site of an address."""
    here = origin(url)
    near = [each for each in public if here and site(here.host) == site(_host(each))]
    return max(near, key=lambda each: each.interval, default=None)


def _host(service: Service) -> str:
    here = origin(service.url)
    return here.host if here else ""
