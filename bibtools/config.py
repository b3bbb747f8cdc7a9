"""Configuration: command line over environment over file over default.

The file is `.bibtools.toml`, or the table `[tool.bibtools]` of `pyproject.toml`, in the current folder or the nearest
one above it. Keys that nobody knows are errors: a typing mistake must not silently mean the default.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bibtools.errors import ConfigError
from bibtools.files import Exclusion
from bibtools.providers import Provider, arxiv
from bibtools.transport import Service, is_loopback, site

if TYPE_CHECKING:
    from bibtools.citekey.pattern import Pattern

# Services that can be configured, with their defaults. Their names are those of their providers.
SERVICES: dict[str, Provider] = {arxiv.NAME: arxiv}

_KEYS = {"bib": str, "exclude": list, "keys": str, "offline": bool, "mailto": str, "services": dict}
_SERVICE_KEYS = {"url": str, "interval": (int, float)}
_WANTED: dict[Any, str] = {
    str: "one text in quotes",
    bool: "true or false",
    list: "a list of texts in brackets",
    dict: "a table",
    (int, float): "a number",
}
_TRUE, _FALSE = frozenset({"1", "true", "yes", "on"}), frozenset({"0", "false", "no", "off"})
_MAILTO = re.compile(r"[^@\s;()<>]+@[^@\s;()<>]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting, with its default."""

    bib: str | None = None
    offline: bool = False
    mailto: str | None = None
    exclusion: Exclusion = field(default_factory=Exclusion)
    keys: Pattern | None = None
    cache_dir: Path = Path()
    services: Mapping[str, Service] = field(default_factory=dict)

    def with_offline(self) -> Config:
        """Return the same configuration, with no service to ask."""
        return replace(self, offline=True)


def load(environ: Mapping[str, str], folder: Path) -> Config:
    """Read the configuration that holds in a folder; raises ConfigError naming the place of the mistake."""
    origin, table = _file(folder)
    _check(table, _KEYS, origin)
    bib = table.get("bib")
    offline = _switch("BIBTOOLS_OFFLINE", environ.get("BIBTOOLS_OFFLINE"), default=table.get("offline", False))
    mailto = environ.get("BIBTOOLS_MAILTO") or table.get("mailto")
    if mailto and not (mailto.isascii() and _MAILTO.fullmatch(mailto)):
        raise ConfigError(f"mailto: {mailto!r} is no mail address")
    return Config(
        # A path in the file is relative to the file.
        bib=os.path.relpath(Path(origin).parent / bib, folder) if bib else None,
        offline=offline,
        mailto=mailto,
        exclusion=_exclusion(table.get("exclude", []), origin),
        keys=_pattern(table["keys"], origin) if "keys" in table else None,
        cache_dir=_cache_dir(environ),
        services=_services(table.get("services", {}), environ, origin),
    )


def _pattern(text: str, origin: str) -> Pattern:
    from bibtools.citekey.parsing import PatternError, parse  # noqa: PLC0415 - few configurations have one

    try:
        return parse(text)
    except PatternError as error:
        raise ConfigError(f"{origin}: keys: {error}") from None


def _exclusion(patterns: list[object], origin: str) -> Exclusion:
    if not all(isinstance(pattern, str) for pattern in patterns):
        raise ConfigError(f"{origin}: exclude cannot be {patterns!r}: it is {_WANTED[list]}")
    return Exclusion(str(Path(origin).parent), tuple(map(str, patterns)))


def _file(folder: Path) -> tuple[str, dict[str, Any]]:
    for above in (folder, *folder.parents):
        for name in (".bibtools.toml", "pyproject.toml"):
            path = above / name
            if not path.is_file():
                continue
            table = _toml(path)
            if name == "pyproject.toml":
                tools = table.get("tool")
                table = tools.get("bibtools") if isinstance(tools, dict) else None
            if table is not None:
                return str(path), table
        if (above / ".git").exists():
            break
    return str(folder / ".bibtools.toml"), {}


def _toml(path: Path) -> Any:  # noqa: ANN401 - a file of somebody else's may hold anything
    import tomllib  # noqa: PLC0415 - most folders have no configuration

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot read it: {error}") from None


def _check(table: object, keys: Mapping[str, Any], origin: str, prefix: str = "") -> None:
    if not isinstance(table, dict):
        raise ConfigError(f"{origin}: {prefix.rstrip('.') or 'tool.bibtools'} must be a table")
    for key, value in table.items():
        if key not in keys:
            raise ConfigError(f"{origin}: unknown key {prefix}{key}{_nearest(key, keys)}")
        if not isinstance(value, keys[key]) or (isinstance(value, bool) and keys[key] is not bool):
            wanted = _WANTED[keys[key]]
            raise ConfigError(f"{origin}: {prefix}{key} cannot be {value!r}: it is {wanted}")


def _nearest(key: str, keys: Mapping[str, Any]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - for the message only

    close = get_close_matches(key, keys, 1, 0.5)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(sorted(keys))}"


def _switch(name: str, value: str | None, *, default: bool) -> bool:
    if not value:
        return default
    if value.lower() not in _TRUE | _FALSE:
        raise ConfigError(f"{name}: {value!r} is neither 1 nor 0")
    return value.lower() in _TRUE


def _cache_dir(environ: Mapping[str, str]) -> Path:
    """Return BIBTOOLS_CACHE_DIR, or the place for caches (XDG Base Directory Specification)."""
    own = environ.get("BIBTOOLS_CACHE_DIR")
    home = environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")  # noqa: PTH111, PTH118 - Path.home() raises where there is none
    return Path(own) if own else Path(home) / "bibtools"


def _services(table: Mapping[str, Any], environ: Mapping[str, str], origin: str) -> dict[str, Service]:
    _check(table, dict.fromkeys(SERVICES, dict), origin, "services.")
    services = {}
    for name, provider in SERVICES.items():
        settings = table.get(name, {})
        _check(settings, _SERVICE_KEYS, origin, f"services.{name}.")
        variable = f"BIBTOOLS_{name.upper()}"
        url = environ.get(f"{variable}_URL") or settings.get("url", provider.URL)
        interval = environ.get(f"{variable}_INTERVAL") or settings.get("interval", provider.INTERVAL)
        services[name] = _service(name, provider, url, interval)
    return services


def _service(name: str, provider: Provider, url: str, interval: object) -> Service:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        raise ConfigError(f"services.{name}.url: {url!r}: {error}") from None
    safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    if not safe or not host:
        raise ConfigError(f"services.{name}.url: {url!r} must begin with https:// (http:// is for this machine only)")
    try:
        seconds = float(str(interval))
    except ValueError:
        seconds = -1
    if not 0 <= seconds < 3600:
        raise ConfigError(f"services.{name}.interval: {interval!r} is no number of seconds between 0 and 3600")
    if site(host) == site(urlsplit(provider.URL).hostname or "") and seconds < provider.INTERVAL:
        raise ConfigError(
            f"services.{name}.interval: the terms of {host} ask for at least {provider.INTERVAL:g} seconds"
        )
    return Service(url, seconds)
