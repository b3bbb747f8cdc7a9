"""The write loop: what is written was planned for what was there, whoever else writes meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from bibtools.app.write_loop import ATTEMPTS, write_planned
from bibtools.core.errors import ReadError, WriteError
from bibtools.core.text import Source
from bibtools.files.write_access import NamedPath, by_user


def append(source: Source | None) -> tuple[str, str | None]:
    before = source.text if source else ""
    return before, f"{before}ours\n"


@pytest.mark.parametrize(
    ("before", "after"), [(None, "ours\n"), ("", "ours\n"), ("a\r\n", "a\r\nours\n"), ("\ufeffa\n", "\ufeffa\nours\n")]
)
def test_what_is_planned_is_written(tmp_path: Path, before: str | None, after: str) -> None:
    path = tmp_path / "refs.bib"
    if before is not None:
        path.write_bytes(before.encode())
    assert write_planned(by_user(str(path)), append) == (before or "")
    assert path.read_bytes() == after.encode()


@pytest.mark.parametrize("before", [None, "a\n"])
def test_nothing_planned_is_nothing_written(tmp_path: Path, before: str | None) -> None:
    path = tmp_path / "refs.bib"
    if before is not None:
        path.write_text(before, "utf-8")
        path.chmod(0o400)
    assert write_planned(by_user(str(path)), lambda _: ("seen", None)) == "seen"
    assert (path.read_text("utf-8") if path.exists() else None) == before


@pytest.mark.parametrize("changes", [1, 2, ATTEMPTS - 1])
def test_what_somebody_else_writes_meanwhile_is_planned_with(tmp_path: Path, changes: int) -> None:
    path = tmp_path / "refs.bib"
    left = iter(range(changes))

    def plan(source: Source | None) -> tuple[str, str | None]:
        planned = append(source)
        if next(left, None) is not None:
            with path.open("a", encoding="utf-8") as stream:
                stream.write("theirs\n")
        return planned

    assert write_planned(by_user(str(path)), plan) == "theirs\n" * changes
    assert path.read_text("utf-8") == "theirs\n" * changes + "ours\n"


def test_one_that_never_stands_still_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"

    def plan(source: Source | None) -> tuple[str, str | None]:
        with path.open("a", encoding="utf-8") as stream:
            stream.write("theirs\n")
        return append(source)

    with pytest.raises(WriteError, match="another program keeps changing it; nothing was written"):
        write_planned(by_user(str(path)), plan)
    assert path.read_text("utf-8") == "theirs\n" * ATTEMPTS


LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n"


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["\ufeff", "\ufeff@misc{ü,\r\n}\r\n", "\ufeff% 漢字 𝔸"])
def test_a_library_keeps_its_encoding(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "refs.bib"
    path.write_bytes(text.encode(name))
    write_planned(by_user(str(path)), append)
    assert path.read_bytes().decode(name) == append(Source("", text))[1]


@pytest.mark.parametrize("content", [b"\xff\xfea\0b", b"a\0b", b"a\0b\0", LFS])
def test_what_cannot_be_read_is_not_planned_for(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "refs.bib"
    path.write_bytes(content)
    with pytest.raises(ReadError):
        write_planned(by_user(str(path)), append)
    assert path.read_bytes() == content


def test_what_a_repository_must_not_write_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "paper").mkdir()
    path = tmp_path / "refs.bib"
    path.write_text("a\n", "utf-8")
    with pytest.raises(WriteError, match="it lies outside of the folder of the paper"):
        write_planned(NamedPath(str(path), str(tmp_path / "paper")), append)
    assert path.read_text("utf-8") == "a\n"
