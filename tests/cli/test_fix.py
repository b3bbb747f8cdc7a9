"""`check --fix` as a command: what it prints, its exit codes, and files that are old or new whatever happens to it."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Cli, Run
from fixing_files import TEX, fill, texts

from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source

ONE = "@misc{one,\n  title = {Attention is all},\n  author = {Ann Lee},\n  eprint = {1706.03762},\n}\n"
TWO = (
    "@misc{two,\n  title = {Attention is all},\n  author = {Ann Lee},\n  url = {https://arxiv.org/abs/1706.03762},\n}\n"
)
MEND = ("check", "--fix")
MERGE = (*MEND, "--select", "duplicate-work")
LIMIT = "import os, resource, sys; size = int(sys.argv[1]); resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))"
EXECUTE = "os.execv(sys.argv[2], sys.argv[2:])"


def test_what_is_mended_is_told_and_what_remains_decides(paper: Path, cli: Cli) -> None:
    files = {"p.tex": TEX % r"\cite{One-1, 1706.03762, gone}", "refs.bib": ONE + "@misc{One1, title={x}}\n"}
    fill(paper, files)
    shown = cli(*MEND, "--diff")
    assert (shown.code, texts(paper)) == (1, files)
    assert shown.out.splitlines()[:2] == ["--- a/p.tex", "+++ b/p.tex"]
    assert "p.tex:3:7: undefined-key: One-1 -> One1" in shown.err
    values = cli(*MEND, "--diff", "--format", "json").json
    assert (values["written"], values["changed"], values["diff"]) == (False, ["p.tex"], shown.out)
    assert values["fixed"][1] == {
        "rule": "cite-other-key",
        "path": "p.tex",
        "line": 3,
        "column": 14,
        "old": "1706.03762",
        "new": "one",
        "reason": "1706.03762 is one in refs.bib: cite one",
    }
    run = cli(*MEND)
    assert run.code == 1  # one key is still not there
    assert run.out.splitlines()[:3] == [
        "p.tex:3:7: undefined-key: One-1 -> One1",
        "p.tex:3:14: cite-other-key: 1706.03762 -> one",
        "2 places in 1 file fixed",
    ]
    assert "p.tex:3:18: undefined-key: gone is not in refs.bib" in run.out
    assert texts(paper) == {**files, "p.tex": TEX % r"\cite{One1, one, gone}"}
    assert cli("check", "--diff").code == 2


def test_the_keys_of_merged_entries_are_told(paper: Path, cli: Cli) -> None:
    fill(paper, {"p.tex": TEX % r"\cite{two}\cite{one,one}", "refs.bib": ONE + TWO})
    run = cli(*MERGE, "--format", "json")
    assert (run.code, run.json["merged"]) == (0, [{"bib": "refs.bib", "old": "two", "new": "one"}])
    assert texts(paper)["p.tex"] == TEX % r"\cite{one}\cite{one,one}"


SOURCES = {f"s{number}.tex": r"\cite{two}\cite{one,one}" + " words\n" * 200 for number in range(6)}
OLD = {"p.tex": TEX % "".join(rf"\input{{{name}}}" for name in SOURCES), **SOURCES, "refs.bib": ONE + TWO}


def start(paper: Path, environ: dict[str, str], *before: str) -> subprocess.Popen[str]:
    command = [*before, sys.executable, "-m", "bibtools", *MERGE]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=paper, env=environ, stdout=pipe, stderr=pipe, text=True)


def ended(process: subprocess.Popen[str]) -> Run:
    out, err = process.communicate(timeout=60)
    return Run(process.returncode, out, err)


def held(paper: Path) -> dict[str, str]:
    return {name: (paper / name).read_text("utf-8") for name in OLD}


@pytest.mark.slow(seconds=12)
def test_a_kill_leaves_each_file_old_or_new_and_no_key_undefined(paper: Path, environ: dict[str, str]) -> None:
    fill(paper, OLD)
    begin = time.perf_counter()
    assert ended(start(paper, environ)).code == 0
    seconds, new = time.perf_counter() - begin, held(paper)
    assert new["s1.tex"] != OLD["s1.tex"]
    chance, partly = random.Random(1), 0  # noqa: S311 - moments, not secrets
    for moment in range(10):
        fill(paper, OLD)
        process = start(paper, environ)
        if moment % 2:
            time.sleep((0.5 + chance.random() / 2) * seconds)
        else:  # as soon as it writes
            while process.poll() is None and held(paper) == OLD:
                pass
        process.kill()
        ended(process)
        now = held(paper)
        assert all(text in {OLD[name], new[name]} for name, text in now.items())
        partly += now not in (OLD, new)
        keys = set(read(Source("refs.bib", now["refs.bib"])).keys)
        assert {key for text in now.values() for key in re.findall(r"\\cite\{(\w+)", text)} <= keys
        assert ended(start(paper, environ)).code == 0
        assert held(paper) == new
        for left in paper.glob(".bibtools-*"):
            left.unlink()
    assert partly


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, len(OLD["s1.tex"]) // 2])
def test_a_limit_to_the_size_of_files_changes_nothing(paper: Path, environ: dict[str, str], size: int) -> None:
    fill(paper, OLD)
    run = ended(start(paper, environ, sys.executable, "-c", f"{LIMIT}; {EXECUTE}", str(size)))
    assert (run.code, texts(paper)) == (3, OLD), run
    assert "s0.tex: cannot write it: file too large; nothing was changed" in run.err
    assert "Traceback" not in run.err


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    """Put a file system in memory at a folder."""
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(command, check=False).returncode != 0:
        pytest.skip("no file system can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "remounted"), [(f"nr_inodes={len(OLD) + 1}", ""), ("size=1m", "ro")], ids=["full", "read-only"]
)
def test_a_full_disk_and_one_that_is_read_only_keep_all(
    paper: Path, environ: dict[str, str], options: str, remounted: str
) -> None:
    with mounted(paper, options):
        fill(paper, OLD)
        if remounted:
            subprocess.run(["mount", "-o", f"remount,{remounted}", str(paper)], check=True)
        run = ended(start(paper, environ))
        assert (run.code, texts(paper)) == (3, OLD)
        assert "s0.tex: cannot write it: " in run.err
