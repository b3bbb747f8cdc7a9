"""Cited keys: every citation of a source, with its place as reports show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Lines, Position, Source, Span
from bibtools.sources.citation import CITED, EVERYTHING, NOCITED, Citation
from bibtools.sources.cite_macros import CiteMacro
from bibtools.sources.filetypes import type_of
from bibtools.sources.scanner import citations, module_of

_ALL = "*"  # for LaTeX `\cite{*}` is `\nocite{*}`


class CitedKey(NamedTuple):
    """A key that a source cites, where it stands, and what citing it there means (see Citation)."""

    path: str
    key: str
    span: Span
    position: Position
    kind: str = CITED
    cell: int | None = None  # of a notebook, from 1

    @property
    def text(self) -> str:
        """The text of the span."""
        return self.key


def cited_keys(source: Source, suffix: str, macros: Mapping[str, CiteMacro] | None = None) -> tuple[CitedKey, ...]:
    """Return the citations of a source, all of them, in order, by its file type (`macros`: see `citations`)."""
    return tuple(placed(source, citations(source.text, suffix, macros), suffix))


def placed(source: Source, found: list[Citation], suffix: str) -> Iterator[CitedKey]:
    """Yield citations of a source with their places; those of a notebook count their lines in their cells."""
    module = module_of(type_of(suffix))
    texts: dict[int | None, str] = module.cell_texts(source.text) if found and found[0].cell else {None: source.text}
    lines = {cell: Lines(text) for cell, text in texts.items()}
    for each in found:
        kind = EVERYTHING if each.key == _ALL and each.kind in {CITED, NOCITED} else each.kind
        if each.key != _ALL or kind == EVERYTHING:
            start = lines[each.cell].position(each.span.start)
            yield CitedKey(path=source.path, key=each.key, span=each.span, position=start, kind=kind, cell=each.cell)
