"""Citation styles that documents name and that are not LaTeX's: Typst's own, and those of CSL, by their files' names.

https://typst.app/docs/reference/model/bibliography/ and https://pandoc.org/MANUAL.html#specifying-a-citation-style
"""

from __future__ import annotations

import posixpath
import re

from bibtools.core.lazy_pattern import lazy_pattern

_COMMENT = lazy_pattern(r"(?<!:)//[^\r\n]*|/\*.*?\*/", re.DOTALL)
_CALL = lazy_pattern(r"\bbibliography\b[ \t]*\(((?:[^()]|\([^()]*\))*+)")
_STYLE = lazy_pattern(r"\bstyle[ \t]*:[ \t]*\"([^\"\r\n]+)\"")
_CSL = lazy_pattern(r"^[ \t]*(?:citation-style|csl)[ \t]*:[ \t]*[\"']?([^\s\"'#][^\r\n\"'#]*)", re.MULTILINE)


def of_typst(text: str) -> list[str]:
    """Return the styles that a Typst source gives its bibliographies, where they are set or made."""
    calls = _CALL.findall(_COMMENT.sub("", text))
    return [name_of(style) for call in calls for style in _STYLE.findall(call)]


def of_metadata(text: str) -> list[str]:
    """Return the files or addresses of the CSL styles that a text names for pandoc, Quarto or R Markdown."""
    return [style.strip() for style in _CSL.findall(text)]


def name_of(style: str) -> str:
    """Return the name of a style, without the address and the ending of its file."""
    return posixpath.basename(style.strip().replace("\\", "/")).lower().removesuffix(".csl")
