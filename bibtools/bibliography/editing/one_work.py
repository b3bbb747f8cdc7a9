"""Whether two entries are one work for certain, so that one of them can go: else why it is not certain."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bibtools.bibliography.editing.same_value import one_name, say_the_same
from bibtools.bibliography.library.identity import Known, compact_title
from bibtools.identifiers.doi import is_of_preprint
from bibtools.records.venues.preprint_servers import names_preprint_server

_VENUES = ("journal", "journaltitle", "booktitle")
_OF_A_PART = ("volume", "number", "edition", "chapter", "part", "series")
_ANYTHING = frozenset({"misc", "online", "unpublished", "electronic", "www"})
_INHERITING = ("crossref", "xdata")


def is_published(entry: Known) -> bool:
    """Return whether an entry is of a publication, not of a preprint."""
    own = entry.doi is not None and not is_of_preprint(entry.doi)
    return own or any(_is_venue(entry.value(name)) for name in _VENUES)


def says_its_type(entry: Known) -> bool:
    """Return whether the type of an entry says what it is."""
    return entry.block.type.lower() not in _ANYTHING


def _is_venue(value: str) -> bool:
    return bool(value) and not names_preprint_server(value)


def doubt(one: Known, other: Known) -> str:
    """Return why it is not certain that two entries are one work; nothing where it is."""
    return next((why for check in _DOUBTS for why in check(one, other)), "")


def _shared_id(one: Known, other: Known) -> str:
    for own, others in ((one.doi, other.doi), (one.arxiv, other.arxiv)):
        if own and own == others:
            return str(own)
    return ""


def _has_shared_publication(one: Known, other: Known) -> bool:
    return one.doi is not None and one.doi == other.doi and not is_of_preprint(one.doi)


def _titles(one: Known, other: Known) -> Iterator[str]:
    titles = [compact_title(each.value("title")) for each in (one, other)]
    if not all(titles):
        yield "one of them has no title"
    elif titles[0] != titles[1]:
        yield "their titles differ"


def _ids(one: Known, other: Known) -> Iterator[str]:
    if one.arxiv and other.arxiv and one.arxiv != other.arxiv:
        yield f"they are {one.arxiv} and {other.arxiv}"
    dois = [each.doi for each in (one, other) if each.doi and not is_of_preprint(each.doi)]
    if len(set(dois)) > 1:
        yield f"they are {dois[0]} and {dois[1]}"


def _authors(one: Known, other: Known) -> Iterator[str]:
    first = one.first_author, other.first_author
    if all(first) and first[0] != first[1]:
        yield "their first authors differ"


def _evidence(one: Known, other: Known) -> Iterator[str]:
    """Without an identifier of both, all must be the same that both say, and that must be enough."""
    if _shared_id(one, other):
        return
    if not (one.first_author and other.first_author and one.year and one.year == other.year):
        yield "they share no identifier, and author and year are not the same"
    elif one.block.type.lower() != other.block.type.lower():
        yield "they share no identifier, and are of different types"
    elif differing := next(_conflicts(one, other), ""):
        yield f"they share no identifier, and their {differing} differs"


def _conflicts(one: Known, other: Known) -> Iterator[str]:
    own = {one_name(field.name): field.value for field in one.fields}
    for field in other.fields:
        name = one_name(field.name)
        if name in own and not say_the_same(name, own[name], field.value):
            yield name


def _places(one: Known, other: Known) -> Iterator[str]:
    """A talk and an article may have one title: two publications are one only by their DOI."""
    if not (is_published(one) and is_published(other)):
        return
    if one.block.type.lower() != other.block.type.lower() and says_its_type(one) and says_its_type(other):
        yield f"one is @{one.block.type}, the other @{other.block.type}"
    if _has_shared_publication(one, other):
        return
    for name in (*_VENUES, *_OF_A_PART):
        values = one.value(name), other.value(name)
        if all(values) and not say_the_same(name, *values):
            yield f"their {name} differs"


def _inheritance(one: Known, other: Known) -> Iterator[str]:
    for name in _INHERITING:
        if one.value(name).strip() != other.value(name).strip():
            yield f"they take fields from different entries ({name})"


_DOUBTS: tuple[Callable[[Known, Known], Iterator[str]], ...] = (
    _titles,
    _ids,
    _authors,
    _evidence,
    _places,
    _inheritance,
)
