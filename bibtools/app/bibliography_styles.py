"""House form: how new entries are made, and which ones the paper's style prints without an identifier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bibtools.app.gather import Gathered
from bibtools.app.letters_printed import printed_letters
from bibtools.app.library_readers import beside
from bibtools.bibliography.entries.options import BIBLATEX, UNICODE, Dialect, EntryOptions, EntryPreferences
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.dialect import infer, is_one_byte
from bibtools.bibliography.library.fault import head
from bibtools.core.finding import Finding, Spans
from bibtools.files import exact_text
from bibtools.files.workspace import HERE, Workspace
from bibtools.records.record import Record
from bibtools.tex import bst
from bibtools.tex.letters import IN_ASCII

if TYPE_CHECKING:
    from bibtools.bibliography.library.identity import Known

# What says more of a work than its id: with one of these it is published, and found by that.
_PUBLISHED = frozenset({"journal", "booktitle", "publisher", "school", "institution", "journaltitle", "organization"})
_PRINTED = ("howpublished", "note", "number", "volume", "pages", "series", "address", "edition")


def entry_form(
    preferences: EntryPreferences,
    gathered: Gathered,
    library: Library,
    files: Workspace = HERE,
    records: Iterable[Record] = (),
) -> EntryOptions:
    """Return the form of the entries that records become in a library."""
    shown = infer(library)
    by_sources: Dialect | None = BIBLATEX if any(style == BIBLATEX for style, _ in gathered.styles) else None
    dialect = shown.dialect or by_sources
    biber = BIBLATEX in {by_sources, preferences.dialect or dialect}
    printing = printed_letters(gathered, records, files, biber=biber)
    if is_one_byte(library):
        printing = (printing or IN_ASCII)._replace(is_one_byte=True, biber=biber)
    reading = list(_reading(gathered, files).values())
    # Only if every style is known to print `eprint`, the id need not be repeated.
    repeats_id = not (reading and all(each and bst.EPRINT in each for each in reading))
    encoding = shown.encoding or (UNICODE if by_sources else None)
    return preferences.form(dialect, encoding, printing, repeats_id=repeats_id)


def unprinted(gathered: Gathered, library: Library, known: Iterable[Known]) -> Iterator[Finding]:
    """Yield the entries of preprints that the paper's style prints without any identifier."""
    blind = {style: read for style, read in _reading(gathered).items() if read is not None and bst.EPRINT not in read}
    spans = None
    for entry in known if blind else ():
        style = next((style for style, read in blind.items() if not _is_identified(entry, read)), None)
        if style and entry.arxiv and entry.value("eprint"):
            spans = spans or Spans(library.text)
            field = f"howpublished = {{{entry.arxiv}}}"
            message = f"{entry.block.key} prints no identifier in {style}.bst: add {field}"
            data = {"key": entry.block.key, "identifier": entry.arxiv.id, "field": field}
            yield spans.finding("unprinted-id", library.source.path, head(entry.block), message, data)


def unread_styles(gathered: Gathered) -> Iterator[Finding]:
    """Yield the styles that lie with the paper and cannot be read: nothing is known of what they print."""
    unread = dict.fromkeys(text for _, text in _styles(gathered) if isinstance(text, exact_text.Unread))
    yield from (Finding("skipped", each.path, None, each.reason) for each in unread)


def _is_identified(entry: Known, read: frozenset[str]) -> bool:
    """Return whether a style that reads no `eprint` prints something by which the work is found."""
    names = {field.name for field in entry.fields}
    if names & _PUBLISHED or (bst.URL in read and bst.URL in names):
        return True
    value = entry.arxiv.value if entry.arxiv else ""
    return any(value in entry.value(name) for name in _PRINTED)


def _reading(gathered: Gathered, files: Workspace = HERE) -> dict[str, frozenset[str] | None]:
    """Return what the paper's BibTeX styles read: by a `.bst` that lies with it, else by what is known of them."""
    return {
        style: bst.reads(style, text if isinstance(text, str) else None) for style, text in _styles(gathered, files)
    }


def _styles(gathered: Gathered, files: Workspace = HERE) -> Iterator[tuple[str, str | exact_text.Unread | None]]:
    """Yield the paper's BibTeX styles, and what a `.bst` says that lies with it."""
    for style, source in gathered.styles:
        if style != BIBLATEX:
            yield style, files.read_style(beside(source, f"{style}.bst", files))
