"""`bibtools get`: entries of papers given by id."""

from __future__ import annotations

import click

from bibtools.app.get import GetOutcome
from bibtools.app.get import get as resolved
from bibtools.app.wiring import configuration, world
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import CODE_FROM, OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.cli.shell_completion import completing, papers
from bibtools.reports import bibtex, outcome_text
from bibtools.reports.formats import BIBTEX, CSL_JSON, JSON, Result


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...", shell_complete=completing(papers))
@OFFLINE
@TIMEOUT
@TRUST
@CODE_FROM
@format_option((BIBTEX, JSON, CSL_JSON), "Output format.")
def get(
    ids: tuple[str, ...], *, offline: bool, timeout: float | None, trust: bool, code_from: str | None, form: str
) -> int:
    """Print the entries of papers.

    An ID is an arXiv id or a DOI in any form, or the URL of a paper.
    """
    with Progress() as progress:
        here = world(
            configuration(trust=trust).overridden(offline=offline, timeout=timeout, code_from=code_from), progress
        )
        outcome = resolved(ids, here.today, here.resolve, here.attribute, here.config.preferences.form())
    result = Result(lambda: _text(outcome, form), lambda: _values(outcome))
    emit_result(result, form, outcome_text.beside_records(outcome))
    return outcome.exit_code


# What a format does not need is not loaded for it.


def _text(outcome: GetOutcome, form: str) -> str:
    if form != CSL_JSON:
        return bibtex.got(outcome)
    from bibtools.reports import csl_items

    return csl_items.got(outcome)


def _values(outcome: GetOutcome) -> dict[str, object]:
    from bibtools.reports import json

    return json.got(outcome)
