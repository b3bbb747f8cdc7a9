"""`bibtools get`: entries of papers given by id."""

from __future__ import annotations

import click

from bibtools.app.get import get as resolved
from bibtools.app.wiring import configuration, world
from bibtools.cli.output import emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import CODE_FROM, OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.reports import bibtex, csl_items, json, outcome_text
from bibtools.reports.formats import BIBTEX, CSL_JSON, JSON, Result

_TEXTS = {BIBTEX: bibtex.got, CSL_JSON: csl_items.got, JSON: bibtex.got}


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@OFFLINE
@TIMEOUT
@TRUST
@CODE_FROM
@format_option((BIBTEX, JSON, CSL_JSON), "How the records are printed.")
def get(
    ids: tuple[str, ...], *, offline: bool, timeout: float | None, trust: bool, code_from: str | None, form: str
) -> int:
    """Print the entries of papers.

    An ID is an arXiv id, with or without prefix and version, or the address of a paper.
    """
    with Progress() as progress:
        here = world(
            configuration(trust=trust).overridden(offline=offline, timeout=timeout, code_from=code_from), progress
        )
        outcome = resolved(ids, here.today, here.resolve, here.attribute, here.config.preferences.form())
    result = Result(lambda: _TEXTS[form](outcome), lambda: json.got(outcome))
    emit_result(result, form, outcome_text.beside_records(outcome))
    return outcome.exit_code
