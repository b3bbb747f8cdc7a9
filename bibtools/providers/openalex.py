"""OpenAlex: a third witness of published works, asked for nothing but whether one is retracted.

Source: https://docs.openalex.org. Its records merge works that have nothing to do with each other, so that it is never
believed about a title, an author or a DOI. Lists cost a credit of a budget a day; fifty DOIs are one list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bibtools.identifiers import doi as dois
from bibtools.identifiers.identifier import Identifier
from bibtools.network.request import Request
from bibtools.providers.contract import Reading, Unreadable, short_batches
from bibtools.providers.parsing import dict_of, json_of, text_of
from bibtools.records.publication import MISC, Publication
from bibtools.records.record import Record

NAME = "openalex"

_BATCH = 50
_LISTED = 100  # works of an answer, the most that it allows: several may have one DOI
_LONGEST = 3_600  # bytes of all DOIs of a request; some 4,094 of an address are taken
_OR = "%7C"
_SEPARATORS = "|,"  # of a filter's values, and of filters: encoded ones count, too


def can_be_asked(ask: Identifier) -> bool:
    """Return whether a filter can hold a DOI."""
    return not any(each in ask.value for each in _SEPARATORS) and len(_quoted(ask)) <= _LONGEST


def requests(asks: Sequence[Identifier]) -> list[Request]:
    """Plan one list per fifty DOIs; those that a filter cannot hold are left out."""
    return [
        Request(
            NAME,
            f"/works?filter=doi:{_OR.join(map(_quoted, batch))}&per_page={_LISTED}&select=id,doi,is_retracted",
            batch,
            "application/json",
        )
        for batch in short_batches([*filter(can_be_asked, asks)], _BATCH, _LONGEST, lambda ask: _quoted(ask) + _OR)
    ]


def _quoted(ask: Identifier) -> str:
    from urllib.parse import quote  # for those who ask

    return quote(ask.value, safe="/")


def records(request: Request, body: bytes) -> Reading:
    """Read which works are retracted; such a record has no title and no authors: these are not taken from here."""
    answer = dict_of(json_of(body))
    listed = answer.get("results")
    if not isinstance(listed, list):
        raise Unreadable("the response is not a list of works")
    asked = {ask.value: ask for ask in request.asks}
    known: dict[Identifier, bool] = {}
    strangers = 0
    for work in map(dict_of, listed):
        named, is_retracted = _named(work, asked), work.get("is_retracted")
        if named is None or not isinstance(is_retracted, bool):
            strangers += 1
        else:
            known[named] = known.get(named, False) or is_retracted
    total = dict_of(answer.get("meta")).get("count")
    is_cut = isinstance(total, int) and total > len(listed)
    return Reading(tuple(_record(*each) for each in known.items()), partial=is_cut or strangers > 0)


def _named(work: Mapping[str, object], asked: Mapping[str, Identifier]) -> Identifier | None:
    """Return which of the DOIs that were asked for a work has."""
    written = text_of(work.get("doi"))
    if exact := asked.get(written.lower().removeprefix("https://doi.org/")):
        return exact
    parsed = dois.parse(written)
    return asked.get(parsed.value) if parsed else None


def _record(identifier: Identifier, is_retracted: bool) -> Record:  # noqa: FBT001 - a pair of the answer
    published = Publication(type=MISC, doi=identifier.value, retracted=is_retracted)
    return Record(identifier=identifier, title="", authors=(), provider=NAME, publication=published)
