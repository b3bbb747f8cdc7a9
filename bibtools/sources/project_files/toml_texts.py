"""TOML files of other tools, as values."""

from __future__ import annotations

import tomllib

from bibtools.core.text import BOM

_LONGEST = 256 * 1024  # characters


def read_toml(text: str) -> tuple[dict[str, object], tuple[str, ...]]:
    """Return the values of a TOML file, and why it could not be read."""
    if len(text) > _LONGEST:
        return {}, (f"its TOML has more than {_LONGEST:,} characters and was not read",)
    try:
        return tomllib.loads(text.removeprefix(BOM)), ()
    except (ValueError, RecursionError) as error:
        return {}, (f"its TOML could not be read: {' '.join(str(error).split())[:100]}",)
