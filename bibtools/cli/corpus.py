"""`bibtools corpus`: the ids of millions of sources, in a folder of results."""

from __future__ import annotations

import click

from bibtools.app.wiring import configuration, today
from bibtools.cli.output import emit
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import BARE, format_option
from bibtools.cli.shell_completion import completing, names
from bibtools.corpus import run_report
from bibtools.corpus.partition import SOURCES
from bibtools.corpus.row_formats import FORMS
from bibtools.corpus.run import run
from bibtools.corpus.schedulers import PLAIN, PROCESSES, THREADS


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("--out", required=True, metavar="FOLDER", help="Where the parts are written; a path or an address.")
@format_option(FORMS, "The form of the parts.")
@click.option("--find", is_flag=True, help="Look for papers by their words, too, in the index.")
@click.option(
    "--scheduler",
    default=PROCESSES,
    show_default=True,
    metavar="plain|threads|processes|ADDRESS",
    shell_complete=completing(names((PLAIN, THREADS, PROCESSES))),
    help="Who does the work; an address is that of a Dask cluster (tcp://host:8786).",
)
@click.option("--workers", type=click.IntRange(1), metavar="NUMBER", help="How many threads or processes (all cores).")
@click.option(
    "--partition-size",
    type=click.IntRange(1),
    default=SOURCES,
    show_default=True,
    metavar="NUMBER",
    help="How many sources stand in a part.",
)
@click.option("--anew", is_flag=True, help="Remove the parts that are there, and begin anew.")
@BARE
def corpus(
    sources: tuple[str, ...],
    *,
    out: str,
    form: str,
    find: bool,
    scheduler: str,
    workers: int | None,
    partition_size: int,
    anew: bool,
    bare: bool,
) -> int:
    """Scan a whole corpus into a FOLDER: a row a source, in parts.

    A run that was ended goes on where it stood.

    SOURCES are files, folders, and addresses of fsspec: s3://bucket/papers,
    "s3://bucket/*.tex", "zip://*.tex::s3://bucket/papers.zip".
    """
    config = configuration()
    with Progress() as progress:
        heard = progress.counted("scanning", "parts")
        outcome = run(
            sources,
            out,
            today=today(),
            scheduler=scheduler,
            workers=workers,
            form=form,
            index=config.index_path if find else None,
            bare=bare,
            partition_size=partition_size,
            exclusion=config.exclusion,
            anew=anew,
            watch=lambda done, of: heard(done, done / max(1, of)),
        )
    emit(run_report.result(outcome), run_report.diagnostics(outcome))
    return outcome.exit_code
