"""Retraction Watch's CSV as an index: which works are retracted, and what is no such file."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from dblp_records import dblp, record

from bibtools.core.errors import ReadError
from bibtools.index import dblp_xml
from bibtools.index.building import BuildMonitor
from bibtools.index.information import info
from bibtools.index.kinds import RETRACTION_WATCH, kind_of
from bibtools.index.published_build import build_published
from bibtools.index.published_lookup import PublishedIndex
from bibtools.index.retraction_build import build_retractions
from bibtools.index.retraction_index import RetractionIndex
from bibtools.index.retraction_schema import RETRACTIONS
from bibtools.index.retraction_watch import notices

# The columns of the real file, in its order.
COLUMNS = (
    "Record ID,Title,Subject,Institution,Journal,Publisher,Country,Author,URLS,ArticleType,RetractionDate,"
    "RetractionDOI,RetractionPubMedID,OriginalPaperDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason,Paywalled,Notes"
).split(",")
WATCH = BuildMonitor(lambda *_: None, lambda: "2026-01-01")


def row(doi: str, nature: str = "Retraction", day: str = "5/14/2023 0:00", **more: str) -> dict[str, str]:
    facts = {"Record ID": "1", "Title": "Looms", "Author": "Ada Lovelace;Charles Babbage", "RetractionDate": day}
    return {**facts, "OriginalPaperDOI": doi, "RetractionNature": nature, "Reason": "+Error in Data;", **more}


def written(*rows: dict[str, str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def built(folder: Path, data: bytes) -> RetractionIndex:
    (folder / "retraction_watch.csv").write_bytes(data)
    build_retractions(folder / "retractions.sqlite3", str(folder / "retraction_watch.csv"), WATCH)

    def refuse(reason: str) -> None:
        raise AssertionError(reason)

    return RetractionIndex(folder / "retractions.sqlite3", refuse)


ROWS = (
    row("10.1000/Loom.1", RetractionDOI="10.1000/Notice.1", Reason="+Fake  Peer Review;+Unreliable Results;"),
    row("10.1000/doubt", "Expression of concern"),
    row("10.1000/mended", "Correction"),
    row("10.1000/back", "Reinstatement", "6/1/2024 0:00"),
    row("10.1000/back", "Retraction", "5/1/2024 0:00"),
    row("10.1000/again", "Reinstatement", "5/1/2023 0:00"),
    row("10.1000/again", "Retraction", "6/1/2024 0:00"),
    row("10.1000/worse", "Expression of concern", "1/2/2020 0:00"),
    row("10.1000/worse", "Retraction", "1/10/2021 0:00"),
    row("https://doi.org/10.1000/address"),
    row("10.1000/german;10.1000/english"),
    row("10.1000/same", RetractionDOI="10.1000/same"),
    row("10.1000/iso", day="2024-02-03"),
    row("10.1000/odd", day="someday", RetractionDOI="unavailable", Title='A "quoted",\ntitle\u2028of two lines'),
    row("unavailable"),
    row("Unavailable", RetractionDOI="10.1000/unnamed"),
    row(""),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> RetractionIndex:
    return built(tmp_path_factory.mktemp("retractions"), written(*ROWS))


@pytest.mark.parametrize(
    ("doi", "day"),
    [
        ("10.1000/loom.1", "2023-05-14"),
        ("10.1000/LOOM.1", "2023-05-14"),
        ("10.1000/again", "2024-06-01"),
        ("10.1000/worse", "2021-01-10"),
        ("10.1000/address", "2023-05-14"),
        ("10.1000/german", "2023-05-14"),
        ("10.1000/english", "2023-05-14"),
        ("10.1000/same", "2023-05-14"),
        ("10.1000/iso", "2024-02-03"),
        ("10.1000/odd", ""),
        ("10.1000/notice.1", None),  # who cites the notice cites no retracted work
        ("10.1000/unnamed", None),
        ("10.1000/doubt", None),
        ("10.1000/mended", None),
        ("10.1000/back", None),
        ("10.1000/loom", None),
        ("10.1000/loom.11", None),
        ("unavailable", None),
        ("", None),
    ],
)
def test_works_are_retracted_by_their_doi(index: RetractionIndex, doi: str, day: str | None) -> None:
    found = index.retraction_of(doi)
    assert (found and found.day) == day


def test_a_retraction_says_what_is_known_of_it(index: RetractionIndex) -> None:
    found = index.retraction_of("10.1000/loom.1")
    assert found is not None
    assert (found.notice, found.reason) == ("10.1000/notice.1", "Fake Peer Review; Unreliable Results")
    assert [each.nature for each in index.notices_of(["10.1000/doubt"])["10.1000/doubt"]] == ["Expression of concern"]
    assert set(index.retractions_of(["10.1000/iso", "10.1000/back", "10.1000/none"])) == {"10.1000/iso"}


def test_it_stands_beside_the_others(tmp_path: Path) -> None:
    (tmp_path / "dblp.xml").write_bytes(dblp(record("conf/a/B1", "Looms", ["Ada Lovelace"], 2019)))
    build_published(tmp_path / "dblp.sqlite3", str(tmp_path / "dblp.xml"), dblp_xml.READER, WATCH)
    before = (tmp_path / "dblp.sqlite3").read_bytes()
    source = tmp_path / "any name"
    source.write_bytes(b"\xef\xbb\xbf" + written(*ROWS))
    assert kind_of(str(source)) == RETRACTION_WATCH
    path = RETRACTION_WATCH.path(tmp_path / "index.sqlite3")
    done = build_retractions(path, str(source), WATCH, force=True)
    assert (done.papers, done.broken, (tmp_path / "dblp.sqlite3").read_bytes()) == (15, 0, before)
    found = info(path, schema=RETRACTIONS)
    assert found is not None
    assert (found.papers, found.newest, found.problem) == (15, "2024-06-01", "")
    notes: list[str] = []
    assert PublishedIndex(path, notes.append).titled(["Looms"]) == {"Looms": []}
    assert len(notes) == 1


def test_without_an_index_nothing_is_known(tmp_path: Path) -> None:
    notes: list[str] = []
    assert RetractionIndex(tmp_path / "none.sqlite3", notes.append).retraction_of("10.1000/loom.1") is None
    assert notes == []


def test_a_broken_row_costs_no_other(tmp_path: Path) -> None:
    data = written(row("10.1000/a"), row("10.1000/b", "Nonsense"), row("10.1000/c"))
    read = list(notices([data[at : at + 5] for at in range(0, len(data), 5)], "x.csv"))
    assert [each and each.doi for each in read] == ["10.1000/a", None, "10.1000/c"]
    cut = data + b"1,2,3\r\n\r\n" + b"\xff\x00," * 19 + b"\r\n"
    assert [each and each.doi for each in notices([cut], "x.csv")] == ["10.1000/a", None, "10.1000/c", None, None]
    index = built(tmp_path, cut)
    assert [index.retraction_of(f"10.1000/{name}") is not None for name in "abc"] == [True, False, True]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"OriginalPaperDOI,RetractionNature\n", "lacks the column RetractionDate"),
        (b"", "lacks the column"),
        (written(row("10.1000/a", Notes="x" * 200_000)), r"x\.csv:2: it is not CSV"),
        (written() + b"x" * (3 << 20), "too long"),
        (written() + b'"' + b"\n" * 200_000, "it is not CSV"),
    ],
)
def test_what_is_no_such_file(data: bytes, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        list(notices([data[at : at + 65536] for at in range(0, len(data), 65536)], "x.csv"))


@pytest.mark.parametrize(
    "first",
    [b"", b"Title,DOI\n", b"Title\nOriginalPaperDOI,RetractionNature\n", b'{"OriginalPaperDOI": 1}\n', b"<dblp>"],
)
def test_what_is_not_recognised_as_one(tmp_path: Path, first: bytes) -> None:
    (tmp_path / "file").write_bytes(first)
    assert kind_of(str(tmp_path / "file")) != RETRACTION_WATCH
