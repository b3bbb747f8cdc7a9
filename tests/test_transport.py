from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from loopback import CHALLENGE, RATE_EXCEEDED, FakeArxiv, Reply

from bibtools.pace import Clock, Pace
from bibtools.transport import (
    BAD_REQUEST,
    BLOCKED,
    DOWN,
    FOUND,
    THROTTLED,
    Answer,
    Service,
    Transport,
    is_loopback,
    is_same_site,
)


@pytest.fixture
def transport(tmp_path: Path) -> Transport:
    return Transport(Pace(tmp_path, Clock(time.time, time.sleep), lambda *_: None), None)


def ask(transport: Transport, url: str, path: str = "/x") -> Answer:
    return transport.get("test", Service(url, 0.0), path, "application/atom+xml")


@pytest.mark.parametrize(
    ("reply", "status"),
    [
        (Reply(200, "<feed/>", "application/atom+xml"), FOUND),
        (Reply(200, "x<html", "application/atom+xml"), FOUND),
        (Reply(400, "<feed/>", "application/atom+xml"), BAD_REQUEST),
        (Reply(404, "no"), BAD_REQUEST),
        (RATE_EXCEEDED, THROTTLED),
        (Reply(200, "Rate exceeded.\n"), THROTTLED),
        (Reply(429, "<html>slow down</html>", "text/html"), THROTTLED),
        (CHALLENGE, BLOCKED),
        (Reply(200, " <!DOCTYPE HTML>", "application/atom+xml"), BLOCKED),
        (Reply(200, "<title>Just a moment...</title>", "application/atom+xml"), BLOCKED),
        (Reply(200, "<?xml version='1.0'?><feed>Just a moment...</feed>", "application/atom+xml"), FOUND),
        (Reply(500, "<a href='/.within.website/'>", "text/plain"), BLOCKED),
        (Reply(200, "<feed/>", "text/html; charset=utf-8"), BLOCKED),
        (Reply(503, "<html>x</html>", "text/html"), DOWN),
        (Reply(401), BLOCKED),
        (Reply(403), BLOCKED),
        (Reply(406), BLOCKED),
        (Reply(500, "x"), DOWN),
        (Reply(502, "x"), DOWN),
        (Reply(204), DOWN),
    ],
)
def test_an_answer_is_sorted_by_status_type_and_body(
    arxiv: FakeArxiv, transport: Transport, reply: Reply, status: str
) -> None:
    arxiv.replies = [reply]
    answer = ask(transport, arxiv.url)
    assert answer.status == status
    assert answer.body == (reply.body.encode() if status in {FOUND, BAD_REQUEST} else b"")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("Wed, 21 Oct 2099 07:28:00 GMT", 1e9),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("soon", None),
        ("-1", None),
        ("²", None),
        ("", None),
    ],
)
def test_retry_after_is_read(arxiv: FakeArxiv, transport: Transport, value: str, seconds: float | None) -> None:
    arxiv.replies = [RATE_EXCEEDED._replace(headers=(("Retry-After", value),))]
    read = ask(transport, arxiv.url).retry_after
    assert read == seconds or (seconds == 1e9 and read is not None and read > seconds)


def test_nobody_there_is_told(transport: Transport) -> None:
    answer = ask(transport, "http://127.0.0.1:9")
    assert (answer.status, answer.reason) == (DOWN, "cannot reach 127.0.0.1 (connection refused)")


def test_a_name_that_is_none_is_told(transport: Transport) -> None:
    answer = ask(transport, "https://nobody.invalid")
    assert (answer.status, "cannot reach nobody.invalid" in answer.reason) == (DOWN, True)


@pytest.fixture
def deaf() -> Iterator[str]:
    """A host that lets no connection come about: its queue is full."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        crowd = [socket.socket() for _ in range(4)]
        for each in crowd:
            each.setblocking(False)
            each.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        for each in crowd:
            each.close()


@pytest.mark.slow
def test_a_host_that_does_not_answer_is_given_up(transport: Transport, deaf: str) -> None:
    assert ask(transport, deaf).status == DOWN


class Odd(BaseHTTPRequestHandler):
    """Answers with what a path says."""

    def do_GET(self) -> None:
        if self.path == "/gzip":
            body = gzip.compress(b"<feed/>")
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        elif self.path == "/endless":
            self.send_response(200)
            self.end_headers()
            piece = b"x" * 2**20
            try:
                for _ in range(100):
                    self.wfile.write(piece)
            except OSError:
                return  # the client has had enough
        elif self.path == "/drops":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(100):
                    self.wfile.write(b" ")
                    time.sleep(0.05)
            except OSError:
                return
        elif self.path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"<feed>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def odd() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [("/gzip", FOUND, ""), ("/endless", DOWN, "sent more than 32 MiB"), ("/cut", DOWN, "cannot reach 127.0.0.1")],
)
def test_odd_bodies(transport: Transport, odd: str, path: str, status: str, said: str) -> None:
    answer = ask(transport, odd, path)
    assert (answer.status, said in answer.reason) == (status, True)


def test_an_answer_in_drops_ends_with_the_deadline(tmp_path: Path, odd: str) -> None:
    pace = Pace(tmp_path, Clock(time.time, time.sleep), lambda *_: None)
    answer = ask(Transport(pace, None, deadline=0.3), odd, "/drops")
    assert answer == Answer(DOWN, reason="127.0.0.1 had not finished its answer after 0.3 seconds")


@pytest.mark.parametrize(
    ("url", "host", "same"),
    [
        ("https://export.arxiv.org/x", "export.arxiv.org", True),
        ("https://arxiv.org/x", "export.arxiv.org", True),
        ("https://oaipmh.arxiv.org/x", "export.arxiv.org", True),
        ("http://127.0.0.1:1/x", "127.0.0.1", True),
        ("http://export.arxiv.org/x", "export.arxiv.org", False),
        ("https://notarxiv.org/x", "export.arxiv.org", False),
        ("https://arxiv.org.evil.example/x", "export.arxiv.org", False),
        ("https://evil.org./x", "export.arxiv.org.", False),
        ("http://127.0.0.2/x", "127.0.0.1", False),
        ("http://127.0.0.1/x", "export.arxiv.org", False),
        ("file:///etc/passwd", "export.arxiv.org", False),
    ],
)
def test_redirects_stay_with_the_site(url: str, host: str, same: bool) -> None:
    assert is_same_site(url, host) is same


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.1.2.3", True), ("localhost", True), ("::1", True), ("", False)]
    + [("10.0.0.1", False), ("127.0.0.1.example", False), ("localhost.example", False)],
)
def test_what_this_machine_is(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback
