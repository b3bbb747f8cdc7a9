from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from loopback import OUT_OF_ORDER, RATE_EXCEEDED, FakeArxiv, Reply

from bibtools.network.answer import BLOCKED, DOWN, FOUND, NOT_ASKED, THROTTLED, Answer
from bibtools.network.client import Client
from bibtools.network.rate_limit import Clock, RateLimiter
from bibtools.network.request import Request
from bibtools.network.services import ApiKey, Service

CLOCK = Clock(time.time, time.sleep, time.monotonic)


def connect(folder: Path, mailto: str | None = None, timeout: float | None = None) -> Client:
    return Client(RateLimiter(folder, CLOCK, lambda *_: None), CLOCK, mailto, timeout)


@pytest.fixture
def client(tmp_path: Path) -> Client:
    return connect(tmp_path)


def ask(
    client: Client,
    url: str,
    path: str = "/api/query?id_list=2101.00001",
    deadline: float = 10.0,
    body: bytes = b"",
) -> Answer:
    service = Service(url, group="test", deadline=deadline, key=ApiKey("x-api-key", "s3cret"))
    return client.ask("test", service, Request("test", path, (), "application/atom+xml", body))


def test_nobody_there_is_told(client: Client) -> None:
    answer = ask(client, "http://127.0.0.1:9")
    assert (answer.status, answer.reason) == (DOWN, "cannot reach 127.0.0.1 (connection refused)")


def test_a_name_that_is_none_is_told(client: Client) -> None:
    answer = ask(client, "https://nobody.invalid")
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
def test_a_host_that_does_not_answer_is_given_up(client: Client, deaf: str) -> None:
    assert ask(client, deaf).status == DOWN


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
                while True:
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
        ("/endless", DOWN, "sent more than 8 MiB"),
        ("/cut", DOWN, "the connection to 127.0.0.1 broke off ("),
    ],
)
def test_odd_bodies(client: Client, odd: str, path: str, status: str, said: str) -> None:
    answer = ask(client, odd, path)
    assert (answer.status, said in answer.reason) == (status, True)


# A machine that is busy may let no drop through for so long.
UNFINISHED = {
    "127.0.0.1 had not finished its answer after 0.5 seconds",
    "127.0.0.1 did not answer within 0 seconds",
}


def test_an_answer_in_drops_ends_with_the_deadline(client: Client, odd: str) -> None:
    answer = ask(client, odd, "/drops", deadline=0.5)
    assert (answer.status, answer.reason in UNFINISHED) == (DOWN, True), answer.reason
    assert Odd.ended.wait(60)  # the connection is closed, although the process lives on


@pytest.mark.thinned(3)
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
    arxiv: FakeArxiv, client: Client, reply: Reply, requests: int, status: str
) -> None:
    arxiv.replies = [reply]
    assert (ask(client, arxiv.url).status, len(arxiv.requests)) == (status, requests)


@pytest.mark.parametrize(("value", "left_alone"), [("3600", True), ("0", False)])
def test_a_throttle_is_remembered_by_all_processes(
    arxiv: FakeArxiv, tmp_path: Path, value: str, left_alone: bool
) -> None:
    arxiv.replies = [RATE_EXCEEDED._replace(headers=(("Retry-After", value),))] * 2
    ask(connect(tmp_path), arxiv.url)
    before = len(arxiv.requests)
    answer = ask(connect(tmp_path), arxiv.url)
    assert ("will not be used for another" in answer.reason, len(arxiv.requests) > before) == (
        left_alone,
        not left_alone,
    )


def test_when_the_time_is_used_up_nobody_is_asked(arxiv: FakeArxiv, tmp_path: Path) -> None:
    answer = ask(connect(tmp_path, timeout=0), arxiv.url)
    assert (answer.status, answer.reason) == (NOT_ASKED, "the 0 seconds for requests are used up")
    assert arxiv.requests == []


def test_the_time_for_asking_ends_a_wait_for_an_answer(arxiv: FakeArxiv, tmp_path: Path) -> None:
    arxiv.delay = 600  # as long as the server is there
    begin = time.monotonic()
    assert ask(connect(tmp_path, timeout=0.15), arxiv.url, deadline=300.0).status == DOWN
    assert time.monotonic() - begin < 60


def test_a_question_says_who_asks(arxiv: FakeArxiv, tmp_path: Path) -> None:
    ask(connect(tmp_path, "ada@example.org"), arxiv.url)
    told = arxiv.headers[0]
    assert (told["user-agent"].startswith("bibtools/"), "(mailto:ada@example.org)" in told["user-agent"]) == (
        True,
        True,
    )
    assert (told["accept"], told["accept-encoding"]) == ("application/atom+xml, */*;q=0.1", "gzip")


def test_without_an_address_none_is_told(arxiv: FakeArxiv, client: Client) -> None:
    ask(client, arxiv.url)
    assert "mailto" not in str(arxiv.headers)


def test_a_body_makes_it_a_post_and_the_key_goes_along(arxiv: FakeArxiv, client: Client) -> None:
    ask(client, arxiv.url, body=b"{}")
    assert (arxiv.bodies, arxiv.headers[0]["x-api-key"]) == ([b"{}"], "s3cret")


