"""Scanners, one a file type: pure functions from a source to what it mentions."""

from __future__ import annotations

import importlib
import os
import re
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING

from bibtools.core.text import Source
from bibtools.identifiers.prefilter import may_hold
from bibtools.sources.mention import Scan
from bibtools.sources.pragma import heed

if TYPE_CHECKING:
    from bibtools.sources.prose import Prose

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
JOBNAME = r"\jobname"
LIBRARY = ".bib"  # walked by `scan`; for `sync` a library in a folder is a target, not a source


# What else than a possible id makes a file worth scanning, by scanner: a number that another field completes, a name
# of a character within an id, a character that JSON escapes.
_HINTS = {
    "bib": re.compile(rb"=(?=\s*[{\"]\s*[0-9]{7})"),
    "html": re.compile(rb"&(?=#?[A-Za-z0-9]{2,16};[0-9.])|<(?i:wbr)"),
    "notebook": re.compile(rb"\\(?=[u/])|\.(?<=[0-9]{4}\.)(?=[0-9]{0,2}-?\\n)|/(?<=[A-Za-z]/)(?=[0-9]{0,4}-?\\n)"),
}
# Without what a file names no library, by the scanners that can tell.
_NAMING = {
    "markdown": re.compile(rb"b(?=ibliography:)"),
    "notebook": re.compile(rb"b(?=ibliography:)"),
    "org": re.compile(rb"[bB](?=(?i:ibliography):)"),
    "rst": re.compile(rb"b(?=ibliography::)"),
    "tex": re.compile(rb"b(?=ibliography|ibresource|(?<=globalb)ib|(?<=sectionb)ib)"),
    "typst": re.compile(rb"b(?=ibliography\()"),
}


def is_promising(data: bytes, suffix: str) -> bool:
    """Return whether a file may mention a paper to the scanner of its type; False is certain."""
    hint = _HINTS.get(_scanner(suffix))
    return may_hold(data) or (hint is not None and hint.search(data) is not None)


def names_libraries(data: bytes, suffix: str) -> bool:
    """Return whether a file may name a library; False is certain."""
    naming = _NAMING.get(_scanner(suffix))
    return naming is not None and naming.search(data) is not None


def lists_papers(suffix: str) -> bool:
    """Return whether people keep lists of papers with their code in files of a type; others tell of their own."""
    return _scanner(suffix) not in {"tex", "python", "bib", "notebook"}


def is_searched(suffix: str) -> bool:
    """Return whether papers are looked for in files of a type by their words."""
    return _scanner(suffix) not in {"python", "bib"}


def prose(text: str, suffix: str) -> list[Prose]:
    """Return what a text says in words, in the way of its file type."""
    from bibtools.sources.prose import prose as told  # noqa: PLC0415 - for runs that look for papers without ids

    return told(text, _scanner(suffix))


def scan(source: Source, today: date, suffix: str) -> Scan:
    """Scan a source with the scanner of a file type, given as a suffix with its dot, in any case."""
    name = _scanner(suffix)
    found: Scan = _module(name).scan(source, today)
    return heed(found, source.text, name)


def libraries(text: str, suffix: str, jobname: str = "") -> list[str]:
    """Return the `.bib` files that a text names in the way of its file type; `jobname` is how LaTeX calls the text."""
    name = _scanner(suffix)
    named: list[str] = _module(name).libraries(text) if name in _NAMING else []
    return [whole for each in named if _is_file_name(whole := each.replace(JOBNAME, jobname))]


def styles(text: str, suffix: str) -> list[str]:
    """Return the bibliography styles that a text names; only LaTeX names any."""
    name = _scanner(suffix)
    named: list[str] = _module(name).styles(text) if name == "tex" else []
    return [each for each in named if _is_file_name(each)]


def _is_file_name(name: str) -> bool:
    """Return whether a file can have a name; JSON and YAML can spell characters that it cannot hold."""
    try:
        return b"\0" not in os.fsencode(name)
    except UnicodeEncodeError:
        return False


def _scanner(suffix: str) -> str:
    return _SCANNERS.get(suffix.lower(), "plain")


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"bibtools.sources.{name}")
