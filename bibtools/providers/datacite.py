"""DataCite: arXiv's own registration of its papers as DOIs (10.48550/arXiv.ID), data, software and theses.

Up to a hundred are one GET.

Source: https://support.datacite.org/docs/api and the service's code (datacite/lupo). Unknown DOIs are left out, the
items are in order of their last update, a page holds 25 unless the request says otherwise, and case does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.network.request import Request
from bibtools.providers.contract import Reading, Unreadable, reading, short_batches
from bibtools.providers.datacite_publication import people, publication, unescaped
from bibtools.providers.parsing import dict_of, dicts_of, json_of, text_of
from bibtools.providers.raw_record import Facts, record
from bibtools.records.record import Record
from bibtools.tex import latex

NAME = "datacite"

_BATCH = 100
_JSON = "application/vnd.api+json"
_LONGEST_TITLE = 240  # bytes of a title that is searched for
_WORD = lazy_pattern(r"[^\W_]+")
_LONGEST = 3800  # bytes of a path
_PREFIX = "10.48550/arxiv."
_CATEGORY = lazy_pattern(r"\(([a-zA-Z-]+(?:\.[a-zA-Z-]+)?)\)$")


def requests(asks: Sequence[Identifier]) -> list[Request]:
    """Plan one request per hundred ids: below 3,900 bytes, which every proxy takes."""
    return [
        Request(
            NAME,
            f"/dois?ids={','.join(_doi(ask) for ask in batch if ',' not in ask.value)}"
            f"&page%5Bsize%5D={len(batch)}&disable_facets=true",
            batch,
            _JSON,
        )
        for batch in short_batches(asks, _BATCH, _LONGEST, _doi)
    ]


def _doi(ask: Identifier) -> str:
    if ask.scheme == ARXIV:
        return f"10.48550/arXiv.{ask.value}"
    from urllib.parse import quote  # for those who ask

    return quote(ask.value, safe="/")


def search(title: str, names: Sequence[str] = (), most: int = 5) -> Request:
    """Plan a search for a work by the words of its title, all of them; names are written in too many ways here."""
    from urllib.parse import quote_plus

    del names
    plain = latex.decode(title).replace("{", "").replace("}", "").casefold()  # accents count here
    begun = plain.encode("utf-8", "replace")[:_LONGEST_TITLE].decode("utf-8", "ignore")
    words = _WORD.findall(begun)
    query = quote_plus(f"titles.title:({' AND '.join(words)})")
    return Request(NAME, f"/dois?query={query}&page%5Bsize%5D={most}&disable_facets=true", (), _JSON)


def listed(body: bytes) -> list[Record]:
    """Read the records of any list of registrations, in its order. Raises Unreadable."""
    return [_record(item, {}) for item in _items(body)[0]]


def records(request: Request, body: bytes) -> Reading:
    """Read a list of registrations by DOI; any other item makes the answer unreadable."""
    asked = {(f"{_PREFIX}{ask.value}" if ask.scheme == ARXIV else ask.value).lower(): ask.work for ask in request.asks}
    data, total = _items(body)
    found = [_record(item, asked) for item in data]
    return reading(request.asks, found, total if isinstance(total, int) else None)


def _items(body: bytes) -> tuple[list[object], object]:
    """Return the registrations of an answer, and the total that it states; raises Unreadable."""
    answer = dict_of(json_of(body))
    data = answer.get("data")
    if not isinstance(data, list) or answer.get("errors"):
        raise Unreadable("the response is not a list of registrations")
    return data, dict_of(answer.get("meta")).get("total")


def _record(item: object, asked: dict[str, Identifier]) -> Record:
    attributes = dict_of(dict_of(item).get("attributes"))
    doi = text_of(attributes.get("doi")).lower()
    if not doi:
        raise Unreadable("the answer lists something that is not a registration")
    named = asked.get(doi) or (
        Identifier(ARXIV, doi.removeprefix(_PREFIX)) if doi.startswith(_PREFIX) else Identifier(DOI, doi)
    )
    facts = _facts(attributes)
    if named.scheme == DOI:
        facts = facts._replace(date="", doi="", publication=publication(attributes, named))
    return record(named, NAME, facts)


def _facts(attributes: dict[str, Any]) -> Facts:
    described = {text_of(each.get("descriptionType")): each for each in dicts_of(attributes.get("descriptions"))}
    return Facts(
        title=next((unescaped(each.get("title")) for each in dicts_of(attributes.get("titles"))), ""),
        authors=people(attributes.get("creators")),
        date=_submitted(attributes),
        categories=[
            match[1]
            for each in dicts_of(attributes.get("subjects"))
            if (match := _CATEGORY.search(text_of(each.get("subject"))))
        ],
        abstract=unescaped(described.get("Abstract", {}).get("description")),
        comment=unescaped(described.get("Other", {}).get("description")),
        doi=_published_doi(attributes),
    )


def _submitted(attributes: dict[str, Any]) -> str:
    """Return when the first version was submitted."""
    for each in dicts_of(attributes.get("dates")):
        if each.get("dateType") == "Submitted" and each.get("dateInformation") == "v1":
            return text_of(each.get("date"))
    return ""


def _published_doi(attributes: dict[str, Any]) -> str:
    """Return the DOI of the published version; none if there are two, since one may be an erratum's."""
    dois = {
        text_of(each.get("relatedIdentifier"))
        for each in dicts_of(attributes.get("relatedIdentifiers"))
        if each.get("relationType") == "IsVersionOf" and each.get("relatedIdentifierType") == "DOI"
    }
    return dois.pop() if len(dois) == 1 else ""
