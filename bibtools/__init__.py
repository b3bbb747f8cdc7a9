"""bibtools keeps a paper's .bib in step with its sources.

    >>> import bibtools
    >>> bibtools.scan_text("See arXiv:1706.03762.").mentions[0].text
    '1706.03762'

The names in `__all__` are the public ones: versions speak of these, as semantic versioning has it (https://semver.org),
and of nothing else in the package. Each is loaded when it is first asked for. docs/reference/python.md shows them.
"""

from __future__ import annotations

__version__ = "0.2.0"


# The hooks load this module, so it holds no more: the names are in a table, and their types in `__init__.pyi`.
def __getattr__(name: str) -> object:
    """Return what a public name stands for, and keep it (PEP 562)."""
    from bibtools.app.public_names import value_of  # where one is asked for

    value = globals()[name] = value_of(name)
    return value


def __dir__() -> list[str]:
    """Return the names that are there, or will be."""
    from bibtools.app.public_names import NAMES

    return sorted({*globals(), *NAMES})
