"""Where the documentation of a rule is: the page that comes with the package, or lies in its checkout."""

from __future__ import annotations

import os
from functools import cache

from bibtools.lsp.file_uris import uri_of

_HERE = os.path.dirname(os.path.abspath(__file__))
_PAGES = (os.path.join(_HERE, "rules.md"), os.path.join(_HERE, os.pardir, os.pardir, "docs", "rules.md"))


@cache
def _page() -> str | None:
    return next((uri_of(os.path.realpath(path)) for path in _PAGES if os.path.isfile(path)), None)


def documentation(rule: str) -> str | None:
    """Return the address of a rule's documentation, None where it is not on this machine."""
    page = _page()
    return f"{page}#{rule}" if page else None
