"""`bibtools doctor`: check services, cache, configuration and versions."""

from __future__ import annotations

import platform
from importlib.metadata import version

import click

from bibtools import __version__
from bibtools.app.doctor import examine
from bibtools.app.wiring import client_of, clock, configuration
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.reports import doctor as text
from bibtools.reports import json
from bibtools.reports.formats import Result
from bibtools.storage.answers import contents

_PACKAGES = ("bibtexparser", "click", "filelock", "platformdirs", "requests", "urllib3")


@click.command()
@OFFLINE
@TIMEOUT
@TRUST
@format_option()
def doctor(*, offline: bool, timeout: float | None, trust: bool, form: str) -> int:
    """Show the state of services, cache and configuration.

    Makes one request to each service. Exit code 3 if one of them does not respond as it should.
    """
    config = configuration(trust=trust).overridden(offline=offline, timeout=timeout)
    with Progress() as progress:
        progress.task("asking the services")
        client = client_of(config, clock(), progress.waiting, progress.note, retry=False)
        outcome = examine(config, client.ask, contents(config.cache_dir, clock().now), _versions())
    emit_result(Result(lambda: text.examined(outcome), lambda: json.examined(outcome)), form)
    return outcome.exit_code


def _versions() -> dict[str, str]:
    import sqlite3  # this command alone needs it by name

    own = {"bibtools": __version__, "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    return own | {name: version(name) for name in _PACKAGES} | {"system": platform.platform(terse=True)}
