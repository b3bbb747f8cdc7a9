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
@click.option("--out", required=True, metavar="FOLDER", help="Output folder; a path or a URL.")
@format_option(FORMS, "Output format.")
@click.option("--find", is_flag=True, help="Also identify papers without ids, with the index.")
@click.option(
    "--scheduler",
    default=PROCESSES,
    show_default=True,
    metavar="plain|threads|processes|ADDRESS",
    shell_complete=completing(names((PLAIN, THREADS, PROCESSES))),
    help="Scheduler, or the address of a Dask cluster (tcp://host:8786).",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="NUMBER",
    help="Number of threads or processes; by default one per core.",
)
@click.option(
    "--partition-size",
    type=click.IntRange(1),
    default=SOURCES,
    show_default=True,
    metavar="NUMBER",
    help="Number of sources per partition.",
)
@click.option("--anew", is_flag=True, help="Delete the existing partitions and start over.")
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
    """Scan a whole corpus into a FOLDER: one row per source, in partitions.

    An interrupted run resumes where it stopped.

    SOURCES are files, folders, and fsspec URLs: s3://bucket/papers,
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
