"""The modifiers of citation-key patterns, applied in order to the text of a field marker."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from bibtools.bibliography.citekey.linear_regex import Regex, RegexError, RegexMatch
from bibtools.core.errors import UsageError
from bibtools.core.lazy_pattern import lazy_pattern

_GROUP = lazy_pattern(r"\$([0-9])")  # how JabRef's replacements name a group


def _abbreviated(text: str) -> str:
    return "".join(word[0] for word in text.split())


def _capitalised(text: str) -> str:
    return " ".join(word.capitalize() for word in text.split())


def _replaced(text: str, pattern: str, replacement: str) -> str:
    def new(match: RegexMatch) -> str:
        return _GROUP.sub(lambda group: match.group(text, int(group[1])), replacement)

    try:
        return _regex(pattern).replaced(text, new)
    except RegexError as error:
        raise UsageError(f"keys: the regular expression {pattern!r}: {error}; write a simpler one") from None


def check_regex(pattern: str, replacement: str) -> None:
    """Raise RegexError if a regular expression or its replacement is unusable."""
    groups = _regex(pattern).groups
    for group in _GROUP.findall(replacement):
        if int(group) > groups:
            raise RegexError(f"there is no group ${group}")


@cache
def _regex(pattern: str) -> Regex:
    return Regex(pattern)


MODIFIERS: Mapping[str, Callable[..., str]] = {
    "lower": str.lower,
    "upper": str.upper,
    "capitalize": _capitalised,
    "abbr": _abbreviated,
    "truncateN": lambda text, letters: text[:letters].rstrip(),
    "regex": _replaced,
    "(default)": lambda text, default: text or default,
}
