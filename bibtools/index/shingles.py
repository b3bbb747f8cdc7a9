"""Shingles: a text as hashes of four consecutive words, and the few of them by which an abstract is found.

What changes when people paste an abstract is ignored: case, accents, punctuation, numbers, formulas, line breaks,
and short common words. Of an abstract, twenty shingles are kept, at equal distances; of a query all
are looked up, so that it may be any part of it, with anything before and after.

Source: Broder, On the resemblance and containment of documents, 1997 (SEQUENCES 1997, 21-29).
"""

from __future__ import annotations

import re
import sys
from _blake2 import blake2b  # hashlib would load OpenSSL
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import itemgetter

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.index.packed_row import WORDS
from bibtools.tex.ascii import without_marks

MARKS = 20  # shingles that are kept of an abstract

_FORMULA = lazy_pattern(r"\$[^$]{0,400}\$|\\\(.{0,400}?\\\)|\\[a-zA-Z]+|https?://\S+", re.DOTALL)
_WORD = lazy_pattern(r"[^\W\d_]{3,}")
_LETTERS = bytes(ord(chr(code).lower()) if chr(code).isalpha() and code < 128 else 32 for code in range(256))
_HYPHEN = lazy_pattern(r"(?<=[^\W\d_])-[ \t]*(\r?\n)[ \t]*([^\W\d_]+)")
_COMMON = frozenset(
    """the and for that with this are our from which can has have been was were its their these those such not but also
    than more most into when where while both between over under through using use used based show shows than then
    they them there here only very many some each other all any via per may one two first paper propose proposed
    abstract""".split()
)
_FACTORS = (0x3C6EF372, 0x1B873593, 0x2545F491, 0x27D4EB2F)
_MOST_WORDS = 400_000  # whose hashes are kept in memory


class _Hashes(dict[str, int]):
    """Hashes of words (30 bits, whose products are cheap), the same on every machine; frequent words are cached."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        made = self[word] = int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "big") >> 2
        return made


class _Significant(_Hashes):
    """Hashes of words in ASCII, and a sign for those that do not count: one look for both takes half of the time."""

    def __missing__(self, word: str) -> int:
        if len(word) > 2 and word not in _COMMON:
            return super().__missing__(word)
        self[word] = _NONE
        return _NONE


_NONE = -1
_HASHES, _SIGNIFICANT = _Hashes(), _Significant()


def words(text: str) -> list[str]:
    """Return the significant words of a text."""
    text = _without_formulas(text)
    if text.isascii():
        return [word for word in _split(text) if len(word) > 2 and word not in _COMMON]
    return _folded(text)


def hashes(text: str) -> list[int]:
    """Return the hashes of the significant words of a text."""
    text = _without_formulas(text)
    if text.isascii():
        return [found for found in map(_SIGNIFICANT.__getitem__, _split(text)) if found != _NONE]
    return [_HASHES[word] for word in _folded(text)]


def _without_formulas(text: str) -> str:
    return _FORMULA.sub(" ", text) if "$" in text or "\\" in text or "://" in text else text


def _split(text: str) -> list[str]:
    return text.encode().translate(_LETTERS).decode().split()


def _folded(text: str) -> list[str]:
    return [word for word in _WORD.findall(without_marks(text.casefold())) if word not in _COMMON]


def places(text: str) -> list[Span]:
    """Return the spans of the significant words of a text."""
    shown = _FORMULA.sub(lambda match: " " * len(match[0]), text)
    if shown.isascii():
        found = (Span(*match.span()) for match in _WORD.finditer(shown))
        return [span for span in found if shown[slice(*span)].lower() not in _COMMON]
    folded = {char: without_marks(char.casefold()) for char in set(shown)}
    ends = list(accumulate(len(folded[char]) for char in shown))  # of what each character becomes
    words = _WORD.finditer("".join(folded[char] for char in shown))
    return [
        Span(bisect_right(ends, match.start()), bisect_right(ends, match.end() - 1) + 1)
        for match in words
        if match[0] not in _COMMON
    ]


def letters(found: Sequence[str]) -> bytes:
    """Return a byte for each word: texts that differ in a word nearly always differ in its byte."""
    return bytes_of([_HASHES[word] for word in found])


def bytes_of(found: Sequence[int]) -> bytes:
    """Return the bytes of words, given their hashes."""
    words = array("I", found)
    if sys.byteorder == "big":
        words.byteswap()
    return words.tobytes()[:: words.itemsize]


def shingles_at(found: Sequence[int], places: Iterable[int]) -> list[int]:
    """Return the hashes (32 bits) of the shingles that begin at some words, given the words' hashes."""
    first, second, third, fourth = _FACTORS
    return [
        (found[at] * first + found[at + 1] * second + found[at + 2] * third + found[at + 3] * fourth) >> 28 & 0xFFFFFFFF
        for at in places
    ]


def shingles(found: Sequence[str]) -> list[int]:
    """Return the hashes of all shingles of some words, in order."""
    return shingles_at([_HASHES[word] for word in found], range(len(found) - WORDS + 1))


def marked(number: int, most: int = MARKS) -> list[int]:
    """Return the positions of the marks among so many shingles: equally spaced, with the first and the last."""
    chosen = min(most, number)
    return [(number - 1) * each // (chosen - 1) for each in range(chosen)] if chosen > 1 else [0] * max(0, chosen)


class TextVariant(NamedTuple):
    """A possible reading of a text, and the original offsets of its parts."""

    text: str
    parts: tuple[tuple[int, int], ...] = ((0, 0),)  # where each begins here, and there

    def span(self, span: Span) -> Span:
        """Return the span in the original text of a part of this reading."""
        return Span(self._place(span.start), self._place(span.end - 1) + 1)

    def _place(self, at: int) -> int:
        here, there = self.parts[bisect_right(self.parts, at, key=itemgetter(0)) - 1]
        return there + at - here


def readings(text: str) -> list[TextVariant]:
    """Return the possible readings of a text: with and without the hyphens at line ends."""
    hyphens = list(_HYPHEN.finditer(text))
    if not hyphens:
        return [TextVariant(text)]
    pieces: list[str] = []
    parts: list[tuple[int, int]] = []
    done = length = 0
    for hyphen in hyphens:  # the rest of the word goes before the line end
        for start, end in ((done, hyphen.start()), hyphen.span(2), hyphen.span(1)):
            parts.append((length, start))
            pieces.append(text[start:end])
            length += end - start
        done = hyphen.end()
    return [TextVariant(text), TextVariant("".join([*pieces, text[done:]]), (*parts, (length, done)))]