def test_a_key_stays_with_its_origin(client: Client, arxiv: FakeArxiv, odd: str) -> None:
    arxiv.replies = [Reply(302, headers=(("Location", f"{odd.replace('127.0.0.1', 'localhost')}/key"),))]
    assert ask(client, arxiv.url).status == BLOCKED
    arxiv.replies = [Reply(302, headers=(("Location", f"{odd}/key"),))]
    assert ask(client, arxiv.url)[:2] == (FOUND, b"")  # another port
    arxiv.replies = [Reply(302, headers=(("Location", "/key"),))]
    ask(client, arxiv.url)
    assert [each.get("x-api-key") for each in arxiv.headers] == ["s3cret"] * 4
    assert "s3cret" not in repr(Service("", key=ApiKey("x-api-key", "s3cret")))


def test_a_key_that_a_service_repeats_is_not_shown(client: Client, arxiv: FakeArxiv) -> None:
    arxiv.replies = [Reply(302, headers=(("Location", "https://s3cret.example/"),))]
    assert "s3cret" not in ask(client, arxiv.url).reason
    arxiv.replies = [Reply(200, "x", headers=(("X-RateLimit-Key", "s3cret"),))]
    assert ask(client, arxiv.url).quota == (("x-ratelimit-key", "…"),)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:{port}\\@127.0.0.1:{port}/x",
        "http://user@127.0.0.1:{port}/x",
        "http://[::1",
        "http://[bad]/",
        "//[x",
        "http://evil\x1b[31m.example/x",
        "https://127.0.0.1.evil.example/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:{port}/",
        "http://169.254.169.254/latest/meta-data/",  # where a cloud keeps its machines' metadata
        "http://10.0.0.1/",
        "http://127.0.0.2:{port}/",
        "http://[::1]:{port}/",
        "http://[::ffff:127.0.0.1]:{port}/",
        "http://2130706433:{port}/",
        "http://0x7f.1:{port}/",
        "http://0:{port}/",
        "http://localhost:{port}/",
        "https://export.arxiv.org/api/query",
        "//169.254.169.254/",
    ],
)
def test_a_redirect_that_could_mislead_is_not_followed(
    client: Client, arxiv: FakeArxiv, capfd: pytest.CaptureFixture[str], target: str
) -> None:
    arxiv.replies = [Reply(302, headers=(("Location", target.format(port=arxiv.url.rpartition(":")[2])),))]
    answer = ask(client, arxiv.url)
    assert (answer.status in {BLOCKED, DOWN}, len(arxiv.requests), capfd.readouterr().err) == (True, 1, "")


def test_redirects_keep_the_pace(tmp_path: Path, arxiv: FakeArxiv) -> None:
    arxiv.replies = [Reply(302, headers=(("Location", "/api/query?id_list=2101.00001"),))] * 2
    service = Service(arxiv.url, interval=0.1, group="test")
    connect(tmp_path).ask("test", service, Request("test", "/x", ()))
    gaps = [later[0] - earlier[1] for earlier, later in pairwise(arxiv.times)]
    assert (len(gaps), min(gaps) > 0.09) == (2, True)


def drip(answers: list[bytes]) -> Iterator[tuple[str, threading.Event]]:
    """Serve raw answers, one a connection; the last one is dripped until the other side hangs up."""
    gone = threading.Event()

    def serve() -> None:
        for answer in answers:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                if answer is not answers[-1]:
                    connection.sendall(answer)
                    continue
                try:
                    while True:
                        connection.sendall(b"X")
                        time.sleep(0.02)
                except OSError:
                    gone.set()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", gone
        thread.join(5)


REDIRECT = b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize(
    ("before", "deadline"),
    [([], 0.3), pytest.param([REDIRECT], 2.5, marks=pytest.mark.slow)],
    ids=["at once", "redirected"],
)
def test_headers_in_drops_end_with_the_deadline_and_the_connection(
    client: Client, before: list[bytes], deadline: float
) -> None:
    for url, gone in drip([*before, b""]):
        answer = ask(client, url, deadline=deadline)
        is_late = "had not finished" in answer.reason or "did not answer within" in answer.reason
        assert (answer.status, is_late) == (DOWN, True), answer.reason
        assert gone.wait(60)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nx\r\n",
        b"HTTP/1.1 429 X\r\nRetry-After: Mon, 01 Jan 2024 00:00:00 +99999999999999\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"HTTP/9.9 abc\r\n\r\n",
        b"\x00\xff\xfe\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    ],
)
def test_nonsense_is_an_answer_too(client: Client, raw: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    for url, _ in drip([raw, raw, b""]):
        answer = ask(client, url, deadline=2.5)
        assert (answer.status in {DOWN, THROTTLED}, bool(answer.reason), capfd.readouterr().err) == (True, True, "")
        for _ in range(2):  # whom the raw answers were meant for, if there was no second try
            with socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as other:
                other.sendall(b"x")
