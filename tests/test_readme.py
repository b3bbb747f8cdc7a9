"""What the README shows is what happens."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Cli

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
COMMANDS = [text.splitlines() for kind, text in BLOCKS if kind == "sh" and "bibtools " in text]
TASKS = [lines for lines in COMMANDS if ".venv" not in lines[0]]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a line as a reader would, with `bibtools` on the PATH and no network."""
    script = folder / "bin" / "bibtools"
    script.parent.mkdir(exist_ok=True)
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m bibtools "$@"\n', "utf-8")
    script.chmod(0o755)
    env = {
        **os.environ,
        "PATH": f"{script.parent}:{os.environ['PATH']}",
        "BIBTOOLS_OFFLINE": "1",
        "BIBTOOLS_CACHE_DIR": str(folder / "cache"),
    }
    return subprocess.run(["sh", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False)


def test_there_are_tasks() -> None:
    assert len(TASKS) > 5


def test_the_diff_is_real(checkout: Path) -> None:
    [shown] = [text for kind, text in BLOCKS if kind == "diff"]
    [source] = [text for kind, text in BLOCKS if kind == "latex"]
    done = run("bibtools sync examples/first --diff", checkout)
    assert (done.returncode, done.stdout) == (1, shown)
    assert (checkout / "examples" / "first" / "paper.tex").read_text("utf-8") == source


@pytest.mark.slow
@pytest.mark.parametrize("commands", TASKS, ids=lambda lines: lines[-1])
def test_every_command_works(checkout: Path, commands: list[str]) -> None:
    for command in commands:
        line, _, remark = command.partition("  # exit ")
        done = run(line, checkout)
        assert done.returncode == int(remark or 0), done.stderr
        assert done.stdout


def test_the_main_command_runs_the_main_job(checkout: Path) -> None:
    [[command]] = [lines for lines in COMMANDS if ".venv" in lines[0]]
    done = run(command.rpartition("&& ")[2].replace(".venv/bin/", ""), checkout)
    assert done.returncode == 0, done.stderr
    entries = re.findall(r"^@\w+\{", (checkout / "new.bib").read_text("utf-8"), re.MULTILINE)
    assert len(entries) >= 36  # other commands may have added to it


@pytest.mark.parametrize("command", ["sync", "scan", "get", "find", "corpus", "doctor", "upgrade", "verify"])
def test_the_reference_names_every_option(cli: Cli, command: str) -> None:
    [reference] = [text for kind, text in BLOCKS if kind == "text"]
    usage = re.split(r"\n(?=bibtools)", reference)
    [own] = [text for text in usage if text.startswith(f"bibtools {command} ")]
    shown = cli(command, "--help").out
    options = set(re.findall(r"^  (--[a-z-]+)", shown, re.MULTILINE)) - {"--help", "--color"}  # of every command
    assert options == set(re.findall(r"--[a-z-]+", own))


def test_ci_takes_the_test_command_from_here() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    [line] = [line for line in script.splitlines() if line.startswith("test_command=")]
    done = subprocess.run(
        ["bash", "-c", f'{line}; echo "$test_command"'], cwd=ROOT, capture_output=True, text=True, check=True
    )
    [command] = [text for kind, text in BLOCKS if kind == "sh" and "pytest" in text]
    assert done.stdout == command
