"""An attestation: what a witness says about retractions of works; its word alone is a hint."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import Identifier


class Attestation(NamedTuple):
    """Which works a witness says are retracted, which it could not be asked about, and why."""

    source: str = ""
    retracted: frozenset[Identifier] = frozenset()
    unasked: frozenset[Identifier] = frozenset()
    trouble: str = ""


# Asks a witness about some DOIs.
Attest = Callable[[Sequence[Identifier]], Attestation]


def no_attestation(dois: Sequence[Identifier]) -> Attestation:
    """Return that nobody was asked."""
    del dois
    return Attestation()
