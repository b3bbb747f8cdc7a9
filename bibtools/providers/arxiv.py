"""arXiv's query API: one GET for up to a hundred ids, answered by an Atom feed.

Source: https://info.arxiv.org/help/api/user-manual.html and the service's code (arXiv/arxiv-search, `classic_api`).
The feed is in no particular order, leaves unknown ids out, and holds ten entries unless `max_results` says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from bibtools import codelinks, latex, names
from bibtools.identifier import Identifier
from bibtools.identifier.arxiv import ARCHIVES
from bibtools.providers import Reading, Request, Unreadable
from bibtools.record import CodeLink, Record

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "arxiv"
URL = "https://export.arxiv.org"
INTERVAL = 3.0  # https://info.arxiv.org/help/api/tou.html
AUTHORITATIVE = True

_BATCH = 100
_ATOM = "{http://www.w3.org/2005/Atom}"
_OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ID = re.compile(r"https?://arxiv\.org/abs/(.+?)(?:v[0-9]+)?$")
_INCORRECT_ID = re.compile(r"incorrect id format for (\S+)")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def requests(asks: Sequence[Identifier]) -> list[Request]:
    """Plan one request per hundred ids; commas stay literal, or the address grows by half."""
    remaining = iter(asks)
    batches = iter(lambda: tuple(islice(remaining, _BATCH)), ())
    return [
        Request(
            NAME,
            f"/api/query?id_list={','.join(ask.value for ask in batch)}&start=0&max_results={len(batch)}",
            batch,
            "application/atom+xml",
        )
        for batch in batches
    ]


def records(request: Request, body: bytes) -> Reading:
    """Read a feed by id, never by position; an empty one, or one that says it should hold more, is doubtful."""
    asked = {ask.value: ask.work for ask in request.asks}
    found: dict[str, Record] = {}
    rejected: list[Identifier] = []
    feed = _feed(body)
    for entry in feed.iter(f"{_ATOM}entry"):
        match = _ID.fullmatch(_text(entry, f"{_ATOM}id"))
        if match is None:
            rejected += _rejected(entry, asked)
        elif match[1] in asked:
            found[match[1]] = _record(asked[match[1]], entry)
    incomplete = tuple(record.identifier for record in found.values() if not (record.title and record.authors))
    records = tuple(record for record in found.values() if record.identifier not in incomplete)
    return Reading(
        records, tuple(rejected), incomplete, doubtful=not rejected and (not found or _total(feed) > len(found))
    )


def _feed(body: bytes) -> Element:
    from xml.etree.ElementTree import ParseError, fromstring  # noqa: PLC0415 - loaded only where there is a feed

    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise Unreadable("the answer declares a document type, which a feed never does")
    try:
        feed = fromstring(body)  # noqa: S314 - document types, and with them entities, are refused above
    except ParseError as error:
        raise Unreadable(f"the answer is no well-formed feed ({error})") from None
    if feed.tag != f"{_ATOM}feed":
        raise Unreadable("the answer is no Atom feed")
    return feed


def _total(feed: Element) -> int:
    """Return how many papers the service says that it found."""
    text = _text(feed, f"{_OPENSEARCH}totalResults")
    return int(text) if text.isascii() and text.isdigit() else 0


def _rejected(entry: Element, asked: dict[str, Identifier]) -> list[Identifier]:
    """Read an error entry, which looks like a paper with the title "Error"."""
    summary = _text(entry, f"{_ATOM}summary")
    match = _INCORRECT_ID.search(summary)
    if match is None or match[1] not in asked:
        raise Unreadable(f"arXiv reports an error: {latex.clean(summary)[:200] or 'without a word'}")
    return [asked[match[1]]]


def _text(entry: Element, tag: str) -> str:
    return (entry.findtext(tag) or "").strip()


def _record(identifier: Identifier, entry: Element) -> Record:
    abstract, comment = _text(entry, f"{_ATOM}summary"), _text(entry, f"{_ARXIV}comment")
    link = codelinks.best([("abstract", abstract), ("comment", comment)])
    listed = (
        names.parse_display(latex.clean(author.findtext(f"{_ATOM}name") or ""))
        for author in entry.iter(f"{_ATOM}author")
    )
    return Record(
        identifier=identifier,
        title=latex.clean(_text(entry, f"{_ATOM}title")),
        authors=tuple(name for name in listed if name),
        provider=NAME,
        date=_date(_text(entry, f"{_ATOM}published")),
        categories=_categories(entry),
        abstract=abstract or None,
        comment=latex.clean(comment) or None,
        journal_ref=latex.clean(_text(entry, f"{_ARXIV}journal_ref")) or None,
        doi=_text(entry, f"{_ARXIV}doi").partition(" ")[0] or None,
        code=(CodeLink(*link),) if link else (),
    )


def _date(text: str) -> date | None:
    match = _DATE.match(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _categories(entry: Element) -> tuple[str, ...]:
    primary = [element.get("term", "") for element in entry.iter(f"{_ARXIV}primary_category")]
    others = [element.get("term", "") for element in entry.iter(f"{_ATOM}category")]
    known = (
        term
        for term in [*primary, *others]
        if term.partition(".")[0] in ARCHIVES and re.fullmatch(r"[A-Za-z.-]+", term)
    )
    return tuple(dict.fromkeys(known))
