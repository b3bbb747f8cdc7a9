"""Providers: the contract for sources of records, and their answers; none of them opens a socket or a file.

A provider is its row in the registry and its look-up. For the index and the bundled records that is a function;
`http_lookup` makes one of a module that plans requests and reads answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import Identifier
from bibtools.network.answer import Trouble
from bibtools.providers.registry import Registration
from bibtools.records.record import Record

MOST_REJECTED = 8  # ids that a provider may call malformed in a run: ours are well-formed, so it is seldom right


class Reading(NamedTuple):
    """What an answer says.

    Identifiers that were asked for and are in none of the lists are absent, unless the provider is not authoritative or
    the answer is `partial`. One that is `empty` or partial is worth asking for again; a look-up has done so, and
    `unanswered` is what it could not learn.
    """

    records: tuple[Record, ...] = ()
    rejected: tuple[Identifier, ...] = ()
    denied: tuple[Identifier, ...] = ()  # the registry itself says that there is no such work
    incomplete: tuple[Identifier, ...] = ()  # there, but without a title or an author
    empty: bool = False  # holds nothing at all, which services say by mistake, too
    partial: bool = False  # incomplete, or with records that were not requested: what it leaves out may exist
    unanswered: Mapping[Identifier, Trouble] = {}  # what could not be asked, and why
    lack: str = "sent no title or no author"  # of what is incomplete
    trouble: Trouble | None = None  # why the provider is better left alone for the rest of the run


Lookup = Callable[[Sequence[Identifier]], Reading]


class Provider(NamedTuple):
    """A provider of records: its row in the registry, and how it looks up one batch of identifiers."""

    row: Registration
    lookup: Lookup
    is_there: Callable[[], bool] = lambda: True  # asked where there is something to look up: it may open a file


class Unreadable(ValueError):  # noqa: N818 - the word says it: an answer that cannot be read
    """An answer that is not of the provider's form; the message says what it is."""


def batches(asks: Sequence[Identifier], size: int) -> Iterator[tuple[Identifier, ...]]:
    """Cut identifiers into batches."""
    remaining = iter(asks)
    return iter(lambda: tuple(islice(remaining, size)), ())


def short_batches(
    asks: Sequence[Identifier], size: int, length: int, written: Callable[[Identifier], str]
) -> Iterator[tuple[Identifier, ...]]:
    """Cut identifiers into batches, by their number and by the bytes that they take in an address."""
    batch: list[Identifier] = []
    taken = 0
    for ask in asks:
        more = len(written(ask)) + 1
        if batch and (len(batch) == size or taken + more > length):
            yield tuple(batch)
            batch, taken = [], 0
        batch.append(ask)
        taken += more
    if batch:
        yield tuple(batch)


def reading(asks: Sequence[Identifier], records: Sequence[Record], total: int | None = None) -> Reading:
    """Sort records by the requested identifiers; without a title or any name they cannot be entries.

    `total` is how many items the answer says that it holds, if it says so.
    """
    wanted = {ask.work for ask in asks}
    found = {record.identifier: record for record in records if record.identifier in wanted}
    incomplete = tuple(each for each, record in found.items() if not (record.title and _is_by_somebody(record)))
    complete = tuple(record for each, record in found.items() if each not in incomplete)
    is_foreign = any(record.identifier not in wanted for record in records)
    return Reading(
        complete,
        incomplete=incomplete,
        partial=is_foreign or (total or 0) > len(found),
    )


def about(asks: Sequence[Identifier], given: Reading) -> Reading:
    """Return what a reading says about the requested works; one with records of other works is partial."""
    wanted = {ask.work for ask in asks}
    mentioned = {*(each.identifier for each in given.records), *given.rejected, *given.denied, *given.incomplete}
    if mentioned <= wanted and given.unanswered.keys() <= wanted:
        return given
    rejected, denied, incomplete = (
        tuple(each for each in some if each in wanted) for some in (given.rejected, given.denied, given.incomplete)
    )
    return given._replace(
        records=tuple(each for each in given.records if each.identifier in wanted),
        rejected=rejected,
        denied=denied,
        incomplete=incomplete,
        unanswered={each: why for each, why in given.unanswered.items() if each in wanted},
        partial=True,
    )


def _is_by_somebody(record: Record) -> bool:
    """Return whether a work has authors, or, as proceedings have, editors."""
    return bool(record.authors or (record.publication and record.publication.editors))
