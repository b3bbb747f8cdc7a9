"""Runs a program of ours as if the system had nothing of what only POSIX has, and wrote paths as Windows does.

`os.path` is `ntpath`, and the system's functions take backslashes; drives there are none. `pathlib` stays as it is, so
that this shows nothing of a repository's configuration.
"""

from __future__ import annotations

import builtins
import functools
import importlib
import io
import ntpath
import os
import posixpath
import stat
import subprocess
import sys
import warnings
from collections.abc import Callable
from typing import Any

import without_posix

# What our libraries load of the standard library, or of each other, before paths change under them.
LIBRARY = "glob click sqlite3 requests bibtexparser yaml tomllib zipfile importlib.metadata importlib.resources email"
BY_PATH = "stat lstat open scandir listdir mkdir unlink remove rmdir chmod utime access readlink chdir"
BY_TWO = "replace rename"


def _slashes(value: Any) -> Any:  # noqa: ANN401 - paths, descriptors and what else a function takes
    return value.replace("\\", "/") if isinstance(value, str) else value


def _taking(function: Callable[..., Any], paths: int = 1) -> Callable[..., Any]:
    @functools.wraps(function)
    def taking(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
        return function(*map(_slashes, arguments[:paths]), *arguments[paths:], **named)

    return taking


def _looking(look: Callable[[str], os.stat_result], is_meant: Callable[[int], bool]) -> Callable[[str], bool]:
    def looking(path: str) -> bool:
        try:
            return is_meant(look(path).st_mode)
        except (OSError, ValueError):
            return False

    return looking


def write_backslashes() -> None:
    """Write paths as Windows does from now on."""
    for names, paths in ((BY_PATH, 1), (BY_TWO, 2)):
        for name in names.split():
            setattr(os, name, _taking(getattr(os, name), paths))
    setattr(builtins, "open", _taking(open))  # noqa: B010 - mypy knows its type
    setattr(io, "open", builtins.open)  # noqa: B010 - the same
    by_link: dict[str, tuple[Callable[[str], os.stat_result], Callable[[int], bool]]] = {
        "exists": (os.stat, lambda _: True),
        "lexists": (os.lstat, lambda _: True),
        "isdir": (os.stat, stat.S_ISDIR),
        "isfile": (os.stat, stat.S_ISREG),
        "islink": (os.lstat, stat.S_ISLNK),
    }
    for name, (look, is_meant) in by_link.items():
        setattr(ntpath, name, _looking(look, is_meant))
    real, here = posixpath.realpath, os.getcwd
    setattr(ntpath, "realpath", lambda path, **_: real(_slashes(path)).replace("/", "\\"))  # noqa: B010
    setattr(os, "getcwd", lambda: here().replace("/", "\\"))  # noqa: B010
    os.environ["PATH"] = os.environ["PATH"].replace(":", ";")
    os.sep, os.altsep, os.pathsep, os.path = "\\", "/", ";", ntpath
    sys.modules["os.path"] = ntpath


def start_programs() -> None:
    """Start programs of this system, which know no backslashes."""
    start = subprocess.Popen.__init__

    def init(self: subprocess.Popen[bytes], words: list[str], *, env: dict[str, str], **named: Any) -> None:  # noqa: ANN401
        given = [_slashes(word) for word in words]
        start(self, given, env={**env, "PATH": env["PATH"].replace(";", ":")}, **named)

    setattr(subprocess.Popen, "__init__", init)  # noqa: B010


def main() -> None:
    warnings.filterwarnings("ignore", "only soft file lock")
    for module in LIBRARY.split():
        importlib.import_module(module)
    without_posix.hide()
    start_programs()
    write_backslashes()
    without_posix.run(sys.argv[1], sys.argv[2:])


if __name__ == "__main__":
    main()
