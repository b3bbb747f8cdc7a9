"""The dialect of a library: BibTeX or biblatex, and how it writes accented letters."""

from __future__ import annotations

from itertools import islice

from bibtools.bibliography.entries.options import ASCII, BIBLATEX, BIBTEX, UNICODE, Dialect, Encoding
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.sample import sample
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple

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
    return not library.text.isascii() and _has_other_bytes(library.text)


def dialect_of(library: Library) -> Dialect | None:
    """Return the dialect that the first entries of a library are in; None where they show none."""
    votes = {BIBLATEX: 0, BIBTEX: 0}
    for block, found, _ in sample(library):
        names = {field.name for field in found} | {block.type.lower()}
        votes[BIBLATEX] += len(names & _OF_BIBLATEX)
        votes[BIBTEX] += len(names & _OF_BIBTEX)
    if not any(votes.values()):
        return None
    return BIBLATEX if votes[BIBLATEX] > votes[BIBTEX] else BIBTEX


def _encoding(text: str) -> Encoding | None:
    """Return the encoding of accented letters, by majority; bytes that are not UTF-8 do not count as Unicode."""
    if text.isascii():
        return ASCII if "\\" in text and _ACCENT.search(text) else None
    if _has_other_bytes(text):
        return ASCII
    accents = len(_ACCENT.findall(text)) if "\\" in text else 0
    foreign = (letter for match in _FOREIGN.finditer(text) for letter in match[0] if letter.isalpha())
    letters = sum(1 for _ in islice(foreign, accents + 1))  # more than that say nothing more
    if not letters and not accents:
        return None
    return UNICODE if letters > accents else ASCII


def _has_other_bytes(text: str) -> bool:
    try:
        text.encode()  # at a tenth of the time of the pattern
    except UnicodeEncodeError:
        return _OTHER_BYTE.search(text) is not None
    return False
