"""Output: results on stdout, everything else on stderr."""

from __future__ import annotations

import os

import click

from bibtools.core.text import encode
from bibtools.reports.formats import Result, annotated, formatted


def emit(result: str, diagnostics: str) -> None:
    """Print a result exactly, bytes of foreign encodings included, and the diagnostics."""
    if diagnostics:
        click.echo(diagnostics, err=True, nl=False)
    click.echo(encode(result), nl=False)


def emit_result(result: Result, form: str, diagnostics: str = "") -> None:
    """Print a result in a format, and the diagnostics; on GitHub Actions, annotations go with a text."""
    emit(formatted(result, form, os.environ), diagnostics + annotated(result.findings, form, os.environ))
