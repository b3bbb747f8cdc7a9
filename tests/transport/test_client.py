from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from loopback import OUT_OF_ORDER, RATE_EXCEEDED, FakeArxiv, Reply

from bibtools.pace import Clock, Pace
from bibtools.providers import Key, Request, Service
from bibtools.transport.answer import BLOCKED, DOWN, FOUND, NOT_ASKED, THROTTLED, Answer
from bibtools.transport.client import Transport

CLOCK = Clock(time.time, time.sleep)


def connect(folder: Path, mailto: str | None = None, timeout: float | None = None) -> Transport:
    return Transport(Pace(folder, CLOCK, lambda *_: None), CLOCK, mailto, timeout)


@pytest.fixture
def transport(tmp_path: Path) -> Transport:
    return connect(tmp_path)


def ask(
    transport: Transport,
    url: str,
    path: str = "/api/query?id_list=2101.00001",
    deadline: float = 10.0,
    body: bytes = b"",
) -> Answer:
    service = Service(url, group="test", deadline=deadline, key=Key("x-api-key", "s3cret"))
    return transport.ask("test", service, Request("test", path, (), "application/atom+xml", body))


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

    ended = threading.Event()  # of an answer in drops

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
                self.ended.set()
        elif self.path == "/key":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(self.headers.get("x-api-key", "").encode())
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
    [
        ("/gzip", FOUND, ""),
        ("/endless", DOWN, "sent more than 32 MiB"),
        ("/cut", DOWN, "the connection to 127.0.0.1 broke off ("),
    ],
)
def test_odd_bodies(transport: Transport, odd: str, path: str, status: str, said: str) -> None:
    answer = ask(transport, odd, path)
    assert (answer.status, said in answer.reason) == (status, True)


def test_an_answer_in_drops_ends_with_the_deadline(transport: Transport, odd: str) -> None:
    answer = ask(transport, odd, "/drops", deadline=0.3)
    assert (answer.status, answer.reason) == (DOWN, "127.0.0.1 had not finished its answer after 0.3 seconds")
    Odd.ended.wait(5)
    assert Odd.ended.is_set()  # the connection is closed, although the process lives on


@pytest.mark.parametrize(
    ("reply", "requests", "status"),
    [
        (RATE_EXCEEDED, 2, FOUND),
        (RATE_EXCEEDED._replace(headers=(("Retry-After", "0"),)), 2, FOUND),
        (RATE_EXCEEDED._replace(headers=(("Retry-After", "soon"),)), 2, FOUND),
        (RATE_EXCEEDED._replace(headers=(("Retry-After", "3600"),)), 1, THROTTLED),
        (OUT_OF_ORDER, 2, FOUND),
        (Reply(500), 1, "bad request"),
        (Reply(403), 1, BLOCKED),
        (Reply(404), 1, "absent"),
    ],
)
def test_what_may_pass_is_asked_again_once_if_there_is_time(
    arxiv: FakeArxiv, transport: Transport, reply: Reply, requests: int, status: str
) -> None:
    arxiv.replies = [reply]
    assert (ask(transport, arxiv.url).status, len(arxiv.requests)) == (status, requests)


@pytest.mark.parametrize(("value", "left_alone"), [("3600", True), ("0", False)])
def test_a_throttle_is_remembered_by_all_processes(
    arxiv: FakeArxiv, tmp_path: Path, value: str, left_alone: bool
) -> None:
    arxiv.replies = [RATE_EXCEEDED._replace(headers=(("Retry-After", value),))] * 2
    ask(connect(tmp_path), arxiv.url)
    before = len(arxiv.requests)
    answer = ask(connect(tmp_path), arxiv.url)
    assert ("left alone for another" in answer.reason, len(arxiv.requests) > before) == (left_alone, not left_alone)


def test_when_the_time_is_used_up_nobody_is_asked(arxiv: FakeArxiv, tmp_path: Path) -> None:
    answer = ask(connect(tmp_path, timeout=0), arxiv.url)
    assert (answer.status, answer.reason) == (NOT_ASKED, "the 0 seconds for asking are used up")
    assert arxiv.requests == []


def test_the_time_for_asking_ends_a_wait_for_an_answer(arxiv: FakeArxiv, tmp_path: Path) -> None:
    arxiv.delay = 5
    begin = time.monotonic()
    assert ask(connect(tmp_path, timeout=0.3), arxiv.url).status == DOWN
    assert time.monotonic() - begin < 3


def test_a_question_says_who_asks(arxiv: FakeArxiv, tmp_path: Path) -> None:
    ask(connect(tmp_path, "ada@example.org"), arxiv.url)
    told = arxiv.headers[0]
    assert (told["user-agent"].startswith("bibtools/"), "(mailto:ada@example.org)" in told["user-agent"]) == (
        True,
        True,
    )
    assert (told["accept"], told["accept-encoding"]) == ("application/atom+xml, */*;q=0.1", "gzip")


def test_without_an_address_none_is_told(arxiv: FakeArxiv, transport: Transport) -> None:
    ask(transport, arxiv.url)
    assert "mailto" not in str(arxiv.headers)


def test_a_body_makes_it_a_post_and_the_key_goes_along(arxiv: FakeArxiv, transport: Transport) -> None:
    ask(transport, arxiv.url, body=b"{}")
    assert (arxiv.bodies, arxiv.headers[0]["x-api-key"]) == ([b"{}"], "s3cret")


def test_a_key_stays_with_its_host(transport: Transport, arxiv: FakeArxiv, odd: str) -> None:
    arxiv.replies = [Reply(302, headers=(("Location", f"{odd.replace('127.0.0.1', 'localhost')}/gzip"),))]
    assert ask(transport, arxiv.url).status == BLOCKED
    arxiv.replies = [Reply(302, headers=(("Location", f"{odd}/key"),))]
    assert ask(transport, arxiv.url).body == b"s3cret"  # the same host, on another port of this machine
    assert "s3cret" not in repr(Service("", key=Key("x-api-key", "s3cret")))
