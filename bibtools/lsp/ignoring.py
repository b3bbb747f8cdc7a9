"""Ignoring: the comment behind a place, or above it, with which it is ignored, where that is what it does."""

from __future__ import annotations

import os
from datetime import date

from bibtools.core.finding import Finding
from bibtools.core.text import Edit, Source, Span, apply_edits, line_end, line_start, newline_of
from bibtools.files.pathnames import suffix
from bibtools.sources.cited_key import cited_keys
from bibtools.sources.filetypes import LIBRARY, RST, type_of
from bibtools.sources.scanner import scan

_WORDS = "bibtools: ignore"


def ignoring(finding: Finding, path: str, text: str, today: date) -> Edit | None:
    """Return the edit of a text that ignores what a finding is about; None where no comment would."""
    ending = suffix(path)
    mark = type_of(ending).comment
    if finding.span is None or finding.cell is not None or mark == "" or path.lower().endswith(LIBRARY):
        return None
    for edit in _ways(text, finding.span, "#" if mark is None else mark, above=type_of(ending).name == RST.name):
        if not _is_named(apply_edits(text, [edit]), finding, path, edit, today):
            return edit
    return None


def _ways(text: str, span: Span, mark: str, *, above: bool) -> list[Edit]:
    """Return the comments that may ignore a place: behind its line, or on a line of its own above that."""
    start, end = line_start(text, span.start), line_end(text, span.end)
    comment = f"{mark} {_WORDS} -->" if mark == "<!--" else f"{mark} {_WORDS}"
    line = text[start:end]
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    on_top = Edit(Span(start, start), f"{indent}{comment}{newline_of(text)}")
    if above:
        return [on_top]
    blank = "" if line.endswith((" ", "\t")) else " "
    return [Edit(Span(end, end), f"{blank}{comment}"), on_top]


def _is_named(text: str, finding: Finding, path: str, edit: Edit, today: date) -> bool:
    """Return whether a text with the comment still names or cites what a finding is about."""
    place = finding.span or Span(0, 0)
    moved = len(edit.text) if edit.span.start <= place.start else 0
    span = Span(place.start + moved, place.end + moved)
    source, ending = Source(os.path.basename(path), text), suffix(path)
    found = scan(source, today, ending)
    spans = [*(each.span for each in found.mentions), *(each.span for each in found.suspects)]
    spans += [each.span for each in cited_keys(source, ending)]
    return any(each.start < span.end and span.start < each.end for each in spans)
