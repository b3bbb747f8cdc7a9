"""Notebooks that are open as such: their cells are texts of their own, and together they are what a check reads.

Outputs do not matter to a check, and editors do not send them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from lsprotocol import types

from bibtools.core.finding import Finding
from bibtools.core.positions import Positions
from bibtools.lsp.open_texts import OpenText, TextFile

JUPYTER = "jupyter-notebook"  # as editors call the type
_RAW = "raw"  # the language of a cell that is for a converter
CellAt = Callable[[str], tuple[OpenText, str] | None]  # the text at an address, and its language


class OpenNotebook(OpenText):
    """A notebook as it is at one moment: its text is the JSON that a file with these cells would hold."""

    def __init__(self, file: TextFile, cells: Sequence[OpenText], text: str, version: int) -> None:
        super().__init__(file, Positions(text), version)
        self.cells = tuple(cells)

    def cell_of(self, finding: Finding) -> OpenText | None:
        """Return the cell that a finding is in; None of one that is about all."""
        number = finding.cell
        return self.cells[number - 1] if number is not None and 0 < number <= len(self.cells) else None


def open_notebook(document: types.NotebookDocument, cell_at: CellAt) -> OpenNotebook:
    """Return a notebook with the texts of its cells, given by their addresses."""
    cells = []
    written = []
    for each in document.cells:
        text, language = cell_at(each.document) or (OpenText(TextFile(each.document), Positions(""), None), "")
        cells.append(text)
        written.append({"cell_type": _kind(each, language), "source": text.whole})
    text_of_all = json.dumps({"cells": written, "nbformat": 4})
    return OpenNotebook(TextFile.of(document.uri), cells, text_of_all, document.version)


def _kind(cell: types.NotebookCell, language: str) -> str:
    if cell.kind == types.NotebookCellKind.Markup:
        return "markdown"
    return _RAW if language == _RAW else "code"


def by_cell(notebook: OpenNotebook, found: Iterable[Finding]) -> tuple[dict[str, list[Finding]], list[Finding]]:
    """Return the findings of each cell, by the cells' addresses, and those that are about all."""
    inside: dict[str, list[Finding]] = {each.uri: [] for each in notebook.cells}
    rest: list[Finding] = []
    for each in found:
        cell = notebook.cell_of(each)
        (rest if cell is None else inside[cell.uri]).append(each)
    return inside, rest
