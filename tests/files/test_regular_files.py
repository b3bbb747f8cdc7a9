from __future__ import annotations

import contextlib
import os
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from bibtools.config.repository_file import find
from bibtools.core.errors import ConfigError, ReadError, WriteError
from bibtools.files import limits
from bibtools.files.atomic_writing import write
from bibtools.files.exact_text import Unread, read_library, read_named, read_source, read_style
from bibtools.files.regular_files import read_regular
from bibtools.files.walking import walk
from bibtools.files.write_access import by_user
from bibtools.hook.fast_path import content_of

SPECIAL = ["pipe", "socket", "/dev/zero", "/dev/null", "/dev/tty", "/dev/urandom", "/dev/full"]
SUFFIXES = frozenset({".tex", ".md"})


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Be in a folder with a pipe that nobody writes to, and a socket."""
    with contextlib.chdir(tmp_path), socket.socket(socket.AF_UNIX) as server:
        os.mkfifo("pipe")
        server.bind("socket")
        yield tmp_path


def hole(path: Path, size: int, beginning: bytes = b"") -> None:
    with path.open("wb") as stream:
        stream.write(beginning)
        stream.truncate(size)  # nothing more is on the disk


@pytest.mark.parametrize("target", SPECIAL)
@pytest.mark.parametrize("links", [0, 1, 2])
def test_only_regular_files_are_read(folder: Path, target: str, links: int) -> None:
    path = target
    for number in range(links):
        (folder / f"link{number}.bib").symlink_to(path)
        path = f"link{number}.bib"
    assert read_source(path) == Unread(path, "not a regular file", failed=True)
    assert read_style(path) == Unread(path, "not a regular file", failed=False)
    assert content_of(path)[1] is None
    with pytest.raises(ReadError, match=f"^{path}: cannot read it: not a regular file"):
        read_library(path)


@pytest.mark.parametrize("target", ["pipe", "socket", "/dev/zero"])
@pytest.mark.parametrize("name", [".bibtools.toml", "pyproject.toml"])
def test_a_configuration_is_a_regular_file(folder: Path, target: str, name: str) -> None:
    (folder / name).symlink_to(target)
    with pytest.raises(ConfigError, match=f"{name}: cannot read it: not a regular file"):
        find(str(folder), {}, lambda _: False)


@pytest.mark.parametrize("target", ["pipe", "/dev/null"])
def test_what_is_no_regular_file_is_not_written(folder: Path, target: str) -> None:
    if target == "pipe":
        (folder / "pipe").rename("refs.bib")
    else:
        (folder / "refs.bib").symlink_to(target)
    with pytest.raises(WriteError, match=r"(not a regular file|not a \.bib file.*); nothing was changed"):
        write(by_user("refs.bib"), "new", "")
    assert not (folder / "refs.bib").is_file()


@pytest.mark.parametrize(
    ("name", "size", "said"),
    [
        ("a.tex", 0, None),
        ("a.tex", 3_000_000, None),
        ("a.tex", 64_000_001, "it has 65 MB, and at most 64 MB are read: split it, or leave it out with exclude"),
        ("a.tex", 10**13, "it has 10000000 MB, and at most 64 MB are read: split it, or leave it out with exclude"),
        ("a.bib", 512_000_001, "it has 513 MB, and at most 512 MB are read: split it, or leave it out with exclude"),
    ],
)
def test_a_source_has_a_largest_size(folder: Path, name: str, size: int, said: str | None) -> None:
    hole(folder / name, size, b"x" * min(size, 8000))
    data = read_source(name)
    assert data == Unread(name, said, failed=True) if said else isinstance(data, bytes)


def test_a_large_library_is_read_as_a_source(folder: Path) -> None:
    hole(folder / "A.BIB", limits.SOURCE + 1, b"@" * 8000)
    assert len(read_source("A.BIB")) == limits.SOURCE + 1


def test_what_is_large_and_no_text_is_no_failure(folder: Path) -> None:
    hole(folder / "a.txt", 10**13)
    assert read_source("a.txt") == Unread("a.txt", "not a text file", failed=False)


def test_a_file_without_a_size_is_read_up_to_the_limit(folder: Path) -> None:
    (folder / "link.txt").symlink_to("/proc/self/maps")  # regular, and says to be empty
    assert isinstance(data := read_source("link.txt"), bytes)
    assert data
    with pytest.raises(OSError, match="it has more than 1 MB, and at most 1 MB are read"):
        read_regular("link.txt", 1)


def test_a_library_has_a_largest_size(folder: Path) -> None:
    hole(folder / "a.bib", limits.LIBRARY + 1)
    with pytest.raises(ReadError, match=r"^a\.bib: cannot read it: it has 513 MB, and at most 512 MB are read"):
        read_library("a.bib")


@pytest.mark.parametrize(("size", "fits"), [(limits.STYLE, True), (limits.STYLE + 1, False)])
def test_a_style_has_a_largest_size(folder: Path, size: int, fits: bool) -> None:
    hole(folder / "a.bst", size)
    assert isinstance(read_style("a.bst"), str) is fits


@pytest.mark.parametrize("path", ["absent.bst", "pipe/a.bst", "a\0.bst"])
@pytest.mark.usefixtures("folder")
def test_a_style_that_is_not_there_is_none(path: str) -> None:
    assert read_style(path) is None


def test_a_configuration_has_a_largest_size(folder: Path) -> None:
    hole(folder / "pyproject.toml", limits.CONFIGURATION + 1)
    with pytest.raises(ConfigError, match=r"pyproject\.toml: cannot read it: it has 2 MB, and at most 1 MB are read"):
        find(str(folder), {}, lambda _: False)


def test_what_changes_in_a_file_too_large_to_read_is_seen(folder: Path) -> None:
    hole(folder / "a.bib", limits.LIBRARY + 1)
    before, data = content_of("a.bib")
    hole(folder / "a.bib", limits.LIBRARY + 2)
    assert (data, content_of("a.bib")[0] == before) == (None, False)


@pytest.mark.parametrize("pause", [0.0, 0.2])
def test_a_stream_may_pause(folder: Path, pause: float) -> None:
    def speak() -> None:
        with (folder / "pipe").open("wb", buffering=0) as stream:
            stream.write(b"one ")
            time.sleep(pause)
            stream.write(b"two")

    writer = threading.Thread(target=speak)
    writer.start()
    assert read_named("pipe") == b"one two"
    writer.join()


def test_a_stream_that_brings_nothing_is_given_up(folder: Path) -> None:
    assert read_named("pipe", 0.05) == Unread("pipe", "it has not ended within 0.05 seconds", failed=True)
    with (folder / "pipe").open("r+b", buffering=0) as writer:  # it speaks, and never ends
        writer.write(b"x")
        assert read_named("pipe", 0.05) == Unread("pipe", "it has not ended within 0.05 seconds", failed=True)


@pytest.mark.usefixtures("folder")
def test_a_stream_that_never_ends_is_read_up_to_the_limit() -> None:
    tracemalloc.start()
    try:
        unread = read_named("/dev/zero")
        assert tracemalloc.get_traced_memory()[1] < 1.2 * limits.SOURCE
    finally:
        tracemalloc.stop()
    assert unread == Unread("/dev/zero", "it has more than 64 MB, and at most 64 MB are read", failed=True)


@pytest.mark.usefixtures("folder")
def test_a_socket_that_the_user_names_is_told() -> None:
    assert isinstance(unread := read_named("socket"), Unread)
    assert unread.failed


@pytest.mark.parametrize("target", SPECIAL)
def test_a_walk_notes_what_is_no_regular_file(folder: Path, target: str) -> None:
    (folder / "z.tex").symlink_to(target)
    (folder / "z.dat").symlink_to(target)
    (folder / "a.tex").write_text("x")
    os.mkfifo("p.md")
    walked = walk(["."], SUFFIXES)
    assert walked.paths == ("a.tex",)
    assert {*walked.unread} == {
        Unread("./p.md", "not a regular file", failed=False),
        Unread("./z.tex", "not a regular file", failed=False),
    }
