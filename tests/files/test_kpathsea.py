"""Finding files as TeX does: what kpsewhich reports, and what is read where TeX is not installed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.files import kpathsea, kpathsea_paths
from bibtools.files.kpathsea import Absent, Found, Place, Unasked, find
from bibtools.files.search_path import located
from bibtools.files.tex_environment import fingerprint, variables

PLAIN = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
WITHOUT = {"PATH": "/nonexistent"}
REAL = bool(located("kpsewhich", PLAIN))
real = pytest.mark.skipif(not REAL, reason="TeX is not installed")
both = pytest.mark.parametrize(
    "programs", [pytest.param({"PATH": PLAIN["PATH"]}, id="kpsewhich", marks=real), pytest.param(WITHOUT, id="own")]
)

FILES = (
    "paper/refs.bib", "paper/both.bib", "paper/both", "paper/plain", "paper/LOUD.BIB", "paper/a b.bib", "paper/-x.bib",
    "paper/sub/deep.bib", "paper/sub/er/deeper.bib", "paper/.hidden/secret.bib", "home/own.bib", "home/bib/own2.bib",
    "tree/x/one.bib", "tree/y/z/two.bib", "tree/y/sub/three.bib", "listed/bib/four.bib", "listed/ls-R",
    "home/texmf/bibtex/bib/local/mine.bib",
)  # fmt: skip


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders with libraries: nothing is written there."""
    top = tmp_path_factory.mktemp("world")
    for name in FILES:
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).touch()
    (top / "paper/folder.bib").mkdir()
    os.mkfifo(top / "paper/pipe.bib")
    return top


def ask(world: Path, names: Iterable[str], settings: dict[str, str], programs: dict[str, str]) -> dict[str, Place]:
    environ = {"HOME": f"{world}/home", **programs, **settings}
    return find(names, str(world / "paper"), environ)


def found(places: dict[str, Place]) -> dict[str, str]:
    return {name: place.path for name, place in places.items() if isinstance(place, Found)}


# BIBINPUTS, a name, and where that is, relative to the paper's folder or to the top (`^`); nothing for nowhere.
SETTINGS = [
    ("", "refs", "refs.bib"),
    ("", "refs.bib", "refs.bib"),
    ("", "nowhere", ""),
    ("", "both", "both.bib"),
    ("", "plain", ""),
    ("", "loud", "LOUD.BIB"),
    ("", "LOUD.BIB", "LOUD.BIB"),
    ("", "a b", "a b.bib"),
    ("", "folder", ""),
    ("", "sub/deep", "sub/deep.bib"),
    ("", "deep", ""),
    ("", "../home/own", "../home/own.bib"),
    ("", "./sub/../refs", "refs.bib"),
    ("", "^/home/own", "^/home/own.bib"),
    ("", "-x", "-x.bib"),
    ("", "own", ""),
    ("", "x.y", ""),
    (".", "refs", "refs.bib"),
    ("sub", "deep", "sub/deep.bib"),
    ("sub/", "deep", "sub/deep.bib"),
    ("sub", "refs", ""),
    ("sub:", "refs", "refs.bib"),
    (":sub", "deep", "sub/deep.bib"),
    ("sub::^/home", "refs", "refs.bib"),
    ("sub;^/home", "own", "^/home/own.bib"),
    ("^/tree//", "two", "^/tree/y/z/two.bib"),
    ("^/tree//", "refs", ""),
    ("^/tree//:", "refs", "refs.bib"),
    ("^/tree//sub", "three", "^/tree/y/sub/three.bib"),
    ("^/tree//sub", "two", ""),
    ("^/tree///", "two", "^/tree/y/z/two.bib"),
    ("^/tree", "two", ""),
    ("^/tree", "y/z/two", "^/tree/y/z/two.bib"),
    (".//", "deeper", "sub/er/deeper.bib"),
    (".//", "secret", ""),
    (".hidden", "secret", ".hidden/secret.bib"),
    ("~", "own", "^/home/own.bib"),
    ("~/bib", "own2", "^/home/bib/own2.bib"),
    ("~//", "own2", "^/home/bib/own2.bib"),
    ("$HOME/bib", "own2", "^/home/bib/own2.bib"),
    ("${HOME}/bib", "own2", "^/home/bib/own2.bib"),
    ("$MINE", "own", "^/home/own.bib"),
    ("$MINE/bib:$THEIRS", "own2", "^/home/bib/own2.bib"),
    ("$THEIRS", "two", "^/tree/y/z/two.bib"),
    ("$UNKNOWN/bib", "own2", ""),
    ("${UNKNOWN}^/home", "own", "^/home/own.bib"),
    ("^/{home,tree}/{bib,x}", "one", "^/tree/x/one.bib"),
    ("^/{home,tree/{x,y/z}}", "two", "^/tree/y/z/two.bib"),
    ("^/home/{bib", "own2", "^/home/bib/own2.bib"),
    ("^/nowhere,^/home", "own", "^/home/own.bib"),
    ("!!^/tree//", "two", ""),
    ("!!^/nowhere//", "two", ""),
    ("^/nowhere:^/home", "own", "^/home/own.bib"),
    ("~/texmf/bibtex/bib//", "mine", "^/home/texmf/bibtex/bib/local/mine.bib"),
    ("sub", "../refs", ""),
]  # fmt: skip


