"""Rows: a source's row, from its content; pure, and never an exception for any content."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from bibtools.app.extract import Extract
from bibtools.app.read_source import read_one
from bibtools.app.unidentified import Search, asked
from bibtools.core.errors import BibtoolsError
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Lines
from bibtools.files.exact_text import Unread
from bibtools.reports.source_values import of_mention, of_suspect, shown
from bibtools.sources.mention import Scan

Row = dict[str, Any]  # as JSON has it


class RowOptions(NamedTuple):
    """What to look for; `search` finds papers by their words, None if that is not requested."""

    today: date
    bare: bool = False
    search: Search | None = None


def row(path: str, content: bytes | Unread, options: RowOptions) -> Row:
    """Return the row of a source: its mentions, or why it was not read."""
    raw = _raw_row(path, content, options)
    return {name: shown(value) for name, value in raw.items()}


def _raw_row(path: str, content: bytes | Unread, options: RowOptions) -> Row:
    if isinstance(content, Unread):
        return _row(path, content, Scan(), [], options)
    try:
        extract = read_one(
            (path, content),
            today=options.today,
            bare=options.bare,
            naming=False,
            pairing=False,
            texts=options.search is not None,
        )
        if isinstance(extract, Unread):
            return _row(path, extract, Scan(), [], options)
        return _row(path, None, extract.scan, list(_found(extract, options.search)), options)
    except BibtoolsError:  # of the index, not of this source
        raise
    except Exception as error:  # noqa: BLE001 - a source that breaks its scanner must not cost others their rows
        why = f"it breaks its scanner, which is a bug ({type(error).__name__}: {error})"
        return _row(path, Unread(path, why, failed=True), Scan(), [], options)


def _row(path: str, unread: Unread | None, scan: Scan, found: list[Row], options: RowOptions) -> Row:
    values: Row = {
        "path": path,
        "unread": {"reason": unread.reason, "level": "error" if unread.failed else "note"} if unread else None,
        "mentions": [_without_path(of_mention(mention)) for mention in scan.mentions],
        "suspects": [_without_path(of_suspect(suspect)) for suspect in scan.suspects],
    }
    return values if options.search is None else {**values, "found": found}


def _without_path(row: Row) -> Row:
    del row["path"]  # the row has it
    return row


def _found(extract: Extract, search: Search | None) -> Iterator[Row]:
    """Yield the papers that a source names by their words."""
    if search is None:
        return
    for text in extract.texts or ():
        lines = Lines(text.text)
        for match in asked(text, extract.scan.mentions, search).matches:
            line, column = lines.position(match.span.start)
            yield {
                "id": match.identifier.id,
                **({"cell": text.cell} if text.cell else {}),
                "line": line,
                "column": column,
                "score": match.score,
                "sure": match.sure,
                "evidence": list(match.evidence),
                "title": match.title,
            }
