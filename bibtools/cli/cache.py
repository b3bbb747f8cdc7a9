"""`bibtools cache`: what is kept of earlier answers."""

from __future__ import annotations

import click

from bibtools.app.wiring import clock, configuration
from bibtools.cli.command_group import CommandGroup
from bibtools.cli.output import emit, emit_result
from bibtools.cli.shared_options import format_option
from bibtools.core.errors import ExitCode, WriteError
from bibtools.reports import cache as text
from bibtools.reports import json
from bibtools.reports.formats import Result
from bibtools.storage.answers import Cache, contents


@click.group(cls=CommandGroup)
def cache() -> None:
    """Show or clear the cache of responses."""


@cache.command()
@format_option()
def info(*, form: str) -> int:
    """Show where the cache is and what it contains."""
    found = contents(configuration().cache_dir, clock().now)
    lines = "".join(f"{line}\n" for line in text.held(found))
    emit_result(Result(lambda: lines, lambda: json.held(found)), form)
    return ExitCode.IN_STEP


@cache.command()
def clear() -> int:
    """Delete the cache, but not the times of earlier requests, which rate limits need."""
    kept = Cache(configuration().cache_dir, clock().now, lambda _: None)
    try:
        size = kept.clear()
    except OSError as error:
        raise WriteError(f"{kept.path}: cannot remove it: {error.strerror}") from None
    emit(f"{kept.path}: {size / 1024:.0f} KiB removed\n", "")
    return ExitCode.IN_STEP
