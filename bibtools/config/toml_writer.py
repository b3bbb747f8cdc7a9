"""Values as TOML has them, each on one line: https://toml.io/en/v1.0.0."""

from __future__ import annotations


def as_toml(value: object) -> str:
    """Return a text, a number, a boolean, a list or a table as a value of TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{as_toml(str(key))} = {as_toml(item)}' for key, item in value.items())}}}"
    return _quoted(value) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    """Return a text as TOML has it, on one line."""
    escaped = "".join(f"\\{char}" if char in '\\"' else char for char in text)
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in escaped) + '"'
