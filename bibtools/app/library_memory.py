"""What is known of libraries between checks, by the texts of their parts: one changed entry is one read anew."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from bibtools.app.check_cache import LibraryFacts, LibraryHoldings
from bibtools.app.library_readers import OWN, ReadAs, as_read
from bibtools.bibliography.entries.options import Dialect
from bibtools.bibliography.library import lint
from bibtools.bibliography.library.aliases import entry_keys, taken_keys
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.dialect import SAMPLE, dialect_of
from bibtools.bibliography.library.entry_parts import EntryPart, PartHoldings, PartReader, needed, plain_holdings
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.key_standing import ABSENT, ALIAS, EXACT, OTHER_CASE
from bibtools.bibliography.library.likely_duplicates import title_mark
from bibtools.bibliography.library.merge_conflict import conflict
from bibtools.bibliography.library.reader import read
from bibtools.bibliography.library.value_faults import macros
from bibtools.core.finding import Finding, Spans
from bibtools.core.gc_pause import no_collection
from bibtools.core.text import Source, Span
from bibtools.identifiers.identifier import Identifier

_LEAST = 100  # entries of a library whose parts are worth to be remembered
_Way = tuple[date, Dialect | None, frozenset[str]]


class _Offsets:
    """Places of a library in a smaller one, which some of its parts make."""

    def __init__(self, parts: Sequence[EntryPart], chosen: Sequence[int]) -> None:
        starts = [0, *accumulate(len(each.text) for each in parts)]
        self._chosen = chosen
        self._own = [0, *accumulate(len(parts[number].text) for number in chosen)]
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


class KnownLibrary(NamedTuple):
    """What is known of a library as it stands."""

    text: str
    way: _Way
    faults: tuple[Finding, ...]
    macros: tuple[str, ...]
    plain: PartHoldings
    rest: Library  # the parts that are not plain
    works: dict[Identifier, tuple[int, str]]  # of the rest, with the numbers of their parts and their keys
    own: frozenset[str]
    taken: frozenset[str]
    folded: frozenset[str]
    parts: Sequence[EntryPart]
    chosen: Sequence[int]  # the numbers of those that are not plain

    def held(self, works: Iterable[Identifier]) -> dict[Identifier, str]:
        """Return the key of the first entry for each of some works that the library has."""
        found: dict[Identifier, str] = {}
        for work in works:
            ways = [self.works[work]] if work in self.works else []
            if (number := self.plain.works.get(work)) is not None:
                ways.append((number, self.parts[number].key))
            if ways:
                found[work] = min(ways)[1]
        return found

    def standing(self, key: str) -> str:
        """Return how a key stands in the library."""
        if key in self.own or key in self.plain.keys:
            return EXACT
        if key in self.taken:
            return ALIAS
        return OTHER_CASE if key.lower() in self.folded else ABSENT


class PartFinder:
    """Finds the parts of a library that may hold what is looked for, by what is known of them."""

    def __init__(self, known: KnownLibrary) -> None:
        self._known = known
        self._starts = [0, *accumulate(len(each.text) for each in known.parts)]

    def naming(self, works: Collection[Identifier]) -> list[Span]:
        """Return the parts in which all entries begin that may be one of some works, in order."""
        named = self._known.plain.works
        return self._spans(named[each] for each in works if each in named)

    def titled(self, title: str) -> list[Span]:
        """Return the parts in which all entries begin that may have a title, in order."""
        marks = {title_mark(title), title_mark("")}
        return self._spans(number for number, each in enumerate(self._known.parts) if not marks.isdisjoint(each.marks))

    def _spans(self, numbers: Iterable[int]) -> list[Span]:
        chosen = sorted({*numbers, *self._known.chosen})
        return [Span(self._starts[each], self._starts[each + 1]) for each in chosen]


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
        if known is None or not is_same or known.way[::2] != (today, rules) or dialect == OWN:
            known = self._known[source.path] = self._look(source, today, dialect, rules, known)
        held = known.held(works)
        return LibraryFacts(
            held=held,
            absent=[each for each in works if each not in held],
            keys={each: known.standing(each) for each in keys},
            faults=known.faults,
            macros=known.macros,
        )

    def begin(self, source: Source, today: date, read_as: ReadAs, rules: frozenset[str]) -> None:
        """Begin to read a library of which facts will be asked; `read_on` goes on."""
        if not rules & frozenset(lint.SPELLING_RULES) and self._has_parts(source.text):
            self._reader(source, (today, _dialect(source.text, read_as), rules))

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
        return LibraryHoldings(known.taken | known.plain.keys.keys(), known.held({*known.works, *known.plain.works}))

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

    def _look(
        self, source: Source, today: date, read_as: ReadAs, rules: frozenset[str], before: KnownLibrary | None
    ) -> KnownLibrary:
        dialect = _dialect(source.text, read_as)
        way = (today, dialect, rules)
        if before is not None and before.text == source.text and before.way == way:
            return before
        reader = self._reader(source, way)
        for _ in self._learning.pop((source.path, way), ()):
            pass
        parts = reader.parts(source.text)
        chosen = needed(parts)
        offsets = _Offsets(parts, chosen)
        rest = read(source._replace(text="".join(parts[number].text for number in chosen)))
        return _known(source, parts, chosen, rest, offsets, way)


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


def _known(
    source: Source, parts: Sequence[EntryPart], chosen: Sequence[int], rest: Library, offsets: _Offsets, way: _Way
) -> KnownLibrary:
    (today, dialect, rules), plain = way, plain_holdings(parts, chosen)
    works: dict[Identifier, tuple[int, str]] = {}
    for work, entry in identities(rest, today).by_identifier.items():
        works[work] = (offsets.part(entry.block.span.start), entry.block.key)
    own = entry_keys(rest)
    return KnownLibrary(
        text=source.text,
        way=way,
        faults=tuple(_placed(lint.faults(rest, today, dialect, rules), offsets, source)),
        macros=tuple(macros(rest)),
        plain=plain,
        rest=rest,
        works=works,
        own=frozenset(own),
        taken=frozenset(taken_keys(rest)),
        folded=frozenset(key.lower() for key in (*own, *plain.keys)),
        parts=parts,
        chosen=chosen,
    )


def _placed(found: Iterable[Finding], offsets: _Offsets, source: Source) -> Iterable[Finding]:
    """Yield the faults of the smaller library as those of the whole."""
    spans = Spans(source.text)
    for each in found:
        if each.span is not None:
            yield spans.finding(each.rule, source.path, offsets.span(each.span), each.message, each.data)
