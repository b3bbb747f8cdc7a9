"""Service settings: the URL, pace and key of each.

Base URLs and pace are configurable, so that a mirror or another machine can be used; the pace of a public service
cannot be set below its terms, whatever the URL. A URL that a repository names never receives the
user's key or email address.
"""

from __future__ import annotations

from bibtools.config.keys import check
from bibtools.config.layers import DEFAULT, Layers, Setting, seconds
from bibtools.core.errors import ConfigError
from bibtools.core.named_tuple import NamedTuple
from bibtools.network.services import ApiKey, Service, at, terms
from bibtools.network.url import base, origin
from bibtools.providers.registry import SERVICES

_KEYS = {"url": str, "interval": (int, float)}


class Configured(NamedTuple):
    """A service, its settings by name, and a note if something is withheld from it."""

    service: Service
    settings: dict[str, Setting]
    note: str = ""


def services(layers: Layers) -> dict[str, Configured]:
    """Return the services by name; raises ConfigError."""
    _check_names(layers)
    return {name: _configured(name, service, layers.below(name)) for name, service in SERVICES.items()}


def _check_names(layers: Layers) -> None:
    names = dict.fromkeys(SERVICES, object)
    for layer in layers.files:
        check(layer.table, names, layer.file, "services.")
        for name, table in layer.table.items():
            if not isinstance(table, dict):  # what is there may be a key: it is not shown
                raise ConfigError(f"{layer.file}: services.{name} must be a table")


def _configured(name: str, public: Service, layers: Layers) -> Configured:
    prefix, variable = f"services.{name}.", f"BIBTOOLS_{name.upper()}"
    known = {**_KEYS, **({"key": object} if public.key_header else {})}
    for layer in layers.files:
        check(layer.table, known, layer.file, prefix)
    url = layers.pick("url", f"{variable}_URL", public.url)
    interval = layers.pick("interval", f"{variable}_INTERVAL", public.interval)
    pause = seconds(f"{prefix}interval", interval)
    if url.origin != DEFAULT or interval.origin != DEFAULT:
        _check_host(name, url, pause, interval)
    service = public if url.origin == DEFAULT else at(public, url.value, SERVICES.values())
    if interval.origin != DEFAULT:
        service = service._replace(interval=pause)
    service = service._replace(is_own=_is_own(url, variable, public, layers))
    settings = {f"{prefix}url": url, f"{prefix}interval": interval._replace(value=service.interval)}
    if not public.key_header:
        return Configured(service, settings)
    secret, withheld = _secret(service, url, variable, layers)
    service = service._replace(key=_key(f"{prefix}key", public, secret))
    settings[f"{prefix}key"] = secret._replace(value="set" if service.key else None)
    note = f"{url.origin}: {prefix}url differs from yours, so your key is not sent there" if withheld else ""
    return Configured(service, settings, note)


def _is_own(url: Setting, variable: str, public: Service, layers: Layers) -> bool:
    """Return whether a service's URL is the user's: set by the user, or the same as that or the public one."""
    own = layers.without_repository().pick("url", f"{variable}_URL", public.url)
    return url.origin != layers.repository.file or base(url.value) in {base(str(own.value)), base(public.url)}


def _secret(service: Service, url: Setting, variable: str, layers: Layers) -> tuple[Setting, bool]:
    """Return a service's key, and whether the user's key is withheld."""
    variables = (f"{variable}_KEY", *service.key_variables)
    mine = _usable(layers.without_repository().pick("key", variables, None), url, service, layers)
    if service.is_own:
        return _usable(layers.pick("key", variables, None), url, service, layers), False
    return layers._replace(environ={}, user=layers.user._replace(table={})).pick("key", None, None), bool(mine.value)


def _usable(secret: Setting, url: Setting, service: Service, layers: Layers) -> Setting:
    if secret.origin in service.key_variables and not (_is_key(secret.value) and url.origin != layers.repository.file):
        return secret._replace(value=None)  # it is there for other programs, and not worth an error
    return secret


def _key(name: str, public: Service, setting: Setting) -> ApiKey | None:
    """Return a key, which messages must not show."""
    value = setting.value
    if value is None:
        return None
    if not _is_key(value):
        raise ConfigError(f"{setting.origin}: {name}: not a key: it must be a quoted string without blanks")
    return ApiKey(public.key_header, value, public.key_scheme)


def _is_key(value: object) -> bool:
    return isinstance(value, str) and value != "" and value.isascii() and value.isprintable() and " " not in value


def _check_host(name: str, setting: Setting, pause: float, interval: Setting) -> None:
    here = origin(setting.value)
    if here is None or not here.is_safe:
        # What is there may hold a password: it is not shown.
        wanted = "must be https:// with a host and optionally a path, without a user (http:// is for this machine only)"
        raise ConfigError(f"{setting.origin}: services.{name}.url {wanted}")
    if interval.origin != DEFAULT and pause < (least := terms(setting.value, SERVICES.values())):
        asked = f"the terms of {here.host} ask for at least {least:g} seconds"
        raise ConfigError(f"{interval.origin}: services.{name}.interval: {asked}")
