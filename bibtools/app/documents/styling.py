r"""Styling: which of a document's sources names the style that prints its references.

BibTeX takes the first `\bibstyle` that TeX writes, and refuses the others ("Illegal, another \bibstyle command"). What
a source reads before it names a style is read before; a part with libraries of its own has a style of its own, too
(chapterbib).
"""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.app.documents.document import Document
from bibtools.app.documents.texts import SourceTexts
from bibtools.app.extract import Extract


def styling(document: Document, texts: SourceTexts) -> Iterator[str]:
    """Yield the sources of a document whose styles count."""
    has_any = any(_has_style(name, texts) for name in document.bases)
    naming = [name for name in _in_order(document, texts) if _has_style(name, texts)] if has_any else []
    if not naming:  # a class may choose one
        yield from document.bases
    yield from naming[:1]
    if naming and texts.structure(naming[0]).libraries:
        yield from (name for name in naming[1:] if texts.structure(name).libraries)


def _has_style(name: str, texts: SourceTexts) -> bool:
    known = texts.known.get(name)
    return isinstance(known, Extract) and bool(known.styles)


def _in_order(document: Document, texts: SourceTexts) -> Iterator[str]:
    """Yield the sources that name a style, as TeX comes to that."""
    seen = {document.root}
    open_ = [_steps(document.root, document, texts)]
    while open_:
        name, is_style = next(open_[-1], ("", False))
        if is_style:
            yield name
        elif not name:
            open_.pop()
        elif name not in seen:
            seen.add(name)
            open_.append(_steps(name, document, texts))


def _steps(source: str, document: Document, texts: SourceTexts) -> Iterator[tuple[str, bool]]:
    """Yield what a source reads, and itself where it names a style."""
    after, places = texts.structure(source).styled_after, document.reads.get(source, ())
    for number, place in enumerate((*places, "")):
        if after is not None and number == min(after, len(places)):
            yield source, True
        if place:
            yield place, False
