"""Identity: which work each entry of a library is, by arXiv id, DOI, or title, first author and year."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain
from typing import Protocol

from bibtools.bibliography.library.arxiv_id import arxiv_id
from bibtools.bibliography.library.blocks import ENTRY, Block, Field, Library
from bibtools.bibliography.library.directives import DIRECTIVE, spans_above
from bibtools.bibliography.library.fields import fields
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.identifiers import arxiv, doi
from bibtools.identifiers.candidates import arxiv_places
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.tex import comparison, latex, names
from bibtools.tex.letter_pairs import without_digraphs

# Where an entry names its own DOI, the most trustworthy first; in a note, it may be another work's.
_DOI_FIELDS = ("doi", "url", "ee", "howpublished", "bdsk-url-1", "link")
_MOST_ADDRESSES = 8  # of a field
_FEW_SEARCHES = 8  # through a library, until reading all of it is cheaper


class Known(NamedTuple):
    """An entry and its identity."""

    block: Block
    fields: tuple[Field, ...]
    arxiv: Identifier | None
    doi: Identifier | None
    protected: bool  # never edited: its owner says so, or it is not wholly understood
    problem: int | None  # the offset at which its fields could not be read further

    def value(self, *names: str) -> str:
        """Return the value of the first field with one of some names, in their order, else an empty text."""
        for name in names:
            for field in self.fields:
                if field[0] == name:  # by place, as this is asked a dozen times of each entry
                    return field[3]
        return ""

    @property
    def first_author(self) -> str:
        """The first author's family name, normalised."""
        name = names.first_of(latex.decode(latex.untied(self.value("author"))))
        return normalise_name(name.family) if name else ""

    @property
    def year(self) -> int | None:
        """The year of publication."""
        match = re.search(r"[0-9]{4}", self.value("year", "date"))
        return int(match[0]) if match else None


class EntryFinder(Protocol):
    """Knows which parts of a library may hold entries that are looked for."""

    def naming(self, works: Collection[Identifier]) -> Iterable[Span]:
        """Return the parts in which all entries begin that may be one of some works, in order."""

    def titled(self, title: str) -> Iterable[Span]:
        """Return the parts in which all entries begin that may have a title, as `compact_title` has it, in order."""


