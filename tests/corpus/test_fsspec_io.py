"""Paths that fsspec knows: memory, archives, and a folder of this machine by its address."""

from __future__ import annotations

import json
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from bibtools.core.errors import BibtoolsError, ReadError, UsageError
from bibtools.corpus.fsspec_io import is_remote
from bibtools.corpus.run import Outcome, run

# An extra, so not a part of the default run.
pytestmark = [pytest.mark.slow, pytest.mark.skipif(find_spec("fsspec") is None, reason="an extra")]

TEXTS = {"a.tex": "arXiv:2106.00134", "b/c.txt": "arXiv:2106.00135", "b/d[1].md": "arXiv:2106.00136", "e.bin": "\0"}
WALKED = ["2106.00134", "2106.00135", "2106.00136"]


@pytest.fixture
def memory() -> Iterator[Any]:
    import fsspec  # an extra

    system = fsspec.filesystem("memory")
    for name, text in TEXTS.items():
        system.pipe_file(f"/papers/{name}", text.encode())
    yield system
    system.rm("/", recursive=True)


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / "papers" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "papers" / name).write_text(text, "utf-8")
    with zipfile.ZipFile(tmp_path / "papers.zip", "w") as archive, tarfile.open(tmp_path / "papers.tar", "w") as tar:
        for name in TEXTS:
            archive.write(tmp_path / "papers" / name, name)
            tar.add(tmp_path / "papers" / name, name)
    return tmp_path


def ran(source: str, out: str, **options: Any) -> Outcome:  # noqa: ANN401 - options of `run`
    return run([source], out, today=date(2026, 1, 1), scheduler="plain", **options)


def rows(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def ids(told: list[dict[str, Any]]) -> list[str]:
    return [mention["id"] for row in told for mention in row["mentions"]]


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("s3://bucket/papers", True),
        ("zip://*.tex::file:///a.zip", True),
        ("memory://a", True),
        ("a.tex", False),
        ("/a/b.tex", False),
        ("a::b.tex", False),
        ("C:/a.tex", False),
        ("notes: s3://bucket.txt", False),
        ("http:/a.tex", False),
        ("", False),
    ],
)
def test_addresses_are_told_from_paths(path: str, remote: bool) -> None:
    assert is_remote(path) == remote


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("memory://papers", WALKED),
        ("memory://papers/", WALKED),
        ("memory://papers/b", WALKED[1:]),
        ("memory://papers/a.tex", WALKED[:1]),
        ("memory://papers/*.tex", WALKED[:1]),
        ("memory://papers/**", WALKED),
        ("memory://papers/e.bin", []),
    ],
)
def test_objects_are_read_and_written(memory: Any, source: str, found: list[str]) -> None:  # noqa: ANN401 - fsspec has no types
    outcome = ran(source, "memory://results/one")
    told = rows(memory.cat_file("/results/one/part-00000.jsonl"))
    assert (ids(told), outcome.exit_code) == (found, 0)
    assert all(row["path"].startswith("memory://") for row in told)
    assert [done.reused for done in ran(source, "memory://results/one").done] == [True]


def test_objects_that_change_are_noticed(memory: Any) -> None:  # noqa: ANN401 - fsspec has no types
    ran("memory://papers", "memory://results/two", partition_size=2)
    memory.pipe_file("/papers/b/c.txt", b"arXiv:2106.00137 and more")
    with pytest.raises(UsageError, match="from part-00000 on"):
        ran("memory://papers", "memory://results/two", partition_size=2)
    ran("memory://papers", "memory://results/two", anew=True)
    assert [path.rpartition("/")[2] for path in sorted(memory.ls("/results/two", detail=False))] == [
        "manifest.json",
        "part-00000.jsonl",
    ]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("zip://::file://{}/papers.zip", WALKED),
        ("zip://*.tex::file://{}/papers.zip", WALKED[:1]),
        ("zip://b::file://{}/papers.zip", WALKED[1:]),
        ("tar://::file://{}/papers.tar", WALKED),
        ("file://{}/papers", WALKED),
        ("file://{}/papers/b/*.txt", WALKED[1:2]),
    ],
)
def test_archives_are_read_without_unpacking(packed: Path, address: str, found: list[str]) -> None:
    outcome = ran(address.format(packed), str(packed / "out"))
    told = rows((packed / "out" / "part-00000.jsonl").read_bytes())
    assert (ids(told), outcome.exit_code) == (found, 0), told


def test_an_object_that_is_gone_is_a_row(memory: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401 - fsspec has no types
    listed = memory.find("/papers", detail=True)
    memory.rm("/papers/b/c.txt")
    monkeypatch.setattr(type(memory), "find", lambda *_, **__: listed)
    outcome = ran("memory://papers", "memory://results/three")
    told = rows(memory.cat_file("/results/three/part-00000.jsonl"))
    assert (ids(told), outcome.exit_code) == ([WALKED[0], WALKED[2]], 3)
    [gone] = [row for row in told if row["unread"]]
    assert (gone["path"], gone["unread"]["level"]) == ("memory://papers/b/c.txt", "error")


@pytest.mark.parametrize(
    ("source", "error", "told"),
    [
        ("memory://nowhere", ReadError, "memory://nowhere: nothing found"),
        ("memory://nowhere/*.tex", ReadError, "nothing found"),
        ("zip://::file:///nowhere.zip", ReadError, "cannot open it: no such file"),
        ("nosuch://a", UsageError, "Protocol not known"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(
    tmp_path: Path, source: str, error: type[BibtoolsError], told: str
) -> None:
    with pytest.raises(error) as raised:
        ran(source, str(tmp_path / "out"))
    assert told in str(raised.value)