@both
def test_files_are_found_as_tex_finds_them(world: Path, programs: dict[str, str]) -> None:
    """All settings at once, so that a failure shows which of them differ."""
    given_to = {"MINE": f"{world}/home", "THEIRS": f"{world}/nowhere:$OTHERS//", "OTHERS": f"{world}/tree"}
    differs = {}
    for value, name, where in SETTINGS:
        asked, expected = (each.replace("^", str(world)) for each in (name, where))
        settings = {"BIBINPUTS": value.replace("^", str(world)), **given_to}
        answer = found(ask(world, [asked], settings, programs)).get(asked, "")
        if answer != expected:
            differs[value, name] = answer
    assert differs == {}
    assert len(SETTINGS) > 50


@both
def test_all_names_are_answered_at_once(world: Path, programs: dict[str, str]) -> None:
    names = ["refs", "nowhere", "sub/deep", "nowhere/refs", "deep", "refs.bib", "own", "-x"]
    places = ask(world, names, {"BIBINPUTS": f"~:{world}/paper/sub:"}, programs)
    assert list(places) == names
    assert found(places) == {
        "refs": "refs.bib",
        "refs.bib": "refs.bib",
        "sub/deep": "sub/deep.bib",
        "deep": f"{world}/paper/sub/deep.bib",
        "own": f"{world}/home/own.bib",
        "-x": "-x.bib",
    }
    assert places["nowhere"] == places["nowhere/refs"] == Absent()


@pytest.mark.thinned(3)
@both
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "it is no name of a file"),
        ("x" * 1001, "it is no name of a file"),
        ("refs\nrefs", "its name holds control characters"),
        ("refs\0", "its name holds control characters"),
        ("$HOME/own", "its name holds a variable, which TeX would replace"),
        ("~/own", "its name holds a variable, which TeX would replace"),
        ("pipe", "TeX would open pipe.bib, which is not a regular file"),
    ],
)
def test_what_tex_is_not_asked_is_told(world: Path, programs: dict[str, str], name: str, reason: str) -> None:
    assert ask(world, [name, "refs"], {}, programs) == {name: Unasked(reason), "refs": Found("refs.bib")}


@both
def test_names_run_nothing(world: Path, tmp_path: Path, programs: dict[str, str]) -> None:
    names = ["`touch PWNED`", "; touch PWNED", "|touch PWNED", "-progname=x", "--help", "-interactive", "' ; touch x"]
    assert set(ask(world, names, {}, programs).values()) == {Absent()}
    assert not [path for path in world.rglob("*") if path.name in {"PWNED", "x.log", "missfont.log"}]
    assert not list(tmp_path.iterdir())


@both
@pytest.mark.parametrize(
    "value",
    ["$(touch PWNED)", "`touch PWNED`", ".:$(touch PWNED):", "|touch PWNED", "-P;touch PWNED", "sub\ntouch PWNED",
     "{sub,$(touch PWNED)}", "${X:-$(touch PWNED)}", "!!;touch PWNED", "';touch PWNED;'"],
)  # fmt: skip
def test_nothing_in_a_path_is_run(world: Path, tmp_path: Path, programs: dict[str, str], value: str) -> None:
    (world / "texmf.cnf").write_text(f"BIBINPUTS = {value}\nshell_escape = t\n", "utf-8")
    found = ask(world, ["nowhere"], {"BIBINPUTS": value, "TEXMFCNF": f"{value}:.:"}, programs)
    assert not isinstance(found["nowhere"], Found)
    assert not [path for folder in (world, tmp_path) for path in folder.rglob("PWNED*")]


