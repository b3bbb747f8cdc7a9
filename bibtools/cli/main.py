"""The command line: commands loaded when they are called, errors turned into exit codes."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from bibtools import __version__
from bibtools.cli.verbose import verbose
from bibtools.core.errors import BibtoolsError, ExitCode

# The name of a command is that of its module and of the function in it.
_COMMANDS = tuple(
    "add cache check corpus doctor explain find get index links lsp scan sync tables upgrade verify".split()
)

_COMPLETION = "_BIBTOOLS_COMPLETE"  # what click's shell completion asks by


class LazyGroup(click.Group):
    """A group whose commands are imported one by one, so that none pays for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in alphabetical order."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command, or return None where there is none of that name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"bibtools.cli.{cmd_name}"), cmd_name)
        return verbose(command)


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bibtools")
def bibtools() -> None:
    """Keep a paper's .bib in step with its sources.

    \b
    Exit codes: 0 in step, 1 an id does not exist or is impossible (or --check
    and --diff found something), 2 usage or configuration, 3 could not ask, read
    or write, 130 interrupted.
    """  # noqa: D301 - click wants the control character itself


verbose(bibtools)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every expected error becomes one message."""
    try:
        code = _called(list(sys.argv[1:] if arguments is None else arguments))
    except click.ClickException as error:
        error.show()
        return ExitCode.USAGE
    except BibtoolsError as error:
        click.echo(f"bibtools: error: {error.lines}", err=True)
        return error.exit_code
    except FileNotFoundError as error:
        click.echo(f"bibtools: error: {error.filename or 'the current folder'}: {error.strerror}", err=True)
        return ExitCode.COULD_NOT
    return code if isinstance(code, int) else ExitCode.IN_STEP


def _called(arguments: list[str]) -> object:
    """Call the command, without what `main` of click makes of an interrupt: an empty line, and another exception."""
    if os.environ.get(_COMPLETION):
        return bibtools.main(arguments, "bibtools", complete_var=_COMPLETION, standalone_mode=False)
    try:
        with bibtools.make_context("bibtools", arguments) as context:
            return bibtools.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
