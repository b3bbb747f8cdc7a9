"""What a command needs of the world: configuration, clock, a resolver, and where its output goes."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bibtools.app.progress import Progress
from bibtools.config.configuration import Config, load
from bibtools.config.user_file import location
from bibtools.core.process_exit import say
from bibtools.core.text import printable
from bibtools.files.library_lock import PATIENCE, Locking

if TYPE_CHECKING:
    from bibtools.matching.searcher import Searcher
    from bibtools.network.rate_limit import Clock
    from bibtools.providers.resolution import Attribute, Resolve


class World(NamedTuple):
    """Everything from outside that a use case takes by argument."""

    config: Config
    today: date
    resolve: Resolve
    attribute: Attribute
    searcher: Searcher


def configuration(*, trust: bool = False, files_told: bool = False) -> Config:
    """Read the configuration that holds here, and tell what of it does not count; raises ConfigError.

    With `trust` the user trusts this repository; `files_told`, what there is to say of whole files has been said.
    """
    config = load(os.environ, Path.cwd(), location(os.environ), trust=trust)
    for note in (*(() if files_told else config.strangers), *config.ignored):
        say(f"note: {printable(note)}\n")
    return config


def today() -> date:
    """Return the user's own day."""
    return date.today()  # noqa: DTZ011 - the same


def clock() -> Clock:
    """Return this machine's clock."""
    from bibtools.network.rate_limit import Clock  # noqa: PLC0415 - loaded by commands that ask

    return Clock(time.time, time.sleep, time.monotonic)


def locking(config: Config, progress: Progress) -> Locking:
    """Return where the locks of libraries lie, and how long this run waits for one."""
    patience = PATIENCE if config.timeout is None else min(PATIENCE, config.timeout)
    return Locking(config.cache_dir / "locks", patience, progress.note)


def world(config: Config, progress: Progress) -> World:
    """Connect a resolver to a configuration."""
    from bibtools.app.wiring import connected  # noqa: PLC0415 - loaded by commands that ask

    connection = connected(config, clock(), progress.waiting, progress.note)
    resolve = progress.during(connection.resolve)
    return World(config, today(), resolve, connection.attribute, connection.searcher)
