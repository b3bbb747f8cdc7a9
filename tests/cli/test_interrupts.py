"""A Ctrl-C at any moment: 130 and one line, and the old or the new library; after the end it changes nothing.

A process that has not loaded the program forks a child for every moment. There an interrupt comes with a certain one of
Python's audit events (PEP 578): an import, a file that is opened, a name that is changed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

SERVE = """
import atexit, json, os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
program, arguments, old, moments = json.loads(sys.argv[1])
from bibtools.__main__ import main
from bibtools.hook import start
entry = {"bibtools": main, "bibtools-check": start.check, "bibtools-sync": start.sync}[program]


def interrupt(moment):
    seen = 0
    def hook(event, args):
        nonlocal seen
        seen += 1
        if seen == moment:
            os.kill(os.getpid(), signal.SIGINT)
    sys.addaudithook(hook)
    if not moment:
        atexit.register(lambda: os.write(9, str(seen).encode()))


reading, writing = os.pipe()
os.dup2(writing, 9)
total, told = 0, []
for each in [0.0, *moments]:
    with open("refs.bib", "w") as stream:
        stream.write(old)
    child = os.fork()
    if not child:
        for number, name in ((1, "../out"), (2, "../err")):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.argv = [program, *arguments]
        interrupt(1 + int(each * total) if each else 0)
        entry()
        sys.exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    total = total or int(os.read(reading, 20))
    text = open("refs.bib").read()
    told.append([code, open("../out").read(), open("../err").read(), text, sorted(os.listdir("."))])
print(json.dumps(told))
"""
OLD = "@misc{old,\n  title = {Old}\n}\n"


class Ended(NamedTuple):
    """How a run ended, and what it left."""

    code: int
    out: str
    err: str
    library: str
    names: list[str]


LATE = [0.97, 0.99, 0.999]
MANY = [(each + 1) / 32 for each in range(30)]  # by turns: most of what happens is the same in both programs


@pytest.mark.slow(seconds=6)
@pytest.mark.parametrize(
    ("program", "arguments", "moments"),
    [
        ("bibtools", ["sync", "--offline", "--bib", "refs.bib", "paper.tex"], [0.002, *MANY[::2], *LATE]),
        ("bibtools-sync", ["--offline", "--bib", "refs.bib"], [0.002, *MANY[1::2], *LATE]),
    ],
)
def test_an_interrupt_at_any_moment_is_one_line(
    paper: Path, environ: dict[str, str], program: str, arguments: list[str], moments: list[float]
) -> None:
    (paper / "paper.tex").write_text("arXiv:1706.03762 \\bibliography{refs}", "utf-8")
    asked = json.dumps([program, arguments, OLD, moments])
    done = subprocess.run(
        [sys.executable, "-c", SERVE, asked], cwd=paper, env=environ, capture_output=True, text=True, check=False
    )
    assert not done.stderr
    whole, *runs = [Ended(*each) for each in json.loads(done.stdout)]
    assert "1706.03762" in whole.library
    for run in runs:
        assert run.library in {OLD, whole.library}
        assert run.names == ["paper.tex", "refs.bib"]
        if run.code != whole.code:
            assert (run.code, run.err) == (130, f"{program}: interrupted\n")
        else:
            assert run.err == whole.err  # it came when all was done
    assert [run.code for run in runs].count(130) > len(runs) / 2


KNOWN = (
    "@misc{known,\n  title = {Attention Is All You Need},\n  eprint = {1706.03762},\n  url = {http://127.0.0.1:9/}\n}\n"
)


@pytest.mark.slow(seconds=12)
@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (["verify", "--lock", "--offline", "refs.bib"], ["bibtools.lock"]),
        (["report", "--out", "list.html", "paper.tex"], ["list.html"]),
        (["links", "--offline", "refs.bib"], []),
        (["upgrade", "--offline", "refs.bib"], []),
        (["upgrade", "--offline", "--undo", "known", "refs.bib"], []),
        (["add", "--offline", "2101.00001", "--bib", "refs.bib"], []),
        (["check", "--fix", "paper.tex"], []),
    ],
    ids=lambda each: " ".join(each[:3]),
)
def test_an_interrupt_leaves_whole_files_or_none(
    paper: Path, environ: dict[str, str], arguments: list[str], made: list[str]
) -> None:
    (paper / "paper.tex").write_text("\\cite{known} \\bibliography{refs}", "utf-8")
    asked = json.dumps(["bibtools", arguments, KNOWN, [0.0, *MANY[::3], *LATE]])
    done = subprocess.run(
        [sys.executable, "-c", SERVE, asked], cwd=paper, env=environ, capture_output=True, text=True, check=False
    )
    assert not done.stderr
    _, whole, *runs = [Ended(*each) for each in json.loads(done.stdout)]  # the first one makes the cache
    assert whole.names == sorted(["paper.tex", "refs.bib", *made])
    for run in runs:
        assert (run.library, set(run.names) <= set(whole.names)) == (KNOWN, True)
        assert (run.code, run.err) in {(130, "bibtools: interrupted\n"), (whole.code, whole.err)}
    assert 130 in [run.code for run in runs]


def test_an_error_of_a_file_is_not_one_of_the_output(tmp_path: Path) -> None:
    program = (
        "from bibtools.core.process_exit import end\nimport os, sys\n"
        "end('bibtools', lambda: os.stat(sys.argv[1]) and 0 if sys.argv[1] else os.read(99, 1))"
    )
    for argument, said in (
        (str(tmp_path / "gone"), f"{tmp_path / 'gone'}: cannot read or write it: no such file or directory"),
        ("/dev/null/x", "/dev/null/x: cannot read or write it: not a directory"),
        ("a" * 300, f"{'a' * 300}: cannot read or write it: file name too long"),
        ("", "bad file descriptor"),
    ):
        run = subprocess.run(
            [sys.executable, "-c", program, argument], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert (run.returncode, run.stdout, run.stderr) == (3, "", f"bibtools: error: {said}\n")
