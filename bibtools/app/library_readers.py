"""Readers of libraries: by which program's rules a paper's libraries are read, and what its styles define."""

from __future__ import annotations

import os
from collections.abc import Container
from typing import TYPE_CHECKING, Final, Literal

from bibtools.app.gather import Gathered
from bibtools.bibliography.entries.options import BIBLATEX, BIBTEX, Dialect
from bibtools.files.pathnames import suffix
from bibtools.files.workspace import HERE, Workspace
from bibtools.sources.filetypes import TEX, type_of

if TYPE_CHECKING:
    from bibtools.bibliography.library.blocks import Library

# How libraries are read: as a dialect, each as it is written itself, or as either.
ReadAs = Literal["bibtex", "biblatex", "own", "either"]
OWN: Final = "own"
EITHER: Final = "either"


class EverythingDefined:
    """The macros of a style that cannot be read: any name may be one."""

    def __contains__(self, name: object) -> bool:
        return True


def reading_dialect(gathered: Gathered) -> ReadAs:
    """Return how the paper's libraries are read: as the sources say, and where no LaTeX does, as the library is."""
    if gathered.styles:
        return BIBLATEX if any(style == BIBLATEX for style, _ in gathered.styles) else BIBTEX
    return EITHER if any(type_of(suffix(each.source)) != TEX for each in gathered.libraries) else OWN


def as_read(read_as: ReadAs, library: Library) -> Dialect | None:
    """Return the dialect by which a library is read; None where both may be."""
    if read_as == OWN:
        from bibtools.bibliography.library.dialect import infer  # where a library is new

        return infer(library).dialect
    return None if read_as == EITHER else read_as


def style_macros(gathered: Gathered, files: Workspace) -> Container[str]:
    """Return the macros that the paper's styles define, in lower case: only of these all that may be are known."""
    from bibtools.tex import bst  # few libraries have macros that they do not define

    if not gathered.styles:
        return bst.COMMON_MACROS | bst.ASTRONOMICAL_MACROS
    found: frozenset[str] = frozenset()
    for (style, _), text in style_texts(gathered, files).items():
        if text is None and not bst.is_common(style):
            return EverythingDefined()
        found |= bst.COMMON_MACROS if text is None else bst.macros(text)
    return found


def style_places(gathered: Gathered, files: Workspace) -> list[str]:
    """Return where the paper's own styles lie, or would."""
    return [beside(source, f"{style}.bst", files) for style, source in gathered.styles if style != BIBLATEX]


def style_texts(gathered: Gathered, files: Workspace) -> dict[tuple[str, str], str | None]:
    """Return the texts of BibTeX's styles by name and folder: TeX is asked once, however many documents name one."""
    sources = {(style, os.path.dirname(source)): source for style, source in gathered.styles if style != BIBLATEX}
    return {(style, folder): style_text(style, source, files) for (style, folder), source in sources.items()}


def style_text(style: str, source: str, files: Workspace) -> str | None:
    """Return the text of a style that lies with the paper, else where TeX finds it; None where neither is."""
    own = files.read_style(beside(source, f"{style}.bst", files))
    if own is not None:
        return own if isinstance(own, str) else None
    from bibtools.files import kpathsea  # the same

    place = kpathsea.find([style], files.at(os.path.dirname(source)) or os.curdir, os.environ, suffix=".bst")[style]
    text = files.read_style(os.path.abspath(place.path)) if isinstance(place, kpathsea.Found) else None
    return text if isinstance(text, str) else None


def beside(source: str, name: str, files: Workspace = HERE) -> str:
    """Look beside the source, then where the run is: LaTeX takes paths from where it is run."""
    there = os.path.join(os.path.dirname(source), name)
    return there if files.exists(there) or not files.exists(name) else name
