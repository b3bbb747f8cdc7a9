"""A loopback server for the fake services, and what tests need of them."""

from __future__ import annotations

import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar

from loopback.arxiv import FakeArxiv
from loopback.crossref import FakeCrossref
from loopback.datacite import FakeDataCite
from loopback.doi_org import FakeDoiOrg
from loopback.exchange import Exchange
from loopback.faults import FAULTS, HANGS, Fault, patience
from loopback.github import FakeGitHub
from loopback.hugging_face import FakeHuggingFace
from loopback.inspire import FakeInspire
from loopback.oai import FakeOai
from loopback.openalex import FakeOpenAlex
from loopback.papers import Paper
from loopback.replies import BOMB, CHALLENGE, FOREIGN_XML, NOT_XML, OUT_OF_ORDER, RATE_EXCEEDED, Reply
from loopback.semantic_scholar import FakeSemanticScholar
from loopback.service import FakeService
from loopback.web import FakeWeb

__all__ = [
    "BOMB",
    "CHALLENGE",
    "FAULTS",
    "FOREIGN_XML",
    "HANGS",
    "NOT_XML",
    "OUT_OF_ORDER",
    "RATE_EXCEEDED",
    "FakeArxiv",
    "FakeCrossref",
    "FakeDataCite",
    "FakeDoiOrg",
    "FakeGitHub",
    "FakeHuggingFace",
    "FakeInspire",
    "FakeOai",
    "FakeOpenAlex",
    "FakeSemanticScholar",
    "FakeService",
    "FakeWeb",
    "Fault",
    "Paper",
    "Reply",
    "patience",
    "serving",
]

Service = TypeVar("Service", bound=FakeService)


@contextmanager
def serving(fake: Service) -> Iterator[Service]:
    """Serve on a free port of the loopback interface."""
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.respond(None)

        def do_HEAD(self) -> None:
            self.respond(None)

        def do_POST(self) -> None:
            self.respond(self.rfile.read(int(self.headers.get("Content-Length", "0"))))

        def respond(self, posted: bytes | None) -> None:
            connection = self.connection
            fake.enter(connection)
            try:
                headers = {name.lower(): value for name, value in self.headers.items()}
                fake.agents.append(headers.get("user-agent", ""))
                fake.headers.append(headers)
                fake.methods.append(self.command)
                fault = None if fake.replies else fake.fault
                reply = fake.reply(self.path) if posted is None else fake.reply_posted(self.path, posted, headers)
                found = fake.found(self.path, posted or b"")
                exchange = Exchange(self, found, fake.holding, fake.refusal(), lambda: fake.leave(connection), stopped)
                stopped.wait(fake.delay)
                with suppress(OSError):  # the client has had enough
                    if fault:
                        fault.misbehave(exchange)
                    else:
                        exchange.send(reply)
            finally:
                fake.leave(connection)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 128  # clients that come at once must not wait for a second attempt
        timeout = 1  # seconds for a client that is gone before it is let in

        def serve(self, end: socket.socket) -> None:
            """Serve until something comes through `end`; `serve_forever` would look for its end many times a second."""
            while end.fileno() not in select.select([self.fileno(), end.fileno()], [], [])[0]:
                self.handle_request()

    server = Server(("127.0.0.1", 0), Handler)
    ending, end = socket.socketpair()
    thread = threading.Thread(target=server.serve, args=(end,), daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        stopped.set()
        ending.send(b"end")
        thread.join()
        server.server_close()
        ending.close()
        end.close()
