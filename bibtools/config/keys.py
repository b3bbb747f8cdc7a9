"""Configuration keys: which exist, in whose file each is allowed, and which values it takes.

Unknown keys are errors: a typo must not silently mean the default.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bibtools.config.toml_reader import shown
from bibtools.core.errors import ConfigError

WANTED: dict[Any, str] = {
    str: "a quoted string",
    bool: "true or false",
    list: "a list in brackets",
    dict: "a table",
    int: "a whole number",
    (int, float): "a number",
}
ANYWHERE: dict[str, Any] = {
    "index": str,
    "keys": str,
    "dialect": str,
    "encoding": str,
    "preprint": str,
    "max_authors": int,
    "collaborations": str,
    "code_field": str,
    "venue": str,
    "dois": str,
    "published": str,
    "title_searches": int,
    "code_links": int,
    "code_from": list,
    "extra": list,
    "order": list,
    "offline": bool,
    "mailto": str,
    "timeout": (int, float),
    "services": dict,
    "cache_dir": str,
    "select": list,
    "extend-select": list,
    "ignore": list,
    "per-file-ignores": dict,
    "level": dict,
}
OF_REPOSITORIES: dict[str, Any] = {"bib": str, "exclude": list, "paper": list}
OF_USERS: dict[str, Any] = {"trust": list, "links_private": list, "libraries": list}


def check_repository(table: object, origin: str) -> None:
    """Raise ConfigError if a repository's file has keys that are unknown, or not allowed there."""
    _check_owner(table, OF_USERS, f"{origin}: %s belongs in your own file, not in a repository's")
    check(table, OF_REPOSITORIES | ANYWHERE, origin)


def check_user(table: object, origin: str) -> None:
    """Raise ConfigError if the user's file has keys that are unknown, or allowed only in a repository's."""
    _check_owner(table, OF_REPOSITORIES, f"{origin}: %s belongs in a repository's file, not in your own")
    check(table, OF_USERS | ANYWHERE, origin)


def check(table: object, keys: Mapping[str, Any], origin: str, prefix: str = "") -> None:
    """Raise ConfigError if a table has an unknown key, or a value of the wrong type."""
    if not isinstance(table, dict):
        raise ConfigError(f"{origin}: {prefix.rstrip('.') or 'tool.bibtools'} must be a table")
    for key, value in table.items():
        if key not in keys:
            raise ConfigError(f"{origin}: unknown key {prefix}{_short(key)}{_nearest(key, keys)}")
        if any("\0" in text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)):
            raise ConfigError(f"{origin}: {prefix}{key} cannot contain NUL characters")
        if not isinstance(value, keys[key]) or (isinstance(value, bool) and keys[key] is not bool):
            wanted = WANTED[keys[key]]
            raise ConfigError(f"{origin}: {prefix}{key} cannot be {shown(value)}: it must be {wanted}")


def _check_owner(table: object, foreign: Mapping[str, Any], message: str) -> None:
    for key in foreign if isinstance(table, dict) else ():
        if key in table:  # type: ignore[operator]  # a table, as is asked above
            raise ConfigError(message % key)


def _short(key: str) -> str:
    return key if len(key) <= 60 else f"{key[:60]}…"


def _nearest(key: str, keys: Mapping[str, Any]) -> str:
    from difflib import get_close_matches  # for the message only

    close = get_close_matches(key[:60], keys, 1, 0.5)
    return f"; did you mean {close[0]}?" if close else f"; known: {', '.join(sorted(keys))}"
