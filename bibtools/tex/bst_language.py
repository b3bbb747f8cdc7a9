"""The language of BibTeX styles: the text of a `.bst` as its commands and the bodies of its functions.

The grammar follows "Designing BibTeX Styles", section 2, with the tokens that BibTeX itself reads (bibtex.web,
"Style-file commands").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple

# Whichever begins first is read first, so that a percent sign in a string begins no comment.
_TOKEN = lazy_pattern(r'%[^\r\n]*|"([^"\r\n]*)"|#([+-]?\d+)|\'([^\s{}%"]+)|([{}])|([^\s{}%"]+)')
_MOST_TOKENS = 200_000  # the largest installed style has under 20,000


class Text(NamedTuple):
    """A string that a body puts on the stack."""

    value: str


class Number(NamedTuple):
    """An integer that a body puts on the stack."""

    value: int


class Quoted(NamedTuple):
    """A function that a body puts on the stack instead of running it."""

    name: str


class Invocation(NamedTuple):
    """A function or a variable by its name."""

    name: str


class Body(NamedTuple):
    """What a function does, or a part of it in braces."""

    parts: tuple[Part, ...]


Part = Text | Number | Quoted | Invocation | Body


@dataclass(frozen=True, slots=True)
class Program:
    """A style: what it declares, and what BibTeX is to run in which order."""

    fields: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()  # variables, of entries and of all
    texts: frozenset[str] = frozenset()
    functions: dict[str, Body] = field(default_factory=dict)
    macros: dict[str, str] = field(default_factory=dict)
    runs: tuple[str, ...] = ()  # the functions that EXECUTE, ITERATE and REVERSE name

    def __hash__(self) -> int:
        return hash((self.fields, self.runs))  # what a style prints is kept by it


class _Unreadable(Exception):  # noqa: N818  # never leaves this module
    """The text is no style."""


_DECLARING = {"ENTRY": ("fields", "numbers", "texts"), "INTEGERS": ("numbers",), "STRINGS": ("texts",)}
_RUNNING = frozenset({"EXECUTE", "ITERATE", "REVERSE"})


def parse(text: str) -> Program | None:
    """Return the style that a text is; None where BibTeX could not read it."""
    try:
        return _program(_StyleReader(_TOKEN.finditer(text)))
    except _Unreadable:
        return None


def _program(reader: _StyleReader) -> Program:
    declared: dict[str, frozenset[str]] = {}
    functions: dict[str, Body] = {}
    macros: dict[str, str] = {}
    runs: list[str] = []
    while (word := reader.word()) is not None:
        command = word.upper()
        for kind in _DECLARING.get(command, ()):
            declared[kind] = declared.get(kind, frozenset()).union(reader.names())
        if command == "FUNCTION":
            name = reader.name()
            functions[name] = reader.block()
        elif command == "MACRO":
            name = reader.name()
            macros[name] = next((each.value for each in reader.block().parts if isinstance(each, Text)), "")
        elif command in _RUNNING:
            runs.append(reader.name())
    if "fields" not in declared:
        raise _Unreadable
    none = frozenset[str]()
    return Program(
        declared["fields"],
        declared.get("numbers", none),
        declared.get("texts", none),
        functions=functions,
        macros=macros,
        runs=tuple(runs),
    )


class _StyleReader:
    """Reads tokens one by one."""

    def __init__(self, tokens: Iterator[re.Match[str]]) -> None:
        self._tokens, self._left = tokens, _MOST_TOKENS

    def _next(self) -> re.Match[str] | None:
        for match in self._tokens:
            self._left -= 1
            if self._left < 0:
                raise _Unreadable
            if not match[0].startswith("%"):
                return match
        return None

    def word(self) -> str | None:
        """Return the next word that is outside of braces; None at the end."""
        while match := self._next():
            if match[5]:
                return match[5]
        return None

    def names(self) -> list[str]:
        """Return the names of a list in braces."""
        return [each.name for each in self.block().parts if isinstance(each, Invocation)]

    def name(self) -> str:
        """Return the one name in braces."""
        found = self.names()
        if len(found) != 1:
            raise _Unreadable
        return found[0]

    def block(self) -> Body:
        """Return what is in braces; the opening one comes next."""
        opening = self._next()
        if opening is None or opening[4] != "{":
            raise _Unreadable
        # A list, since blocks nest as deep as their author likes: hundreds of alternatives are hundreds of blocks.
        open_ones: list[list[Part]] = [[]]
        while match := self._next():
            if match[4] == "{":
                open_ones.append([])
                continue
            part = Body(tuple(open_ones.pop())) if match[4] else _part(match)
            if not open_ones and isinstance(part, Body):
                return part
            open_ones[-1].append(part)
        raise _Unreadable


def _part(match: re.Match[str]) -> Part:
    if match[1] is not None:
        return Text(match[1])
    if match[2]:
        return Number(int(match[2]))
    # BibTeX ignores the case of names.
    return Quoted(match[3].lower()) if match[3] else Invocation(match[5].lower())
