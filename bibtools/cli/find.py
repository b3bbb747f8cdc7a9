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
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 100), help="Number of papers to show.")
@OFFLINE
@TIMEOUT
@TRUST
@format_option(text="Output format.")
def find(text: tuple[str, ...], *, limit: int, offline: bool, timeout: float | None, trust: bool, form: str) -> int:
    """Find papers by TEXT (or standard input): a title, (part of) an abstract, or a line from a reference list.

    Searches the index on this machine if there is one (see bibtools index), and arXiv otherwise.
    """
    is_given = text not in {(), ("-",)}
    given = b"" if is_given else sys.stdin.buffer.read(_MOST + 1)
    wanted = " ".join(text) if is_given else decode(given[:_MOST])
    if not wanted.strip():
        raise UsageError("nothing to search for: give a title, an abstract or a reference")
    with Progress() as progress:
        here = world(configuration(trust=trust).overridden(offline=offline, timeout=timeout), progress)
        outcome = searched(wanted, here.searcher.whole, here.resolve, limit, here.today)
    cut = f"only the first {_MOST >> 20} MiB of standard input was read\n" if len(given) > _MOST else ""
    result = Result(lambda: reports.result(outcome), lambda: reports.values(outcome))
    emit_result(result, form, reports.diagnostics(outcome) + cut)
    return outcome.exit_code
