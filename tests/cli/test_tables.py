"""The tables of code links: downloaded, resumed, checked, read from files, and asked without a request."""

from __future__ import annotations

import csv
import fcntl
import gzip
import io
import json
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from conftest import Cli, Run
from loopback import FakeArxiv, FakeHuggingFace, Paper

from bibtools.records.codelinks.ranking import GUESSED, LISTED
from bibtools.storage.tables.table import TABLES, TableRow

AB, XY = "https://github.com/ada/byron", "https://github.com/x/y"


def row(paper: object, url: str, official: bool, in_paper: bool, in_readme: bool) -> dict[str, object]:
    names = ("paper_arxiv_id", "repo_url", "is_official", "mentioned_in_paper", "mentioned_in_github")
    return dict(zip(names, (paper, url, official, in_paper, in_readme), strict=True))


ROWS = [
    row("2101.00001", AB, True, True, False),
    row("2101.00001", XY, False, False, True),
    row("2101.00002", AB, True, False, False),
    row("2101.00003", AB, False, False, True),
    row(None, XY, True, True, True),
    row("no id", XY, True, True, True),
    row("2101.00004", "javascript:x", True, True, True),
]
[PART] = [part.path for part in TABLES["paperswithcode"].parts]
GRAPH = [part.path for part in TABLES["codeofpaper"].parts]


