"""Output: results on stdout, everything else on stderr."""

from __future__ import annotations

import os

import click

from bibtools.cli.color import styled
from bibtools.cli.quiet import without_notes
from bibtools.core.process_exit import OutputError, is_terminal, write_output
from bibtools.core.text import decode, encode, printable_lines
from bibtools.reports.formats import TEXT, Result, annotated, formatted


def emit(result: str, diagnostics: str) -> None:
    """Print a text exactly, bytes of foreign encodings included, and the diagnostics.

    A terminal gets it in colour, and nothing that would command the terminal.
    """
    _echo(_shown(result), diagnostics)


def emit_result(result: Result, form: str, diagnostics: str = "") -> None:
    """Print a result in a format, and the diagnostics; on GitHub Actions, annotations go with a text."""
    text = formatted(result, form, os.environ)
    diagnostics += annotated(result.findings, form, os.environ)
    if form == TEXT:
        emit(text, diagnostics)
    else:
        _echo(encode(text), diagnostics)


def emit_check(result: bytes, diagnostics: str, form: str) -> None:
    """Print what a check has found; where a stream is closed, nothing goes there."""
    if form == TEXT:
        result = _shown(decode(result))
    write_output(result, styled(printable_lines(without_notes(diagnostics)), is_terminal("stderr")))


def _shown(result: str) -> bytes:
    looked_at = is_terminal("stdout")
    return encode(styled(printable_lines(result) if looked_at else result, looked_at))


def _echo(result: bytes, diagnostics: str) -> None:
    if diagnostics := without_notes(diagnostics):
        click.echo(styled(printable_lines(diagnostics), is_terminal("stderr")), err=True, nl=False, color=True)
    try:
        click.echo(result, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error.errno, error.strerror) from None
