"""The options that every command has: how much is said, and in which colours."""

from __future__ import annotations

import click

from bibtools.cli import color, quiet, verbose


def with_common_options(command: click.Command) -> click.Command:
    """Give a command, and those below it, the options."""
    if not any(each.name == "verbose" for each in command.params):
        command.params += [
            click.Option(
                ["-v", "--verbose"],
                is_flag=True,
                expose_value=False,
                is_eager=True,
                callback=verbose.listen,
                help="Say on standard error what is read, asked and written.",
            ),
            click.Option(
                ["-q", "--quiet"],
                is_flag=True,
                expose_value=False,
                is_eager=True,
                callback=quiet.choose,
                help="Leave out notes and progress.",
            ),
            click.Option(
                ["--color"],
                type=click.Choice(color.CHOICES),
                expose_value=False,
                is_eager=True,
                callback=color.choose,
                help="Colour the output; by default on a terminal.",
            ),
        ]
    if isinstance(command, click.Group):
        for each in command.commands.values():
            with_common_options(each)
    return command
