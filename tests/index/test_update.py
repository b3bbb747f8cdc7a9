"""Updating an index through OAI-PMH: pages, interruptions, and what changes."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from conftest import Cli, Run
from index_lines import abstract, line, many, provide, write
from loopback import CHALLENGE, FakeOai, Paper, Reply
from row_tables import thinned

ONE, TWO, NEW = "2101.00001", "2101.00002", "2111.00001"


@pytest.fixture
def update(paper: Path, cli: Cli, environ: dict[str, str], loopback: dict[str, str], oai: FakeOai) -> Cli:
    """Return what updates an index of thirty papers."""
    del oai
    provide(cli, write(paper / "s", many(30)), environ)

    def run(*arguments: str, **settings: str) -> Run:
        return cli("index", "update", *arguments, **{**loopback, **settings})

    return run


def title(cli: Cli, paper: str) -> str | None:
    run = cli("get", paper, "--offline", "--format", "json")
    return run.json["records"][0]["title"] if run.json["records"] else None


def test_new_and_changed_records_are_taken(cli: Cli, update: Cli, oai: FakeOai) -> None:
    oai.know([
        Paper(NEW, "Engines that Weave", ("Ada Lovelace",), abstract=abstract(NEW)),
        Paper(ONE, "Another Title", ("Ada Example",), abstract=abstract("another"), version=2),
        Paper(TWO, f"On the Matter of {TWO}", published="2021-01-04", abstract=abstract(TWO), others=("stat.ML",)),
    ])  # fmt: skip
    run = update()
    assert (run.code, "2 records changed, 31 papers" in run.out) == (0, True), run.out + run.err
    assert (title(cli, NEW), title(cli, ONE)) == ("Engines that Weave", "Another Title")
    for text, paper in (
        ("Lovelace, Engines that Weave", NEW),
        ("Ada Example, Another Title", ONE),
        (abstract("another"), ONE),
        (abstract(NEW), NEW),
    ):
        found = cli("find", text, "--format", "json").json["found"]
        assert [each["id"] for each in found if each["sure"]] == [paper]
    assert cli("find", f"Example, On the Matter of {ONE}", "--format", "json").json["found"] == []
    assert (
        oai.requests[0] == "/oai?verb=ListRecords&metadataPrefix=arXiv&from=2021-01-31&until=" + oai.requests[0][-10:]
    )
    again = update()
    assert (again.code, "0 records changed" in again.out) == (0, True)


def test_many_pages_are_asked_for_one_by_one(cli: Cli, update: Cli, oai: FakeOai) -> None:
    oai.know([Paper(f"2111.{number:05}", f"On Engine {number}") for number in range(1, 24)])
    oai.page = 10
    assert update().code == 0
    assert len(oai.requests) == 3
    assert cli("index", "info", "--format", "json").json["index"]["papers"] == 53


@pytest.mark.slow
@pytest.mark.parametrize(
    "reply", [Reply(500), Reply(503, "first byte timeout"), CHALLENGE, Reply(200, "<OAI-PMH/>"), Reply(404)]
)
def test_an_update_that_is_ended_goes_on_where_it_stood(cli: Cli, update: Cli, oai: FakeOai, reply: Reply) -> None:
    oai.know([Paper(f"2111.{number:05}", f"On Engine {number}") for number in range(1, 24)])
    oai.page, oai.breaks = 10, {2: reply}
    run = update()
    assert (run.code, "10 records are up to date: run the same command to resume" in run.err) == (3, True), run.err
    assert title(cli, "2111.00001") == "On Engine 1"
    oai.breaks = {}
    asked = len(oai.requests)
    assert update().code == 0
    assert "resumptionToken" in oai.requests[asked]
    assert cli("index", "info", "--format", "json").json["index"]["papers"] == 53


def test_a_throttle_is_heeded(update: Cli, oai: FakeOai) -> None:
    oai.know([Paper(NEW, "Engines")])
    oai.breaks = {1: Reply(429, "Rate exceeded.")}
    assert update().code == 3
    asked = len(oai.requests)
    run = update()
    assert (run.code, len(oai.requests)) == (3, asked)


def test_a_token_that_is_no_longer_known_begins_anew(cli: Cli, update: Cli, oai: FakeOai) -> None:
    oai.know([Paper(f"2111.{number:05}", f"On Engine {number}") for number in range(1, 24)])
    oai.page, oai.breaks = 10, {2: Reply(500)}
    assert update().code == 3
    oai.breaks, oai.forgets = {}, True
    assert update().code == 0
    assert cli("index", "info", "--format", "json").json["index"]["papers"] == 53


def test_an_interface_that_knows_no_token_is_given_up(update: Cli, oai: FakeOai) -> None:
    oai.know([Paper(f"2111.{number:05}", f"On Engine {number}") for number in range(1, 24)])
    oai.page, oai.forgets = 10, "all"
    run = update()
    assert (run.code, "does not know the token that it gave" in run.err, len(oai.requests)) == (3, True, 4)


@pytest.mark.slow
@pytest.mark.parametrize("first", [False, True])
def test_a_list_that_does_not_end_is_given_up(cli: Cli, update: Cli, oai: FakeOai, first: object) -> None:
    oai.know([Paper(f"2111.{number:05}", f"On Engine {number}") for number in range(1, 24)])
    oai.page, oai.circles = 10, True
    if first:
        oai.breaks = {2: Reply(500)}
        assert update().code == 3
        oai.breaks = {}
    asked = len(oai.requests)
    run = update()
    assert (run.code, "gave the same token again, so its list would not end" in run.err) == (3, True), run.err
    assert len(oai.requests) - asked <= 4
    assert title(cli, "2111.00001") == "On Engine 1"
    oai.circles = False
    asked = len(oai.requests)
    assert update().code == 0
    assert "resumptionToken" not in oai.requests[asked]
    assert cli("index", "info", "--format", "json").json["index"]["papers"] == 53


def test_impossible_ids_and_days_are_not_taken(cli: Cli, update: Cli, oai: FakeOai) -> None:
    oai.know([
        Paper("2111.00001", "On Engine 1", published="2021-02-31"),
        *(Paper(each, "On Nothing") for each in ("2113.00001", "9999.99999", "9801.00001", "math/9999999")),
    ])  # fmt: skip
    run = update()
    assert (run.code, "1 records changed, 31 papers" in run.out) == (0, True), run.out + run.err
    assert cli("get", "2111.00001", "--offline", "--format", "json").json["records"][0]["date"] is None
    assert cli("find", "On Engine 1").code == 1


def test_deleted_records_go(cli: Cli, update: Cli, oai: FakeOai) -> None:
    oai.know([Paper(NEW, "Engines")])
    oai.deleted = [ONE]
    assert update().code == 0
    assert (title(cli, ONE), cli("index", "info", "--format", "json").json["index"]["papers"]) == (None, 30)


def test_where_nothing_changed_nothing_happens(update: Cli) -> None:
    run = update()
    assert (run.code, "0 records changed, 30 papers" in run.out) == (0, True)


def test_there_must_be_an_index(cli: Cli, loopback: dict[str, str]) -> None:
    run = cli("index", "update", **loopback)
    assert (run.code, "there is no index to update" in run.err) == (3, True)
    assert cli("index", "update", "--help").code == 0


def test_offline_nothing_is_updated(cli: Cli, update: Cli) -> None:
    assert update(BIBTOOLS_OFFLINE="1").code == 2
    del cli


def test_an_index_without_a_day_is_told(paper: Path, cli: Cli, loopback: dict[str, str], oai: FakeOai) -> None:
    assert cli("index", "build", str(write(paper / "s", [line(ONE, updated="")]))).code == 0
    run = cli("index", "update", **loopback)
    assert (run.code, "the index has no date" in run.err, oai.requests) == (3, True, [])


@pytest.mark.parametrize(
    "newest",
    thinned(
        [
            *("unknown", "9999-12-31", "2021-02-30", "\ud800", [1]),
            *(pytest.param(each, marks=pytest.mark.slow) for each in ("2021-W05-3", True, 7)),
        ]
    ),
)
def test_a_day_that_is_none_does_not_keep_from_updating(
    paper: Path, cli: Cli, loopback: dict[str, str], oai: FakeOai, newest: object
) -> None:
    lines = [line(ONE), json.dumps(json.loads(line(TWO)) | {"update_date": newest})]
    assert cli("index", "build", str(write(paper / "s", lines))).code == 0
    assert cli("index", "info", "--format", "json").json["index"]["newest"] == "2021-02-03"
    assert cli("index", "update", **loopback).code == 0
    assert "from=2021-01-31" in oai.requests[0]


def test_an_index_of_another_version_is_not_updated(cli: Cli, update: Cli, environ: dict[str, str]) -> None:
    with sqlite3.connect(Path(environ["BIBTOOLS_CACHE_DIR"], "index.sqlite3")) as connection:
        connection.execute("PRAGMA user_version = 99")
    run = update()
    assert (run.code, "is of another version of bibtools" in run.err) == (3, True)
    del cli
