"""A request: one question to a service, below its base URL."""

from __future__ import annotations

from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import Identifier


class Request(NamedTuple):
    """One question to a provider: what follows its base URL, and the identifiers that it asks for."""

    provider: str
    path: str
    asks: tuple[Identifier, ...]
    accept: str = "*/*"
    body: bytes = b""  # JSON, of a POST; without one it is a GET
