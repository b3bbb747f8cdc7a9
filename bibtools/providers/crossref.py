"""Crossref: published works by their DOIs, up to fifty in one GET; what it does not have is left out.

Source: https://github.com/CrossRef/rest-api-doc. Pitfalls: a series comes before the book in it, the year of
`created` is the year of the deposit, repeated filters mean "or", and a path has at most 4,092 bytes. DOIs of other
agencies are missing, which proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bibtools.bibliography.library.identity import normalise_title
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers import doi as dois
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.network.answer import Trouble
from bibtools.network.request import Request
from bibtools.providers.contract import Reading, Unreadable, reading, short_batches
from bibtools.providers.parsing import dict_of, dicts_of, json_of, text_of
from bibtools.providers.raw_record import Facts, dated, plain, record
from bibtools.records import publication as kinds
from bibtools.records.publication import Publication
from bibtools.records.record import Record
from bibtools.tex import names
from bibtools.tex.names import OTHERS, Name

NAME = "crossref"

_BATCH = 50
_LONGEST = 3900  # bytes of a path
_LONGEST_TITLE, _LONGEST_NAME, _MOST_NAMES = (
    400,
    100,
    2,
)  # bytes of a query, each of which may become three in the URL
_SELECTED = (
    "DOI,type,title,subtitle,author,editor,container-title,short-container-title,event,published-print,published-online,"
    "issued,page,article-number,volume,issue,publisher,publisher-location,edition-number,degree,institution,ISBN,ISSN,"
    "relation,update-to,updated-by,group-title,abstract,resource"
)
_TYPES = {
    "journal-article": kinds.ARTICLE,
    "proceedings-article": kinds.INPROCEEDINGS,
    "proceedings": kinds.PROCEEDINGS,
    "book": kinds.BOOK,
    "monograph": kinds.BOOK,
    "reference-book": kinds.BOOK,
    "edited-book": kinds.COLLECTION,
    "book-chapter": kinds.INCOLLECTION,
    "book-section": kinds.INCOLLECTION,
    "book-part": kinds.INCOLLECTION,
    "book-track": kinds.INCOLLECTION,
    "reference-entry": kinds.INCOLLECTION,
    "dissertation": kinds.THESIS,
    "report": kinds.TECHREPORT,
    "report-component": kinds.TECHREPORT,
    "standard": kinds.STANDARD,
    "dataset": kinds.DATASET,
    "database": kinds.DATASET,
    "posted-content": kinds.PREPRINT,
}
_INSIDE = frozenset({kinds.ARTICLE, kinds.INPROCEEDINGS, kinds.INCOLLECTION})  # what is a part of its venue
_ISSUED = frozenset({kinds.THESIS, kinds.PHDTHESIS, kinds.MASTERSTHESIS, kinds.TECHREPORT})  # by an institution
# Names of proceedings: nothing else shows that a chapter of Springer's is a conference paper.
_OF_MEETING = lazy_pattern(
    r"(?i:\b(?:proceedings|conference|symposi(?:um|a)|workshops?|congress|colloquium)\b)"
    r"|[–—-] [A-Z][A-Za-z]*[A-Z][A-Za-z]* (?:19|20)[0-9]{2}\b|\A[A-Z]{3,}[A-Za-z-]* (?:19|20)[0-9]{2}\b"
)
_DEGREES = (
    (lazy_pattern(r"ph\.?\s?d|doctor", re.IGNORECASE), kinds.PHDTHESIS),
    (lazy_pattern(r"master|m\.?\s?sc\b|m\.?a\.?\b", re.IGNORECASE), kinds.MASTERSTHESIS),
)
_TAKEN_BACK = frozenset({"retraction", "withdrawal", "removal", "partial_retraction"})
_NEWER = frozenset({"new_version", "new_edition"})
_SAME_WORK = frozenset({"has-preprint", "is-version-of", "is-same-as", "is-identical-to", "has-version"})
_YEAR_OF_EVENT = lazy_pattern(r"\s*['’]?[0-9]{2,4}\Z")


def requests(asks: Sequence[Identifier]) -> list[Request]:
    """Plan a request per fifty DOIs; a comma ends a filter, so that a DOI which has one cannot be asked for."""
    return [
        Request(
            NAME,
            f"/works?filter={','.join(_filter(ask) for ask in batch if ',' not in ask.value)}"
            f"&rows={len(batch)}&select={_SELECTED}",
            batch,
            "application/json",
        )
        for batch in short_batches(asks, _BATCH, _LONGEST - len(_SELECTED), _filter)
    ]


def _quoted(ask: Identifier) -> str:
    from urllib.parse import quote  # for those who ask

    return quote(ask.value, safe="")


def _filter(ask: Identifier) -> str:
    return f"doi:{_quoted(ask)}"


def search(title: str, names: Sequence[str] = (), most: int = 5) -> Request:
    """Plan a search for a work by its title, and by names of its authors: the best matches come first.

    Formulas and commands are no words, and of a long title the beginning finds as much as the whole.
    """
    from urllib.parse import quote_plus

    phrases = (_begun(title, _LONGEST_TITLE), *(_begun(name, _LONGEST_NAME) for name in names[:_MOST_NAMES]))
    words = " ".join(filter(None, phrases))
    query = f"query.bibliographic={quote_plus(words)}&rows={most}&select={_SELECTED}"
    return Request(NAME, f"/works?{query}", (), "application/json")


def _begun(text: str, most: int) -> str:
    """Return the words with which a text begins, in so many bytes."""
    return normalise_title(text).encode("utf-8", "replace")[:most].decode("utf-8", "ignore").strip()


def listed(body: bytes) -> list[Record]:
    """Read the records of any list of works, in its order; items that are not works are left out. Raises Unreadable."""
    items, _ = _items(body)
    works = map(dict_of, items)
    return [_record(work) for work in works if dois.parse(text_of(work.get("DOI")))]


def records(request: Request, body: bytes) -> Reading:
    """Read a list of works by DOI."""
    items, total = _items(body)
    found = [_record(dict_of(item)) for item in items]
    answered = reading(request.asks, found, total if isinstance(total, int) else None)
    unasked = Trouble(f"{NAME} cannot be asked for a DOI with a comma")
    return answered._replace(unanswered={ask: unasked for ask in request.asks if "," in ask.value})


def _items(body: bytes) -> tuple[list[object], object]:
    """Return the works of an answer, and the total that it states; raises Unreadable."""
    answer = dict_of(json_of(body))
    message = answer.get("message")
    if answer.get("status") != "ok" or not isinstance(message, dict):
        raise Unreadable("the response is not a list of works")
    items = message.get("items")
    if not isinstance(items, list):
        raise Unreadable("the response is not a list of works")
    return items, message.get("total-results")


def _record(work: Mapping[str, Any]) -> Record:
    named = dois.parse(text_of(work.get("DOI")))
    if named is None:
        raise Unreadable("the answer lists something that is not a work")
    published = _publication(work, named)
    facts = Facts(
        title=_title(work),
        authors=list(_names(work.get("author"))),
        abstract=text_of(work.get("abstract")),
        publication=published,
        aliases=_aliases(work),
    )
    return record(named, NAME, facts)


def _title(work: Mapping[str, Any]) -> str:
    """Return the title with its subtitle, which is apart in some records and in both places in others."""
    title, subtitle = _first(work, "title"), _first(work, "subtitle")
    if not subtitle or subtitle.lower() in title.lower():
        return title
    return f"{title.rstrip(' :')}{' ' if title.rstrip()[-1:] in '?!' else ': '}{subtitle}" if title else subtitle


def _first(work: Mapping[str, Any], name: str) -> str:
    """Return the first text of a list, without entities, which some publishers escape twice."""
    from html import unescape  # a large table, for those who ask

    values = work.get(name)
    texts = values if isinstance(values, list) else [values]
    return next((" ".join(unescape(unescape(text)).split()) for text in map(text_of, texts) if text.strip()), "")


def _names(listed: object) -> Iterator[Name | None]:
    for each in dicts_of(listed):
        family, given, suffix, whole = (
            plain(text_of(each.get(part))) for part in ("family", "given", "suffix", "name")
        )
        if whole and not family:
            yield Name(whole, corporate=True)
        elif names.are_others(family or given):
            yield OTHERS
        elif family or given:
            yield names.from_parts(family or given, given if family else "", suffix)


def _publication(work: Mapping[str, Any], named: Identifier) -> Publication:
    type_, venue, series = _type(work), *_places(work)
    event, house = dict_of(work.get("event")), next(dicts_of(work.get("institution")), {})
    notices = [text_of(each.get("type")) for each in dicts_of(work.get("update-to")) if not _is(each, named)]
    withdrawals = [
        *dicts_of(work.get("updated-by")),
        *(each for each in dicts_of(work.get("update-to")) if _is(each, named)),
    ]
    is_part = type_ in _INSIDE
    return Publication(
        type=type_,
        venue=venue if is_part else _first(work, "group-title") if type_ == kinds.PREPRINT else "",
        short_venue=_short(work, event) if is_part else "",
        event=text_of(event.get("name")) if type_ == kinds.INPROCEEDINGS else "",
        series=series or ("" if is_part else venue),
        volume=text_of(work.get("volume")),
        number=text_of(work.get("issue")),
        pages=text_of(work.get("page")),
        article_number=text_of(work.get("article-number")),
        edition=text_of(work.get("edition-number")),
        publisher=text_of(work.get("publisher")),
        address=text_of(work.get("publisher-location")),
        institution=text_of(house.get("name")) or (text_of(work.get("publisher")) if type_ in _ISSUED else ""),
        editors=tuple(each for each in _names(work.get("editor")) if each),
        **dated(*_dates(work)),
        doi=named.value,
        isbn=_first(work, "ISBN").rpartition("/")[2],
        issn=_first(work, "ISSN"),
        retracted=any(text_of(each.get("type")) in _TAKEN_BACK for each in withdrawals),
        superseded=any(text_of(each.get("type")) in _NEWER for each in dicts_of(work.get("updated-by"))),
        notice=next(filter(None, notices), ""),
    )


def _type(work: Mapping[str, Any]) -> str:
    type_ = _TYPES.get(text_of(work.get("type")), kinds.MISC)
    if type_ == kinds.INCOLLECTION and (work.get("event") or _OF_MEETING.search(_places(work)[0])):
        return kinds.INPROCEEDINGS
    if type_ == kinds.THESIS:
        degree = _first(work, "degree")
        return next((each for pattern, each in _DEGREES if pattern.search(degree)), type_)
    return type_


def _places(work: Mapping[str, Any]) -> tuple[str, str]:
    """Return the journal or book that a work is in, and the series of that: of two titles the series is the first."""
    titles = work.get("container-title")
    listed = [_first({"": [each]}, "") for each in titles if text_of(each)] if isinstance(titles, list) else []
    return (listed[-1], listed[0] if len(listed) > 1 else "") if listed else ("", "")


def _short(work: Mapping[str, Any], event: Mapping[str, Any]) -> str:
    """Return the venue in short: the journal's abbreviation, or the conference's acronym without its year."""
    acronym = text_of(event.get("acronym")).strip()
    return _first(work, "short-container-title") or _YEAR_OF_EVENT.sub("", acronym)


def _dates(work: Mapping[str, Any]) -> Iterator[list[object]]:
    """Yield the dates of publication, the printed one first; the date of the deposit does not count."""
    for name in ("published-print", "published-online", "issued", "published", "posted"):
        parts = dict_of(work.get(name)).get("date-parts")
        yield parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []


def _is(update: Mapping[str, Any], named: Identifier) -> bool:
    """Return whether an update names the very work that lists it, as some publishers write."""
    return dois.parse(text_of(update.get("DOI"))) == named


def _aliases(work: Mapping[str, Any]) -> list[Identifier]:
    """Return the preprints that the publisher says are the same work."""
    found: list[Identifier] = []
    for relation, related in dict_of(work.get("relation")).items():
        for each in dicts_of(related) if relation in _SAME_WORK else ():
            value = text_of(each.get("id"))
            named = dois.parse(value) if each.get("id-type") == "doi" else None
            if named and dois.is_of_preprint(named):
                found.append(Identifier(ARXIV, named.value.partition("arxiv.")[2]))
            elif named:
                found.append(named)
            elif each.get("id-type") == "arxiv":
                found.append(Identifier(ARXIV, value.lower().removeprefix("arxiv:")))
    return found
