"""Groups of commands; an unknown name gets a suggestion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import click

from bibtools.core.nearest import nearest
from bibtools.core.text import printable

_HELP = "help"
_VERY_ALIKE = 0.7  # of 1: a word that is no command must be almost that which was typed
# What other programs call it, and what it is here.
OTHER_WORDS = {
    "config": "init",
    "setup": "init",
    "install": "init --hook",
    "search": "find",
    "lookup": "find",
    "query": "find",
    "show": "get",
    "fetch": "get",
    "export": "get",
    "import": "sync --from FILE.bib",
    "update": "sync",
    "list": "scan",
    "extract": "scan",
    "lint": "check",
    "clean": "check --fix",
    "fix": "check --fix",
    "format": "check --fix",
    "tidy": "check --fix",
    "duplicates": "check --select duplicate-work",
    "dedupe": "check --select duplicate-work --fix",
    "publish": "upgrade",
    "undo": "upgrade --undo KEY",
    "validate": "verify",
    "urls": "links",
    "rules": "explain",
    "download": "tables download",
    "server": "lsp",
    "status": "doctor",
    "version": "--version",
}


class CommandGroup(click.Group):
    """A group that suggests the nearest command for an unknown name."""

    other_words: Mapping[str, str] = {}

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Resolve a command; raises UsageError with what is probably meant, but not while a shell completes."""
        name = args[0]
        if not ctx.resilient_parsing and name not in self.list_commands(ctx) and not name.startswith("-"):
            meant = self._meant(ctx, name, args[1:])
            hint = f"; did you mean {ctx.command_path} {meant}?" if meant else ""
            raise click.UsageError(f"no such command: {printable(name)}{hint}", ctx)
        return super().resolve_command(ctx, args)

    def _meant(self, ctx: click.Context, name: str, rest: Iterable[str]) -> str:
        known = self.list_commands(ctx)
        if name == _HELP:
            command = next((found for each in rest if (found := nearest(each, known))), "")
            return f"{command} --help".lstrip()
        words = {**self.other_words, **{each: each for each in known}}
        close = nearest(name, words, _VERY_ALIKE) or nearest(name, known)
        return words[close] if close else ""
