"""What a reader of a project's file says, whichever tool's it is."""

from __future__ import annotations

from bibtools.core.named_tuple import NamedTuple

MARKDOWN = (".md", ".markdown", ".mkd", ".mdown", ".qmd", ".rmd")
TEX = (".tex", ".ltx", ".latex", ".rnw")


class ProjectFile(NamedTuple):
    """The settings of a tool's file for the documents of its folder; nothing in it is run.

    All names are relative to the folder of the file, with `/`, and without wildcards. `libraries` come in the order in
    which the tool reads them; `patterns` are names of libraries that hold wildcards. With `takes_all`, every `.bib` of
    the folder and of those below counts, as MyST has it. `roots` are the documents that are compiled, `root_patterns`
    stand for several; what lies in `outputs`, the folders that a build or an installation fills, is no source.
    `governs` are suffixes of the sources that it speaks for.

    `search` are folders in which libraries are searched besides, as kpathsea writes them: two slashes at the end mean
    everything below. `reads` are further files of the same tool. `head` is the document whose own front matter speaks
    for all of the folder, as bookdown's `index.Rmd`. In a folder that `is_top`, paths that begin with `/` start.
    `foreign` are unread libraries: on the network, or in another format. `notes` say what could not be read or
    followed.
    """

    libraries: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    takes_all: bool = False
    roots: tuple[str, ...] = ()
    root_patterns: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    governs: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    head: str = ""
    foreign: tuple[str, ...] = ()
    is_top: bool = False
    notes: tuple[str, ...] = ()


NOTHING = ProjectFile()


def merged(*parts: ProjectFile) -> ProjectFile:
    """Return what several parts of a file say together; of equal names the first stays."""
    return ProjectFile._make(_together(values) for values in zip(*parts, strict=True)) if parts else NOTHING


def _together(values: tuple[object, ...]) -> object:
    """Return the values of one field as one: tuples joined, otherwise the first that says something."""
    if all(isinstance(value, tuple) for value in values):
        return tuple(dict.fromkeys(each for value in values if isinstance(value, tuple) for each in value))
    return next((value for value in values if value), values[0])
