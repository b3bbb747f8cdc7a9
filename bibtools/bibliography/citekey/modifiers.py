"""The modifiers of citation-key patterns: what is done to the text of a field marker, one after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_GROUP = re.compile(r"\$([0-9])")  # how JabRef's replacements name a group


def _abbreviated(text: str) -> str:
    return "".join(word[0] for word in text.split())


def _capitalised(text: str) -> str:
    return " ".join(word.capitalize() for word in text.split())


def _replaced(text: str, pattern: str, replacement: str) -> str:
    return re.sub(pattern, lambda match: _GROUP.sub(lambda group: match[int(group[1])] or "", replacement), text)


def check_regex(pattern: str, replacement: str) -> None:
    """Raise re.error where a regular expression or what it is replaced by cannot be used."""
    groups = re.compile(pattern).groups
    for group in _GROUP.findall(replacement):
        if int(group) > groups:
            raise re.error(f"there is no group ${group}")


MODIFIERS: Mapping[str, Callable[..., str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "capitalize": _capitalised,
    "abbr": _abbreviated,
    "truncateN": lambda text, letters: text[:letters].rstrip(),
    "regex": _replaced,
    "(default)": lambda text, default: text or default,
}
