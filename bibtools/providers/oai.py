"""arXiv's OAI-PMH interface: one record a GET, in the format `arXiv`, which keeps the parts of names apart.

Source: https://info.arxiv.org/help/oa and http://www.openarchives.org/OAI/openarchivesprotocol.html. Errors come with
status 200; one of them, `idDoesNotExist`, is an answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.network.request import Request
from bibtools.providers.contract import Reading, Unreadable, batches, reading
from bibtools.providers.parsing import text, xml
from bibtools.providers.raw_record import Facts, plain, record
from bibtools.records.record import Record
from bibtools.tex import latex, names

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "oai"

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_ANY = "{*}"  # the format has a namespace of its own, which not every copy of the interface declares


def requests(asks: Sequence[Identifier]) -> list[Request]:
    """Plan one request per id."""
    return [
        Request(
            NAME,
            f"/oai?verb=GetRecord&metadataPrefix=arXiv&identifier=oai:arXiv.org:{ask.value}",
            (ask,),
            "text/xml, application/xml",
        )
        for (ask,) in batches(asks, 1)
    ]


def records(request: Request, body: bytes) -> Reading:
    """Read an answer, which may hold more records than one; deleted ones hold no metadata."""
    answer = xml(body, f"{_OAI}OAI-PMH")
    errors = [each.get("code", "") for each in answer.iter(f"{_OAI}error")]
    if any(code != "idDoesNotExist" for code in errors):
        raise Unreadable(f"arXiv's OAI interface reports an error: {latex.clean(', '.join(errors))[:200]}")
    found = [_record(each) for each in answer.iterfind(f".//{_ANY}arXiv")]
    if not found and not errors and answer.find(f".//{_OAI}header[@status='deleted']") is None:
        raise Unreadable("the answer holds no record")
    return reading(request.asks, found)


def _authors(metadata: Element) -> list[names.Name]:
    named = [
        [plain(text(author, _ANY + part)) for part in ("keyname", "forenames", "suffix")]
        for author in metadata.iterfind(f".//{_ANY}author")
    ]
    wholes = [f"{given} {family}".strip() for family, given, _ in named]
    return names.read_list(wholes, [names.from_parts(*parts) for parts in named])


def _record(metadata: Element) -> Record:
    identifier = Identifier(ARXIV, text(metadata, f"{_ANY}id"))
    return record(
        identifier,
        NAME,
        Facts(
            title=plain(text(metadata, f"{_ANY}title")),
            authors=_authors(metadata),
            date=text(metadata, f"{_ANY}created"),
            categories=text(metadata, f"{_ANY}categories").split(),
            abstract=text(metadata, f"{_ANY}abstract"),
            comment=text(metadata, f"{_ANY}comments"),
            journal_ref=text(metadata, f"{_ANY}journal-ref"),
            doi=text(metadata, f"{_ANY}doi"),
        ),
    )
