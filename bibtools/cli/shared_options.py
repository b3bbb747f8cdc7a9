"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

import click

from bibtools.cli.shell_completion import completing, names, rules_or_all
from bibtools.core.errors import UsageError
from bibtools.reports.formats import OF_OTHERS, offered

_Command = TypeVar("_Command", bound=Callable[..., object])
OFFLINE = click.option("--offline", is_flag=True, help="Make no requests; use what is on this machine.")
TIMEOUT = click.option("--timeout", type=float, metavar="SECONDS", help="Time limit for all requests together.")
TRUST = click.option("--trust", is_flag=True, help="Trust this repository's settings for services, index and cache.")
CODE_FROM = click.option(
    "--code-from", metavar="LIST", help="Where to look for code links: record,source,tables,huggingface."
)
BARE = click.option("--bare", is_flag=True, help="Treat bare numbers such as 1706.03762 as ids.")
STDIN_FILENAME = click.option(
    "--stdin-filename",
    metavar="NAME",
    help="File name to assume for standard input (-); its extension sets the file type.",
)
_rules = partial(click.option, multiple=True, metavar="RULES", shell_complete=completing(rules_or_all, is_list=True))
SELECT = _rules("--select", help="Rules to apply, or ALL; bibtools explain lists them.")
EXTEND_SELECT = _rules("--extend-select", help="Rules to apply in addition.")
IGNORE = _rules("--ignore", help="Rules to leave out.")
LIBRARY_OR_SOURCES = click.argument(
    "given", nargs=-1, type=click.Path(readable=False), metavar="[FILE.bib | SOURCES]..."
)
SOURCES = click.argument("sources", nargs=-1, type=click.Path(readable=False))


def format_option(offers: tuple[str, ...] = OF_OTHERS, text: str = "Output format.") -> Callable[[_Command], _Command]:
    """Return the option `--format` of a command that offers some formats, the first one by default."""

    def read(ctx: click.Context, param: click.Parameter, value: str) -> str:
        try:
            return offered(value, offers)
        except UsageError as error:
            raise click.BadParameter(str(error), ctx, param) from None

    return click.option(
        "--format",
        "form",
        default=offers[0],
        metavar=f"[{'|'.join(offers)}]",
        show_default=True,
        help=text,
        callback=read,
        shell_complete=completing(names(offers)),
    )
