"""Where findings are in the editor: from a place in a file, or in a notebook's cell, to the editor's range."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping

from lsprotocol import types

from bibtools.core.errors import TooMuch
from bibtools.core.finding import Finding
from bibtools.core.positions import Positions
from bibtools.core.text import Position, Span, decode
from bibtools.files.workspace import Workspace
from bibtools.lsp.open_texts import OpenText
from bibtools.sources.notebook_edits import places_in

NOWHERE = types.Range(types.Position(0, 0), types.Position(0, 0))


class FileTexts:
    """The texts that findings are about, as a check has read them: those that are open, and files."""

    def __init__(self, files: Workspace, opened: Mapping[str, OpenText]) -> None:
        self._files, self._opened = files, opened
        self._read: dict[str, Positions | None] = {}

    def positions(self, path: str) -> Positions | None:
        """Return the positions of a file's text, by its real path; None where it cannot be read."""
        if path in self._opened:
            return self._opened[path].positions
        if path not in self._read:
            data = self._files.read_source(path) if os.path.isfile(path) else None
            self._read[path] = Positions(decode(data)) if isinstance(data, bytes) else None
        return self._read[path]

    def range(self, path: str, span: Span) -> types.Range:
        """Return the editor's range of a span of a file."""
        if path in self._opened:
            return self._opened[path].range(span)
        found = self.positions(path)
        return types.Range(*(_at(found, each) for each in span)) if found else NOWHERE


def _at(positions: Positions, offset: int) -> types.Position:
    return types.Position(*positions.utf16_position(min(offset, len(positions.text))))


def range_of(finding: Finding, path: str, texts: FileTexts) -> types.Range:
    """Return where a finding is in the editor; one of a whole file is at its beginning."""
    if finding.position is None:
        return NOWHERE
    if finding.cell is not None:
        return _in_cell(finding, path, texts)
    if finding.span is not None and finding.end is not None:
        return texts.range(path, finding.span)
    return _from(finding.position, finding.span, path, texts)


def _from(position: Position, span: Span | None, path: str, texts: FileTexts) -> types.Range:
    """Return the range of what has a beginning only, or is shown cut short: to the end of its span, or of its line."""
    positions = texts.positions(path)
    if positions is None:
        return types.Range(types.Position(position.line - 1, 0), types.Position(position.line - 1, 0))
    start = positions.offset(position)
    end = span.end if span else positions.offset((position.line, len(positions.text)))
    return texts.range(path, Span(start, max(start, min(end, len(positions.text)))))


def _in_cell(finding: Finding, path: str, texts: FileTexts) -> types.Range:
    """Return where a finding in a notebook's cell is in the JSON that an editor of texts shows."""
    positions = texts.positions(path)
    if positions is None or finding.cell is None or finding.span is None:
        return NOWHERE
    try:
        found = places_in(positions.text, finding.cell, finding.span)
    except (ValueError, IndexError, TooMuch):
        return NOWHERE
    return texts.range(path, found) if found else NOWHERE


RangeOf = Callable[[Finding], types.Range]
