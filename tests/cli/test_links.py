"""`bibtools links` against loopback servers: what is alive, renamed, archived, empty, gone, and what stays unknown."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import NOBODY, Cli, Run
from loopback import FAULTS, FakeGitHub, FakeWeb, Reply
from loopback.github import TOKEN
from loopback.replies import json_reply
from row_tables import rarely

from bibtools.network.private_network import PrivateNetworkGuard

Links = Callable[..., Run]


def entry(key: str, **fields: str) -> str:
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items()]
    return "\n".join([f"@misc{{{key},", *(f"{line}," for line in lines), "}", ""])


def write(paper: Path, *entries: str) -> str:
    text = "% kept\r\n" + "\n".join(entries)
    (paper / "refs.bib").write_bytes(text.encode())
    return text


def read(paper: Path) -> str:
    return (paper / "refs.bib").read_bytes().decode()


@pytest.fixture
def links(cli: Cli, github: FakeGitHub) -> Links:
    """Look at the links of refs.bib; GitHub is a loopback server."""

    def run(*arguments: str, **settings: str) -> Run:
        services = {"BIBTOOLS_OFFLINE": "0", "BIBTOOLS_GITHUB_URL": github.url, "BIBTOOLS_GITHUB_INTERVAL": "0"}
        return cli("links", "refs.bib", *arguments, **{**services, "GITHUB_TOKEN": "", "GH_TOKEN": "", **settings})

    return run


def statuses(run: Run) -> dict[str, str]:
    return {link["url"]: link["status"] for link in run.json["links"]}


ONE = "https://github.com/ada/byron"


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("repositories", "code", "rules", "said"),
    [
        ({"ada/byron": {}}, 0, [], "1 link, 1 alive"),
        ({"Ada/Byron": {}}, 0, [], "1 link, 1 alive"),
        ({"ada/byron": {"archived": True}}, 0, ["link-archived"], "no longer maintained"),
        ({"ada/byron": {"size": 0}}, 1, ["link-empty"], "the repository is empty"),
        ({"ada/byron": {"size": 0, "archived": True}}, 1, ["link-empty", "link-archived"], ""),
        ({}, 1, ["link-gone"], "GitHub has no such repository: it was deleted, or is private"),
    ],
)
@pytest.mark.parametrize("token", ["", TOKEN])
def test_a_repository(
    paper: Path,
    links: Links,
    github: FakeGitHub,
    repositories: dict[str, Any],
    code: int,
    rules: list[str],
    said: str,
    token: str,
) -> None:
    github.repositories = repositories
    text = write(paper, entry("a", title="A", code=ONE))
    if token and "Ada/Byron" in repositories:
        pytest.skip("GraphQL knows no other spelling in the fake")
    run = links("--format", "json", GITHUB_TOKEN=token)
    assert (run.code, [finding["rule"] for finding in run.json["findings"]]) == (code, rules), run.err
    assert [finding["line"] for finding in run.json["findings"]] == [4] * len(rules)
    assert said in links(GITHUB_TOKEN=token).out
    assert len(github.requests) == 1  # what was answered once is remembered
    assert github.methods == (["POST"] if token else ["GET"])
    assert read(paper) == text


@pytest.mark.parametrize("token", ["", TOKEN])
def test_a_repository_with_a_new_name_is_offered_and_written(
    paper: Path, links: Links, github: FakeGitHub, token: str
) -> None:
    github.repositories = {"ada/lovelace": {}}
    github.renamed = {"ada/byron": "ada/lovelace"}
    text = write(
        paper,
        entry("a", title="A", code=ONE),
        entry("b", url=f"{ONE}/tree/main/sub", note=rf"See \url{{{ONE}.git}}."),
        entry("c", github="ada/byron"),
    )
    run = links(GITHUB_TOKEN=token)
    assert run.code == 1
    assert f"refs.bib:4:11: link-renamed: {ONE}: it is https://github.com/ada/lovelace now" in run.out
    assert read(paper) == text
    fixed = links("--fix", GITHUB_TOKEN=token)
    assert fixed.code == 0, fixed.err
    assert read(paper) == text.replace("ada/byron", "ada/lovelace")
    assert links("--fix", GITHUB_TOKEN=token).code == 0
    assert read(paper).count("ada/lovelace") == 4


FIELDS = [
    (r"url = {https://github.com/ada/my\_byron}", r"url = {https://github.com/ada/love\_lace}"),
    (r"url = {https://github.com/ada/my{\_}byron}", r"url = {https://github.com/ada/love{\_}lace}"),
    (r"url = {https://github.com/ada/my_byron/}", r"url = {https://github.com/ada/love_lace/}"),
    ("github = {ada/my_byron}", "github = {ada/love_lace}"),
    (
        "note = {https://github.com/ada/my_byron.Accepted at ICCV}",
        "note = {https://github.com/ada/love_lace.Accepted at ICCV}",
    ),
    (
        "note = {[https://github.com/ada/my_byron](https://github.com/ada/my_byron)}",
        "note = {[https://github.com/ada/love_lace](https://github.com/ada/love_lace)}",
    ),
    (
        "url = {https://github.com/ada/my_byron,https://github.com/ada/my_byron}",
        "url = {https://github.com/ada/love_lace,https://github.com/ada/love_lace}",
    ),
    ("url = {http://www.GitHub.com/Ada/My_Byron#top}", "url = {http://www.GitHub.com/ada/love_lace#top}"),
    ("url = {https://github.com/ada/my_byron.Core}", None),
    ("url = {https://github.com/ada/my_byron-}", None),
    (r"url = {https://github.com/ada/my_byron\_more}", None),
    ("code = {ada/my_byron}", "code = {ada/love_lace}"),
    ("repository = {github.com/ada/my_byron}", "repository = {github.com/ada/love_lace}"),
    ("title = {ada/my_byron}", None),
]


def test_a_new_name_is_written_as_the_old_one_was(paper: Path, links: Links, github: FakeGitHub) -> None:
    names = ("my_byron.Core", "my_byron-", "my_byron_more", "my")
    github.repositories = {"ada/love_lace": {}, **{f"ada/{name}": {} for name in names}}
    github.renamed = {"ada/my_byron": "ada/love_lace", "Ada/My_Byron": "ada/love_lace"}
    write(paper, *(f"@misc{{k{number},\n  {field},\n}}\n" for number, (field, _) in enumerate(FIELDS)))
    run = links("--fix")
    assert run.code in {0, 1}, run.out + run.err
    written = [line for line in read(paper).splitlines() if line.startswith("  ")]
    assert written == [f"  {expected or field}," for field, expected in FIELDS]
    assert links().code == 0
    text = write(paper, "@misc{a,\n  url = {https://github.com/ada/my%5fbyron},\n}\n")
    assert links("--fix").code in {0, 1}
    assert (read(paper), links().code) == (text, 1)


def test_protected_entries_keep_old_names(paper: Path, links: Links, github: FakeGitHub) -> None:
    github.repositories = {"ada/lovelace": {}}
    github.renamed = {"ada/byron": "ada/lovelace"}
    text = write(paper, "% bibtools: keep\n" + entry("a", code=ONE), entry("b", code=ONE, protect="true"))
    assert links("--fix").code == 1
    assert read(paper) == text


def test_a_repository_that_was_taken_down_is_gone(paper: Path, links: Links, github: FakeGitHub) -> None:
    github.taken_down = frozenset({"ada/byron"})
    write(paper, entry("a", code=ONE))
    run = links()
    assert run.code == 1
    assert "GitHub has taken it down for legal reasons (451); found so since 20" in run.out


REMAINING = ("X-RateLimit-Remaining", "0")


REFUSALS = [
    (Reply(403, "{}", headers=(REMAINING, ("X-RateLimit-Reset", "4102444800"))), "is throttling requests"),
    (Reply(403, "{}", headers=(REMAINING,)), "is throttling requests"),
    (Reply(403, "{}", headers=(("Retry-After", "60"),)), "is throttling requests for 60 s (403)"),
    (Reply(429, "{}", headers=(("Retry-After", "60"),)), "is throttling requests for 60 s (429)"),
    (Reply(403, "{}"), "refuses us (403)"),
    (Reply(401, "{}"), "refuses us (401)"),
    (Reply(500, "oops"), "(500)"),
    (Reply(200, "[]"), "the answer names no repository"),
    (Reply(200, "<html>"), "a web page"),
]


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("reply", "said", "token"),
    [
        # With a token: a reply that says when to come again, one that refuses it, and one that does not concern it.
        (*row, token) if not token or number in {0, 5, 6} else rarely(*row, token)
        for number, row in enumerate(REFUSALS)
        for token in ("", TOKEN)
    ],
)
def test_what_cannot_be_told_says_nothing_of_a_link(
    paper: Path, links: Links, github: FakeGitHub, reply: Reply, said: str, token: str
) -> None:
    github.replies = [reply] * 2
    text = write(paper, entry("a", code=ONE), entry("b", code="https://github.com/x/y"))
    run = links("--fix", GITHUB_TOKEN=token)
    assert run.code == 3
    assert "could not be checked" in run.out
    assert token or said in run.out
    assert TOKEN not in run.out + run.err
    assert read(paper) == text


def test_a_quota_that_is_used_up_is_not_asked_for_again(paper: Path, links: Links, github: FakeGitHub) -> None:
    github.fault = FAULTS["429"]
    write(paper, *(entry(f"k{number}", code=f"https://github.com/ada/r{number}") for number in range(5)))
    assert links().code == 3
    asked = len(github.requests)
    assert asked <= 2
    assert links().code == 3
    assert len(github.requests) == asked


def test_many_repositories_take_a_request_a_hundred_with_a_token(paper: Path, links: Links, github: FakeGitHub) -> None:
    names = [f"ada/r{number}" for number in range(150)]
    github.repositories = {name: {} for name in names}
    write(paper, *(entry(f"k{number}", code=f"https://github.com/{name}") for number, name in enumerate(names)))
    run = links(GITHUB_TOKEN=TOKEN)
    assert (run.code, len(github.requests)) == (0, 2), run.out
    assert "150 links, 150 alive" in run.out


def test_a_token_does_not_go_where_a_file_says(paper: Path, links: Links, github: FakeGitHub) -> None:
    (paper / ".bibtools.toml").write_text(f'services.github.url = "{github.url}"', "utf-8")
    write(paper, entry("a", code=ONE))
    for number, variable in enumerate(("GITHUB_TOKEN", "BIBTOOLS_GITHUB_KEY")):
        cache = str(paper / f"cache{number}")
        run = links("--trust", **{"BIBTOOLS_GITHUB_URL": "", variable: TOKEN, "BIBTOOLS_CACHE_DIR": cache})
        assert (run.code, run.err.count("url differs from yours, so your key is not sent there")) == (1, number)
    assert [headers.get("authorization") for headers in github.headers] == [None, None]


@pytest.mark.parametrize("token", ["abc\n", " ", "é"])
def test_a_token_of_other_programs_that_is_none_is_not_used(
    paper: Path, links: Links, github: FakeGitHub, token: str
) -> None:
    github.repositories = {"ada/byron": {}}
    write(paper, entry("a", code=ONE))
    assert links(GITHUB_TOKEN=token).code == 0
    assert links(BIBTOOLS_GITHUB_KEY=token).code == 2


def test_a_token_that_the_service_repeats_is_not_shown(
    paper: Path, links: Links, github: FakeGitHub, environ: dict[str, str]
) -> None:
    errors = [{"message": f"Bad credentials: {TOKEN}"}]
    named = {"r0": {"nameWithOwner": f"ada/{TOKEN}", "isArchived": False, "isEmpty": False}}
    github.replies = [json_reply({"data": {"r0": None}, "errors": errors}), json_reply({"data": named})]
    write(paper, entry("a", code=ONE))
    runs = [links("--fix", GITHUB_TOKEN=TOKEN) for _ in range(2)]
    kept = [path.read_bytes() for path in Path(environ["BIBTOOLS_CACHE_DIR"]).rglob("*") if path.is_file()]
    shown = [text.encode() for run in runs for text in (run.out, run.err)]
    assert not any(TOKEN.encode() in each for each in (*kept, *shown, read(paper).encode()))


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("paths", "status", "code"),
    [
        (["/there", "/moved", "/for-members", "/without-head"], "alive", 0),
        (["/missing", "/removed", "/taken-down"], "gone", 1),
        (["/busy"], "unknown", 3),
        (["/broken"], "unknown", 3),
        (["/circle"], "unknown", 3),
    ],
)
def test_any_other_address(paper: Path, links: Links, web: FakeWeb, paths: list[str], status: str, code: int) -> None:
    web.pages = {"/there": 200, "/for-members": 403, "/without-head": 200, "/removed": 410, "/taken-down": 451}
    web.pages |= {"/busy": 429, "/broken": 500}
    web.redirects = {"/moved": "/there", "/circle": "/circle"}
    web.no_head = frozenset({"/without-head"})
    text = write(paper, *(entry(f"k{number}", url=f"{web.url}{path}") for number, path in enumerate(paths)))
    run = links("--format", "json", BIBTOOLS_LINKS_PRIVATE="127.0.0.1")
    assert (run.code, statuses(run)) == (code, {f"{web.url}{path}": status for path in paths}), run.out
    assert read(paper) == text


def test_a_host_that_cannot_be_reached_says_nothing_of_a_link(paper: Path, links: Links) -> None:
    write(paper, entry("a", url=NOBODY))
    run = links(BIBTOOLS_LINKS_PRIVATE="127.0.0.1:9")
    assert run.code == 3
    assert "cannot be reached (connection refused)" in run.out


PRIVATE = [
    "http://127.0.0.1:{port}/x",
    "http://localhost:{port}/x",
    "http://LOCALHOST.:{port}/x",
    "http://[::1]:{port}/x",
    "http://[::ffff:127.0.0.1]:{port}/x",
    "http://0.0.0.0:{port}/x",
    "http://127.1:{port}/x",
    "http://2130706433:{port}/x",
    "http://0x7f000001:{port}/x",
    "http://10.0.0.1/x",
    "http://192.168.1.1/x",
    "http://172.16.0.1/x",
    "http://169.254.169.254/latest/meta-data",
    "http://100.64.0.1/x",
    "http://[fe80::1]/x",
    "http://[fd00::1]/x",
    "http://[64:ff9b::7f00:1]/x",
]


def test_no_link_is_followed_into_a_private_network(paper: Path, links: Links, web: FakeWeb) -> None:
    web.pages = {"/x": 200}
    addresses = [url.format(port=web.url.rpartition(":")[2]) for url in PRIVATE]
    write(paper, *(entry(f"k{number}", url=address) for number, address in enumerate(addresses)))
    run = links("--format", "json")
    assert run.code in {1, 3}
    found = statuses(run)
    assert (list(found), set(found.values()) - {"private", "unknown"}) == (addresses, set())
    assert web.requests == []


@pytest.mark.parametrize("target", ["http://127.0.0.1:{port}/x", "http://localhost:{port}/x", "http://10.0.0.1/x"])
def test_no_redirect_is_followed_into_a_private_network(paper: Path, links: Links, web: FakeWeb, target: str) -> None:
    """The first host is the user's own, by name; where it leads is not."""
    port = web.url.rpartition(":")[2]
    other = "localhost" if "127.0.0.1" in target else "127.0.0.1"
    web.redirects = {"/away": target.format(port=port)}
    web.pages = {"/x": 200}
    write(paper, entry("a", url=f"http://{other}:{port}/away"))
    run = links("--format", "json", BIBTOOLS_LINKS_PRIVATE=other)
    assert (run.code, list(statuses(run).values())) == (1, ["private"]), run.out
    assert "/x" not in web.requests


