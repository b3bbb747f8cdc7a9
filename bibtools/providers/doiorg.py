"""doi.org: which agency has registered a DOI, and with it whether there is such a DOI at all.

Source: the DOI Handbook, "Which RA?". Crossref and DataCite know their own DOIs only; others may belong to another
agency (mEDRA, JaLC, KISTI, …). Only doi.org knows that a DOI does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.identifiers import doi as dois
from bibtools.identifiers.identifier import Identifier
from bibtools.network.answer import Trouble
from bibtools.network.request import Request
from bibtools.providers.contract import Reading, Unreadable, short_batches
from bibtools.providers.parsing import json_of, text_of

NAME = "doiorg"

_BATCH = 50
_LONGEST = 3800  # bytes of a path
_NONE = frozenset({"doi does not exist", "invalid doi"})


def requests(asks: Sequence[Identifier]) -> list[Request]:
    """Plan one request per fifty DOIs; commas separate them, so that one that has a comma cannot be asked for."""
    return [
        Request(
            NAME,
            f"/ra/{','.join(_quoted(each) for each in batch if ',' not in each.value)}",
            batch,
            "application/json",
        )
        for batch in short_batches(asks, _BATCH, _LONGEST, _quoted)
    ]


def _quoted(ask: Identifier) -> str:
    from urllib.parse import quote  # for those who ask

    return quote(ask.value, safe="/")


def records(request: Request, body: bytes) -> Reading:
    """Read a list of agencies by DOI: it has no records, and shows only which DOIs exist."""
    answer = json_of(body)
    if not isinstance(answer, list) or not all(isinstance(each, dict) for each in answer):
        raise Unreadable("the response is not a list of agencies")
    answered = {dois.parse(text_of(each.get("DOI"))): each for each in answer}
    denied = [ask for ask in request.asks if text_of(answered.get(ask, {}).get("status")).lower() in _NONE]
    agencies = {ask: text_of(answered.get(ask, {}).get("RA")) for ask in request.asks}
    there = [ask for ask, agency in agencies.items() if agency]
    listed = " and ".join(sorted({agencies[ask] for ask in there}))
    unsaid = [ask for ask in request.asks if ask not in denied and ask not in there]
    return Reading(
        denied=tuple(denied),
        incomplete=tuple(there),
        unanswered=dict.fromkeys(unsaid, Trouble(f"{NAME} does not say whether it exists")),
        lack=f"has it, registered with {listed}, which gave no record of it",
    )
