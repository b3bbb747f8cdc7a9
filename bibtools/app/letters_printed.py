r"""Printed letters: what the programs of a paper make of letters beyond ASCII, as its preamble tells.

XeLaTeX and LuaLaTeX print every letter that their font has; pdfLaTeX prints those of the encodings that are loaded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from bibtools.app.documents.division import is_latex
from bibtools.app.gather import Gathered
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.files.pathnames import suffix
from bibtools.files.workspace import HERE, Workspace
from bibtools.records.record import Record
from bibtools.tex.letters import EVERYTHING, IN_ASCII, SLAVIC, VIETNAMESE, Lettering, is_usual

# What these say is read by pandoc, Typst or a browser.
_OF_OTHERS = frozenset({".md", ".markdown", ".qmd", ".rmd", ".ipynb", ".typ", ".rst", ".html"})
_COMMENT = lazy_pattern(r"(?<!\\)%(?!\s*!\s*TEX).*", re.IGNORECASE)
_LOADED = r"\\(?:usepackage|RequirePackage)\s*(?:\[[^\[\]]*\]\s*)?\{[^{}]*(?<![\w-])"
# Packages and classes of these engines only, and the comment by which editors choose one.
_OF_UNICODE = lazy_pattern(
    rf"{_LOADED}(?:fontspec|unicode-math|polyglossia|mathspec|xltxtra|xunicode|xeCJK|luatexja(?:-\w+)?|ctex|luainputenc"
    r"|lua-ul|emoji)(?![\w-])|\\documentclass\s*(?:\[[^\[\]]*\]\s*)?\{\s*(?:ltj\w+|bxjs\w+)\s*\}|\\babelfont"
    r"|\\(?:directlua|setmainfont|RequireXeTeX|RequireLuaTeX)(?![A-Za-z])"
    r"|^%\s*!\s*TEX\s+(?:TS-)?program\s*=\s*(?:xe|lua)\w*",
    re.IGNORECASE | re.MULTILINE,
)
_OF_BYTES = lazy_pattern(rf"{_LOADED}(?:inputenc|cmap)(?![\w-])|\\(?:usepackage|RequirePackage)\s*\[[^\[\]]*T1")
_ENCODINGS = lazy_pattern(r"\\usepackage\s*\[([^\[\]]*)\]\s*\{\s*(?:fontenc|babel)\s*\}")
_VIETNAMESE = lazy_pattern(rf"{_LOADED}(?:vntex|vietnam)(?![\w-])")
_ALPHABETS = {VIETNAMESE: {"T5", "vietnamese"}, SLAVIC: {"T2A", "T2B", "T2C", "X2"}}
_LATEXMK = (".latexmkrc", "latexmkrc")
_ENGINE = lazy_pattern(r"^\s*\$pdf_mode\s*=\s*['\"]?[45]|^\s*\$(?:pdf)?latex\s*=\s*['\"](?:xe|lua)latex", re.MULTILINE)


def printed_letters(
    gathered: Gathered, records: Iterable[Record], files: Workspace = HERE, *, biber: bool
) -> Lettering | None:
    """Return what the programs of a paper read and print; None if its sources do not tell.

    Where no record has a letter beyond the usual ones, no source is read for it.
    """
    sources = [name for name in gathered.names if is_latex(name)]
    if not sources:
        is_others = any(suffix(name) in _OF_OTHERS for name in gathered.names)
        return Lettering(biber=True, prints=frozenset({EVERYTHING})) if is_others else None
    if all(map(_is_usual, records)):
        return IN_ASCII._replace(biber=biber)
    return Lettering(biber=biber, prints=frozenset(_alphabets(sources, gathered.roots, files)))


def _is_usual(record: Record) -> bool:
    texts = (record.title, record.abstract or "", record.journal_ref or "", *(name.display for name in record.authors))
    return all(map(is_usual, texts))


def _alphabets(sources: Iterable[str], roots: Iterable[str], files: Workspace) -> Iterator[str]:
    texts = [_COMMENT.sub("", text) for name in sources if (text := files.source_text(name))]
    is_mixed = any(map(_OF_BYTES.search, texts))  # a preamble for either
    if (any(map(_OF_UNICODE.search, texts)) and not is_mixed) or _is_chosen(roots, files):
        yield EVERYTHING
    loaded = {each.strip() for text in texts for match in _ENCODINGS.finditer(text) for each in match[1].split(",")}
    yield from (alphabet for alphabet, names in _ALPHABETS.items() if names & loaded)
    if any(map(_VIETNAMESE.search, texts)):
        yield VIETNAMESE


def _is_chosen(roots: Iterable[str], files: Workspace) -> bool:
    """Return whether latexmk is told to run one of these engines, beside a root or in the current folder."""
    folders = {"", *(os.path.dirname(root) for root in roots)}
    names = (os.path.join(folder, name) for folder in folders for name in _LATEXMK)
    return any(_ENGINE.search(files.source_text(name) or "") for name in names if files.is_file(name))
