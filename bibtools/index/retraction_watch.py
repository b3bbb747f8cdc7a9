"""Retraction Watch's CSV: which published works are retracted, by the DOI of the work.

Crossref publishes it each working day. A paper has a row for each notice that speaks of it; a DOI is "unavailable"
where there is none, and a day is written as in America, with an hour that says nothing.

Source: https://gitlab.com/crossref/retraction-watch-data and https://www.crossref.org/documentation/retrieve-metadata/retraction-watch/
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Iterator, Mapping

from bibtools.core.errors import ReadError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers import doi as dois
from bibtools.index.retraction import CORRECTED, DOUBTED, REINSTATED, RETRACTED, RetractionNotice

NEEDED = ("RetractionDate", "RetractionDOI", "OriginalPaperDOI", "RetractionNature", "Reason")
_NATURES = {each.lower(): each for each in (RETRACTED, DOUBTED, CORRECTED, REINSTATED)}
_DAY = lazy_pattern(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\b")
_ISO_DAY = lazy_pattern(r"\s*(\d{4})-(\d{2})-(\d{2})\b")
_LONGEST_LINE = 1 << 20  # characters
_LONGEST_REASON = 1000
_HEAD_LINE = lazy_pattern(rb"\A(?:\xef\xbb\xbf)?[^\r\n]*")


def is_source(first: bytes) -> bool:
    """Return whether a file is such a CSV, by its first line."""
    match = _HEAD_LINE.match(first)
    columns = match[0] if match else b""
    return all(name in columns for name in (b"OriginalPaperDOI", b"RetractionNature"))


def notices(pieces: Iterable[bytes], source: str) -> Iterator[RetractionNotice | None]:
    """Yield the notices of a file that name a work's DOI, None for a row that is broken; raises ReadError."""
    rows = csv.reader(_lines(pieces, source))
    try:
        columns = [name.strip() for name in next(rows, [])]
        if missing := [name for name in NEEDED if name not in columns]:
            raise ReadError(f"{source}: it lacks the column {missing[0]}; the index was not changed")
        for row in rows:
            if len(row) != len(columns):
                if row:
                    yield None
                continue
            yield from _notices(dict(zip(columns, row, strict=True)))
    except csv.Error as error:
        raise ReadError(f"{source}:{rows.line_num}: it is not CSV: {error}; the index was not changed") from None


def _notices(row: Mapping[str, str]) -> Iterator[RetractionNotice | None]:
    """Yield the notice of a row for each DOI of the work, to which some rows add the DOI of a translation."""
    nature = _NATURES.get(row["RetractionNature"].strip().lower())
    if nature is None:
        yield None
        return
    named = dois.parse(row["RetractionDOI"])
    for part in row["OriginalPaperDOI"].replace(";", " ").split():
        if found := dois.parse(part):
            yield RetractionNotice(
                nature=nature,
                day=_day(row["RetractionDate"]),
                doi=found.value,
                notice=named.value if named else "",
                reason=_reason(row["Reason"]),
            )


def _day(text: str) -> str:
    if match := _DAY.match(text):
        return f"{match[3]}-{int(match[1]):02}-{int(match[2]):02}"
    match = _ISO_DAY.match(text)
    return "-".join(match.groups()) if match else ""


def _reason(text: str) -> str:
    """Return reasons as a list that is read: they are written `+Fake Peer Review;+Unreliable Results;`."""
    listed = (" ".join(each.replace("\x1e", " ").split()).lstrip("+ ") for each in text.split(";"))
    return "; ".join(filter(None, listed))[:_LONGEST_REASON]


def _lines(pieces: Iterable[bytes], source: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    held = ""
    for piece in pieces:
        *whole, held = (held + decoder.decode(piece)).replace("\0", "").split("\n")
        yield from (f"{line}\n" for line in whole)
        if len(held) > _LONGEST_LINE:
            raise ReadError(f"{source}: its lines are too long for records; the index was not changed")
    if held:
        yield held
