"""INSPIRE: physics, up to fifty works in one search by texkey, arXiv id or DOI, answered in no order.

Source: https://github.com/inspirehep/rest-api-doc and its schemas. A record has several keys, several publications, and
thousands of authors, so only what a name takes is requested. What it has no journal for is only known as a preprint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers import doi as dois
from bibtools.identifiers.identifier import ARXIV, DOI, INSPIRE, Identifier
from bibtools.network.request import Request
from bibtools.providers.contract import Reading, Unreadable, batches, reading
from bibtools.providers.parsing import dict_of, dicts_of, json_of, text_of
from bibtools.providers.raw_record import Facts, dated, plain, record
from bibtools.records import publication as kinds
from bibtools.records.publication import Publication
from bibtools.records.record import Record
from bibtools.tex import names
from bibtools.tex.names import Name

NAME = "inspire"

_BATCH = 50
_FIELDS = (
    "arxiv_eprints,authors.full_name,authors.inspire_roles,collaborations.value,corporate_author,dois,document_type,"
    "earliest_date,imprints,isbns,number_of_pages,preprint_date,publication_info,report_numbers,texkeys,thesis_info,titles"
)
_SEARCHED = {ARXIV: "arxiv", DOI: "doi", INSPIRE: "texkeys"}
_TYPES = {
    "article": kinds.ARTICLE,
    "review": kinds.ARTICLE,
    "conference paper": kinds.INPROCEEDINGS,
    "proceedings": kinds.PROCEEDINGS,
    "book": kinds.BOOK,
    "book chapter": kinds.INCOLLECTION,
    "thesis": kinds.THESIS,
    "report": kinds.TECHREPORT,
    "note": kinds.TECHREPORT,
    "activity report": kinds.TECHREPORT,
}
_DEGREES = {"phd": kinds.PHDTHESIS, "habilitation": kinds.THESIS, "master": kinds.MASTERSTHESIS}
_OTHER_PUBLICATIONS = frozenset({"erratum", "addendum", "reprint", "translation"})
_DATE = lazy_pattern(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_ABBREVIATED = lazy_pattern(r"\.(?=[A-Z])")  # "Phys.Rev.D"


def requests(asks: Sequence[Identifier]) -> list[Request]:
    """Plan one search per fifty works."""
    from urllib.parse import quote  # for those who ask

    def searched(ask: Identifier) -> str:
        value = quote(ask.value.replace('"', ""), safe="")
        return f"{_SEARCHED[ask.scheme]}%3A%22{value}%22"

    return [
        Request(
            NAME,
            f"/api/literature?q={'+or+'.join(map(searched, batch))}&size={2 * len(batch)}&fields={_FIELDS}",
            batch,
            "application/json",
        )
        for batch in batches(asks, _BATCH)
    ]


def records(request: Request, body: bytes) -> Reading:
    """Read the works that a search has found; each is a record of whatever it was asked for by."""
    listed = dict_of(dict_of(json_of(body)).get("hits")).get("hits")
    if not isinstance(listed, list):
        raise Unreadable("the response is not a list of works")
    asked = {(ask.scheme, ask.value.lower()): ask.work for ask in request.asks}
    found: list[Record] = []
    is_foreign = False
    for work in (dict_of(dict_of(each).get("metadata")) for each in listed):
        aliases = list(_identifiers(work))
        wanted = [asked[key] for each in aliases if (key := (each.scheme, each.value.lower())) in asked]
        found += [_record(each, work, aliases) for each in dict.fromkeys(wanted)]
        is_foreign |= not wanted
    answered = reading(request.asks, found)
    known = {each.identifier for each in found}
    if is_foreign:  # an answer to another question
        return answered._replace(partial=True)
    denied = tuple(ask for ask in request.asks if ask.scheme == INSPIRE and ask not in known)
    return answered._replace(denied=denied)


def _identifiers(work: Mapping[str, Any]) -> Iterator[Identifier]:
    keys = work.get("texkeys")
    yield from (Identifier(INSPIRE, key) for key in map(text_of, keys if isinstance(keys, list) else ()) if key)
    eprints = (text_of(each.get("value")) for each in dicts_of(work.get("arxiv_eprints")))
    yield from (Identifier(ARXIV, value) for value in eprints if value)
    yield from filter(None, (dois.parse(text_of(each.get("value"))) for each in _publications_dois(work)))


def _publications_dois(work: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the DOIs of the work itself, not of its erratum or its data."""
    return (each for each in dicts_of(work.get("dois")) if text_of(each.get("material")) in {"", "publication"})


