"""The reading list: the papers that a text names, with their links, for a view of the editor."""

from __future__ import annotations

from bibtools.identifiers.identifier import Identifier
from bibtools.lsp.open_texts import OpenText
from bibtools.lsp.paper_folder import CheckedFolder, PaperFolder
from bibtools.lsp.places import PlaceOfWork, Shelf, works_at
from bibtools.lsp.work_addresses import addresses, page
from bibtools.records.record_summary import summary
from bibtools.tex.plain_text import plain_text


def reading_list(folder: PaperFolder, checked: CheckedFolder, text: OpenText) -> list[dict[str, object]]:
    """Return what a text names, each work once, in order: its name, key, where it stands, and where to look at it."""
    first: dict[Identifier | str, PlaceOfWork] = {}
    for each in works_at(Shelf(checked, folder.shelf), text, None):
        name = each.work or each.key
        if name:
            first.setdefault(name, each)
    known = folder.known.find([each.work for each in first.values() if each.work])
    found: list[dict[str, object]] = []
    for each in sorted(first.values(), key=lambda place: place.span):
        own = known.get(each.work) if each.work else None
        title = plain_text(each.entry.get("title") or "") if each.entry else ""
        shown = summary(own.record) if own else title or str(each.work or each.key)
        links = [{"name": name, "url": url} for name, url in addresses(each, own)]
        place = text.position(each.span.start)
        found.append(
            {
                "id": each.work.id if each.work else None,
                "key": each.key,
                "title": own.record.title if own else title,
                "summary": shown,
                "url": page(each.work) if each.work else None,
                "line": place.line,
                "character": place.character,
                "links": links,
            }
        )
    return found
