"""An entry of a library, exactly as written, for reading without changes."""

from __future__ import annotations

from dataclasses import dataclass

from bibtools.bibliography.library.blocks import Block, Field
from bibtools.bibliography.library.fields import fields
from bibtools.core.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryEntry:
    """An entry of a library as it stands there: its exact text, and where that and its parts are in the library's.

    `type` and `key` are as they are written, the names of fields in lower case. Values are what stands between the
    delimiters, as LaTeX has it; the names of macros stay. `problem` says why an entry cannot be understood, and is None
    where it can be; `fields` are then those that can be read.
    """

    type: str
    key: str
    fields: tuple[Field, ...]
    text: str
    span: Span
    key_span: Span
    problem: str | None = None

    def get(self, name: str) -> str | None:
        """Return the value of the first field of a name, in any case; None if there is none."""
        return next((field.value for field in self.fields if field.name == name.lower()), None)


def of_block(text: str, block: Block) -> LibraryEntry:
    """Return the entry that a block of a library's text is."""
    found, stop = fields(text, block)
    return LibraryEntry(
        type=block.type,
        key=block.key,
        fields=tuple(found),
        text=text[slice(*block.span)],
        span=block.span,
        key_span=block.key_span,
        problem=block.problem or (None if stop is None else "its fields cannot be read to their end"),
    )
