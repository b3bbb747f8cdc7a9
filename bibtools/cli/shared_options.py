"""Options that several commands have."""

from __future__ import annotations

from functools import partial

import click

FORMAT = partial(click.option, "--format", "form", show_default=True)
# The formats of commands that find things.
FORMATS = ("text", "json", "github", "sarif")
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
SOURCES = click.argument("sources", nargs=-1, type=click.Path(readable=False))
