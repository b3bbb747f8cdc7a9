"""Scanners, one a file type: pure functions from a source to what it mentions."""

from __future__ import annotations

import importlib
import re
from datetime import date

from bibtools.identifier.anchors import may_hold
from bibtools.scan.mention import Scan
from bibtools.text import Source

# By suffix; what is not here is scanned as plain text. Modules, so that a run loads only the scanners it needs.
_SCANNERS = {
    ".tex": "tex",
    ".ltx": "tex",
    ".sty": "tex",
    ".cls": "tex",
    ".bbl": "tex",
    ".aux": "tex",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mkd": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".py": "python",
    ".pyi": "python",
    ".ipynb": "notebook",
    ".bib": "bib",
}

# What a walk through a folder reads: texts that people cite papers in. Style files, and what LaTeX writes, are not.
WALKED = frozenset({
    ".tex", ".ltx", ".md", ".markdown", ".mkd", ".qmd", ".rmd", ".txt", ".text", ".rst", ".org", ".typ", ".html",
    ".htm", ".py", ".ipynb", ".adoc",
})  # fmt: skip
LIBRARY = ".bib"  # walked by `scan`; for `sync` a library in a folder is a target, not a source


# What else than a possible id makes a file worth scanning, by scanner: the name of a library, a number that another
# field completes, a character that JSON escapes.
_HINTS = {
    "bib": re.compile(rb"=(?=\s*[{\"]\s*[0-9]{7})"),
    "markdown": re.compile(rb"b(?=ibliography:)"),
    "notebook": re.compile(rb"\\(?=u)"),
    "tex": re.compile(rb"b(?=ibliography|ibresource|(?<=globalb)ib|(?<=sectionb)ib)"),
}


def is_promising(data: bytes, suffix: str) -> bool:
    """Tell whether a file may say anything to the scanner of its type; False is certain."""
    hint = _HINTS.get(_SCANNERS.get(suffix.lower(), "plain"))
    return may_hold(data) or (hint is not None and hint.search(data) is not None)


def scan(source: Source, today: date, suffix: str) -> Scan:
    """Scan a source with the scanner of a file type, given as a suffix with its dot, in any case."""
    name = _SCANNERS.get(suffix.lower(), "plain")
    result: Scan = importlib.import_module(f"bibtools.scan.{name}").scan(source, today)
    return result
