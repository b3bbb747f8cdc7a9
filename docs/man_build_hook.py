"""What hatch calls when it builds a wheel: the man pages go where `man` looks for those of an installed program."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_FOLDER = "share/man/man1"  # below the prefix of the installation


class ManPages(BuildHookInterface):  # type: ignore[misc] # hatchling need not be installed where types are checked
    """Adds the man pages to a wheel, but not to an editable installation."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the pages, and note where they belong in the wheel."""
        if version == "editable":
            return
        sys.path[:0] = [self.root, str(Path(self.root) / "docs")]
        import man_pages

        self._made = tempfile.TemporaryDirectory()
        for path in man_pages.write(Path(self._made.name)):
            build_data["shared_data"][str(path)] = f"{_FOLDER}/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was written."""
        del build_data, artifact_path
        if version != "editable":
            self._made.cleanup()
