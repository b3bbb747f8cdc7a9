"""COMET's matches of arXiv's preprints with publications at Crossref: a CSV, or JSON lines, with both DOIs in a row.

Which columns hold them has changed from one release to the next, so they are known by what they hold. Four matches in a
hundred are wrong (its own measurements), so that each is a candidate, to be compared.

Source: https://huggingface.co/datasets/cometadata/arxiv-preprint-matching-results
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from bibtools.core.errors import ReadError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers import doi as dois

_PREPRINT = lazy_pattern(r"\b10\.48550/arxiv\.([\w.-]+(?:/\d{7})?)", re.IGNORECASE)
_DOI = lazy_pattern(r"\b10\.\d{4,9}/[^\s\"',;|]+", re.IGNORECASE)
_VERSION = lazy_pattern(r"v\d+\Z")
_IN_BYTES = lazy_pattern(rb"\b10\.48550/arxiv\.", re.IGNORECASE)
_MATCHED = lazy_pattern(rb"match|confidence|score", re.IGNORECASE)
_LONGEST_LINE = 1 << 20  # characters


def is_source(first: bytes) -> bool:
    """Return whether a file is such a list, by its first lines: a header that speaks of matches, and two DOIs a row."""
    head, *rows = first.split(b"\n")[:4]
    if not head.startswith(b"{"):
        return bool(_MATCHED.search(head)) and bool(rows) and bool(_IN_BYTES.search(rows[0]))
    return bool(_MATCHED.search(head)) and bool(_IN_BYTES.search(head)) and b'"authors_parsed"' not in head


def matches(pieces: Iterable[bytes], source: str) -> Iterator[tuple[str, str] | None]:
    """Yield the arXiv id and the DOI of each match, None for a row that has no two; raises ReadError."""
    for number, line in enumerate(_lines(pieces, source)):
        if not line.strip():
            continue
        preprint = _PREPRINT.search(line)
        named = next(
            (each for each in map(dois.parse, _DOI.findall(line)) if each and not dois.is_of_preprint(each)), None
        )
        if preprint and named:
            yield _VERSION.sub("", preprint[1].lower()), named.value
        elif number:
            yield None


def _lines(pieces: Iterable[bytes], source: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    held = ""
    for piece in pieces:
        *whole, held = (held + decoder.decode(piece)).split("\n")
        yield from whole
        if len(held) > _LONGEST_LINE:
            raise ReadError(f"{source}: its lines are too long for matches; the index was not changed")
    yield held
