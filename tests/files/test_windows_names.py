r"""Paths as Windows writes them, and names that it forbids."""

from __future__ import annotations

import ntpath
import os
import posixpath
from pathlib import Path

import pytest
from conftest import Cli

from bibtools.config.papers import is_within, portable
from bibtools.files.kpathsea_paths import elements
from bibtools.files.pathnames import all_relative, relative
from bibtools.files.windows_names import unknown_to_windows
from bibtools.files.write_access import NamedPath, Refused, by_user, decide

BASE = r"C:\Users\ada\thesis"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (r"paper\refs.bib", "paper/refs.bib"),
        (r".\paper\..\refs.bib", "refs.bib"),
        ("paper/refs.bib", "paper/refs.bib"),
        (r"..\refs.bib", "../refs.bib"),
        (BASE + r"\paper\refs.bib", "paper/refs.bib"),
        (BASE.upper() + r"\refs.bib", "refs.bib"),  # names differ in nothing but case
        (r"C:\Users\ada\other\refs.bib", "C:/Users/ada/other/refs.bib"),
        (r"C:\x\refs.bib", "C:/x/refs.bib"),
        (r"D:\x\refs.bib", "D:/x/refs.bib"),  # another drive
        ("D:/x/refs.bib", "D:/x/refs.bib"),
        (r"\\server\share\refs.bib", "//server/share/refs.bib"),
    ],
)
def test_reports_show_slashes(path: str, shown: str) -> None:
    assert relative(path, BASE, ntpath) == shown
    assert all_relative([path, path], BASE, ntpath) == [shown, shown]


def test_the_base_itself() -> None:
    assert relative(BASE, BASE, ntpath) == "."


def test_a_backslash_is_part_of_a_name_on_other_systems() -> None:
    assert relative(r"a\b.tex", "/x", posixpath) == r"a\b.tex"
    assert all_relative([r"a\b.tex", r"c/a\b.tex"], "/x", posixpath) == [r"a\b.tex", r"c/a\b.tex"]


@pytest.mark.parametrize(
    ("path", "places", "expected"),
    [
        (r"paper\a.tex", ["paper\\"], True),
        (r"paper\sub\a.tex", ["paper/"], True),
        ("paper/a.tex", ["paper\\"], True),
        (r"paper\a.tex", ["."], True),
        (r"paper2\a.tex", ["paper\\"], False),
        (r"..\a.tex", ["."], False),
        (r"D:\a.tex", ["."], False),
        (r"D:\p\a.tex", ["D:/p"], True),
    ],
)
def test_sources_below_folders(path: str, places: list[str], expected: bool) -> None:
    assert is_within(path, places, ntpath) == expected


@pytest.mark.parametrize("separator", [";", ":"])
def test_search_paths_of_tex(separator: str) -> None:
    on_windows = separator == ";"
    home = r"C:\texmf" if on_windows else "/texmf"
    shown = "C:/texmf" if on_windows else "/texmf"
    environ = {"BIBINPUTS": f".{separator}{home}//{separator}$LIB{separator}", "LIB": home, "TEXMFHOME": home}
    found = elements(".bib", environ, separator)
    assert found == [".", f"{shown}//", shown, ".", f"{shown}/bibtex/bib//"]
    assert elements(".bib", {}, separator) == ["."]


FORBIDDEN = [
    *("*.bib", "a?.bib", "a:b.bib", "<a>.bib", 'a".bib', "a|b.bib", r"a\b.bib", r"C:\x\refs.bib", "a\tb.bib"),
    *("con.bib", "CON.bib", "Aux.bib", "nul", "com1.bib", "LPT9.x.bib", "con .bib", "CONIN$.bib", "com\u00b9.bib"),
    *("refs.bib.", "refs.bib ", "refs. ", "..."),
]
ALLOWED = [
    "refs.bib",
    "console.bib",
    "com.bib",
    "com10.bib",
    "my refs.bib",
    ".bib",
    "a.con.bib",
    "\u00fc.bib",
    "a'b&c.bib",
]


@pytest.mark.parametrize(("name", "forbidden"), [(name, name in FORBIDDEN) for name in FORBIDDEN + ALLOWED])
def test_names_that_windows_forbids(name: str, forbidden: bool, tmp_path: Path) -> None:
    assert bool(unknown_to_windows(name)) == forbidden
    for named in (by_user(str(tmp_path / name)), NamedPath(str(tmp_path / name), str(tmp_path))):
        decision = decide(named)
        assert isinstance(decision, Refused) or not forbidden
    if not name.endswith(("con.bib", "nul")):
        return
    (tmp_path / name).touch()  # one that is there may be written
    assert not isinstance(decide(by_user(str(tmp_path / name))), Refused)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["*.bib", "con.bib", r"C:\x\refs.bib", "refs.bib."])
def test_no_such_file_is_made(cli: Cli, paper: Path, name: str) -> None:
    (paper / "a.md").write_text("arXiv:1706.03762", "utf-8")
    done = cli("sync", "--bib", name)
    assert (done.code, "on Windows" in done.err, "unless you name it" in done.err) == (2, True, False), done
    assert os.listdir(paper) == ["a.md"]


@pytest.mark.thinned(3)
@pytest.mark.parametrize("named", [r"paper\\refs.bib", "paper/refs.bib", r".\\paper\\refs.bib"])
def test_a_configuration_of_windows_counts_everywhere(cli: Cli, paper: Path, named: str) -> None:
    (paper / "paper").mkdir()
    (paper / "paper" / "a.tex").write_text("arXiv:1706.03762", "utf-8")
    (paper / ".bibtools.toml").write_text(f'[[paper]]\nsources = ["paper\\\\"]\nbib = "{named}"\n', "utf-8")
    done = cli("sync", "--format", "json")
    assert (done.code, done.json["bib"]) == (0, "paper/refs.bib"), done
    assert sorted(os.listdir(paper)) == [".bibtools.toml", "paper"]
    assert sorted(os.listdir(paper / "paper")) == ["a.tex", "refs.bib"]


def test_what_a_configuration_names_on_a_drive_is_not_made_here(cli: Cli, paper: Path) -> None:
    (paper / "a.md").write_text("arXiv:1706.03762", "utf-8")
    (paper / ".bibtools.toml").write_text(r'bib = "C:\\x\\refs.bib"', "utf-8")
    done = cli("sync")
    assert (done.code, "refs.bib" in done.err, "Traceback" in done.err) == (2, True, False), done
    assert sorted(os.listdir(paper)) == [".bibtools.toml", "a.md"]


def test_a_path_of_a_repository() -> None:
    assert portable("paper\\x\\refs.bib") == "paper/x/refs.bib"