STRANGE = [
    "https://[foo/bar",
    "https://example.com\u2100/x",
    "https://exa\x1b[31mmple.com/x",
    "http://[fec0::1]/x",
    "http://[64:ff9b:1::7f00:1]/x",
    "http://[::127.0.0.1]/x",
    "http://[::ffff:0:127.0.0.1]/x",
    "http://[3fff::1]/x",
    "http://[5f00::1]/x",
    "http://localhost.localdomain/x",
]


@pytest.mark.parametrize("more", [{}, {"http_proxy": NOBODY, "https_proxy": NOBODY}])
def test_a_strange_address_is_told_and_not_followed(paper: Path, links: Links, more: dict[str, str]) -> None:
    write(paper, *(entry(f"k{number}", url=url) for number, url in enumerate(STRANGE)))
    run = links("--format", "json", **more)
    assert run.code in {1, 3}, run.err
    assert len(statuses(run)) == len(STRANGE)
    assert set(statuses(run).values()) <= {"private", "unknown"}


def test_a_library_in_another_encoding_may_have_links(paper: Path, links: Links, github: FakeGitHub) -> None:
    github.repositories = {"ada/byron": {}}
    (paper / "refs.bib").write_bytes(entry("a", note="https://example.org/café", code=ONE).encode("latin-1"))
    for arguments in ([], ["--offline"], ["--format", "json"]):
        assert links(*arguments).code == 3
    assert len(github.requests) == 1


