"""What is known of libraries between checks, by the texts of their parts: one changed entry is one read anew."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate

from bibtools.app.check_cache import LibraryFacts, LibraryHoldings
from bibtools.app.library_readers import OWN, ReadAs, as_read
from bibtools.bibliography.entries.options import Dialect
from bibtools.bibliography.library import lint
from bibtools.bibliography.library.aliases import entry_keys, taken_keys
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.dialect import dialect_of
from bibtools.bibliography.library.entry_parts import EntryPart, KnownParts, PartReader
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.key_standing import ABSENT, ALIAS, EXACT, OTHER_CASE
from bibtools.bibliography.library.likely_duplicates import title_mark
from bibtools.bibliography.library.merge_conflict import conflict
from bibtools.bibliography.library.part_tally import PartTally
from bibtools.bibliography.library.reader import read
from bibtools.bibliography.library.sample import SAMPLE
from bibtools.bibliography.library.value_faults import macros
from bibtools.core.finding import Finding, Spans
from bibtools.core.gc_pause import no_collection
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source, Span
from bibtools.identifiers.identifier import Identifier

_LEAST = 100  # entries of a library whose parts are worth to be remembered
_Way = tuple[date, Dialect | None, frozenset[str]]


class _Offsets:
    """Places of a library in a smaller one, which some of its parts make."""

    def __init__(self, known: KnownParts, chosen: Sequence[int]) -> None:
        starts = known.of.starts
        self._chosen = chosen
        self._own = [0, *accumulate(starts[number + 1] - starts[number] for number in chosen)]
        self._shifts = [starts[number] - own for number, own in zip(chosen, self._own, strict=False)]

    def part(self, offset: int) -> int:
        """Return the number of the part that a place of the smaller library is in."""
        return self._chosen[self._at(offset)]

    def span(self, span: Span) -> Span:
        """Return a span of the smaller library as one of the whole."""
        start = self._at(span.start)
        end = self._at(span.end - 1) if span.end > span.start else start
        return Span(span.start + self._shifts[start], span.end + self._shifts[end])

    def _at(self, offset: int) -> int:
        return min(bisect_right(self._own, offset) - 1, len(self._chosen) - 1)


class _Rest(NamedTuple):
    """The parts of a library that a check looks at: all but the plain ones that share nothing."""

    works: dict[Identifier, tuple[int, str]]  # with the numbers of their parts and their keys
    keys: frozenset[str]
    taken: frozenset[str]
    lowered: frozenset[str]
    tally: PartTally  # of the plain ones among them
    texts: frozenset[str]  # of their parts


class KnownLibrary(NamedTuple):
    """What is known of a library's current state."""

    parts: KnownParts
    way: _Way
    faults: tuple[Finding, ...]
    macros: tuple[str, ...]
    rest: _Rest
    chosen: Sequence[int]  # the numbers of the rest
    tally: PartTally  # of all parts, for as long as no other state of the library is looked at
    standings: dict[str, str]  # how the keys stand that were asked for last

    @property
    def text(self) -> str:
        """The text."""
        return self.parts.of.text

    def held(self, works: Iterable[Identifier]) -> dict[Identifier, str]:
        """Return the key of the first entry for each of some works that the library has."""
        found: dict[Identifier, str] = {}
        for work in works:
            ways = [self.rest.works[work]] if work in self.rest.works else []
            others = [each for each in self.tally.works.get(work, ()) if each.text not in self.rest.texts]
            if (ways and others) or len(others) > 1:
                ways += [(self.parts.parts.index(each), each.key) for each in others]
            elif others:
                ways = [(0, others[0].key)]
            if ways:
                found[work] = min(ways)[1]
        return found

    def get(self, work: Identifier, /) -> str | None:
        """Return the key of a work's entry."""
        return self.held([work]).get(work)

    def asked(self, keys: Collection[str]) -> dict[str, str]:
        """Return how keys stand in the library: mostly they are those that were asked for before."""
        before = self.standings
        found = {each: before[each] if each in before else self._standing(each) for each in keys}
        before.clear()
        before.update(found)
        return found

    def _standing(self, key: str) -> str:
        rest, tally = self.rest, self.tally
        if key in rest.keys or tally.keys.has_left(key, rest.tally.keys):
            return EXACT
        if key in rest.taken:
            return ALIAS
        lowered = key.lower()
        is_there = lowered in rest.lowered or tally.lowered.has_left(lowered, rest.tally.lowered)
        return OTHER_CASE if is_there else ABSENT


class PartFinder:
    """Finds the parts of a library that may hold what is looked for, by what is known of them."""

    def __init__(self, known: KnownLibrary) -> None:
        self._parts, self._chosen = known.parts, known.chosen

    def naming(self, works: Collection[Identifier]) -> list[Span]:
        """Return the parts in which all entries begin that may be one of some works, in order."""
        wanted = frozenset(works)
        return self._spans([number for number, each in self._numbered() if not wanted.isdisjoint(each.works)])

    def titled(self, title: str) -> list[Span]:
        """Return the parts in which all entries begin that may have a title, in order."""
        marks = {title_mark(title), title_mark("")}
        return self._spans([number for number, each in self._numbered() if not marks.isdisjoint(each.marks)])

    def _numbered(self) -> Iterable[tuple[int, EntryPart]]:
        return enumerate(self._parts.parts)

    def _spans(self, wanted: Iterable[int]) -> list[Span]:
        starts, chosen = self._parts.of.starts, sorted({*wanted, *self._chosen})
        return [Span(starts[each], starts[each + 1]) for each in chosen]