def program(folder: Path, script: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "kpsewhich"
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("sleep 60", "it takes too long (0.4 s)"),
        ("yes", "it lists more than 0.1 MB of names"),
        ("echo 'cannot load' >&2; exit 0", "it gave no answer"),
        ("kill -SEGV $$", "it ends with code -11"),
        ('for each; do echo x; echo y; done; echo "$0"; exit 0', "its answer has more than one line"),
    ],
)
def test_a_kpsewhich_that_does_not_tell(tmp_path: Path, script: str, reason: str) -> None:
    path = program(tmp_path / "bin", script)
    environ = {"PATH": f"{path.parent}:{os.defpath}"}
    answer = find(["refs"], str(tmp_path), environ, seconds=0.4, largest=100_000)["refs"]
    assert answer == Unasked(f"kpsewhich failed: {reason}")


def test_what_a_repository_brings_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "touch PWNED")
    program(tmp_path / "bin", "touch PWNED")
    (tmp_path / "refs.bib").touch()
    monkeypatch.chdir(tmp_path)
    assert find(["refs"], ".", {"PATH": ".:bin::"})["refs"] == Found("refs.bib")
    assert not (tmp_path / "PWNED").exists()


def test_only_what_tex_needs_is_passed_on(tmp_path: Path) -> None:
    path = program(tmp_path / "bin", f'env > "{tmp_path}/seen"; pwd >> "{tmp_path}/seen"')
    environ = {
        "PATH": f".:{path.parent}:{os.defpath}",
        "BIBINPUTS": "$MINE//:",
        "MINE": "$OTHER",
        "OTHER": "x",
        "TEXMFLOG": f"{tmp_path}/log",
        "TEXMFCNF": f".:{tmp_path}/conf:cnf:",
        "SECRET": "s",
        "ENV": f"{tmp_path}/run",
        "BASH_ENV": f"{tmp_path}/run",
        "LD_PRELOAD": "x.so",
        "CDPATH": "/",
    }
    (tmp_path / "paper").mkdir()
    find(["refs"], str(tmp_path / "paper"), environ)
    *seen, folder = (tmp_path / "seen").read_text("utf-8").splitlines()
    told = dict(each.split("=", 1) for each in seen)
    for name in ("PWD", "OLDPWD", "SHLVL", "_"):  # the shell's own
        told.pop(name, None)
    assert told == {
        "PATH": f"{path.parent}:{os.defpath}",
        "BIBINPUTS": "$MINE//:",
        "MINE": "$OTHER",
        "OTHER": "x",
        "TEXMFLOG": "",
        "TEXMFCNF": f"{tmp_path}/conf:",
        "MKTEXTEX": "0",
    }
    assert folder == str(tmp_path / "paper")


@real
def test_a_configuration_of_tex_in_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/other.bib").touch()
    (tmp_path / "texmf.cnf").write_text(f"BIBINPUTS = {tmp_path}/elsewhere\n", "utf-8")
    environ = PLAIN | {"TEXMFCNF": ".:"}
    command = ["kpsewhich", "other.bib"]
    assert subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, check=False).stdout
    assert find(["other"], str(tmp_path), environ)["other"] == Absent()
    assert find(["other"], str(tmp_path), PLAIN | {"TEXMFCNF": f"{tmp_path}:"})["other"] == Found(
        f"{tmp_path}/elsewhere/other.bib"
    )


@pytest.mark.slow
@real
def test_a_variable_that_names_itself_is_no_endless_wait(world: Path) -> None:
    places = ask(world, ["refs"], {"BIBINPUTS": "$LOOP:", "LOOP": "$LOOP/x"}, {"PATH": PLAIN["PATH"]})
    assert isinstance(places["refs"], Unasked | Found)  # kpsewhich 6.3.4 crashes


@real
def test_the_libraries_of_tex_itself_are_found() -> None:
    found_there = find(["xampl"], "/", PLAIN)["xampl"]
    assert isinstance(found_there, Found | Absent)
    command = ["kpsewhich", "xampl.bib"]
    told = subprocess.run(command, cwd="/", env=PLAIN, capture_output=True, text=True, check=False).stdout.strip()
    assert found_there == (Found(told) if told else Absent())


