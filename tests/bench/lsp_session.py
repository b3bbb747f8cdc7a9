"""A session with a language server, as an editor has it: a paper that is open, keystrokes, and diagnostics."""

from __future__ import annotations

import json
import os
import random
import subprocess
import time
from pathlib import Path
from typing import Any

CAPABILITIES = {
    "textDocument": {"diagnostic": {}},
    "workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}, "applyEdit": True},
}


class LspServer:
    """A server in a process of its own, as an editor talks to it."""

    def __init__(self, command: list[str], folder: Path) -> None:
        cache = str(folder.with_name("cache"))
        environ = {**os.environ, "BIBTOOLS_OFFLINE": "1", "BIBTOOLS_CACHE_DIR": cache}
        self.process = subprocess.Popen(
            command, cwd=folder, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.edits: list[Any] = []
        self._number = 0

    def send(self, method: str, params: object, **more: object) -> None:
        data = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self._write(data)

    def _write(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def request(self, method: str, params: object) -> Any:  # noqa: ANN401 - of the protocol
        self._number += 1
        self.send(method, params, id=self._number)
        assert self.process.stdout is not None
        while True:
            length = 0
            while line := self.process.stdout.readline().strip():
                length = int(line.partition(b":")[2]) if line.startswith(b"Content-Length") else length
            message = json.loads(self.process.stdout.read(length))
            if message.get("id") == self._number and "method" not in message:
                return message.get("result")
            if "id" in message:
                self.edits.append(message["params"])
                answer = {"jsonrpc": "2.0", "id": message["id"], "result": {"applied": True}}
                self._write(json.dumps(answer).encode())

    def memory(self) -> float:
        """Return the resident memory in megabytes, where the system reports it."""
        status = Path(f"/proc/{self.process.pid}/status")
        lines = status.read_text("ascii").splitlines() if status.exists() else []
        return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS")), 0.0)

    def work(self) -> float:
        """Return the processor seconds used, where the system reports them: they do not count other programs."""
        status = Path(f"/proc/{self.process.pid}/stat")
        fields = status.read_text("ascii").rpartition(")")[2].split() if status.exists() else []
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK") if fields else 0.0

    def close(self) -> None:
        self.process.kill()
        self.process.wait()


def paper(folder: Path, entries: int) -> None:
    """Write a paper of 40 sources, one of them of 46 KB, and a library."""
    rng = random.Random(1)  # noqa: S311 - texts
    ids = [f"{year}{month:02}.{n:05}" for year in range(15, 26) for month in range(1, 13) for n in range(1, 99)]
    rng.shuffle(ids)
    library = [
        f"@misc{{author{n}word,\n  author = {{Author, A. and Other, Bob{n} and Third, C.}},\n"
        f"  title = {{A {{Study}} of Thing {n} in the Large and the Small}},\n  year = {{20{ids[n][:2]}}},\n"
        f"  eprint = {{{ids[n]}}},\n  archivePrefix = {{arXiv}},\n  primaryClass = {{cs.LG}},\n"
        f"  url = {{https://arxiv.org/abs/{ids[n]}}},\n}}\n\n"
        for n in range(entries)
    ]
    (folder / "refs.bib").write_text("".join(library), "utf-8")
    for number in range(39):
        lines: list[str] = []
        while sum(map(len, lines)) < (46_000 if number == 0 else 6_000):
            cited = rng.randrange(entries)
            lines.append(f"Some words of a text about things that go on \\cite{{author{cited}word}} and so on.\n")
        (folder / f"s{number}.tex").write_text("".join(lines), "utf-8")
    read = "".join(f"\\input{{s{number}}}\n" for number in range(39))
    main = "\\documentclass{article}\n\\begin{document}\n" + read
    (folder / "main.tex").write_text(
        f"{main}\\bibliographystyle{{plain}}\n\\bibliography{{refs}}\n\\end{{document}}\n", "utf-8"
    )


class LspSession:
    """A paper that is open in a server."""

    def __init__(self, command: list[str], folder: Path) -> None:
        begun = time.perf_counter()
        self.server, self.folder, self.versions = LspServer(command, folder), folder, dict[str, int]()
        folders = [{"uri": folder.as_uri(), "name": "paper"}]
        params = {"processId": None, "rootUri": None, "workspaceFolders": folders, "capabilities": CAPABILITIES}
        self.server.request("initialize", params)
        self.server.send("initialized", {})
        for name in ("s0.tex", "refs.bib"):
            item = {"uri": self.uri(name), "languageId": "x", "version": 1, "text": (folder / name).read_text("utf-8")}
            self.versions[name] = 1
            self.server.send("textDocument/didOpen", {"textDocument": item})
        self.diagnostics("s0.tex")
        self.first = time.perf_counter() - begun

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def diagnostics(self, name: str) -> list[Any]:
        found: list[Any] = self.server.request("textDocument/diagnostic", {"textDocument": {"uri": self.uri(name)}})[
            "items"
        ]
        return found

    def keystrokes(self, name: str, place: tuple[int, int], runs: int, pause: float) -> tuple[list[float], float]:
        """Return the seconds that some keystrokes take, and those of a processor that each does."""
        before, times = self.server.work(), []
        for _ in range(runs):
            times.append(self.keystroke(name, place, "x"))
            time.sleep(pause)
        return times, (self.server.work() - before) / runs

    def keystroke(self, name: str, place: tuple[int, int], new: str) -> float:
        """Return the seconds from a keystroke to the diagnostics."""
        self.versions[name] += 1
        which = {"uri": self.uri(name), "version": self.versions[name]}
        at = {"line": place[0], "character": place[1]}
        begun = time.perf_counter()
        changes = {"textDocument": which, "contentChanges": [{"range": {"start": at, "end": at}, "text": new}]}
        self.server.send("textDocument/didChange", changes)
        self.diagnostics(name)
        return time.perf_counter() - begun

    def add(self, paper_id: str) -> float:
        """Return the seconds that adding a paper takes."""
        self.keystroke("s0.tex", (0, 11), f" arXiv:{paper_id} ")
        begun = time.perf_counter()
        argument = {"uri": self.uri("s0.tex"), "works": [paper_id]}
        self.server.request("workspace/executeCommand", {"command": "bibtools.add", "arguments": [argument]})
        return time.perf_counter() - begun
