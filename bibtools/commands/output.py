"""Output: results on stdout, everything else on stderr."""

from __future__ import annotations

import click

from bibtools.text import encode


def emit(result: str, diagnostics: str) -> None:
    """Print a result exactly, bytes of foreign encodings included, and the diagnostics."""
    if diagnostics:
        click.echo(diagnostics, err=True, nl=False)
    click.echo(encode(result), nl=False)
