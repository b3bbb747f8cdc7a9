"""`--quiet`: results, warnings and errors, without notes and progress."""

from __future__ import annotations

import click

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.rules import NOTE, RULES

_NOTE = lazy_pattern(rf"note: |[^\n]*?: (?:{'|'.join(name for name, each in RULES.items() if each.level == NOTE)}): ")


def choose(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - as click calls it
    """Note that the user wants quiet, wherever on the command line it stands."""
    del param
    if value:
        ctx.find_root().meta[__name__] = True


def without_notes(text: str) -> str:
    """Return diagnostics as the user wants them: without notes if the command is to be quiet."""
    if not is_quiet():
        return text
    return "".join(line for line in text.splitlines(keepends=True) if not _NOTE.match(line))


def is_quiet() -> bool:
    """Return whether the running command is to be quiet."""
    context = click.get_current_context(silent=True)
    return bool(context and context.find_root().meta.get(__name__))
