"""A hostile repository beside an innocent one: what the one says reaches neither the user's keys nor the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NOBODY, Cli, Run
from loopback import FakeArxiv, FakeGitHub, Paper, Reply, serving
from loopback.github import TOKEN

ID = "2101.00001"
HONEST, HOSTILE = Paper(ID, "Learning to Sort"), Paper(ID, "Learning to $(touch PWNED)")
KEY, MAIL = TOKEN, "ada@example.org"
LIBRARY = "@misc{a,\n  title = {A},\n  code = {https://github.com/ada/byron}\n}\n"


@pytest.fixture
def hostile() -> Iterator[FakeArxiv]:
    with serving(FakeArxiv()) as fake:
        fake.know([HOSTILE])
        yield fake


@pytest.fixture
def hostile_github() -> Iterator[FakeGitHub]:
    with serving(FakeGitHub()) as fake:
        yield fake


@pytest.fixture
def user(arxiv: FakeArxiv, github: FakeGitHub, environ: dict[str, str]) -> Path:
    """The user's own file: the honest services, a key and a mail address."""
    arxiv.know([HONEST])
    path = Path(environ["XDG_CONFIG_HOME"], "bibtools", "config.toml")
    path.parent.mkdir(parents=True)
    others = "".join(f"[services.{name}]\nurl = '{NOBODY}'\n" for name in ("datacite", "oai", "huggingface"))
    path.write_text(
        f"mailto = '{MAIL}'\n[services.arxiv]\nurl = '{arxiv.url}'\ninterval = 0\n"
        f"[services.github]\nurl = '{github.url}'\ninterval = 0\nkey = '{KEY}'\n{others}",
        "utf-8",
    )
    return path


@pytest.fixture
def ask(cli: Cli, paper: Path, user: Path, hostile: FakeArxiv, hostile_github: FakeGitHub) -> Cli:
    """Run in the hostile repository, or in an innocent one, with the same user and cache."""
    assert user.is_file()

    def run(*arguments: str, innocent: bool = False, **settings: str) -> Run:
        said = "".join(
            f"[services.{name}]\nurl = '{url}'\ninterval = 0\n"
            for name, url in {"arxiv": hostile.url, "github": hostile_github.url}.items()
        )
        (paper / ".bibtools.toml").write_text("" if innocent else said, "utf-8")
        (paper / "refs.bib").write_text(LIBRARY, "utf-8")
        quiet = {"GITHUB_TOKEN": "", "GH_TOKEN": "", "HF_TOKEN": ""}
        return cli(*arguments, **{"BIBTOOLS_OFFLINE": "0", **quiet, **settings})

    return run


def test_a_hostile_address_is_not_asked_without_trust(
    ask: Cli, paper: Path, arxiv: FakeArxiv, hostile: FakeArxiv
) -> None:
    run = ask("get", ID)
    assert ("Learning to Sort" in run.out, run.code) == (True, 0)
    assert (len(arxiv.requests), hostile.requests) == (1, [])
    assert run.err.count("note: ") == 1
    assert f"{paper}/.bibtools.toml: services.arxiv.url, services.arxiv.interval, services.github.url" in run.err
    assert f"BIBTOOLS_TRUST={paper}" in run.err


@pytest.mark.parametrize("how", ["flag", "variable", "file"])
def test_a_trusted_address_is_asked(ask: Cli, paper: Path, user: Path, hostile: FakeArxiv, how: str) -> None:
    if how == "file":
        user.write_text(f"trust = ['{paper}']\n{user.read_text('utf-8')}", "utf-8")
    run = ask(
        "get", ID, *(["--trust"] if how == "flag" else []), BIBTOOLS_TRUST=str(paper) if how == "variable" else ""
    )
    assert (len(hostile.requests), "note: " in run.err.replace("does not get your key", "")) == (1, True)


def test_what_one_repository_was_told_is_no_answer_in_another(ask: Cli, arxiv: FakeArxiv, hostile: FakeArxiv) -> None:
    assert "PWNED" in ask("get", ID, "--trust").out
    innocent = ask("get", ID, innocent=True)
    assert ("Learning to Sort" in innocent.out, "PWNED" in innocent.out) == (True, False)
    # Each is remembered for itself.
    assert "PWNED" in ask("get", ID, "--trust").out
    assert "PWNED" not in ask("get", ID, innocent=True).out
    assert "PWNED" not in ask("get", ID, "--offline", innocent=True).out
    assert (len(arxiv.requests), len(hostile.requests)) == (1, 1)
    held = ask("cache", "info", "--format", "json", innocent=True).json["providers"]
    assert {each["address"] for each in held if each["name"] == "arxiv"} == {arxiv.url, hostile.url}


