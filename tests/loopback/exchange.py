"""One request and the answer that is on its way: what a fault needs to misbehave."""

from __future__ import annotations

import os
import select
import socket
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from threading import Event

from loopback.papers import Paper
from loopback.replies import Reply

_TICK = 0.01  # seconds until it is noticed that nobody waits any more


@dataclass
class Exchange:
    """A request that waits for its answer."""

    handler: BaseHTTPRequestHandler
    found: Sequence[Paper | None]  # what was asked for, as far as it is known
    holding: Callable[[Sequence[Paper | None]], Reply]  # writes an answer in the service's form
    refusal: Reply  # a 400 in the service's form that names no id
    leave: Callable[[], None]  # to be called before the client has its answer: then it may ask again at once
    stopped: Event  # the server is shut down

    @property
    def answer(self) -> Reply:
        """The answer that would be right."""
        return self.holding(self.found)

    def send(self, reply: Reply, body: bytes | None = None, promised: int | None = None) -> None:
        """Send a whole reply; bytes can take the place of its text, and another length can be promised."""
        body = reply.body.encode() if body is None else body
        self.leave()
        self.begin(reply, len(body) if promised is None else promised)
        self.handler.wfile.write(body)

    def begin(self, reply: Reply, length: int | None) -> None:
        """Send what precedes the body, which ends with the connection if it has no length."""
        self.handler.send_response(reply.status)
        self.handler.send_header("Content-Type", reply.content_type)
        if length is not None:
            self.handler.send_header("Content-Length", str(length))
        for name, value in reply.headers:
            self.handler.send_header(name, value)
        self.handler.end_headers()

    def begin_half(self) -> None:
        """Send the head of the right answer, and half of its body."""
        body = self.answer.body.encode()
        self.begin(self.answer, len(body))
        self.handler.wfile.write(body[: len(body) // 2])

    def hang(self) -> None:
        """Say nothing more."""
        while not (self.stopped.wait(_TICK) or is_gone(self.handler.connection)):
            pass

    def pour(self, piece: bytes, pause: float = 0) -> None:
        """Send a piece again and again."""
        connection = self.handler.connection
        while not self.stopped.wait(pause):
            if select.select([], [connection], [], _TICK)[1]:
                connection.send(piece, socket.MSG_DONTWAIT)

    def reset(self) -> None:
        """Break the connection off; a close of the socket alone would wait for its other users, and be orderly."""
        connection = self.handler.connection
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.leave()
        os.close(connection.detach())


def is_gone(connection: socket.socket) -> bool:
    """Return whether the client has closed its end."""
    try:
        return not connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except OSError:
        return True
