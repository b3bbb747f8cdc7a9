"""`bibtools doctor`: one look at the world around."""

from __future__ import annotations

import platform
from importlib.metadata import version

import click

from bibtools import __version__
from bibtools.cache import Cache
from bibtools.commands.options import FORMAT, OFFLINE, TIMEOUT
from bibtools.commands.output import emit
from bibtools.commands.progress import Progress
from bibtools.commands.world import clock, configuration
from bibtools.config.services import SERVICES
from bibtools.connection import transport
from bibtools.pipeline.doctor import doctor as checkup
from bibtools.pipeline.doctor import stored
from bibtools.reports import doctor as text
from bibtools.reports import json

_PACKAGES = ("bibtexparser", "click", "filelock", "pathspec", "requests", "urllib3")


@click.command()
@OFFLINE
@TIMEOUT
@FORMAT(type=click.Choice(["text", "json"]), default="text", help="How the outcome is printed.")
def doctor(*, offline: bool, timeout: float | None, form: str) -> int:
    """Tell how services, cache and configuration are.

    Asks every service once, politely. Exit code 3 if one of them does not answer as it should.
    """
    config = configuration().overridden(offline=offline, timeout=timeout)
    problems: list[str] = []
    with Progress() as progress:
        progress.task("asking the services")
        cache = stored(Cache(config.cache_dir, clock().now, problems.append), problems)
        outcome = checkup(config, SERVICES, transport(config, clock(), progress.waiting).ask, cache, _versions())
    emit(json.checked_up(outcome) if form == "json" else text.checked_up(outcome), "")
    return outcome.exit_code


def _versions() -> dict[str, str]:
    import sqlite3  # noqa: PLC0415 - this command alone needs it by name

    own = {"bibtools": __version__, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    return own | {name: version(name) for name in _PACKAGES} | {"system": platform.platform(terse=True)}