class Identities:
    """Which works the entries of one library are; the first of several entries of a work wins.

    Nothing is read before it is asked for, and every entry is read once: few runs ask for all. Where a `finder` knows
    in which parts to look, no other one is examined.
    """

    def __init__(self, library: Library, today: date, finder: EntryFinder | None = None) -> None:
        self._library, self._today, self._finder = library, today, finder
        self._read: dict[int, Known] = {}  # by where the entry begins
        self._asked: dict[Identifier, Known | None] = {}
        self._searches = 0

    @cached_property
    def entries(self) -> list[Known]:
        """All entries, in order; those of broken ones as far as possible."""
        near = arxiv_places(self._library.text)  # of all at once
        return [
            self._known(block, above, near[bisect_left(near, block.span.start) : bisect_left(near, block.span.end)])
            for block, above in spans_above(self._library)
        ]

    def bare(self) -> Iterator[Known]:
        """Yield all entries in order with their fields only: which works they are takes most of the time."""
        for block, _ in spans_above(self._library):
            found, problem = fields(self._library.text, block)
            yield Known(block, tuple(found), None, None, protected=True, problem=problem)

    def at(self, block: Block, above: Span) -> Known:
        """Return an entry by its block, and the text between it and the previous one."""
        return self._known(block, above)

    def fields_of(self, block: Block) -> Sequence[Field]:
        """Return the fields of an entry."""
        known = self._read.get(block.span.start)
        return known.fields if known else fields(self._library.text, block)[0]

    @cached_property
    def by_identifier(self) -> dict[Identifier, Known]:
        """The entries of all works that the library says to have."""
        found: dict[Identifier, Known] = {}
        for known in self.entries:
            for identifier in filter(None, (known.arxiv, known.doi)):
                found.setdefault(identifier, known)
        return found

    def of(self, works: Collection[Identifier]) -> dict[Identifier, Known]:
        """Return `by_identifier` for some works, reading only the entries that may name one of them."""
        new = [each for each in works if each not in self._asked]
        self._searches += bool(new)
        if new and not self._finder and self._is_read_whole(new):
            self._asked |= {work: self.by_identifier.get(work) for work in new}
        elif new:
            self._asked |= dict.fromkeys(new)
            for block in self._naming(new):
                known = self._known(block)
                for identifier in filter(None, (known.arxiv, known.doi)):
                    if self._asked.get(identifier, known) is None:
                        self._asked[identifier] = known
        return {work: entry for work in works if (entry := self._asked[work])}

    def _is_read_whole(self, works: Collection[Identifier]) -> bool:
        """Return whether all entries have to be read for some works, or have been."""
        is_known = "by_identifier" in vars(self) or self._searches > _FEW_SEARCHES
        return is_known or self._has_directives or not all(each.scheme in {ARXIV, DOI} for each in works)

    def titled(self, title: str) -> list[Known]:
        """Return the entries of a title, as `compact_title` has it, in order; only those are read that may have it."""
        found = map(self._known, self._maybe_titled(title))
        return [each for each in found if compact_title(each.value("title")) == title] if title else []

    def _maybe_titled(self, title: str) -> Sequence[Block]:
        if self._finder:
            return self._beginning_in(self._finder.titled(title))
        marked, unmarked = self._marked
        return sorted({*marked.get(title, ()), *marked.get("", ()), *unmarked}, key=lambda block: block.span)

    def _beginning_in(self, parts: Iterable[Span]) -> list[Block]:
        """Return the entries that begin in some parts of the library."""
        blocks = self._library.blocks
        places = ([bisect_left(blocks, each, key=_start) for each in part] for part in parts)
        found = chain.from_iterable(blocks[first:last] for first, last in places)
        return [block for block in found if block.kind == ENTRY and not block.disputed]

    @cached_property
    def _marked(self) -> tuple[dict[str, list[Block]], list[Block]]:
        """The plain entries by the marks of their titles, and the others."""
        from bibtools.bibliography.library.title_marks import title_marks  # where there is something to compare

        blocks = [block for block in self._library.blocks if block.kind == ENTRY and not block.disputed]
        starts, marks = [block.span.start for block in blocks], title_marks(self._library.text)
        marked: dict[str, list[Block]] = {}
        for match, mark in zip(marks.matches, marks.marks, strict=True):
            number = bisect_right(starts, match.start()) - 1
            if number >= 0:
                marked.setdefault(mark, []).append(blocks[number])
        return marked, [block for block in blocks if not block.plain]

    def _naming(self, works: Collection[Identifier]) -> list[Block]:
        """Return the entries whose text may name one of some works."""
        if self._finder:
            return self._beginning_in(self._finder.naming(works))
        from bibtools.bibliography.library.presence import blocks_naming  # it knows this module

        return list(blocks_naming(self._library, works))

    @cached_property
    def _has_directives(self) -> bool:
        return "bibtools:" in self._library.text.lower()

    @cached_property
    def _above(self) -> dict[int, Span]:
        return {block.span.start: above for block, above in spans_above(self._library)}

    def _known(self, block: Block, above: Span | None = None, near: Sequence[int] | None = None) -> Known:
        start = block.span.start
        if start not in self._read:
            above = above or (self._above[start] if self._has_directives else Span(0, 0))
            text = self._library.text
            self._read[start] = identify(text, block, text[slice(*above)], self._today, near)
        return self._read[start]


def _start(block: Block) -> int:
    return block.span.start


def identities(library: Library, today: date, finder: EntryFinder | None = None) -> Identities:
    """Return which works the entries of a library are."""
    return Identities(library, today, finder)


def by_title(known: Identities) -> dict[str, list[Known]]:
    """Return the entries by their normalised titles, computed only if there are records to match."""
    found: dict[str, list[Known]] = {}
    for entry in known.entries:
        title = compact_title(entry.value("title"))
        if title:
            found.setdefault(title, []).append(entry)
    return found


def identify(text: str, block: Block, above: str, today: date, near: Sequence[int] | None = None) -> Known:
    """Return the identity of one entry; `above` is the text before it, `near` its `candidates.arxiv_places`."""
    found, problem = fields(text, block)
    lines = list(DIRECTIVE.finditer(above)) if "%" in above else []
    stated = [read for match in lines if match["id"] and (read := _stated(match["id"], today))]
    entry = Known(
        block,
        tuple(found),
        _first(stated, ARXIV) or arxiv_id(text, block, found, today, near),
        None,
        protected=bool(block.problem) or problem is not None or any(match["keep"] for match in lines),
        problem=problem,
    )
    named = _first(stated, DOI) or _doi(entry)
    kept = entry.protected or entry.value("protect").strip().lower() == "true"
    return entry._replace(doi=named, protected=kept) if named or kept else entry


