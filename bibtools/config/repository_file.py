"""The repository's configuration file: `.bibtools.toml`, or the table `[tool.bibtools]` of `pyproject.toml`.

The one in the current folder or the nearest above it applies, up to the top of the work tree. One that is another
user's is ignored, since a folder above may be shared, unless the user trusts the repository.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from shlex import quote
from typing import Any

from bibtools.config.layers import Layer
from bibtools.config.toml_reader import table
from bibtools.config.trust import VARIABLE
from bibtools.core.locations import CONFIGURATIONS, configurations, is_own, work_tree
from bibtools.core.named_tuple import NamedTuple
from bibtools.files import settings_file


class RepositoryFile(NamedTuple):
    """The file that applies and the top of its repository; notes name files that are ignored."""

    layer: Layer
    top: str
    notes: tuple[str, ...] = ()
    open_path: str = ""  # the file or its folder, if anyone can write to it: then it cannot be trusted


def find(folder: str, environ: Mapping[str, str], is_trusted: Callable[[str], bool]) -> RepositoryFile:
    """Return the file that applies in a folder, empty if there is none; raises ConfigError."""
    notes: list[str] = []
    places = configurations(folder)
    for path in places:
        held = settings_file.read(path)
        if held is None:
            continue
        top = work_tree(folder) or os.path.dirname(path)
        if not (held.fault or is_own(held.owner, environ.get("SUDO_UID", "")) or is_trusted(top)):
            if path.endswith(CONFIGURATIONS[0]) or b"bibtools" in held.data:
                notes.append(f"{path} is ignored: it belongs to another user; {VARIABLE}={quote(top)} trusts it")
            continue
        own_table = _ours(path, table(path, held))
        if own_table is not None:
            return RepositoryFile(Layer(path, own_table), top, tuple(notes), held.open_path)
    own = os.path.join(folder, CONFIGURATIONS[0])
    return RepositoryFile(Layer(own), work_tree(folder) or folder, (*notes, *_above(os.path.dirname(places[-1]))))


def _ours(path: str, whole: dict[str, Any]) -> Any:  # noqa: ANN401 - an untrusted file may hold anything
    if os.path.basename(path) == CONFIGURATIONS[0]:
        return whole
    tools = whole.get("tool")
    return tools.get("bibtools") if isinstance(tools, dict) else None


def _above(folder: str) -> list[str]:
    """Return a note on a file above the searched folders, which the user may expect to apply."""
    while (above := os.path.dirname(folder)) != folder:
        folder = above
        path = os.path.join(folder, CONFIGURATIONS[0])
        if os.path.isfile(path):
            return [f"{path} is ignored: it is above the repository; personal settings belong in your own file"]
    return []
