"""What the project is called, and where its documentation is: the one place that says so."""

from __future__ import annotations

# The name on the package index, where `bibtools` is an unrelated program; the commands and the import keep theirs.
DISTRIBUTION = "bibtools-arxiv"
DOCUMENTATION = "https://bibtools-arxiv.readthedocs.io/en/stable/"


def page_of_rule(name: str) -> str:
    """Return the address of the page that explains a rule."""
    return f"{DOCUMENTATION}rules/{name}.html"
