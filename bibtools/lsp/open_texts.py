"""Texts that are open in the editor, exactly as it has them; what pygls keeps them in, with the protocol's line ends.

pygls divides lines as Python does, also at form feeds and the separators of Unicode, where no editor does
(https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocuments).
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import Any

from lsprotocol import types
from pygls.workspace import TextDocument

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.positions import Positions
from bibtools.core.text import BOM, Edit, Span, encode
from bibtools.files.exact_text import read_source
from bibtools.lsp.file_uris import path_of

_LONE = lazy_pattern("[\ud800-\udfff]")
_INSTEAD = "\ufffd"  # for half a surrogate pair; of the same length


class TextFile(NamedTuple):
    """The file that a text is of: its address, where it is, and the mark that an editor keeps to itself."""

    uri: str
    path: str | None = None  # None if it is not a file
    real: str | None = None
    mark: str = ""

    @classmethod
    def of(cls, uri: str) -> TextFile:
        """Return the file at an address."""
        path = path_of(uri)
        real = os.path.realpath(path) if path else None
        return cls(uri, path, real, BOM if real and _is_marked(real) else "")


def _is_marked(path: str) -> bool:
    data = read_source(path) if os.path.isfile(path) else b""
    return isinstance(data, bytes) and data.startswith((BOM.encode(), b"\xff\xfe", b"\xfe\xff"))


def _is_whole(text: str) -> bool:
    """Return whether a text has no half characters; encoding is much faster than a search."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


class OpenText:
    """A text that is open, as it is at one moment: as the editor has it, and as the file would hold it.

    It never changes: what was found in it stays true of it, however the editor goes on.
    """

    def __init__(self, file: TextFile, own: Positions, version: int | None) -> None:
        self.file, self.version = file, version
        self.own = own  # positions in the text as the editor has it

    @property
    def uri(self) -> str:
        """The address."""
        return self.file.uri

    @property
    def real(self) -> str | None:
        """The real path of the file; None if it is not a file."""
        return self.file.real

    @property
    def source(self) -> str:
        """The text as the editor has it."""
        return self.own.text

    @cached_property
    def whole(self) -> str:
        """The text as the file would hold it."""
        text = self.source if self.source.startswith(BOM) else self.file.mark + self.source
        return text if _is_whole(text) else _LONE.sub(_INSTEAD, text)

    @cached_property
    def data(self) -> bytes:
        """The same in bytes."""
        return encode(self.whole)

    @cached_property
    def positions(self) -> Positions:
        """The positions of the text as the file would hold it."""
        is_same = len(self.whole) == len(self.source)
        return self.own if is_same else Positions(self.whole)

    @property
    def column(self) -> int:
        """What the editor counts before the first column that a file has: a byte order mark that it shows."""
        return 1 if self.source.startswith(BOM) else 0

    def offset(self, position: types.Position) -> int:
        """Return where a position of the editor is in the text as the file would hold it."""
        return self._offset(self.positions, position)

    def position(self, offset: int) -> types.Position:
        """Return the editor's position of a place in the text as the file would hold it."""
        line, character = self.positions.utf16_position(offset)
        return types.Position(line, character + (self.column if line == 0 else 0))

    def range(self, span: tuple[int, int]) -> types.Range:
        """Return the editor's range of a span of the text as the file would hold it."""
        return types.Range(self.position(span[0]), self.position(span[1]))

    def edited(self, place: types.Range, new: str) -> Positions:
        """Return the editor's text after an edit of its own."""
        start, end = (self._offset(self.own, each) for each in (place.start, place.end))
        return self.own.edited(Edit(Span(start, max(start, end)), new))

    def _offset(self, positions: Positions, position: types.Position) -> int:
        before = self.column if position.line == 0 else 0
        if position.character < before:
            return 0
        return positions.utf16_offset((position.line, position.character - before))


class EditedText(TextDocument):
    """A text that is open, and is edited: what pygls keeps it in."""

    def __init__(self, uri: str, source: str | None = None, version: int | None = None, **rest: Any) -> None:  # noqa: ANN401 - pygls's own
        super().__init__(uri, "", version, **rest)
        self._now = OpenText(TextFile.of(uri), Positions(source or ""), version)

    @property
    def now(self) -> OpenText:
        """The text as it is; the same value for as long as it is not edited."""
        if self._now.version != self.version:  # pygls sets that after the edits
            self._now = OpenText(self._now.file, self._now.own, self.version)
        return self._now

    @property
    def source(self) -> str:
        """The text as the editor has it."""
        return self._now.source

    def _apply_incremental_change(self, change: types.TextDocumentContentChangePartial) -> None:
        self._set(self._now.edited(change.range, change.text))

    def _apply_full_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        self._set(Positions(change.text))

    def _set(self, own: Positions) -> None:
        self._now = OpenText(self._now.file, own, self.version)
