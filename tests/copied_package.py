"""A copy of the package in which somebody has changed or added modules."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "bibtools"


def copied_package(folder: Path, changes: Mapping[str, tuple[str, str] | str]) -> Path:
    """Make a package like ours below a folder, which PYTHONPATH then names, and return that folder.

    `changes` are modules by their paths: what is replaced in one by what, or the whole text of a new one. Folders that
    nothing changes in are links to ours, which is quick.
    """
    changed = {name.partition("/")[0] for name in changes}
    (folder / "bibtools").mkdir(parents=True)
    for each in PACKAGE.iterdir():
        if each.name in changed:
            shutil.copytree(each, folder / "bibtools" / each.name, ignore=shutil.ignore_patterns("__pycache__"))
        elif each.name != "__pycache__":
            (folder / "bibtools" / each.name).symlink_to(each)
    for name, change in changes.items():
        path = folder / "bibtools" / name
        if isinstance(change, str):
            path.write_text(change, "utf-8")
        else:
            text = path.read_text("utf-8")
            assert change[0] in text, f"{name} has changed: this test must, too"
            path.write_text(text.replace(*change), "utf-8")
    return folder
