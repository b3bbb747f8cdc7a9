"""What the hooks remember depends on the user's own configuration, too: a change of it is noticed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from commits import ONE, age, entries, state, tex, write
from conftest import Cli, Run

STRANGER = 12345


@pytest.fixture
def own(environ: dict[str, str]) -> Path:
    path = Path(environ["XDG_CONFIG_HOME"], "bibtools", "config.toml")
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def check(paper: Path, hook: Cli, environ: dict[str, str]) -> Callable[..., Run]:
    """Return the hook, which has found the paper in step."""
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    age(paper)

    def run(**settings: str) -> Run:
        return hook("bibtools-check", **settings)

    assert [run().code, run().code] == [0, 0]
    assert ".state" in state(environ)
    return run


def test_a_users_file_that_comes_is_noticed(own: Path, check: Callable[..., Run]) -> None:
    for text, code in (
        ("nonsense = 1", 2),
        ("bib = 'x.bib'", 2),
        ("timeout = 'x'", 2),
        ("timeout = 7", 0),
        ("trust = ['/x']", 0),
        ("", 0),
    ):
        own.write_text(text, "utf-8")
        assert check().code == code, text
        own.unlink()
        assert check().code == 0, text


def test_a_users_file_that_changes_is_noticed(own: Path, check: Callable[..., Run]) -> None:
    own.write_text("timeout = 70", "utf-8")
    os.utime(own, (1, 1))
    assert [check().code, check().code] == [0, 0]
    own.write_text("timeout = x0", "utf-8")  # as long, and as old
    os.utime(own, (1, 1))
    run = check()
    assert (run.code, str(own) in run.err) == (2, True)


def test_another_place_of_the_users_file_is_noticed(tmp_path: Path, check: Callable[..., Run]) -> None:
    other = tmp_path / "other" / "bibtools" / "config.toml"
    other.parent.mkdir(parents=True)
    other.write_text("nonsense = 1", "utf-8")
    assert check(XDG_CONFIG_HOME=str(tmp_path / "other")).code == 2
    assert check(BIBTOOLS_CONFIG=str(other)).code == 2
    assert check(BIBTOOLS_CONFIG="config.toml").code == 2
    assert check(BIBTOOLS_TRUST="paper").code == 2
    assert check().code == 0


def test_a_stranger_above_is_looked_at_no_more_where_git_begins(paper: Path, hook: Cli) -> None:
    (paper / "sub").mkdir()
    (paper / ".bibtools.toml").write_text("nonsense = 1", "utf-8")
    for name, text in {"p.tex": tex(ONE), "refs.bib": entries(ONE)}.items():
        (paper / "sub" / name).write_text(text, "utf-8")
    assert hook("bibtools-check", folder="sub").code == 2
    write(paper / "sub")
    assert [hook("bibtools-check", folder="sub").code for _ in range(2)] == [0, 0]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_strangers_file_is_known_every_time(paper: Path, check: Callable[..., Run]) -> None:
    (paper / ".bibtools.toml").write_text("bib = 'none.bib'", "utf-8")
    os.chown(paper / ".bibtools.toml", STRANGER, STRANGER)
    for _ in range(2):
        run = check()
        assert (run.code, run.err.count("is ignored: it belongs to another user")) == (0, 1)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("whose", ["another user's", "anybody's"])
def test_what_others_could_have_written_is_not_believed(
    paper: Path, check: Callable[..., Run], environ: dict[str, str], whose: str
) -> None:
    cache = Path(environ["BIBTOOLS_CACHE_DIR"])
    before = {path: path.read_bytes() for path in (cache / "hook").iterdir()}
    if whose == "anybody's":
        cache.chmod(0o777)
    else:
        os.chown(cache, STRANGER, STRANGER)
    write(paper, p_tex=tex(ONE, "2101.00002"))
    assert check().code == 1
    assert {path: path.read_bytes() for path in (cache / "hook").iterdir()} == before
