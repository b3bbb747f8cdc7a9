"""Hover: what this machine knows of the work at a place. Makes no requests, and shows nothing for unknown works."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from lsprotocol import types

from bibtools.app.known_works import KnownWork
from bibtools.bibliography.library.library_entry import LibraryEntry
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span, printable
from bibtools.lsp.open_texts import OpenText
from bibtools.lsp.paper_folder import CheckedFolder, PaperFolder
from bibtools.lsp.places import PlaceOfWork, Shelf, works_at
from bibtools.lsp.work_addresses import addresses
from bibtools.records.notices import is_retracted
from bibtools.tex.names import OTHERS
from bibtools.tex.plain_names import plain_names
from bibtools.tex.plain_text import plain_text

_MOST = 10  # authors
_MARKUP = lazy_pattern(r"([\\`*_{}\[\]<>()#+!|~$&-])")


def hover(
    folder: PaperFolder, checked: CheckedFolder, text: OpenText, position: types.Position, *, markdown: bool
) -> types.Hover | None:
    """Return what is known of the work at a position; None where that is nothing."""
    offset = text.offset(position)
    places = works_at(Shelf(checked, folder.shelf), text, Span(offset, offset))
    known = folder.known.find([each.work for each in places if each.work])
    for each in places:
        own = known.get(each.work) if each.work else None
        lines = list(_lines(each, own))
        if lines:
            return types.Hover(_content(lines, each, own, markdown=markdown), text.range(each.span))
    return None


def _lines(place: PlaceOfWork, known: KnownWork | None) -> Iterator[str]:
    """Yield what is known, a line each; the title first."""
    if known is not None:
        yield from _of_record(known)
    elif place.entry is not None:
        yield from _of_entry(place.entry)
    else:
        return
    if place.key:
        yield f"Key: {place.key}"


def _of_record(known: KnownWork) -> Iterator[str]:
    record = known.record
    yield record.title
    if record.authors:
        names = [each.display for each in record.authors[:_MOST] if each != OTHERS]
        yield ", ".join(names) + (" and others" if len(record.authors) > len(names) else "")
    venue = record.publication.venue if record.publication else record.journal_ref
    categories = " ".join(record.categories)
    if dated := " · ".join(filter(None, (str(record.year or ""), venue, categories, str(record.identifier)))):
        yield dated
    if record.withdrawn:
        yield f"Withdrawn: {record.comment}"
    if record.retracted or is_retracted(record.title):
        yield "Retracted"
    if known.published:
        work = known.published
        where = ", ".join(filter(None, (work.full or work.venue, work.year)))
        yield f"Published: {where} ({known.source})"


def _of_entry(entry: LibraryEntry) -> Iterator[str]:
    """Yield what an entry says itself of its work."""
    values = {name: plain_text(entry.get(name) or "") for name in ("title", "journal", "booktitle")}
    if not values["title"]:
        return
    yield values["title"]
    names = [*islice(plain_names(entry.get("author") or ""), _MOST + 1)]
    if names:
        yield ", ".join(names[:_MOST]) + (" and others" if len(names) > _MOST else "")
    year = entry.get("year") or entry.get("date") or ""
    if dated := " · ".join(filter(None, (year, values["journal"] or values["booktitle"]))):
        yield dated


def _content(lines: list[str], place: PlaceOfWork, known: KnownWork | None, *, markdown: bool) -> types.MarkupContent:
    links = list(addresses(place, known))
    plain = [printable(" ".join(each.split())) for each in lines]
    if not markdown:
        return types.MarkupContent(types.MarkupKind.PlainText, "\n".join([*plain, *(url for _, url in links)]))
    title, *rest = (_MARKUP.sub(r"\\\1", each) for each in plain)
    shown = [f"**{title}**", *rest]
    if links:
        shown.append(" · ".join(f"[{name}]({_escaped(url)})" for name, url in links))
    return types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(shown))


def _escaped(url: str) -> str:
    return re.sub(r"[\s()<>\\]", lambda match: f"%{ord(match[0]):02X}", url)
