"""An older commit beside the present one: its tree for the time of a run, which is taken away afterwards."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.programs import ROOT


def is_there(commit: str, root: Path = ROOT) -> bool:
    """Return whether there is such a commit."""
    command = ["git", "-C", str(root), "rev-parse", "--verify", "--quiet", f"{commit}^{{commit}}"]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


@contextmanager
def tree(commit: str, folder: Path, root: Path = ROOT) -> Iterator[Path | None]:
    """Yield the tree of a commit in a folder, None for no commit."""
    if not commit:
        yield None
        return
    path = folder / "older"
    git = ["git", "-C", str(root), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(path), commit], check=True)
    try:
        yield path
    finally:
        subprocess.run([*git, "remove", "--force", str(path)], check=True)
