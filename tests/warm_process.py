"""A process that has loaded the program and forks a child for every run: real processes, without their start-up time.

Asked by a JSON object a line on standard input (arguments, folder, environment, and the files that the child's standard
streams are), it answers with the child's exit code.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import IO, NamedTuple, cast

from rehearsal import become, rehearse

# What runs need sooner or later; what they load of it on their own is another test's business.
LOADED = (
    "bibtexparser.splitter",
    "bibtools.cli.cache",
    "bibtools.cli.check",
    "bibtools.cli.doctor",
    "bibtools.cli.main",
    "bibtools.cli.explain",
    "bibtools.cli.find",
    "bibtools.cli.get",
    "bibtools.cli.index",
    "bibtools.cli.links",
    "bibtools.cli.scan",
    "bibtools.cli.sync",
    "bibtools.cli.tables",
    "bibtools.app.wiring",
    "bibtools.hook.main",
    "bibtools.hook.syncing",
    "bibtools.reports.summary",
    "bibtools.app.check",
    "bibtools.app.sync",
    "bibtools.bibliography.editing.integrity",
    "bibtools.index.provider",
    "bibtools.linkcheck.checker",
    "bibtools.matching.searcher",
    "bibtools.network.client",
    "bibtools.network.visit",
    "bibtools.providers.code_links",
    "bibtools.providers.http_lookup",
    "bibtools.providers.resolver",
    "bibtools.storage.tables.store",
    "bibtools.reports.check",
    "bibtools.reports.outcome_text",
    "bibtools.reports.github",
    "bibtools.reports.sarif",
    "bibtools.sources.bib",
    "bibtools.sources.notebook",
    "bibtools.sources.prose",
    "bibtools.sources.python",
    "bibtools.sources.tex",
    "email.utils",
    "filelock",
    "html",
    "requests",
    "sqlite3",
    "xml.etree.ElementTree",
)


class Done(NamedTuple):
    """How a run ended."""

    code: int
    out: bytes
    err: bytes


class WarmProcess:
    """Asks such a process; to be used as a context manager."""

    def __init__(self, folder: Path) -> None:
        self._streams = [str(folder / name) for name in ("in", "out", "err")]
        self._process = subprocess.Popen([sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(
        self, arguments: tuple[str, ...], folder: Path, environ: dict[str, str], stdin: str, program: str = "bibtools"
    ) -> Done:
        """Run one of the console scripts in a child."""
        source, out, err = map(Path, self._streams)
        source.write_bytes(stdin.encode())
        sys.audit("tests.warm_run")
        asked: dict[str, object] = {"program": [program], "arguments": arguments, "folder": str(folder)}
        asked |= {"environ": environ, "streams": self._streams}
        pipe_in, pipe_out = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        pipe_in.write(json.dumps(asked).encode() + b"\n")
        pipe_in.flush()
        return Done(int(pipe_out.readline()), out.read_bytes(), err.read_bytes())

    def close(self) -> None:
        """End the process."""
        self._process.communicate(timeout=10)


def serve() -> None:
    """Fork a child for every line of standard input."""
    for module in LOADED:
        importlib.import_module(module)
    rehearse(programs())
    gc.freeze()  # what children never collect, they need not copy
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(json.loads(line))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def programs() -> dict[str, Callable[[], None]]:
    """Return the console scripts by their names."""
    from bibtools import __main__  # loaded where the runs are
    from bibtools.hook import start

    return {"bibtools": __main__.main, "bibtools-check": start.check, "bibtools-sync": start.sync}


def run(asked: dict[str, list[str]]) -> None:
    """Be the command line, with other streams, in another folder; never returns."""
    source, out, err = asked["streams"]
    os.dup2(os.open(source, os.O_RDONLY), 0)
    os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 1)
    os.dup2(os.open(err, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - a descriptor; the old one has read ahead
    os.chdir(str(asked["folder"]))
    become(cast("dict[str, str]", asked["environ"]))
    sys.argv = [*asked["program"], *asked["arguments"]]
    code: object = 0
    try:
        programs()[sys.argv[0]]()
    except SystemExit as ended:
        code = ended.code
    except BaseException:  # noqa: BLE001 - what no run may do: it must look as it would in a process of its own
        traceback.print_exc()
        code = 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


if __name__ == "__main__":
    serve()
