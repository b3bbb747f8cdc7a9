"""DataCite: arXiv's own registration of its papers as DOIs (10.48550/arXiv.ID), up to a hundred in one GET.

Source: https://support.datacite.org/docs/api and the service's code (datacite/lupo). Unknown DOIs are left out, the
order is that of the last update, a page holds 25 unless told otherwise, and case does not matter.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from bibtools import latex, names
from bibtools.identifier import Identifier
from bibtools.names import Name
from bibtools.providers import Reading, Request, Service, Unreadable, batches, reading
from bibtools.providers.document import json_of
from bibtools.providers.facts import Facts, record
from bibtools.record import Record

NAME = "datacite"
# 500 requests in five minutes without an address, https://support.datacite.org/docs/rate-limit
SERVICE = Service("https://api.datacite.org", interval=0.6, group="datacite", deadline=10.0)
AUTHORITATIVE = True
MOST = sys.maxsize

_BATCH = 100
_PREFIX = "10.48550/arxiv."
_CATEGORY = re.compile(r"\(([a-zA-Z-]+(?:\.[a-zA-Z-]+)?)\)$")


def requests(asks: Sequence[Identifier]) -> list[Request]:
    """Plan one request per hundred ids: below 3,900 bytes, which every proxy takes."""
    return [
        Request(
            NAME,
            f"/dois?ids={','.join(f'10.48550/arXiv.{ask.value}' for ask in batch)}"
            f"&page%5Bsize%5D={len(batch)}&disable_facets=true",
            batch,
            "application/vnd.api+json",
        )
        for batch in batches(asks, _BATCH)
    ]


def records(request: Request, body: bytes) -> Reading:
    """Read a list of registrations by DOI; one that says it should hold more is doubtful."""
    asked = {ask.value.lower(): ask.work for ask in request.asks}
    answer = json_of(body)
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, list):
        raise Unreadable("the answer is no list of registrations")
    found = [each for item in data if (each := _record(item, asked))]
    return reading(request.asks, found, doubtful=_total(answer) > len(data))


def _total(answer: dict[str, Any]) -> int:
    meta = answer.get("meta")
    total = meta.get("total") if isinstance(meta, dict) else None
    return total if isinstance(total, int) else 0


def _record(item: object, asked: dict[str, Identifier]) -> Record | None:
    attributes = _dict(_dict(item).get("attributes"))
    doi = _text(attributes.get("doi")).lower()
    identifier = asked.get(doi.removeprefix(_PREFIX)) if doi.startswith(_PREFIX) else None
    return record(identifier, NAME, _facts(attributes)) if identifier else None


def _facts(attributes: dict[str, Any]) -> Facts:
    described = {_text(each.get("descriptionType")): each for each in _dicts(attributes.get("descriptions"))}
    return Facts(
        title=next((_unescaped(each.get("title")) for each in _dicts(attributes.get("titles"))), ""),
        authors=[_name(each) for each in _dicts(attributes.get("creators"))],
        date=_submitted(attributes),
        categories=[
            match[1]
            for each in _dicts(attributes.get("subjects"))
            if (match := _CATEGORY.search(_text(each.get("subject"))))
        ],
        abstract=_unescaped(described.get("Abstract", {}).get("description")),
        comment=_unescaped(described.get("Other", {}).get("description")),
        doi=_published_doi(attributes),
    )


def _name(creator: dict[str, Any]) -> Name | None:
    family, given, whole = (latex.clean(_unescaped(creator.get(part))) for part in ("familyName", "givenName", "name"))
    # One word is a person without a second name, whatever the type says.
    if creator.get("nameType") == "Organizational" and " " in whole and not given:
        return Name(whole, corporate=True)
    inverted = names.from_parts(*whole.split(",", 1)) if "," in whole else None
    if family and given:
        # A suffix stands in the whole name only.
        return names.from_parts(family, given, inverted.suffix if inverted else "")
    return inverted or names.parse_display(whole)


def _submitted(attributes: dict[str, Any]) -> str:
    """Return when the first version was submitted."""
    for each in _dicts(attributes.get("dates")):
        if each.get("dateType") == "Submitted" and each.get("dateInformation") == "v1":
            return _text(each.get("date"))
    return ""


def _published_doi(attributes: dict[str, Any]) -> str:
    """Return the DOI of the published version; of two, one may be an erratum's, and nobody says which."""
    dois = {
        _text(each.get("relatedIdentifier"))
        for each in _dicts(attributes.get("relatedIdentifiers"))
        if each.get("relationType") == "IsVersionOf" and each.get("relatedIdentifierType") == "DOI"
    }
    return dois.pop() if len(dois) == 1 else ""


def _unescaped(value: object) -> str:
    """Return a text without the HTML entities that some registrations carry (`A&amp;A`)."""
    from html import unescape  # noqa: PLC0415 - a large table, for those who ask

    return unescape(_text(value))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _dicts(value: object) -> Iterator[dict[str, Any]]:
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())
