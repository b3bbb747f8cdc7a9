"""Columns of ids: tables whose head says that a column holds arXiv ids, or whose column "id" holds nothing else.

The keys of an object of JSON, and its fields "id", are such a column, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span

if TYPE_CHECKING:
    from bibtools.identifiers.sighting import Sighting

_OF_ARXIV = lazy_pattern(
    r"(?:ar ?xiv|e-?print)[\s_-]*(?:ids?|identifiers?|numbers?|no\.?|nr\.?|papers?|preprints?)?", re.IGNORECASE
)
_OF_ANY = lazy_pattern(
    r"(?:(?:paper|preprint|article|work|doc(?:ument)?)[\s_-]*)?ids?|identifiers?|papers?|preprints?", re.IGNORECASE
)
_SEPARATORS = "\t,;|"
_FEWEST = 2  # ids of a column that is called "id", all of which look like arXiv's
_RULE = lazy_pattern(r"\s*:?-+:?\s*")
# A key of JSON or YAML that is a number, and a field for ids with its value.
_KEY = lazy_pattern(r"(?:^|[{,])\s*[\"'](?P<key>\d+\.\d+(?:v\d+)?)[\"']\s*:", re.MULTILINE)
_FIELD = lazy_pattern(
    r"(?:^[ \t]*(?:-[ \t]+)?|[{,]\s*)(?P<quote>[\"']?)(?P<name>(?:(?:paper|preprint|article|work)_?)?id)"
    r"(?P=quote)[ \t]*:[ \t]*[\"']?(?P<value>[^\s\"',}]+)",
    re.MULTILINE | re.IGNORECASE,
)


def ids_in_columns(text: str, sightings: Sequence[Sighting]) -> set[Span]:
    """Return the spans of the ids that are whole cells of a column for them."""
    spans = {sighting.span for sighting in sightings}
    if "':" in text or '":' in text or "id:" in text:
        found = [*_named(_KEY, "key", text, spans), *_named(_FIELD, "value", text, spans)]
    else:
        found = []
    return {*found} | {span for table in _tables(text) for span in _of_table(text, table, spans)}


def _of_table(text: str, rows: list[list[Span]], ids: set[Span]) -> Iterator[Span]:
    head, *body = rows
    for number, cell in enumerate(head):
        name = text[slice(*cell)].strip(" \"'`*_")
        if not (_OF_ARXIV.fullmatch(name) or _OF_ANY.fullmatch(name)):
            continue
        cells = [_trimmed(text, row[number]) for row in body if len(row) == len(head)]
        filled = [each for each in cells if each.start < each.end and not _RULE.fullmatch(text, *each)]
        found = [each for each in filled if each in ids]
        if _OF_ARXIV.fullmatch(name) or (len(found) == len(filled) >= _FEWEST):
            yield from found


def _named(form: re.Pattern[str], group: str, text: str, ids: set[Span]) -> list[Span]:
    """Return the keys or values of a form, if there are several and all look like ids."""
    found = [Span(*match.span(group)) for match in form.finditer(text)]
    return found if len(found) >= _FEWEST and all(each in ids for each in found) else []


def _trimmed(text: str, cell: Span) -> Span:
    inner = text[slice(*cell)]
    start = cell.start + len(inner) - len(inner.lstrip(" \t\"'`*_"))
    return Span(start, max(start, start + len(inner.strip(" \t\"'`*_"))))


def _tables(text: str) -> Iterator[list[list[Span]]]:
    """Yield the tables of a text: separated values from its first line on, and rows of Markdown."""
    from bibtools.sources.data_rows import separated

    first = text.lstrip("\ufeff\r\n").split("\n", 1)[0]
    for separator in _SEPARATORS[:-1]:
        if separator in first and "|" not in first:
            rows = list(separated(text, separator))
            if len(rows) > 1 and len(rows[0]) > 1:
                yield rows
            break
    table: list[list[Span]] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.count("|") > 1 and line.lstrip().startswith("|"):
            bars = [at + match.start() for match in re.finditer(r"(?<!\\)\|", line)]
            table.append([Span(start + 1, end) for start, end in pairwise(bars)])
        elif table:
            yield table
            table = []
        at += len(line)
    if table:
        yield table
