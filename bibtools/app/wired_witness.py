"""The witness of retractions, connected to a client and the cache."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from bibtools.app.wiring import asking, http_provider
from bibtools.network.services import addresses
from bibtools.providers.attestation import Attest, Attestation
from bibtools.providers.registry import WITNESSES
from bibtools.providers.retraction_witness import heard_witness
from bibtools.storage.answers import Cache

if TYPE_CHECKING:
    from bibtools.app.run_observer import RunObserver
    from bibtools.config.configuration import Config
    from bibtools.identifiers.identifier import Identifier
    from bibtools.network.client import Client


def attesting(config: Config, client: Callable[[], Client], progress: RunObserver) -> Attest:
    """Return what asks the witness of retractions; offline, only earlier answers count."""
    [row] = WITNESSES

    ask = asking(config, client)

    def attest(dois: Sequence[Identifier]) -> Attestation:
        if not dois:
            return Attestation()
        heard = progress.counted("looking for retractions", "works")
        with closing(Cache(config.cache_dir, time.time, progress.note, addresses(config.services))) as answers:
            return heard_witness(dois, http_provider(row, ask), answers, heard, offline=config.offline)

    return attest
