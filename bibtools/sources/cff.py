"""Citation files (CITATION.cff): `preferred-citation` and `references`, by their `doi`, `url` and `identifiers`.

Ids with strong evidence count, wherever they stand; bare numbers are versions more often than not.
Source: https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md
"""

from __future__ import annotations

import re
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span, blank
from bibtools.identifiers.candidates import places
from bibtools.identifiers.detection import find_arxiv
from bibtools.sources.mention import Scan, report

_COMMENT = lazy_pattern(r"#(?:(?<=[ \t]#)|(?<=[\r\n]#)|(?<=\A#))[^\r\n]*")
_VERSION = lazy_pattern(r"^[ \t]*(?:-[ \t]+)?(?:cff-)?version:[^\r\n]*", re.MULTILINE)


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a citation file."""
    near = places(source.text)
    if not near:
        return Scan()
    versions = (Span(*match.span()) for match in _VERSION.finditer(source.text))
    return report(source, find_arxiv(blank(source.text, [*dead(source.text), *versions]), today, near))


def dead(text: str) -> list[Span]:
    """Return the comments of a file."""
    return [Span(*match.span()) for match in _COMMENT.finditer(text)]
