"""How a work appeared that DataCite has registered: data, software, a thesis, an article.

Source: the DataCite Metadata Schema 4.6. The general type of texts says little; the fields beside it say more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers.identifier import Identifier
from bibtools.providers.parsing import dict_of, dicts_of, text_of
from bibtools.providers.raw_record import dated, plain
from bibtools.records import publication as kinds
from bibtools.records.publication import Publication
from bibtools.tex import names
from bibtools.tex.names import OTHERS, Name

_TYPES = {
    "dataset": kinds.DATASET,
    "datapaper": kinds.ARTICLE,
    "journalarticle": kinds.ARTICLE,
    "conferencepaper": kinds.INPROCEEDINGS,
    "conferenceproceeding": kinds.PROCEEDINGS,
    "book": kinds.BOOK,
    "bookchapter": kinds.INCOLLECTION,
    "dissertation": kinds.THESIS,
    "report": kinds.TECHREPORT,
    "preprint": kinds.PREPRINT,
    "standard": kinds.STANDARD,
    "software": kinds.SOFTWARE,
    "computationalnotebook": kinds.SOFTWARE,
    "workflow": kinds.SOFTWARE,
    "model": kinds.SOFTWARE,
}
# What older registrations say of a text beside its general type; the first that fits.
_TEXTS = (
    (lazy_pattern(r"ph\.?\s?d|doctoral|doctorate", re.IGNORECASE), kinds.PHDTHESIS),
    (lazy_pattern(r"master", re.IGNORECASE), kinds.MASTERSTHESIS),
    (lazy_pattern(r"thesis|dissertation", re.IGNORECASE), kinds.THESIS),
    (lazy_pattern(r"proceedings|conference ?paper", re.IGNORECASE), kinds.INPROCEEDINGS),
    (lazy_pattern(r"preprint", re.IGNORECASE), kinds.PREPRINT),
    (lazy_pattern(r"report|working ?paper", re.IGNORECASE), kinds.TECHREPORT),
    (lazy_pattern(r"chapter", re.IGNORECASE), kinds.INCOLLECTION),
    (lazy_pattern(r"book|monograph", re.IGNORECASE), kinds.BOOK),
)
_THESES = frozenset({kinds.THESIS, kinds.PHDTHESIS, kinds.MASTERSTHESIS})
_INSIDE = frozenset({kinds.ARTICLE, kinds.INPROCEEDINGS, kinds.INCOLLECTION})
_DATE = lazy_pattern(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_PAGE = lazy_pattern(r"[A-Za-z]{0,3}[0-9]+[A-Za-z]?")  # some have a country there


def publication(attributes: Mapping[str, Any], named: Identifier) -> Publication:
    """Return how a work appeared, by the attributes of its registration."""
    container, house = dict_of(attributes.get("container")), _publisher(attributes)
    type_ = _type(attributes)
    inside = text_of(container.get("title")) if type_ in _INSIDE else ""
    pages = [page for part in ("firstPage", "lastPage") if _PAGE.fullmatch(page := text_of(container.get(part)))]
    return Publication(
        type=type_,
        venue=inside,
        series="" if inside or type_ in _THESES else text_of(container.get("title")),
        volume=text_of(container.get("volume")) if inside else "",
        number=text_of(container.get("issue")),
        pages="-".join(pages) if inside else "",
        version=text_of(attributes.get("version")) if type_ in {kinds.SOFTWARE, kinds.DATASET} else "",
        publisher="" if type_ in _THESES else house,
        institution=house if type_ in _THESES or type_ == kinds.TECHREPORT else "",
        editors=tuple(
            name
            for each in dicts_of(attributes.get("contributors"))
            if each.get("contributorType") == "Editor" and (name := person(each))
        ),
        **dated(*_dates(attributes)),
        doi=named.value,
        url=text_of(attributes.get("url")),
    )


def _type(attributes: Mapping[str, Any]) -> str:
    types = dict_of(attributes.get("types"))
    known = _TYPES.get(text_of(types.get("resourceTypeGeneral")).lower())
    free = text_of(types.get("resourceType"))
    if known == kinds.THESIS:
        return next((each for pattern, each in _TEXTS[:2] if pattern.search(free)), known)
    if known or text_of(types.get("resourceTypeGeneral")).lower() != "text":
        return known or kinds.MISC
    found = next((each for pattern, each in _TEXTS if pattern.search(f"{free} {types.get('bibtex')}")), None)
    container = dict_of(attributes.get("container"))
    return found or (kinds.ARTICLE if container.get("title") and container.get("volume") else kinds.MISC)


def _publisher(attributes: Mapping[str, Any]) -> str:
    """Return the publisher's name: newer answers say more about it, and old ones may leave a comma behind the name."""
    value = attributes.get("publisher")
    return unescaped(dict_of(value).get("name") if isinstance(value, dict) else value).strip(" ,;")


def _dates(attributes: Mapping[str, Any]) -> Iterator[list[int]]:
    """Yield the dates of publication; the day of the issue counts only in the year of publication."""
    year = attributes.get("publicationYear")
    issued = (
        text_of(each.get("date")) for each in dicts_of(attributes.get("dates")) if each.get("dateType") == "Issued"
    )
    for match in filter(None, map(_DATE.match, issued)):
        if match[2] and (not isinstance(year, int) or int(match[1]) == year):
            yield [int(part) for part in match.groups() if part]
    yield [int(year)] if isinstance(year, int | str) and str(year).isdigit() else []


def people(creators: object) -> list[Name]:
    """Return the names of a list of creators."""
    listed = list(dicts_of(creators))
    return names.read_list([_whole(each) for each in listed], [person(each) for each in listed])


def _whole(creator: dict[str, Any]) -> str:
    """Return a name in display form, however its catalogue writes it."""
    family, _, given = plain(unescaped(creator.get("name"))).partition(",")
    return f"{given} {family}".strip(" ,")


def person(creator: dict[str, Any]) -> Name | None:
    """Return the name of a creator or contributor."""
    family, given, whole = (plain(unescaped(creator.get(part))) for part in ("familyName", "givenName", "name"))
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


def unescaped(value: object) -> str:
    """Return a text without the HTML entities that some registrations carry (`A&amp;A`)."""
    from html import unescape  # a large table, for those who ask

    return unescape(text_of(value))
