"""What links lead to: hosts are given up for silence alone, and refusals concern what was asked for."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Cli
from loopback import FakeWeb

from bibtools.linkcheck.checker import Asking, look
from bibtools.linkcheck.github_api import GitHubRepository
from bibtools.network.answer import BLOCKED, FOUND, THROTTLED, Answer
from bibtools.network.per_host import side_by_side
from bibtools.network.private_network import PrivateNetworkGuard
from bibtools.network.rate_limit import Clock
from bibtools.network.request import Request
from bibtools.network.visit import Visit, Visitor
from bibtools.storage.visits import Visits

CLOCK = Clock(time.time, time.sleep, time.monotonic)
ALIVE = b'{"full_name": "%s", "size": 1}'


def visitor() -> Visitor:
    return Visitor(PrivateNetworkGuard(["127.0.0.1", "localhost"]), CLOCK, 60.0)


def looked(tmp_path: Path, names: Sequence[str], answers: dict[str, Answer]) -> tuple[dict[str, str], list[str]]:
    """Return the statuses of repositories, and which of them were asked for."""
    asked: list[str] = []

    def github(request: Request) -> Answer:
        name = request.path.removeprefix("/repos/")
        asked.append(name)
        return answers.get(name, Answer(FOUND, ALIVE % name.encode(), code=200))

    with closing(Visits(tmp_path, CLOCK.now, lambda _: None, "https://api.github.com")) as visits:
        urls = [GitHubRepository(*name.split("/")).url for name in names]
        found = look(
            urls, visits, Asking(github, has_token=False, visit=lambda _: Visit(200), side_by_side=side_by_side)
        )
    return {
        url.removeprefix("https://github.com/"): f"{of.status} {of.reason}".strip() for url, of in found.items()
    }, asked


FORBIDDEN = Answer(BLOCKED, reason="api.github.com refuses us (403)", code=403)


def test_a_blocked_repository_is_that_one_alone(tmp_path: Path) -> None:
    names = [f"ada/r{number}" for number in range(6)]
    told, asked = looked(tmp_path, names, {"ada/r1": FORBIDDEN, "ada/r3": FORBIDDEN})
    assert [name for name in names if told[name] == "alive"] == ["ada/r0", "ada/r2", "ada/r4", "ada/r5"]
    assert told["ada/r1"] == "unknown api.github.com refuses us (403)"
    assert asked == names


def test_what_nobody_asked_is_called_that(tmp_path: Path) -> None:
    names = [f"ada/r{number}" for number in range(6)]
    slow = Answer(THROTTLED, reason="api.github.com is throttling requests (429)", code=429)
    told, asked = looked(tmp_path, names, {"ada/r1": slow})
    assert asked == names[:2]
    assert told["ada/r1"] == f"unknown {slow.reason}"
    assert {told[name] for name in names[2:]} == {f"unknown not asked: {slow.reason}"}
    told, asked = looked(tmp_path, [f"x/r{number}" for number in range(6)], {f"x/r{n}": FORBIDDEN for n in range(6)})
    assert len(asked) == 3
    assert list(told.values())[3:] == [f"unknown not asked: {FORBIDDEN.reason}"] * 3


def test_a_host_is_given_up_for_silence_and_counted_by_who_answered(web: FakeWeb) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    web.pages = {"/there": 200, "/broken": 500}
    web.redirects = {f"/to-silence/{number}": f"http://localhost:{port}/{number}" for number in range(4)}
    visits = visitor()
    told = [visits.visit(f"{web.url}/to-silence/{number}") for number in range(4)]
    assert [each.reason.split(" (")[0] for each in told[:2]] == ["cannot be reached"] * 2
    assert {each.reason for each in told[2:]} == {"not asked: localhost left 2 links unanswered"}
    assert visits.visit(f"{web.url}/there").status == 200  # which redirected there, and answers
    assert [visits.visit(f"{web.url}/broken").status for _ in range(3)] == [500] * 3
    assert visits.visit(f"{web.url}/there").status == 200


def test_an_answer_ends_the_silence_of_a_host(web: FakeWeb) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        silent = f"http://127.0.0.1:{gone.getsockname()[1]}/"
    web.pages = {"/": 200}
    visits = visitor()
    told = [visits.visit(url).status for url in (silent, f"{web.url}/", silent, f"{web.url}/", silent)]
    assert told == [0, 200, 0, 200, 0]


@pytest.fixture(params=["drops", "404", "410", "418", "451", "502", "599"])
def shy(request: pytest.FixtureRequest) -> Iterator[str]:
    """Run a server that refuses HEAD in some way, and answers GET."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        ended = threading.Event()

        def serve() -> None:
            while not ended.is_set():
                with server.accept()[0] as client:
                    asked = client.recv(4096)
                    if asked.startswith(b"GET"):
                        client.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")
                    elif asked and request.param != "drops":
                        client.sendall(f"HTTP/1.1 {request.param} No\r\nConnection: close\r\n\r\n".encode())

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x"
        ended.set()
        socket.create_connection(server.getsockname()).close()
        thread.join(10)


def test_a_head_that_is_refused_in_any_way_becomes_a_get(shy: str) -> None:
    assert visitor().visit(shy).status == 200


def test_a_cut_address_is_never_gone(cli: Cli, paper: Path, web: FakeWeb) -> None:
    fields = [f"url = {{{web.url}/a|b}}", f'url = "{web.url}/a" # me', f"note = {{see {web.url}/my-\n long}}"]
    whole = [f"url = {{{web.url}/a}}", f'url = "{web.url}/" # "b"']
    (paper / "refs.bib").write_text(
        "\n".join(f"@misc{{k{number},\n {each},\n}}" for number, each in enumerate([*fields, *whole])), "utf-8"
    )
    settings = {"BIBTOOLS_OFFLINE": "0", "BIBTOOLS_LINKS_PRIVATE": "127.0.0.1"}
    run = cli("links", "refs.bib", "--format", "json", **settings)
    told = {link["key"]: link["status"] for link in run.json["links"]}
    assert told == {"k0": "unknown", "k1": "unknown", "k2": "unknown", "k3": "gone", "k4": "gone"}
    assert "/b" in web.requests
