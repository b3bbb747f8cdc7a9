"""The settings of services: where each is asked, how often, and with which key.

Base URLs and pace are configuration, so that a mirror or another machine can be named; the pace of a public service
cannot be set below its terms.
"""

from __future__ import annotations

from typing import NamedTuple

from bibtools.config.file import check
from bibtools.config.layers import DEFAULT, Layers, Setting, seconds
from bibtools.core.errors import ConfigError
from bibtools.network.services import PUBLIC, Key, Service

_KEYS = {"url": str, "interval": (int, float)}


class Configured(NamedTuple):
    """A service, and its settings by their names."""

    service: Service
    settings: dict[str, Setting]


def services(layers: Layers) -> dict[str, Configured]:
    """Return the services by name; raises ConfigError."""
    _check_names(layers)
    return {name: _configured(name, service, layers.below(name)) for name, service in PUBLIC.items()}


def _check_names(layers: Layers) -> None:
    names = dict.fromkeys(PUBLIC, object)
    check(layers.table, names, layers.file, "services.")
    for name, table in layers.table.items():
        if not isinstance(table, dict):  # what stands there may be a key: it is not shown
            raise ConfigError(f"{layers.file}: services.{name} must be a table")


def _configured(name: str, public: Service, layers: Layers) -> Configured:
    prefix, variable = f"services.{name}.", f"BIBTOOLS_{name.upper()}"
    known = {**_KEYS, **({"key": object} if public.key_header else {})}
    check(layers.table, known, layers.file, prefix)
    settings = {
        f"{prefix}url": layers.pick("url", f"{variable}_URL", public.url),
        f"{prefix}interval": layers.pick("interval", f"{variable}_INTERVAL", public.interval),
    }
    url, interval = settings.values()
    pause = seconds(f"{prefix}interval", interval)
    if url.origin != DEFAULT or interval.origin != DEFAULT:
        _check_host(name, public, url, pause, interval)
    service = public._replace(url=url.value, interval=pause)
    if public.key_header:
        secret = layers.pick("key", (f"{variable}_KEY", *public.key_variables), None)
        if secret.origin in public.key_variables and not (_is_key(secret.value) and url.origin != layers.file):
            secret = secret._replace(value=None)  # it is there for other programs, and not worth an error
        service = service._replace(key=_key(f"{prefix}key", public, secret))
        _check_recipient(name, variable, url, secret, layers)
        settings[f"{prefix}key"] = secret._replace(value="set" if service.key else None)
    return Configured(service, settings)


def _key(name: str, public: Service, setting: Setting) -> Key | None:
    """Return a key, which no message may show."""
    value = setting.value
    if value is None:
        return None
    if not _is_key(value):
        raise ConfigError(f"{setting.origin}: {name}: this is no key: it is one text in quotes without blanks")
    return Key(public.key_header, value, public.key_scheme)


def _is_key(value: object) -> bool:
    return isinstance(value, str) and value != "" and value.isascii() and value.isprintable() and " " not in value


def _check_recipient(name: str, variable: str, url: Setting, secret: Setting, layers: Layers) -> None:
    """Refuse to send a user's key where somebody else's file says: a repository may come from anybody."""
    if secret.origin != layers.file and url.origin == layers.file and secret.value:
        message = f"{secret.origin} goes where {variable}_URL says, and not where a file says"
        raise ConfigError(f"{url.origin}: services.{name}.url: {message}")


def _check_host(name: str, public: Service, setting: Setting, pause: float, interval: Setting) -> None:
    from bibtools.network.url import origin, site  # noqa: PLC0415 - few configurations name another place

    here, there = origin(setting.value), origin(public.url)
    if here is None or not here.is_safe:
        # What stands there may hold a password: it is not shown.
        wanted = "must be https:// with a host and perhaps a path, without a user (http:// is for this machine only)"
        raise ConfigError(f"{setting.origin}: services.{name}.url {wanted}")
    if there and site(here.host) == site(there.host) and pause < public.interval:
        terms = f"the terms of {here.host} ask for at least {public.interval:g} seconds"
        raise ConfigError(f"{interval.origin}: services.{name}.interval: {terms}")
