"""Errors of the command line, worded as all errors of bibtools are: in lower case, and with a suggestion."""

from __future__ import annotations

import click

from bibtools.core.nearest import nearest
from bibtools.core.text import printable


def worded(error: click.ClickException) -> str:
    """Return what is wrong, in one line."""
    if isinstance(error, click.NoSuchOption):
        return f"no such option: {printable(error.option_name)}{_meant(error)}"
    if isinstance(error, click.BadParameter) and error.param and error.ctx:
        name = _name(error.param, error.ctx)
        is_missing = isinstance(error, click.MissingParameter)
        return f"missing {error.param.param_type_name}: {name}" if is_missing else f"{name}: {_lower(error.message)}"
    if isinstance(error, click.BadOptionUsage):
        return f"{_lower(error.message)}".replace(f"option {error.option_name!r}", error.option_name, 1)
    return _lower(error.format_message())


def _meant(error: click.NoSuchOption) -> str:
    """Return the long option that is nearest to one that does not exist."""
    if not error.ctx or not error.option_name.startswith("--"):
        return ""
    options = [name for each in error.ctx.command.get_params(error.ctx) for name in each.opts if name.startswith("--")]
    close = nearest(error.option_name, options)
    return f"; did you mean {close}?" if close else ""


def _name(param: click.Parameter, context: click.Context) -> str:
    return param.opts[-1] if isinstance(param, click.Option) else param.make_metavar(context)


def _lower(text: str) -> str:
    """Return a sentence of click as the rest of a line; a range of numbers is numbers."""
    text = printable(text.removesuffix(".")).replace("valid integer range", "whole number")
    return text[:1].lower() + text[1:]
