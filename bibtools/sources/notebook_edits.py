"""Edits of notebooks: from the text of a cell to the JSON that holds it, where everything else stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import BOM, Edit, Span, apply_edits

_TOKEN = lazy_pattern(r'"(?P<string>(?:[^"\\]|\\.)*+)"|[{}\[\],]', re.DOTALL)
# One character as JSON writes it; one outside the BMP may be two escapes.
_CHARACTER = lazy_pattern(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]", re.DOTALL
)
_WHOLE, _PART = 3, 4  # names and numbers that lead to the source of a cell: one string, or one of a list


class _String(NamedTuple):
    """A string of a cell, and where it stands between its quotes in the document."""

    value: str
    span: Span


def in_notebook(text: str, edits: Mapping[int, Sequence[Edit]]) -> list[Edit]:
    """Return the edits of a notebook's JSON that make edits of its cells, given by their numbers from 1.

    Raises ValueError where the text is no notebook, or an edit goes beyond one of the strings of a cell.
    """
    parts: dict[int, list[_String]] = {}
    for number, string in _sources(text):
        parts.setdefault(number, []).append(string)
    return [found for number, wanted in edits.items() for found in _in_cell(text, parts.get(number, []), wanted)]


def _sources(text: str) -> Iterator[tuple[int, _String]]:
    """Yield the strings of cells' sources, with the numbers of the cells."""
    path: list[str | int | None] = []  # the names and numbers that lead to a place; None in front of a name
    for token in _TOKEN.finditer(text):
        mark, raw = token[0], token["string"]
        if raw is not None and path and path[-1] is None:
            path[-1] = json.loads(mark)
        elif raw is not None:
            if len(path) in {_WHOLE, _PART} and (path[0], path[2]) == ("cells", "source") and isinstance(path[1], int):
                yield path[1] + 1, _String(json.loads(mark, strict=False), Span(*token.span("string")))
        elif mark in "{[":
            path.append(None if mark == "{" else 0)
        elif mark in "}]":
            path.pop()
        else:
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None


def places_in(text: str, cell: int, span: Span) -> Span | None:
    """Return where a part of a cell stands in the notebook's JSON; None where there is no such part."""
    before, edges = 0, list[int]()
    for number, (value, inner) in _sources(text):
        if number != cell:
            continue
        for place in span:
            if before <= place <= before + len(value) and len(edges) < (1 if place == span.start else 2):
                edges.append(_within(text, inner, 0, place - before).end)
        before += len(value)
    return Span(edges[0], edges[-1]) if edges else None


def _in_cell(text: str, parts: Sequence[_String], edits: Sequence[Edit]) -> Iterator[Edit]:
    for (start, end), new in edits:
        before = 0
        for value, span in parts:
            if before <= start and end <= before + len(value):
                yield Edit(_within(text, span, start - before, end - before), _written(new, text))
                break
            before += len(value)
        else:
            raise ValueError("it goes over the end of a line of its cell")


def _within(text: str, span: Span, start: int, end: int) -> Span:
    """Return where a part of a string stands in the document."""
    edges = [span.start]
    for match in _CHARACTER.finditer(text, *span):
        edges.append(match.end())
        if len(edges) > end:
            break
    return Span(edges[start], edges[end])


def _written(new: str, text: str) -> str:
    return json.dumps(new, ensure_ascii=text.isascii())[1:-1]


def differ_by(text: str, edits: Mapping[int, Sequence[Edit]], edited: str) -> bool:
    """Return whether two notebooks differ by edits in cells, and by nothing else."""
    before, after = (json.loads(each.removeprefix(BOM)) for each in (text, edited))
    for number, wanted in edits.items():
        old, new = (document["cells"][number - 1] for document in (before, after))
        if apply_edits("".join(old["source"]), wanted) != "".join(new["source"]) or _shape(old) != _shape(new):
            return False
        old["source"] = new["source"] = ""
    return bool(before == after)


def _shape(cell: Mapping[str, Any]) -> int:
    """Return of how many strings a cell's text is made."""
    source = cell["source"]
    return 0 if isinstance(source, str) else len(source)
