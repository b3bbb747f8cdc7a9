"""`bibtools add`: works that the user names, into the library, now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bibtools.app.add import AddOptions, Here
from bibtools.app.add import add as added
from bibtools.app.publishing import Publishing
from bibtools.app.source_files import Sources
from bibtools.app.sync import SyncOptions
from bibtools.app.target import library_of
from bibtools.app.wiring import configuration, locking, publishing, world
from bibtools.bibliography.entries.options import SOURCE
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import CODE_FROM, OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.cli.shell_completion import completing, missing_papers
from bibtools.config.papers import chosen
from bibtools.identifiers.doi_policy import ALL_DOIS
from bibtools.reports import add as reports
from bibtools.reports.formats import OF_FINDINGS, Result

if TYPE_CHECKING:
    from bibtools.config.configuration import Config
    from bibtools.files.library_lock import Locking
    from bibtools.files.write_access import NamedPath


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="WHAT...", shell_complete=completing(missing_papers))
@click.option("--key", metavar="KEY", help="The key of the new entry; by default one like those that are there.")
@click.option(
    "--bib", type=click.Path(readable=False), metavar="FILE", help="The .bib to add to; created if there is none."
)
@click.option("--diff", is_flag=True, help="Write nothing; print what would change, exit 1 if anything would.")
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
    """Add papers to the .bib of the paper here, and print the keys to cite.

    WHAT is an arXiv id in any spelling, the address of a paper, or a title in quotes. A title must be certain: else the
    papers that may be meant are listed, and nothing is written. What the .bib has already stays as it is.
    """
    with Progress() as progress:
        config = configuration(trust=trust).overridden(offline=offline, timeout=timeout, code_from=code_from)
        here = world(config, progress)
        wanted = AddOptions(
            what=what,
            key=key,
            papers=_papers(config, bib),
            sync=_wanted(config, locking(config, progress), publishing(config, progress.note), diff=diff),
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


def _wanted(config: Config, locks: Locking, published: Publishing, *, diff: bool) -> SyncOptions:
    return SyncOptions(
        diff=diff,
        only_adds=True,
        keys=config.keys,
        preferences=config.preferences,
        pairing=SOURCE in config.code_from,
        locking=locks,
        dois=ALL_DOIS,
        publishing=published,
    )