def test_a_variable_of_its_own_does_not_hold_up_the_own_reading(world: Path) -> None:
    places = ask(world, ["refs"], {"BIBINPUTS": "$LOOP:", "LOOP": "$LOOP/x"}, WITHOUT)
    assert places == {"refs": Found("refs.bib")}


@pytest.mark.slow
@pytest.mark.parametrize(
    "value",
    ["{" * 50_000, "{a,b}" * 400, "$A$A$A$A$A$A", "}" * 10_000, ",:" * 10_000, "//" * 5_000, "/" * 9_999, "a\0b", "//"],
)
def test_a_hostile_path_ends(world: Path, value: str) -> None:
    twice = {chr(65 + number): f"${chr(66 + number)}" * 6 for number in range(12)}
    settings = {"BIBINPUTS": value, **twice}
    assert set(ask(world, ["nowhere"], settings, WITHOUT).values()) == {Absent()}


def test_links_in_a_circle_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/refs.bib").touch()
    (tmp_path / "a/b/c").symlink_to(tmp_path / "a")
    (tmp_path / "a/a").symlink_to(tmp_path / "a")
    settings = {"BIBINPUTS": ".//", **WITHOUT}
    assert [*kpathsea_paths.folders(".//", str(tmp_path))] == [".", "./a", "./a/b"]
    assert find(["refs"], str(tmp_path), settings) == {"refs": Found("a/b/refs.bib")}


@given(st.text("ab{},:;$~/!.\\%X", max_size=30))
def test_any_path_can_be_read(value: str) -> None:
    environ = {"BIBINPUTS": value, "a": "$b", "b": "{x,y}"}
    assert all(kpathsea_paths.elements(".bib", environ))


def test_a_tree_that_lists_its_files_is_searched(world: Path) -> None:
    settings = {"BIBINPUTS": f"!!{world}/listed//"}
    assert found(ask(world, ["four"], settings, WITHOUT)) == {"four": f"{world}/listed/bib/four.bib"}


def test_the_users_tree_is_a_default_place(world: Path) -> None:
    place = {"mine": f"{world}/home/texmf/bibtex/bib/local/mine.bib"}
    for settings, expected in (
        ({"TEXMFHOME": f"{world}/home/texmf"}, place),
        ({"HOME": f"{world}/home"}, place),
        ({"HOME": f"{world}/home", "BIBINPUTS": f"{world}/one:"}, place),
        ({"HOME": f"{world}/home", "TEXMFHOME": f"{world}/one"}, {}),
        ({"HOME": f"{world}/home", "BIBINPUTS": "."}, {}),
        ({"HOME": ""}, {}),
    ):
        assert found(ask(world, ["mine"], settings, WITHOUT)) == expected, settings


def test_no_more_names_are_asked_than_a_call_takes(world: Path) -> None:
    names = [f"n{number}" for number in range(kpathsea.MOST_NAMES + 1)]
    places = ask(world, names, {}, WITHOUT)
    assert [*places.values()][-2:] == [Absent(), Unasked("TeX is asked for at most 500 files")]


@pytest.mark.parametrize(
    ("setting", "is_noticed"),
    [
        ({"BIBINPUTS": "/x"}, True),
        ({"BIBINPUTS_bibtex": "/x"}, True),
        ({"TEXBIB": "/x"}, True),
        ({"TEXINPUTS": "/x"}, True),
        ({"TEXMFHOME": "/x"}, True),
        ({"TEXMFCNF": "/x"}, True),
        ({"HOME": "/x"}, True),
        ({"MINE": "/x"}, True),
        ({"LAST": "/x"}, True),
        ({"PATH": "/nonexistent"}, REAL),
        ({"PATH": f"/nonexistent:{PLAIN['PATH']}"}, False),
        ({"TEXMFLOG": "/x"}, False),
        ({"OTHER": "/x"}, False),
        ({"TERM": "x"}, False),
        ({"XBIBINPUTS": "x"}, False),
    ],
)
def test_the_fingerprint_tells_of_what_decides(setting: dict[str, str], is_noticed: bool) -> None:
    before = PLAIN | {"BSTINPUTS": "${MINE}/a:", "MINE": "b$LAST"}
    assert (fingerprint(before) != fingerprint(before | setting)) is is_noticed


def test_variables_end() -> None:
    environ = {f"V{number}": f"$V{number + 1}" for number in range(1000)} | {"BIBINPUTS": "$V0$BIBINPUTS$"}
    assert len(variables(environ)) <= 101
