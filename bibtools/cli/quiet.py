"""`--quiet`: results and errors only, without notes, summaries and progress."""

from __future__ import annotations

import click


def choose(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - as click calls it
    """Note that the user wants quiet, wherever on the command line it stands."""
    del param
    if value:
        ctx.find_root().meta[__name__] = True


def is_quiet() -> bool:
    """Return whether the command that runs is to be quiet."""
    context = click.get_current_context(silent=True)
    return bool(context and context.find_root().meta.get(__name__))
