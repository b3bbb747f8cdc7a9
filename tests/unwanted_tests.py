"""Slow tests, which a quick run does not want: they are not even made.

Two of five tests are slow. Pytest makes all of them, in each worker, and deselects these: a fifth of what collecting
costs. Those that a user names are left to it, and so are slow rows of tables that are quick.
"""

from __future__ import annotations

from types import FunctionType

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_pycollect_makeitem(collector: pytest.Collector, name: str, obj: object) -> list[pytest.Item] | None:
    """Make nothing of a slow test; everything else is pytest's."""
    if not (name.startswith("test_") and isinstance(obj, FunctionType) and is_quick(collector.config)):
        return None
    is_slow = any(mark.name == "slow" for mark in getattr(obj, "pytestmark", []))
    return [] if is_slow or collector.get_closest_marker("slow") else None


def is_quick(config: pytest.Config) -> bool:
    """Return whether slow tests are not wanted, and none is named."""
    return config.option.markexpr == "not slow" and not any("::" in each for each in config.args)
