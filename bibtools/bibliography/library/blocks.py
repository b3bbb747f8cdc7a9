"""A library: one `.bib` file with its exact text, as blocks that together cover every character."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, Literal

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source, Span

if TYPE_CHECKING:
    from bibtools.bibliography.library.library_entry import LibraryEntry

BlockKind = Literal["entry", "string", "preamble", "comment", "text"]
ENTRY: Final = "entry"
STRING: Final = "string"
PREAMBLE: Final = "preamble"
COMMENT: Final = "comment"
TEXT: Final = "text"

_SIGN = lazy_pattern("@")
UNCLOSED = "its braces are not closed"


class Block(NamedTuple):
    """One block of a library; the text between `@` blocks is a block too.

    `body` spans the text after the key (or the opening delimiter) up to the closing one. `problem` says why an entry
    cannot be parsed: it is then never edited, but its key counts. A `disputed` entry is read by BibTeX but not by
    biber: it follows a percent sign on its line (`% @article{…`) or is inside an `@comment`. The fields of a `plain`
    entry can certainly be read to their end, by us and by both programs; of others, that is not known.
    """

    kind: BlockKind
    span: Span
    type: str = ""
    key: str = ""
    key_span: Span = Span(0, 0)
    body: Span = Span(0, 0)
    problem: str | None = None
    disputed: bool = False
    plain: bool = False


class Field(NamedTuple):
    """One field of an entry with the spans of its name and of its whole value, delimiters included."""

    name: str
    name_span: Span
    value_span: Span
    value: str


class Library(NamedTuple):
    """The exact text of one `.bib` file and its blocks, in order and without a gap.

    `hidden` are entries inside comments: parts of other blocks, but BibTeX reads them, so their keys are taken.
    """

    source: Source
    blocks: tuple[Block, ...]
    hidden: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        """The exact text."""
        return self.source.text

    @property
    def entries(self) -> tuple[LibraryEntry, ...]:
        """The entries in order, those that cannot be understood included, and not what comments hide."""
        return tuple(map(self._entry, self._shown()))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the entries, in order."""
        return tuple(block.key for block in self._shown())

    @property
    def strings(self) -> dict[str, str]:
        """The values of the macros that `@string` defines, by their names in lower case."""
        from bibtools.bibliography.library.fields import fields  # it knows blocks

        macros = (fields(self.text, block)[0] for block in self.blocks if block.kind == STRING)
        return {field.name: field.value for found in macros for field in found}

    def entry(self, key: str) -> LibraryEntry | None:
        """Return the entry that has a key, the first of several; None where there is none."""
        return next((self._entry(block) for block in self._shown() if block.key == key), None)

    def _shown(self) -> Iterator[Block]:
        return (block for block in self.blocks if block.kind == ENTRY and not block.disputed)

    def _entry(self, block: Block) -> LibraryEntry:
        from bibtools.bibliography.library.library_entry import of_block

        return of_block(self.text, block)

    def understood(self) -> Iterator[Block]:
        """Yield the sound entries that both BibTeX and biber read."""
        return (block for block in self.blocks if block.kind == ENTRY and not block.problem and not block.disputed)

    def signs(self) -> list[int]:
        """Return the offsets of each `@` that begins no block."""
        starts = {block.span.start for block in self.blocks if block.kind != TEXT}
        if self.text.count("@") == len(starts):
            return []
        return [match.start() for match in _SIGN.finditer(self.text) if match.start() not in starts]

    def keyed(self) -> Iterator[Block]:
        """Yield every block with a citation key, including broken, disputed and hidden ones."""
        return (block for block in (*self.blocks, *self.hidden) if block.key)  # which only an entry has


def shared_keys(blocks: Iterable[Block]) -> set[str]:
    """Return the keys that several of some blocks have, casefolded: BibTeX takes them for one."""
    used = Counter(block.key.casefold() for block in blocks)
    return {key for key, number in used.items() if number > 1}
