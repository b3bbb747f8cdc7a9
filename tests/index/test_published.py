"""An index of published works: built from a file, asked by title, authors and identifier, and never trusted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from dblp_records import dblp, record

from bibtools.core.errors import CannotError, UsageError
from bibtools.index import dblp_xml
from bibtools.index.building import BuildMonitor
from bibtools.index.information import info
from bibtools.index.kinds import ARXIV, kind_of
from bibtools.index.lookup import Index
from bibtools.index.published_build import build_published
from bibtools.index.published_lookup import PublishedIndex
from bibtools.index.published_schema import WORKS, authors_key, surname

WATCH = BuildMonitor(lambda *_: None, lambda: "2026-01-01")
PAPERS = (
    record("conf/icml/1", "Looms: A Study", ["Ada Lovelace", "Charles Babbage"], 2019, booktitle="ICML",
           crossref="conf/icml/2019"),
    record("conf/icml/2", "Engines", ["Charles Babbage", "Ada Lovelace"], 2019, booktitle="ICML",
           ee="https://doi.org/10.1145/11.22", crossref="conf/icml/2019"),
    record("journals/corr/3", "Looms: A Study", ["Ada Lovelace"], 2018, kind="article", publtype="informal",
           journal="CoRR", volume="abs/1801.00001"),
    record("conf/icml/2019", "Proceedings of the Conference of Looms", [], 2019, kind="proceedings", publisher="PMLR"),
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    source = folder / "dblp.xml"
    source.write_bytes(dblp(*PAPERS))
    build_published(folder / "dblp.sqlite3", str(source), dblp_xml.READER, WATCH)
    return folder / "dblp.sqlite3"


@pytest.fixture
def index(built: Path) -> PublishedIndex:
    def refuse(reason: str) -> None:
        raise AssertionError(reason)

    return PublishedIndex(built, refuse)


def test_works_are_found_by_title(index: PublishedIndex) -> None:
    found = index.titled(["LOOMS -- a study", "Looms", "Looms of Another Kind", "A Study"])
    assert [[work.key for work in works] for works in found.values()] == [["conf/icml/1"], ["conf/icml/1"], [], []]
    [work] = found["Looms"]
    assert (work.full, work.publisher) == ("Proceedings of the Conference of Looms", "PMLR")


@pytest.mark.parametrize(
    ("surnames", "keys"),
    [
        (("lovelace", "babbage"), ["conf/icml/1", "conf/icml/2"]),
        (("babbage", "lovelace"), ["conf/icml/1", "conf/icml/2"]),
        (("lovelace",), []),  # the preprint is nobody's published version
        (("lovelace", "babbage", "byron"), []),
    ],
)
def test_works_are_found_by_all_authors(built: Path, surnames: tuple[str, ...], keys: list[str]) -> None:
    index = PublishedIndex(built, lambda _: None)
    assert [work.key for work in index.by_authors([surnames]).get(surnames, [])] == keys


def test_works_are_found_by_identifiers(index: PublishedIndex) -> None:
    assert [work.key for work in index.identified("doi", ["10.1145/11.22"])["10.1145/11.22"]] == ["conf/icml/2"]
    assert [work.key for work in index.identified("arxiv", ["1801.00001"])["1801.00001"]] == ["journals/corr/3"]
    assert index.identified("doi", ["10.1145/11.23"]) == {"10.1145/11.23": []}
    assert index.works_of_year("ICML", 2019) == {"conf/icml": 2}
    assert index.works_of_year("ICML", 2018) == {}


@pytest.mark.parametrize(
    ("display", "expected"),
    [
        ("Wei Wang", "wang"),
        ("Guy L. Steele Jr.", "steele"),
        ("Ludwig van Beethoven", "beethoven"),
        ("Gabriel García Márquez", "marquez"),
        ("Peter Müller-Schmidt", "schmidt"),
        ("", ""),
    ],
)
def test_surnames(display: str, expected: str) -> None:
    assert surname(display) == expected


def test_a_crowd_has_no_key() -> None:
    assert authors_key(tuple(f"a{number}" for number in range(61))) is None
    assert authors_key(()) is None


def test_another_kind_of_index_is_not_taken_for_it(built: Path, tmp_path: Path) -> None:
    notes: list[str] = []
    assert not Index(built, notes.append).is_there
    assert notes
    assert info(built) is not None
    found = info(built, schema=WORKS)
    assert found is not None
    assert (found.papers, found.newest, found.problem) == (4, "2019", "")
    other = tmp_path / "other.sqlite3"
    other.write_bytes(b"SQLite format 3\0" + b"\0" * 200)
    with pytest.raises(UsageError, match="is not a bibtools index"):
        build_published(other, str(built), dblp_xml.READER, WATCH)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data[:200], "well-formed"),
        (lambda _: b"<dblp></dblp>", "holds no records"),
        (lambda _: dblp(PAPERS[0]), "where there were 4"),
    ],
)
def test_an_index_stays_where_a_new_one_fails(
    built: Path, tmp_path: Path, change: Callable[[bytes], bytes], message: str
) -> None:
    path = tmp_path / "dblp.sqlite3"
    path.write_bytes(built.read_bytes())
    source = tmp_path / "new.xml"
    source.write_bytes(change(dblp(*PAPERS)))
    before = path.read_bytes()
    with pytest.raises(CannotError, match=message):
        build_published(path, str(source), dblp_xml.READER, WATCH)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (dblp(*PAPERS), "dblp"),
        (b'<?xml version="1.0"?><dblp>', "dblp"),
        (b'{"id": "2101.00001", "title": "<dblp"}', "arxiv"),
        (b"", "arxiv"),
        (b"\x1f\x8bbroken", "arxiv"),
    ],
)
def test_files_are_recognised_by_what_they_hold(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert kind_of(str(path)).name == name
    assert kind_of("-") == ARXIV
