"""The options that every command has: how much is printed, and in which colours."""

from __future__ import annotations

from functools import partial

import click

from bibtools.cli import color, quiet, verbose

# None reaches a command: each is heeded where it stands, in front of the command or behind it.
_option = partial(click.Option, expose_value=False, is_eager=True)


def with_common_options(command: click.Command) -> click.Command:
    """Give a command, and those below it, the options."""
    if not any(each.name == "verbose" for each in command.params):
        command.params += [
            _option(
                ["-v", "--verbose"],
                is_flag=True,
                callback=verbose.listen,
                help="Log what is read, requested and written.",
            ),
            _option(["-q", "--quiet"], is_flag=True, callback=quiet.choose, help="Hide notes and progress."),
            _option(
                ["--color"],
                type=click.Choice(color.CHOICES),
                callback=color.choose,
                help="When to use colour; by default on a terminal.",
            ),
        ]
    if isinstance(command, click.Group):
        for each in command.commands.values():
            with_common_options(each)
    return command
