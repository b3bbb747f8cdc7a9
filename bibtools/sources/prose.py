"""Prose: what a source says in words, without what is dead in it, and the items that may each name a paper.

Comments and code are blanked, so that every place stays; of HTML the tags, too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bibtools.core.text import Span, blank
from bibtools.sources import html, markdown, notebook, org, pragma, rst, tex, typst
from bibtools.sources.items import html_items, list_items, tex_items

_DEAD = {
    "html": html.dead,
    "markdown": markdown.dead,
    "org": org.dead,
    "rst": rst.dead,
    "tex": tex.dead,
    "typst": typst.dead,
}
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,4000}>")


class Prose(NamedTuple):
    """A text without what is dead in it, its items, and the lines that its author silenced."""

    text: str
    items: tuple[Span, ...] = ()
    silenced: tuple[Span, ...] = ()
    cell: int | None = None  # of a notebook, from 1
    is_own: bool = False  # whether an abstract in it may be that of the paper which is being written


def prose(text: str, scanner: str) -> list[Prose]:
    """Return what a source says in words; of a notebook, what each of its cells says that holds no code."""
    if scanner != "notebook":
        return [_prose(text, scanner)]
    cells = notebook.cells(text)
    if cells is None:
        return [_prose(text, "plain")]
    told = ((number, "markdown" if kind == "markdown" else "plain", cell) for number, (kind, cell) in cells)
    return [_prose(cell, name)._replace(cell=number) for number, name, cell in told]


def _prose(text: str, scanner: str) -> Prose:
    dead = _DEAD.get(scanner)
    live = blank(text, dead(text)) if dead else text
    silenced = tuple(pragma.silenced(text, scanner))
    if scanner == "tex":
        return Prose(live, tuple(tex_items(live)), silenced, is_own=True)
    if scanner == "html":
        shown = _TAG.sub(lambda tag: "|" + re.sub(r"[^\r\n]", " ", tag[0][1:]), live)
        return Prose(shown, tuple(html_items(live)), silenced)
    return Prose(live, tuple(list_items(live)), silenced)
