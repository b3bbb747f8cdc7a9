"""`bibtools add`: works that the user names, into the library, now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bibtools.app.add import AddOptions, Here
from bibtools.app.add import add as added
from bibtools.app.source_files import Sources
from bibtools.app.sync_setup import only_adding, sync_options
from bibtools.app.target import library_of
from bibtools.app.wired_indexes import publishing
from bibtools.app.wiring import configuration, locking, world
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import CODE_FROM, OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.cli.shell_completion import completing, missing_papers
from bibtools.config.papers import chosen
from bibtools.reports import add as reports
from bibtools.reports.formats import OF_FINDINGS, Result

if TYPE_CHECKING:
    from bibtools.config.configuration import Config
    from bibtools.files.write_access import NamedPath


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="WHAT...", shell_complete=completing(missing_papers))
@click.option("--key", metavar="KEY", help="Key of the new entry; by default like the existing ones.")
@click.option(
    "--bib", type=click.Path(readable=False), metavar="FILE", help="The .bib to add to; created if it does not exist."
)
@click.option("--diff", is_flag=True, help="Show the changes without writing them; exit 1 if there are any.")
@OFFLINE
@TIMEOUT
@TRUST
@CODE_FROM
@format_option(OF_FINDINGS)
def add(
    what: tuple[str, ...],
    *,
    key: str | None,
    bib: str | None,
    diff: bool,
    offline: bool,
    timeout: float | None,
    trust: bool,
    code_from: str | None,
    form: str,
) -> int:
    """Add papers to the .bib of the paper in this folder, and print the keys to cite.

    WHAT is an arXiv id or DOI in any form, the URL of a paper, or a quoted title. If a title is not certain, the
    candidates are listed and nothing is written. Existing entries stay exactly as they are.
    """
    with Progress() as progress:
        config = configuration(trust=trust).overridden(offline=offline, timeout=timeout, code_from=code_from)
        here, published = world(config, progress), publishing(config, progress.note)
        wanted = AddOptions(
            what=what,
            key=key,
            papers=_papers(config, bib),
            sync=only_adding(sync_options(config, published, diff=diff, locking=locking(config, progress))),
        )
        outcome = added(wanted, Here(here.today, here.resolve, here.attribute, here.searcher.whole))
    result = Result(lambda: reports.result(outcome), lambda: reports.values(outcome), outcome.findings)
    emit_result(result, form, reports.diagnostics(outcome))
    return outcome.exit_code


def _papers(config: Config, bib: str | None) -> list[tuple[Sources, NamedPath | None]]:
    """Return how the papers here are read, each with the library that is named for it."""
    return [
        (
            Sources(paper.sources, config.exclusion, by_user=paper.has_users_sources, patience=config.timeout),
            library_of(paper),
        )
        for paper in chosen(config.papers, config.bib, (), bib)
    ]
