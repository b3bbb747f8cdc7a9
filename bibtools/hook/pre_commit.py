"""pre-commit, which may run both hooks: what one of them reports, the other need not repeat."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from bibtools.core.text import decode
from bibtools.files.regular_files import read_regular

_CONFIGURATION = ".pre-commit-config.yaml"  # in the folder in which pre-commit runs hooks
_LARGEST = 1_000_000  # bytes of it
_HOOK = re.compile(r"^[ \t]*(?:-[ \t]+)?id:[ \t]*(['\"]?)(?P<id>[\w.-]+)\1[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_ELSEWHEN = re.compile(r"^[ \t]*(?:-[ \t]+)?stages:", re.MULTILINE)


def runs_also(hook: str, environ: Mapping[str, str]) -> bool:
    """Return whether pre-commit, which runs this, runs another of our hooks before the same commit for certain."""
    if environ.get("PRE_COMMIT") != "1" or hook in environ.get("SKIP", "").split(","):
        return False
    try:
        text = decode(read_regular(os.path.join(os.curdir, _CONFIGURATION), _LARGEST))
    except OSError:
        return False
    found = list(_HOOK.finditer(text))
    ends = (*(match.start() for match in found[1:]), len(text))
    return any(
        match["id"] == hook and not _ELSEWHEN.search(text, match.end(), end)
        for match, end in zip(found, ends, strict=False)
    )