def as_lines(rows: list[dict[str, object]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def as_csv(rows: list[dict[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def parquet(rows: list[dict[str, object]]) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet as format_  # an extra

    out = io.BytesIO()
    format_.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()


FORMATS = {
    "links.jsonl": lambda rows: as_lines(rows).encode(),
    "links.json": lambda rows: json.dumps(rows, indent=1).encode(),
    "links.json.gz": lambda rows: gzip.compress(json.dumps(rows).encode(), mtime=0),
    "links.csv": lambda rows: as_csv(rows).encode(),
    "links.parquet": parquet,
}


@pytest.mark.thinned(3)
@pytest.mark.parametrize("name", FORMATS)
def test_a_table_is_read_from_a_file_and_asked_without_a_request(
    paper: Path, online: Cli, arxiv: FakeArxiv, huggingface: FakeHuggingFace, name: str
) -> None:
    (paper / name).write_bytes(FORMATS[name](ROWS))
    read = online("tables", "read", "paperswithcode", name)
    assert (read.code, "paperswithcode: 4 links" in read.out, "licence: CC BY-SA 4.0" in read.out) == (0, True, True), (
        read.err
    )
    arxiv.know([Paper(f"2101.0000{number}", f"On Engines {number}") for number in range(1, 5)])
    run = online("get", *(f"2101.0000{number}" for number in range(1, 5)), "--format", "json")
    codes = {each["id"]: each["code"] for each in run.json["records"]}
    assert codes == {"2101.00001": [AB], "2101.00002": [], "2101.00003": [], "2101.00004": []}
    assert "arXiv:2101.00002 may have its code at" in run.err
    assert huggingface.requests == []


def proposal(doi: str, url: str, relation: str) -> dict[str, object]:
    return {"doi": doi, "enrichedValue": {"relatedIdentifier": url, "relationType": relation}}


def test_links_of_comet_are_proposed_by_their_relation() -> None:
    rows: list[TableRow] = [
        proposal("10.48550/arXiv.2101.00001", AB, "isSupplementedBy"),
        proposal("https://doi.org/10.48550/arxiv.2101.00002", XY, "References"),
        {"arxiv_id": "2101.00003", "repo_url": AB, "relation_type": "IsSupplementedBy"},
        proposal("10.1145/1.2", AB, "isSupplementedBy"),
        proposal("10.48550/arXiv.2101.00004", "https://example.org/x", "isSupplementedBy"),
        {"doi": "10.48550/arXiv.2101.00005", "enrichedValue": None},
    ]
    found = [tuple(link) for link in TABLES["comet"].links([rows], date(2026, 11, 25))]
    assert found == [("2101.00001", AB, LISTED), ("2101.00002", XY, GUESSED), ("2101.00003", AB, LISTED)]


def test_a_list_and_a_table_that_agree_are_enough(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    (paper / "links.json").write_text(json.dumps(ROWS), "utf-8")
    (paper / "graph.json").write_text(
        json.dumps([{"arxiv_id": "2101.00002", "repo_url": AB, "tier": "community"}]), "utf-8"
    )
    (paper / "repositories.json").write_text(json.dumps([{"id": 1, "full_name": "ada/byron"}]), "utf-8")
    assert online("tables", "read", "paperswithcode", "links.json").code == 0
    assert online("tables", "read", "codeofpaper", "graph.json", "repositories.json").code == 0
    arxiv.know([Paper("2101.00002", "On Engines")])
    assert online("get", "2101.00002", "--format", "json").json["records"][0]["code"] == [AB]


def download(online: Cli, *names: str) -> Run:
    return online("tables", "download", *(names or ("paperswithcode",)))


def test_tables_are_downloaded_with_their_licences(paper: Path, online: Cli, huggingface: FakeHuggingFace) -> None:
    graph = [{"arxiv_id": "2101.00003", "repository_id": 1, "tier": "official"}]
    huggingface.files = {
        PART: as_lines(ROWS),
        GRAPH[0]: as_lines(graph),
        GRAPH[1]: as_lines([{"id": 1, "full_name": "ada/byron"}]),
    }
    run = online("tables", "download")
    assert run.code == 0, run.err
    assert "codeofpaper: 1 link\n" in run.out
    assert run.out.count("licence: ") == 2
    held = online("tables", "info", "--format", "json").json["tables"]
    links = [(each["name"], each["links"]) for each in held]
    assert links == [("paperswithcode", 4), ("codeofpaper", 1), ("comet", None)]
    assert online("tables", "info").out.count("not downloaded") == 1
    by_hand = download(online, "comet")
    assert (by_hand.code, "bibtools tables read comet FILE" in by_hand.err) == (2, True)
    assert online("tables", "clear").code == 0
    assert online("tables", "info").out.count("not downloaded") == len(TABLES)
    assert not list(paper.iterdir())


def test_a_download_goes_on_where_it_stopped(
    online: Cli, environ: dict[str, str], huggingface: FakeHuggingFace
) -> None:
    text = as_lines(ROWS)
    huggingface.files = {PART: text}
    folder = Path(environ["BIBTOOLS_CACHE_DIR"])
    folder.mkdir()
    (
        folder / "datasets-pwc-archive-links-between-paper-and-code-resolve-main-data-train-00000-of-00001.parquet.part"
    ).write_text(text[:200], "utf-8")
    assert download(online).code == 0
    assert [headers.get("range") for headers in huggingface.headers] == [None, "bytes=200-"]
    assert not list(folder.glob("*.part"))


def part_of(environ: dict[str, str], text: str, tag: str = "") -> Path:
    """Lay a part of a file where the download left it."""
    name = "datasets-pwc-archive-links-between-paper-and-code-resolve-main-data-train-00000-of-00001.parquet"
    folder = Path(environ["BIBTOOLS_CACHE_DIR"])
    folder.mkdir(exist_ok=True)
    part = folder / f"{name}.part"
    part.write_text(text, "utf-8")
    if tag:
        part.with_suffix(".tag").write_text(tag, "utf-8")
    return part


@pytest.mark.parametrize("tag", ["", '"another"'])
def test_the_parts_of_two_files_are_not_put_together(
    online: Cli, environ: dict[str, str], huggingface: FakeHuggingFace, tag: str
) -> None:
    huggingface.files, huggingface.silent = {PART: as_lines(ROWS)}, True
    part = part_of(environ, as_lines([row("2101.00009", XY, True, True, True)] * 2), tag)
    assert download(online).code == 0
    assert online("tables", "info", "--format", "json").json["tables"][0]["links"] == 4
    assert not list(part.parent.glob("*.part")) + list(part.parent.glob("*.tag"))


def test_bytes_that_were_not_asked_for_are_not_taken(
    online: Cli, environ: dict[str, str], huggingface: FakeHuggingFace
) -> None:
    huggingface.files, huggingface.slips = {PART: as_lines(ROWS)}, 5
    part_of(environ, as_lines(ROWS)[:200])
    assert download(online).code == 0
    assert [headers.get("range") for headers in huggingface.headers] == [None, "bytes=200-", None, None]


def test_a_file_that_is_no_table_is_not_kept(
    online: Cli, environ: dict[str, str], huggingface: FakeHuggingFace
) -> None:
    huggingface.files, huggingface.silent = {PART: "<!doctype html><p>\n<p>\n"}, True
    assert download(online).code == 3
    assert not list(Path(environ["BIBTOOLS_CACHE_DIR"]).glob("*.part"))
    huggingface.files = {PART: as_lines(ROWS)}
    assert download(online).code == 0


def test_a_file_that_is_larger_than_it_should_be_is_given_up(online: Cli, huggingface: FakeHuggingFace) -> None:
    huggingface.files, huggingface.size = {PART: as_lines(ROWS) * 100}, 1000
    run = download(online)
    assert (run.code, "it sends more than 1000 bytes" in run.err) == (3, True)


def test_two_downloads_do_not_write_into_one_file(
    online: Cli, environ: dict[str, str], huggingface: FakeHuggingFace
) -> None:
    huggingface.files = {PART: as_lines(ROWS)}
    with part_of(environ, "").open("ab") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        run = download(online)
    assert (run.code, "another run of bibtools is downloading this" in run.err) == (3, True)
    assert download(online).code == 0


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_store_that_another_process_writes_is_kept(paper: Path, cli: Cli, environ: dict[str, str], mode: str) -> None:
    (paper / "links.json").write_text(json.dumps(ROWS), "utf-8")
    assert cli("tables", "read", "paperswithcode", "links.json").code == 0
    with sqlite3.connect(Path(environ["BIBTOOLS_CACHE_DIR"], "tables-1.sqlite3")) as connection:
        connection.execute(f"BEGIN {mode}")
        run = cli("tables", "read", "paperswithcode", "links.json")
        assert (run.code, "database is locked; nothing was changed" in run.err) == (3, True)
        connection.rollback()
    assert cli("tables", "info", "--format", "json").json["tables"][0]["links"] == 4


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "data",
    [
        json.dumps([{**ROWS[0], "repo_url": ["x"]}]).encode(),
        json.dumps([{**ROWS[0], "paper_arxiv_id": {}}]).encode(),
        b"[" * 100_000,
        b"paper_arxiv_id,repo_url,is_official,mentioned_in_paper\n" + b"x" * (1 << 25) + b",,,",
        gzip.compress(json.dumps(ROWS).encode(), mtime=0)[:-20] + b"x" * 20,
    ],
)
def test_strange_files_are_told(paper: Path, cli: Cli, data: bytes) -> None:
    (paper / "links").write_bytes(data)
    run = cli("tables", "read", "paperswithcode", "links")
    assert (run.code, run.err.startswith("bibtools: error: ")) == (3, True), run.err


def test_a_byte_order_mark_is_none_of_the_table(paper: Path, cli: Cli) -> None:
    for number, text in enumerate((as_csv(ROWS), json.dumps(ROWS), as_lines(ROWS))):
        (paper / f"links{number}").write_text(f"\ufeff{text}", "utf-8")
        assert cli("tables", "read", "paperswithcode", f"links{number}").code == 0


def test_a_file_with_another_checksum_is_given_up(online: Cli, huggingface: FakeHuggingFace) -> None:
    huggingface.files = {PART: as_lines(ROWS)}
    assert download(online).code == 0
    huggingface.lies = True
    run = download(online)
    assert (run.code, "its checksum differs from the host's" in run.err) == (3, True)
    assert online("tables", "info", "--format", "json").json["tables"][0]["links"] == 4


NO_TABLES = [
    (as_lines(ROWS[:1]), "the file holds 1 links where there were 4; nothing was changed"),
    (as_lines([{"x": 1}]), "not such a table: it has no column paper_arxiv_id"),
    ("<!doctype html><title>no</title>\n", "it holds no rows"),
    ("<!doctype html>\n<title>no</title>\n", "not such a table"),
    ("", "it holds no rows"),
    ("[1, 2", "cannot read it"),
    ("PAR1 and no more", "Parquet"),
]


def test_what_is_no_table_replaces_none(paper: Path, online: Cli, huggingface: FakeHuggingFace) -> None:
    huggingface.files = {PART: as_lines(ROWS)}
    assert download(online).code == 0
    for text, said in NO_TABLES:
        (paper / "links").write_text(text, "utf-8")
        run = online("tables", "read", "paperswithcode", "links")
        assert (run.code in {2, 3}, said in run.err) == (True, True), run.err
    assert online("tables", "info", "--format", "json").json["tables"][0]["links"] == 4


def test_a_host_without_the_file_is_told(online: Cli, huggingface: FakeHuggingFace) -> None:
    del huggingface
    run = download(online)
    assert (run.code, "has nothing at this URL (404)" in run.err) == (3, True), run.err


def test_tables_that_nobody_knows_are_refused(cli: Cli) -> None:
    run = cli("tables", "download", "nothing")
    assert (run.code, "no such table: nothing; choose from paperswithcode, codeofpaper, comet" in run.err) == (2, True)


def test_broken_tables_are_a_note(paper: Path, cli: Cli, environ: dict[str, str]) -> None:
    folder = Path(environ["BIBTOOLS_CACHE_DIR"])
    folder.mkdir()
    (folder / "tables-1.sqlite3").write_bytes(b"SQLite format 3\0" + b"x" * 2000)
    (paper / "p.txt").write_text("arXiv:1706.03762", "utf-8")
    run = cli("sync", "--bib", "refs.bib", "p.txt")
    assert run.code == 0
    assert run.err.count("note: the tables") == 1
