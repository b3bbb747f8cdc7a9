"""OpenAlex: a third witness of published works, asked for nothing but whether one is retracted.

Source: https://docs.openalex.org. Its records merge works that have nothing to do with each other, so that it is never
believed about a title, an author or a DOI. Lists cost a credit of a budget a day; fifty DOIs are one list.
"""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.identifiers import doi as dois
from bibtools.identifiers.identifier import Identifier
from bibtools.network.request import Request
from bibtools.providers.contract import Reading, Unreadable, batches
from bibtools.providers.parsing import dict_of, dicts_of, json_of, text_of
from bibtools.records.publication import MISC, Publication
from bibtools.records.record import Record

NAME = "openalex"

_BATCH = 50


def requests(asks: Sequence[Identifier]) -> list[Request]:
    """Plan one list per fifty DOIs; a bar separates them, and what holds one is left out."""
    from urllib.parse import quote  # for those who ask

    return [
        Request(
            NAME,
            f"/works?filter=doi:{'%7C'.join(quote(ask.value, safe='/') for ask in batch if '|' not in ask.value)}"
            f"&per_page={len(batch)}&select=id,doi,is_retracted",
            batch,
            "application/json",
        )
        for batch in batches(asks, _BATCH)
    ]


def records(request: Request, body: bytes) -> Reading:
    """Read which works are retracted; such a record has no title and no authors: these are not taken from here."""
    listed = dict_of(json_of(body)).get("results")
    if not isinstance(listed, list):
        raise Unreadable("the response is not a list of works")
    known: dict[Identifier, bool] = {}
    for work in dicts_of(listed):
        named = dois.parse(text_of(work.get("doi")))
        if named in request.asks and isinstance(work.get("is_retracted"), bool):
            known[named] = known.get(named, False) or work["is_retracted"]
    return Reading(
        tuple(
            Record(
                identifier=each,
                title="",
                authors=(),
                provider=NAME,
                publication=Publication(type=MISC, doi=each.value, retracted=retracted),
            )
            for each, retracted in known.items()
        )
    )
