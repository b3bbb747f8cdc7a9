"""Trust: which repositories may configure services, index and cache. Repositories are untrusted by default.

These settings could send the user's requests, keys and files elsewhere, so they count only if the
user trusts that repository: by `trust` in the user's own file, by BIBTOOLS_TRUST, or by `--trust` on the command line.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from shlex import quote
from typing import Any

from bibtools.config.layers import Layer, Setting
from bibtools.config.toml_reader import shown
from bibtools.core.errors import ConfigError
from bibtools.files.worktree import is_within

VARIABLE = "BIBTOOLS_TRUST"
# What leads questions and answers elsewhere.
GUARDED = ("services", "index", "cache_dir")
_BELOW = "/*"
_SHOWN = 8  # keys in a note


def trusted_places(environ: Mapping[str, str], user: Layer) -> Setting:
    """Return the folders of the repositories that the user trusts; raises ConfigError."""
    if environ.get(VARIABLE):
        setting = Setting(environ[VARIABLE].split(os.pathsep), VARIABLE)
    else:
        setting = Setting(user.table["trust"], user.file) if "trust" in user.table else Setting([])
    for place in setting.value:
        if not isinstance(place, str) or not os.path.isabs(_folder(place)) or _folder(place) == "/":
            example = f"an absolute path, such as {os.path.expanduser('~')}/paper"
            raise ConfigError(f"{setting.origin}: trust cannot be {shown(place)}: it must be {example}")
    return setting


def is_trusted(top: str, places: Sequence[str]) -> bool:
    """Return whether a repository, by its top folder, is one of some folders, or below one that ends in /*."""
    real = os.path.realpath(top)
    return any(
        is_within(real, _real(place)) and real != _real(place) if place.endswith(_BELOW) else real == _real(place)
        for place in places
    )


def how_to_trust(top: str, user: str) -> str:
    """Return why settings do not count, and how the user would trust a repository; `user` is the user's own file."""
    from bibtools.config.toml_writer import as_toml  # for the message

    written = f"write trust = {as_toml([top])} into {user or 'your own file'}"
    how = f"to do so, give --trust, set {VARIABLE}={quote(top)}, or {written}"
    return f"a repository may set that only if you trust it; {how}"


def why_open(path: str) -> str:
    """Return why settings of a trusted repository do not count where anyone can write to a file or its folder.

    Others of its settings do: they lead nowhere, and some CI runners make every checked-out file world-writable.
    """
    return f"you trust this repository, but anyone can write to {path}; chmod o-w {quote(path)} fixes that"


def untrusted(layer: Layer, why: Callable[[], str]) -> tuple[Layer, str]:
    """Return a layer without settings that need trust, and a note that names these, and why they do not count."""
    ignored = [name for key in GUARDED if key in layer.table for name in _names(key, layer.table[key])]
    if not ignored:
        return layer, ""
    rest = {key: value for key, value in layer.table.items() if key not in GUARDED}
    named = ", ".join(ignored[:_SHOWN]) + (", …" if len(ignored) > _SHOWN else "")
    verb = "is" if len(ignored) == 1 else "are"
    return layer._replace(table=rest), f"{layer.file}: {named} {verb} ignored: {why()}"


def _names(key: str, value: Any) -> Iterator[str]:  # noqa: ANN401 - an untrusted file may hold anything
    """Yield the names of settings as written, without their values, which may be secrets."""
    if key != "services" or not isinstance(value, dict):
        yield key
        return
    for name, table in value.items():
        inner = table if isinstance(table, dict) and table else [None]
        yield from (".".join([key, _short(name), *([_short(each)] if each else [])]) for each in inner)


def _short(name: str) -> str:
    return name[:30]


def _folder(place: str) -> str:
    return os.path.expanduser(place.removesuffix(_BELOW)) or "/"


def _real(place: str) -> str:
    return os.path.realpath(_folder(place))
