"""What BibTeX and biber make of the fields of an entry: where each stops to read it, and the macros in it.

BibTeX as in bibtex.web (`scan_identifier`, `scan_and_store_the_field_value_and_eat_white`); biber reads with btparse,
whose lexer takes the longest token: `2019a` is a name for it, and a percent sign hides the rest of its line.
"""

from __future__ import annotations

import re

from bibtools.bibliography.entries.options import BIBLATEX, BIBTEX, Dialect
from bibtools.bibliography.library.delimiters import closing, closing_quote, nested
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span

_BIBTEX_NAME = r"[^\s\"#%'(),={}]"
_BIBER_NAME = r"[^\s\"#%(),={}\\]"
_NUMBER = lazy_pattern(r"[0-9]++")
_SHOWN = 40  # characters of what cannot be read


class Grammar(NamedTuple):
    """The tokens of a program: what separates them, names, and the names of macros."""

    program: str
    space: re.Pattern[str]
    name: re.Pattern[str]
    bare: re.Pattern[str]


GRAMMARS: dict[Dialect, Grammar] = {
    BIBTEX: Grammar(
        "BibTeX",
        lazy_pattern(r"\s*+"),
        lazy_pattern(rf"(?![0-9]){_BIBTEX_NAME}++"),
        lazy_pattern(rf"(?![0-9]){_BIBTEX_NAME}++|[0-9]++"),
    ),
    BIBLATEX: Grammar(
        "biber",
        lazy_pattern(r"(?:\s|%[^\n]*+(?:\n|\Z))*+"),
        lazy_pattern(rf"(?![0-9]){_BIBER_NAME}++"),
        lazy_pattern(rf"{_BIBER_NAME}++"),
    ),
}
# What both read, and nearly every entry is.
_NAME = r"[^\s\"#%'(),={}\\0-9][^\s\"#%'(),={}\\]*+"
_SOUND = lazy_pattern(
    rf"\s*+(?:{_NAME}\s*+=\s*+(?:\{{{nested(4)}\}}|\"[^\"{{}}]*+\"|[0-9]++|{_NAME})\s*+(?:,\s*+|\Z))*+"
)


class Stop(NamedTuple):
    """Where a program stops to read an entry, and why."""

    offset: int
    reason: str


class Parsed(NamedTuple):
    """Where a program stops, if it does, and the macros that it reads before, with their places."""

    stop: Stop | None
    macros: tuple[tuple[str, Span], ...]


def is_plain(text: str, body: Span) -> bool:
    """Return whether the fields of an entry are certainly read to their end by both programs."""
    return _SOUND.fullmatch(text, *body) is not None


def parse(text: str, body: Span, grammar: Grammar) -> Parsed:
    """Read the fields of an entry as a program does."""
    macros: list[tuple[str, Span]] = []
    return Parsed(_Reader(text, body.end, grammar, macros).read(body.start), tuple(macros))


class _Reader:
    """Reads the fields of one entry."""

    def __init__(self, text: str, end: int, grammar: Grammar, macros: list[tuple[str, Span]]) -> None:
        self._text, self._end, self._grammar, self._macros = text, end, grammar, macros

    def read(self, at: int) -> Stop | None:
        at = self._past_space(at)
        while at < self._end:
            name = self._grammar.name.match(self._text, at, self._end)
            if name is None:
                return Stop(at, self._no_name(at))
            at = self._past_space(name.end())
            if not self._is(at, "="):
                return Stop(min(at, self._end), f"an equals sign is missing behind {name[0][:_SHOWN]}")
            value = self._value(at + 1)
            if isinstance(value, Stop):
                return value
            at = value
            if at == self._end:
                return None
            if not self._is(at, ","):
                return Stop(at, self._no_comma(at))
            at = self._past_space(at + 1)
        return None

    def _value(self, at: int) -> int | Stop:
        """Return where a value of one or more pieces ends, and the space behind it."""
        while True:
            piece = self._piece(self._past_space(at))
            if isinstance(piece, Stop):
                return piece
            at = self._past_space(piece)
            if not self._is(at, "#"):
                return at
            at += 1

    def _piece(self, at: int) -> int | Stop:
        if self._is(at, "{") or self._is(at, '"'):
            end = (closing if self._text[at] == "{" else closing_quote)(self._text, at, self._end)
            return end or Stop(at, "a brace or a quotation mark is missing in this value")
        bare = self._grammar.bare.match(self._text, at, self._end)
        if bare is None:
            return Stop(min(at, self._end), "a value is missing here")
        if not _NUMBER.fullmatch(bare[0]):
            self._macros.append((bare[0], Span(*bare.span())))
        return bare.end()

    def _past_space(self, at: int) -> int:
        space = self._grammar.space.match(self._text, at, self._end)
        return space.end() if space else at

    def _is(self, at: int, char: str) -> bool:
        return at < self._end and self._text[at] == char

    def _no_name(self, at: int) -> str:
        char = self._text[at]
        if char == ",":
            return "there is one comma too many"
        if char == "%":
            return "within an entry, BibTeX does not take a percent sign as a comment"
        if char.isdigit():
            return "the name of a field cannot begin with a digit"
        return "the name of a field is missing here"

    def _no_comma(self, at: int) -> str:
        before = re.search(r"[0-9]+\Z", self._text[max(0, at - _SHOWN) : at])
        rest = re.compile(r"[^\s,{}\"#=]+").match(self._text, at, self._end)
        if before and rest:
            value = f"{before[0]}{rest[0][:_SHOWN]}"
            return f"{value} is neither a number nor the name of a macro: put braces around it"
        return "a comma is missing before this"
