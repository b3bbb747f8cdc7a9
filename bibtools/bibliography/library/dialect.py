"""The dialect of a library: BibTeX or biblatex, and how it writes accented letters."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from bibtools.bibliography.entries.options import ASCII, BIBLATEX, BIBTEX, UNICODE, Dialect, Encoding
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.fields import fields
from bibtools.core.lazy_pattern import lazy_pattern

SAMPLE = 200  # entries
# Fields and types of one dialect that the other calls otherwise.
_OF_BIBLATEX = frozenset("date journaltitle eprinttype eprintclass location online thesis report".split())
_OF_BIBTEX = frozenset("year journal archiveprefix primaryclass address mastersthesis techreport".split())
_FOREIGN = lazy_pattern(r"[^\x00-\x7f]+")
_ACCENT = lazy_pattern(
    r"\\(?:['\"`^~=.]|[uvHrcdbk](?![A-Za-z]))\s*\{?\\?[A-Za-z]|\\(?:ss|ae|oe|aa|o|l|AE|OE|AA|O|L)(?![A-Za-z])"
)


_OTHER_BYTE = lazy_pattern("[\udc80-\udcff]")  # as `core.text` decodes what is not UTF-8


class Notation(NamedTuple):
    """The dialect and the encoding that a library shows; None where it shows none."""

    dialect: Dialect | None = None
    encoding: Encoding | None = None


def infer(library: Library) -> Notation:
    """Return the notation that most of a library is in."""
    return Notation(dialect_of(library), _encoding(library.text))


def is_one_byte(library: Library) -> bool:
    """Return whether a library is in Latin-1 or its like: every letter of Unicode in it would be two others."""
    return not library.text.isascii() and _OTHER_BYTE.search(library.text) is not None


def dialect_of(library: Library) -> Dialect | None:
    """Return the dialect that the first entries of a library are in; None where they show none."""
    votes = {BIBLATEX: 0, BIBTEX: 0}
    for block in islice(library.understood(), SAMPLE):
        names = {field.name for field in fields(library.text, block)[0]} | {block.type.lower()}
        votes[BIBLATEX] += len(names & _OF_BIBLATEX)
        votes[BIBTEX] += len(names & _OF_BIBTEX)
    if not any(votes.values()):
        return None
    return BIBLATEX if votes[BIBLATEX] > votes[BIBTEX] else BIBTEX


def _encoding(text: str) -> Encoding | None:
    """Return the encoding of accented letters, by majority; bytes that are not UTF-8 do not count as Unicode."""
    if text.isascii():
        return ASCII if "\\" in text and _ACCENT.search(text) else None
    foreign = "".join(_FOREIGN.findall(text))
    if _OTHER_BYTE.search(text):
        return ASCII
    letters, accents = sum(map(str.isalpha, foreign)), len(_ACCENT.findall(text))
    if not letters and not accents:
        return None
    return UNICODE if letters > accents else ASCII
