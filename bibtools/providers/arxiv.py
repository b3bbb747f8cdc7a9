"""arXiv's query API: one GET for up to a hundred ids, answered by an Atom feed.

Source: https://info.arxiv.org/help/api/user-manual.html and the service's code (arXiv/arxiv-search, `classic_api`).
The feed is in no particular order, leaves unknown ids out, and holds ten entries unless `max_results` says otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.network.request import Request
from bibtools.providers.contract import Reading, Unreadable, batches, reading
from bibtools.providers.parsing import text, xml
from bibtools.providers.raw_record import Facts, plain, record
from bibtools.records.record import Record
from bibtools.tex import latex, names

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "arxiv"

_BATCH = 100
_ATOM = "{http://www.w3.org/2005/Atom}"
_OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ID = lazy_pattern(
    r"https?://arxiv\.org/abs/([0-9]{4}\.[0-9]{4,5}|[A-Za-z-]+(?:\.[A-Za-z-]+)?/[0-9]{7})(?:v[0-9]{1,9})?\Z"
)
_NUMBER = lazy_pattern(r"[0-9]{1,18}")
_INCORRECT_ID = lazy_pattern(r"incorrect id format for (\S+)")


def requests(asks: Sequence[Identifier]) -> list[Request]:
    """Plan one request per hundred ids; commas stay literal, or the address grows by half."""
    return [
        Request(
            NAME,
            f"/api/query?id_list={','.join(ask.value for ask in batch)}&start=0&max_results={len(batch)}",
            batch,
            "application/atom+xml",
        )
        for batch in batches(asks, _BATCH)
    ]


def records(request: Request, body: bytes) -> Reading:
    """Read a feed by id, never by position."""
    asked = {ask.value: ask.work for ask in request.asks}
    found: list[Record] = []
    rejected: list[Identifier] = []
    feed = xml(body, f"{_ATOM}feed")
    for entry in feed.iter(f"{_ATOM}entry"):
        match = _ID.fullmatch(text(entry, f"{_ATOM}id"))
        if match is None:
            rejected += _rejected(entry, asked)
        else:
            found.append(record(asked.get(match[1]) or Identifier(ARXIV, match[1]), NAME, _facts(entry)))
    read = reading(request.asks, found, _total(feed))
    # The service is known for feeds that are empty by mistake.
    return read._replace(rejected=tuple(rejected), empty=not found and not rejected)


def search(field: str, phrase: str, most: int = 5) -> Request:
    """Plan a search for a phrase in the titles (`ti`) or the abstracts (`abs`) of papers."""
    query = f"search_query={field}:%22{quote_plus(phrase)}%22&start=0&max_results={most}"
    return Request(NAME, f"/api/query?{query}", (), "application/atom+xml")


def listed(body: bytes) -> list[Record]:
    """Read the records of any feed; raises Unreadable."""
    found = []
    for entry in xml(body, f"{_ATOM}feed").iter(f"{_ATOM}entry"):
        match = _ID.fullmatch(text(entry, f"{_ATOM}id"))
        if match is None:
            _rejected(entry, {})
        else:
            found.append(record(Identifier(ARXIV, match[1]), NAME, _facts(entry)))
    return found


def _total(feed: Element) -> int:
    """Return how many papers the service says that it found."""
    total = text(feed, f"{_OPENSEARCH}totalResults")
    return int(total) if _NUMBER.fullmatch(total) else 0


def _rejected(entry: Element, asked: dict[str, Identifier]) -> list[Identifier]:
    """Read an error entry, which looks like a paper with the title "Error"."""
    summary = text(entry, f"{_ATOM}summary")
    match = _INCORRECT_ID.search(summary)
    if match is None or match[1] not in asked:
        raise Unreadable(f"arXiv reports an error: {latex.clean(summary)[:200] or 'without a word'}")
    return [asked[match[1]]]


def _facts(entry: Element) -> Facts:
    return Facts(
        title=text(entry, f"{_ATOM}title"),
        authors=names.parse_authors([plain(text(each, f"{_ATOM}name")) for each in entry.iter(f"{_ATOM}author")]),
        date=text(entry, f"{_ATOM}published"),
        categories=[
            each.get("term", "")
            for tag in (f"{_ARXIV}primary_category", f"{_ATOM}category")
            for each in entry.iter(tag)
        ],
        abstract=text(entry, f"{_ATOM}summary"),
        comment=text(entry, f"{_ARXIV}comment"),
        journal_ref=text(entry, f"{_ARXIV}journal_ref"),
        doi=text(entry, f"{_ARXIV}doi"),
    )
