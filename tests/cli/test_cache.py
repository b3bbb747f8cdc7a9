from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Cli
from loopback import FakeArxiv, Paper
from warm_process import WarmProcess

ONE = Paper("2101.00001", "Learning to Sort")


def test_what_was_asked_is_held_until_it_is_cleared(online: Cli, arxiv: FakeArxiv, environ: dict[str, str]) -> None:
    arxiv.know([ONE])
    online("get", ONE.id)
    held = online("cache", "info", "--format", "json").json
    assert held["path"] == str(Path(environ["BIBTOOLS_CACHE_DIR"]) / "records-4.sqlite3")
    assert [(each["name"], each["records"], each["absent"]) for each in held["providers"]] == [("arxiv", 1, 0)]
    assert held["bytes"] > 0
    assert "arxiv           1 record" in online("cache", "info").out

    cleared = online("cache", "clear")
    assert (cleared.code, f"{held['bytes'] / 1024:.0f} KiB removed" in cleared.out) == (0, True)
    assert online("cache", "info", "--format", "json").json["providers"] == []
    online("get", ONE.id)
    assert len(arxiv.requests) == 2


def test_there_may_be_none(cli: Cli) -> None:
    assert "nothing is cached yet" in cli("cache", "info").out
    assert cli("cache", "clear").code == 0


def test_clearing_does_not_forget_who_asked_for_a_rest(online: Cli, environ: dict[str, str]) -> None:
    online("get", ONE.id)
    noted = {path.name for path in (Path(environ["BIBTOOLS_CACHE_DIR"]) / "pace").iterdir()}
    online("cache", "clear")
    assert {path.name for path in (Path(environ["BIBTOOLS_CACHE_DIR"]) / "pace").iterdir()} == noted
    assert [name for name in noted if name.endswith(".times")]


def test_a_broken_one_is_told_and_can_be_cleared(cli: Cli, environ: dict[str, str]) -> None:
    path = Path(environ["BIBTOOLS_CACHE_DIR"]) / "records-4.sqlite3"
    path.parent.mkdir(parents=True)
    path.write_text("no database " * 100, "utf-8")
    run = cli("cache", "info")
    assert (run.code, "not usable: " in run.out, path.read_text("utf-8")) == (0, True, "no database " * 100)
    assert (cli("cache", "clear").code, path.exists()) == (0, False)


def test_what_cannot_be_removed_is_exit_3(cli: Cli, environ: dict[str, str]) -> None:
    (Path(environ["BIBTOOLS_CACHE_DIR"]) / "records-4.sqlite3").mkdir(parents=True)
    run = cli("cache", "clear")
    assert (run.code, "cannot remove it" in run.err) == (3, True)


def test_a_subcommand_must_be_named(cli: Cli) -> None:
    assert (cli("cache").code, cli("cache", "empty").code) == (2, 2)


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_the_cache_is_the_users_alone_whatever_the_umask(
    paper: Path, environ: dict[str, str], loopback: dict[str, str], arxiv: FakeArxiv, warm: WarmProcess, umask: int
) -> None:
    arxiv.know([ONE])
    (paper / "paper.tex").write_text("arXiv:2101.00001 \\bibliography{refs}", "utf-8")
    rows = '[{"paper_arxiv_id": "2101.00001", "repo_url": "https://github.com/a/b"}]'
    (paper / "links.json").write_text(rows, "utf-8")
    environ = {**environ, **loopback, "BIBTOOLS_CACHE_DIR": str(paper / "deep" / "cache")}
    runs = [
        warm.run(tuple(arguments), paper, environ, program=program, umask=umask)
        for program, *arguments in [
            ("bibtools", "sync"), ("bibtools", "tables", "read", "paperswithcode", "links.json"), ("bibtools-check",)
        ]
    ]  # fmt: skip
    found = [paper / "deep", *(paper / "deep").rglob("*")]
    wrong = {str(path.relative_to(paper)): oct(path.stat().st_mode) for path in found if path.stat().st_mode & 0o077}
    names = {path.suffix for path in found}
    assert (wrong, names > {".sqlite3", ".lock", ".state", ".json", ".times"}) == ({}, True), runs
    assert (paper / "refs.bib").stat().st_mode & 0o777 == 0o666 & ~umask  # a work tree's file is no secret
