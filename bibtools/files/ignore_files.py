"""The patterns of `.gitignore` files, read without git: it refuses some repositories, like those of another user."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import decode
from bibtools.files.gitignore import MOST, PatternError, matcher, read
from bibtools.files.regular_files import read_regular
from bibtools.files.worktree import discovered

_NAME = ".gitignore"
_LARGEST = 1_000_000  # bytes
_SPECIAL = lazy_pattern(r"([*?[\]\\])")


def ignored(folder: str, names: Sequence[str]) -> Callable[[str], bool]:
    """Return a function that decides whether `.gitignore` files leave out a path, given relative to their folder."""
    place = os.path.realpath(folder)
    found = discovered(place, {})
    top = found.top if found else place
    here = "" if place == top else os.path.relpath(place, top)
    paths = {name: os.path.join(here, name) for name in names}
    folders = {above for path in paths.values() for above in _above(path)}
    patterns = [each for below in sorted(folders) for each in _patterns(top, below)]
    is_ignored = matcher(patterns[:MOST])
    return lambda name: is_ignored(os.path.normpath(os.path.join(here, name)))


def _above(path: str) -> Iterator[str]:
    while path:
        path = os.path.dirname(path)
        yield path


def _patterns(top: str, below: str) -> Iterator[str]:
    """Yield the patterns of a folder's file as they would stand at the top."""
    try:
        text = decode(read_regular(os.path.join(top, below, _NAME), _LARGEST))
    except OSError:
        return
    for line in text.splitlines():
        sign, body = ("!", line[1:]) if line.startswith("!") else ("", line)
        if not body.strip() or body.startswith("#"):
            continue
        whole = sign + (_lower(_SPECIAL.sub(r"\\\1", below), body) if below else body)
        try:
            read(whole)
        except PatternError:  # nothing can match it
            continue
        yield whole


def _lower(below: str, body: str) -> str:
    is_anchored = "/" in body.rstrip().removesuffix("/")
    return f"/{below}/{body.lstrip('/')}" if is_anchored else f"/{below}/**/{body}"
