"""A repository that leads readers to pipes, devices and folders without end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from commits import init, track
from conftest import Cli
from row_tables import thinned

SECONDS = 60  # after which a run is said to wait for ever


def shell(folder: Path, line: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a line of bash in a folder; never wait for ever."""
    line = line.replace("bibtools", f"{sys.executable} -m bibtools")
    environ |= {"PATH": os.environ["PATH"], "BIBTOOLS_CACHE_DIR": str(folder / ".cache")}
    return subprocess.run(
        ["bash", "-c", line], cwd=folder, env=environ, capture_output=True, text=True, timeout=SECONDS, check=False
    )


@pytest.fixture
def hostile(paper: Path) -> Path:
    """A repository with links to devices under the names of everything that a run reads, and a pipe."""
    (paper / "paper.tex").write_text(r"arXiv:2106.00134 \bibliographystyle{z}\bibliography{refs,more}", "utf-8")
    (paper / "refs.bib").write_text("@misc{a, eprint = {2106.00134}, archivePrefix = {arXiv}}\n", "utf-8")
    for name in ("z.bst", "more.bib", "appendix.tex", "paper.bbl", "notes.md"):
        (paper / name).unlink(missing_ok=True)
        (paper / name).symlink_to("/dev/zero")
    os.mkfifo(paper / "pipe")
    (paper / "chapter.tex").symlink_to("pipe")
    return paper


@pytest.mark.parametrize("is_repository", thinned([True, False]))
@pytest.mark.parametrize("command", ["scan", "sync --check", "sync --diff", "sync"])
def test_nobody_waits_for_links_to_devices(hostile: Path, cli: Cli, command: str, is_repository: bool) -> None:
    if is_repository:
        init(hostile)
        track(hostile)
    before = (hostile / "refs.bib").read_bytes()
    done = cli(*command.split(), *(() if command == "scan" else ("--bib", "refs.bib")))
    if command == "sync --check":  # which papers that library has decides, as for the hook
        assert (done.code, done.err) == (3, "bibtools: error: more.bib: cannot read it: not a regular file\n")
        return
    assert done.code == 0, done.err
    for name in ("appendix.tex", "chapter.tex", "notes.md"):
        assert f"{name}: skipped: not a regular file" in done.err, done.err
    assert ("z.bst: skipped: not a regular file" in done.err) is (command in {"sync", "sync --diff"})
    assert (hostile / "refs.bib").read_bytes() == before


@pytest.mark.thinned(3)
@pytest.mark.parametrize("name", ["refs.bib", "pyproject.toml", ".bibtools.toml"])
@pytest.mark.parametrize("target", ["pipe", "/dev/zero"])
def test_a_library_or_a_configuration_is_no_device(hostile: Path, cli: Cli, name: str, target: str) -> None:
    (hostile / name).unlink(missing_ok=True)
    (hostile / name).symlink_to(target)
    done = cli("sync", "--bib", "refs.bib")
    assert done.code == (3 if name == "refs.bib" else 2), done.err
    assert f"{name}: cannot read it: not a regular file" in done.err


@pytest.mark.parametrize("name", ["chapter.tex", "refs.bib", "pyproject.toml"])
def test_a_hook_waits_for_no_pipe(hostile: Path, hook: Cli, name: str) -> None:
    init(hostile)
    (hostile / "more.bib").unlink()
    (hostile / name).unlink(missing_ok=True)
    (hostile / name).symlink_to("pipe")
    track(hostile)
    done = hook("bibtools-check", "--bib", "refs.bib", "paper.tex", name)
    assert done.code == {"chapter.tex": 0, "refs.bib": 3, "pyproject.toml": 2}[name], done.err
    assert name == "chapter.tex" or "not a regular file" in done.err


@pytest.mark.parametrize("name", ["chapter.tex", "appendix.tex", "paper.bbl"])
def test_a_link_that_a_pattern_of_the_shell_names_is_not_the_users_word(hostile: Path, cli: Cli, name: str) -> None:
    done = cli("scan", "paper.tex", name)
    assert (done.code, done.out) == (3, "paper.tex:1:7: arXiv:2106.00134\n")
    assert done.err == f"{name}: unread: cannot read it: not a regular file\n"
    assert (hostile / name).is_symlink()


@pytest.mark.parametrize(
    "line",
    [
        "bibtools scan <(echo arXiv:2106.00134)",
        "echo arXiv:2106.00134 | bibtools scan /dev/stdin",
        pytest.param("echo arXiv:2106.00134 | bibtools scan -", marks=pytest.mark.slow),
        pytest.param("echo arXiv:2106.00134 > a.txt; bibtools scan /dev/stdin < a.txt", marks=pytest.mark.slow),
    ],
)
def test_what_the_user_names_is_read_as_a_stream(tmp_path: Path, line: str) -> None:
    done = shell(tmp_path, line)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(":1:7: arXiv:2106.00134\n")


@pytest.mark.parametrize(
    ("command", "line"),
    [
        pytest.param("check", "{} <(echo arXiv:2106.00134)", marks=pytest.mark.slow),
        ("sync --check", "echo arXiv:2106.00134 | {} /dev/stdin"),
        pytest.param("sync --check", "{} <(echo arXiv:2106.00134)", marks=pytest.mark.slow),
        pytest.param("check", "echo arXiv:2106.00134 | {} /dev/stdin", marks=pytest.mark.slow),
    ],
)
def test_a_check_reads_a_stream_once(tmp_path: Path, command: str, line: str) -> None:
    done = shell(tmp_path, line.format(f"bibtools {command} --bib refs.bib"))
    assert (done.returncode, "unread" in done.stderr) == (1, False)
    assert "refs.bib: missing-library: " in done.stdout
    assert "1 paper" in done.stdout


def test_a_stream_is_bounded_in_size_and_time(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "speaker")
    line = "exec 9<>speaker; bibtools scan - pipe /dev/zero < speaker; echo $?"
    done = shell(tmp_path, line, BIBTOOLS_TIMEOUT="0.2")
    assert done.stdout == "3\n"
    assert done.stderr.count("cannot read it: it has not ended within 0.2 seconds\n") == 2
    assert "/dev/zero: unread: cannot read it: it has " in done.stderr
