"""Numbering: every arXiv id as a 32-bit number, which is the row's number in the index."""

from __future__ import annotations

from datetime import date

from bibtools.identifiers.arxiv import OLD_ARCHIVES, new_style, old_style, sequence_length
from bibtools.identifiers.identifier import ARXIV, Identifier

LATEST = date(2099, 12, 31)  # the last day that a number can stand for

_ARCHIVES = tuple(sorted(OLD_ARCHIVES))  # their order is part of the index's form
_CODES = {archive: code for code, archive in enumerate(_ARCHIVES)}
_MONTH = 100_000  # new ids: the month, then five digits
_OLD = 2_000_000_000  # old ids begin here: the archive, then seven digits
_ARCHIVE = 10_000_000


def number(value: str, today: date = LATEST) -> int | None:
    """Return the number of a canonical id, None if it is invalid or not yet issued on some day."""
    if not value.isascii():
        return None
    month, point, sequence = value.partition(".")
    if not point:
        archive, _, digits = value.partition("/")
        code = _CODES.get(archive)
        if code is None or not digits.isdigit() or not isinstance(old_style(archive, digits, today), str):
            return None
        return _OLD + code * _ARCHIVE + int(digits)
    if len(month) != 4 or not month.isdigit() or not sequence.isdigit():
        return None
    return int(month) * _MONTH + int(sequence) if isinstance(new_style(month, sequence, today), str) else None


def number_of(identifier: Identifier) -> int | None:
    """Return the number of an identifier, None if it is not arXiv's."""
    return number(identifier.value) if identifier.scheme == ARXIV else None


def identifier(number: int) -> Identifier:
    """Return the identifier that a number stands for."""
    return Identifier(ARXIV, value(number))


def value(number: int) -> str:
    """Return the id of a number."""
    if number >= _OLD:
        code, digits = divmod(number - _OLD, _ARCHIVE)
        return f"{_ARCHIVES[code]}/{digits:07}"
    month, sequence = divmod(number, _MONTH)
    return f"{month:04}.{sequence:0{sequence_length(f'{month:04}')}}"


def is_number(paper: object) -> bool:
    """Return whether a value from a file is the number of an id."""
    if not isinstance(paper, int) or paper < 0 or paper >= _OLD + len(_ARCHIVES) * _ARCHIVE:
        return False
    return number(value(paper)) == paper
