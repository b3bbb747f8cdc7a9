"""What a command needs of the world: configuration, clock, a resolver, and where its output goes."""

from __future__ import annotations

import os
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from bibtools.commands.progress import Progress
from bibtools.config import Config, load
from bibtools.pace import Clock
from bibtools.resolve import Resolve, connected

FORMAT = partial(click.option, "--format", "form", show_default=True)
OFFLINE = click.option("--offline", is_flag=True, help="Ask no service; answer from what is on this machine.")
BARE = click.option("--bare", is_flag=True, help="Take bare numbers of the right form for ids, too.")
STDIN_FILENAME = click.option(
    "--stdin-filename", metavar="NAME", help="What standard input (-) is called; its ending tells the file type."
)
SOURCES = click.argument("sources", nargs=-1, type=click.Path(readable=False))


class World(NamedTuple):
    """Everything from outside that a use case takes by argument."""

    config: Config
    today: date
    resolve: Resolve


def world(progress: Progress, *, offline: bool = False) -> World:
    """Read the configuration that holds here and connect a resolver to it; raises ConfigError."""
    config = load(os.environ, Path.cwd())
    if offline:
        config = config.with_offline()
    connect = connected(config, Clock(time.time, time.sleep), progress.waiting)
    return World(config, date.today(), progress.during("asking arXiv", connect))  # noqa: DTZ011 - the user's own day
