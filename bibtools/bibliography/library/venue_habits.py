"""Venue habits: how the entries of a library write of a venue, so that new ones do as well.

Two names are of one venue if the table of venues says so, or if they differ in nothing but years, ordinals and the
words around proceedings. What is of another year is written anew only where the year is all that changes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from bibtools.bibliography.entries.entry import MacroName
from bibtools.bibliography.entries.venue_wording import AS_CONFIGURED, VenueWording
from bibtools.bibliography.library.blocks import STRING, Field, Library
from bibtools.bibliography.library.identity import Identities, Known, plain_title
from bibtools.bibliography.library.macros import Macros
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.months import ABBREVIATED
from bibtools.core.named_tuple import NamedTuple
from bibtools.records.publication import ARTICLE, INPROCEEDINGS, Publication
from bibtools.records.record import Record
from bibtools.records.venues import venue_names
from bibtools.records.venues.venue_words import SPONSORS

_PLACES = frozenset({"booktitle", "journal", "journaltitle"})
_OPTIONAL = {"location": "address", "address": "address"} | {
    name: name for name in ("publisher", "editor", "series", "isbn", "issn", "month", "url")
}
_BARE = lazy_pattern(r"[A-Za-z][\w.:+-]*")
_YEAR = lazy_pattern(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_ORDINAL = lazy_pattern(
    r"\b(?:[0-9]+(?:st|nd|rd|th)|[a-z]*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|eleventh|twelfth"
    r"|[a-z]+(?:ieth|teenth))\b",
    re.IGNORECASE,
)
_ROMAN = lazy_pattern(r"(?<![\w.'-])[IVXL]{1,7}(?![\w.'-])")  # "Robotics: Science and Systems XIV"
_AROUND = lazy_pattern(r"\b(?:in|the|of|on|and|proceedings|proc|annual|international|conference|conf|acm|ieee|cvf)\b")
_NOT_WORD = lazy_pattern(r"[\W_]+")
_MONTH = lazy_pattern(rf"\b(?:{'|'.join(ABBREVIATED)})[a-z]*\b", re.IGNORECASE)
_ACRONYM = lazy_pattern(r"\([^()]*\)")
_NEUTRAL_WORDS = SPONSORS | frozenset(
    """a aaai and annual at computer conf conference for in int international intl joint meeting of on pmlr
    proc proceedings siam sigchi society symp symposium the to with workshop workshops""".split()
)
_SERIES_OF = {"NeurIPS": "Advances"}  # words that are no part of a venue's name in the table
_PLACEHOLDER = "\0"


class _Naming(NamedTuple):
    """How one entry names its venue: as it is written, with a mark for its year, and the fields beside it."""

    name: str | MacroName | None
    fields: frozenset[str]


class VenueHabits:
    """How a library writes venues; nothing is examined until a published work needs it."""

    def __init__(self, library: Library, known: Identities) -> None:
        self._library, self._known = library, known
        self._macros = Macros(library)
        self._asked: dict[tuple[str, str, int | None], VenueWording] = {}

    def of(self, record: Record) -> VenueWording:
        """Return how the library writes of the venue of a work."""
        published = record.publication
        if published is None or not (published.venue or published.short_venue):
            return AS_CONFIGURED
        if not self._by_venue and not self._defined:  # a library of preprints: there is nothing to look for
            return AS_CONFIGURED
        asked = published.venue, published.short_venue, published.year
        if asked not in self._asked:
            self._asked[asked] = self._of(published)
        return self._asked[asked]

    def _of(self, published: Publication) -> VenueWording:
        keys = [key for each in (published.venue, published.short_venue) for key in names_of(each, published.type)]
        found = next((self._by_venue[key] for key in keys if key in self._by_venue), [])
        counted = Counter(each.name for each in found if each.name is not None)
        names = [name for name, _ in counted.most_common() if _fits(name, published)]
        name = names[0] if names else next((self._defined[key] for key in keys if key in self._defined), None)
        return VenueWording(_of_year(name, published), _usual(found))

    @cached_property
    def _by_venue(self) -> dict[str, list[_Naming]]:
        found: dict[str, list[_Naming]] = {}
        for entry in self._known.entries:
            field = next((each for each in entry.fields if each.name in _PLACES), None)
            if field is None or entry.block.problem:
                continue
            worded, naming = self._naming(entry, field)
            for key in dict.fromkeys(names_of(worded, INPROCEEDINGS if field.name == "booktitle" else ARTICLE)):
                found.setdefault(key, []).append(naming)
        return found

    @cached_property
    def _defined(self) -> dict[str, MacroName]:
        """The library's macros whose value is the name of a venue and of no year, by that."""
        found: dict[str, MacroName] = {}
        for each in [known[-1] for known in self._macros.definitions.values() if known]:
            worded = self._macros.value_of(each) or ""
            if self._is_above_all(each.name) and not _YEAR.search(worded):
                written = self._library.text[slice(*each.block.body)].split("=", 1)[0].strip(" ,{(\t\r\n")
                for key in (key for kind in (INPROCEEDINGS, ARTICLE) for key in names_of(worded, kind)):
                    found.setdefault(key, MacroName(written if written.lower() == each.name else each.name))
        return found

    def _naming(self, entry: Known, field: Field) -> tuple[str, _Naming]:
        """Return an entry's venue with its macros expanded, and its exact spelling."""
        raw = self._library.text[slice(*field.value_span)]
        beside = frozenset(_OPTIONAL[each.name] for each in entry.fields if each.name in _OPTIONAL)
        if _BARE.fullmatch(raw):
            worded = self._macros.meaning(field, entry.block.span.start)
            is_known = raw.lower() in self._macros.definitions
            name = MacroName(raw) if not is_known or self._is_above_all(raw.lower()) else None
            if name and is_known and _year_in(worded or "") is not None:
                name = None
            return worded if is_known and worded else raw.upper(), _Naming(name, beside)
        if raw not in {f"{{{field.value}}}", f'"{field.value}"'}:
            return field.value, _Naming(None, beside)
        year = _year_in(field.value)
        template = _YEAR.sub(_PLACEHOLDER, field.value) if year is not None and year == entry.year else field.value
        return field.value, _Naming(template, beside)

    def _is_above_all(self, name: str) -> bool:
        """Return whether a macro is defined before every entry, wherever a new one goes."""
        first = next((each.block.span.start for each in self._known.entries), len(self._library.text))
        defined = self._macros.definitions.get(name, [])
        return bool(defined) and defined[-1].block.kind == STRING and defined[-1].block.span.start < first