DAMAGED = [
    '["gone","x",null,false,false,"abc"]',
    '["gone","x",null,false,false,1e400]',
    '["gone","x",null,false,false,-1e300]',
    '["alive","",5,false,false,null]',
    '[["a"],"",null,false,false,null]',
    "[" * 100_000,
    "",
]


def test_a_damaged_cache_is_asked_anew(paper: Path, links: Links, github: FakeGitHub, environ: dict[str, str]) -> None:
    names = [f"ada/r{number}" for number in range(len(DAMAGED))]
    github.repositories = {name: {} for name in names}
    write(paper, *(entry(f"k{number}", code=f"https://github.com/{name}") for number, name in enumerate(names)))
    assert links().code == 0
    [path] = Path(environ["BIBTOOLS_CACHE_DIR"]).glob("visits-*.sqlite3")
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT url FROM visits").fetchall()
        damaged = [(verdict, url) for verdict, (url,) in zip(DAMAGED, rows, strict=True)]
        connection.executemany("UPDATE visits SET verdict = ? WHERE url = ?", damaged)
    assert (links("--fix").code, len(github.requests)) == (0, 2 * len(DAMAGED))


def test_names_of_other_scripts_are_sent_encoded(paper: Path, links: Links, web: FakeWeb) -> None:
    web.pages = {"/%C3%9C/caf%C3%A9": 200}
    write(paper, entry("a", url=f"{web.url}/Ü/café"))
    assert links(BIBTOOLS_LINKS_PRIVATE="127.0.0.1").code == 0


