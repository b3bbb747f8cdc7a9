"""Lines: which paper a title, or a line of a list of references, names.

A title counts where it stands in the line whole, and where the line names the first author, too, and no year that is
far from the paper's; what is less than that is proposed. Titles of two papers may be nearly alike: "Part I", "YOLOv3".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from bibtools.index.facts import Packed, all_authors, first_author, year_of
from bibtools.index.titles import is_telling, key, normal, spans

_MOST_WORDS = 80  # of a line
_MOST = 60  # candidates that are looked at
_YEAR = re.compile(r"(?<![\d.:/-])(?:19[89]|20[0-3])\d(?![\d:/])")
_EARLY, _LATE = -1, 6  # years from a preprint to the year that a line gives
_FILLER = frozenset("and arxiv preprint available online http https www the".split())
_ALIKE = 0.9  # of the letters: a title with a slip of the pen
TITLE, HEAD, WORDS, AUTHOR, YEAR = "title", "title without its subtitle", "most of the title", "first author", "year"


class Hit(NamedTuple):
    """A paper that a line may name: how sure that is, up to 1, and what speaks for it."""

    paper: int
    score: float
    evidence: tuple[str, ...]
    sure: bool


class Paper(NamedTuple):
    """What a line is compared with: everything in lower-case words without accents."""

    title: str
    first: str  # the family name of the first author
    authors: str
    year: int | None


class Reader(NamedTuple):
    """What an index answers."""

    titled: Callable[[Sequence[int]], Mapping[int, Sequence[int]]]
    worded: Callable[[Sequence[str], int], Sequence[int]]
    unpacked: Callable[[Sequence[int]], Mapping[int, Packed]]


def find(line: str, reader: Reader) -> list[Hit]:
    """Return the papers that a line may name, the surest first; at most one of them is sure."""
    words = normal(line).split()[:_MOST_WORDS]
    if not words:
        return []
    hits = _by_title(line, words, reader) or _by_words(words, reader)
    ordered = sorted(hits, key=lambda hit: (-hit.score, -hit.paper))
    if sum(hit.sure for hit in ordered) > 1:
        best = [hit for hit in ordered if hit.sure and hit.score == ordered[0].score]
        ordered = [hit._replace(sure=len(best) == 1 and hit is best[0]) for hit in ordered]
    return ordered


def _by_title(line: str, words: Sequence[str], reader: Reader) -> list[Hit]:
    """Find the longest titles that stand in a line."""
    places: dict[int, tuple[int, int]] = {}
    for start, end in spans(list(words)):
        places.setdefault(key(" ".join(words[start:end])), (start, end))
    found = reader.titled(list(places))
    longest = sorted(found, key=lambda each: places[each][0] - places[each][1])
    candidates = [(places[each], paper) for each in longest for paper in found[each]][:_MOST]
    packed = reader.unpacked([paper for _, paper in candidates])
    hits = [
        judged(line, words, span, paper, of_packed(packed[paper]))
        for span, paper in candidates
        if paper in packed and not _is_inside(span, candidates)
    ]
    return [hit for hit in hits if hit]


def of_packed(packed: Packed) -> Paper:
    """Return what a row of the index says of a paper."""
    return Paper(normal(packed.texts[0]), first_author(packed), all_authors(packed), year_of(packed))


def _is_inside(span: tuple[int, int], candidates: Sequence[tuple[tuple[int, int], int]]) -> bool:
    """Tell whether a title is only a part of a longer one that stands there."""
    return any(other[0] <= span[0] and span[1] <= other[1] and other != span for other, _ in candidates)


def judged(line: str, words: Sequence[str], span: tuple[int, int], number: int, paper: Paper) -> Hit | None:
    """Judge whether a line names a paper whose title, with or without subtitle, stands in it."""
    start, end = span
    shown = " ".join(words[start:end])
    is_whole = key(shown) == key(paper.title)
    rest = [*words[:start], *words[end:]]
    has_author = _names(rest, paper.first)
    told = [int(each) for each in _YEAR.findall(line) if each not in words[start:end]]
    is_near = paper.year is not None and any(_EARLY <= each - paper.year <= _LATE for each in told)
    if told and not is_near and not has_author:
        return None
    evidence = (TITLE if is_whole else HEAD, *([AUTHOR] if has_author else ()), *([YEAR] if is_near else ()))
    is_alone = not _others(rest, paper)
    telling = is_telling(shown) or (has_author and is_near and is_whole) or is_alone
    enough = has_author and telling and (is_near or not told) and (is_whole or end - start >= 4 or is_near or is_alone)
    score = min(1.0, (0.6 if is_whole else 0.5) + 0.3 * has_author + 0.1 * is_near) if telling else 0.3
    return Hit(number, round(score, 3), evidence, enough)


def _others(words: Sequence[str], paper: Paper) -> list[str]:
    """Return the words beside a title that are no author's, no year and no filler of a reference."""
    named = set(paper.authors.split())
    return [
        word for word in words if len(word) > 2 and word not in named and word not in _FILLER and not word.isdigit()
    ]


def _by_words(words: Sequence[str], reader: Reader) -> list[Hit]:
    """Find titles that have most words of a line in common; a slip of the pen may be in them."""
    found = reader.worded([word for word in words if len(word) > 3], _MOST)
    hits = []
    for number, packed in reader.unpacked(list(found)).items():
        paper = of_packed(packed)
        title = paper.title.replace(" ", "")
        alike = SequenceMatcher(None, title, "".join(words), autojunk=False)
        matched = sum(block.size for block in alike.get_matching_blocks()) / max(1, len(title))
        if matched >= _ALIKE:
            has_author = _names(words, paper.first)
            evidence = (WORDS, *([AUTHOR] if has_author else ()))
            hits.append(Hit(number, round(0.4 * matched + 0.2 * has_author, 3), evidence, sure=False))
    return hits


def _names(words: Sequence[str], author: str) -> bool:
    """Tell whether an author's family name stands among some words."""
    wanted = author.split()
    if not wanted:
        return False
    return any(list(words[at : at + len(wanted)]) == wanted for at in range(len(words) - len(wanted) + 1))
