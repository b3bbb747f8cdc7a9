"""References: which paper a title, or a line of a reference list, names.

A title is certain if it is all of the line between its authors and its venue, year, or end: a title may occur
in a longer one, before another subtitle or another number. The line's authors must be the paper's, the
first one first, and its year near the paper's. Anything less is proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.index import packed_row
from bibtools.index.numbering import identifier
from bibtools.index.packed_row import Packed
from bibtools.index.titles import is_distinctive, key, normal
from bibtools.matching import typos
from bibtools.matching.authorship import Author, Named, author, named
from bibtools.matching.reference_tokens import Reference, goes_on, read, spans
from bibtools.records.record import Record

_MOST = 60  # candidates that are examined
_YEAR = lazy_pattern(r"(?<![\d.:/-])(?:19[89]|20[0-3])\d(?![\d:/])")
_EARLY, _LATE = -1, 6  # years from a preprint to the year that a line gives
_MOST_NEARLY, _KNOWN = 200, 3  # titles with nearly all of some words; those that make a word no slip of the pen
_FEWEST_WORDS, _LONGER = 3, 3  # words of a title that is proposed by itself, and letters of a word that says nothing
_PLAIN = frozenset(
    "about approach based from into learning method model models over study system that this toward using with".split()
)
_STRANGERS = 0.5  # for each of a paper's authors: lists change until a paper is published
_SUBTITLE = lazy_pattern(r"[:?!]\s|\s[-–—]{1,3}\s")  # after a period, a part of several may follow
_PART = lazy_pattern(r"(?:part |chapter )?(?:[ivx]+|\d+)\b|part\b")
# Not a title of its own, but about another paper: "Erratum: …".
_ABOUT = frozenset(
    """addendum comment comments correction corrigendum discussion errata erratum note rejoinder remark reply response
    review re supplement""".split()
)
TITLE, HEAD, WORDS = "title", "title without its subtitle", "title but for a word"
AUTHOR, YEAR = "first author", "year"
_BASE = {TITLE: 0.6, HEAD: 0.5, WORDS: 0.55}
_BARE = 0.3  # of words that may be no title at all
LIKELY = 0.55  # of what is worth a proposal


class Hit(NamedTuple):
    """A paper that a line may name: the score, up to 1, and the evidence."""

    paper: int
    score: float
    evidence: tuple[str, ...]
    sure: bool


class Candidate(NamedTuple):
    """A paper in the form that lines are compared with."""

    title: str  # in lower-case words without accents
    head: str  # what is before its subtitle
    authors: tuple[Author, ...]
    year: int | None


class Reader(NamedTuple):
    """The look-ups that an index offers."""

    titled: Callable[[Sequence[int]], Mapping[int, Sequence[int]]]
    worded: Callable[[Sequence[str], int], Sequence[int]]
    nearly: Callable[[Sequence[str], int], Sequence[int]]
    unpacked: Callable[[Sequence[int]], Mapping[int, Packed]]


def find(text: str, reader: Reader) -> list[Hit]:
    """Return the papers that a line may name, best first; at most one of them is certain."""
    line = read(text)
    if not line.words:
        return []
    hits = _by_title(text, line, reader)
    if not any(hit.score >= LIKELY for hit in hits):
        hits += [hit for hit in _by_slips(text, line, reader) if hit.paper not in {each.paper for each in hits}]
    ordered = sorted(hits, key=lambda hit: (-hit.score, -hit.paper))
    if sum(hit.sure for hit in ordered) > 1:
        best = [hit for hit in ordered if hit.sure and hit.score == ordered[0].score]
        ordered = [hit._replace(sure=len(best) == 1 and hit is best[0]) for hit in ordered]
    return ordered


def _by_title(text: str, line: Reference, reader: Reader) -> list[Hit]:
    """Return hits of the longest titles in a line."""
    places: dict[int, tuple[int, int]] = {}
    for start, end in spans(line):
        places.setdefault(key(" ".join(line.words[start:end])), (start, end))
    found = reader.titled(list(places))
    longest = sorted(found, key=lambda each: places[each][0] - places[each][1])
    candidates = [(places[each], paper) for each in longest for paper in found[each]][:_MOST]
    packed = reader.unpacked([paper for _, paper in candidates])
    hits = [
        judged(text, line, span, paper, of_record(packed_row.to_record(identifier(paper), packed[paper])))
        for span, paper in candidates
        if paper in packed and not _is_inside(span, candidates)
    ]
    return [hit for hit in hits if hit]


def _by_slips(text: str, line: Reference, reader: Reader) -> Iterator[Hit]:
    """Yield hits of titles with one word misspelt in a line; a word found in other titles may be meant."""
    for words in typos.queries(line):
        found = reader.nearly(words, _MOST_NEARLY)
        is_found = False
        for number, packed in reader.unpacked(list(found)).items():
            slip = typos.slip(line, normal(packed.texts[0]))
            if slip is None:
                continue
            is_found = True
            paper = of_record(packed_row.to_record(identifier(number), packed))
            is_clear = slip.distance == 1 and len(reader.worded([slip.word], _KNOWN)) < _KNOWN
            hit = judged(text, line, (slip.start, slip.end), number, paper, slip=is_clear)
            if hit:
                yield hit
        if is_found:
            return


def of_record(record: Record) -> Candidate:
    """Return the candidate of a record."""
    head = normal(_SUBTITLE.split(record.title, maxsplit=1)[0])
    year = record.date.year if record.date else None
    return Candidate(normal(record.title), head, tuple(map(author, record.authors)), year)


def _is_inside(span: tuple[int, int], candidates: Sequence[tuple[tuple[int, int], int]]) -> bool:
    """Return whether a title is only a part of a longer one in the line."""
    return any(other[0] <= span[0] and span[1] <= other[1] and other != span for other, _ in candidates)


def judged(
    text: str, line: Reference, span: tuple[int, int], number: int, paper: Candidate, *, slip: bool | None = None
) -> Hit | None:
    """Return the hit of a paper whose title is in a line: whole, without subtitle, or with a typo; else None.

    `slip` says whether it can only be a typo; None if there is none.
    """
    start, end = span
    title = " ".join(line.words[start:end]) if slip is None else paper.title
    is_whole = key(title) == key(paper.title)
    who = _authors(line, span, paper, is_whole=is_whole)
    years = [int(each) for each in _YEAR.findall(text) if each not in line.words[start:end]]
    is_near = paper.year is not None and any(_EARLY <= each - paper.year <= _LATE for each in years)
    is_somewhere = who is not None or _names(line, span, paper)
    if years and not is_near and not is_somewhere:
        return None
    kind = WORDS if slip is not None else TITLE if is_whole else HEAD
    evidence = (kind, *([AUTHOR] if is_somewhere else ()), *([YEAR] if is_near else ()))
    sure = who is not None and (is_near or not years) and _is_enough(title, paper, who, is_whole=is_whole, near=is_near)
    sure = sure and (slip is None or (slip and is_distinctive(title)))
    score = _BASE[kind] + (0.3 if sure else 0.1) * is_somewhere + 0.1 * (is_near and is_somewhere)
    if not (sure or (is_somewhere and (is_whole or is_distinctive(title))) or _stands_out(line, span, paper)):
        score = _BARE
    return Hit(number, round(score, 3), evidence, sure)


def _stands_out(line: Reference, span: tuple[int, int], paper: Candidate) -> bool:
    """Return whether a title stands out: a long one that begins the line or is most of it."""
    start, end = span
    words = [word for word in line.words[start:end] if len(word) > _LONGER and word not in _PLAIN]
    beside = sum(not word.isdigit() for word in (*line.words[line.label : start], *line.words[end:]))
    is_whole = end - start >= paper.title.count(" ")
    return is_whole and len(words) >= _FEWEST_WORDS and (start <= line.label or beside <= end - start)


def _authors(line: Reference, span: tuple[int, int], paper: Candidate, *, is_whole: bool) -> Named | None:
    """Return a paper's authors named right before its title, or right after; None if the line has others."""
    start, end = span
    before = named(line, line.label, start, paper.authors)
    if before.is_ended or before.strangers > _STRANGERS * len(before.authors) or line.quotes_before(start):
        return None
    if before.authors:
        fits = before.leads(len(paper.authors)) and not goes_on(line, start, end, is_whole=is_whole)
        rest = len(line.words) - end
        return before._replace(strangers=rest) if fits else None
    behind = named(line, end, len(line.words), paper.authors, most_strangers=0)
    return behind if behind.leads(len(paper.authors)) else None


def _is_enough(title: str, paper: Candidate, who: Named, *, is_whole: bool, near: bool) -> bool:
    """Return whether a title is sufficient evidence, given the line's authors and year."""
    if not is_whole:  # another paper of the same authors may be called so
        rest = paper.title.removeprefix(paper.head).strip()
        is_subtitle = key(title) == key(paper.head) and not _PART.match(rest)
        if not is_subtitle or title.partition(" ")[0] in _ABOUT or not who.begins(len(paper.authors)):
            return False
    if is_distinctive(title):
        return True
    is_alone = not who.strangers  # nothing else is in the line
    return (near or is_alone) and (who.is_initialled or len(who.authors) > 1)


def _names(line: Reference, span: tuple[int, int], paper: Candidate) -> bool:
    """Return whether the first author's family name is anywhere in a line."""
    rest = {*line.words[: span[0]], *line.words[span[1] :]}
    return bool(paper.authors and paper.authors[0].families & rest)
