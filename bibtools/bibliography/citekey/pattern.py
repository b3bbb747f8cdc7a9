"""A parsed citation-key pattern: placeholders, the text between them, and the key they produce."""

from __future__ import annotations

from bibtools.bibliography.citekey.generation import plain
from bibtools.bibliography.citekey.markers import GENERAL, MARKERS
from bibtools.bibliography.citekey.modifiers import MODIFIERS
from bibtools.bibliography.citekey.words import ascii_of
from bibtools.bibliography.citekey.work import Work
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple

NOT_IN_KEYS = lazy_pattern(r"[^A-Za-z0-9_:.+/-]")  # neither BibTeX, biber, LaTeX nor Markdown trips over what is left
_SEPARATOR = lazy_pattern(r"[_:.+/-]+")
_LONGEST = 200  # letters of a key; BibTeX's own limits begin at 250


class MarkerCall(NamedTuple):
    """A marker or modifier by its name in the tables (`authN`), and its arguments: numbers, or texts."""

    name: str
    arguments: tuple[int | str, ...] = ()


class Placeholder(NamedTuple):
    """One pair of brackets."""

    marker: MarkerCall
    modifiers: tuple[MarkerCall, ...] = ()

    def value(self, work: Work) -> str:
        """Return a work's value for the placeholder: ASCII, without characters that keys cannot hold."""
        text = MARKERS[self.marker.name](work, *self.marker.arguments)
        for name, arguments in self.modifiers:
            text = MODIFIERS[name](text, *arguments)
        return text if text.isascii() and text.isalnum() else NOT_IN_KEYS.sub("", ascii_of(text))


class Pattern(NamedTuple):
    """A pattern as written, and its parts: placeholders, and the text between them."""

    text: str
    parts: tuple[str | Placeholder, ...]

    def key(self, work: Work) -> str:
        """Return the key of a work: ASCII, never empty, the same every time.

        A separator next to an empty field is left out. If no field identifies the work, the key is made from its id.
        """
        values = [part if isinstance(part, str) else part.value(work) for part in self.parts]
        is_specific = any(value for value, part in zip(values, self.parts, strict=True) if self._is_specific(part))
        return (_joined(values)[:_LONGEST] if is_specific else "") or plain(str(work.identifier or "unknown"))

    def _is_specific(self, part: str | Placeholder) -> bool:
        """Return whether a part is a field that identifies works; if a pattern has none, all its fields count."""
        fields = [part for part in self.parts if isinstance(part, Placeholder)]
        specific = [field for field in fields if field.marker.name not in GENERAL]
        return part in (specific or fields)


def _joined(values: list[str]) -> str:
    text = ""
    following = [*values[1:], "end"]
    for number, (value, after) in enumerate(zip(values, following, strict=True)):
        if (text and after) or not number or not _SEPARATOR.fullmatch(value):
            text += value
    return text
