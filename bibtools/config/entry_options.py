"""The settings of new entries: their dialect, encoding and fields."""

from __future__ import annotations

from typing import Any, get_args

from bibtools.bibliography.entries.options import (
    EXTRA,
    NAMES,
    CodeField,
    Collaborations,
    Dialect,
    Encoding,
    EntryPreferences,
    PreprintType,
    VenueForm,
)
from bibtools.config.layers import Layers
from bibtools.config.toml_reader import shown
from bibtools.core.errors import ConfigError

_LISTS = {
    "extra": EXTRA,
    "order": tuple(dict.fromkeys(name.lower() for names in NAMES.values() for name in names.values())),
}
_MOST = 10_000  # authors, and links


def preferences(layers: Layers) -> EntryPreferences:
    """Return the configured preferences for new entries; raises ConfigError."""
    default = EntryPreferences()
    dialect, encoding = choice(layers, "dialect", Dialect), choice(layers, "encoding", Encoding)
    preprint, code_field = choice(layers, "preprint", PreprintType), choice(layers, "code_field", CodeField)
    return EntryPreferences(
        dialect=dialect,
        encoding=encoding,
        preprint=preprint or default.preprint,
        max_authors=number(layers, "max_authors"),
        extra=_list(layers, "extra"),
        order=_list(layers, "order"),
        code_field=code_field or default.code_field,
        code_links=max(1, number(layers, "code_links")),
        venue=choice(layers, "venue", VenueForm),
        collaborations=choice(layers, "collaborations", Collaborations) or default.collaborations,
    )


def choice(layers: Layers, name: str, choices: object) -> Any:  # noqa: ANN401 - one of the choices, which mypy cannot say
    """Return what a setting is that has to be one of some words, None where it is not set; raises ConfigError."""
    (value, origin), offered = layers.pick(name, None, None), get_args(choices)
    if value is not None and value not in offered:
        raise ConfigError(f"{origin}: {name} cannot be {shown(value)}: it must be one of {', '.join(offered)}")
    return value


def _list(layers: Layers, name: str) -> tuple[str, ...]:
    values, origin = layers.pick(name, None, [])
    for value in values:
        if not isinstance(value, str) or value.lower() not in _LISTS[name]:
            raise ConfigError(f"{origin}: {name} cannot hold {shown(value)}: known: {', '.join(_LISTS[name])}")
    return tuple(str(value).lower() for value in values)


def number(layers: Layers, name: str, default: int = 0) -> int:
    """Return a setting's value, a whole number; raises ConfigError."""
    value, origin = layers.pick(name, None, default)
    if not 0 <= value <= _MOST:
        raise ConfigError(f"{origin}: {name} cannot be {shown(value)}: it must be a number from 0 to {_MOST}")
    return int(value)
