"""Folders that may be listed and not searched, searched and not listed, or neither."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from commits import init, track

from bibtools.files.exact_text import read_source
from bibtools.files.walking import walk

NOBODY = 65534
SUFFIXES = frozenset({".tex"})


@pytest.fixture
def public() -> Iterator[Path]:
    """Be in a folder that any user may read, since root may read everything."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    (folder / "closed" / "sub").mkdir(parents=True)
    for name in ("a.tex", "closed/b.tex", "closed/c.tex", "closed/sub/d.tex", "z.tex"):
        (folder / name).write_text("x")
    with contextlib.chdir(folder):
        yield folder
    (folder / "closed").chmod(0o755)
    shutil.rmtree(folder)


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111])  # nothing; listed; searched
def test_a_closed_folder_is_a_note(public: Path, mode: int) -> None:
    (public / "closed").chmod(mode)
    with as_nobody():
        walked = walk(["."], SUFFIXES)
        read = [isinstance(read_source(path), bytes) for path in ("a.tex", "z.tex")]
    assert read == [True, True]
    assert {"a.tex", "z.tex"} <= {*walked.paths}
    assert [(each.path, each.reason, each.failed) for each in walked.unread] == [
        ("./closed/", "cannot read this folder: permission denied", False)
    ]


@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_closed_folder_of_a_repository_is_a_note(public: Path, mode: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(public))  # git reads its user's configuration
    init(public)
    track(public)
    if os.geteuid() == 0:  # git reads a repository of its user
        for path in [public, *public.rglob("*")]:
            os.chown(path, NOBODY, NOBODY)
    (public / "closed").chmod(mode)
    with as_nobody():
        walked = walk(["."], SUFFIXES)
    assert walked.paths == ("a.tex", "z.tex")
    assert {(each.reason, each.failed) for each in walked.unread} == {
        ("cannot read this folder: permission denied", False)
    }
