"""Citing by key: a bare id in a text becomes a citation of its entry, where the text is read so then."""

from __future__ import annotations

import re
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Edit, Source, Span, apply_edits
from bibtools.files.pathnames import suffix
from bibtools.reports.cite_text import citing as written
from bibtools.sources.cited_key import cited_keys
from bibtools.sources.mention import Mention
from bibtools.sources.scanner import scan

_BEFORE = lazy_pattern(r"(?:(?<![\w/.:=-])arXiv:[ ~]?|(?<![\w/.:=@{-]))\Z", re.IGNORECASE)
_BEHIND = lazy_pattern(r"(?:v[0-9]+)?(?![\w/@-])")
_WORD = 12  # characters in front of an id that may belong to it


def citing(mention: Mention, key: str, path: str, text: str, today: date) -> Edit | None:
    """Return the edit that cites an entry in place of an id; None where the id stands in something else."""
    start, end = mention.span
    begin = max(0, start - _WORD)
    before, behind = _BEFORE.search(text[begin:start]), _BEHIND.match(text, end)
    if mention.cell is not None or mention.key or before is None or behind is None:
        return None
    edit = Edit(Span(begin + before.start(), behind.end()), written(key, [path]))
    return edit if _is_cited(apply_edits(text, [edit]), edit, key, path, today) else None


def _is_cited(text: str, edit: Edit, key: str, path: str, today: date) -> bool:
    """Return whether a text with the edit cites the key there, and names no work there by its id."""
    start, end = edit.span.start, edit.span.start + len(edit.text)
    source, ending = Source(path, text), suffix(path)
    cites = any(
        start <= each.span.start and each.span.end <= end and each.key == key for each in cited_keys(source, ending)
    )
    names = any(each.span.start < end and start < each.span.end for each in scan(source, today, ending).mentions)
    return cites and not names
