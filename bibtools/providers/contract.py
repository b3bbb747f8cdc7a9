"""Providers: what a catalogue is asked and how its answers are read; none of them opens a socket or a file.

A provider is a module with four constants and two pure functions, as `Provider` says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple, Protocol

from bibtools.identifiers.identifier import Identifier
from bibtools.network.request import Request
from bibtools.network.services import Service
from bibtools.records.record import Record


class Reading(NamedTuple):
    """What an answer says.

    Identifiers that were asked for and are in none of the lists are absent, unless the provider is not authoritative or
    the answer is `partial`. One that is `empty` or partial is worth asking for again.
    """

    records: tuple[Record, ...] = ()
    rejected: tuple[Identifier, ...] = ()
    incomplete: tuple[Identifier, ...] = ()  # there, but without a title or an author
    empty: bool = False  # holds nothing at all, which services say by mistake, too
    partial: bool = False  # should hold more, or holds what nobody asked for: what it leaves out may be there


class Unreadable(ValueError):  # noqa: N818 - the word says it: an answer that cannot be read
    """An answer that is not of the provider's form; the message says what it is."""


class Provider(Protocol):
    """What every module in this package is."""

    NAME: str
    SERVICE: Service  # the public one; configuration can replace its URL, interval and key
    AUTHORITATIVE: bool  # whether what it leaves out is missing from arXiv
    MOST: int  # how many works it may be asked for in one run

    def requests(self, asks: Sequence[Identifier]) -> list[Request]:
        """Plan the requests for some identifiers, as few as the provider allows."""
        ...

    def records(self, request: Request, body: bytes) -> Reading:
        """Read an answer; raises `Unreadable`."""
        ...


def batches(asks: Sequence[Identifier], size: int) -> Iterator[tuple[Identifier, ...]]:
    """Cut identifiers into batches."""
    remaining = iter(asks)
    return iter(lambda: tuple(islice(remaining, size)), ())


def reading(asks: Sequence[Identifier], records: Sequence[Record], total: int | None = None) -> Reading:
    """Sort records by what was asked for; without a title or an author they cannot be entries.

    `total` is how many items the answer says that it holds, if it says so.
    """
    wanted = {ask.work for ask in asks}
    found = {record.identifier: record for record in records if record.identifier in wanted}
    incomplete = tuple(each for each, record in found.items() if not (record.title and record.authors))
    complete = tuple(record for each, record in found.items() if each not in incomplete)
    is_foreign = any(record.identifier not in wanted for record in records)
    return Reading(
        complete,
        incomplete=incomplete,
        partial=is_foreign or (total or 0) > len(found),
    )
