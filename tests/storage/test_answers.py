from __future__ import annotations

import multiprocessing
import os
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bibtools.core.errors import ReadError
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.records.link_status import ALIVE, LinkStatus
from bibtools.records.record import CodeLink, Record
from bibtools.storage.answers import Cache, Remembered, contents
from bibtools.storage.tables.store import Tables, fill
from bibtools.storage.tables.table import TABLES, TableLink
from bibtools.storage.visits import Visits
from bibtools.tex.names import Name

A, B = Identifier(ARXIV, "2101.00001"), Identifier(ARXIV, "hep-th/9901001")
DAY = 86400.0
NOW = 1_800_000_000.0  # January 2027
OLD = Record(
    identifier=A,
    title="Über $x$",
    authors=(Name("Oord", "Aäron", "van den"), Name("ATLAS", corporate=True)),
    provider="arxiv",
    date=date(2021, 1, 2),
    categories=("cs.LG", "stat.ML"),
    abstract="We\nsort.",
    code=(CodeLink("https://github.com/a/b", "abstract"),),
)
NEW = Record(identifier=B, title="T", authors=(Name("A"),), provider="arxiv", date=date(2026, 12, 1))


def cache(folder: Path, now: float = NOW, notes: list[str] | None = None) -> Cache:
    return Cache(folder, lambda: now, (notes if notes is not None else []).append)


def test_what_is_kept_is_recalled_whole(tmp_path: Path) -> None:
    cache(tmp_path).keep("arxiv", [OLD, NEW], [])
    assert cache(tmp_path).recall("arxiv", [A, B]) == {A: Remembered(OLD), B: Remembered(NEW)}


def test_records_of_a_scheme_are_those_that_somebody_has(tmp_path: Path) -> None:
    work = Identifier(DOI, "10.1000/one")
    assert not cache(tmp_path).has_records_of(DOI)
    cache(tmp_path).keep("arxiv", [OLD], [])
    cache(tmp_path).keep("crossref", [], [work])
    assert (cache(tmp_path).has_records_of(ARXIV), cache(tmp_path).has_records_of(DOI)) == (True, False)
    cache(tmp_path).keep("crossref", [replace(OLD, identifier=work)], [])
    assert cache(tmp_path).has_records_of(DOI)


def test_records_without_a_title_are_kept_but_mean_no_paper(tmp_path: Path) -> None:
    witnessed = replace(OLD, title="", authors=(), provider="openalex", code=())
    cache(tmp_path).keep("a witness", [witnessed], [])
    assert cache(tmp_path).recall("a witness", [A]) == {A: Remembered(witnessed)}
    assert cache(tmp_path).records(9) == []
    cache(tmp_path).keep("arxiv", [OLD], [])
    assert cache(tmp_path).records(9) == [OLD]


def test_providers_and_versions_are_kept_apart(tmp_path: Path) -> None:
    cache(tmp_path).keep("arxiv", [OLD], [B])
    assert cache(tmp_path).recall("datacite", [A, B]) == {}
    assert cache(tmp_path).recall("arxiv", [A._replace(version=2)]) == {}
    assert cache(tmp_path).recall("arxiv", [B]) == {B: Remembered(None)}


@pytest.mark.parametrize(
    ("identifier", "days", "there"),
    [(A, 29.9, True), (A, 30.1, False), (B, 6.9, True), (B, 7.1, False)],
)
def test_records_last_a_month_and_new_ones_a_week(
    tmp_path: Path, identifier: Identifier, days: float, there: bool
) -> None:
    cache(tmp_path).keep("arxiv", [OLD, NEW], [])
    later = cache(tmp_path, NOW + days * DAY)
    assert (identifier in later.recall("arxiv", [identifier])) is there
    assert identifier in later.recall("arxiv", [identifier], expired=True)


