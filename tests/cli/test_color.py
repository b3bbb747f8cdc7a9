from __future__ import annotations

from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.cli.color import ColorChoice, colored, is_colored
from bibtools.cli.main import run

FINDING = "paper.tex:3:7: undefined-key: x is not in refs.bib\n"
LINES = [
    (FINDING, "\x1b[1mpaper.tex:3:7\x1b[0m: \x1b[31mundefined-key\x1b[0m: x is not in refs.bib\n"),
    ("refs.bib: unread: no\n", "\x1b[1mrefs.bib\x1b[0m: \x1b[31munread\x1b[0m: no\n"),
    ("note: 2 records\n", "\x1b[36mnote: \x1b[0m2 records\n"),
    ("bibtools: error: no\n", "\x1b[31m\x1b[1mbibtools: error: \x1b[0mno\n"),
    ("  added    k  arXiv:1\n", "\x1b[32m  added    \x1b[0m\x1b[1mk\x1b[0m  arXiv:1\n"),
    # What only looks like it.
    ("see paper.tex: and more\n", "see paper.tex: and more\n"),
    ("+ 3 papers\n", "+ 3 papers\n"),
    ("", ""),
]
DIFF = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new\n same\n"


@pytest.mark.parametrize(("line", "shown"), LINES)
def test_a_line_is_coloured_by_what_it_is(line: str, shown: str) -> None:
    assert colored(line) == shown


def test_a_diff_is_coloured_as_one() -> None:
    lines = colored(DIFF).splitlines()
    assert lines[3:] == ["\x1b[31m-old\x1b[0m", "\x1b[32m+new\x1b[0m", " same"]


def test_an_address_is_a_link() -> None:
    assert colored("see https://arxiv.org/abs/1.\n") == (
        "see \x1b]8;;https://arxiv.org/abs/1\x1b\\https://arxiv.org/abs/1\x1b]8;;\x1b\\.\n"
    )


@given(st.text(alphabet=st.characters(exclude_characters="\x1b", exclude_categories=["Cs"])))
def test_colour_adds_nothing_but_colour(text: str) -> None:
    assert click.unstyle(colored(text.replace("http", ""))) == text.replace("http", "")


@pytest.mark.parametrize(
    ("choice", "is_terminal", "environ", "expected"),
    [
        ("auto", True, {"TERM": "xterm"}, True),
        ("auto", True, {"TERM": "xterm", "NO_COLOR": ""}, True),
        ("always", False, {}, True),
        ("auto", False, {"TERM": "xterm"}, False),
        ("auto", True, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {}, False),
        ("never", True, {"TERM": "xterm"}, False),
    ],
)
def test_when_there_is_colour(choice: ColorChoice, is_terminal: bool, environ: dict[str, str], expected: bool) -> None:
    assert is_colored(choice, environ, is_terminal=is_terminal) is expected


@pytest.fixture
def lacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "paper.tex").write_text("\\documentclass{article}\\begin{document}\\cite{x}\\bibliography{refs}\n")
    (tmp_path / "refs.bib").write_text("@misc{a, title = {A}}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_piped_output_is_plain_unless_asked_for(lacking: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del lacking
    assert run(["check"]) == 1
    assert "\x1b" not in "".join(capsys.readouterr())
    assert [run(["check", "--color", "always"]), run(["--color", "always", "check"])] == [1, 1]
    assert capsys.readouterr().out.count("\x1b[31mundefined-key\x1b[0m") == 2
    run(["check", "--color", "always", "--format", "json"])
    assert "\x1b" not in capsys.readouterr().out


def test_quiet_leaves_results_and_what_went_wrong(lacking: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (lacking / "refs.bib").unlink()
    (lacking / "notes.md").write_text("arXiv:1706.03762\n")
    run(["sync", "--bib", "refs.bib", "--offline", "--diff"])
    assert "note: " in capsys.readouterr().err
    run(["sync", "--bib", "refs.bib", "--offline", "--diff", "-q"])
    printed = capsys.readouterr()
    assert ("note: " in printed.err, printed.out.startswith("--- /dev/null")) == (False, True)
    assert "undefined-key" in printed.err
    assert run(["get", "2001.00001", "--offline", "-q"]) == 3
    assert "2001.00001" in capsys.readouterr().err  # why there is no result is no note
    assert run(["-q", "sync", "--frobnicate"]) == 2
    assert "bibtools: error: " in capsys.readouterr().err
