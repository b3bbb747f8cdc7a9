"""`bibtools report`: what a paper cites, as a reading list."""

from __future__ import annotations

import os

import click

from bibtools.app.check_papers import check_papers
from bibtools.app.reading_list import reading_list
from bibtools.app.wiring import configuration, locking, recorded_by, today
from bibtools.app.written_report import write_report
from bibtools.cli.output import emit, emit_result
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import SOURCES, format_option
from bibtools.core.errors import UsageError
from bibtools.core.text import printable
from bibtools.files.workspace import HERE
from bibtools.reports import reading_html, reading_markdown, reading_values, reading_words
from bibtools.reports.formats import HTML, JSON, MARKDOWN, Result, formatted

_TEXTS = {HTML: reading_html.page, MARKDOWN: reading_markdown.page}
_MARKS = {HTML: reading_html.MARK, MARKDOWN: reading_markdown.MARK, JSON: '"papers": ['}  # what each begins with
_ENDINGS = {".html": HTML, ".htm": HTML, ".md": MARKDOWN, ".markdown": MARKDOWN, ".json": JSON}


@click.command()
@SOURCES
@click.option("--bib", type=click.Path(readable=False), metavar="FILE", help="The .bib of the paper.")
@click.option(
    "--out", type=click.Path(readable=False), metavar="FILE", help="Write to a file; its extension sets the format."
)
@click.option("--all", "everything", is_flag=True, help="Include entries that are not cited.")
@format_option((HTML, MARKDOWN, JSON), "Output format.")
@click.pass_context
def report(
    context: click.Context, sources: tuple[str, ...], *, bib: str | None, out: str | None, everything: bool, form: str
) -> int:
    """Print a reading list of what a paper cites: one HTML page, or Markdown.

    Lists each work with authors, venue and year, links to paper, PDF and code, the places where it is cited, and the
    findings of bibtools check. The page is self-contained; JavaScript only adds filtering and sorting. SOURCES are
    files and folders (default: the current folder). Makes no requests.
    """
    config = configuration(asks=False)
    outcomes = check_papers(config, today(), sources, bib, recorded=recorded_by(lambda: config))
    lists = [reading_list(each, today(), HERE, everything=everything) for each in outcomes if each.cited_from]
    if not lists:
        raise UsageError("no .bib found, so there is nothing to list; name one with --bib")
    if context.get_parameter_source("form") == click.core.ParameterSource.DEFAULT:
        form = _form_of(out or "", form)
    result = Result(lambda: _TEXTS[form](lists), lambda: reading_values.values(lists))
    notes = "".join(f"{each}\n" for each in reading_words.notes(lists))
    if out is None:
        emit_result(result, form, notes)
        return 0
    with Progress() as progress:
        write_report(out, formatted(result, form, os.environ), _MARKS[form], locking(config, progress))
    emit("", f"{notes}{printable(f'{reading_words.subtitle(lists)}: {out}')}\n")
    return 0


def _form_of(out: str, usual: str) -> str:
    """Return the form for a file's extension; one without an extension has the usual form."""
    ending = os.path.splitext(out)[1].lower()
    if ending and ending not in _ENDINGS:
        raise UsageError(f"--out {printable(out)}: {printable(ending)} is not a known format; choose one with --format")
    return _ENDINGS.get(ending, usual)
