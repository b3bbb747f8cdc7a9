r"""Commands of TeX in a text: where they stand, and the arguments that follow them.

Every pattern looks no farther than a bound, and none goes back: texts that never close what they open cost no more
than their length.
"""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import line_start

_LONGEST = 20_000  # characters of an argument
_BRACES = r"\{[^{}]*+\}"
for _ in range(4):
    _BRACES = rf"\{{(?:[^{{}}]++|{_BRACES})*+\}}"
_BRACKETS = rf"\[(?:[^{{}}\[\]]++|{_BRACES}|\[[^\[\]]*+\])*+\]"
_COMMAND = lazy_pattern(r"\\(?:([A-Za-z@]+)|.)")  # or an escaped character
_ARGUMENT = lazy_pattern(rf"\s*+({_BRACES})")
_OPTION = lazy_pattern(rf"\s*+({_BRACKETS})")
_COMMENT = lazy_pattern(r"(?<!\\)%[^\r\n]*\s*")
_LIST = lazy_pattern(r"(?:[^,{}]++|\{[^{}]*+\})++")


class Command(NamedTuple):
    """A command: its name, where its backslash stands, and the end of its name."""

    name: str
    start: int
    end: int


class Argument(NamedTuple):
    """What stands in braces or brackets, without these, and where it ends."""

    text: str
    end: int


def commands(text: str) -> Iterator[Command]:
    """Yield the commands of a text that have a name."""
    for match in _COMMAND.finditer(text):
        if match[1]:
            yield Command(match[1], match.start(), match.end())


def is_commented(text: str, at: int, floor: int = 0) -> bool:
    """Return whether a percent sign that is not escaped stands before a place in its line, no farther than a floor."""
    return "%" in text[line_start(text, at, floor) : at].replace("\\%", "")


def argument(text: str, at: int) -> Argument | None:
    """Return the argument in braces that stands at an offset."""
    match = _ARGUMENT.match(text, at, at + _LONGEST)
    return Argument(_COMMENT.sub("", match[1][1:-1]), match.end()) if match else None


def options(text: str, at: int) -> tuple[list[str], int]:
    """Return the options that stand at an offset, behind a star if there is one, and where they end."""
    at += text.startswith("*", at)
    found = []
    while match := _OPTION.match(text, at, at + _LONGEST):
        found.append(match[1][1:-1])
        at = match.end()
    return found, at


def arguments(text: str, at: int, number: int) -> tuple[list[str], int]:
    """Return at most a number of arguments in braces that follow each other from an offset on, and where they end."""
    found: list[str] = []
    while len(found) < number and (each := argument(text, at)):
        found.append(each.text)
        at = each.end
    return found, at


def items(text: str) -> list[str]:
    """Return the items of a list with commas; commas within braces separate nothing."""
    return [item for each in _LIST.findall(text) if (item := each.strip())]
