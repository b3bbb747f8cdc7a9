"""Semantic Scholar's batch endpoint: up to five hundred papers in one POST, answered in order, with null for unknown.

Source: https://api.semanticscholar.org/api-docs/graph. Without a key it rejects nearly every request. It spells
names and titles in its own way and dates publications, so it is only asked for what the others could not provide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bibtools.identifiers import doi as dois
from bibtools.identifiers.identifier import ACL, ARXIV, DBLP, Identifier
from bibtools.network.request import Request
from bibtools.providers.contract import Reading, Unreadable, batches, reading
from bibtools.providers.parsing import dict_of, dicts_of, json_of, text_of
from bibtools.providers.raw_record import Facts, plain, record
from bibtools.records.record import Record
from bibtools.tex import names

NAME = "semanticscholar"

_BATCH = 500
_FIELDS = "externalIds,title,abstract,authors.name"
_ALIASES = (("DBLP", DBLP), ("ACL", ACL))
_NONE_KNOWN = "No valid paper ids given"  # with status 400, where it knows none of the batch


def requests(asks: Sequence[Identifier]) -> list[Request]:
    """Plan one request per five hundred ids."""
    import json  # for those who ask

    return [
        Request(
            NAME,
            f"/graph/v1/paper/batch?fields={_FIELDS}",
            batch,
            "application/json",
            json.dumps({"ids": [f"ARXIV:{ask.value}" for ask in batch]}).encode(),
        )
        for batch in batches(asks, _BATCH)
    ]


def records(request: Request, body: bytes) -> Reading:
    """Read a list of papers by the id that each says it has."""
    answer = json_of(body)
    if isinstance(answer, dict) and answer.get("error") == _NONE_KNOWN:
        return Reading()
    if not isinstance(answer, list):
        raise Unreadable("the response is not a list of papers")
    found = [_record(paper) for paper in dicts_of(answer)]
    answered = reading(request.asks, [each for each in found if each])
    # A paper that was asked for by arXiv's id has one.
    return answered._replace(partial=answered.partial or None in found)


def _record(paper: dict[str, object]) -> Record | None:
    value = text_of(dict_of(paper.get("externalIds")).get("ArXiv"))
    if not value:
        return None
    facts = Facts(
        title=text_of(paper.get("title")),
        authors=names.parse_authors([plain(text_of(each.get("name"))) for each in dicts_of(paper.get("authors"))]),
        abstract=text_of(paper.get("abstract")),
        aliases=_aliases(dict_of(paper.get("externalIds"))),
    )
    return record(Identifier(ARXIV, value), NAME, facts)


def _aliases(named: Mapping[str, object]) -> Iterator[Identifier]:
    """Yield what the publication is called elsewhere, to be asked for there: venue and year are mixed here."""
    known = dois.parse(text_of(named.get("DOI")))
    if known and not dois.is_of_preprint(known):
        yield known
    yield from (Identifier(scheme, value) for name, scheme in _ALIASES if (value := text_of(named.get(name))))
