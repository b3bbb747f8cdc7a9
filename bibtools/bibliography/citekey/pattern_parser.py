r"""Patterns of citation keys, in the syntax of JabRef and Better BibTeX: `[auth:lower][year][veryshorttitle:lower]`.

Field markers stand in brackets, each with modifiers after colons; what is between them is taken as it is. A
default for an empty marker is in parentheses (`[year:(nd)]`), a replacement in quotes (`[auth:regex("-","")]`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bibtools.bibliography.citekey.linear_regex import RegexError
from bibtools.bibliography.citekey.markers import MARKERS
from bibtools.bibliography.citekey.modifiers import MODIFIERS, check_regex
from bibtools.bibliography.citekey.pattern import NOT_IN_KEYS, MarkerCall, Pattern, Placeholder
from bibtools.core.lazy_pattern import lazy_pattern

_QUOTED = r'"(?:\\.|[^"\\])*+"'
_REGEX = rf"regex\(\s*{_QUOTED}\s*,\s*{_QUOTED}\s*\)"
_FIELD = lazy_pattern(rf'\[([^][:"()]*)((?::(?:{_REGEX}|\([^][()]*\)|[^][:"()]*))*+)\]')
_MODIFIER = lazy_pattern(rf':(?:regex\(\s*({_QUOTED})\s*,\s*({_QUOTED})\s*\)|\(([^()]*)\)|([^:"()]*))')
_LITERAL = lazy_pattern(r"[^][]+")
_ESCAPED = lazy_pattern(r'\\(["\\])')
_NUMBERED = lazy_pattern(r"([A-Za-z.]+?)([0-9]{1,3})(?:_([0-9]{1,3}))?")
LONGEST = 1000  # characters of a pattern
_MOST_REGEXES = 10  # each takes its time
_TAKES_TEXTS = {"regex": ': it takes two texts in quotes: regex("-","")'}
_WRONG_BRACKET = {
    "[": "this bracket is not closed, or its modifiers cannot be parsed",
    "]": "this bracket was never opened",
}


class KeyPatternError(ValueError):
    """A pattern that cannot be parsed; the message names the place."""


def parse(pattern: str) -> Pattern:
    """Return a parsed pattern; raises KeyPatternError naming the place of a mistake."""
    if len(pattern) > LONGEST:
        raise KeyPatternError(f"the pattern {pattern[:40]!r}… has {len(pattern)} characters; {LONGEST} is the limit")
    parts = tuple(_parts(pattern))
    fields = [part for part in parts if isinstance(part, Placeholder)]
    if sum(name == "regex" for field in fields for name, _ in field.modifiers) > _MOST_REGEXES:
        raise KeyPatternError(f"the pattern {pattern[:40]!r}… has more than {_MOST_REGEXES} regular expressions")
    if not fields:
        raise KeyPatternError(f"the pattern {pattern!r} has no field such as [auth]: every key would be the same")
    return Pattern(pattern, parts)


def _parts(pattern: str) -> Iterator[str | Placeholder]:
    at = 0
    while at < len(pattern):
        if literal := _LITERAL.match(pattern, at):
            yield _literal(pattern, literal)
            at = literal.end()
        elif field := _FIELD.match(pattern, at):
            yield _field(pattern, field)
            at = field.end()
        else:
            raise _error(pattern, at, _WRONG_BRACKET[pattern[at]])


def _literal(pattern: str, literal: re.Match[str]) -> str:
    if wrong := NOT_IN_KEYS.search(literal[0]):
        raise _error(pattern, literal.start() + wrong.start(), f"keys cannot contain {wrong[0]!r}")
    return literal[0]


def _field(pattern: str, field: re.Match[str]) -> Placeholder:
    marker = _call(pattern, field.start(1), field[1], MARKERS)
    modifiers = (_modifier(pattern, modifier) for modifier in _MODIFIER.finditer(pattern, *field.span(2)))
    return Placeholder(marker, tuple(modifiers))


def _modifier(pattern: str, modifier: re.Match[str]) -> MarkerCall:
    if modifier[1]:
        arguments = [_ESCAPED.sub(r"\1", modifier[group][1:-1]) for group in (1, 2)]
        try:
            check_regex(*arguments)
        except RegexError as error:
            raise _error(pattern, modifier.start(1), f"not a regular expression ({error})") from None
        return MarkerCall("regex", tuple(arguments))
    if modifier[3] is not None:
        return MarkerCall("(default)", (modifier[3],))
    return _call(pattern, modifier.start(4), modifier[4], MODIFIERS)


def _call(pattern: str, at: int, name: str, known: Mapping[str, Callable[..., Any]]) -> MarkerCall:
    """Return the marker or modifier of a name: as it is, else with its numbers as N and M."""
    if name in known and name not in _TAKES_TEXTS and not name.endswith(("N", "N_M")):
        return MarkerCall(name)
    if numbered := _NUMBERED.fullmatch(name):
        base, *numbers = (group for group in numbered.groups() if group)
        shape = f"{base}N_M" if len(numbers) > 1 else f"{base}N"
        if shape in known:
            return MarkerCall(shape, tuple(map(int, numbers)))
    raise _error(pattern, at, f"{name!r} is unknown{_nearest(name, known)}")


def _nearest(name: str, known: Mapping[str, object]) -> str:
    from difflib import get_close_matches  # for the message only

    if name in known and name in _TAKES_TEXTS:
        return _TAKES_TEXTS[name]
    if name in known:
        return ": N and M stand for numbers"
    by_lower_case = {each.lower(): each for each in known}
    close = get_close_matches(name.lower(), by_lower_case, 1, 0.5)
    return f"; did you mean {by_lower_case[close[0]]}?" if close else f"; known: {', '.join(sorted(known))}"


def _error(pattern: str, at: int, problem: str) -> KeyPatternError:
    return KeyPatternError(f"the pattern {pattern!r}, character {at + 1}: {problem}")
