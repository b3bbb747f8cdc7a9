"""TOML, parsed within limits: parsers take minutes for some texts, or recurse too deeply."""

from __future__ import annotations

import re
from typing import Any

from bibtools.core.errors import ConfigError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.files.settings_file import SettingsContent

_DEEPEST = 32  # brackets in brackets, and parts of a dotted key
_SHOWN = 60  # characters of a value in a message
# Strings and comments, in which brackets and dots mean nothing, and what does mean something. Possessive: what does not
# close is read once.
_TOKEN = lazy_pattern(
    r'"""(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5}+)?'
    r"|'''(?:[^']++|'(?!''))*+(?:'{3,5}+)?"
    r'|"(?:[^"\\\n]++|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
    r"|[][{}.,=\n]",
    re.DOTALL,
)
_OPENING, _CLOSING, _BETWEEN = frozenset("[{"), frozenset("]}"), frozenset(",=\n")


def table(path: str, held: SettingsContent) -> dict[str, Any]:
    """Return the table in a file; raises ConfigError."""
    if held.fault:
        raise ConfigError(f"{path}: cannot read it: {held.fault}")
    import tomllib  # most folders have no configuration

    try:
        text = held.data.decode("utf-8")
        if line := _deep(text):
            nested = f"more than {_DEEPEST} brackets or parts of a key are nested here"
            raise ConfigError(f"{path}:{line}: cannot read it: {nested}; flatten it")
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: no UTF-8, no TOML, numbers of 4,300 digits
        raise ConfigError(f"{path}: cannot read it: {error}") from None


def shown(value: object) -> str:
    """Return a value for a message, shortened."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # a number of more digits than Python prints
        return f"this {type(value).__name__}"
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _deep(text: str) -> int:
    """Return the first line that is nested too deeply, or 0."""
    depth = dots = 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign == ".":
            dots += 1
        elif sign in _OPENING:
            depth, dots = depth + 1, 0
        elif sign in _CLOSING:
            depth, dots = max(0, depth - 1), 0
        elif sign in _BETWEEN:
            dots = 0
        if depth > _DEEPEST or dots > _DEEPEST:
            return text.count("\n", 0, token.start()) + 1
    return 0
