"""Private networks: links are untrusted, and must not lead into this machine or its own network."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address
# Networks that some versions of `ipaddress` wrongly take for global: site-local addresses (RFC 3879), local NAT64
# (RFC 8215), documentation (RFC 9637), segment routing (RFC 9602), and retired forms of IPv4 (RFC 4291, RFC 2765).
_NOWHERE = tuple(map(ip_network, ("fec0::/10", "64:ff9b:1::/48", "3fff::/20", "5f00::/16", "::/96", "::ffff:0:0:0/96")))
_LOCAL = (
    ".localhost",
    ".localdomain",
    ".local",
    ".internal",
    ".lan",
    ".home",
    ".home.arpa",
    ".intranet",
    ".corp",
    ".private",
)


class PrivateNetworkError(OSError):
    """An address lies in a private network."""


class PrivateNetworkGuard:
    """The hosts that may be contacted: those with public addresses, and those that the user names (or host:port)."""

    def __init__(self, allowed: Collection[str] = ()) -> None:
        self._allowed = frozenset(map(_allowed, allowed))

    def permit(self, host: str, port: int, address: str | None) -> None:
        """Raise PrivateNetworkError where a host, or the address that it led to, is not public.

        Raises OSError where the host has no address.
        """
        if self.is_allowed(host, port):
            return
        for each in [address] if address else _addresses(_plain(host), port):
            if not is_public(each):
                raise PrivateNetworkError(f"{host} leads to {each}, which is not on the public internet")

    def permit_unresolved(self, host: str, port: int) -> None:
        """Do the same for a host that a proxy resolves, by its name alone where it has no address here."""
        if self.is_allowed(host, port):
            return
        name = _plain(host)
        is_local = ":" in name and not is_public(name)  # a literal address, whatever it holds
        if is_local or (":" not in name and "." not in name) or f".{name}".endswith(_LOCAL):
            raise PrivateNetworkError(f"{host} is a name of a private network")
        try:
            self.permit(host, port, None)
        except PrivateNetworkError:
            raise
        except OSError:  # only the proxy can resolve it
            return

    def is_allowed(self, host: str, port: int) -> bool:
        """Return whether the user names a host, alone or with its port."""
        name = _plain(host)
        return name in self._allowed or f"{name}:{port}" in self._allowed


def _allowed(named: str) -> str:
    """Return a host as it is looked for, perhaps with its port: `[::1]:8080`, `git.lan.`."""
    host, _, port = named.rpartition(":")
    if port.isdigit() and (host.endswith("]") or ":" not in host):
        return f"{_plain(host)}:{port}"
    return _plain(named)


def _plain(host: str) -> str:
    return host.lower().rstrip(".").strip("[]")


def _addresses(host: str, port: int) -> list[str]:
    import socket  # the network is the exception

    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


def is_public(address: str) -> bool:
    """Return whether an address is on the public internet; one within another counts as that one."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        within = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if any(found in each for each in _NOWHERE):
            return False
        if found in _NAT64:
            within = IPv4Address(int(found) & 0xFFFFFFFF)
        found = within or found
    return found.is_global and not found.is_multicast and not found.is_unspecified
