"""The settings of services: where each is asked, how often, and with which key.

Base URLs and pace are configuration, so that a mirror or another machine can be named; the pace of a public service
cannot be set below its terms.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from bibtools.config.file import check
from bibtools.config.layers import Layers, Setting
from bibtools.errors import ConfigError
from bibtools.providers import Key, Provider, Service, arxiv, datacite, oai, semanticscholar
from bibtools.transport.site import is_loopback, site

# Services that can be configured, with their defaults. Their names are those of their providers.
SERVICES: dict[str, Provider] = {each.NAME: each for each in (arxiv, datacite, oai, semanticscholar)}

_KEYS = {"url": str, "interval": (int, float), "key": str}
_LONGEST = 3600  # seconds


def services(layers: Layers) -> tuple[dict[str, Service], dict[str, Setting]]:
    """Return the services, and their settings by full name; raises ConfigError."""
    check(layers.table, dict.fromkeys(SERVICES, dict), layers.file, "services.")
    found: dict[str, Service] = {}
    settings: dict[str, Setting] = {}
    for name, provider in SERVICES.items():
        own, public, variable = layers.below(name), provider.SERVICE, f"BIBTOOLS_{name.upper()}"
        check(
            own.table,
            {key: _KEYS[key] for key in _KEYS if key != "key" or public.key_header},
            layers.file,
            f"services.{name}.",
        )
        url = own.pick("url", f"{variable}_URL", public.url)
        interval = own.pick("interval", f"{variable}_INTERVAL", public.interval)
        settings |= {f"services.{name}.url": url, f"services.{name}.interval": interval}
        key = None
        if public.key_header:
            secret = own.pick("key", f"{variable}_KEY", "")
            key = _key(name, public.key_header, secret.value) if secret.value else None
            settings[f"services.{name}.key"] = secret._replace(value="set" if secret.value else None)
        seconds = _seconds(name, interval.value)
        _check_host(name, public, url.value, seconds)
        found[name] = public._replace(url=url.value, interval=seconds, key=key)
    return found, settings


def _key(name: str, header: str, value: str) -> Key:
    if not value.isascii() or not value.isprintable() or " " in value:
        raise ConfigError(f"services.{name}.key: this is no key (a blank, or a character that no header can hold)")
    return Key(header, value)


def _seconds(name: str, interval: object) -> float:
    try:
        seconds = float(str(interval))
    except ValueError:
        seconds = -1
    if not 0 <= seconds < _LONGEST:
        raise ConfigError(f"services.{name}.interval: {interval!r} is no number of seconds between 0 and {_LONGEST}")
    return seconds


def _check_host(name: str, public: Service, url: str, seconds: float) -> None:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise ConfigError(f"services.{name}.url: {url!r}: {error}") from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not safe or not host:
        raise ConfigError(f"services.{name}.url: {url!r} must begin with https:// (http:// is for this machine only)")
    if site(host) == site(urlsplit(public.url).hostname or "") and seconds < public.interval:
        raise ConfigError(f"services.{name}.interval: the terms of {host} ask for at least {public.interval:g} seconds")
