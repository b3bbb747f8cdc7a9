"""The command line: commands loaded when they are called, errors turned into exit codes."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from bibtools import __version__
from bibtools.cli.color import styled
from bibtools.cli.command_group import OTHER_WORDS, CommandGroup
from bibtools.cli.command_registry import BY_NAME, COLUMNS, examples
from bibtools.cli.common_options import with_common_options
from bibtools.core.errors import BibtoolsError, ExitCode
from bibtools.core.process_exit import is_terminal

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_COMPLETION = "_BIBTOOLS_COMPLETE"  # what click's shell completion asks by


class LazyGroup(CommandGroup):
    """A group whose commands are imported one by one, so that none pays for the others."""

    other_words = OTHER_WORDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of the registry."""
        del ctx
        return list(BY_NAME)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command, or return None if there is none of that name."""
        del ctx
        if cmd_name not in BY_NAME:
            return None
        command: click.Command = getattr(importlib.import_module(f"bibtools.cli.{cmd_name}"), cmd_name)
        command.epilog = examples(cmd_name)
        return with_common_options(command)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """List what a shell may complete; as for help, no command is loaded."""
        from click.shell_completion import CompletionItem

        fitting = [each for each in BY_NAME.values() if each.name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*(CompletionItem(each.name, help=each.summary) for each in fitting), *options]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by their groups, and load none of them."""
        del ctx
        for group, members in groupby(BY_NAME.values(), lambda each: each.group):
            with formatter.section(group):
                formatter.write_dl([(each.name, each.summary) for each in members])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": COLUMNS})
@click.version_option(__version__, prog_name="bibtools")
def bibtools() -> None:
    """Keep a paper's .bib in step with its sources.

    \b
    Exit codes: 0 all is well, 1 something is missing or wrong (or --diff shows
    a change), 2 wrong usage or configuration, 3 could not look up, read or
    write something, 130 interrupted.
    """  # noqa: D301 - click wants the control character itself


with_common_options(bibtools)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every expected error becomes one message."""
    try:
        code = _called(list(sys.argv[1:] if arguments is None else arguments))
    except click.ClickException as error:
        _show(error)
        return ExitCode.USAGE
    except BibtoolsError as error:
        _say(error.lines)
        return error.exit_code
    except FileNotFoundError as error:
        _say(f"{error.filename or 'the current folder'}: {error.strerror}")
        return ExitCode.COULD_NOT
    return code if isinstance(code, int) else ExitCode.IN_STEP


def _show(error: click.ClickException) -> None:
    """Print an error of the command line as all others are, and where to read on."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    from bibtools.cli.usage_errors import worded  # where something is wrong

    context = error.ctx if isinstance(error, click.UsageError) else None
    _say(f"{worded(error)}\n  see {context.command_path if context else 'bibtools'} --help")


def _say(error: str) -> None:
    click.echo(styled(f"bibtools: error: {error}\n", is_terminal("stderr")), err=True, nl=False, color=True)


def _called(arguments: list[str]) -> object:
    """Call the command without click's own handling of an interrupt: an empty line, and another exception."""
    if os.environ.get(_COMPLETION):
        from bibtools.cli.shell_completion import let_fish_read_commas  # for shells only

        let_fish_read_commas()
        return bibtools.main(arguments, "bibtools", complete_var=_COMPLETION, standalone_mode=False)
    try:
        with bibtools.make_context("bibtools", arguments) as context:
            return bibtools.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
