"""`bibtools-verify`: what it fails for, what it passes over, and that it asks nobody and writes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commits import write
from conftest import Cli

from bibtools.hook.verified_state import libraries, lock_of

KNOWN = "1706.03762"  # the package carries its record
RIGHT = f"@misc{{right, title = {{Attention Is All You Need}}, eprint = {{{KNOWN}}}, archiveprefix = {{arXiv}}}}\n"
OTHER = RIGHT.replace("Attention Is All You Need", "Of Fish and How They Swim").replace("right", "other")
OTHER = OTHER.replace(", eprint", ", author = {Grace Hopper}, eprint")
UNKNOWN = "@book{book, title = {The Art of Weaving}, author = {A. Lovelace}, publisher = {Loom Press}, year = {2019}}\n"


def test_it_fails_for_what_contradicts_and_for_nothing_else(paper: Path, hook: Cli) -> None:
    write(paper, refs_bib=RIGHT + UNKNOWN, other_bib=OTHER, p_tex="\\cite{nothing}")
    before = sorted(path.name for path in paper.iterdir())
    passed = hook("bibtools-verify", "p.tex", "refs.bib", BIBTOOLS_OFFLINE="", HTTPS_PROXY="http://127.0.0.1:9")
    assert (passed.code, passed.out, passed.err) == (0, "", "")
    failed = hook("bibtools-verify", "refs.bib", "other.bib")
    assert (failed.code, failed.err) == (1, "")
    assert "other.bib:1:" in failed.out
    assert "arXiv:1706.03762 says 'Attention Is All You Need'" in failed.out
    document = json.loads(hook("bibtools-verify", "--bib", "refs.bib", "--format", "json").out)
    assert [(each["key"], each["verdict"], each["reason"]) for each in document["entries"]][1:] == [
        ("book", "not-asked", "offline")
    ]
    assert sorted(path.name for path in paper.iterdir()) == before


def test_a_lock_counts_and_is_not_written(paper: Path, hook: Cli, cli: Cli) -> None:
    write(paper, refs_bib=OTHER)
    assert cli("verify", "refs.bib", "--lock", "--offline").code == 1
    lock = (paper / "bibtools.lock").read_text()
    (paper / "bibtools.lock").write_text(
        lock.replace('"verdict": "contradicts"', '"verdict": "agrees"').replace(
            lock[lock.index('"differences": ') : lock.index(', "evidence"')], '"differences": []'
        )
    )
    kept = (paper / "bibtools.lock").read_bytes()
    assert hook("bibtools-verify", "refs.bib").code == 0  # somebody has looked at it, and says so
    (paper / "refs.bib").write_text(OTHER.replace("Grace", "Jane"))
    assert hook("bibtools-verify", "refs.bib").code == 1
    assert (paper / "bibtools.lock").read_bytes() == kept
    (paper / "bibtools.lock").write_text("<<<<<<< HEAD\n")
    broken = hook("bibtools-verify", "refs.bib")
    assert (broken.code, "bibtools.lock" in broken.err) == (3, True)


@pytest.mark.parametrize(
    ("files", "expected"),
    [(["a.bib", "b.tex", "C.BIB"], ["a.bib", "C.BIB"]), (["bib", "a.bib.bak", "x/bibtools.lock"], []), ([], [])],
)
def test_which_files_are_libraries(files: list[str], expected: list[str]) -> None:
    assert libraries(files) == expected


def test_where_a_lock_lies() -> None:
    assert [lock_of("refs.bib"), lock_of("a/refs.bib")] == ["bibtools.lock", "a/bibtools.lock"]
