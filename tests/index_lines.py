"""Lines of the public snapshot, and indexes made of them, for the tests."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from conftest import Cli

from bibtools.index.build import build
from bibtools.index.building import BuildMonitor
from bibtools.index.lookup import Index

_STEMS = (
    "abler bright cargo delta ember flint grove haven ivory jolly kernel lumen meadow nectar orbit prism quartz river "
    "summit timber umbra velvet willow xenon yonder zephyr anchor beacon copper dynamo eagle fabric garnet harbor"
).split()
_ENDINGS = "ing ed ness ful less able ity ism ous ary wise ward".split()
VOCABULARY = [f"{stem}{ending}" for stem in _STEMS for ending in _ENDINGS]


def abstract(seed: object, words: int = 120) -> str:
    """Return a made-up abstract, the same for the same seed."""
    rng = random.Random(str(seed))  # noqa: S311 - texts, not secrets
    chosen = rng.choices(VOCABULARY, k=words)
    return " ".join(f"{word.capitalize()}" if place % 14 == 0 else word for place, word in enumerate(chosen)) + "."


def line(
    paper: str,
    title: str = "",
    authors: Sequence[Sequence[str]] = (("Example", "Ada", ""),),
    text: str | None = None,
    created: str = "Mon, 4 Jan 2021 10:00:00 GMT",
    updated: str = "2021-02-03",
    **more: object,
) -> str:
    """Return a line of the snapshot."""
    facts: dict[str, object] = {
        "id": paper,
        "submitter": "Ada Example",
        "authors": ", ".join(f"{given} {family}" for family, given, *_ in authors),
        "title": title or f"On the Matter of {paper}",
        "comments": None,
        "journal-ref": None,
        "doi": None,
        "report-no": None,
        "categories": "cs.LG stat.ML",
        "license": None,
        "abstract": f"  {abstract(paper) if text is None else text}\n",
        "versions": [{"version": "v1", "created": created}],
        "update_date": updated,
        "authors_parsed": [list(author) for author in authors],
    }
    return json.dumps(facts | {name.replace("_", "-"): value for name, value in more.items()})


def many(number: int) -> list[str]:
    return [line(f"2101.{each:05}") for each in range(1, number + 1)]


def write(path: Path, lines: Iterable[str]) -> Path:
    path.write_text("".join(f"{each}\n" for each in lines), "utf-8")
    return path


def made(folder: Path, lines: Iterable[str]) -> Index:
    """Build an index, and return it."""
    source = write(folder / "snapshot.jsonl", lines)
    build(folder / "index.sqlite3", str(source), BuildMonitor(lambda _papers, _part: None, lambda: "today"), force=True)
    return Index(folder / "index.sqlite3", _refuse)


_BUILT: dict[tuple[str, ...], bytes] = {}


def provide(cli: Cli, source: Path, environ: dict[str, str]) -> Path:
    """Give a run the index that `bibtools index build` makes of a snapshot; the same one is built once."""
    path, lines = Path(environ["BIBTOOLS_CACHE_DIR"], "index.sqlite3"), tuple(source.read_text("utf-8").splitlines())
    if lines in _BUILT:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_BUILT[lines])
    else:
        run = cli("index", "build", str(source))
        assert run.code == 0, run.err
        _BUILT[lines] = path.read_bytes()
    return path


def _refuse(note: str) -> None:
    raise AssertionError(note)
