"""Whose files of settings count, where they are looked for, and how large and deep they may be."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bibtools.config.configuration import Config, load
from bibtools.config.user_file import location
from bibtools.core.errors import ConfigError
from bibtools.core.locations import cache_problem, configurations, is_own
from bibtools.files.limits import CONFIGURATION

STRANGER = 12345
OPEN = "anyone can write there"
HOME_FILE = str(Path("~/.config/bibtools/config.toml").expanduser())
is_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({"BIBTOOLS_CONFIG": "/x/y.toml", "XDG_CONFIG_HOME": "/c"}, "/x/y.toml"),
        ({"XDG_CONFIG_HOME": "/c"}, "/c/bibtools/config.toml"),
        # A relative one would be another file in every folder, and a repository's in some.
        ({"XDG_CONFIG_HOME": "config"}, HOME_FILE),
        ({"XDG_CONFIG_HOME": "."}, HOME_FILE),
        ({"BIBTOOLS_CONFIG": "~/mine.toml"}, str(Path("~/mine.toml").expanduser())),
    ],
)
def test_where_the_users_file_is(environ: dict[str, str], path: str) -> None:
    assert location(environ) == path


@pytest.mark.parametrize("path", ["config.toml", "./config.toml", "../config.toml"])
def test_the_users_file_is_named_from_the_root_on(path: str) -> None:
    with pytest.raises(ConfigError, match="not an absolute path"):
        location({"BIBTOOLS_CONFIG": path})


def user(folder: Path, text: str | bytes = "timeout = 7", **environ: str) -> Config:
    here, own = folder / "here", folder / "config.toml"
    here.mkdir(exist_ok=True)
    (here / ".git").mkdir(exist_ok=True)
    if not own.exists():
        own.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(environ, here, str(own))


def test_there_need_be_no_file_of_the_user(tmp_path: Path) -> None:
    assert load({}, tmp_path, str(tmp_path / "none.toml")).strangers == ()
    assert load({"BIBTOOLS_CONFIG": os.devnull}, tmp_path, os.devnull).strangers == ()
    with pytest.raises(ConfigError, match="there is no such file"):
        load({"BIBTOOLS_CONFIG": "/none.toml"}, tmp_path, "/none.toml")


@is_root
@pytest.mark.parametrize(
    ("owner", "environ", "counts"),
    [
        (0, {}, True),
        (STRANGER, {}, False),
        (STRANGER, {"SUDO_UID": str(STRANGER)}, True),
        (STRANGER, {"SUDO_UID": "1"}, False),
    ],
)
def test_a_file_of_the_user_is_the_users(tmp_path: Path, owner: int, environ: dict[str, str], counts: bool) -> None:
    user(tmp_path)
    os.chown(tmp_path / "config.toml", owner, owner)
    config = user(tmp_path, **environ)
    assert config.timeout == (7 if counts else None)
    assert ["another user" in note for note in config.strangers] == ([] if counts else [True])
    named = user(tmp_path, **environ, BIBTOOLS_CONFIG=str(tmp_path / "config.toml"))
    assert (named.timeout, named.strangers) == (7, ())  # what the user names, the user means


def test_a_file_that_anybody_can_write_is_nobodys(tmp_path: Path) -> None:
    user(tmp_path)
    (tmp_path / "config.toml").chmod(0o666)
    config = user(tmp_path)
    assert (config.timeout, "anyone can write to it" in config.strangers[0]) == (None, True)


def repository(folder: Path, **environ: str) -> Config:
    return load({"XDG_CACHE_HOME": "/nowhere", **environ}, folder)


@is_root
@pytest.mark.parametrize("name", [".bibtools.toml", "pyproject.toml"])
def test_a_repositorys_file_of_another_user_does_not_count(tmp_path: Path, name: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / name).write_text("[tool.bibtools]\nbib = 'x.bib'" if name[0] == "p" else "bib = 'x.bib'", "utf-8")
    assert repository(tmp_path).bib == "x.bib"
    os.chown(tmp_path / name, STRANGER, STRANGER)
    config = repository(tmp_path)
    assert (config.bib, len(config.strangers)) == (None, 1)
    assert f"{tmp_path / name} is ignored: it belongs to another user" in config.strangers[0]
    assert repository(tmp_path, SUDO_UID=str(STRANGER)).bib == "x.bib"  # as git has it
    assert repository(tmp_path, BIBTOOLS_TRUST=str(tmp_path)).bib == "x.bib"


@is_root
def test_a_pyproject_of_another_user_that_says_nothing_of_us_is_no_news(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\nx = 1", "utf-8")
    os.chown(tmp_path / "pyproject.toml", STRANGER, STRANGER)
    assert repository(tmp_path).strangers == ()


def test_a_file_above_the_work_tree_does_not_count(tmp_path: Path) -> None:
    (tmp_path / ".bibtools.toml").write_text("bib = 'x.bib'", "utf-8")
    (tmp_path / "tree" / "sub" / ".git").mkdir(parents=True)
    config = repository(tmp_path / "tree" / "sub")
    assert (config.bib, len(config.strangers)) == (None, 1)
    assert f"{tmp_path / '.bibtools.toml'} is ignored: it is above the repository" in config.strangers[0]
    (tmp_path / "tree" / "sub" / ".bibtools.toml").write_text("", "utf-8")
    assert repository(tmp_path / "tree" / "sub").strangers == ()


def test_outside_of_git_folders_above_count_as_long_as_they_are_the_users(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / ".bibtools.toml").write_text("timeout = 5", "utf-8")
    assert repository(inner).timeout == 5
    (tmp_path / "a").chmod(0o777)
    assert repository(inner).timeout is None
    (tmp_path / "a").chmod(0o755)
    if os.geteuid() == 0:
        os.chown(tmp_path / "a", STRANGER, STRANGER)
        assert repository(inner).timeout is None


def test_above_the_home_folder_nothing_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "ada"
    (home / "paper").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    found = configurations(str(home / "paper"))
    assert found[-1] == str(home / "pyproject.toml")
    assert not any(Path(each).parent == tmp_path for each in found)


@pytest.mark.parametrize(
    ("uid", "sudo", "own"), [(os.geteuid(), "", True), (STRANGER, "", False), (STRANGER, "1", False)]
)
def test_whose_a_file_is(uid: int, sudo: str, own: bool) -> None:
    assert is_own(uid, sudo) is own


@pytest.mark.parametrize(
    ("mode", "problem"), [(0o700, ""), (0o755, ""), (0o775, ""), (0o1777, OPEN), (0o777, OPEN), (0o702, OPEN)]
)
def test_a_cache_that_others_can_write_is_not_used(tmp_path: Path, mode: int, problem: str) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    folder.chmod(mode)
    config = load({"BIBTOOLS_CACHE_DIR": str(folder)}, tmp_path)
    assert (cache_problem(str(folder)), bool(config.ignored)) == (problem, bool(problem))
    assert (config.cache_dir == folder) is not bool(problem)
    assert not problem or f"{folder}: not used as the cache, because {problem}" in config.ignored[0]


@is_root
@pytest.mark.parametrize("link", [False, True])
def test_a_cache_of_another_user_is_not_used(tmp_path: Path, link: bool) -> None:
    folder = tmp_path / "cache"
    if link:
        (tmp_path / "mine").mkdir()
        folder.symlink_to(tmp_path / "mine")
    else:
        folder.mkdir()
    assert cache_problem(str(folder)) == ""
    os.chown(folder, STRANGER, STRANGER, follow_symlinks=False)
    config = load({"BIBTOOLS_CACHE_DIR": str(folder)}, tmp_path)
    assert config.cache_dir == Path(os.devnull, "bibtools")
    assert "it belongs to another user" in config.ignored[0]


DEEP = 50_000
HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("a dotted key", lambda: b".".join([b"a"] * DEEP) + b" = 1", ":1: cannot read it: more than 32"),
    ("a dotted key with blanks", lambda: b"x = 1\n" + b" . ".join([b"'a'"] * DEEP) + b" = 1", ":2: cannot read it"),
    ("a dotted table", lambda: b"[" + b".".join([b"a"] * DEEP) + b"]", "more than 32"),
    ("a dotted list of tables", lambda: b"[[" + b".".join([b'"a"'] * DEEP) + b"]]", "more than 32"),
    ("a dotted key in a table", lambda: b"x = {" + b".".join([b"a"] * DEEP) + b" = 1}", "more than 32"),
    (
        "a dotted key behind four quotes",
        lambda: b"x = {b = '''a'''', " + b".".join([b"a"] * DEEP) + b" = 1}",
        "more than 32",
    ),
    (
        "a dotted key behind five quotes",
        lambda: b'x = {b = """a""""", ' + b".".join([b"a"] * DEEP) + b" = 1}",
        "more than",
    ),
    ("nested lists", lambda: b"bib = " + b"[" * DEEP + b"]" * DEEP, "more than 32"),
    ("nested lists that do not close", lambda: b"bib = " + b"[" * DEEP, "more than 32"),
    ("nested tables", lambda: b"bib = " + b"{a = " * DEEP + b"1" + b"}" * DEEP, "more than 32"),
    ("a value of nested keys", lambda: b"bib." + b".".join([b"a"] * 30) + b" = 1", "bib cannot be {'a': {'a'"),
    ("a large number", lambda: b"bib = 0x" + b"f" * 500_000, "bib cannot be this int"),
    ("a large decimal number", lambda: b"bib = " + b"9" * 500_000, "cannot read it: Exceeds the limit"),
    ("a large timeout", lambda: b"timeout = 0x" + b"f" * 500_000, "timeout: this int is not a number of seconds"),
    ("many authors", lambda: b"max_authors = 0x" + b"f" * 500_000, "max_authors cannot be this int"),
    ("many links", lambda: b"code_links = 10001", "code_links cannot be 10001: it must be a number from 0 to 10000"),
    ("no number", lambda: b"timeout = nan", "timeout: nan is not a number of seconds"),
    ("infinity", lambda: b"timeout = inf", "timeout: inf is not a number of seconds"),
    ("a date", lambda: b"timeout = 1979-05-27", "timeout cannot be datetime.date"),
    ("a date that is none", lambda: b"bib = 1979-13-45", "cannot read it"),
    ("a time for a text", lambda: b"mailto = 07:32:00", "mailto cannot be datetime.time"),
    ("a long text", lambda: b"dialect = '" + b"x" * 900_000 + b"'", "dialect cannot be 'xxx"),
    ("a long key", lambda: b"x" * 900_000 + b" = 1", "unknown key xxx"),
    ("a long pattern", lambda: b"exclude = ['" + b"x" * 5000 + b"']", "1000 bytes at most"),
    ("many patterns", lambda: b"exclude = [" + b"'x'," * 1001 + b"]", "exclude has 1000 patterns at most"),
    ("no pattern", lambda: b"exclude = ['[a']", "its bracket does not close"),
    ("no UTF-8", lambda: b"bib = '\xff'", "cannot read it"),
    ("quotes that do not close", lambda: b"bib = " + b'"""' * 100_000, "cannot read it"),
    ("backslashes", lambda: b'bib = "' + b"\\" * 500_001, "cannot read it"),
    ("NUL", lambda: b"\0" * 900_000, "cannot read it"),
]


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("whose", "made", "message"),
    [
        pytest.param(whose, *each[1:], id=f"{each[0]}-{whose}", marks=() if is_quick else pytest.mark.slow)
        for number, each in enumerate(HOSTILE)
        for whose, is_quick in (("repository", True), ("user", number % 8 == 0))  # one loader reads both
    ],
)
def test_a_hostile_file_is_one_short_message(
    tmp_path: Path, made: Callable[[], bytes], message: str, whose: str
) -> None:
    path = tmp_path / ".bibtools.toml"
    path.write_bytes(made())
    with pytest.raises(ConfigError) as error:
        load({}, tmp_path) if whose == "repository" else load({}, tmp_path / "none", str(path))
    text = str(error.value)
    assert text.startswith(str(path))
    assert message in text or (whose == "user" and "belongs in a repository's file" in text)
    assert len(text) < 700


