"""`bibtools upgrade`: preprints become their published versions."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import closing

import click

from bibtools.app.undo import undo as undone
from bibtools.app.upgrade import Knowing, UpgradeOutcome
from bibtools.app.upgrade import upgrade as upgraded
from bibtools.app.wiring import configuration, earlier_entries, locking, published_versions, world
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.config.configuration import Config
from bibtools.core.errors import UsageError
from bibtools.files.write_access import by_user
from bibtools.reports import upgrade as reports
from bibtools.reports.formats import Result
from bibtools.sources.filetypes import WALKED


@click.command()
@click.argument("bib", type=click.Path(readable=False), metavar="FILE.bib")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change, exit 1 if anything would.")
@click.option("--key", "keys", multiple=True, metavar="KEY", help="Only the entry with this key; may be repeated.")
@click.option(
    "--undo", multiple=True, metavar="KEY", help="Bring the preprint's entry back under this key; may be repeated."
)
@OFFLINE
@TIMEOUT
@TRUST
@format_option()
def upgrade(
    bib: str,
    *,
    diff: bool,
    keys: tuple[str, ...],
    undo: tuple[str, ...],
    offline: bool,
    timeout: float | None,
    trust: bool,
    form: str,
) -> int:
    """Turn the preprints of a library into their published versions, where these are certain.

    What is only likely is proposed, and never written. The key, the eprint fields, the code and every field of yours
    stay. Published works come from the indexes on this machine: see bibtools index build. What an entry was is kept in
    your own data folder, for --undo.
    """
    if keys and undo:
        raise UsageError("--key and --undo exclude each other: --undo brings entries back, and upgrades none")
    if os.path.splitext(bib)[1].lower() in WALKED:
        raise UsageError(f"{bib}: this is a source by its ending; upgrade takes a .bib file")
    with Progress() as progress:
        config = configuration(trust=trust).overridden(offline=offline, timeout=timeout)
        outcome = _outcome(bib, config, progress, keys, undo, diff=diff)
    emit_result(
        Result(lambda: reports.text(outcome), lambda: reports.values(outcome), outcome.findings),
        form,
        reports.diagnostics(outcome),
    )
    return outcome.exit_code


def _outcome(
    bib: str, config: Config, progress: Progress, keys: Sequence[str], undo: Sequence[str], *, diff: bool
) -> UpgradeOutcome:
    here, locks, named = world(config, progress), locking(config, progress), by_user(bib)
    versions = published_versions(config, progress.note)
    knowing = Knowing(here.resolve, versions.of, versions.sources)
    with closing(earlier_entries(config, progress.note)) as earlier:
        if undo:
            return undone(named, undo, here.resolve, earlier, config.preferences, here.today, diff=diff, locking=locks)
        return upgraded(
            named, knowing, config.preferences, here.today, keys=keys, diff=diff, locking=locks, earlier=earlier
        )
