"""What a command needs of the world: configuration, clock, a resolver, and where its output goes."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bibtools.commands.progress import Progress
from bibtools.config import Config, load

if TYPE_CHECKING:
    from bibtools.resolve import Resolve


class World(NamedTuple):
    """Everything from outside that a use case takes by argument."""

    config: Config
    today: date
    resolve: Resolve


def configuration() -> Config:
    """Read the configuration that holds here; raises ConfigError."""
    return load(os.environ, Path.cwd())


def today() -> date:
    """Return the user's own day."""
    return date.today()  # noqa: DTZ011 - the same


def world(config: Config, progress: Progress, *, offline: bool = False) -> World:
    """Connect a resolver to a configuration."""
    from bibtools.pace import Clock  # noqa: PLC0415 - loaded by commands that ask
    from bibtools.resolve import connected  # noqa: PLC0415 - the same

    if offline:
        config = config.with_offline()
    connect = connected(config, Clock(time.time, time.sleep), progress.waiting)
    return World(config, today(), progress.during("asking arXiv", connect))
