"""A pattern of citation keys, as it has been read: fields and the text between them, and the key that they make."""

from __future__ import annotations

import re
from typing import NamedTuple

from bibtools.bibliography.citekey.generation import plain
from bibtools.bibliography.citekey.markers import GENERAL, MARKERS
from bibtools.bibliography.citekey.modifiers import MODIFIERS
from bibtools.bibliography.citekey.words import ascii_of
from bibtools.bibliography.citekey.work import Work

NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9_:.+/-]")  # neither BibTeX, biber, LaTeX nor Markdown trips over what is left
_SEPARATOR = re.compile(r"[_:.+/-]+")
_LONGEST = 200  # letters of a key; BibTeX's own limits begin at 250


class Call(NamedTuple):
    """A marker or modifier by its name in the tables (`authN`), and what it is given: numbers, or texts."""

    name: str
    arguments: tuple[int | str, ...] = ()


class Field(NamedTuple):
    """One pair of brackets."""

    marker: Call
    modifiers: tuple[Call, ...] = ()

    def value(self, work: Work) -> str:
        """Return what a work has for the field: ASCII, nothing that a key cannot hold."""
        text = MARKERS[self.marker.name](work, *self.marker.arguments)
        for name, arguments in self.modifiers:
            text = MODIFIERS[name](text, *arguments)
        return text if text.isascii() and text.isalnum() else NOT_IN_KEYS.sub("", ascii_of(text))


class Pattern(NamedTuple):
    """A pattern as it is written, and its parts: fields, and the text between them."""

    text: str
    parts: tuple[str | Field, ...]

    def key(self, work: Work) -> str:
        """Return the key of a work: ASCII, never empty, the same every time.

        A separator beside an empty field is left out. Where no field tells the work from others, it is the id's.
        """
        values = [part if isinstance(part, str) else part.value(work) for part in self.parts]
        told = any(value for value, part in zip(values, self.parts, strict=True) if self._tells(part))
        return (_joined(values)[:_LONGEST] if told else "") or plain(str(work.identifier or "unknown"))

    def _tells(self, part: str | Field) -> bool:
        """Return whether a part is a field that tells works apart; where a pattern has none, all its fields count."""
        fields = [part for part in self.parts if isinstance(part, Field)]
        telling = [field for field in fields if field.marker.name not in GENERAL]
        return part in (telling or fields)


def _joined(values: list[str]) -> str:
    text = ""
    following = [*values[1:], "end"]
    for number, (value, after) in enumerate(zip(values, following, strict=True)):
        if (text and after) or not number or not _SEPARATOR.fullmatch(value):
            text += value
    return text
