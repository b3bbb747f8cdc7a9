"""The settings of new entries: their dialect, encoding and fields."""

from __future__ import annotations

from bibtools.bibliography.entries.options import (
    ARTICLE,
    ASCII,
    BIBLATEX,
    BIBTEX,
    CODE_FIELDS,
    EXTRA,
    MISC,
    NAMES,
    UNICODE,
    EntryPreferences,
)
from bibtools.config.layers import Layers
from bibtools.config.toml_reader import shown
from bibtools.core.errors import ConfigError

_CHOICES = {
    "dialect": (BIBTEX, BIBLATEX),
    "encoding": (ASCII, UNICODE),
    "preprint": (MISC, ARTICLE),
    "code_field": CODE_FIELDS,
}
_LISTS = {
    "extra": EXTRA,
    "order": tuple(dict.fromkeys(name.lower() for names in NAMES.values() for name in names.values())),
}
_MOST = 10_000  # authors, and links


def preferences(layers: Layers) -> EntryPreferences:
    """Return the configured preferences for new entries; raises ConfigError."""
    return EntryPreferences(
        dialect=_choice(layers, "dialect", None),
        encoding=_choice(layers, "encoding", None),
        preprint=_choice(layers, "preprint", MISC) or MISC,
        max_authors=_number(layers, "max_authors"),
        extra=_list(layers, "extra"),
        order=_list(layers, "order"),
        code_field=_choice(layers, "code_field", CODE_FIELDS[0]) or CODE_FIELDS[0],
        code_links=max(1, _number(layers, "code_links")),
    )


def _choice(layers: Layers, name: str, default: str | None) -> str | None:
    value, origin = layers.pick(name, None, default)
    if value is not None and value not in _CHOICES[name]:
        raise ConfigError(f"{origin}: {name} cannot be {shown(value)}: it must be one of {', '.join(_CHOICES[name])}")
    chosen: str | None = value
    return chosen


def _list(layers: Layers, name: str) -> tuple[str, ...]:
    values, origin = layers.pick(name, None, [])
    for value in values:
        if not isinstance(value, str) or value.lower() not in _LISTS[name]:
            raise ConfigError(f"{origin}: {name} cannot hold {shown(value)}: known are {', '.join(_LISTS[name])}")
    return tuple(str(value).lower() for value in values)


def _number(layers: Layers, name: str) -> int:
    value, origin = layers.pick(name, None, 0)
    if not 0 <= value <= _MOST:
        raise ConfigError(f"{origin}: {name} cannot be {shown(value)}: it must be a number from 0 to {_MOST}")
    return int(value)
