"""Providers: what a catalogue is asked and how its answers are read; none of them opens a socket or a file.

A provider is a module with four constants and two pure functions, as `Provider` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from bibtools.identifier import Identifier
from bibtools.record import Record


class Request(NamedTuple):
    """One question to a provider: what follows its base URL, and the identifiers that it asks for."""

    provider: str
    path: str
    asks: tuple[Identifier, ...]
    accept: str = "*/*"


class Reading(NamedTuple):
    """What an answer says.

    Identifiers that were asked for and are in none of the lists are absent, unless the answer is `doubtful` (it may
    have left them out by mistake) or the provider is not authoritative.
    """

    records: tuple[Record, ...] = ()
    rejected: tuple[Identifier, ...] = ()
    incomplete: tuple[Identifier, ...] = ()  # without a title or an author
    doubtful: bool = False


class Unreadable(ValueError):  # noqa: N818 - the word says it: an answer that cannot be read
    """An answer that is not of the provider's form; the message says what it is."""


class Provider(Protocol):
    """What every module in this package is."""

    NAME: str
    URL: str  # the base that configuration can replace; empty: no network
    INTERVAL: float  # seconds between requests that the provider's terms ask for
    AUTHORITATIVE: bool  # whether what it leaves out does not exist

    def requests(self, asks: Sequence[Identifier]) -> list[Request]:
        """Plan the requests for some identifiers, as few as the provider allows."""
        ...

    def records(self, request: Request, body: bytes) -> Reading:
        """Read an answer; raises `Unreadable`."""
        ...
