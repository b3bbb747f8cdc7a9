"""Output: results on stdout, everything else on stderr."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from bibtools.core.finding import Finding
from bibtools.core.process_exit import OutputError
from bibtools.core.text import encode
from bibtools.reports.github import beside, commands


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


def for_machines(findings: Sequence[Finding], form: str) -> str:
    """Return findings in a format for machines: "github" or "sarif"."""
    if form == "sarif":
        from bibtools.reports.sarif import log  # noqa: PLC0415 - loaded where it is asked for

        return log(findings)
    return commands(findings, os.environ)


def annotated(findings: Sequence[Finding], form: str) -> str:
    """Return the annotations that GitHub Actions shows beside the files, where a text is printed there."""
    return beside(findings, os.environ) if form == "text" else ""
