"""Printing styles: those that print a paper's references, BibTeX's, Typst's and CSL's, by what its sources say."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from bibtools.app.gather import Gathered
from bibtools.app.library_readers import beside, style_texts
from bibtools.bibliography.entries.csl_forms import CslUse
from bibtools.bibliography.entries.options import BIBLATEX
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.files.pathnames import suffix
from bibtools.files.workspace import Workspace
from bibtools.sources import citation_styles
from bibtools.sources.filetypes import MARKDOWN, TYPST, type_of
from bibtools.tex import csl
from bibtools.tex.bst import EPRINT, URL
from bibtools.tex.style_output import PrintingStyle, style_of

_METADATA = frozenset({".yml", ".yaml"})
_WITHOUT_EPRINT = lazy_pattern(
    r"\\(?:usepackage|RequirePackage|PassOptionsToPackage|ExecuteBibliographyOptions)\b[^\\]*?\beprint\s*=\s*false"
)
# All of biblatex's own styles print what these hold.
_BY_BIBLATEX = frozenset({EPRINT, URL})


class PaperStyles(NamedTuple):
    """The styles of a paper: those of LaTeX, any of which may print nothing; Typst's and CSL's, None without either."""

    of_latex: tuple[PrintingStyle, ...] = ()
    of_typst: tuple[str, ...] | None = None
    of_csl: tuple[CslUse, ...] | None = None


def printing_styles(gathered: Gathered, files: Workspace) -> PaperStyles:
    """Return the styles that print a paper's references; LaTeX's alone where there are any."""
    if gathered.styles:
        return PaperStyles(_of_latex(gathered, files))
    naming = {each.source for each in gathered.libraries}
    if any(type_of(suffix(source)) == TYPST for source in naming):
        sources = [name for name in gathered.names if type_of(suffix(name)) == TYPST]
        return PaperStyles(of_typst=_named(sources, citation_styles.of_typst, files))
    metadata = [name for name in naming if type_of(suffix(name)) == MARKDOWN or suffix(name) in _METADATA]
    if metadata:
        read = sorted({*metadata, *(name for name in gathered.names if type_of(suffix(name)) == MARKDOWN)})
        return PaperStyles(of_csl=tuple({each.name: each for each in _of_csl(read, files)}.values()))
    return PaperStyles()


def _of_csl(sources: list[str], files: Workspace) -> Iterator[CslUse]:
    """Yield the styles that documents name; of those that lie with them, what they print, or another style's name."""
    for source in sources:
        for named in citation_styles.of_metadata(files.source_text(source) or ""):
            name = citation_styles.name_of(named)
            text = None if "://" in named else files.read_style(beside(source, named, files))
            style = csl.read(text) if isinstance(text, str) else None
            if style and style.parent:
                yield CslUse(citation_styles.name_of(style.parent))
            else:
                yield CslUse(name, style if style and style.layout is not None else None)


def _of_latex(gathered: Gathered, files: Workspace) -> tuple[PrintingStyle, ...]:
    """Return the styles of a paper's documents, each once: what it prints is worked out for every entry."""
    texts = style_texts(gathered, files)
    known = (
        (style, _read_by_biblatex(source, files) if style == BIBLATEX else texts[style, os.path.dirname(source)])
        for style, source in gathered.styles
    )
    return tuple(_printing(style, each) for style, each in dict.fromkeys(known))


def _read_by_biblatex(source: str, files: Workspace) -> frozenset[str]:
    return _BY_BIBLATEX - {EPRINT} if _WITHOUT_EPRINT.search(files.source_text(source) or "") else _BY_BIBLATEX


def _printing(style: str, known: frozenset[str] | str | None) -> PrintingStyle:
    """Return a style by the fields that it reads, or by its text; an unknown one prints what all styles do."""
    if isinstance(known, frozenset):
        return PrintingStyle(style, None, known)
    return style_of(style, known) or PrintingStyle(style, is_known=False)


def _named(sources: list[str], names: Callable[[str], list[str]], files: Workspace) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for source in sources for name in names(files.source_text(source) or "")))
