"""AsciiDoc with asciidoctor-bibtex: the attribute `:bibtex-file:`.

https://github.com/asciidoctor/asciidoctor-bibtex
"""

from __future__ import annotations

import re

from bibtools.sources.project_files.contract import ProjectFile
from bibtools.sources.project_files.file_names import libraries

_ATTRIBUTE = re.compile(r"^:bibtex-file:[ \t]+(?P<value>[^\r\n]+)", re.MULTILINE)
_COMMENT = re.compile(r"^(/{4,})[ \t]*$.*?(?:^\1[ \t]*$|\Z)", re.MULTILINE | re.DOTALL)


def named_libraries(text: str) -> ProjectFile:
    """Return the library that a text names in its attributes; the last one holds."""
    live = _COMMENT.sub("", text)
    found = [match["value"].replace("{docdir}/", "") for match in _ATTRIBUTE.finditer(live)]
    return libraries(found[-1:])
