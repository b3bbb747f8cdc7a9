"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from bibtools.core.errors import UsageError
from bibtools.reports.formats import OF_OTHERS, offered

_Command = TypeVar("_Command", bound=Callable[..., object])
OFFLINE = click.option("--offline", is_flag=True, help="Ask no service; answer from what is on this machine.")
TIMEOUT = click.option("--timeout", type=float, metavar="SECONDS", help="How long services may be asked, in all.")
TRUST = click.option(
    "--trust", is_flag=True, help="Heed what this repository's file says of services, index and cache."
)
CODE_FROM = click.option(
    "--code-from", metavar="LIST", help="Where links to code are looked for: record,source,tables,huggingface."
)
BARE = click.option("--bare", is_flag=True, help="Take bare numbers of the right form for ids, too.")
STDIN_FILENAME = click.option(
    "--stdin-filename", metavar="NAME", help="What standard input (-) is called; its ending tells the file type."
)
SELECT = click.option(
    "--select", multiple=True, metavar="RULES", help="Only these rules (bibtools explain lists them), or ALL."
)
EXTEND_SELECT = click.option("--extend-select", multiple=True, metavar="RULES", help="These rules, too.")
IGNORE = click.option("--ignore", multiple=True, metavar="RULES", help="Not these rules.")
LIBRARY_OR_SOURCES = click.argument(
    "given", nargs=-1, type=click.Path(readable=False), metavar="[FILE.bib | SOURCES]..."
)
SOURCES = click.argument("sources", nargs=-1, type=click.Path(readable=False))


def format_option(
    names: tuple[str, ...] = OF_OTHERS, text: str = "How the outcome is printed."
) -> Callable[[_Command], _Command]:
    """Return the option `--format` of a command that offers some formats, the first one by default."""

    def read(ctx: click.Context, param: click.Parameter, value: str) -> str:
        try:
            return offered(value, names)
        except UsageError as error:
            raise click.BadParameter(str(error), ctx, param) from None

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
        del ctx, param
        return [each for each in names if each.startswith(incomplete)]

    return click.option(
        "--format",
        "form",
        default=names[0],
        metavar=f"[{'|'.join(names)}]",
        show_default=True,
        help=text,
        callback=read,
        shell_complete=complete,
    )
