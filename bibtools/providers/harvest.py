"""arXiv's OAI-PMH interface, asked for all records that changed in some days, page by page.

Source: https://info.arxiv.org/help/oa. A page holds one or two thousand records. Its token is text that says what to
ask for next, and stays valid beyond the day until which it is promised. The number of pages is not given.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from bibtools.core.named_tuple import NamedTuple
from bibtools.network.request import Request
from bibtools.providers.contract import Unreadable
from bibtools.providers.oai import NAME
from bibtools.providers.parsing import text, xml
from bibtools.tex import latex

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_ANY = "{*}"
_ACCEPT = "text/xml, application/xml"
_PREFIX = "oai:arXiv.org:"
_LONGEST_TOKEN = 2000  # characters, which go into an address; arXiv's have some eighty


class Page(NamedTuple):
    """A page: records in the snapshot's form, ids that were deleted, and what to ask for next; empty at the end."""

    records: tuple[dict[str, Any], ...]
    deleted: tuple[str, ...]
    token: str
    lost: bool = False  # the interface no longer knows the token: one must begin anew


def first(since: date, until: date) -> Request:
    """Plan the request for the first page."""
    return Request(NAME, f"/oai?verb=ListRecords&metadataPrefix=arXiv&from={since}&until={until}", (), _ACCEPT)


def following(token: str) -> Request:
    """Plan the request for the page that a token names."""
    return Request(NAME, f"/oai?verb=ListRecords&resumptionToken={quote(token, safe='')}", (), _ACCEPT)


def page(body: bytes) -> Page:
    """Read a page; raises Unreadable."""
    answer = xml(body, f"{_OAI}OAI-PMH")
    errors = [each.get("code", "") for each in answer.iter(f"{_OAI}error")]
    if "badResumptionToken" in errors:
        return Page((), (), "", lost=True)
    if any(code != "noRecordsMatch" for code in errors):
        raise Unreadable(f"arXiv's OAI interface reports an error: {latex.clean(', '.join(errors))[:200]}")
    listed = answer.find(f"{_OAI}ListRecords")
    if listed is None and not errors:
        raise Unreadable("the response is not a list of records")
    gone = answer.iterfind(f".//{_OAI}header[@status='deleted']")
    token = text(listed, f"{_OAI}resumptionToken") if listed is not None else ""
    if len(token) > _LONGEST_TOKEN:
        raise Unreadable("the answer's token is too long to ask with")
    return Page(
        tuple(_facts(each) for each in answer.iterfind(f".//{_OAI}record") if each.find(f".//{_ANY}arXiv") is not None),
        tuple(text(each, f"{_OAI}identifier").removeprefix(_PREFIX) for each in gone),
        token,
    )


def _facts(record: Element) -> dict[str, Any]:
    metadata = record.find(f".//{_ANY}arXiv")
    assert metadata is not None  # noqa: S101 - only such records are read
    names = ("id", "title", "created", "categories", "comments", "journal-ref", "doi", "abstract")
    facts: dict[str, Any] = {name: text(metadata, f"{_ANY}{name}") for name in names}
    facts["authors_parsed"] = [
        [text(author, _ANY + part) for part in ("keyname", "forenames", "suffix")]
        for author in metadata.iterfind(f".//{_ANY}author")
    ]
    facts["update_date"] = text(record, f"{_OAI}header/{_OAI}datestamp")
    return facts
