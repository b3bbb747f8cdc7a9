"""Forks: files that a process holds alone are closed in the processes that it starts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

_own: set[IO[bytes]] = set()


@contextmanager
def kept_from_children(stream: IO[bytes]) -> Iterator[None]:
    """Close a file in every process that is forked in the meantime.

    A lock by `flock` belongs to the open file, and a fork has that open, too: a child that outlives its parent by a
    moment, or is stopped, would go on holding it.
    """
    _own.add(stream)
    try:
        yield
    finally:
        _own.discard(stream)


def _let_go() -> None:
    for stream in _own:
        stream.close()
    _own.clear()


if hasattr(os, "register_at_fork"):  # where there are forks at all
    os.register_at_fork(after_in_child=_let_go)
