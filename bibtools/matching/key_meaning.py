"""What a key may mean: papers whose first author, year and title agree with what a citation key says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bibtools.bibliography.citekey.key_reading import KeyReading
from bibtools.bibliography.citekey.words import significant, title_words
from bibtools.core.named_tuple import NamedTuple
from bibtools.index.authors import author_key, forms
from bibtools.index.lookup import Index
from bibtools.index.numbering import identifier
from bibtools.index.packed_row import to_record
from bibtools.records.record import Record
from bibtools.tex.names import Name

_LATE = (0, -1, -2, 1)  # years from a key's to that of a preprint, the likeliest first
_MOST = 3_000  # papers that are examined
_SHORTEST = 3  # letters of a part of a compound word


class Meaning(NamedTuple):
    """A paper that a key may mean, and how well it agrees with that: words of its title, then author and year."""

    record: Record
    words: int  # a score for the words of the key that are its title's: 10 to 30 for each
    author: int  # 2 where the longest form of the name is the author's
    late: int  # years from the first version to the key's

    @property
    def rank(self) -> tuple[int, int, int]:
        """The order: what agrees best is the greatest."""
        return self.words, self.author, -abs(self.late) * 2 - (self.late < 0)


def meanings(reading: KeyReading, index: Index | None, known: Iterable[Record] = ()) -> list[Meaning]:
    """Return the papers that a key may mean, those that agree best first; nothing where its words disagree with all."""
    if not reading.authors or reading.year is None:
        return []
    found = {each.identifier.work: each for each in (*known, *(_indexed(reading, index) if index else ()))}
    judged = (judged for each in found.values() if (judged := _judged(reading, each)))
    ordered = sorted(judged, key=lambda each: each.rank, reverse=True)
    return [each for each in ordered if each.words] if reading.words else ordered


def _indexed(reading: KeyReading, index: Index) -> Iterable[Record]:
    wanted = [author_key(name, (reading.year or 0) + late) for name in reading.authors for late in _LATE]
    by_key = index.titled(wanted)
    papers = list(dict.fromkeys(paper for key in wanted for paper in by_key.get(key, ())))[:_MOST]
    for paper, packed in index.packed(papers).items():
        if not reading.words or _shared(reading.words, packed.texts[0]):
            try:
                yield to_record(identifier(paper), packed)
            except ValueError:  # a row that is broken
                continue


def _judged(reading: KeyReading, record: Record) -> Meaning | None:
    first = record.authors[0] if record.authors else None
    late = reading.year - record.date.year if reading.year and record.date else None
    if first is None or late is None or not -1 <= late <= 2:
        return None
    names = forms(f"{first.von} {first.family}".strip())
    place = next((place for place, each in enumerate(reading.authors) if each in names), None)
    if place is None:
        return None
    if reading.initials and not _have_initials(record.authors[1:], reading.initials):
        return None
    return Meaning(record, _shared(reading.words, record.title), 2 if place == 0 else 1, late)


def _have_initials(others: Sequence[Name], initials: str) -> bool:
    """Return whether other authors' names begin so; of many authors, DBLP's keys have the first ones and a count."""
    names = [f"{each.von}{each.family}"[:1].upper() for each in others]
    return bool(names) and all(one == other for one, other in zip(names, initials, strict=False))


def _shared(words: Sequence[str], title: str) -> int:
    """Return a score for the words of a key that stand in a title: the first significant word counts most."""
    content_words = [each.lower() for each in significant(title)]
    every = {each.lower() for each in title_words(title)}
    joined = "".join(content_words)
    score = 0
    for each in words:
        if content_words and each == content_words[0]:
            score += 30
        elif each in every:
            score += 20
        elif len(each) > _SHORTEST and (joined.startswith(each) or any(one.startswith(each) for one in content_words)):
            score += 15
        elif len(each) > _SHORTEST and any(len(one) > _SHORTEST and each.startswith(one) for one in content_words[:2]):
            score += 10
    return score
