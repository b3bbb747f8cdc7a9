"""Prose: the words of a source without ignored parts, and the items that may each name a paper.

Comments and code are blanked, so that offsets stay valid; in HTML the tags, too.
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span, blank
from bibtools.sources import notebook, pragma
from bibtools.sources.filetypes import HTML, MARKDOWN, NOTEBOOK, PLAIN, TEX, FileType
from bibtools.sources.items import html_items, list_items, tex_items
from bibtools.sources.scanner import module_of

_TAG = lazy_pattern(r"</?[A-Za-z][^<>]{0,4000}>")


class Prose(NamedTuple):
    """A text without its ignored parts, its items, and its ignored lines."""

    text: str
    items: tuple[Span, ...] = ()
    silenced: tuple[Span, ...] = ()
    cell: int | None = None  # of a notebook, from 1
    is_own: bool = False  # whether an abstract in it may be the paper's own


def prose(text: str, of_type: FileType) -> list[Prose]:
    """Return the prose of a source; for a notebook, of each cell without code."""
    if of_type.scanner != NOTEBOOK.scanner:
        return [_prose(text, of_type)]
    cells = notebook.cells(text)
    if cells is None:
        return [_prose(text, PLAIN)]
    typed = ((number, MARKDOWN if kind == "markdown" else PLAIN, cell) for number, (kind, cell) in cells)
    return [_prose(cell, cell_type)._replace(cell=number) for number, cell_type, cell in typed]


def _prose(text: str, of_type: FileType) -> Prose:
    dead = getattr(module_of(of_type), "dead", None)
    live = blank(text, dead(text)) if dead else text
    silenced = tuple(pragma.silenced(text, of_type.comment))
    if of_type.scanner == TEX.scanner:
        return Prose(live, tuple(tex_items(live)), silenced, is_own=True)
    if of_type.scanner == HTML.scanner:
        shown = _TAG.sub(lambda tag: "|" + re.sub(r"[^\r\n]", " ", tag[0][1:]), live)
        return Prose(shown, tuple(html_items(live)), silenced)
    return Prose(live, tuple(list_items(live)), silenced)
