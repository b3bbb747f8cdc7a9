"""DataCite: arXiv's own registration of its papers as DOIs (10.48550/arXiv.ID), up to a hundred in one GET.

Source: https://support.datacite.org/docs/api and the service's code (datacite/lupo). Unknown DOIs are left out, the
order is that of the last update, a page holds 25 unless told otherwise, and case does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.network.request import Request
from bibtools.providers.contract import Reading, Unreadable, batches, reading
from bibtools.providers.parsing import dict_of, dicts_of, json_of, text_of
from bibtools.providers.raw_record import Facts, plain, record
from bibtools.records.record import Record
from bibtools.tex import names
from bibtools.tex.names import OTHERS, Name

NAME = "datacite"

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
    """Read a list of registrations by DOI; an item that is none makes the answer unreadable."""
    asked = {ask.value.lower(): ask.work for ask in request.asks}
    answer = dict_of(json_of(body))
    data = answer.get("data")
    if not isinstance(data, list) or answer.get("errors"):
        raise Unreadable("the answer is no list of registrations")
    total = dict_of(answer.get("meta")).get("total")
    found = [_record(item, asked) for item in data]
    return reading(request.asks, found, total if isinstance(total, int) else None)


def _record(item: object, asked: dict[str, Identifier]) -> Record:
    attributes = dict_of(dict_of(item).get("attributes"))
    doi = text_of(attributes.get("doi")).lower()
    if not doi:
        raise Unreadable("the answer lists what is no registration")
    value = doi.removeprefix(_PREFIX)
    return record(asked.get(value) or Identifier(ARXIV, value), NAME, _facts(attributes))


def _facts(attributes: dict[str, Any]) -> Facts:
    described = {text_of(each.get("descriptionType")): each for each in dicts_of(attributes.get("descriptions"))}
    return Facts(
        title=next((_unescaped(each.get("title")) for each in dicts_of(attributes.get("titles"))), ""),
        authors=_authors(attributes),
        date=_submitted(attributes),
        categories=[
            match[1]
            for each in dicts_of(attributes.get("subjects"))
            if (match := _CATEGORY.search(text_of(each.get("subject"))))
        ],
        abstract=_unescaped(described.get("Abstract", {}).get("description")),
        comment=_unescaped(described.get("Other", {}).get("description")),
        doi=_published_doi(attributes),
    )


def _authors(attributes: dict[str, Any]) -> list[Name]:
    creators = list(dicts_of(attributes.get("creators")))
    return names.read_list([_whole(each) for each in creators], [_name(each) for each in creators])


def _whole(creator: dict[str, Any]) -> str:
    """Return a name in display form, whatever its catalogue makes of it."""
    family, _, given = plain(_unescaped(creator.get("name"))).partition(",")
    return f"{given} {family}".strip(" ,")


def _name(creator: dict[str, Any]) -> Name | None:
    family, given, whole = (plain(_unescaped(creator.get(part))) for part in ("familyName", "givenName", "name"))
    # One word is a person without a second name, whatever the type says.
    if creator.get("nameType") == "Organizational" and " " in whole and not given:
        read = names.parse_display(whole)
        return read if read and read.corporate else Name(whole, corporate=True)
    if names.are_others(whole):
        return OTHERS
    inverted = names.from_parts(*whole.split(",", 1)) if "," in whole else None
    if family and given:
        # A suffix stands in the whole name only.
        return names.from_parts(family, given, inverted.suffix if inverted else "")
    return inverted or names.parse_display(whole)


def _submitted(attributes: dict[str, Any]) -> str:
    """Return when the first version was submitted."""
    for each in dicts_of(attributes.get("dates")):
        if each.get("dateType") == "Submitted" and each.get("dateInformation") == "v1":
            return text_of(each.get("date"))
    return ""


def _published_doi(attributes: dict[str, Any]) -> str:
    """Return the DOI of the published version; of two, one may be an erratum's, and nobody says which."""
    dois = {
        text_of(each.get("relatedIdentifier"))
        for each in dicts_of(attributes.get("relatedIdentifiers"))
        if each.get("relationType") == "IsVersionOf" and each.get("relatedIdentifierType") == "DOI"
    }
    return dois.pop() if len(dois) == 1 else ""


def _unescaped(value: object) -> str:
    """Return a text without the HTML entities that some registrations carry (`A&amp;A`)."""
    from html import unescape  # a large table, for those who ask

    return unescape(text_of(value))
