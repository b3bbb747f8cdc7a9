"""Row codec: papers of the index, from a line of the public snapshot (or OAI's record) to a record.

Texts are stored unchanged and cleaned on reading, so that a record is the same whatever its source. Abstracts
are not stored: only their code links, and the shingles by which they are found.

Source of the snapshot's form: https://www.kaggle.com/datasets/Cornell-University/arxiv
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from bibtools.bibliography.library.identity import normalise_title
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.months import ABBREVIATED
from bibtools.index.authors import author_keys
from bibtools.index.numbering import LATEST, identifier, number
from bibtools.index.shingles import WORDS, letters, marked, shingle, words
from bibtools.index.titles import keys
from bibtools.providers.raw_record import Facts, plain, record
from bibtools.records import limits
from bibtools.records.codelinks import ranking
from bibtools.records.record import CodeLink, Record
from bibtools.tex import names

NAME = "index"

_PARTS, _ITEM, _PIECE = "\x1e", "\x1d", "\x1f"
_CONTROL = lazy_pattern(r"[\x00-\x1f\x7f]+")
_HEAD = struct.Struct(">BH")  # how many marks, how many shingles
_LEVEL = 4
_LONGEST = 1 << 21  # bytes of a row's texts; a line of the snapshot has half of that at most
_MONTHS = {name.capitalize(): number for number, name in enumerate(ABBREVIATED, 1)}
_CREATED = lazy_pattern(r"\w{3}, (\d{1,2}) (\w{3}) (\d{4})")
# What most rows hold, for the compressor to begin with; a part of the index's form.
_USUAL = (
    "hep-ph hep-th hep-ex quant-ph gr-qc astro-ph cond-mat math-ph cs.LG cs.CV cs.CL cs.AI stat.ML math.AG math.CO "
    "math.NT math.AP math.PR eess.SP cond-mat.mtrl-sci cond-mat.str-el astro-ph.CO astro-ph.GA Physics Letters Journal "
    "of the Phys.Rev.D Phys.Rev.Lett. Phys. Rev. B Astrophys. J. IEEE Transactions on Neural Networks Conference "
    "Workshop "
    " pages, figures, tables, to appear in Accepted by published version, submitted to  pages pages, 10 figures "
    "10.1103/PhysRevLett. 10.1103/PhysRevD. 10.1088/ 10.1016/j. 10.1007/s 10.1109/ https://github.com/ abstract "
    "comment for the of a and in on with to by from model theory learning quantum deep networks analysis systems "
)
_DICTIONARY = _USUAL.encode()


class Row(NamedTuple):
    """A paper in the index: its number, its packed data, and its search keys."""

    number: int
    packed: bytes
    title: str  # in words
    keys: tuple[int, ...]  # of its title
    marks: tuple[int, ...]  # of its abstract


class Packed(NamedTuple):
    """The unpacked data of a row: its texts, the marks of its abstract, and its number of shingles.

    A mark is identified by the bytes of its words (`shingles.letters`).
    """

    texts: list[str]
    marks: tuple[bytes, ...]
    shingles: int


# Of a collaboration, or of a person who speaks for one: few are, and names are many.
_MARKED = lazy_pattern(r"^:|\b(?:for|behalf|al|others)\b", re.IGNORECASE)


def row(facts: Mapping[str, Any], today: date = LATEST) -> Row | None:
    """Return the row of a line of the snapshot; None if it is invalid, or of a paper that cannot exist yet.

    Raises whatever odd values make Python raise.
    """
    paper = number(str(facts["id"]), today)
    title = _text(facts, "title")
    if paper is None or not title or len(title) > limits.TITLE:
        return None
    abstract, comment = str(facts.get("abstract") or ""), _text(facts, "comments")
    authors = facts.get("authors_parsed")
    if authors and len(authors) > limits.AUTHORS:
        return None
    listed = _authors(authors) if authors else _text(facts, "authors")
    texts = [
        title,
        listed,
        "parsed" if authors else "",
        _date(facts),
        _text(facts, "categories").replace(",", " "),
        comment,
        _text(facts, "journal-ref"),
        _text(facts, "doi"),
        _ITEM.join(f"{link.url}{_PIECE}{link.origin}{_PIECE}{link.rank}" for link in _links(abstract, comment)),
    ]
    found = words(abstract)
    number_of_shingles = max(0, min(len(found) - WORDS + 1, 0xFFFF))
    places, spelt = marked(number_of_shingles), letters(found)
    packed = _pack(texts, [spelt[at : at + WORDS] for at in places], number_of_shingles)
    spoken, own = keys(title)
    return Row(paper, packed, spoken, own + _author_keys(texts), tuple([shingle(found, at) for at in places]))


def _author_keys(texts: list[str]) -> tuple[int, ...]:
    first, day = first_author(Packed(texts, (), 0)), texts[3]
    return author_keys(first, day) if first and day else ()


def search_keys(packed: Packed) -> tuple[str, tuple[int, ...]]:
    """Return the words of a row's title, and all keys by which it is found."""
    words, own = keys(packed.texts[0])
    return words, own + _author_keys(packed.texts)