@pytest.mark.parametrize(("days", "there"), [(0.9, True), (1.1, False)])
def test_absence_lasts_a_day_and_never_longer(tmp_path: Path, days: float, there: bool) -> None:
    cache(tmp_path).keep("arxiv", [], [A])
    later = cache(tmp_path, NOW + days * DAY)
    assert (A in later.recall("arxiv", [A])) is there
    assert later.recall("arxiv", [A], expired=True) == {}


def test_a_newer_answer_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    cache(tmp_path).keep("arxiv", [], [A])
    cache(tmp_path).keep("arxiv", [OLD], [])
    assert cache(tmp_path).recall("arxiv", [A]) == {A: Remembered(OLD)}


def test_looking_makes_no_file(tmp_path: Path) -> None:
    looked = cache(tmp_path / "none")
    assert (looked.recall("arxiv", [A]), looked.holdings(), looked.size()) == ({}, [], 0)
    looked.keep("arxiv", [], [])
    assert list(tmp_path.iterdir()) == []


def test_it_tells_what_it_holds(tmp_path: Path) -> None:
    cache(tmp_path).keep("arxiv", [OLD, NEW], [])
    cache(tmp_path, NOW + DAY).keep("datacite", [], [A])
    held = cache(tmp_path, NOW + 10 * DAY).holdings()
    assert [tuple(each)[:5] for each in held] == [("arxiv", "", 2, 0, 1), ("datacite", "", 0, 1, 1)]
    assert (held[0].oldest, held[1].newest) == (NOW, NOW + DAY)


def test_clearing_leaves_nothing(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    kept.keep("arxiv", [OLD], [])
    assert kept.clear() > 0
    assert list(tmp_path.iterdir()) == []
    kept.keep("arxiv", [OLD], [])
    assert cache(tmp_path).recall("arxiv", [A]) == {A: Remembered(OLD)}


@pytest.mark.parametrize("content", [b"no database " * 100, b"SQLite format 3\0" + b"\xff" * 500])
def test_a_broken_cache_is_a_note_and_begins_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "records-4.sqlite3").write_bytes(content)
    notes: list[str] = []
    broken = cache(tmp_path, notes=notes)
    assert broken.recall("arxiv", [A]) == {}
    broken.keep("arxiv", [OLD], [])
    broken.close()
    assert cache(tmp_path).recall("arxiv", [A]) == {A: Remembered(OLD)}
    assert ["was broken" in note for note in notes] == [True]


def with_broken_words(path: Path) -> None:
    """Put what is no text into the statements of a file's tables; SQLite repeats them in its errors."""
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE", b"CREATE T\xffBLE"))


def test_a_cache_whose_words_are_no_text_begins_anew(tmp_path: Path) -> None:
    notes: list[str] = []
    first = cache(tmp_path)
    first.keep("arxiv", [OLD], [])
    first.close()
    with_broken_words(first.path)
    assert "can't decode" in contents(tmp_path, lambda: NOW).problem
    second = cache(tmp_path, notes=notes)
    assert (second.recall("arxiv", [A]), len(notes), "was broken" in notes[0]) == ({}, 1, True)
    second.keep("arxiv", [OLD], [])
    assert second.recall("arxiv", [A]) == {A: Remembered(OLD)}


def test_visits_whose_words_are_no_text_begin_anew(tmp_path: Path) -> None:
    notes: list[str] = []
    first = Visits(tmp_path, lambda: NOW, notes.append)
    first.keep("https://example.org", LinkStatus(ALIVE))
    first.close()
    [path] = tmp_path.glob("visits-*.sqlite3")
    with_broken_words(path)
    second = Visits(tmp_path, lambda: NOW, notes.append)
    assert (second.recall("https://example.org"), len(notes)) == (None, 1)
    second.keep("https://example.org", LinkStatus(ALIVE))
    assert second.recall("https://example.org") == LinkStatus(ALIVE)


