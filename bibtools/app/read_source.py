"""Reading one source with the scanner of its file type: mentions, citations, and the structure of its document."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator
from datetime import date
from typing import TYPE_CHECKING

from bibtools.app.extract import Extract
from bibtools.core.encodings import in_utf8
from bibtools.core.errors import TooMuch
from bibtools.core.text import Source, decode
from bibtools.files import exact_text
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.filetypes import TEX, type_of
from bibtools.sources.mention import Scan, accept_bare
from bibtools.sources.scanner import built_from, has_structure, is_promising, may_cite, prose, scan, structure, styles

if TYPE_CHECKING:
    from bibtools.records.record import CodeLink

_BUILT = Extract(Scan(), built_from=())
_NOTHING = Extract(Scan())  # one for all: most files of a large folder say nothing


def read_one(
    source: tuple[str, str | bytes | exact_text.Unread],
    *,
    today: date,
    bare: bool,
    naming: bool,
    pairing: bool,
    texts: bool,
    written: Container[str] | None = None,
) -> Extract | exact_text.Unread:
    """Read and scan one source, given as the path that reports show and the one to read, or its content."""
    try:
        return _read(source, today=today, bare=bare, naming=naming, pairing=pairing, texts=texts, written=written)
    except TooMuch as error:
        return exact_text.Unread(source[0], f"{error}{exact_text.ADVICE}", failed=True)


def _read(
    source: tuple[str, str | bytes | exact_text.Unread],
    *,
    today: date,
    bare: bool,
    naming: bool,
    pairing: bool,
    texts: bool,
    written: Container[str] | None,
) -> Extract | exact_text.Unread:
    shown, given = source
    data = exact_text.read_source(given) if isinstance(given, str) else given
    if isinstance(data, exact_text.Unread):
        return data._replace(path=shown)
    data = in_utf8(data)
    suffix = os.path.splitext(shown)[1]
    built = None if written is None or shown in written else built_from(shown, data)
    if built == ():
        return _BUILT
    mentioning, structured = is_promising(data, suffix), naming and has_structure(data, suffix)
    citing = naming and may_cite(data, suffix)
    is_searched = texts and type_of(suffix).searched
    unsearched = Extract(Scan(), texts=None) if texts and not is_searched else _NOTHING
    unsearched = unsearched._replace(built_from=built) if built else unsearched
    if not (mentioning or structured or citing or is_searched):
        return unsearched
    text = decode(data)
    found = scan(Source(shown, text), today, suffix) if mentioning else Scan()
    found = accept_bare(found) if bare else found
    extract = unsearched._replace(scan=found)
    if pairing and type_of(suffix).lists_papers:
        extract = extract._replace(pairs=tuple(_pairs(text, found)))
    extract = extract._replace(texts=tuple(prose(text, suffix))) if is_searched else extract
    extract = _with_keys(extract, Source(shown, text), suffix) if citing else extract
    extract = _with_structure(extract, Source(shown, text), suffix) if structured else extract
    has_items = bool(extract.structure.defined) and type_of(suffix).scanner == TEX.scanner
    return _with_items(extract, text) if has_items else extract


def _with_keys(extract: Extract, source: Source, suffix: str) -> Extract:
    from bibtools.sources.cited_key import cited_keys  # where something is cited by a key

    return extract._replace(citations=cited_keys(source, suffix))


def _with_structure(extract: Extract, source: Source, suffix: str) -> Extract:
    found = structure(source.text, suffix)
    return extract._replace(structure=found, styles=tuple(styles(source.text, suffix)))


def _with_items(extract: Extract, text: str) -> Extract:
    from bibtools.sources.bibitems import bibitems  # where a text has items of its own

    return extract._replace(items=bibitems(text, extract.scan.mentions, extract.citations))


def _pairs(text: str, found: Scan) -> Iterator[tuple[Identifier, CodeLink]]:
    from bibtools.records.codelinks.ranking import PAIRED  # for runs that add papers
    from bibtools.records.record import CodeLink
    from bibtools.sources.code_pairs import pairs

    for pair in pairs(text, found.mentions):
        yield pair.paper, CodeLink(pair.url, "source", PAIRED, pair.title)