def _links(abstract: str, comment: str) -> tuple[CodeLink, ...]:
    if "://" not in abstract and "://" not in comment and "git" not in abstract and "git" not in comment:
        return ()
    return ranking.in_order((*ranking.links(abstract, "abstract"), *ranking.links(comment, "comment")))


def _text(facts: Mapping[str, Any], name: str) -> str:
    found = facts.get(name)
    if not found:
        return ""
    text = found if isinstance(found, str) else str(found)
    return (text if text.isprintable() else _CONTROL.sub(" ", text)).strip()


def _authors(authors: Sequence[Sequence[str]]) -> str:
    try:
        if "".join(["".join(each[:3]) for each in authors]).isprintable():
            return _ITEM.join([_PIECE.join(each[:3]) for each in authors])
    except TypeError:  # other values than texts
        pass
    return _ITEM.join(map(_author, authors))


def _author(parts: Sequence[object]) -> str:
    pieces = [str(part) for part in parts[:3]]
    return _PIECE.join(pieces if "".join(pieces).isprintable() else [_CONTROL.sub(" ", piece) for piece in pieces])


def _date(facts: Mapping[str, Any]) -> str:
    """Return the day of the first version, empty if there is no valid one."""
    versions = facts.get("versions")
    created = str(versions[0].get("created", "")) if versions else str(facts.get("created") or "")
    match = _CREATED.match(created)
    day = f"{match[3]}-{_MONTHS[match[2]]:02}-{int(match[1]):02}" if match and match[2] in _MONTHS else created[:10]
    return day if is_day(day) else ""


@lru_cache(maxsize=1024)  # a snapshot tells of the papers of a day together
def is_day(text: str) -> bool:
    """Return whether a text is a valid date such as `2021-02-03`."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _pack(texts: Sequence[str], own: Sequence[bytes], shingles: int) -> bytes:
    squeezed = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15, 8, zlib.Z_DEFAULT_STRATEGY, _DICTIONARY)
    data = squeezed.compress(_PARTS.join(texts).encode("utf-8", "replace")) + squeezed.flush()
    return _HEAD.pack(len(own), shingles) + b"".join(own) + data


def unpack(packed: bytes) -> Packed:
    """Return the unpacked data of a row; raises ValueError if it is broken."""
    try:
        count, number = _HEAD.unpack_from(packed)
        start = _HEAD.size + count * WORDS
        own = tuple([packed[at : at + WORDS] for at in range(_HEAD.size, start, WORDS)])
        squeezed = zlib.decompressobj(-15, _DICTIONARY)
        whole = squeezed.decompress(packed[start:], _LONGEST)
        if not squeezed.eof:
            raise ValueError("a row that is cut off, or larger than any")
        texts = whole.decode().split(_PARTS)
    except (struct.error, zlib.error) as error:
        raise ValueError(str(error)) from None
    if len(texts) != 9 or len(texts[0]) > limits.TITLE:
        raise ValueError("a row of another form")
    return Packed(texts, own, number)


def to_record(paper: int, packed: Packed) -> Record:
    """Return the record of a row."""
    title, authors, parsed, day, categories, comment, journal_ref, doi, code = packed.texts
    listed = authors.split(_ITEM) if parsed else _names(authors)
    return record(
        identifier(paper),
        NAME,
        Facts(
            title=plain(title),
            authors=_read(listed) if parsed else names.parse_authors([plain(each) for each in listed if each]),
            date=day,
            categories=categories.split(),
            comment=comment,
            journal_ref=journal_ref,
            doi=doi,
        ),
        tuple(CodeLink(url, origin, int(rank)) for url, origin, rank in _triples(code)),
    )


def _triples(code: str) -> list[list[str]]:
    return [each.split(_PIECE) for each in code.split(_ITEM) if each]


def _read(listed: list[str]) -> list[names.Name]:
    given = [each for each in listed if each]
    wholes = [plain(" ".join(reversed(each.split(_PIECE)[:2]))) if _MARKED.search(each) else "" for each in given]
    return names.read_list(wholes, [_name(each) for each in given])


def _name(text: str) -> names.Name | None:
    parts = (*text.split(_PIECE), "", "")[:3]
    family, given, suffix = [part if not part or (part.isalpha() and part.isascii()) else plain(part) for part in parts]
    return names.from_parts(family, given, suffix)


def _names(listed: str) -> list[str]:
    """Return the authors of a line that does not separate their parts: "A. Able, B. Baker and C. Cole"."""
    return re.split(r"\s*,\s+(?:and\s+)?|\s+and\s+", re.sub(r"\s*\([^()]*\)", "", listed))


def first_author(packed: Packed) -> str:
    """Return the family name of the first author, in lower-case words without accents."""
    _, authors, parsed, *_ = packed.texts
    if parsed:
        return normalise_title(plain(authors.split(_ITEM, 1)[0].split(_PIECE, 1)[0]))
    listed = _names(authors)
    first = names.parse_display(plain(listed[0])) if listed and listed[0] else None
    return normalise_title(f"{first.von} {first.family}".strip()) if first else ""


def year_of(packed: Packed) -> int | None:
    """Return the year of the first version."""
    day = packed.texts[3]
    return date.fromisoformat(day).year if is_day(day) else None
