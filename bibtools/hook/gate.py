"""The gate: whether a paper is known to be in step, told from its files' contents before anything is imported.

A small state file in the cache tells which files the paper has, what they held when everything was in step, and what
else mattered. If all of that is still so, there is nothing to do. Times of files are believed where they cannot
deceive, since pre-commit stashes and restores files, which changes their times and not their contents.
"""

from __future__ import annotations

import os
import time
from _blake2 import blake2b

from bibtools import __version__
from bibtools.places import cache_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# As long as any of this changes, nothing that was kept before counts.
FORM = f"bibtools {__version__} 2"
ABSENT = "-"  # instead of a hash: there must be no such file
_VALUED = frozenset({"--bib", "--format", "--timeout"})  # options that take what follows
_SETTLED = 2_000_000_000  # nanoseconds after which a file's times tell of every change


class Call:
    """How a hook is called: the folder, the options (files only say that something is new), and the environment."""

    __slots__ = ("cache", "environ", "files", "folder", "options")

    def __init__(self, folder: str, options: list[str], files: list[str], environ: Mapping[str, str]) -> None:
        self.folder, self.options, self.files, self.environ = folder, options, files, environ
        self.cache = cache_folder(environ)

    @classmethod
    def of(cls, arguments: list[str], environ: Mapping[str, str]) -> Call:
        """Read the arguments as far as the gate needs to."""
        options: list[str] = []
        files: list[str] = []
        rest = iter(arguments)
        for each in rest:
            if each == "--":
                files += rest
            elif each.startswith("-") and each != "-":
                options.append(each)
                if each in _VALUED:
                    options.append(next(rest, ""))
            else:
                files.append(each)
        return cls(os.getcwd(), options, files, environ)  # noqa: PTH109 - pathlib costs more than all of this

    @property
    def state(self) -> str:
        """The path of the state, without its ending."""
        named = "\0".join([self.folder, *self.options]).encode("utf-8", "surrogateescape")
        return f"{self.cache}/hook/{blake2b(named, digest_size=16).hexdigest()}"


def is_open(call: Call) -> bool:
    """Tell whether nothing has changed since the paper was in step, or only what cannot matter."""
    try:
        with open(f"{call.state}.gate", "rb") as stream:  # noqa: PTH123 - pathlib costs more than all of this
            head, _, lines = stream.read().partition(b"\n\n")
    except OSError:
        return False
    form, listing, index, ids = (head.decode().split("\n") + [""] * 4)[:4]
    if form != FORM or not (_same_index(index, call.environ) or listing == listed(call.environ)):
        return False
    before = lines.split(b"\0")[:-1]
    if call.files and not {os.fsencode(os.path.normpath(name)) for name in call.files} <= {
        line.split(b" ", 3)[3] for line in before
    }:
        return False  # a file that git does not track is looked at if it is named
    after = [_now(line, ids) for line in before]
    if None in after:
        return False
    now = told_index(call.environ, time.time_ns())
    if after != before or index != now:  # times that were too young before, and contents that did not matter
        write(call, listing, [line for line in after if line], ids.split())
    return True


def index_of(environ: Mapping[str, str]) -> str:
    """Return where git keeps what it tracks, or nothing where that is not plain."""
    folder = os.getcwd()  # noqa: PTH109 - the same
    while not os.path.exists(f"{folder}/.git") and folder != "/":  # noqa: PTH110 - the same
        folder = os.path.dirname(folder)  # noqa: PTH120 - the same
    return environ.get("GIT_INDEX_FILE") or f"{folder}/.git/index"


def told_index(environ: Mapping[str, str], now: int) -> str:
    """Return what the state says of git's index: it changes with what git tracks, and more often."""
    path = index_of(environ)
    return f"{settled_times(path, now)} {path}"


def _same_index(line: str, environ: Mapping[str, str]) -> bool:
    known, _, path = line.partition(" ")
    return known not in {"", "?"} and path == index_of(environ) and known == times(path)


