"""JSON Schemas of the configuration files, made of the table of settings: for editors, and for the documentation.

Draft 7, which the editors' TOML plug-ins know: https://json-schema.org/draft-07.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bibtools.config.descriptions import DESCRIPTIONS, PAPER, SERVICE, Description
from bibtools.config.keys import ANYWHERE, OF_REPOSITORIES, OF_USERS
from bibtools.core.rule_selection import ALL
from bibtools.core.rules import RULES
from bibtools.providers.registry import SERVICES

_DRAFT = "http://json-schema.org/draft-07/schema#"
_TYPES: dict[Any, str] = {
    str: "string",
    bool: "boolean",
    list: "array",
    dict: "object",
    int: "integer",
    float: "number",
    (int, float): "number",
}
_RULE = {"enum": list(RULES)}
_RULE_OR_ALL = {"enum": [*RULES, ALL]}


def repository_schema() -> dict[str, object]:
    """Return the schema of a repository's file: `.bibtools.toml`, or `[tool.bibtools]` of a `pyproject.toml`."""
    return _file("bibtools: configuration of a repository", OF_REPOSITORIES | ANYWHERE)


def user_schema() -> dict[str, object]:
    """Return the schema of the user's file, `config.toml`."""
    return _file("bibtools: configuration of a user", OF_USERS | ANYWHERE)


def _file(title: str, keys: Mapping[str, Any]) -> dict[str, object]:
    properties = {name: _property(name, DESCRIPTIONS[name], keys[name]) for name in sorted(keys)}
    return {"$schema": _DRAFT, "title": title, **_table(properties)}


def _table(properties: Mapping[str, object]) -> dict[str, object]:
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


def _property(name: str, described: Description, kind: object) -> dict[str, object]:
    default = {} if described.default is None else {"default": described.default}
    about = {"description": described.meaning, "examples": [described.example], **default}
    return {**about, "type": _TYPES[kind], **_values(name, described)}


def _values(name: str, described: Description) -> dict[str, object]:
    """Return what is further asked of the values of a setting."""
    if name in _TABLES:
        return _TABLES[name]()
    if isinstance(described.example, list):
        choices = {"enum": list(described.choices)} if described.choices else {"type": "string"}
        return {"items": choices}
    if described.choices:
        return {"enum": list(described.choices)}
    return {"minimum": 0} if name in {"timeout", "max_authors", "code_links", "title_searches"} else {}


def _levels() -> dict[str, object]:
    return {"propertyNames": _RULE, "additionalProperties": {"enum": list(DESCRIPTIONS["level"].choices)}}


def _ignores() -> dict[str, object]:
    return {"additionalProperties": {"type": "array", "items": _RULE_OR_ALL}}


def _papers() -> dict[str, object]:
    table = _table({key: _property(key, PAPER[key], list if key == "sources" else str) for key in PAPER})
    return {"items": {**table, "required": list(PAPER)}}


def _services() -> dict[str, object]:
    tables = {
        name: _table({key: _property(key, SERVICE[key], float if key == "interval" else str) for key in _keys(name)})
        for name in SERVICES
    }
    return {"properties": tables, "additionalProperties": False}


def _keys(name: str) -> list[str]:
    return [key for key in SERVICE if key != "key" or SERVICES[name].key_header]


_TABLES: dict[str, Callable[[], dict[str, object]]] = {
    "services": _services,
    "level": _levels,
    "per-file-ignores": _ignores,
    "paper": _papers,
}
