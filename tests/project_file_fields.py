"""What the file of a tool says, by its name, as a run reads it."""

from __future__ import annotations

from bibtools.sources.project_files.contract import ProjectFile
from bibtools.sources.project_files.registry import reader_of


def read(name: str, text: str) -> ProjectFile:
    row = reader_of(name)
    assert row is not None, name
    return row.read(text)
