"""Look-ups in the index: papers by number, title, mark or words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import combinations

from bibtools.core.gc_pause import no_collection
from bibtools.identifiers.identifier import Identifier
from bibtools.index.index_file import AT_ONCE, IndexFile
from bibtools.index.numbering import is_number, number_of
from bibtools.index.packed_row import Packed, to_record, unpack
from bibtools.index.schema import BUCKET, papers
from bibtools.records.record import Record

_WORDS = 6  # of a title that are looked for together
_SHORTEST_BEGINNING = 3  # letters of the longest unfinished word: fewer begin too many words
_PAIRS = 3  # at most so many words are looked for pair by pair


class Index(IndexFile):
    """The index of preprints: arXiv's metadata."""

    @no_collection()
    def records(self, identifiers: Iterable[Identifier]) -> dict[Identifier, Record]:
        """Return the records of the papers that the index has."""
        wanted = {paper: each for each in identifiers if (paper := number_of(each)) is not None}
        found: dict[Identifier, Record] = {}
        for paper, packed in self._packed(list(wanted)):
            if paper in wanted:
                with suppress(ValueError):  # a broken row counts as none
                    found[wanted[paper]] = to_record(wanted[paper].work, packed)
        return found

    def packed(self, wanted: Sequence[int]) -> dict[int, Packed]:
        """Return the packed rows of papers, by their numbers."""
        return {paper: packed for paper, packed in self._packed(wanted) if is_number(paper)}

    def _packed(self, wanted: Sequence[int]) -> Iterator[tuple[int, Packed]]:
        """Yield the packed rows of papers, and what the file says to be their numbers."""
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            rows: list[tuple[int, bytes]] = self.ask("SELECT number, packed FROM papers WHERE number IN", some)
            for paper, data in rows:
                with suppress(ValueError, TypeError):  # the same
                    yield paper, unpack(data)

    def titled(self, keys: Sequence[int]) -> dict[int, list[int]]:
        """Return the papers with some title keys, by key."""
        found: dict[int, list[int]] = {}
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            rows: list[tuple[int, int]] = self.ask("SELECT key, paper FROM keys WHERE key IN", some)
            for key, paper in rows:
                if isinstance(key, int) and isinstance(paper, int):
                    found.setdefault(key, []).append(paper)
        return found

    def marked(self, marks: Iterable[int]) -> dict[int, list[int]]:
        """Return the papers with some marks of abstracts, by mark."""
        by_bucket: dict[int, list[int]] = {}
        for mark in dict.fromkeys(marks):
            by_bucket.setdefault(mark >> BUCKET, []).append(mark)
        found: dict[int, list[int]] = {}
        wanted = list(by_bucket)
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            rows: list[tuple[int, bytes]] = self.ask("SELECT bucket, papers FROM marks WHERE bucket IN", some)
            for bucket, data in rows:
                if not isinstance(data, bytes):
                    continue
                found |= {mark: held for mark in by_bucket[bucket] if (held := papers(data, mark))}
        return found

    def worded(self, words: Sequence[str], most: int) -> list[int]:
        """Return papers whose titles have all of some words, the best matches first."""
        longest = sorted(dict.fromkeys(words), key=len, reverse=True)[:_WORDS]
        if not longest:
            return []
        query = " ".join(f'"{word}"' for word in longest if '"' not in word)
        rows: list[tuple[int]] = self.fetched("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", [query, most])
        return [paper for (paper,) in rows]

    def begun(self, words: Sequence[str], most: int) -> list[int]:
        """Return papers whose titles have words that begin with all of some beginnings of words."""
        longest = sorted(dict.fromkeys(words), key=len, reverse=True)[:_WORDS]
        if not longest or len(longest[0]) < _SHORTEST_BEGINNING:
            return []
        query = " ".join(f'"{word}"*' for word in longest if '"' not in word)
        rows: list[tuple[int]] = self.fetched("SELECT rowid FROM words WHERE words MATCH ? LIMIT ?", [query, most])
        return [paper for (paper,) in rows]

    def nearly_worded(self, words: Sequence[str], most: int) -> list[int]:
        """Return papers whose titles have all but one of some words; that one may be misspelt."""
        longest = sorted(dict.fromkeys(words), key=len, reverse=True)
        quoted = [f'"{word}"' for word in longest if '"' not in word][:_WORDS]
        # One of two halves is right, if one word is not; of three words, a pair.
        parts = [quoted[::2], quoted[1::2]] if len(quoted) > _PAIRS else list(combinations(quoted, 2))
        query = " OR ".join(f"({' '.join(part)})" for part in parts if part)
        statement = "SELECT rowid FROM words WHERE words MATCH ? LIMIT ?"
        rows: list[tuple[int]] = self.fetched(statement, [query, most]) if query else []
        return [paper for (paper,) in rows]
