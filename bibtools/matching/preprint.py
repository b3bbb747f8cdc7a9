"""A preprint as the gates for its published version look at it: titles, people, and what its authors claim."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from bibtools.bibliography.library.identity import normalise_title, normalised
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.doi import parse
from bibtools.identifiers.identifier import Identifier
from bibtools.index.published_schema import surname
from bibtools.matching.misspelling import is_slip

if TYPE_CHECKING:
    from bibtools.records.record import Record
    from bibtools.records.venues.venue_claim import Claim
    from bibtools.tex.names import Name

_NUMBER = lazy_pattern(r"[0-9]+|(?<![a-z])(?:[ivx]+)(?![a-z])")
_MBOX = lazy_pattern(r"\(?[_^]?mbox(\w+)\)?")  # what is left of `\({}_{\mbox{1}}\)` in lists of papers
_BETWEEN_DOIS = lazy_pattern(r"[;,\s]+(?=10\.)")
_UMLAUT = lazy_pattern(r"([aou])e")
# What many names are, and nothing in them has another spelling. Nobody is called like a suffix ("John Jr").
_PLAIN_NAME = lazy_pattern(r"([A-Z][a-z]+) ((?!Iii\Z)[A-Z][a-z]{2,})")
_TWICE = lazy_pattern(r"([a-z])(?=\1[\u0300-\u036f])", re.IGNORECASE)  # in decomposed form

_SPELLING = 0.75  # likeness of a word in two spellings
_LONGEST = 600  # characters of a title that is compared letter by letter


class ComparedTitle:
    """A title, ready to be compared."""

    def __init__(self, title: str) -> None:
        self.text = title
        self.words = normalise_title(_MBOX.sub(r"\1", title) if "mbox" in title else title)
        # The letters and digits, without blanks: `pre-training` is `pretraining`.
        self.compact = self.words.replace(" ", "")

    @cached_property
    def numbers(self) -> list[str]:
        """The numbers and roman numerals, which distinguish the parts of a work."""
        return sorted(_NUMBER.findall(self.words))

    def is_exactly(self, other: ComparedTitle) -> bool:
        """Return whether two titles are the same words, whatever their blanks."""
        return bool(self.compact) and self.compact == other.compact

    def likeness(self, other: ComparedTitle) -> float:
        """Return how like two titles are, from 0 to 1, in the letters that they share in order."""
        if self.is_exactly(other):
            return 1.0
        short, long = sorted((self.words[:_LONGEST], other.words[:_LONGEST]), key=len)
        if short and short in long:  # all of it is shared: what the matcher would find, at a hundredth of the time
            return 2 * len(short) / (len(short) + len(long))
        return SequenceMatcher(None, self.words[:_LONGEST], other.words[:_LONGEST], autojunk=False).ratio()

    def may_be_like(self, other: ComparedTitle, least: float) -> bool:
        """Return whether two titles may be so like, by their letters in any order: a fiftieth of the time.

        The works of one author have titles of all kinds.
        """
        own, others = self.words[:_LONGEST], other.words[:_LONGEST]
        if self.is_exactly(other) or own in others or others in own:
            return True
        shared = sum(min(own.count(each), others.count(each)) for each in set(own))
        return 2 * shared / (len(own) + len(others)) >= least

    def differing_words(self, other: ComparedTitle) -> list[tuple[str, str]]:
        """Return the pairs of words that replace each other, without those that are two spellings of one word."""
        own, others = self.words.split(), other.words.split()
        pairs = SequenceMatcher(None, own, others, autojunk=False).get_opcodes()
        replaced = ((own[a:b], others[c:d]) for kind, a, b, c, d in pairs if kind == "replace" and b - a == d - c)
        both = (pair for one, two in replaced for pair in zip(one, two, strict=True))
        return [(one, two) for one, two in both if SequenceMatcher(None, one, two, autojunk=False).ratio() < _SPELLING]

    def is_respelt(self, other: ComparedTitle) -> bool:
        """Return whether two titles are the same words in two spellings: "Modeling", "Modelling"."""
        is_as_long = len(self.words.split()) == len(other.words.split()) > 0
        return is_as_long and not self.differing_words(other) and not self._moved(other)

    def has_slip(self, other: ComparedTitle) -> bool:
        """Return whether two titles differ by one word alone, and that by a slip of the keys: "Attnetion"."""
        own, others = self.words.split(), other.words.split()
        pairs = [pair for pair in zip(own, others, strict=False) if pair[0] != pair[1]]
        return len(own) == len(others) and len(pairs) == 1 and is_slip(*pairs[0])

    def _moved(self, other: ComparedTitle) -> bool:
        """Return whether words stand elsewhere, or are more, in one title."""
        pairs = SequenceMatcher(None, self.words.split(), other.words.split(), autojunk=False).get_opcodes()
        return any(kind not in {"equal", "replace"} or b - a != d - c for kind, a, b, c, d in pairs)

    def is_shortened(self, other: ComparedTitle) -> bool:
        """Return whether one title begins with the whole other: what follows may be a subtitle."""
        short, long = sorted((self.words, other.words), key=len)
        return len(short.split()) > 1 and (long.startswith(f"{short} ") or long.endswith(f" {short}"))


class Person(NamedTuple):
    """An author for comparison."""

    display: str
    surname: str  # the last word of the family name
    words: frozenset[str]  # of the whole name

    @property
    def initials(self) -> frozenset[str]:
        """The first letters of all words."""
        return frozenset(word[0] for word in self.words)

    def is_same(self, other: Person) -> bool:
        """Return whether two names may be one person's: "Gómez", "Gómez Colmenarejo"; "Fei-Fei Li", "Li Fei-Fei"."""
        if self.surname == other.surname or (len(self.words) > 1 and self.words == other.words):
            return True
        is_within = self.surname in other.words or other.surname in self.words
        return is_within and bool(self.initials & other.initials - {self.surname[:1], other.surname[:1]})


