"""Scanners, one a file type: pure functions from a source to what it mentions."""

from __future__ import annotations

import importlib
from datetime import date

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


def scan(source: Source, today: date, suffix: str) -> Scan:
    """Scan a source with the scanner of a file type, given as a suffix with its dot, in any case."""
    name = _SCANNERS.get(suffix.lower(), "plain")
    result: Scan = importlib.import_module(f"bibtools.scan.{name}").scan(source, today)
    return result
