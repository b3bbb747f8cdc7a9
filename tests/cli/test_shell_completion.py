"""What shells complete: asked as they ask, in this process, and by the shells themselves where they are installed."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete
from sessions import recipe

from bibtools.cli.main import bibtools
from bibtools.cli.shell_completion import completing
from bibtools.core.rules import RULES

FILES = {
    "paper.tex": "\\cite{he2016deep} arXiv:1706.03762, arXiv:2106.00134, arXiv:1412.6980\n\\bibliography{refs}\n",
    "refs.bib": "@misc{he2016deep,\n title = {Deep Residual Learning},\n eprint = {1512.03385},\n}\n"
    "@misc{chen2021,\n title = {GANs},\n eprint = {2106.00134},\n}\n",
}


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    return tmp_path


def completed(typed: str) -> list[str]:
    *words, incomplete = typed.split(" ")
    found = ShellComplete(bibtools, {}, "bibtools", "_BIBTOOLS_COMPLETE").get_completions(words, incomplete)
    return [each.value for each in found]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ch", ["check"]),
        ("serach", []),
        ("serach ", None),  # whatever it is, it is no error
        ("explain undefined-k", ["undefined-key"]),
        ("explain Undefined-K", ["undefined-key"]),
        ("check --select undefined-k", ["undefined-key"]),
        ("check --select missing-paper,undefined-k", ["missing-paper,undefined-key"]),
        ("check --select missing-paper,missing-p", []),  # it is there already
        ("check --ignore ALL", ["ALL"]),
        ("check --format sa", ["sarif"]),
        ("get 1 --format c", ["csljson"]),
        ("upgrade --key ", ["he2016deep", "chen2021"]),
        ("upgrade --key he2016deep --key ", ["chen2021"]),
        ("upgrade refs.bib --undo c", ["chen2021"]),
        ("upgrade nothing.bib --key ", []),
        ("add ", ["1706.03762", "1412.6980"]),
        ("add 1706.03762 ", ["1412.6980"]),
        ("get 2", ["2106.00134"]),
        ("tables download com", ["comet"]),
        ("index up", ["update"]),
        ("corpus x --scheduler th", ["threads"]),
        ("sync --fi", ["--fill", "--find"]),
        ("--vers", ["--version"]),
    ],
)
def test_what_is_completed(
    paper: Path, capfd: pytest.CaptureFixture[str], typed: str, expected: list[str] | None
) -> None:
    found = completed(typed)
    assert expected is None or found == expected
    assert capfd.readouterr() == ("", "")  # it would stand in the middle of what somebody types
    assert sorted(each.name for each in paper.iterdir()) == sorted(FILES)


@pytest.mark.parametrize("name", ["explain", "check --select"])
def test_every_rule_is_offered(name: str) -> None:
    assert {*completed(f"{name} ")} - {"ALL"} == set(RULES)


@pytest.mark.parametrize(("name", "text"), [(".bibtools.toml", "nonsense = 1"), ("refs.bib", "@misc{"), ("b.bib", "")])
def test_what_cannot_be_read_completes_to_nothing(
    paper: Path, capfd: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    (paper / name).write_text(text, "utf-8")
    (paper / "paper.tex").write_text("\\cite{x}", "utf-8")
    assert completed("upgrade --key ") == []
    assert capfd.readouterr() == ("", "")


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "key",
    [
        "$(touch${IFS}PWNED)",
        "`id`",
        "a;b",
        "a|b",
        "a&b",
        "a>b",
        "a*",
        "q\"'x",
        "!!",
        "--fix",
        "~x",
        "=x",
        "a\x1bb",
        "a^b",
    ],
)
def test_no_word_that_a_shell_evaluates_is_offered(paper: Path, key: str) -> None:
    (paper / "refs.bib").write_text(f"@misc{{{key}, title = {{A\x1b[31m}}}}\n@misc{{good:1, title = {{B\x1b[31m}}}}\n")
    found = ShellComplete(bibtools, {}, "bibtools", "_").get_completions(["upgrade", "--key"], "")
    assert [(each.value, each.help) for each in found] == [("good:1", "B\\x1b[31m")]


def test_what_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bibtools.cli.shell_completion.PATIENCE", 0.05)
    context = click.Context(bibtools)
    endless = completing(lambda _: (("-", "") for _ in count()))
    assert endless(context, click.Argument(["x"]), "") == []
    many = completing(lambda _: ((f"k{number}", "") for number in count()))
    assert len(many(context, click.Argument(["x"]), "")) <= 10_000


BASH, FISH, ZSH = "bash completion", "fish completion", "zsh completion"  # as the documentation has them


def program_path() -> str:
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


ASKED = {"bibtools ch": "check", "bibtools check --select unread,undefined-k": "unread,undefined-key"}


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "expected"), ASKED.items())
def test_bash_completes(environ: dict[str, str], typed: str, expected: str) -> None:
    words = typed.split()
    asked = f"COMP_WORDS=({typed}) COMP_CWORD={len(words) - 1}; _bibtools_completion bibtools; echo ${{COMPREPLY[@]}}"
    command = ["bash", "-c", f"{recipe(BASH)}\n{asked}"]
    done = subprocess.run(command, env={**environ, "PATH": program_path()}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"{expected}\n"), done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "expected"), ASKED.items())
def test_fish_completes(environ: dict[str, str], typed: str, expected: str) -> None:
    if not shutil.which("fish"):
        pytest.skip("fish is not here")
    command = ["fish", "-c", f"{recipe(FISH)}\ncomplete -C '{typed}'"]
    done = subprocess.run(command, env={**environ, "PATH": program_path()}, capture_output=True, text=True, check=False)
    assert [line.partition("\t")[0] for line in done.stdout.splitlines()] == [expected], done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(("typed", "expected"), ASKED.items())
def test_zsh_completes(environ: dict[str, str], tmp_path: Path, typed: str, expected: str) -> None:
    if not shutil.which("zsh"):
        pytest.skip("zsh is not here")
    (tmp_path / ".zshrc").write_text(f"autoload -U compinit; compinit -u\n{recipe(ZSH)}PS1='ready> '\n")
    controller, terminal = pty.openpty()
    env = {**environ, "PATH": program_path(), "ZDOTDIR": str(tmp_path), "TERM": "dumb"}
    shell = subprocess.Popen(
        ["zsh", "-i"], stdin=terminal, stdout=terminal, stderr=terminal, env=env, start_new_session=True
    )
    os.close(terminal)
    try:
        read_until(controller, "ready> ")
        os.write(controller, f"{typed}\t".encode())
        read_until(controller, expected.removeprefix(typed.rsplit(maxsplit=1)[-1]))
    finally:
        shell.kill()
        shell.wait()
        os.close(controller)


def read_until(terminal: int, expected: str) -> None:
    """Read what a shell shows until something stands there; fail after a minute."""
    shown, end = "", time.monotonic() + 60
    while expected not in shown:
        assert select.select([terminal], [], [], max(0, end - time.monotonic()))[0], shown
        shown = re.sub(r"\x1b\[[\d;?]*[a-zA-Z]", "", shown + os.read(terminal, 65536).decode("utf-8", "replace"))
