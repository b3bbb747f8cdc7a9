"""The server in a process of its own, as an editor starts it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from lsp.editor import Message


class ServerProcess:
    """The server as an editor starts it."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        command = [sys.executable, "-m", "bibtools", "lsp", "--stdio"]
        self.process = subprocess.Popen(
            command, cwd=folder, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def send(self, message: Message) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def receive(self) -> Message:
        assert self.process.stdout is not None
        length = 0
        while line := self.process.stdout.readline().strip():
            length = int(line.partition(b":")[2]) if line.startswith(b"Content-Length") else length
        found: Message = json.loads(self.process.stdout.read(length))
        return found

    def until(self, number: int) -> Any:  # noqa: ANN401 - of the protocol
        """Answer what the server asks, and return the result of a request."""
        while True:
            message = self.receive()
            if message.get("id") == number and "method" not in message:
                return message.get("result")
            if "method" in message and "id" in message:
                self.send({"id": message["id"], "result": None})
