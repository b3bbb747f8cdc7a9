from __future__ import annotations

import contextlib
import os
import stat
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from commits import init, track
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.errors import ConfigError, ReadError, WriteError
from bibtools.core.text import decode
from bibtools.files import atomic_writing
from bibtools.files.exact_text import Unread, read_library, read_named, read_source, size
from bibtools.files.exclusion import Exclusion
from bibtools.files.pathnames import all_relative, exists, is_folder, relative, same
from bibtools.files.walking import walk
from bibtools.files.write_access import by_user

SUFFIXES = frozenset({".tex", ".md"})
AS_USER = pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder, outside of any git work tree, that is the current one."""
    (tmp_path / "paper").mkdir()
    with contextlib.chdir(tmp_path / "paper"):
        yield Path()


@pytest.fixture
def repository(folder: Path) -> Path:
    init(Path())
    return folder


def git(*arguments: str) -> None:
    identity = ["-c", "user.name=Ida", "-c", "user.email=ida@example.org"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def make(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("x", encoding="utf-8")


def write(path: str, text: str, expected: str | None) -> bool:
    return atomic_writing.write(by_user(path), text, expected)


def names(*given: str) -> list[str]:
    return list(walk(given, SUFFIXES).paths)


def listing(folder: str = ".") -> list[str]:
    return sorted(path.name for path in Path(folder).iterdir())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("files", "given", "expected"),
    [
        (["a.tex", "b.md"], ["."], ["a.tex", "b.md"]),
        (["b.tex", "a/c.tex", "a.tex"], ["."], ["a.tex", "a/c.tex", "b.tex"]),
        (["A.TEX", "b.Md"], ["."], ["A.TEX", "b.Md"]),
        (["a/b/c/d.tex"], ["a"], ["a/b/c/d.tex"]),
        (["a/x.tex"], ["a/"], ["a/x.tex"]),
        (["a/x.tex"], ["./a"], ["./a/x.tex"]),
        (["two words/ü x.tex"], ["."], ["two words/ü x.tex"]),
        (["a.tex", "b.tex"], ["b.tex", "a.tex"], ["b.tex", "a.tex"]),
        (["a.tex", "b.tex"], ["b.tex", "."], ["b.tex", "a.tex"]),
        (["a.tex"], ["a.tex", "a.tex"], ["a.tex"]),
        # A file that is named is taken whatever it is; of a folder, the known endings.
        (["a.dat", ".hidden.tex"], ["a.dat", ".hidden.tex"], ["a.dat", ".hidden.tex"]),
        ([], ["absent.tex", "-"], ["absent.tex", "-"]),
        (["a.tex"], [], []),
        (["a.dat", "tex", "a.tex.bak", "a.bib", "README"], ["."], []),
        ([".hidden/a.tex", ".git/a.tex", "x/.venv/a.md"], ["."], []),
        ([".tex", ".hidden.tex", "x/.a.md"], ["."], []),
        (["a.dat"], ["a"], ["a"]),
    ],
)
@pytest.mark.usefixtures("folder")
def test_folders_are_walked_without_git(files: list[str], given: list[str], expected: list[str]) -> None:
    make(*files)
    assert names(*given) == expected


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("tracked", "new", "ignored", "expected"),
    [
        (["a.tex", "b/c.md"], [], "", ["a.tex", "b/c.md"]),
        ([], ["a.tex", "b/c.md"], "", ["a.tex", "b/c.md"]),
        (["b.tex"], ["a.tex"], "", ["a.tex", "b.tex"]),
        (["build/a.tex"], ["build/b.tex"], "build/\n", ["build/a.tex"]),
        (["ü.tex"], ["two words.tex", "tab\tnew\nline.md"], "", ["tab\tnew\nline.md", "two words.tex", "ü.tex"]),
        (["a.tex"], [".github/b.md"], "", [".github/b.md", "a.tex"]),
        ([], ["a.tex", "build/b.tex", "c.md"], "build/\n*.md\n", ["a.tex"]),
        ([], ["x/a.tex", "x/b.tex"], "b.tex\n", ["x/a.tex"]),
        ([], ["a.tex", "b.tex"], "*\n", []),
        (["a.dat"], ["a.bib"], "", []),
        ([], [], "", []),
    ],
)
@pytest.mark.usefixtures("repository")
def test_of_a_work_tree_tracked_and_new_files_are_taken(
    tracked: list[str], new: list[str], ignored: str, expected: list[str]
) -> None:
    make(*tracked)
    track(Path.cwd())
    make(*new)
    Path(".gitignore").write_text(ignored, encoding="utf-8")
    assert names(".") == expected


@pytest.mark.usefixtures("repository")
def test_a_folder_of_a_work_tree_is_walked_alone_and_from_anywhere(tmp_path: Path) -> None:
    make("a.tex", "x/b.tex", "x/ignored.tex", "y/c.tex")
    Path(".gitignore").write_text("ignored.tex\n", encoding="utf-8")
    assert names("x") == ["x/b.tex"]
    assert names(str(tmp_path / "paper" / "x")) == [str(tmp_path / "paper" / "x" / "b.tex")]
    with contextlib.chdir("x"):
        assert (names("."), names("..")) == (["b.tex"], ["../a.tex", "../x/b.tex", "../y/c.tex"])


@pytest.mark.usefixtures("repository")
def test_deleted_and_ignored_files_are_not_walked_but_may_be_named() -> None:
    make("a.tex", "gone.tex", "ignored.tex")
    Path(".gitignore").write_text("ignored.tex\n", encoding="utf-8")
    track(Path.cwd())
    Path("gone.tex").unlink()
    assert names(".") == ["a.tex"]
    assert names("ignored.tex", "gone.tex") == ["ignored.tex", "gone.tex"]


@pytest.mark.usefixtures("folder")
def test_links_in_a_circle_are_followed_once() -> None:
    make("a/x.tex", "a/b/y.tex")
    Path("a/b/up").symlink_to("..")
    Path("a/self").symlink_to(".")
    assert names(".") == ["a/b/y.tex", "a/x.tex"]


@pytest.mark.parametrize("target", ["loop.tex", "absent.tex", "loop.tex/x"])
@pytest.mark.parametrize("is_repository", [False, True])
@pytest.mark.usefixtures("folder")
def test_a_link_to_nowhere_stops_nothing(target: str, is_repository: bool) -> None:
    if is_repository:
        init(Path())
    make("a.tex", "z.tex")
    Path("loop.tex").symlink_to(target)
    assert names(".") == ["a.tex", "z.tex"]


@pytest.mark.parametrize("is_repository", [False, True])
@pytest.mark.usefixtures("folder")
def test_links_to_files_are_followed_and_those_to_folders_inside_of_the_tree(is_repository: bool) -> None:
    make("../elsewhere/a.tex", "../elsewhere/sub/b.tex", "x.tex", "y/z.tex")
    Path("linked.tex").symlink_to("../elsewhere/a.tex")
    Path("out").symlink_to("../elsewhere/sub")
    Path("y/root").symlink_to("/")
    Path("inside").symlink_to("y")
    if is_repository:
        init(Path())
        track(Path.cwd())
    walked = walk(["."], SUFFIXES)
    assert walked.paths == ("linked.tex", "x.tex", "y/z.tex")
    said = {each.path.rstrip("/"): each.reason for each in walked.unread if "leads out" in each.reason}
    assert said == dict.fromkeys(["./out", "./y/root"], "this leads out of the tree and is not followed")
    assert not any(each.failed for each in walked.unread)


@pytest.mark.usefixtures("folder")
def test_a_link_inside_of_the_current_folder_is_followed_from_a_folder_below() -> None:
    make("a/x.tex", "b/y.tex")
    Path("a/more").symlink_to("../b")
    assert names("a") == ["a/more/y.tex", "a/x.tex"]
    with contextlib.chdir("a"):
        assert names(".") == ["x.tex"]


@pytest.mark.parametrize("is_repository", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.usefixtures("folder")
def test_any_depth_of_folders_is_walked(is_repository: bool) -> None:
    here = Path.cwd()
    if is_repository:
        init(Path())
    for _ in range(1200):
        Path("d").mkdir()
        os.chdir("d")
    make("deep.tex")
    os.chdir(here)
    assert names(".") == ["d/" * 1200 + "deep.tex"]
    subprocess.run(["rm", "-r", "d"], check=True)  # pytest's own removal is recursive


@pytest.mark.usefixtures("folder")
def test_a_path_longer_than_the_system_takes_is_noted() -> None:
    here = Path.cwd()
    for _ in range(30):
        Path("d" * 200).mkdir()
        os.chdir("d" * 200)
    make("deep.tex")
    os.chdir(here)
    make("a.tex")
    walked = walk(["."], SUFFIXES)
    assert (walked.paths, [each.failed for each in walked.unread]) == (("a.tex",), [False])
    assert "file name too long" in walked.unread[0].reason
    subprocess.run(["rm", "-r", "d" * 200], check=True)


@AS_USER
@pytest.mark.usefixtures("folder")
def test_a_closed_folder_is_told_and_stops_nothing() -> None:
    make("a.tex", "closed/b.tex", "z.tex")
    Path("closed").chmod(0)
    walked = walk(["."], SUFFIXES)
    Path("closed").chmod(0o700)
    assert walked.paths == ("a.tex", "z.tex")
    assert [(each.path, each.failed) for each in walked.unread] == [("./closed/", False)]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("data", "is_text"),
    [
        (b"", True),
        (b"\xef\xbb\xbfa\r\nb\r", True),
        (b"M\xfcller", True),
        (b"\x1b[0m\x0c", True),
        (b"a" * 3_000_000, True),
        (b"\x7fELF\0", False),
        (b"\xff\xfea\0b\0", True),
        (b"\xff\xfea\0\0\0", False),
        (b"%PDF-1.5\n\0\0", False),
    ],
    ids=repr,
)
def test_a_source_is_read_to_the_byte_unless_it_is_binary(folder: Path, data: bytes, *, is_text: bool) -> None:
    (folder / "a.tex").write_bytes(data)
    assert read_source("a.tex") == (data if is_text else Unread("a.tex", "not a text file", failed=False))


def test_a_file_that_tells_no_size_is_read_to_its_end(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    writer = threading.Thread(target=lambda: (folder / "pipe").write_bytes(b"arXiv" * 50_000))
    writer.start()
    assert read_named("pipe") == b"arXiv" * 50_000
    writer.join()


def test_sizes_of_files_and_of_what_is_none(folder: Path) -> None:
    (folder / "a.tex").write_bytes(b"123")
    assert [size(path) for path in ("a.tex", "absent.tex", "-")] == [3, 0, 0]


@pytest.mark.parametrize("path", ["absent.tex", "folder", "a.tex/b.tex", "loop", pytest.param("closed", marks=AS_USER)])
def test_what_cannot_be_read_is_a_failure(folder: Path, path: str) -> None:
    make("folder/x.tex", "a.tex", "closed")
    (folder / "closed").chmod(0)
    (folder / "loop").symlink_to("loop")
    unread = read_source(path)
    assert isinstance(unread, Unread)
    assert (unread.path, unread.failed, unread.reason != "") == (path, True, True)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ""),
        (b"@misc{a,}\r\n", "@misc{a,}\r\n"),
        (b"M\xfcller", "M\udcfcller"),
        (b"\xef\xbb\xbf", "\ufeff"),
        (None, None),
    ],
)
def test_a_library_is_read_to_the_byte_and_may_be_absent(
    folder: Path, data: bytes | None, expected: str | None
) -> None:
    if data is not None:
        (folder / "refs.bib").write_bytes(data)
    source = read_library("refs.bib")
    assert (source and source.text) == expected


@pytest.mark.parametrize(
    "path", ["folder", "zero.bib", "little.bib", "half.bib", "pointer.bib", "zero.bib/refs.bib", "loop.bib",
             pytest.param("closed.bib", marks=AS_USER)],
)  # fmt: skip
def test_a_library_that_cannot_be_read_is_an_error(folder: Path, path: str) -> None:
    make("folder/x", "closed.bib")
    (folder / "zero.bib").write_bytes(b"@misc{a,}\0")
    (folder / "little.bib").write_bytes("@misc{a,}".encode("utf-16-le"))
    (folder / "half.bib").write_bytes(b"\xfe\xff" + "ü".encode("utf-16-be") + b"a")
    (folder / "pointer.bib").write_bytes(b"/annex/objects/MD5E-s1--0.bib\n")
    (folder / "loop.bib").symlink_to("loop.bib")
    (folder / "closed.bib").chmod(0)
    with pytest.raises(ReadError, match=f"^{path}: "):
        read_library(path)


@pytest.mark.parametrize("old", [b"", b"old\r\n", b"\xef\xbb\xbfold", b"M\xfcller", b"no final newline"])
@pytest.mark.parametrize("permissions", [0o644, 0o600, 0o640, 0o666, 0o755])
def test_a_write_changes_the_text_and_nothing_else(folder: Path, old: bytes, permissions: int) -> None:
    path = folder / "refs.bib"
    path.write_bytes(old)
    path.chmod(permissions)
    assert write("refs.bib", decode(old) + "new\n", decode(old)) is True
    assert (path.read_bytes(), mode(path), listing()) == (old + b"new\n", permissions, ["refs.bib"])


@pytest.mark.parametrize(("umask", "expected"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664), (0o027, 0o640)])
def test_a_new_file_has_the_mode_that_the_umask_gives(folder: Path, umask: int, expected: int) -> None:
    before = os.umask(umask)
    try:
        assert write("refs.bib", "new\n", None) is True
    finally:
        os.umask(before)
    assert (mode(folder / "refs.bib"), listing()) == (expected, ["refs.bib"])


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ("changed\n", "old\n"),
        ("old\r\n", "old\n"),
        ("old", "old\n"),
        ("\ufeffold\n", "old\n"),
        ("", "old\n"),
        ("old\n", ""),
        ("old\n", None),
        ("", None),
        (None, "old\n"),
        (None, ""),
    ],
)
def test_nothing_is_written_where_the_file_is_not_the_one_planned_for(
    folder: Path, there: str | None, expected: str | None
) -> None:
    path = folder / "refs.bib"
    if there is not None:
        path.write_bytes(there.encode())
    assert write("refs.bib", "new\n", expected) is False
    assert (path.read_bytes() if path.exists() else None) == (there.encode() if there is not None else None)
    assert listing() == ([] if there is None else ["refs.bib"])


@pytest.mark.parametrize("target", ["shared/refs.bib", "../other.bib"])
@pytest.mark.parametrize("old", ["old\n", None])
def test_of_a_link_the_target_is_written(folder: Path, target: str, old: str | None) -> None:
    (folder / "shared").mkdir()
    if old is not None:
        (folder / target).write_text(old, encoding="utf-8")
    (folder / "refs.bib").symlink_to(target)
    assert write("refs.bib", "new\n", old) is True
    assert ((folder / "refs.bib").readlink(), (folder / target).read_bytes()) == (Path(target), b"new\n")
    assert [name for name in (*listing(), *listing("shared"), *listing("..")) if "tmp" in name] == []


@pytest.mark.parametrize(("path", "expected"), [
    ("gone/refs.bib", None), ("gone/refs.bib", "old\n"), ("folder", None), ("folder", "old\n"),
    ("a.tex/refs.bib", None), ("loop.bib", "old\n"), ("x" * 255 + ".bib", None),
])  # fmt: skip
def test_what_cannot_be_written_is_an_error_or_no_longer_there(folder: Path, path: str, expected: str | None) -> None:
    make("a.tex", "folder/x.tex")
    (folder / "loop.bib").symlink_to("loop.bib")
    before = sorted(map(str, folder.rglob("*")))
    with contextlib.suppress(WriteError):
        assert write(path, "new\n", expected) is False
    assert sorted(map(str, folder.rglob("*"))) == before


@pytest.mark.parametrize("path", ["gone/refs.bib", "a.tex/refs.bib", "folder"])
@pytest.mark.usefixtures("folder")
def test_a_library_that_cannot_be_created_is_an_error(path: str) -> None:
    make("a.tex", "folder/x.tex")
    with pytest.raises(WriteError, match=f"^{path}: .*nothing was changed"):
        write(path, "new\n", None)
    assert listing() == ["a.tex", "folder"]


@AS_USER
@pytest.mark.parametrize(("closed", "permissions"), [(".", 0o500), ("refs.bib", 0o400)])
def test_what_is_closed_to_the_writer_stays_as_it_is(folder: Path, closed: str, permissions: int) -> None:
    make("refs.bib")
    (folder / closed).chmod(permissions)
    with pytest.raises(WriteError, match=r"^refs\.bib: "):
        write("refs.bib", "new\n", "x")
    (folder / closed).chmod(0o700)
    assert ((folder / "refs.bib").read_bytes(), listing()) == (b"x", ["refs.bib"])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("refs.bib", "refs.bib"),
        ("./refs.bib", "refs.bib"),
        ("a/../refs.bib", "refs.bib"),
        ("a//b/refs.bib", "a/b/refs.bib"),
        ("../refs.bib", "../refs.bib"),
        ("{here}/refs.bib", "refs.bib"),
        ("{here}/a/refs.bib", "a/refs.bib"),
        ("/refs.bib", "/refs.bib"),
        ("{here}-other/refs.bib", "{here}-other/refs.bib"),
        ("..refs.bib", "..refs.bib"),
        ("{here}/..refs.bib", "..refs.bib"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_path_is_shown_relative_where_it_is_below(path: str, expected: str) -> None:
    here = str(Path.cwd())
    assert relative(path.format(here=here)) == expected.format(here=here)


PARTS = (
    st.lists(st.sampled_from(["a", "b.tex", ".", "..", "", "ü"]), min_size=1, max_size=5)
    .map("/".join)
    .filter(lambda path: not path.startswith("//"))
)  # what POSIX leaves to the system


@given(st.lists(PARTS, max_size=4), st.sampled_from(["", f"{Path.cwd()}/", "/usr/"]))
def test_many_paths_are_shown_as_each_by_itself(paths: list[str], before: str) -> None:
    named = [before + (path or "x") for path in paths]
    assert all_relative(named) == [relative(path) for path in named]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("refs.bib", "./refs.bib", True),
        ("refs.bib", "folder/../refs.bib", True),
        ("refs.bib", "link.bib", True),
        ("absent.bib", "./absent.bib", True),
        ("refs.bib", "folder/refs.bib", False),
        ("refs.bib", "REFS.bib", False),
        ("absent.bib", "absent2.bib", False),
        ("refs.bib", "", False),
    ],
)
def test_two_paths_may_name_one_file(folder: Path, one: str, other: str, expected: bool) -> None:
    make("refs.bib", "folder/refs.bib")
    (folder / "link.bib").symlink_to("refs.bib")
    assert same(one, other) is expected


@pytest.mark.parametrize(
    ("path", "there", "folder_there"),
    [
        ("folder", True, True),
        ("folder/", True, True),
        (".", True, True),
        ("a.tex", True, False),
        ("folder/x.tex", True, False),
        ("absent", False, False),
        ("a.tex/b", False, False),
        ("dangling", False, False),
    ],
)
def test_files_folders_and_nothing_are_told_apart(
    folder: Path,
    path: str,
    there: bool,
    folder_there: bool,
) -> None:
    make("a.tex", "folder/x.tex")
    (folder / "dangling").symlink_to("nowhere")
    assert (exists(path), is_folder(path)) == (there, folder_there)


@given(old=st.binary(max_size=30), new=st.text(max_size=20))
def test_law_every_byte_is_written_as_it_was_read(
    tmp_path_factory: pytest.TempPathFactory, old: bytes, new: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "law.bib"
    path.write_bytes(old)
    assert write(str(path), new + decode(old), decode(old)) is True
    assert path.read_bytes() == new.encode() + old


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        ((), ["a.tex", "notes.md", "old/b.tex", "old/deep/c.tex"]),
        (("old/",), ["a.tex", "notes.md"]),
        (("old/*.tex",), ["a.tex", "notes.md", "old/deep/c.tex"]),
        (("*.md",), ["a.tex", "old/b.tex", "old/deep/c.tex"]),
        (("/a.tex", "deep"), ["notes.md", "old/b.tex"]),
        (("*.tex", "!old/b.tex"), ["notes.md", "old/b.tex"]),
        (("**/c.tex",), ["a.tex", "notes.md", "old/b.tex"]),
        (("other/", "x.tex", "# *.tex", ""), ["a.tex", "notes.md", "old/b.tex", "old/deep/c.tex"]),
    ],
)
def test_a_walk_leaves_out_what_is_excluded(folder: Path, patterns: tuple[str, ...], expected: list[str]) -> None:
    make("a.tex", "notes.md", "old/b.tex", "old/deep/c.tex")
    walked = walk(["."], SUFFIXES, Exclusion(str(folder), patterns))
    assert list(walked.paths) == expected


def test_a_file_that_is_named_is_read_even_where_it_is_excluded(folder: Path) -> None:
    make("old/b.tex")
    assert walk(["old/b.tex"], SUFFIXES, Exclusion(str(folder), ("*.tex",))).paths == ("old/b.tex",)


def test_patterns_are_relative_to_the_configuration(folder: Path) -> None:
    make("paper/old/b.tex", "paper/c.tex")
    top = str(folder.absolute())
    os.chdir("paper")
    assert walk(["."], SUFFIXES, Exclusion(top, ("/paper/old/",))).paths == ("c.tex",)
    assert walk(["."], SUFFIXES, Exclusion(top, ("/old/",))).paths == ("c.tex", "old/b.tex")


def test_a_pattern_that_is_none_is_an_error(folder: Path) -> None:
    with pytest.raises(ConfigError, match="exclude"):
        walk([str(folder)], SUFFIXES, Exclusion(str(folder), ("!",)))


@pytest.mark.usefixtures("folder")
def test_installed_things_are_no_sources() -> None:
    make("a.tex", "env/pyvenv.cfg", "env/b.tex", "node_modules/c.md", "env2/d.tex")
    assert walk(["."], SUFFIXES).paths == ("a.tex", "env2/d.tex")


def test_links_that_lead_around_are_told(folder: Path) -> None:
    make("a/b.tex")
    (folder / "a" / "up").symlink_to("..")
    (folder / "self").symlink_to("self")
    walked = walk(["."], SUFFIXES)
    assert walked.paths == ("a/b.tex",)
    assert {(each.path, each.failed) for each in walked.unread} == {("./a/up/", False), ("./self", False)}
