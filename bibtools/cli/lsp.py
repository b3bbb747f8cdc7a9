"""`bibtools lsp`: the language server, for editors."""

from __future__ import annotations

import sys
from importlib.util import find_spec

import click

from bibtools.core.errors import lacks_package
from bibtools.core.process_exit import serves


@click.command()
@click.option("--stdio", is_flag=True, help="Speak over standard input and output; there is no other way.")
def lsp(*, stdio: bool) -> int:
    """Speak the Language Server Protocol with an editor, over standard input and output.

    What bibtools check finds is shown while you write; what the other commands do are actions and commands of the
    editor. The documentation says how to set up editors. Makes no requests but for your own actions.
    """
    del stdio  # many editors give it to every server
    if find_spec("pygls") is None:
        raise lacks_package("bibtools lsp", "pygls", "lsp")
    from bibtools.lsp.features import new_server  # an extra

    serves()
    return new_server().serve(sys.stdin.buffer)
