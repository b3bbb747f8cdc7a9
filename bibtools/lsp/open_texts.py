"""Texts that are open in the editor, exactly as it has them; what pygls keeps them in, with the protocol's line ends.

pygls divides lines as Python does, also at form feeds and the separators of Unicode, where no editor does
(https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#textDocuments).
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import Any

from lsprotocol import types
from pygls.workspace import TextDocument, Workspace

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.positions import Positions
from bibtools.core.text import BOM, Edit, Span, encode
from bibtools.files.exact_text import read_source
from bibtools.lsp.file_uris import path_of

_LONE = lazy_pattern("[\ud800-\udfff]")
_INSTEAD = "\ufffd"  # for half a character, which is none; it is as long


class OpenText(TextDocument):
    """A text that is open: as the editor has it, and as the file would hold it."""

    def __init__(self, uri: str, source: str | None = None, version: int | None = None, **rest: Any) -> None:  # noqa: ANN401 - pygls's own
        super().__init__(uri, "", version, **rest)
        self.file = path_of(uri)
        self.real = os.path.realpath(self.file) if self.file else None
        # An editor keeps the byte order mark of a file to itself.
        self._mark = BOM if self.real and self._is_marked(self.real) else ""
        self._set(source or "")

    @staticmethod
    def _is_marked(path: str) -> bool:
        data = read_source(path) if os.path.isfile(path) else b""
        return isinstance(data, bytes) and data.startswith((BOM.encode(), b"\xff\xfe", b"\xfe\xff"))

    def _set(self, source: str) -> None:
        self._positions = Positions(source)
        self._changed(source)

    def _changed(self, source: str) -> None:
        self._source = source
        for name in ("whole", "data", "positions"):
            self.__dict__.pop(name, None)

    @property
    def source(self) -> str:
        """The text as the editor has it."""
        return self._source or ""

    @cached_property
    def whole(self) -> str:
        """The text as the file would hold it."""
        text = self.source if self.source.startswith(BOM) else self._mark + self.source
        return _LONE.sub(_INSTEAD, text) if _LONE.search(text) else text

    @cached_property
    def data(self) -> bytes:
        """The same in bytes."""
        return encode(self.whole)

    @cached_property
    def positions(self) -> Positions:
        """The positions of the text as the file would hold it."""
        is_same = len(self.whole) == len(self.source)
        return self._positions if is_same else Positions(self.whole)

    @property
    def _column(self) -> int:
        """What the editor counts before the first column that a file has: a byte order mark that it shows."""
        return 1 if self.source.startswith(BOM) else 0

    def offset(self, position: types.Position) -> int:
        """Return where a position of the editor is in the text as the file would hold it."""
        before = self._column if position.line == 0 else 0
        if position.character < before:
            return 0
        return self.positions.utf16_offset((position.line, position.character - before))

    def position(self, offset: int) -> types.Position:
        """Return the editor's position of a place in the text as the file would hold it."""
        line, character = self.positions.utf16_position(offset)
        return types.Position(line, character + (self._column if line == 0 else 0))

    def range(self, span: tuple[int, int]) -> types.Range:
        """Return the editor's range of a span of the text as the file would hold it."""
        return types.Range(self.position(span[0]), self.position(span[1]))

    def _apply_incremental_change(self, change: types.TextDocumentContentChangePartial) -> None:
        start, end = (self._own_offset(each) for each in (change.range.start, change.range.end))
        edit = Edit(Span(start, max(start, end)), change.text)
        self._positions = self._positions.edited(edit)
        self._changed(self._positions.text)

    def _own_offset(self, position: types.Position) -> int:
        before = self._column if position.line == 0 else 0
        if position.character < before:
            return 0
        return self._positions.utf16_offset((position.line, position.character - before))

    def _apply_full_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        self._set(change.text)


class OpenTexts(Workspace):
    """The texts that are open, by their addresses."""

    def _create_text_document(
        self, doc_uri: str, source: str | None = None, version: int | None = None, language_id: str | None = None
    ) -> TextDocument:
        return OpenText(doc_uri, source, version, language_id=language_id, sync_kind=self._sync_kind)

    def opened(self) -> list[OpenText]:
        """Return the texts that are open, of files only."""
        return [each for each in self.text_documents.values() if isinstance(each, OpenText) and each.real]

    def find(self, path: str) -> OpenText | None:
        """Return the text that is open of a file, by its real path."""
        return next((each for each in self.opened() if each.real == path), None)
