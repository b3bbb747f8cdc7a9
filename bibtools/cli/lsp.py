"""`bibtools lsp`: the language server, for editors."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import click

from bibtools.core.errors import lacks_package
from bibtools.core.process_exit import serves


@click.command()
@click.option("--stdio", is_flag=True, help="Use standard input and output (always the case).")
def lsp(*, stdio: bool) -> int:
    """Run the language server, over standard input and output.

    It shows the findings of bibtools check as you write, and offers the other commands as editor actions. See the
    documentation on setting up an editor. Makes requests only for actions that you start.
    """
    del stdio  # many editors give it to every server
    if find_spec("pygls") is None:
        raise lacks_package("bibtools lsp", "pygls", "lsp")
    from bibtools.lsp.features import new_server  # an extra

    serves()
    return new_server().serve(sys.stdin.buffer)