class LibraryMemory:
    """Remembers libraries by their paths, as they stood when they were examined last; small ones are read anew."""

    def __init__(self, least: int = _LEAST) -> None:
        self._least = least
        self._readers: dict[tuple[str, _Way], PartReader] = {}
        self._known: dict[str, KnownLibrary] = {}
        self._learning: dict[tuple[str, _Way], Iterator[None]] = {}

    def facts(
        self,
        source: Source,
        works: Collection[Identifier],
        keys: Collection[str],
        today: date,
        dialect: ReadAs,
        rules: frozenset[str],
    ) -> LibraryFacts | None:
        """Return what is asked of a library; None where it cannot be examined by its parts."""
        text, known = source.text, self._known.get(source.path)
        is_same = known is not None and known.text == text
        if rules & frozenset(lint.SPELLING_RULES) or not (is_same or self._has_parts(text)):
            return None
        known = self._known[source.path] = self._look(source, (today, _dialect(text, dialect), rules), known)
        held = known.held(works)
        return LibraryFacts(
            held=held,
            absent=[each for each in works if each not in held],
            keys=known.asked(keys),
            faults=known.faults,
            macros=known.macros,
        )

    def begin(self, source: Source, today: date, read_as: ReadAs, rules: frozenset[str]) -> None:
        """Begin to read a library of which facts will be asked; `read_on` goes on."""
        if not rules & frozenset(lint.SPELLING_RULES) and self._has_parts(source.text):
            self._reader(source, (today, _dialect(source.text, read_as), rules))

    @property
    def is_reading(self) -> bool:
        """Whether there is more to read in some library that was begun."""
        return bool(self._learning)

    def read_on(self) -> bool:
        """Read on in some library that was begun, for a moment; return whether there is more to read."""
        for way, learning in self._learning.items():
            with no_collection():
                if next(learning, self) is self:
                    del self._learning[way]
            break
        return bool(self._learning)

    def _reader(self, source: Source, way: _Way) -> PartReader:
        named = source.path, way
        if named not in self._readers:
            self._readers[named] = PartReader(*way)
            self._learning[named] = self._readers[named].learning(source.text)
        return self._readers[named]

    def _has_parts(self, text: str) -> bool:
        """Return whether a library is large enough to be examined by its parts, and can be."""
        return text.count("@") >= self._least and conflict(text) is None

    def holdings(self, source: Source) -> LibraryHoldings | None:
        """Return all that a library has if its present text was examined before; else None."""
        known = self._known.get(source.path)
        if known is None or known.text != source.text:
            return None
        return LibraryHoldings(known.rest.taken.union(known.tally.keys.left(known.rest.tally.keys)), known)

    def forget(self) -> None:
        """Forget everything."""
        self._readers.clear()
        self._learning.clear()
        self._known.clear()

    def finder(self, source: Source, today: date) -> PartFinder | None:
        """Return what finds entries in a library if its present text was examined before; else None."""
        known = self._known.get(source.path)
        is_same = known is not None and known.text == source.text and known.way[0] == today
        return PartFinder(known) if known and is_same else None

    def _look(self, source: Source, way: _Way, before: KnownLibrary | None) -> KnownLibrary:
        if before is not None and before.way == way and before.text == source.text:
            return before
        reader = self._reader(source, way)
        for _ in self._learning.pop((source.path, way), ()):
            pass
        parts = reader.parts(source.text)
        return _known(source, parts, reader.tally, way)


def _dialect(text: str, read_as: ReadAs) -> Dialect | None:
    """Return the dialect by which a library is read; its first entries show it."""
    if read_as != OWN:
        return as_read(read_as, Library(Source("", ""), ()))
    at = 0
    for _ in range(2 * SAMPLE):
        at = text.find("\n@", at + 1)
        if at < 0:
            return dialect_of(read(Source("", text)))
    beginning = read(Source("", text[: at + 1]))
    is_enough = sum(1 for _ in beginning.understood()) >= SAMPLE
    return dialect_of(beginning if is_enough else read(Source("", text)))


def _known(source: Source, parts: KnownParts, tally: PartTally, way: _Way) -> KnownLibrary:
    today, dialect, rules = way
    chosen = tally.needed(parts.parts, parts.of.starts)
    texts, offsets = [parts.parts[number].text for number in chosen], _Offsets(parts, chosen)
    rest = read(source._replace(text="".join(texts)))
    works: dict[Identifier, tuple[int, str]] = {}
    for work, entry in identities(rest, today).by_identifier.items():
        works[work] = (offsets.part(entry.block.span.start), entry.block.key)
    keys, of_rest = entry_keys(rest), PartTally()
    of_rest.add([parts.parts[number] for number in chosen])
    return KnownLibrary(
        parts=parts,
        way=way,
        faults=tuple(_placed(lint.faults(rest, today, dialect, rules), offsets, source)),
        macros=tuple(macros(rest)),
        rest=_Rest(
            works=works,
            keys=frozenset(keys),
            taken=frozenset(taken_keys(rest)),
            lowered=frozenset(key.lower() for key in keys),
            tally=of_rest,
            texts=frozenset(texts),
        ),
        chosen=chosen,
        tally=tally,
        standings={},
    )


def _placed(found: Iterable[Finding], offsets: _Offsets, source: Source) -> Iterable[Finding]:
    """Yield the faults of the smaller library as those of the whole."""
    spans = Spans(source.text)
    for each in found:
        if each.span is not None:
            yield spans.finding(each.rule, source.path, offsets.span(each.span), each.message, each.data)