def test_a_file_of_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / ".bibtools.toml").open("wb") as stream:
        stream.truncate(1 << 30)  # a hole, which takes no room
    with pytest.raises(ConfigError, match="at most 1 MB are read"):
        repository(tmp_path)
    (tmp_path / ".bibtools.toml").write_bytes(b"#" * (CONFIGURATION - 12) + b"\ntimeout = 5")
    assert repository(tmp_path).timeout == 5


@pytest.mark.parametrize("kind", ["pipe", "device", "folder"])
def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    path = tmp_path / ".bibtools.toml"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    with pytest.raises(ConfigError, match="is a directory" if kind == "folder" else "not a regular file"):
        repository(tmp_path)


def test_dots_and_brackets_in_texts_are_no_depth(tmp_path: Path) -> None:
    text = f"""
        # {"[" * 99}{"." * 99}
        exclude = ["{"[" * 99}]", '{"." * 99}']
        keys = '''[auth:regex("{"[.]" * 40}","")]'''
        mailto = "{"a." * 40}b@c.d"  # "
        timeout = 1.5
    """
    (tmp_path / ".bibtools.toml").write_text(text, "utf-8")
    assert repository(tmp_path).timeout == 1.5


def test_papers_are_few_and_count_once(paper: Path) -> None:
    table = '[[paper]]\nsources = ["{}.tex"]\nbib = "refs.bib"\n'
    (paper / ".bibtools.toml").write_text(table.format("a") * 400 + table.format("b"), "utf-8")
    assert [each.sources for each in load({}, paper).papers] == [("a.tex",), ("b.tex",)]
    (paper / ".bibtools.toml").write_text(table.format("a") * 501, "utf-8")
    with pytest.raises(ConfigError, match="it has 501 papers; a configuration may have 500"):
        load({}, paper)


@pytest.mark.parametrize(
    ("papers", "says"),
    [
        ([""], "number 1 lacks its sources and its bib; write sources ="),
        (["bib = 'b'"], "number 1 lacks its sources; write"),
        (["sources = ['a']\nbib = 'b'", "sources = ['a']"], "number 2 lacks its bib; write"),
        (["sources = ['a']\nbib = 'b'", "sources = [1]\nbib = 'b'"], "number 2 lacks its sources; write"),
        (["sources = []\nbib = ''"], "number 1 lacks its sources and its bib; write"),
    ],
)
def test_what_a_paper_lacks_is_told(tmp_path: Path, papers: list[str], says: str) -> None:
    (tmp_path / ".bibtools.toml").write_text("\n".join(f"[[paper]]\n{each}" for each in papers), "utf-8")
    with pytest.raises(ConfigError, match=says):
        load({}, tmp_path)
