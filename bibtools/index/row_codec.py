"""Row codec: papers of the index, from a line of the public snapshot (or OAI's record) to a packed row.

Abstracts are not stored: only their code links, and the shingles by which they are found.

Source of the snapshot's form: https://www.kaggle.com/datasets/Cornell-University/arxiv
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from bibtools.bibliography.library.identity import normalise_title
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.months import ABBREVIATED
from bibtools.core.named_tuple import NamedTuple
from bibtools.index.authors import author_keys
from bibtools.index.numbering import LATEST, number
from bibtools.index.packed_row import DICTIONARY, HEAD, ITEM, PARTS, PIECE, WORDS, Packed, listed_names
from bibtools.index.shingles import bytes_of, hashes, marked, shingles_at
from bibtools.index.titles import keys
from bibtools.providers.raw_record import plain
from bibtools.records import limits
from bibtools.records.codelinks import ranking
from bibtools.records.record import CodeLink
from bibtools.tex import names

_CONTROL = lazy_pattern(r"[\x00-\x1f\x7f]+")
_LEVEL, _MEMORY = 4, 5  # rows are short: with more memory, it takes six times the time to prepare it
_MONTHS = {name.capitalize(): number for number, name in enumerate(ABBREVIATED, 1)}
_CREATED = lazy_pattern(r"\w{3}, (\d{1,2}) (\w{3}) (\d{4})")


class Row(NamedTuple):
    """A paper in the index: its number, its packed data, and its search keys."""

    number: int
    packed: bytes
    title: str  # in words
    keys: tuple[int, ...]  # of its title
    marks: tuple[int, ...]  # of its abstract


def row(facts: Mapping[str, Any], today: date = LATEST) -> Row | None:
    """Return the row of a line of the snapshot; None if it is invalid, or of a paper that cannot exist yet.

    Odd values may raise any exception.
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
        ITEM.join(f"{link.url}{PIECE}{link.origin}{PIECE}{link.rank}" for link in _links(abstract, comment)),
    ]
    found = hashes(abstract)
    number_of_shingles = max(0, min(len(found) - WORDS + 1, 0xFFFF))
    places, spelt = marked(number_of_shingles), bytes_of(found)
    packed = _pack(texts, [spelt[at : at + WORDS] for at in places], number_of_shingles)
    spoken, own = keys(title)
    return Row(paper, packed, spoken, own + _author_keys(texts), tuple(shingles_at(found, places)))


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
            return ITEM.join([PIECE.join(each[:3]) for each in authors])
    except TypeError:  # other values than texts
        pass
    return ITEM.join(map(_author, authors))


def _author(parts: Sequence[object]) -> str:
    pieces = [str(part) for part in parts[:3]]
    return PIECE.join(pieces if "".join(pieces).isprintable() else [_CONTROL.sub(" ", piece) for piece in pieces])


def _date(facts: Mapping[str, Any]) -> str:
    """Return the day of the first version, empty if there is no valid one."""
    versions = facts.get("versions")
    created = str(versions[0].get("created", "")) if versions else str(facts.get("created") or "")
    match = _CREATED.match(created)
    day = f"{match[3]}-{_MONTHS[match[2]]:02}-{int(match[1]):02}" if match and match[2] in _MONTHS else created[:10]
    return day if is_day(day) else ""


@lru_cache(maxsize=1024)  # a snapshot lists the papers of one day together
def is_day(text: str) -> bool:
    """Return whether a text is a valid date such as `2021-02-03`."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _pack(texts: Sequence[str], own: Sequence[bytes], shingles: int) -> bytes:
    squeezed = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15, _MEMORY, zlib.Z_DEFAULT_STRATEGY, DICTIONARY)
    data = squeezed.compress(PARTS.join(texts).encode("utf-8", "replace")) + squeezed.flush()
    return HEAD.pack(len(own), shingles) + b"".join(own) + data


def first_author(packed: Packed) -> str:
    """Return the family name of the first author, in lower-case words without accents."""
    _, authors, parsed, *_ = packed.texts
    if parsed:
        return normalise_title(plain(authors.split(ITEM, 1)[0].split(PIECE, 1)[0]))
    listed = listed_names(authors)
    first = names.parse_display(plain(listed[0])) if listed and listed[0] else None
    return normalise_title(f"{first.von} {first.family}".strip()) if first else ""


def year_of(packed: Packed) -> int | None:
    """Return the year of the first version."""
    day = packed.texts[3]
    return date.fromisoformat(day).year if is_day(day) else None
