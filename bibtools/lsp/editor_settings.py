"""What the user sets in the editor: below `bibtools`, each with its default."""

from __future__ import annotations

from collections.abc import Mapping

from bibtools.core.named_tuple import NamedTuple


class EditorSettings(NamedTuple):
    """The settings of the editor; those of papers are in their configuration."""

    complete_keys: bool = True
    complete_papers: bool = True
    hover: bool = True
    document_links: bool = True
    inlay_hints: bool = False
    offline: bool = False


_NAMES = {
    "completion.keys": "complete_keys",
    "completion.papers": "complete_papers",
    "hover": "hover",
    "documentLinks": "document_links",
    "inlayHints": "inlay_hints",
    "offline": "offline",
}


def read_settings(given: object) -> EditorSettings:
    """Return the settings that an editor sends; what it does not say, or cannot mean, is as by default."""
    table = given.get("bibtools", given) if isinstance(given, Mapping) else {}
    found = {name: _within(table, way.split(".")) for way, name in _NAMES.items()}
    return EditorSettings()._replace(**{name: value for name, value in found.items() if isinstance(value, bool)})


def _within(table: object, names: list[str]) -> object:
    for name in names:
        table = table.get(name) if isinstance(table, Mapping) else None
    return table