@lru_cache(maxsize=1 << 14)  # a preprint and its publication have the same authors
def person(display: str) -> Person:
    """Return an author by the name that is displayed; `Muecke` is `Mücke`."""
    if match := _PLAIN_NAME.fullmatch(display):
        given, family = (without_umlauts(each.lower()) for each in match.groups())
        return Person(display, family, frozenset((given, family)))
    words = without_umlauts(normalised(display)).split()
    if not display.isascii() and (once := _TWICE.sub("", unicodedata.normalize("NFD", display))) != display:
        words += without_umlauts(normalised(once)).split()  # "Daumeé", where somebody meant "Daumé"
    return Person(" ".join(display.split()), without_umlauts(surname(display)), frozenset(words))


def without_umlauts(text: str) -> str:
    """Return a name in which an umlaut is written as its vowel alone."""
    return _UMLAUT.sub(r"\1", text) if "ae" in text or "oe" in text or "ue" in text else text


def unpaired(some: Iterable[Person], left: list[Person], are_one: Callable[[Person, Person], bool]) -> list[Person]:
    """Return the authors without a counterpart among others; counterparts are removed from `left`."""
    rest: list[Person] = []
    for each in some:
        match = next((other for other in left if are_one(each, other)), None)
        if match is None:
            rest.append(each)
        else:
            left.remove(match)
    return rest


def shared_people(some: Sequence[Person], others: Sequence[Person]) -> float:
    """Return Jaccard's index of two lists of authors: how many both have, of all that one has."""
    both = len(some) - len(unpaired(some, list(others), Person.is_same))
    whole = len(some) + len(others) - both
    return both / whole if whole else 0.0


class Preprint:
    """What the gates look at: title, authors, year of the first version, and what the authors say of a publication."""

    def __init__(
        self, identifier: Identifier, title: str, authors: Sequence[Name], year: int, doi: str = "", comment: str = ""
    ) -> None:
        self.identifier, self.year, self.comment = identifier, year, comment
        self.dois = tuple(found.value for part in _BETWEEN_DOIS.split(doi) if (found := parse(part))) if doi else ()
        self.title = ComparedTitle(title)
        self.displayed = tuple(
            [
                f"{each.given} {each.von} {each.family}" if each.von else f"{each.given} {each.family}"
                for each in authors
                if each.family
            ]
        )  # the authors, as they are read aloud

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The authors, ready to be compared."""
        return tuple(map(person, self.displayed))

    @cached_property
    def surnames(self) -> tuple[str, ...]:
        """The authors' surnames, as indexes have them."""
        return tuple(map(surname, self.displayed))

    @cached_property
    def claim(self) -> Claim | None:
        """What the comment claims for the paper itself; None where it claims nothing, or a plan."""
        if not self.comment:
            return None
        from bibtools.records.venues.comment_parser import claim  # where there is a comment
        from bibtools.records.venues.venue_claim import SUBMITTED, WORKSHOP

        found = claim(self.comment)
        return None if found is None or found.stage in {SUBMITTED, WORKSHOP} else found


def preprint_of(record: Record, year: int = 0) -> Preprint:
    """Return the preprint of a record; `year` is the entry's, where the record has none."""
    first = record.date.year if record.date else year
    return Preprint(
        identifier=record.identifier,
        title=record.title,
        authors=record.authors,
        year=first,
        doi=record.doi or "",
        comment=record.comment or "",
    )
