"""Completion: keys of the paper's libraries by what their entries say, and papers of the index on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from lsprotocol import types

from bibtools.app.check_outcome import CheckOutcome
from bibtools.bibliography.editing import merge
from bibtools.bibliography.library.identity import Known, normalise_title
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import printable
from bibtools.lsp.cite_context import CiteContext, cite_context
from bibtools.lsp.editor_settings import EditorSettings
from bibtools.lsp.open_texts import OpenText
from bibtools.lsp.paper_folder import CheckedFolder, PaperFolder
from bibtools.lsp.places import Shelf
from bibtools.records.record import Record
from bibtools.records.record_summary import summary
from bibtools.tex.plain_names import plain_names
from bibtools.tex.plain_text import plain_text

_MOST_KEYS, _MOST_PAPERS = 200, 20
_WORDS = lazy_pattern(r"[^\W_]+")
_TITLE = 100  # characters


class _KeyCandidate(NamedTuple):
    rank: int
    key: str
    known: Known


def completion(
    folder: PaperFolder, checked: CheckedFolder, text: OpenText, position: types.Position, settings: EditorSettings
) -> types.CompletionList | None:
    """Return what may be cited at a position; None where nothing is being cited."""
    path = text.real or ""
    outcomes = checked.outcomes_of(path)
    macros = {each.name: each for outcome in outcomes for each in outcome.gathered.cite_macros}
    context = cite_context(text.whole, path, text.offset(position), macros)
    if context is None or not outcomes:
        return None
    shelf = Shelf(checked, folder.shelf)
    items: list[types.CompletionItem] = []
    if settings.complete_keys:
        items += _keys(shelf, outcomes, context, text)
    if settings.complete_papers:
        items += _papers(folder, shelf, outcomes[0], context, text)
    return types.CompletionList(is_incomplete=True, items=items)


def _keys(
    shelf: Shelf, outcomes: Sequence[CheckOutcome], context: CiteContext, text: OpenText
) -> Iterator[types.CompletionItem]:
    """Yield the keys that fit, the best first: what is typed begins the key, or words of the title and of authors."""
    wanted = [each.casefold() for each in _WORDS.findall(context.typed)]
    entries = (entry for outcome in outcomes for _, entry in shelf.entries(outcome))
    found: dict[str, _KeyCandidate] = {}
    for entry in entries:
        key = entry.block.key
        rank = _rank(entry, context.typed.casefold(), wanted)
        if key and rank is not None:
            found.setdefault(key, _KeyCandidate(rank, key, entry))
    best = sorted(found.values(), key=lambda each: (each.rank, each.key.casefold()))[:_MOST_KEYS]
    for number, each in enumerate(best):
        title, authors, year = _account(each.known)
        yield types.CompletionItem(
            label=each.key,
            kind=types.CompletionItemKind.Reference,
            label_details=types.CompletionItemLabelDetails(description=printable(title[:_TITLE])),
            detail=printable(", ".join(filter(None, (title, authors, year)))),
            filter_text=context.typed or each.key,
            sort_text=f"0{number:04}",
            text_edit=types.TextEdit(text.range(context.span), each.key),
        )


def _rank(entry: Known, typed: str, wanted: Sequence[str]) -> int | None:
    """Return how well an entry fits what is typed, the best is 0; None where it does not."""
    key = entry.block.key.casefold()
    if key.startswith(typed):
        return 0
    if typed in key:
        return 1
    if not wanted:
        return None
    words = _words(entry)
    return 2 if all(any(word.startswith(each) for word in words) for each in wanted) else None


def _words(entry: Known) -> list[str]:
    named = f"{entry.value('title')} {entry.value('author', 'editor')} {entry.value('year', 'date')}"
    return normalise_title(named).split()


def _account(entry: Known) -> tuple[str, str, str]:
    """Return title, authors and year of an entry as people read them."""
    first, *others = [*islice(plain_names(entry.value("author", "editor")), 2)] or [""]
    return plain_text(entry.value("title")), f"{first} and others" if others else first, str(entry.year or "")


def _papers(
    folder: PaperFolder, shelf: Shelf, outcome: CheckOutcome, context: CiteContext, text: OpenText
) -> Iterator[types.CompletionItem]:
    """Yield papers of the index whose titles have words that begin so; the library gains the one that is chosen."""
    words = _WORDS.findall(context.typed)
    if not words or not outcome.bib:
        return
    opened = shelf.shelf.opened(outcome.bib, shelf.checked.files, shelf.checked.today)
    held = opened.known.by_identifier if opened else {}
    records = [each for each in folder.known.begun(words, 2 * _MOST_PAPERS) if each.identifier not in held]
    keys = _keys_of(folder, shelf, outcome, records[:_MOST_PAPERS])
    for number, (record, key) in enumerate(keys):
        wanted = {"uri": text.uri, "bib": outcome.bib, "works": [record.identifier.id], "key": key, "offline": True}
        title = f"Add {record.identifier} to {outcome.bib}"
        yield types.CompletionItem(
            label=printable(record.title),
            kind=types.CompletionItemKind.Module,
            label_details=types.CompletionItemLabelDetails(description=f"{outcome.bib} gains it"),
            detail=summary(record),
            filter_text=context.typed,
            sort_text=f"1{number:04}",
            text_edit=types.TextEdit(text.range(context.span), key),
            command=types.Command(title, "bibtools.add", arguments=[wanted]),
        )


def _keys_of(
    folder: PaperFolder, shelf: Shelf, outcome: CheckOutcome, records: Iterable[Record]
) -> list[tuple[Record, str]]:
    """Return records with the keys under which they would be added."""
    opened = shelf.shelf.opened(outcome.bib, shelf.checked.files, shelf.checked.today)
    if opened is None:
        return []
    gathered, listed = outcome.gathered, list(records)
    plan = merge.plan(
        opened.library, opened.known, listed, gathered.cited_keys, gathered.defined, keys=folder.config.keys
    )
    keys = {each.identifier: each.key for each in plan.added}
    return [(each, keys[each.identifier]) for each in listed if each.identifier in keys]
