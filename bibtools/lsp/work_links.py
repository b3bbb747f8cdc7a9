"""Links and hints beside works: where the ids of a text lead, and who wrote what they name."""

from __future__ import annotations

from lsprotocol import types

from bibtools.bibliography.library.library_entry import LibraryEntry
from bibtools.core.text import Span, printable
from bibtools.lsp.open_texts import OpenText
from bibtools.lsp.paper_folder import CheckedFolder, PaperFolder
from bibtools.lsp.places import Shelf, works_at
from bibtools.lsp.work_addresses import page


def document_links(folder: PaperFolder, checked: CheckedFolder, text: OpenText) -> list[types.DocumentLink]:
    """Return the links of the ids and DOIs in a text."""
    found = []
    for each in works_at(Shelf(checked, folder.shelf), text, None):
        url = page(each.work) if each.work and (each.mention or each.entry) and each.cited is None else None
        if url:
            span = each.span if each.mention else _eprint(each.entry)
            if span:
                found.append(types.DocumentLink(text.range(span), url, tooltip=str(each.work)))
    return found


def _eprint(entry: LibraryEntry | None) -> Span | None:
    """Return where an entry names its id; nothing where that is somewhere within another value."""
    for name in ("eprint", "doi"):
        field = next((each for each in entry.fields if each.name == name), None) if entry else None
        if field and field.value.strip():
            return Span(field.value_span.start, field.value_span.end)
    return None


def inlay_hints(
    folder: PaperFolder, checked: CheckedFolder, text: OpenText, place: types.Range
) -> list[types.InlayHint]:
    """Return the first author and the year behind each bare id in a part of a text, as far as this machine knows."""
    start, end = text.offset(place.start), text.offset(place.end)
    places = [each for each in works_at(Shelf(checked, folder.shelf), text, Span(start, end)) if each.mention]
    known = folder.known.find([each.work for each in places if each.work])
    found = []
    for each in places:
        own = known.get(each.work) if each.work else None
        if own and own.record.authors:
            name = own.record.authors[0].family or own.record.authors[0].display
            many = " et al." if len(own.record.authors) > 1 else ""
            label = printable(f"{name}{many} {own.record.year or ''}".strip())
            at = text.position(each.span.end)
            found.append(types.InlayHint(at, label, padding_left=True, tooltip=printable(own.record.title)))
    return found
