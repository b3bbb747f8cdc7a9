"""Sources and results in an object store: s3fs beside a server of S3's own protocol on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import corpora
import pytest

from bibtools.core.errors import ReadError, UsageError
from bibtools.corpus.run import Outcome, run

BUCKET = "s3://papers"
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """Serve a store that begins empty; yields its URL."""
    pytest.importorskip("s3fs")
    server = pytest.importorskip("moto.server").ThreadedMotoServer(port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def local(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Write a corpus of 25 sources here and into the store; yields the folder here."""
    settings = {"AWS_ENDPOINT_URL": store, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    for name, value in {**settings, "AWS_DEFAULT_REGION": "us-east-1"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    corpora.write(tmp_path / "texts", 25)
    files = bucket()
    files.mkdir(BUCKET)
    files.put(str(tmp_path / "texts"), f"{BUCKET}/texts", recursive=True)
    yield tmp_path
    files.rm(BUCKET, recursive=True)


def bucket() -> Any:  # noqa: ANN401 - s3fs has no types
    """Return the store's file system, with nothing remembered of it."""
    import s3fs

    return s3fs.S3FileSystem(skip_instance_cache=True, use_listings_cache=False)


def ran(sources: str, out: str, scheduler: str = "plain") -> Outcome:
    return run([sources], out, today=TODAY, scheduler=scheduler, partition_size=10)


@pytest.mark.slow
def test_what_lies_in_a_store_has_the_rows_of_what_lies_here(local: Path) -> None:
    here, there = ran("texts", "out"), ran(f"{BUCKET}/texts", f"{BUCKET}/rows")
    assert (there.sources, there.partitions, there.failed, there.exit_code) == (25, 3, 0, 0)
    written = {name: bucket().cat_file(f"{BUCKET}/rows/{name}") for name in corpora.parts(local / "out")}
    assert sum(each.mentions for each in there.done) == sum(each.mentions for each in here.done) > 0
    for name in (name for name in written if name.startswith("part-")):
        assert written[name].replace(b"s3://papers/texts", b"texts") == (local / "out" / name).read_bytes()


@pytest.mark.slow
@pytest.mark.usefixtures("local")
def test_a_second_run_takes_what_there_is_and_mixes_nothing() -> None:
    ran(f"{BUCKET}/texts", f"{BUCKET}/rows")
    again = ran(f"{BUCKET}/texts", f"{BUCKET}/rows")
    assert [each.reused for each in again.done] == [True] * 3
    changed = min(bucket().find(f"{BUCKET}/texts"))
    bucket().pipe_file(changed, b"See arXiv:2106.99999 and arXiv:2106.00134.\n")
    with pytest.raises(UsageError, match="--anew"):
        ran(f"{BUCKET}/texts", f"{BUCKET}/rows")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sources", "complaint"),
    [
        ("s3://nobody/texts", "s3://nobody/texts: "),
        (f"{BUCKET}/nothing", f"{BUCKET}/nothing: nothing found"),
    ],
)
@pytest.mark.usefixtures("local")
def test_a_store_that_has_nothing_of_the_kind_is_a_clear_error(sources: str, complaint: str) -> None:
    with pytest.raises(ReadError) as raised:
        ran(sources, "out")
    assert str(raised.value).startswith(complaint)
    assert "\n" not in str(raised.value)


@pytest.mark.slow
@pytest.mark.usefixtures("local")
def test_a_store_that_does_not_answer_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    with pytest.raises(ReadError, match=r"s3://elsewhere/texts: cannot list it: "):
        ran("s3://elsewhere/texts", "out")
