r"""Printed letters: what the programs of a paper make of letters beyond ASCII, as its preamble shows.

XeLaTeX and LuaLaTeX print every letter that their font has; pdfLaTeX prints those of the encodings that are loaded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping

from bibtools.app.documents.division import is_latex
from bibtools.app.gather import Gathered
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.files.pathnames import suffix
from bibtools.files.workspace import HERE, Workspace
from bibtools.records.record import Record
from bibtools.tex.letters import EVERYTHING, IN_ASCII, KNUTHS, SLAVIC, VIETNAMESE, Lettering, is_usual

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
_ENCODINGS = lazy_pattern(r"\\(?:usepackage|RequirePackage)\s*\[([^\[\]]*)\]\s*\{\s*fontenc\s*\}")
_LANGUAGES = lazy_pattern(r"\\(?:usepackage|RequirePackage)\s*\[([^\[\]]*)\]\s*\{\s*babel\s*\}")
_VIETNAMESE = lazy_pattern(rf"{_LOADED}(?:vntex|vietnam)(?![\w-])")
# What the encoding that is loaded last prints: LaTeX looks for no letter in another one. A language has its own.
_ALPHABETS = {VIETNAMESE: {"T5"}, SLAVIC: {"T2A", "T2B", "T2C", "X2"}}
_BY_LANGUAGE = {
    VIETNAMESE: {"vietnamese", "vietnam"},
    SLAVIC: {"russian", "ukrainian", "belarusian", "bulgarian", "serbianc", "macedonian", "mongolian"},
}
# Classes that load no encoding, and what does: of a class that is unknown here, it is not sure.
_CLASS = lazy_pattern(
    r"\\(?:documentclass|documentstyle|LoadClass(?:WithOptions)?)\s*(?:\[[^\[\]]*\]\s*)?\{\s*([\w-]+)\s*\}"
)
_CLASSES = frozenset(
    """article report book letter proc slides minimal memoir scrartcl scrreprt scrbook scrlttr2 amsart amsbook amsproc
    beamer IEEEtran IEEEconf llncs svjour svjour3 svmult svmono revtex4 revtex4-1 revtex4-2 elsarticle siamart
    siamltex siamart190516 siamart220329 extarticle extreport extbook standalone sig-alternate aastex aastex62 aastex63
    aastex631 mnras jfm imsart paper a0poster tikzposter exam res""".split()
)
_PACKAGES = lazy_pattern(r"\\(?:usepackage|RequirePackage)\s*(?:\[[^\[\]]*\]\s*)?\{([^{}]*)\}")
_WITH_T1 = frozenset(
    """ae aecompl t1enc libertine libertinus libertinus-type1 newtxtext newtx newpxtext newpx ebgaramond garamondx
    XCharter cochineal stickstootext erewhon fbb baskervillef heuristica underscore cleanthesis suftesi jacow""".split()
)
_T1 = lazy_pattern(
    r"\\(?:usepackage|RequirePackage)\s*\[[^\[\]]*\bT1\b[^\[\]]*\]\s*\{\s*fontenc\s*\}|\\fontencoding\{T1\}"
)
_MOST_PACKAGES = 200  # of a paper's own
_LATEXMK = (".latexmkrc", "latexmkrc")
_ENGINE = lazy_pattern(r"^\s*\$pdf_mode\s*=\s*['\"]?[45]|^\s*\$(?:pdf)?latex\s*=\s*['\"](?:xe|lua)latex", re.MULTILINE)


def printed_letters(
    gathered: Gathered, records: Iterable[Record], files: Workspace = HERE, *, biber: bool
) -> Lettering | None:
    """Return what the programs of a paper read and print; None if its sources do not show that.

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
    read = {os.path.normpath(name): _COMMENT.sub("", files.source_text(name) or "") for name in sources}
    texts = [*read.values()]
    is_mixed = any(map(_OF_BYTES.search, texts))  # a preamble for either
    if (any(map(_OF_UNICODE.search, texts)) and not is_mixed) or _is_chosen(roots, files):
        yield EVERYTHING
    known = _last_of(_LANGUAGES, _BY_LANGUAGE, texts) or _last_of(_ENCODINGS, _ALPHABETS, texts)
    if any(map(_VIETNAMESE.search, texts)):
        known = VIETNAMESE
    if known:
        yield known
    if known or not _may_load_t1(read, roots, files):
        yield KNUTHS


def _last_of(options: re.Pattern[str], known: Mapping[str, set[str]], texts: Iterable[str]) -> str:
    """Return the meaning of a package's last option, empty if it is not one of these."""
    chosen = [match[1] for text in texts for match in options.finditer(text)]
    main = [re.search(r"\bmain\s*=\s*(\w+)", each) for each in chosen[-1:]]
    last = next((match[1] for match in main if match), chosen[-1].rpartition(",")[2].strip() if chosen else "")
    return next((alphabet for alphabet, names in known.items() if last in names), "")


def _may_load_t1(read: Mapping[str, str], roots: Iterable[str], files: Workspace) -> bool:
    """Return whether T1 is used, or may be: by sources, or by a class or package (local ones are read, too)."""
    folders = sorted({os.path.dirname(root) for root in roots} | {""})
    seen = set[str]()
    waiting, classes = [*read.values()], set[str]()
    while waiting:
        text = waiting.pop()
        packages = {name.strip() for match in _PACKAGES.finditer(text) for name in match[1].split(",")}
        if _T1.search(text) or packages & _WITH_T1:
            return True
        named = set(_CLASS.findall(text))
        files_named = {f"{name}.sty" for name in packages} | {f"{name}.cls" for name in named}
        own = {name: _beside(name, folders, read, files) for name in sorted(files_named - seen)[:_MOST_PACKAGES]}
        seen |= files_named
        classes |= {name for name in named if own.get(f"{name}.cls") is None}
        waiting += filter(None, own.values())
    return not classes or not classes <= _CLASSES


def _beside(name: str, folders: Iterable[str], read: Mapping[str, str], files: Workspace) -> str | None:
    """Return the text of a class or package of the paper's own; nothing of one that is a source and has been read."""
    paths = (os.path.normpath(os.path.join(folder, name)) for folder in folders)
    path = next((path for path in paths if path in read or files.is_file(path)), None)
    if path is None:
        return None
    text = "" if path in read else files.source_text(path)
    return None if text is None else _COMMENT.sub("", text)


def _is_chosen(roots: Iterable[str], files: Workspace) -> bool:
    """Return whether latexmk is configured to run one of these engines, beside a root or in the current folder."""
    folders = {"", *(os.path.dirname(root) for root in roots)}
    names = (os.path.join(folder, name) for folder in folders for name in _LATEXMK)
    return any(_ENGINE.search(files.source_text(name) or "") for name in names if files.is_file(name))
