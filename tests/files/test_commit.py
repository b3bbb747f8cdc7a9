"""Libraries and the commit that a work tree leads to: git says the same of one of them and of many."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from shutil import rmtree

import pytest
from commits import git

from bibtools.app.findings import library_in_submodule, untracked_library
from bibtools.config.trust import how_to_trust, why_open
from bibtools.files.commit import CommitFiles
from bibtools.files.commit_place import APART, NEW, PART, SubmoduleDifference
from bibtools.files.walking import walk
from bibtools.files.workspace import Workspace

PLACES = {"a.bib": PART, "b c.bib": PART, "sub/d.bib": PART, "new.bib": NEW, "sub/é.bib": NEW, "ignored.bib": APART}
LOCAL = ("-c", "protocol.file.allow=always")
DEEP = "middle/lib/refs.bib"
only_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells that a process waits")
PLACES_OF_HOOK = """
import os, sys
from bibtools.files.program import ProgramOutput
from bibtools.hook.git_commit import GitCommit
commit = GitCommit(ProgramOutput(sys.stdin.buffer.read()), os.environ)
print(*(commit.place_of(each) for each in sys.argv[1:]))
"""


@pytest.mark.slow
def test_git_says_the_same_of_one_library_and_of_many(tmp_path: Path) -> None:
    for name in (*PLACES, "p.tex"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    (tmp_path / ".gitignore").write_text("ignored.bib\n", "utf-8")
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "p.tex", *(name for name, place in PLACES.items() if place == PART))
    alone = {name: CommitFiles(str(tmp_path), ["p.tex"]).place_of(name) for name in PLACES}
    of_many = CommitFiles(str(tmp_path), ["p.tex"])
    many = [{name: of_many.place_of(f"./{name}") for name in PLACES} for _ in range(3)]
    assert [alone, *many] == [PLACES] * 4
    below = CommitFiles(str(tmp_path / "sub"), ["../p.tex"])
    assert [below.place_of(name) for name in ("d.bib", "é.bib", "../a.bib", "../ignored.bib", "d.bib")] == [
        PART, PART, PART, APART, PART,
    ]  # fmt: skip


def test_outside_of_git_everything_is_part_of_it(tmp_path: Path) -> None:
    outside = CommitFiles(str(tmp_path), ["p.tex"])
    assert {outside.place_of(f"{number}.bib") for number in range(6)} == {PART}


@pytest.fixture
def nested(tmp_path: Path) -> Path:
    """A work tree with a library in a submodule of a submodule, and a link to it."""
    for name, inner in (("lib", ""), ("middle", "lib"), ("outer", "middle")):
        folder = tmp_path / name
        folder.mkdir()
        git(folder, "init", "-q")
        (folder / "refs.bib").write_text("", "utf-8")
        if inner:
            git(folder, *LOCAL, "submodule", "--quiet", "add", f"../{inner}", inner)
        commit(folder)
    top = tmp_path / "outer"
    git(top, *LOCAL, "submodule", "--quiet", "update", "--init", "--recursive")
    (top / "linked.bib").symlink_to(DEEP)
    (top / "plain.bib").symlink_to("refs.bib")
    commit(top)
    return top


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "-qm", "as it is")


@pytest.mark.slow
def test_every_submodule_around_a_library_must_record_it(nested: Path) -> None:
    def lacking() -> list[str]:
        of_commit = CommitFiles(str(nested), ["p.tex"])
        found = [of_commit.submodule_of(name) for name in (DEEP, "linked.bib")]
        assert not any(each and each.untold for each in found)
        return [each.submodule if each else "" for each in found]

    assert lacking() == ["", ""]
    (nested / DEEP).write_text("@misc{a}\n", "utf-8")
    assert lacking() == ["middle/lib"] * 2
    commit(nested / "middle/lib")
    assert lacking() == ["middle/lib"] * 2  # it is not added in the middle one
    commit(nested / "middle")
    assert lacking() == ["middle"] * 2
    assert CommitFiles(str(nested / "middle"), ["p.tex"]).submodule_of("lib/refs.bib") is None
    git(nested, "add", "middle")
    assert lacking() == ["", ""]


@pytest.mark.slow
@pytest.mark.parametrize("is_gone", [True, pytest.param(False, marks=only_linux)])
def test_what_git_cannot_say_of_a_submodule_is_no_difference(nested: Path, is_gone: bool) -> None:
    """Objects that were not fetched, or that are looked for where nothing answers."""
    objects = nested / ".git/modules/middle/modules/lib/objects"
    if is_gone:
        rmtree(objects)
        objects.mkdir()
    else:
        (objects / "info").mkdir(exist_ok=True)
        os.mkfifo(objects / "info/alternates")
    difference = CommitFiles(str(nested), ["p.tex"]).submodule_of(DEEP)
    assert difference
    assert (difference.submodule, bool(difference.untold)) == ("middle/lib", True)
    finding = library_in_submodule(DEEP, difference)
    assert f"git does not say what its recorded commit holds ({difference.untold})" in finding.message
    assert finding.message.endswith(": run git submodule update --init middle/lib")


@pytest.mark.parametrize("name", ["a b", "$(touch PWNED)", "`id`", "a;id", "-rf", "a'b", 'a"b', "a&b", "a|b", "*"])
def test_what_messages_say_to_run_is_safe_to_copy(name: str) -> None:
    """A repository chooses the names of its files and folders, and people copy the commands in messages."""
    told = [
        untracked_library(f"{name}/refs.bib").message,
        library_in_submodule("refs.bib", SubmoduleDifference(f"{name}/sub")).message,
        library_in_submodule("refs.bib", SubmoduleDifference(f"{name}/sub", "fatal")).message,
        why_open(f"/{name}/sub"),
        how_to_trust(f"/{name}/sub", ""),
    ]
    for message, wanted in zip(told, ("refs.bib", "sub", "sub", "sub", "sub"), strict=True):
        command = re.search(r"(?:git add|--init|chmod o-w|BIBTOOLS_TRUST=) ?(.*?/" + wanted + r"'?)", message)
        assert command, message
        word = shlex.split(command[1].rstrip(","))[0]
        assert (word.removeprefix("./").strip("/").rpartition("/")[0], word[:1] == "-") == (name, False), message
    assert tomllib.loads(re.findall("trust = .*?]", told[-1])[0]) == {"trust": [f"/{name}/sub"]}


@pytest.mark.slow
def test_a_link_has_the_place_of_what_it_leads_to(nested: Path) -> None:
    (nested / "new.bib").write_text("", "utf-8")
    (nested / "to_new.bib").symlink_to("new.bib")
    (nested / "outside.bib").symlink_to("../lib/refs.bib")
    git(nested, "add", "to_new.bib", "outside.bib", "plain.bib")
    wanted = {"plain.bib": PART, "linked.bib": APART, "to_new.bib": NEW, "outside.bib": PART, "refs.bib": PART}
    of_commit = CommitFiles(str(nested), ["refs.bib"])
    assert {name: of_commit.place_of(name) for name in wanted} == wanted
    listing = b"\0".join(each.encode() for each in wanted) + b"\0"
    hook = subprocess.run(
        [sys.executable, "-c", PLACES_OF_HOOK, *wanted],
        cwd=nested, input=listing, capture_output=True, check=True,
    )  # fmt: skip
    assert hook.stdout.decode().split() == [*wanted.values()]


@pytest.mark.slow
def test_git_is_not_asked_about_what_a_walk_has_listed(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    for name in ("p.tex", "a.bib", "sub/b.bib"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", "utf-8")
    git(tmp_path, "add", "p.tex", "sub")
    walked = walk(["."], frozenset({".tex"}), files=Workspace(str(tmp_path)))
    assert walked.tags == {"a.bib": "?", "sub/b.bib": "H"}
    (tmp_path / ".gitignore").write_text("sub\n", "utf-8")
    git(tmp_path, "rm", "--quiet", "--cached", "sub/b.bib")  # who is asked now says something else
    assert CommitFiles(str(tmp_path), ["p.tex"], walked.tags).place_of("sub/b.bib") == PART
    assert CommitFiles(str(tmp_path), ["p.tex"]).place_of("sub/b.bib") == APART
