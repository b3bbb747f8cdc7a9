"""`bibtools find`: papers by title, abstract or a line of references."""

from __future__ import annotations

import sys

import click

from bibtools.app.find import find as searched
from bibtools.app.wiring import configuration, world
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.core.errors import UsageError
from bibtools.core.text import decode
from bibtools.reports import find as reports
from bibtools.reports.formats import Result

_MOST = 1 << 20  # bytes of standard input


@click.command()
@click.argument("text", nargs=-1, metavar="[TEXT]...")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 100), help="How many papers are shown.")
@OFFLINE
@TIMEOUT
@TRUST
@format_option(text="How the papers are printed.")
def find(text: tuple[str, ...], *, limit: int, offline: bool, timeout: float | None, trust: bool, form: str) -> int:
    """Find papers by TEXT (or standard input): a title, an abstract or a part of it, a line of references.

    With an index (bibtools index) nobody is asked; without one, arXiv is.
    """
    is_given = text not in {(), ("-",)}
    given = b"" if is_given else sys.stdin.buffer.read(_MOST + 1)
    wanted = " ".join(text) if is_given else decode(given[:_MOST])
    if not wanted.strip():
        raise UsageError("there is no text to find a paper by")
    with Progress() as progress:
        here = world(configuration(trust=trust).overridden(offline=offline, timeout=timeout), progress)
        outcome = searched(wanted, here.searcher.whole, here.resolve, limit, here.today)
    cut = f"only the first {_MOST >> 20} MiB of standard input was looked at\n" if len(given) > _MOST else ""
    result = Result(lambda: reports.result(outcome), lambda: reports.values(outcome))
    emit_result(result, form, reports.diagnostics(outcome) + cut)
    return outcome.exit_code