def test_tables_whose_words_are_no_text_are_a_note_and_made_anew(tmp_path: Path) -> None:
    notes: list[str] = []
    table = next(iter(TABLES.values()))
    assert fill(tmp_path, table, [TableLink(A.value, "https://github.com/a/b", 1)], NOW) == 1
    tables = Tables(tmp_path, notes.append)
    with_broken_words(tables.path)
    assert (tables.links([A]), len(notes)) == ({}, 1)
    with pytest.raises(ReadError, match="cannot read it"):
        Tables(tmp_path, notes.append).held()
    assert fill(tmp_path, table, [TableLink(A.value, "https://github.com/a/b", 1)], NOW) == 1
    assert [*Tables(tmp_path, notes.append).links([A])] == [A]


def test_a_cache_that_breaks_in_the_middle_is_a_note(tmp_path: Path) -> None:
    first = cache(tmp_path)
    first.keep("arxiv", [OLD], [])
    first.close()
    path = tmp_path / "records-4.sqlite3"
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    notes: list[str] = []
    assert cache(tmp_path, notes=notes).recall("arxiv", [A]) == {}
    assert len(notes) == 1


def test_a_folder_that_cannot_be_made_is_a_note_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    notes: list[str] = []
    nowhere = cache(tmp_path / "file", notes=notes)
    for _ in range(2):
        nowhere.keep("arxiv", [OLD], [])
        assert nowhere.recall("arxiv", [A]) == {}
    assert len(notes) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="for root nothing is read-only")
def test_a_read_only_cache_is_read_and_writing_is_a_note(tmp_path: Path) -> None:
    first = cache(tmp_path)
    first.keep("arxiv", [OLD], [])
    first.close()
    (tmp_path / "records-4.sqlite3").chmod(0o400)
    tmp_path.chmod(0o500)
    notes: list[str] = []
    closed = cache(tmp_path, notes=notes)
    assert closed.recall("arxiv", [A]) == {A: Remembered(OLD)}
    closed.keep("arxiv", [NEW], [])
    closed.keep("arxiv", [NEW], [])
    tmp_path.chmod(0o700)
    assert len(notes) == 1


def spoil(folder: Path, statement: str, *values: object) -> None:
    with sqlite3.connect(folder / "records-4.sqlite3") as connection:
        connection.execute(statement, values)
    connection.close()


@pytest.mark.parametrize(
    "value",
    ["", "{", "[]", "3", '"x"', "{}", '{"identifier": 3}', '{"identifier": ["arxiv", "2101.00001"], "title": "T"}']
    + ['{"identifier": ["arxiv", "2101.00001"], "title": "T", "authors": [["A"]], "provider": "x", "date": "soon"}'],
)
def test_what_is_no_record_is_not_remembered(tmp_path: Path, value: str) -> None:
    first = cache(tmp_path)
    first.keep("arxiv", [OLD], [])
    first.close()
    spoil(tmp_path, "UPDATE answers SET record = ?", value)
    assert cache(tmp_path).recall("arxiv", [A]) == {}


def test_another_form_is_emptied(tmp_path: Path) -> None:
    first = cache(tmp_path)
    first.keep("arxiv", [OLD], [])
    first.close()
    spoil(tmp_path, "PRAGMA user_version = 999")
    notes: list[str] = []
    assert cache(tmp_path, notes=notes).recall("arxiv", [A]) == {}
    assert notes == []


def write_many(folder: Path, number: int) -> None:
    for n in range(20):
        notes: list[str] = []
        kept = cache(folder, notes=notes)
        each = Identifier(ARXIV, f"2101.{number:02}{n:03}")
        kept.keep("arxiv", [Record(identifier=each, title="T", authors=(Name("A"),), provider="arxiv")], [])
        assert each in kept.recall("arxiv", [each])
        kept.close()
        assert notes == []


@pytest.mark.slow
def test_processes_write_at_once_and_lose_nothing(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    running = [context.Process(target=write_many, args=(tmp_path, number)) for number in range(8)]
    for process in running:
        process.start()
    for process in running:
        process.join(60)
    assert [process.exitcode for process in running] == [0] * 8
    assert cache(tmp_path).holdings()[0].records == 160
