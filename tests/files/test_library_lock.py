"""The lock of a library, what a killed run leaves, and what a replaced file keeps."""

from __future__ import annotations

import contextlib
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from bibtools.core.errors import WriteError
from bibtools.files.atomic_writing import write
from bibtools.files.library_lock import Locking, held
from bibtools.files.write_access import by_user

OURS = f".bibtools-1-{'0' * 32}.tmp"
HOLD = """
import contextlib, sys
from pathlib import Path
from bibtools.files.library_lock import Locking, held
with contextlib.ExitStack() as all_held:
    for real, temporary in zip(sys.argv[2::2], sys.argv[3::2]):
        all_held.enter_context(held(Locking(Path(sys.argv[1])), real, "refs.bib")).begin(temporary)
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Path]:
    """A folder with a library, which is the current one."""
    (tmp_path / "paper").mkdir()
    with contextlib.chdir(tmp_path / "paper"):
        Path("refs.bib").write_text("old", "utf-8")
        yield Path().absolute()


@contextlib.contextmanager
def holder(locks: Path, *libraries: tuple[Path, str]) -> Iterator[subprocess.Popen[str]]:
    """Run another process that holds libraries, and has begun to write each by a temporary file of that name."""
    command = [sys.executable, "-c", HOLD, str(locks), *(str(each) for library in libraries for each in library)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_library_that_another_run_holds_is_waited_for_and_no_longer(here: Path, tmp_path: Path) -> None:
    notes: list[str] = []
    with holder(tmp_path / "locks", (here / "refs.bib", "")) as process:
        with pytest.raises(WriteError) as caught:
            write(by_user("refs.bib"), "new", "old", Locking(tmp_path / "locks", 0.1, notes.append))
        assert f"(process {process.pid})" in str(caught.value)
        # Another library is nobody's business.
        assert write(by_user("other.bib"), "new", None, Locking(tmp_path / "locks", 0.1))
    assert (Path("refs.bib").read_text("utf-8"), len(notes), "waiting" in notes[0]) == ("old", 1, True)
    assert write(by_user("refs.bib"), "new", "old", Locking(tmp_path / "locks", 5))


def test_a_lock_is_of_the_file_and_not_of_a_name(here: Path, tmp_path: Path) -> None:
    Path("link.bib").symlink_to("refs.bib")
    locking = Locking(tmp_path / "locks", 0.1)
    with holder(tmp_path / "locks", (here / "refs.bib", "")):
        for name in ("link.bib", "../paper/refs.bib", str(here / "refs.bib")):
            with pytest.raises(WriteError):
                write(by_user(name), "new", "old", locking)


def test_nobody_else_can_hold_the_folder(here: Path, tmp_path: Path) -> None:
    program = "import fcntl, os, sys; fcntl.flock(os.open('.', 0), 2); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        assert write(by_user("refs.bib"), "new", "old", Locking(tmp_path / "locks", 0))
        process.kill()
    assert (here / "refs.bib").read_text("utf-8") == "new"


@pytest.mark.parametrize("obstacle", ["file", "device"])
def test_without_a_cache_it_is_written_all_the_same(here: Path, tmp_path: Path, obstacle: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    folder = {"file": tmp_path / "file" / "locks", "device": Path(os.devnull) / "locks"}[obstacle]
    notes: list[str] = []
    assert not write(by_user("refs.bib"), "new", "another", Locking(folder, 0, notes.append))
    assert write(by_user("refs.bib"), "new", "old", Locking(folder, 0, notes.append))
    assert (here / "refs.bib").read_text("utf-8") == "new"
    assert ["cannot see that this one is writing" in each for each in notes] == [True, True]


def test_what_a_killed_run_left_is_removed_by_the_next_and_nothing_else(here: Path, tmp_path: Path) -> None:
    others = [".bibtools-1.tmp", ".bibtools-x.toml", f".bibtools-2-{'0' * 32}.tmp", ".bibtools-.tmp", "a.tmp"]
    for name in (*others, OURS):
        Path(name).write_text("mine", "utf-8")
    with holder(tmp_path / "locks", (here / "refs.bib", OURS)):
        pass
    assert write(by_user("refs.bib"), "new", "old", Locking(tmp_path / "locks", 5))
    assert sorted(each.name for each in here.iterdir()) == sorted([*others, "refs.bib"])


def test_only_names_of_ours_are_removed(here: Path, tmp_path: Path) -> None:
    named = ["../precious", "precious", "/etc/precious", ".bibtools-1.tmp", "refs.bib", "", "\n"]
    for path in (Path("../precious"), Path("precious"), Path(".bibtools-1.tmp")):
        path.write_text("mine", "utf-8")
    libraries = [here / f"{number}.bib" for number in range(len(named))]
    for path in libraries:
        path.write_text("old", "utf-8")
    with holder(tmp_path / "locks", *zip(libraries, named, strict=True)):
        pass
    for path in libraries:
        assert write(by_user(path.name), "new", "old", Locking(tmp_path / "locks", 5))
        mine = [Path("../precious"), Path("precious"), Path(".bibtools-1.tmp")]
        assert [each.read_text("utf-8") for each in mine] == ["mine"] * 3
    assert Path("refs.bib").read_text("utf-8") == "old"


def test_a_folder_by_the_name_of_a_temporary_stops_nothing(here: Path, tmp_path: Path) -> None:
    Path(OURS).mkdir()
    with holder(tmp_path / "locks", (here / "refs.bib", OURS)):
        pass
    assert write(by_user("refs.bib"), "new", "old", Locking(tmp_path / "locks", 5))
    assert Path(OURS).is_dir()


@pytest.mark.parametrize("umask", [0, 0o022, 0o077, 0o777])
def test_locks_are_the_users_own_whatever_the_umask(here: Path, tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        with held(Locking(tmp_path / "a" / "locks"), str(here / "refs.bib"), "refs.bib"):
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "a").rglob("*.*")}
            folders = [stat.S_IMODE((tmp_path / each).stat().st_mode) for each in ("a", "a/locks")]
    finally:
        os.umask(before)
    assert (set(modes.values()), len(modes), folders) == ({0o600}, 2, [0o700, 0o700])


def supports_attributes(folder: Path) -> bool:
    try:
        os.setxattr(folder, "user.probe", b"x")
    except (OSError, AttributeError):
        return False
    return True


def test_extended_attributes_stay(here: Path) -> None:
    if not supports_attributes(here):
        pytest.skip("this file system has no extended attributes")
    os.setxattr("refs.bib", "user.origin", b"zotero")
    Path("refs.bib").chmod(0o640)
    assert write(by_user("refs.bib"), "new", "old")
    assert os.getxattr("refs.bib", "user.origin") == b"zotero"
    assert stat.S_IMODE(Path("refs.bib").stat().st_mode) == 0o640


def test_an_access_control_list_stays(here: Path) -> None:
    # Version 2: owner rw, user 1234 r, group r, mask r, others nothing (acl(5), linux/posix_acl_xattr.h).
    entries = [(1, 6, -1), (2, 4, 1234), (4, 4, -1), (16, 4, -1), (32, 0, -1)]
    rights = b"\2\0\0\0" + b"".join(
        tag.to_bytes(2, "little") + right.to_bytes(2, "little") + number.to_bytes(4, "little", signed=True)
        for tag, right, number in entries
    )
    try:
        os.setxattr("refs.bib", "system.posix_acl_access", rights)
    except OSError:
        pytest.skip("this file system has no access control lists")
    assert write(by_user("refs.bib"), "new", "old")
    assert os.getxattr(here / "refs.bib", "system.posix_acl_access") == rights


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_owner_and_group_stay(here: Path) -> None:
    os.chown("refs.bib", 1234, 2345)
    assert write(by_user("refs.bib"), "new", "old")
    assert ((here / "refs.bib").stat().st_uid, (here / "refs.bib").stat().st_gid) == (1234, 2345)


@pytest.mark.parametrize("linked", [True, False])
def test_of_a_file_with_two_names_one_is_replaced_and_that_is_told(here: Path, linked: bool) -> None:
    if linked:
        os.link("refs.bib", "../victim")
    notes: list[str] = []
    assert write(by_user("refs.bib"), "new", "old", Locking(note=notes.append))
    assert not linked or (here.parent / "victim").read_text("utf-8") == "old"
    assert [("hard links" in each, each.startswith("refs.bib: ")) for each in notes] == [(True, True)] * linked


@pytest.mark.skipif(os.name != "posix", reason="filelock makes every lock there")
@pytest.mark.parametrize("is_first", [True, False])
def test_a_lock_excludes_those_of_filelock(tmp_path: Path, is_first: bool) -> None:
    locking = Locking(tmp_path / "locks", 0.1)
    with held(locking, "a", "a.bib"):
        (place,) = (tmp_path / "locks").glob("*.lock")
        if is_first:
            with pytest.raises(Timeout):
                FileLock(place).acquire(blocking=False)
    if not is_first:
        with FileLock(place), pytest.raises(WriteError), held(locking, "a", "a.bib"):
            pass
    with FileLock(place, timeout=0), held(locking, "b", "b.bib"):  # it is free, and another library is
        assert place.exists()


@pytest.mark.skipif(os.name != "posix", reason="links")
def test_a_lock_is_made_behind_no_link(tmp_path: Path) -> None:
    locking = Locking(tmp_path / "locks", 0.1)
    with held(locking, "a", "a.bib"):
        (place,) = (tmp_path / "locks").glob("*.lock")
    place.unlink()
    (tmp_path / "precious").write_text("mine", "utf-8")
    place.symlink_to(tmp_path / "precious")
    notes: list[str] = []
    with held(locking._replace(note=notes.append), "a", "a.bib") as journal:
        assert (journal.path, "not a regular file" in notes[0]) == (None, True)
