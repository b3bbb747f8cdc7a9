"""AsciiDoc with asciidoctor-bibtex: the attribute `:bibtex-file:` and the macro `bibliography::`.

https://github.com/asciidoctor/asciidoctor-bibtex
"""

from __future__ import annotations

import re

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.sources.project_files.contract import ProjectFile
from bibtools.sources.project_files.file_names import libraries

_ATTRIBUTE = lazy_pattern(r"^:bibtex-file:[ \t]+(?P<value>[^\r\n]+)", re.MULTILINE)
_MACRO = lazy_pattern(r"^bibliography::(?P<value>[^\s\[\]]+)\[", re.MULTILINE)
_COMMENT = lazy_pattern(r"^(/{4,})[ \t]*$.*?(?:^\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)


def named_libraries(text: str) -> ProjectFile:
    """Return the library that a text names: the last attribute holds, else the first macro that has a target."""
    live = _COMMENT.sub("", text)
    attributes = [match["value"] for match in _ATTRIBUTE.finditer(live)][-1:]
    macros = [match["value"] for match in _MACRO.finditer(live)][:1]
    return libraries([name.replace("{docdir}/", "") for name in attributes or macros])
