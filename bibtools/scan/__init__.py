"""Scanners, one a file type: pure functions from a source to what it mentions."""

from __future__ import annotations

import importlib
import re
from datetime import date

from bibtools.identifier.anchors import may_hold
from bibtools.scan.mention import Scan
from bibtools.scan.pragma import heed
from bibtools.text import Source

# By suffix; what is not here is scanned as plain text. Modules, so that a run loads only the scanners it needs.
_SCANNERS = {
    ".tex": "tex",
    ".ltx": "tex",
    ".latex": "tex",
    ".rnw": "tex",
    ".sty": "tex",
    ".cls": "tex",
    ".bbl": "tex",
    ".aux": "tex",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mkd": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".mdx": "markdown",
    ".mdown": "markdown",
    ".py": "python",
    ".pyi": "python",
    ".pyw": "python",
    ".ipynb": "notebook",
    ".bib": "bib",
    ".rst": "rst",
    ".rest": "rst",
    ".org": "org",
    ".typ": "typst",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}

# What a walk through a folder reads: texts that people cite papers in. Style files, and what LaTeX writes, are not.
WALKED = frozenset({
    ".tex", ".ltx", ".latex", ".rnw", ".md", ".markdown", ".mkd", ".mdown", ".mdx", ".qmd", ".rmd", ".txt", ".text",
    ".rst", ".rest", ".org", ".typ", ".html", ".htm", ".xhtml", ".py", ".ipynb", ".adoc",
})  # fmt: skip
LIBRARY = ".bib"  # walked by `scan`; for `sync` a library in a folder is a target, not a source


# What else than a possible id makes a file worth scanning, by scanner: the name of a library, a number that another
# field completes, a character that JSON escapes.
_HINTS = {
    "bib": re.compile(rb"=(?=\s*[{\"]\s*[0-9]{7})"),
    "html": re.compile(rb"&(?=#?[A-Za-z0-9]{2,16};[0-9.])|<(?i:wbr)"),
    "markdown": re.compile(rb"b(?=ibliography:)"),
    "notebook": re.compile(rb"\\(?=u)"),
    "org": re.compile(rb"b(?=ibliography:)"),
    "rst": re.compile(rb"b(?=ibliography::)"),
    "tex": re.compile(rb"b(?=ibliography|ibresource|(?<=globalb)ib|(?<=sectionb)ib)"),
    "typst": re.compile(rb"b(?=ibliography\()"),
}


def is_promising(data: bytes, suffix: str) -> bool:
    """Tell whether a file may say anything to the scanner of its type; False is certain."""
    hint = _HINTS.get(_SCANNERS.get(suffix.lower(), "plain"))
    return may_hold(data) or (hint is not None and hint.search(data) is not None)


def scan(source: Source, today: date, suffix: str) -> Scan:
    """Scan a source with the scanner of a file type, given as a suffix with its dot, in any case."""
    name = _SCANNERS.get(suffix.lower(), "plain")
    found: Scan = importlib.import_module(f"bibtools.scan.{name}").scan(source, today)
    return heed(found, source.text, name)