def _doi(entry: Known) -> Identifier | None:
    """Return the DOI of an entry, from the most trustworthy field that holds one, else from its key."""
    for name in _DOI_FIELDS if any("10." in field.value for field in entry.fields) else ():
        if "10." in (value := entry.value(name)):
            # Some fields hold several addresses.
            found = doi.parse(value) or next(filter(None, map(doi.parse, value.split()[:_MOST_ADDRESSES])), None)
            if found:
                return found
    return doi.parse(entry.block.key) if "10." in entry.block.key else None


def _stated(text: str, today: date) -> Identifier | None:
    """Return the work that a directive names: by an arXiv id, or by a DOI."""
    read = arxiv.parse(text, today)
    return read.work if isinstance(read, Identifier) else doi.parse(text)


def _first(identifiers: Iterable[Identifier], scheme: str) -> Identifier | None:
    return next((each for each in identifiers if each.scheme == scheme), None)


_NOT_WORD = lazy_pattern(r"[\W_]+")
# What each letter of ASCII is in a normalised title; a text is looked up in faster than a mapping. What says more than
# itself becomes a sign that no title has.
_MARK = "\0"
_SPACED = "".join(
    char.lower() if char.isalnum() else _MARK if char in comparison.MARKS else " " for char in map(chr, range(128))
)


def normalise_title(title: str) -> str:
    """Return a title as lower-case words without accents, braces, commands and punctuation, for comparison."""
    return _remembered(title) if len(title) <= _LONGEST_REMEMBERED else normalised(title)


def normalised(title: str) -> str:
    """Return the same of what is asked for once."""
    # As most are; this takes a third of the time, and a tenth where letters have accents.
    spaced = title.translate(_SPACED if title.isascii() else _LATIN)
    if _MARK not in spaced and spaced.isascii():
        return " ".join(spaced.split())
    return _of_plain(plain_title(title))


def _of_plain(text: str) -> str:
    if text.isascii():
        return " ".join(text.translate(_SPACED).replace(_MARK, " ").split())
    return _NOT_WORD.sub(" ", text).strip().casefold()


class _LatinLetters(dict[int, str]):
    """What letters of Latin alphabets are in a normalised title, found when they are first met.

    Each is the same wherever it stands; what follows it may be a combining mark, and stays to be looked at.
    """

    def __missing__(self, code: int) -> str:
        letters = plain_title(char) if "À" <= (char := chr(code)) <= "ɏ" else ""
        if not (letters.isascii() and letters.isalnum()):
            raise KeyError(code)
        self[code] = lowered = letters.lower()
        return lowered


_LATIN = _LatinLetters({**dict(enumerate(_SPACED)), **dict.fromkeys(map(ord, "–—‘’“”"), " ")})

_LONGEST_REMEMBERED = 300  # characters
_remembered = lru_cache(maxsize=1 << 12)(normalised)  # one title is compared in several places, and so is a name


def plain_title(title: str) -> str:
    """Return a title without accents, braces and commands, with punctuation and case."""
    return comparison.plain(title)


def normalise_name(name: str) -> str:
    """Return a family name as lower-case letters without accents, for comparison."""
    return compact_title(name)


def compact_title(title: str) -> str:
    """Return a normalised title without blanks: `pre-training`, `pre training` and `pretraining` are one word.

    So are `Schrödinger` and `Schroedinger`.
    """
    return without_digraphs(normalise_title(title).replace(" ", ""))


def plainly_disagree(one: str, other: str) -> bool:
    """Return whether two titles clearly name different works: they share less than a third of their words.

    Titles change between a preprint's versions and its publication, so less than that says nothing.
    """
    return one != other and are_others(title_words(one), title_words(other))


class TitleWords(NamedTuple):
    """A title for comparison: without blanks, and its words."""

    compact: str
    words: frozenset[str]


def title_words(title: str) -> TitleWords:
    """Return a title for comparison."""
    words = normalise_title(title).split()
    return TitleWords("".join(words), frozenset(words))


def are_others(one: TitleWords, other: TitleWords) -> bool:
    """Return whether two titles clearly disagree."""
    fewest = min(len(one.words), len(other.words))
    return fewest > 1 and 3 * len(one.words & other.words) < fewest and one.compact != other.compact
