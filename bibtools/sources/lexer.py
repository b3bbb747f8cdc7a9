"""Lexer: finds the constructs of a format that matter near an id: comments, code, verbatim text.

A file is not tokenised as a whole: most of it is irrelevant. Constructs that may be pages long
are searched for everywhere, those that end with their line or paragraph only near places that may hold an id. In
both, whichever begins first wins, as in the program that reads the format.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span, line_start
from bibtools.identifiers.candidates import clusters
from bibtools.identifiers.prefilter import occurrences

_LONGEST_LINE = 10_000  # characters of a line before a place that are examined
_LONGEST_PARAGRAPH = 3000  # the same of a paragraph: a code span may have begun some lines above
_AHEAD = 100  # characters that decide which construct begins
_NEAR = 500  # characters from a place; what is farther away cannot matter for it


class Token(NamedTuple):
    """A construct: its kind, and its span."""

    kind: str
    span: Span


class Beginning(NamedTuple):
    """Where constructs begin that may be pages long: a pattern, which begins with a literal character, the sign.

    A text has none of them without one of the characters behind the sign, where these are named.
    """

    sign: str
    pattern: re.Pattern[str]
    behind: str = ""

    def places(self, text: str) -> Iterator[int]:
        """Yield where such constructs may begin."""
        if not self.behind or any(each in text for each in self.behind):
            yield from occurrences(self.pattern, self.sign, text)


class Lexicon(NamedTuple):
    """The constructs of a format.

    `far` and `near` find where constructs begin (of any length; of a line or a paragraph) and should begin with one
    literal character themselves, for speed; a text's beginning is always one. `token` matches a construct from there;
    the last of its named groups is the kind, numbered where a kind has several forms. `ends` overrules the end of some
    forms, given the text and the end of the match.
    """

    far: tuple[Beginning, ...]
    near: tuple[re.Pattern[str], ...]
    token: re.Pattern[str]
    ends: Mapping[str, Callable[[str, int], int]] = {}


def tokens(text: str, lexicon: Lexicon, places: Sequence[int]) -> list[Token]:
    """Return the constructs near sorted places of a text; they are sorted and disjoint."""
    far = [0, *(place for begin in lexicon.far for place in begin.places(text))]
    found: list[Token] = []
    at = done = 0
    for (start, end), _ in clusters(len(text), sorted([*places, *far])):
        first, done = max(at, done - _AHEAD, _block_start(text, start)), end
        for begin in _beginnings(text, lexicon, first, end):
            match = lexicon.token.match(text, begin) if begin >= at else None
            if match and match.lastgroup:
                finish = lexicon.ends.get(match.lastgroup)
                at = finish(text, match.end()) if finish else match.end()
                if _is_near(begin, at, places):
                    found.append(Token(match.lastgroup.rstrip("123456789"), Span(begin, at)))
    return found


def _block_start(text: str, place: int) -> int:
    """Return where the paragraph begins, or at least the line, with the line break before it."""
    floor = max(0, place - _LONGEST_PARAGRAPH)
    blank = max(text.rfind("\n\n", floor, place), text.rfind("\n\r\n", floor, place))
    return blank + 1 if blank >= 0 else max(0, line_start(text, place, max(0, place - _LONGEST_LINE)) - 1)


def _is_near(start: int, end: int, places: Sequence[int]) -> bool:
    following = bisect_left(places, start - _NEAR)
    return following < len(places) and places[following] <= end + _NEAR


def _beginnings(text: str, lexicon: Lexicon, start: int, end: int) -> list[int]:
    patterns = (*(begin.pattern for begin in lexicon.far), *lexicon.near)
    found = {match.start() for pattern in patterns for match in pattern.finditer(text, start, end)}
    return sorted(found if start else {0, *found})


def spans(found: Sequence[Token], kinds: frozenset[str]) -> list[Span]:
    """Return the spans of the tokens of certain kinds."""
    return [token.span for token in found if token.kind in kinds]
