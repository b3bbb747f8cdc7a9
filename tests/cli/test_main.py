from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Cli
from row_tables import rarely

from bibtools import __version__


def test_the_version_is_told(cli: Cli) -> None:
    assert cli("--version").out == f"bibtools, version {__version__}\n"


def test_every_command_is_listed_with_help(cli: Cli) -> None:
    run = cli("--help")
    commands = ("cache", "doctor", "get", "scan", "sync")
    assert (run.code, [name for name in commands if f"\n  {name} " not in run.out]) == (0, [])


@pytest.mark.parametrize("command", ["doctor", "get", "scan", "sync"])
def test_every_command_explains_its_options(cli: Cli, command: str) -> None:
    run = cli(command, "--help")
    assert (run.code, "--format" in run.out, run.err) == (0, True, "")


@pytest.mark.parametrize(
    "arguments",
    [(), ("frobnicate",), ("sync", "--frobnicate"), ("get",), ("scan", "--format", "xml"), ("sync", "--bib")],
)
def test_a_wrong_command_line_is_exit_2_without_traceback(cli: Cli, arguments: tuple[str, ...]) -> None:
    run = cli(*arguments)
    assert (run.code, "Traceback" in run.err, run.out) == (2, False, "")


def test_a_wrong_configuration_is_exit_2(paper: Path, cli: Cli) -> None:
    (paper / ".bibtools.toml").write_text("bibb = 'x'", "utf-8")
    run = cli("scan")
    assert (run.code, run.err.startswith("bibtools: error: "), "did you mean bib?" in run.err) == (2, True, True)


@pytest.mark.slow
def test_a_reader_that_has_seen_enough_is_no_error(paper: Path) -> None:
    (paper / "list.txt").write_text("arXiv:2106.00134\n" * 10_000, "utf-8")
    command = f"{sys.executable} -m bibtools scan list.txt | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=paper, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("list.txt:1:7: arXiv:2106.00134\n", "")


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        ("scan - <&-", (3, "-: unread: cannot read it: standard input is closed\n")),
        rarely("scan list.txt >&-", (0, "")),
        rarely("scan list.txt <&-", (0, "")),
    ],
)
def test_closed_streams_are_no_traceback(paper: Path, closed: str, expected: tuple[int, str]) -> None:
    (paper / "list.txt").write_text("arXiv:2106.00134\n", "utf-8")
    command = f"{sys.executable} -m bibtools {closed}"
    done = subprocess.run(["bash", "-c", command], cwd=paper, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == expected


def test_an_interrupt_is_exit_130_without_traceback(paper: Path) -> None:
    program = "import bibtools.cli.scan, bibtools.__main__ as m; print('ready', flush=True); m.main()"
    process = subprocess.Popen(
        [sys.executable, "-c", program, "scan", "-"],
        cwd=paper,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    assert process.stdin is not None
    process.stdin.write("words\n" * 100_000)  # more than a pipe holds: now it reads, and waits for the rest
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert (process.returncode, "Traceback" in error) == (130, False)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_behind_the_output_is_exit_3_without_traceback(paper: Path) -> None:
    (paper / "list.txt").write_text("arXiv:2106.00134\n", "utf-8")
    command = f"{sys.executable} -m bibtools scan list.txt > /dev/full"
    done = subprocess.run(["bash", "-c", command], cwd=paper, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (3, "bibtools: error: cannot write the output: no space left on device\n")
