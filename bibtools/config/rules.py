"""Which rules the files of settings choose; the repository's file goes over the user's."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from bibtools.config.layers import Layer, Layers
from bibtools.config.toml_reader import shown
from bibtools.core.errors import ConfigError
from bibtools.core.nearest import nearest
from bibtools.core.rule import Level
from bibtools.core.rule_selection import FileIgnores, RuleSelection, named

_MOST = 500  # patterns
_LONGEST = 500  # characters of one
_WILD, _MOST_WILD = "*?[", 20  # signs of one that stand for others: regular expressions of more take long to be made


def rules(layers: Layers, folder: Path) -> RuleSelection:
    """Return which rules are in force in a folder; raises ConfigError."""
    selection = RuleSelection()
    for layer in reversed(layers.files):
        selection = _with_layer(selection, layer, folder)
    return selection


def _with_layer(selection: RuleSelection, layer: Layer, folder: Path) -> RuleSelection:
    table = layer.table
    select = _names(table["select"], layer, "select") if "select" in table else None
    extend, ignore = (_names(table.get(key, []), layer, key) for key in ("extend-select", "ignore"))
    chosen = selection.chosen(select, extend, ignore).with_levels(_levels(table.get("level", {}), layer))
    return chosen._replace(in_files=(*chosen.in_files, *_in_files(table.get("per-file-ignores", {}), layer, folder)))


def _names(values: object, layer: Layer, key: str, *, with_all: bool = True) -> tuple[str, ...]:
    listed = values if isinstance(values, list) else [values]
    strange = [each for each in listed if not isinstance(each, str)]
    if strange:
        raise ConfigError(f"{layer.file}: {key} cannot hold {shown(strange[0])}: it is a list of names of rules")
    try:
        return named(map(str, listed), with_all=with_all)
    except ValueError as error:
        raise ConfigError(f"{layer.file}: {key}: {error}") from None


def _levels(table: Mapping[str, Any], layer: Layer) -> dict[str, Level]:
    known = get_args(Level)
    for rule, level in table.items():
        _names([rule], layer, "level", with_all=False)
        if level not in known:
            close = nearest(level, known) if isinstance(level, str) else None
            hint = f"did you mean {close}?" if close else f"known: {', '.join(known)}"
            raise ConfigError(f"{layer.file}: level: {rule} cannot be {shown(level)}; {hint}")
    return dict(table)


def _in_files(table: Mapping[str, Any], layer: Layer, folder: Path) -> list[FileIgnores]:
    if len(table) > _MOST:
        raise ConfigError(f"{layer.file}: per-file-ignores has {_MOST} patterns at most; there are {len(table)}")
    for pattern in table:
        if not 0 < len(pattern) <= _LONGEST:
            limits = f"a pattern has 1 to {_LONGEST} characters: {shown(pattern)}"
            raise ConfigError(f"{layer.file}: per-file-ignores: {limits}")
        if sum(map(pattern.count, _WILD)) > _MOST_WILD:
            limits = f"a pattern has at most {_MOST_WILD} of {' '.join(_WILD)}: {shown(pattern)}"
            raise ConfigError(f"{layer.file}: per-file-ignores: {limits}")
    prefix = os.path.relpath(folder, os.path.dirname(layer.file)) if table else ""
    return [
        FileIgnores(pattern, _names(names, layer, f"per-file-ignores: {pattern[:60]}"), prefix)
        for pattern, names in table.items()
    ]
