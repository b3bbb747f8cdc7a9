"""The pattern of a library's citation keys, inferred from its existing keys.

Each key is taken apart into forms of the work's authors, year and title, and what separates them; every way in which
that succeeds is a vote for a pattern.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from bibtools.bibliography.citekey.forms import KeyForm, within
from bibtools.bibliography.citekey.pattern import Pattern
from bibtools.bibliography.citekey.pattern_parser import parse
from bibtools.bibliography.citekey.work import Work
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple

_SAMPLE = 200  # entries; a majority among so many is the library's way
_FEWEST = 3
_SHARE = 0.6  # of the keys must follow a pattern
_PUBLISHED_LATER = 2  # years by which an entry's year may have moved on since it got its key as a preprint

_SEPARATOR = lazy_pattern(r"[_:.+/-]{1,2}")
# What some put before all keys of a kind (`eprint/bgr18`); DBLP's names places of its own, where no paper of ours is.
_PREFIX = lazy_pattern(r"(?!DBLP:)(?:[A-Za-z][A-Za-z0-9-]*[/:])+")
_OF_PREPRINTS = frozenset({"misc", "online", "unpublished"})
_IDENTIFIER = lazy_pattern(
    r"(?:arxiv[:_-]?)?(?:[0-9]{4}\.[0-9]{4,5}|[a-z-]+(?:\.[a-z]{2})?/[0-9]{7})(?:v[0-9]+)?|(?:doi:)?10\.[0-9]{4,9}/.*",
    re.IGNORECASE,
)


class _Tail(NamedTuple):
    """What may follow the forms in a key, its marker in a pattern, and how intricate that is."""

    regex: re.Pattern[str]
    text: str = ""
    rank: int = 0
    is_venue: bool = False


_TAILS = (
    _Tail(lazy_pattern(r"|[a-z]|[-_.][0-9]{1,2}")),  # of a second key that would be the same
    _Tail(lazy_pattern(r"[a-z]{2,3}"), "[letters3]", 100),  # INSPIRE
    _Tail(lazy_pattern(r"-[a-z]{2}"), "-[letters2]", 100),  # Paperpile
    _Tail(lazy_pattern(r"(?:[-_:.][A-Z][A-Za-z]+)+"), is_venue=True),
)


class _Piece(NamedTuple):
    """A part of a key: a separator, or the text that several forms of one kind produce for a work."""

    kind: str
    value: str
    forms: tuple[KeyForm, ...] = ()


class _Candidate(NamedTuple):
    """A pattern that produces a key; one that omits a venue is second choice, since preprints have none."""

    text: str
    rank: int
    leaves_out: bool


def infer(keyed: Iterable[tuple[str, Work]]) -> Pattern | None:
    """Return the pattern that most keys of a library follow, or None if there is none to imitate.

    Only the first few hundred are examined, and of those the ones with author and year, and a key that is no id.
    """
    sample = islice(keyed, _SAMPLE)
    return _followed(
        tuple(
            (key, work)
            for key, work in sample
            if key.isascii() and work.authors and work.year is not None and not _IDENTIFIER.fullmatch(key)
        )
    )


@lru_cache(maxsize=8)  # an editor asks again and again about the same libraries
def _followed(voters: tuple[tuple[str, Work], ...]) -> Pattern | None:
    """Return the pattern that most of some keys follow."""
    if best := _elected(voters):
        return parse(best)
    prefix = _prefix([(key, work) for key, work in voters if work.type in _OF_PREPRINTS]) or _prefix(voters)
    best = _elected([(_PREFIX.sub("", key, count=1), work) for key, work in voters]) if prefix else ""
    return parse(prefix + best) if best else None


def _elected(voters: Sequence[tuple[str, Work]]) -> str:
    """Return the pattern that enough keys follow, the plainest of those that most do; nothing where there is none."""
    votes = Counter(candidate for key, work in voters for candidate in _candidates(key, work))
    needed = max(_FEWEST, _SHARE * len(voters))
    elected = [candidate for candidate, count in votes.items() if count >= needed]
    best = min(elected, key=lambda each: (each.leaves_out, -votes[each], each.rank), default=None)
    return best.text if best else ""


def _prefix(voters: Sequence[tuple[str, Work]]) -> str:
    """Return what most keys begin with."""
    found = Counter(match[0] for key, _ in voters if (match := _PREFIX.match(key)))
    for prefix, count in found.most_common(1):
        if count >= max(_FEWEST, _SHARE * len(voters)):
            return prefix
    return ""


def _candidates(key: str, work: Work) -> set[_Candidate]:
    """Return every pattern that produces a work's key."""
    pieces = tuple(_Piece(*found, tuple(forms)) for found, forms in within(key, _as_of_key(key, work)).items())
    return {
        _Candidate(
            "".join(form.text if form else piece.value for form, piece in zip(forms, taken, strict=True)) + tail.text,
            sum(form.rank for form in forms if form) + tail.rank,
            tail.is_venue,
        )
        for taken, tail in _takings(key, pieces, 0)
        for forms in product(*(piece.forms or (None,) for piece in taken))
    }


def _as_of_key(key: str, work: Work) -> Work:
    """Return the work with the year in its key, if that is slightly earlier than its own."""
    years = range(work.year or 0, (work.year or 0) - _PUBLISHED_LATER - 1, -1)
    return work._replace(year=next((year for year in years if str(year) in key), work.year))


def _takings(key: str, pieces: tuple[_Piece, ...], at: int) -> Iterator[tuple[tuple[_Piece, ...], _Tail]]:
    """Yield every way to put a key together from pieces of different kinds, with its tail."""
    for piece in pieces:
        if not key.startswith(piece.value, at):
            continue
        end = at + len(piece.value)
        yield from (((piece,), tail) for tail in _TAILS if tail.regex.fullmatch(key, end))
        others = tuple(other for other in pieces if other.kind != piece.kind)
        for between in _separators(key, end):
            start = end + sum(len(each.value) for each in between)
            yield from (((piece, *between, *rest), tail) for rest, tail in _takings(key, others, start))


def _separators(key: str, at: int) -> Iterator[tuple[_Piece, ...]]:
    """Yield the possible separators of two pieces, the empty one included."""
    yield ()
    if separator := _SEPARATOR.match(key, at):
        yield (_Piece("separator", separator[0]),)
