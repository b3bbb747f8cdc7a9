"""Numbering: every arXiv id as one number of 32 bits, so that a row's number says whose it is."""

from __future__ import annotations

from bibtools.identifier.arxiv import OLD_ARCHIVES, sequence_length

_ARCHIVES = tuple(sorted(OLD_ARCHIVES))  # their order is part of the index's form
_CODES = {archive: code for code, archive in enumerate(_ARCHIVES)}
_MONTH = 100_000  # new ids: the month, then five digits
_OLD = 2_000_000_000  # old ids begin here: the archive, then seven digits
_ARCHIVE = 10_000_000


def number(value: str) -> int | None:
    """Return the number of a canonical id, None where it is none."""
    archive, slash, digits = value.rpartition("/")
    if slash:
        code = _CODES.get(archive)
        return None if code is None or not _are_digits(digits, 7) else _OLD + code * _ARCHIVE + int(digits)
    month, _, sequence = value.partition(".")
    is_new = _are_digits(month, 4) and _are_digits(sequence, sequence_length(month))
    return int(month) * _MONTH + int(sequence) if is_new else None


def value(number: int) -> str:
    """Return the id that a number stands for."""
    if number >= _OLD:
        code, digits = divmod(number - _OLD, _ARCHIVE)
        return f"{_ARCHIVES[code]}/{digits:07}"
    month, sequence = divmod(number, _MONTH)
    return f"{month:04}.{sequence:0{sequence_length(f'{month:04}')}}"


def _are_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()
