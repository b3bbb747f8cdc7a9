"""What a reader of a project's file says, whichever tool's it is."""

from __future__ import annotations

from typing import NamedTuple


class ProjectFile(NamedTuple):
    """What a file of a tool says of the documents of its folder; nothing of it is run.

    `libraries` are relative to the folder of the file; with `takes_all`, every `.bib` of the folder counts where none
    is named, as MyST has it. `roots` are the documents that are compiled; what lies in `outputs`, the folders that a
    build fills, is no source. `governs` are suffixes of the sources below the folder that it speaks for. `notes` say
    what could not be read or followed.
    """

    libraries: tuple[str, ...] = ()
    takes_all: bool = False
    roots: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    governs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
