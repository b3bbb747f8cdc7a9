"""A process that has loaded the program and runs it again and again: real runs, without their start-up time.

Asked by a JSON object a line on standard input (arguments, folder and environment), it answers with the run's exit
code. A run's standard streams are files without a name that all processes have open. What runs is a child, forked when
all is loaded. A run that ends its process gets its exit code from that, and the next run another child; and so it is
where a run leaves something behind (a thread, a process, an open file).
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

import bibtools
from bibtools.core.lazy_pattern import lazy_pattern

# What runs need sooner or later; what they load of it on their own is another test's business.
OTHERS = (
    "bibtexparser.splitter",
    "email.utils",
    "filelock",
    "html",
    "requests",
    "sqlite3",
    "tomllib",
    "difflib",
    "netrc",
)
WITH_EXTRAS = ("bibtools.lsp", "bibtools.corpus")  # what they need may not be installed


def load_all() -> None:
    """Load what runs need of the package and of others."""
    own = {each.name for each in pkgutil.walk_packages(bibtools.__path__, "bibtools.")}
    for module in sorted(each for each in own if not each.startswith(WITH_EXTRAS)):
        importlib.import_module(module)
    for module in OTHERS:
        importlib.import_module(module)
    compile_patterns()


def compile_patterns() -> None:
    """Compile the patterns of all modules: each child would do so anew, which takes longer than most of its runs."""
    lazy = type(lazy_pattern(""))
    for pattern in [each for each in gc.get_objects() if type(each) is lazy]:
        pattern.match  # noqa: B018 - asking for it compiles


class Done(NamedTuple):
    """How a run ended."""

    code: int
    out: bytes
    err: bytes


class WarmProcess:
    """Asks such a process."""

    def __init__(self) -> None:
        self._streams = [
            cast("IO[bytes]", tempfile.TemporaryFile(buffering=0))  # noqa: SIM115 - they stay open
            for _ in range(3)
        ]
        shared = [stream.fileno() for stream in self._streams]
        command = [sys.executable, __file__, *map(str, shared)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=shared)

    def run(
        self,
        arguments: tuple[str, ...],
        folder: Path,
        environ: dict[str, str],
        stdin: str = "",
        program: str = "bibtools",
        umask: int = 0o022,
    ) -> Done:
        """Run one of the console scripts."""
        for stream, text in zip(self._streams, (stdin.encode(), b"", b""), strict=True):
            stream.seek(0)
            stream.truncate()
            stream.write(text)
            stream.seek(0)  # where the run begins to read or to write
        sys.audit("tests.warm_run")
        asked = {"arguments": [program, *arguments], "folder": str(folder), "environ": environ, "umask": umask}
        pipe_in, pipe_out = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        pipe_in.write(json.dumps(asked).encode() + b"\n")
        pipe_in.flush()
        code = int(pipe_out.readline())
        return Done(code, *(os.pread(each.fileno(), os.fstat(each.fileno()).st_size, 0) for each in self._streams[1:]))

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=10)
        for stream in self._streams:
            stream.close()


def serve(streams: list[int]) -> None:
    """Have every line of standard input run by a child."""
    load_all()
    gc.freeze()  # what children never collect, they need not copy
    child = None
    for line in sys.stdin.buffer:
        child = child or Child(streams)
        code, is_over = child.run(line)
        if is_over:
            child = None
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()


class Child:
    """A process that runs the calls that it receives, as long as it can."""

    def __init__(self, streams: list[int]) -> None:
        to_child, from_child = os.pipe(), os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(to_child[1])
            os.close(from_child[0])
            run_all(to_child[0], from_child[1], streams)
        os.close(to_child[0])
        os.close(from_child[1])
        self._asked, self._answers = os.fdopen(to_child[1], "wb"), os.fdopen(from_child[0], "rb")

    def run(self, line: bytes) -> tuple[int, bool]:
        """Return the exit code of a run, and whether it was this process's last one."""
        self._asked.write(line)
        self._asked.flush()
        answer = self._answers.readline().split()
        if answer[1:] == [b"again"]:
            return int(answer[0]), False
        self._asked.close()
        self._answers.close()
        ended = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
        return int(answer[0]) if answer else ended, True


def run_all(asking: int, answering: int, streams: list[int]) -> None:
    """Run what comes, until that ends or a run leaves something behind; never returns."""
    handler, files = signal.getsignal(signal.SIGINT), open_files()
    for line in os.fdopen(asking, "rb", closefd=False):
        signal.signal(signal.SIGINT, handler)
        sys.unraisablehook = sys.__unraisablehook__
        code = run(json.loads(line), streams)
        is_clean = threading.active_count() == 1 and not has_children() and has_only(files)
        os.write(answering, b"%d %s\n" % (code, b"again" if is_clean else b"last"))
        if not is_clean:
            break
    os._exit(0)


def open_files() -> int:
    """Return how many files this process has open."""
    return len(os.listdir("/dev/fd"))


def has_only(files: int) -> bool:
    """Return whether no more files are open than before, apart from those that nobody refers to any more."""
    if open_files() > files:
        gc.collect()
    return open_files() <= files


def has_children() -> bool:
    """Return whether this process has started another one that is still there."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


def programs() -> dict[str, Callable[[], None]]:
    """Return the console scripts by their names."""
    from bibtools import __main__  # loaded where the runs are
    from bibtools.hook import start

    hooks = {"bibtools-check": start.check, "bibtools-sync": start.sync, "bibtools-verify": start.verify}
    return {"bibtools": __main__.main, **hooks}


def run(asked: dict[str, Any], streams: list[int]) -> int:
    """Be the command line, with other streams, in another folder; return its exit code."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - descriptors, which stay open
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
    os.umask(asked["umask"])
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environ"])
    sys.argv = asked["arguments"]
    code: object = 0
    try:
        programs()[sys.argv[0]]()
    except SystemExit as ended:
        code = ended.code
    except BaseException:  # noqa: BLE001 - what no run may do: it must look as it would in a process of its own
        traceback.print_exc()
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else 1


if __name__ == "__main__":
    serve([int(each) for each in sys.argv[1:]])
