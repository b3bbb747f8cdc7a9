"""Sites: which hosts belong together, and which is this machine."""

from __future__ import annotations

import re
from urllib.parse import urlsplit


def is_same_site(url: str, host: str) -> bool:
    """Tell whether a redirect stays with the host's registrable domain, on HTTPS or on loopback."""
    parts = urlsplit(url)
    target = parts.hostname or ""
    domain = site(host)
    same = target == host or (not is_loopback(host) and (target == domain or target.endswith(f".{domain}")))
    return same and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(target)))


def site(host: str) -> str:
    """Return the registrable domain of a host, as far as its last two labels are one."""
    return ".".join(host.rstrip(".").lower().split(".")[-2:])


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine."""
    return host in {"localhost", "::1"} or bool(re.fullmatch(r"127(?:\.[0-9]{1,3}){3}", host))