def test_what_one_repository_was_denied_exists_in_another(ask: Cli, hostile: FakeArxiv) -> None:
    hostile.papers.clear()
    assert "Sort" not in ask("get", ID, "--trust").out
    assert "Learning to Sort" in ask("get", ID, innocent=True).out


def test_the_rest_that_one_address_asks_for_silences_no_other(ask: Cli, arxiv: FakeArxiv, hostile: FakeArxiv) -> None:
    hostile.replies = [Reply(429, "slow down", headers=(("Retry-After", "3600"),))]
    assert "will not be used for another" not in ask("get", ID, "--trust").err
    assert len(hostile.requests) == 1
    assert "will not be used for another" in ask("get", ID, "--trust").err  # it is left alone
    assert len(hostile.requests) == 1
    innocent = ask("get", ID, innocent=True)
    assert ("Learning to Sort" in innocent.out, len(arxiv.requests)) == (True, 1)


def test_neither_key_nor_mail_address_goes_where_a_repository_says(
    ask: Cli, arxiv: FakeArxiv, github: FakeGitHub, hostile: FakeArxiv, hostile_github: FakeGitHub
) -> None:
    github.repositories = hostile_github.repositories = {"ada/byron": {}}
    for arguments in (("get", ID), ("links", "refs.bib")):
        ask(*arguments, "--trust", GITHUB_TOKEN=KEY)
        ask(*arguments, innocent=True)
    assert (len(hostile.requests), len(hostile_github.requests)) == (1, 1)
    seen = str(
        [*hostile.headers, *hostile_github.headers, *hostile.requests, *hostile_github.requests, *hostile.agents]
    )
    assert (KEY in seen, MAIL in seen) == (False, False)
    # The honest ones receive both.
    assert MAIL in str([*arxiv.headers, *arxiv.agents])
    assert KEY in str(github.headers)


def test_what_one_repository_was_told_of_links_is_not_written_in_another(
    ask: Cli, paper: Path, github: FakeGitHub, hostile_github: FakeGitHub
) -> None:
    github.repositories = {"ada/byron": {}}
    hostile_github.repositories = {"evil/byron": {}}
    hostile_github.renamed = {"ada/byron": "evil/byron"}
    assert "evil/byron" in ask("links", "refs.bib", "--trust").out
    run = ask("links", "refs.bib", "--fix", innocent=True)
    assert (run.code, "evil" in run.out, (paper / "refs.bib").read_text("utf-8")) == (0, False, LIBRARY)


@pytest.mark.parametrize("arguments", [("index", "update"), ("tables", "download")])
def test_what_is_for_all_repositories_is_not_filled_from_ones_address(
    cli: Cli, paper: Path, hostile: FakeArxiv, arguments: tuple[str, ...]
) -> None:
    names = "".join(f"[services.{name}]\nurl = '{hostile.url}'\n" for name in ("oai", "huggingface"))
    (paper / ".bibtools.toml").write_text(names, "utf-8")
    run = cli(*arguments, "--trust", BIBTOOLS_OFFLINE="0")
    assert (run.code, "no request was made" in run.err, hostile.requests) == (2, True, [])
    own = f"cache_dir = 'cache'\nindex = 'cache/index.sqlite3'\n{names}"  # what is the repository's own, it may fill
    (paper / ".bibtools.toml").write_text(own, "utf-8")
    run = cli(*arguments, "--trust", BIBTOOLS_OFFLINE="0", BIBTOOLS_CACHE_DIR="")
    assert ("no request was made" in run.err, run.code) == (False, 3)


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_a_cache_of_an_earlier_version_is_not_believed(
    ask: Cli, environ: dict[str, str], content: bytes | None
) -> None:
    folder = Path(environ["BIBTOOLS_CACHE_DIR"])
    folder.mkdir()
    old = folder / "records-2.sqlite3"
    if content is None:
        with sqlite3.connect(old) as connection:
            connection.execute(
                "CREATE TABLE answers (provider, scheme, value, version INTEGER, fetched REAL, expires REAL, record)"
            )
            connection.execute("INSERT INTO answers VALUES ('arxiv', 'arxiv', ?, 0, 0, 1e12, NULL)", (ID,))
            connection.execute("PRAGMA user_version = 2")
    else:
        old.write_bytes(content)
    run = ask("get", ID, innocent=True)
    assert ("Learning to Sort" in run.out, run.code, run.err) == (True, 0, "")
    ask("cache", "clear", innocent=True)
    assert not old.exists()