def names_of(venue: str, kind: str) -> Iterator[str]:
    """Yield the keys of a venue, equal for all its names: by the table of venues, and by the words of its name.

    By its words a journal is never a meeting: "Machine Learning" is no International Conference on Machine Learning.
    """
    worded = plain_title(venue)
    if not worded.strip():
        return
    known = {(each.venue.short, each.workshops) for each in venue_names.mentions(worded)}
    if len(known) == 1:
        short, workshops = known.pop()
        workshops = workshops or ("workshop" in worded.lower() and "workshop" not in short.lower())
        yield f"{short}{' workshops' if workshops else ''}"
    bare = _ACRONYM.sub(" ", _ORDINAL.sub(" ", _YEAR.sub(" ", worded))).casefold()
    words = _NOT_WORD.sub(" ", _AROUND.sub(" ", bare)).split()
    if words:
        yield f"{'journal' if kind == ARTICLE else ''}={' '.join(words)}"


def _year_in(text: str) -> int | None:
    """Return the only year in a text."""
    years = {int(each) for each in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


def _fits(name: str, published: Publication) -> bool:
    """Return whether a wording can be used for another year: nothing of it but the year is a number or a date."""
    if isinstance(name, MacroName):
        return True
    rest = name.replace(_PLACEHOLDER, "")
    is_dated = re.search(r"[0-9]", rest) or _ORDINAL.search(rest) or (_PLACEHOLDER in name and _MONTH.search(rest))
    if is_dated or (published.type != ARTICLE and _is_of_one_meeting(rest, published)):
        return False
    return _PLACEHOLDER not in name or published.year is not None


def _is_of_one_meeting(name: str, published: Publication) -> bool:
    """Return whether proceedings are called by more than the name of a venue: a number, a place, another meeting."""
    text = plain_title(name)
    if _ROMAN.search(text):
        return True
    named = venue_names.mentions(text)
    if named and text[named[-1].start - 1 :] == f"({text[slice(*named[-1][:2])]})":
        return False  # "Special Interest Group on Retrieval (SIGIR)": whatever its words, it says what it is
    ends = [0, *(end for each in named for end in (each.start, each.end)), len(text)]
    besides = " ".join(text[start:end] for start, end in zip(ends[::2], ends[1::2], strict=True))
    series = (_SERIES_OF.get(each.venue.short, "") for each in named)
    own = _words(plain_title(" ".join((published.venue, published.series, published.publisher, *series))))
    foreign = _words(besides) - _NEUTRAL_WORDS
    return bool(named) and any(not any(other.startswith(each) for other in own) for each in foreign)


def _words(text: str) -> frozenset[str]:
    return frozenset(_NOT_WORD.sub(" ", text.casefold()).split())


def _of_year(name: str | MacroName | None, published: Publication) -> str | MacroName | None:
    if name is None or isinstance(name, MacroName):
        return name
    return name.replace(_PLACEHOLDER, str(published.year))


def _usual(found: Sequence[_Naming]) -> frozenset[str]:
    """Return the optional fields that most of some entries have."""
    counted = Counter(name for each in found for name in each.fields)
    return frozenset(name for name, number in counted.items() if 2 * number > len(found))