def _record(identifier: Identifier, work: Mapping[str, Any], aliases: Sequence[Identifier]) -> Record:
    eprint = next(dicts_of(work.get("arxiv_eprints")), {})
    categories = eprint.get("categories")
    facts = Facts(
        title=_title(work),
        authors=list(_authors(work)),
        date=text_of(work.get("preprint_date")),
        categories=map(text_of, categories) if isinstance(categories, list) else (),
        publication=_publication(work),
        aliases=[each for each in aliases if each != identifier],
    )
    return record(identifier, NAME, facts)


def _title(work: Mapping[str, Any]) -> str:
    first = next(dicts_of(work.get("titles")), {})
    title, subtitle = text_of(first.get("title")), text_of(first.get("subtitle"))
    return f"{title}: {subtitle}" if subtitle else title


def _authors(work: Mapping[str, Any]) -> Iterator[Name | None]:
    """Yield the authors; only the collaboration where no person is named."""
    people = [each for each in dicts_of(work.get("authors")) if not _edits(each)]
    for each in people:
        yield names.parse_inverted(plain(text_of(each.get("full_name"))))
    if not people:
        together = [text_of(each.get("value")) for each in dicts_of(work.get("collaborations"))]
        corporate = work.get("corporate_author")
        for name in (*together, *map(text_of, corporate if isinstance(corporate, list) else ())):
            whole = plain(name)
            is_bare = name in together and "collaboration" not in whole.lower()
            yield Name(f"{whole} Collaboration" if is_bare else whole, corporate=True) if whole else None


def _edits(author: Mapping[str, Any]) -> bool:
    roles = author.get("inspire_roles")
    return isinstance(roles, list) and "editor" in roles


def _publication(work: Mapping[str, Any]) -> Publication | None:
    """Return how a work appeared: by the first of its publications that has a journal, a book or an institution."""
    kind = work.get("document_type")
    type_ = _TYPES.get(next(map(text_of, kind), "") if isinstance(kind, list) else "", kinds.MISC)
    listed = [
        each
        for each in dicts_of(work.get("publication_info"))
        if text_of(each.get("material")) not in _OTHER_PUBLICATIONS
    ]
    info = next((each for each in listed if text_of(each.get("journal_title"))), next(iter(listed), {}))
    journal, thesis = text_of(info.get("journal_title")), dict_of(work.get("thesis_info"))
    if type_ == kinds.THESIS:
        type_ = _DEGREES.get(text_of(thesis.get("degree_type")), type_)
    if type_ in {kinds.ARTICLE, kinds.INPROCEEDINGS} and not journal:
        return None
    type_ = kinds.ARTICLE if journal else type_
    imprint, year = next(dicts_of(work.get("imprints")), {}), info.get("year")
    named = next(filter(None, (dois.parse(text_of(each.get("value"))) for each in _publications_dois(work))), None)
    written = [text_of(thesis.get("date")), text_of(imprint.get("date"))]
    return Publication(
        type=type_,
        venue=_ABBREVIATED.sub(". ", journal),
        volume=text_of(info.get("journal_volume")),
        number=text_of(info.get("journal_issue"))
        or (text_of(next(dicts_of(work.get("report_numbers")), {}).get("value")) if type_ == kinds.TECHREPORT else ""),
        pages="-".join(filter(None, (text_of(info.get(name)) for name in ("page_start", "page_end")))),
        article_number=text_of(info.get("artid")) if not info.get("page_start") else "",
        publisher=text_of(imprint.get("publisher")),
        address=text_of(imprint.get("place")),
        institution=text_of(next(dicts_of(thesis.get("institutions")), {}).get("name")),
        editors=tuple(
            names.parse_inverted(plain(text_of(each.get("full_name"))))
            for each in dicts_of(work.get("authors"))
            if _edits(each) and text_of(each.get("full_name"))
        ),
        **dated([year], *map(_parts, written)),
        doi=named.value if named else "",
    )


def _parts(written: str) -> list[int]:
    match = _DATE.match(written)
    return [int(part) for part in match.groups() if part] if match else []
