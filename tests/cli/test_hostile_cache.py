"""A cache in a repository, which brings links and pipes in the places of its files (`BIBTOOLS_CACHE_DIR=.cache`)."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

import pytest
from conftest import Cli

PRECIOUS = "precious\n"


@pytest.fixture
def cache(paper: Path) -> Path:
    (paper / "a.tex").write_text("arXiv:1706.03762 \\bibliography{refs}", "utf-8")
    (paper / "refs.bib").write_text("", "utf-8")
    folder = paper / ".cache"
    folder.mkdir(0o700)
    return folder


@pytest.fixture
def victim(paper: Path) -> Path:
    path = paper.parent / "victim"
    path.write_text(PRECIOUS, "utf-8")
    os.utime(path, (1, 1))
    return path


def lock_of(library: Path) -> str:
    return blake2b(os.fsencode(os.path.realpath(library)), digest_size=16).hexdigest()


def names(paper: Path, group: str) -> list[str]:
    lock = lock_of(paper / "refs.bib")
    return [f"locks/{lock}.holder", f"locks/{lock}.lock", *(f"pace/{group}.{end}" for end in ("json", "times", "lock"))]


# Each name once in every run, and as anything in the slow ones.
BROUGHT = [
    pytest.param(kind, number, marks=() if number % 3 == place else pytest.mark.slow)
    for number in range(5)
    for place, kind in enumerate(["link", "pipe", "folder"])
]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("kind", "number"), BROUGHT)
def test_what_a_cache_brings_is_neither_followed_nor_waited_for(
    paper: Path, cli: Cli, cache: Path, victim: Path, kind: str, number: int
) -> None:
    asked = {"BIBTOOLS_OFFLINE": "0", "BIBTOOLS_ARXIV_URL": "http://127.0.0.1:9"}
    cli("sync", BIBTOOLS_CACHE_DIR=".probe", **asked)
    group = min((paper / ".probe" / "pace").glob("host-*.times")).stem
    (paper / "refs.bib").write_text("", "utf-8")
    place = cache / names(paper, group)[number]
    place.parent.mkdir(0o700)
    match kind:
        case "link":
            place.symlink_to(victim)
        case "pipe":
            os.mkfifo(place)
        case _:
            place.mkdir()
    run = cli("sync", BIBTOOLS_CACHE_DIR=".cache", **asked)
    assert "Traceback" not in run.err
    assert run.code in {0, 3}
    assert (victim.read_text("utf-8"), victim.stat().st_mtime) == (PRECIOUS, 1)


@pytest.mark.parametrize("name", ["locks", "pace", "hook"])
def test_a_folder_of_the_cache_that_is_a_link_is_not_used(
    paper: Path, cli: Cli, hook: Cli, cache: Path, name: str
) -> None:
    elsewhere = paper.parent / "elsewhere"
    elsewhere.mkdir(0o700)
    (cache / name).symlink_to(elsewhere)
    environ = {"BIBTOOLS_CACHE_DIR": ".cache"}
    for run in (cli("sync", BIBTOOLS_OFFLINE="1", **environ), hook("bibtools-check", **environ)):
        assert (run.code, "Traceback" in run.err) == (0, False)
    assert list(elsewhere.iterdir()) == []


def test_a_cache_of_plain_files_is_used(cli: Cli, hook: Cli, cache: Path) -> None:
    environ = {"BIBTOOLS_CACHE_DIR": ".cache"}
    assert cli("sync", BIBTOOLS_OFFLINE="1", **environ).code == 0
    assert hook("bibtools-check", **environ).code == 0
    assert {each.name for each in cache.iterdir()} >= {"locks", "hook"}
