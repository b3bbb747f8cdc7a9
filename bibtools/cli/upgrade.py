"""`bibtools upgrade`: preprints become their published versions."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import click

from bibtools.app.meant_libraries import MeantLibrary, meant_libraries
from bibtools.app.searching import Searching
from bibtools.app.upgrade import Knowing, UpgradeOutcome
from bibtools.app.upgrade import upgrade as upgraded
from bibtools.app.wired_indexes import published_versions
from bibtools.app.wiring import configuration, earlier_entries, locking, today, world
from bibtools.cli.each_library import each_library, report_each
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import LIBRARY_OR_SOURCES, OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.cli.shell_completion import completing, library_keys
from bibtools.core.errors import UsageError
from bibtools.core.named_tuple import NamedTuple
from bibtools.reports import upgrade as reports
from bibtools.reports.library_outcomes import Reports

if TYPE_CHECKING:
    from bibtools.app.world import World
    from bibtools.files.library_lock import Locking
    from bibtools.storage.earlier_entries import EarlierEntries

_REPORTS = Reports(reports.text, reports.values, reports.diagnostics, reports.closing)


@click.command()
@LIBRARY_OR_SOURCES
@click.option("--diff", is_flag=True, help="Show the changes without writing them; exit 1 if there are any.")
@click.option(
    "--key",
    "keys",
    multiple=True,
    metavar="KEY",
    help="Upgrade only the entry with this key; repeatable.",
    shell_complete=completing(library_keys),
)
@click.option(
    "--undo",
    multiple=True,
    metavar="KEY",
    help="Restore the preprint entry with this key; repeatable.",
    shell_complete=completing(library_keys),
)
@click.option(
    "--searches",
    type=click.IntRange(0, 10_000),
    default=0,
    metavar="NUMBER",
    help="Title searches at Crossref for entries that nothing else settles, one request each (default: 0).",
)
@OFFLINE
@TIMEOUT
@TRUST
@format_option()
def upgrade(
    given: tuple[str, ...],
    *,
    diff: bool,
    keys: tuple[str, ...],
    undo: tuple[str, ...],
    searches: int,
    offline: bool,
    timeout: float | None,
    trust: bool,
    form: str,
) -> int:
    """Replace preprints in FILE.bib, or in the library of SOURCES, by their published versions.

    Certain matches are written; likely ones are proposed. Keys, eprint fields, code links and your own fields stay.
    Published works come from the indexes on this machine (see bibtools index build). --undo restores the old entries.
    """
    if keys and undo:
        raise UsageError("--key and --undo exclude each other: --undo restores entries and upgrades none")
    with Progress() as progress:
        config = configuration(trust=trust).overridden(offline=offline, timeout=timeout)
        here, locks = world(config, progress), locking(config, progress)
        versions = published_versions(config, progress.note)
        searching = Searching(here.search_published, 0 if config.offline else searches, progress.note)
        knowing = Knowing(
            resolve=here.resolve,
            judge=versions.of,
            sources=versions.sources,
            naming=here.naming,
            searching=searching,
            retracted=versions.retracted,
        )
        with closing(earlier_entries(config, progress.note)) as earlier:
            run = partial(_outcome, _Asked(keys, undo, diff), here, knowing, locks, earlier)
            done = each_library(meant_libraries(given, config, today()), run)
    return report_each(done, _REPORTS, form)


class _Asked(NamedTuple):
    """What the user asks for."""

    keys: Sequence[str]
    undo: Sequence[str]
    is_diff: bool


def _outcome(
    asked: _Asked, here: World, knowing: Knowing, locks: Locking, earlier: EarlierEntries, meant: MeantLibrary
) -> UpgradeOutcome:
    meant.refuse()
    named, style, diff = meant.named, here.config.preferences, asked.is_diff
    if asked.undo:
        from bibtools.app.undo import undo as undone  # rarely

        return undone(named, asked.undo, here.resolve, earlier, style, here.today, diff=diff, locking=locks)
    return upgraded(named, knowing, style, here.today, keys=asked.keys, diff=diff, locking=locks, earlier=earlier)
