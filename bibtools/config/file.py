"""The configuration file: `.bibtools.toml`, or the table `[tool.bibtools]` of `pyproject.toml`.

The one in the current folder or the nearest one above it holds, up to the top of the work tree. Keys that nobody knows
are errors: a typing mistake must not silently mean the default.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bibtools.core.errors import ConfigError
from bibtools.core.locations import configurations
from bibtools.files import limits, pathnames
from bibtools.files.exact_text import reason
from bibtools.files.regular_files import read_regular

WANTED: dict[Any, str] = {
    str: "one text in quotes",
    bool: "true or false",
    list: "a list in brackets",
    dict: "a table",
    int: "a whole number",
    (int, float): "a number",
}


def find(folder: Path) -> tuple[str, dict[str, Any]]:
    """Return the path and the content of the file that holds in a folder, or where it would be and nothing."""
    for path in map(Path, configurations(str(folder))):
        if not pathnames.is_file(str(path)) and not pathnames.is_stream(str(path)):
            continue
        table = _toml(path)
        if path.name == "pyproject.toml":
            tools = table.get("tool")
            table = tools.get("bibtools") if isinstance(tools, dict) else None
        if table is not None:
            return str(path), table
    return str(folder / ".bibtools.toml"), {}


def check(table: object, keys: Mapping[str, Any], origin: str, prefix: str = "") -> None:
    """Raise ConfigError where a table holds a key or a type of value that is none of those that are known."""
    if not isinstance(table, dict):
        raise ConfigError(f"{origin}: {prefix.rstrip('.') or 'tool.bibtools'} must be a table")
    for key, value in table.items():
        if key not in keys:
            raise ConfigError(f"{origin}: unknown key {prefix}{key}{_nearest(key, keys)}")
        if any("\0" in text for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)):
            raise ConfigError(f"{origin}: {prefix}{key} cannot hold the character NUL")
        if not isinstance(value, keys[key]) or (isinstance(value, bool) and keys[key] is not bool):
            wanted = WANTED[keys[key]]
            raise ConfigError(f"{origin}: {prefix}{key} cannot be {value!r}: it must be {wanted}")


def _toml(path: Path) -> Any:  # noqa: ANN401 - a file of somebody else's may hold anything
    import tomllib  # noqa: PLC0415 - most folders have no configuration

    try:
        return tomllib.loads(read_regular(str(path), limits.CONFIGURATION).decode())
    except OSError as error:
        raise ConfigError(f"{path}: cannot read it: {reason(error)}") from None
    except (ValueError, RecursionError) as error:  # ValueError: no UTF-8, no TOML, numbers of 4,300 digits
        raise ConfigError(f"{path}: cannot read it: {error}") from None


def _nearest(key: str, keys: Mapping[str, Any]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - for the message only

    close = get_close_matches(key, keys, 1, 0.5)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(sorted(keys))}"