@pytest.mark.parametrize("allowed", ["[::1]:{port}", "[::1]", "::1", "localhost.:{port}"])
def test_a_private_host_is_named_in_any_spelling(allowed: str) -> None:
    guard = PrivateNetworkGuard([allowed.format(port=8080)])
    host = "localhost" if "localhost" in allowed else "::1"
    assert guard.is_allowed(host, 8080)
    assert guard.is_allowed(host, 80) == (":{port}" not in allowed)


def test_a_host_that_answers_is_asked_for_every_link(paper: Path, links: Links, web: FakeWeb) -> None:
    web.pages = {f"/{number}": 500 for number in range(9)} | {"/8": 200}
    write(paper, *(entry(f"k{number}", url=f"{web.url}/{number}") for number in range(9)))
    run = links("--format", "json", BIBTOOLS_LINKS_PRIVATE="127.0.0.1")
    assert (run.code, len(statuses(run)), len(web.requests)) == (3, 9, 17)  # HEAD and GET of those that fail
    assert statuses(run)[f"{web.url}/8"] == "alive"


@pytest.mark.slow
def test_an_interrupt_ends_the_waiting_at_once(paper: Path, environ: dict[str, str]) -> None:
    # Two hosts: one host is asked for one thing at a time, and the second request would wait for the first one's end.
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.2", 0)) as two:
        urls = ["http://{}:{}".format(*server.getsockname()) for server in (one, two)]
        write(paper, *(entry(f"k{number}", url=f"{url}/{number}") for number, url in enumerate(urls * 3)))
        settings = {**environ, "BIBTOOLS_OFFLINE": "0", "BIBTOOLS_LINKS_PRIVATE": "127.0.0.1,127.0.0.2"}
        command = [sys.executable, "-m", "bibtools", "links", "refs.bib"]
        process = subprocess.Popen(command, cwd=paper, env=settings, stderr=subprocess.PIPE, text=True)
        with asked(one), asked(two):  # now it waits for both
            process.send_signal(signal.SIGINT)
            _, said = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in said) == (130, False)


def asked(server: socket.socket) -> socket.socket:
    """Wait for a request, and return its connection."""
    while True:
        connection, _ = server.accept()
        if connection.recv(1):
            return connection
        connection.close()  # somebody looked whether anybody is there


def test_offline_answers_come_from_the_cache(paper: Path, links: Links, github: FakeGitHub) -> None:
    github.repositories = {"ada/byron": {}}
    write(paper, entry("a", code=ONE))
    assert links("--offline").code == 3
    assert links().code == 0
    assert links("--offline").code == 0
    assert len(github.requests) == 1


def test_links_of_texts_of_others_and_of_broken_entries_are_left_alone(
    paper: Path, links: Links, github: FakeGitHub
) -> None:
    write(paper, entry("a", abstract=f"Code: {ONE}", file=ONE), f"@misc{{b, url = {{{ONE}", "")
    assert links().code == 0
    assert github.requests == []


def test_a_library_that_is_missing_is_told(paper: Path, links: Links) -> None:
    run = links()
    assert (run.code, "there is no such file" in run.err) == (3, True)
    assert not (paper / "refs.bib").exists()