def listed(environ: Mapping[str, str]) -> str:
    """Return a hash of what git tracks here, which is what a commit consists of; nothing outside of git."""
    output = tracked(environ)
    return hash_of(output) if output is not None else ""


def tracked(environ: Mapping[str, str]) -> bytes | None:
    """Return the files that git tracks below the current folder, each followed by NUL; None where git does not tell."""
    reading, writing = os.pipe()
    command = ["git", "ls-files", "-z", "--cached"]
    streams = [(os.POSIX_SPAWN_DUP2, writing, 1), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    try:
        process = os.posix_spawnp("git", command, environ, file_actions=streams)
    except OSError:
        os.close(reading)
        return None
    finally:
        os.close(writing)
    with open(reading, "rb") as stream:  # noqa: PTH123 - a descriptor
        output = stream.read()
    return None if os.waitpid(process, 0)[1] else output


def hash_of(data: bytes) -> str:
    """Return a hash of some bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def _now(line: bytes, ids: str) -> bytes | None:
    """Return what is to be said of a file from now on, or None where it has another content that may matter."""
    content, known, frame, name = line.split(b" ", 3)
    path = os.fsdecode(name)
    if known.decode() == times(path):
        return line
    new = hash_at(path)
    if new == content.decode() or (new != ABSENT and _is_harmless(path, ids, frame.decode())):
        return told(path, new, frame.decode(), time.time_ns())
    return None


def _is_harmless(path: str, ids: str, frame: str) -> bool:
    """Tell whether a source has changed so that it cannot matter."""
    if path.endswith((".bib", ".toml")):
        return False
    from bibtools.hook.glance import is_in_step  # noqa: PLC0415 - most files have not changed

    held = ids.encode().split()
    with open(path, "rb") as stream:  # noqa: PTH123 - the same
        data = stream.read()
    return is_in_step(
        path,
        data,
        frame,
        frozenset(each.rstrip(b"!") for each in held),
        frozenset(each[:-1] for each in held if each.endswith(b"!")),
    )


def times(path: str) -> str:
    """Return what tells of every change to a file that is old enough; nothing where there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116 - the same
    except OSError:
        return ""
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}"


def settled_times(path: str, now: int) -> str:
    """Return the same, or a question mark where a change at this moment could go unnoticed (`now` in nanoseconds)."""
    found = times(path)
    last = max(map(int, found.split(".")[1:3])) if found else now
    return found if last + _SETTLED < now else "?"


def told(path: str, content: str, frame: str, now: int) -> bytes:
    """Return what the state says of a file: hashes of its content and of its frame, and its times."""
    return f"{content} {settled_times(path, now)} {frame} ".encode() + os.fsencode(path)


def hash_at(path: str) -> str:
    """Return the hash of a file's content, or that there is no such file."""
    try:
        with open(path, "rb") as stream:  # noqa: PTH123 - the same
            return hash_of(stream.read())
    except OSError:
        return ABSENT


def close(call: Call) -> None:
    """Forget that the paper was in step."""
    try:
        os.unlink(f"{call.state}.gate")  # noqa: PTH108 - the same
    except OSError:
        return


def write(call: Call, listing: str, lines: list[bytes], ids: Iterable[str]) -> None:
    """Note that the paper is in step; where nothing can be written, the next run looks again.

    `ids` are those of the papers that the library has; those that are keys, too, with an exclamation mark.
    """
    head = "\n".join([FORM, listing, told_index(call.environ, time.time_ns()), " ".join(ids)])
    put(f"{call.state}.gate", f"{head}\n\n".encode() + b"".join(each + b"\0" for each in lines))


def put(path: str, data: bytes) -> None:
    """Write a file of the state, whole or not at all."""
    scratch = f"{path}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - the same
        with open(scratch, "wb") as stream:  # noqa: PTH123 - the same
            stream.write(data)
        os.replace(scratch, path)  # noqa: PTH105 - the same
    except OSError:
        return
