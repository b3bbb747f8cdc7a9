"""URLs: which are plain, which hosts belong together, and which is this machine."""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple

# What every reader of addresses reads alike: a scheme, a host, a port, a path; and nothing over which they differ: user
# names, backslashes, blanks, control characters.
_PLAIN = lazy_pattern(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9_](?:[a-z0-9._-]*[a-z0-9.])?|\[[0-9a-f:.]+\])"
    r"(?P<port>:[0-9]{1,5})?(?=[/?#]|$)[!-\[\]-~]*",  # printable ASCII
    re.IGNORECASE | re.ASCII,  # without ASCII, the classes would leave out "s" and "k" for their Unicode kin
)
_PORTS = {"http": 80, "https": 443}
_ADDRESS = lazy_pattern(r"[0-9.]+|.*:.*")
# Public suffixes of two labels (`co.uk`, `ac.jp`): the registrable domain has one label more.
_PUBLIC = frozenset({"ac", "co", "com", "edu", "gob", "gouv", "gov", "go", "ne", "net", "nom", "or", "org", "sch"})


class Origin(NamedTuple):
    """The origin of a URL (RFC 6454): everything that decides which server is contacted."""

    scheme: str
    host: str
    port: int

    @property
    def is_safe(self) -> bool:
        """Whether no one can eavesdrop: HTTPS, or this machine."""
        return self.scheme == "https" or is_loopback(self.host)


def origin(url: str) -> Origin | None:
    """Return the origin of a plain address, or None where it is not plain."""
    match = _PLAIN.fullmatch(url)
    if match is None:
        return None
    scheme, host = match["scheme"].lower(), match["host"].lower().strip("[]")
    port = int(match["port"][1:]) if match["port"] else _PORTS[scheme]
    return Origin(scheme, host, port) if port < 65536 else None


def base(url: str) -> str:
    """Return the one spelling of a service's address, which is what its answers are kept under."""
    here = origin(url)
    if here is None:
        return url
    host = f"[{here.host}]" if ":" in here.host else here.host.rstrip(".")
    port = "" if here.port == _PORTS[here.scheme] else f":{here.port}"
    path = re.sub(r"^[^/?#]*", "", url.partition("://")[2]).rstrip("/")
    return f"{here.scheme}://{host}{port}{path}"


def is_same_site(target: Origin, host: str) -> bool:
    """Return whether a redirect stays with the host's registrable domain, safe from listeners."""
    domain = site(host)
    is_below = not is_loopback(host) and (target.host == domain or target.host.endswith(f".{domain}"))
    return target.is_safe and (target.host == host or is_below)


def site(host: str) -> str:
    """Return the registrable domain of a host, as far as its labels show it; an IP address is its own."""
    host = host.rstrip(".").lower()
    labels = host.split(".")
    if _ADDRESS.fullmatch(host):
        return host
    is_public = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _PUBLIC
    return ".".join(labels[-3 if is_public else -2 :])


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine."""
    return host in {"localhost", "::1"} or bool(re.fullmatch(r"127(?:\.[0-9]{1,3}){3}", host))
