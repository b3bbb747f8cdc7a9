"""Output: results on stdout, everything else on stderr."""

from __future__ import annotations

import os

import click

from bibtools.core.process_exit import OutputError
from bibtools.core.text import encode
from bibtools.reports.formats import Result, annotated, formatted


def emit(result: str, diagnostics: str) -> None:
    """Print a result exactly, bytes of foreign encodings included, and the diagnostics."""
    if diagnostics:
        click.echo(diagnostics, err=True, nl=False)
    try:
        click.echo(encode(result), nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error.errno, error.strerror) from None


def emit_result(result: Result, form: str, diagnostics: str = "") -> None:
    """Print a result in a format, and the diagnostics; on GitHub Actions, annotations go with a text."""
    emit(formatted(result, form, os.environ), diagnostics + annotated(result.findings, form, os.environ))
