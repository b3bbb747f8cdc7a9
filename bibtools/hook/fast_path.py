"""The fast path: know from its files' contents that a paper is in step, before anything is imported.

A small state file in the cache records which files the paper has, what they held when everything was in step, and what
else mattered. If all of that is still so, there is nothing to do. Times of files are believed where they cannot
deceive, since pre-commit stashes and restores files, which changes their times and not their contents. They are taken
before a content is read: what changes a file later changes them, too.
"""

from __future__ import annotations

import os
import time

from bibtools import __version__
from bibtools.core.locations import cache_folder, cache_problem, is_plain_file, make_private, make_private_file
from bibtools.files import tex_environment
from bibtools.hook.git_index import (
    ABSENT,
    FOLDERS,
    KIND,
    NO_FILE,
    folder_times,
    hash_of,
    index_times,
    is_outside,
    is_same_index,
    settled,
    times,
    tracked,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# When any of this changes, nothing that was kept before counts; a checkout changes without a new version.
_HERE = os.path.dirname(__file__)
FORM = f"bibtools {__version__} 10 " + hash_of(os.fsencode(f"{_HERE} {os.stat(f'{_HERE}/../__init__.py').st_mtime_ns}"))
EXACT = "="  # instead of a frame: whatever changes in this file matters
BESIDE = "~"  # before a frame: this file is no source of the paper, so only its frame matters, if it is known
REFUSED = "!"  # instead of a hash of what git lists: git refuses, and a run has to report why
LISTED = "/"  # of a folder: what is in it matters
WHERE = (
    "BIBTOOLS_CONFIG",
    "BIBTOOLS_TRUST",
    "XDG_CONFIG_HOME",
    "HOME",
    "APPDATA",
    "SUDO_UID",
)  # they decide which file is the user's own
CAREFUL = frozenset({"--bare", "--offline"})  # options that only make a run ask less, or find more in what is there
VALUED = frozenset(
    {"--bib", "--format", "--timeout", "--select", "--extend-select", "--ignore"}
)  # options that take what follows


class Call:
    """How a hook is called: the folder, the options (files only say that something is new), and the environment."""

    __slots__ = ("cache", "environ", "files", "folder", "options")

    def __init__(self, folder: str, options: list[str], files: list[str], environ: Mapping[str, str]) -> None:
        self.folder, self.options, self.files, self.environ = folder, options, files, environ
        cache = cache_folder(environ)
        self.cache = os.devnull if cache_problem(cache) else cache  # what others can write is not believed

    @classmethod
    def of(cls, arguments: Sequence[str], environ: Mapping[str, str]) -> Call:
        """Read the arguments as far as the fast path needs to; raises OSError where the current folder is gone."""
        return cls(os.getcwd(), *divided(arguments), environ)

    @property
    def state(self) -> str:
        """The path of the state, without its ending."""
        git = [self.environ.get(name, "") for name in ("GIT_DIR", "GIT_WORK_TREE")]
        own = [self.environ.get(name, "") for name in WHERE]
        tex = tex_environment.fingerprint(self.environ)
        named = "\0".join([self.folder, *git, *own, tex, *self.options]).encode("utf-8", "surrogateescape")
        return f"{self.cache}/hook/{hash_of(named)}"


def divided(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Divide arguments into options (with values) and files.

    What is a file here is one even if it looks like an option: pre-commit puts no `--` before the names of files, and a
    repository may hold a file `x.bib` in a folder `--bib=..`. The user's own arguments come in front of these names, so
    an option that does no harm whoever gives it is both.
    """
    options: list[str] = []
    files: list[str] = []
    rest = iter(arguments)
    for each in rest:
        if each.startswith("-") and is_file(each):
            files.append(each)
            options += [each] if each in CAREFUL and each not in options else []
        elif each == "--":
            files += rest
        elif each.startswith("--") or each == "-h":
            options.append(each)
            if each in VALUED:
                options += [value for value in [next(rest, None)] if value is not None]
        else:
            files.append(each)
    return options, files


def is_file(name: str) -> bool:
    """Return whether a file, or a link, has this name; a folder does not count: pre-commit never names one."""
    try:
        return os.lstat(name).st_mode & KIND != FOLDERS
    except OSError:
        return False


def is_known_in_step(call: Call) -> bool:
    """Return whether nothing has changed since the paper was in step, or only what cannot matter."""
    rest = kept(f"{call.state}.state")
    if rest is None:
        return False
    head, _, lines = rest.partition(b"\0")
    listing, ids, index, keys = head.decode().split("\n")
    now = index_times(call.environ, time.time_ns())
    is_same = is_same_index(index, call.environ) if listing else is_outside(call.environ)
    if not (is_same or listing == _listed(call.environ)):
        return False
    before = lines.split(b"\0")[:-1]
    if call.files and not {os.fsencode(os.path.normpath(name).replace(os.sep, "/")) for name in call.files} <= {
        name for *_, frame, name in (line.split(b" ", 3) for line in before) if not frame.decode().startswith(BESIDE)
    }:
        return False  # a file that git does not track is examined if it is named
    after = [_now(line, ids, keys) for line in before]
    if None in after:
        return False
    if after != before or index != now:  # times that were too young before, and contents that did not matter
        write(call, listing, now, [line for line in after if line], ids.split(), keys.split())
    return True


def _listed(environ: Mapping[str, str]) -> str:
    answer = tracked(environ)
    if answer.refusal:
        return REFUSED
    return hash_of(answer.output) if answer.output is not None else ""


def _now(line: bytes, ids: str, keys: str) -> bytes | None:
    """Return what to record of a file from now on, or None where it has another content that may matter."""
    content, known, frame, name = line.split(b" ", 3)
    path, is_folder = os.fsdecode(name), frame.decode() == LISTED
    found = folder_times(path) if is_folder else times(path)
    if known.decode() == found:
        return line
    stamp = settled(found, time.time_ns())
    new, data = (names_in(path), None) if is_folder else content_of(path)
    if new == content.decode() or (data is not None and _is_harmless(path, data, ids, keys, frame.decode())):
        return line_of(path, new, frame.decode(), stamp)
    return None


def _is_harmless(path: str, data: bytes, ids: str, keys: str, frame: str) -> bool:
    """Return whether a source has changed so that it cannot matter."""
    if frame in {EXACT, BESIDE}:
        return False
    from bibtools.hook.quick_scan import has_frame, is_in_step  # most files have not changed

    if frame.startswith(BESIDE):
        return has_frame(path, data, frame.removeprefix(BESIDE))
    held = ids.encode().split()
    return is_in_step(
        path,
        data,
        frame,
        frozenset(each.rstrip(b"!") for each in held),
        frozenset([*keys.encode().split(), *(each[:-1] for each in held if each.endswith(b"!"))]),
    )


def line_of(path: str, content: str, frame: str, stamp: str) -> bytes:
    """Return what the cache holds for a file: hashes of its content and of its frame, and its times."""
    return f"{content} {stamp} {frame} ".encode() + os.fsencode(path)


def content_of(path: str) -> tuple[str, bytes | None]:
    """Return the hash and the content of a regular file; what there is instead, and None."""
    if (kind := times(path)) in NO_FILE:
        return kind, None
    from bibtools.files.limits import LIBRARY  # most files have not changed
    from bibtools.files.regular_files import is_too_large, read_regular

    try:
        data = read_regular(path, LIBRARY)
    except OSError as error:
        return hash_of(kind.encode()) if is_too_large(error) else ABSENT, None
    except ValueError:
        return ABSENT, None
    return hash_of(data), data


def names_in(folder: str) -> str:
    """Return a hash of the names in a folder that are not hidden, and of which ones are folders."""
    try:
        with os.scandir(folder) as entries:
            return hash_of_names([(each.name, each.is_dir()) for each in entries if not each.name.startswith(".")])
    except OSError:
        return ABSENT


def hash_of_names(names: Iterable[tuple[str, bool]]) -> str:
    """Return a hash of names in a folder, each with whether it is one, too."""
    return hash_of(
        "\0".join(sorted(f"{name}/{is_folder}" for name, is_folder in names)).encode("utf-8", "surrogateescape")
    )


def hash_of_content(data: bytes | None) -> str:
    """Return the hash of a file's content, or that there is no such file."""
    return ABSENT if data is None else hash_of(data)


def forget(call: Call) -> None:
    """Forget that the paper was in step."""
    _remove(f"{call.state}.state")


def write(call: Call, listing: str, index: str, lines: list[bytes], ids: Iterable[str], keys: Iterable[str]) -> None:
    """Note that the paper is in step; where nothing can be written, the next run looks again.

    `listing` is the hash of what git tracks, `index` the times of its index before that. `ids` are those of the papers
    that the library has; those that are keys, too, with an exclamation mark. `keys` are those that sources cite.
    """
    head = "\n".join([listing, " ".join(ids), index, " ".join(keys)])
    keep(f"{call.state}.state", f"{head}\0".encode() + b"".join(each + b"\0" for each in lines))


def kept(path: str) -> bytes | None:
    """Return what a file of the state holds; None where it is missing, damaged or of another version."""
    if not is_plain_file(path):
        return None
    try:
        with open(path, "rb") as stream:
            mark, _, data = stream.read().partition(b"\n")
    except OSError:
        return None
    return data if mark == _mark(data) else None


def keep(path: str, data: bytes) -> None:
    """Write a file of the state, whole or not at all."""
    scratch = f"{path}.{os.getpid()}"
    try:
        make_private(os.path.dirname(path), is_inside=True)
        make_private_file(scratch)
        with open(scratch, "wb") as stream:
            stream.write(_mark(data) + b"\n" + data)
        os.replace(scratch, path)
    except BaseException as error:  # a full disk, or an interrupt
        _remove(scratch)
        if not isinstance(error, OSError):
            raise


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _mark(data: bytes) -> bytes:
    return f"{FORM} {hash_of(data)}".encode()
