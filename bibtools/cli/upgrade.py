"""`bibtools upgrade`: preprints become their published versions."""

from __future__ import annotations

import os

import click

from bibtools.app.upgrade import Knowing
from bibtools.app.upgrade import upgrade as upgraded
from bibtools.app.wiring import configuration, locking, published_versions, world
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.core.errors import UsageError
from bibtools.files.write_access import by_user
from bibtools.reports import upgrade as reports
from bibtools.reports.formats import Result
from bibtools.sources.filetypes import WALKED


@click.command()
@click.argument("bib", type=click.Path(readable=False), metavar="FILE.bib")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change, exit 1 if anything would.")
@click.option("--key", "keys", multiple=True, metavar="KEY", help="Only the entry with this key; may be repeated.")
@OFFLINE
@TIMEOUT
@TRUST
@format_option()
def upgrade(
    bib: str, *, diff: bool, keys: tuple[str, ...], offline: bool, timeout: float | None, trust: bool, form: str
) -> int:
    """Turn the preprints of a library into their published versions, where these are certain.

    What is only likely is proposed, and never written. The key, the eprint fields, the code and every field of yours
    stay. Published works come from the indexes on this machine: see bibtools index build.
    """
    if os.path.splitext(bib)[1].lower() in WALKED:
        raise UsageError(f"{bib}: this is a source by its ending; upgrade takes a .bib file")
    with Progress() as progress:
        config = configuration(trust=trust).overridden(offline=offline, timeout=timeout)
        here = world(config, progress)
        versions = published_versions(config, progress.note)
        outcome = upgraded(
            by_user(bib),
            Knowing(here.resolve, versions.of, versions.sources),
            config.preferences,
            here.today,
            keys=keys,
            diff=diff,
            locking=locking(config, progress),
        )
    emit_result(
        Result(lambda: reports.text(outcome), lambda: reports.values(outcome), outcome.findings),
        form,
        reports.diagnostics(outcome),
    )
    return outcome.exit_code
