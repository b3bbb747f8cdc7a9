from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from urllib.parse import parse_qs, urlsplit

import pytest

from bibtools.identifiers.identifier import DOI, Identifier
from bibtools.network.answer import ABSENT, BAD_REQUEST, BLOCKED, DOWN, FOUND, THROTTLED, Answer, AnswerStatus
from bibtools.network.request import Request
from bibtools.providers import crossref, datacite
from bibtools.providers.title_search import (
    BEYOND_BUDGET,
    CROSSREF,
    DATACITE,
    SoughtTitle,
    TitleAnswers,
    search_titles,
)
from bibtools.records.record import Record

LOOMS, FISH, CATS = (SoughtTitle(each, ("Lovelace",)) for each in ("Engines that Weave", "Of Fish", "Of Cats"))


class Kept:
    """What was remembered."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def keep(self, provider: str, records: Iterable[Record], absent: Iterable[Identifier]) -> None:
        assert provider in {crossref.NAME, datacite.NAME}
        assert not list(absent)
        self.records += records


def work(doi: str = "10.1000/loom", **more: object) -> dict[str, object]:
    author = [{"given": "Ada", "family": "Lovelace"}]
    return {"DOI": doi, "type": "journal-article", "title": ["Engines that Weave"], "author": author, **more}


def listing(*works: object) -> bytes:
    return json.dumps({"status": "ok", "message": {"total-results": 10_000, "items": list(works)}}).encode()


def query(request: Request) -> dict[str, list[str]]:
    return parse_qs(urlsplit(request.path).query)


def searched(
    answer: Callable[[Request], Answer], *wanted: SoughtTitle, budget: int = 10
) -> tuple[TitleAnswers, list[str], list[Record]]:
    """Return what a search finds, the words of its requests, and what it remembers."""
    asked: list[str] = []
    kept = Kept()

    def ask(request: Request) -> Answer:
        asked.extend(query(request)["query.bibliographic"])
        return answer(request)

    return search_titles(wanted, ask, kept, budget), asked, kept.records


@pytest.mark.parametrize(
    ("title", "names", "expected"),
    [
        ("Engines that Weave", ("Lovelace",), "engines that weave lovelace"),
        ("{Engines} that {\\em Weave}", (), "engines that weave"),
        ("AT&T: 100% of $n$ cases?", ("Müller", "van Sort"), "at and t 100 of n cases muller van sort"),
        ("Über Webstühle", ("Böhm",), "uber webstuhle bohm"),
        ("Ткацкие станки", ("Иванов",), "ткацкие станки иванов"),
        ("x&rows=1000&mailto=a@b", (), "x and rows 1000 and mailto a b"),
    ],
)
def test_titles_are_searched_for_by_their_words(title: str, names: tuple[str, ...], expected: str) -> None:
    request = crossref.search(title, names)
    assert query(request)["query.bibliographic"] == [expected]
    assert query(request)["rows"] == ["5"]
    assert set(query(request)) == {"query.bibliographic", "rows", "select"}


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "title", ["word " * 100_000, "ß" * 10_000, "漢" * 10_000, "x" * 10_000, "𝔘" * 9999, "\ud800" * 99]
)
def test_the_address_of_a_search_stays_short(title: str) -> None:
    assert len(crossref.search(title, ("漢" * 10_000,)).path) <= 4092


def test_what_is_found_is_kept_and_told_apart_from_what_could_not_be_asked() -> None:
    answers = {
        "engines that weave lovelace": listing(work()),
        "of fish lovelace": listing(),
    }
    found, _, kept = searched(
        lambda request: Answer(FOUND, answers[query(request)["query.bibliographic"][0]]), LOOMS, FISH, LOOMS
    )
    assert {each: [record.identifier for record in some] for each, some in found.found.items()} == {
        LOOMS: [Identifier(DOI, "10.1000/loom")],
        FISH: [],
    }
    assert (found.unanswered, [each.title for each in kept]) == ({}, ["Engines that Weave"])


def test_no_more_requests_are_sent_than_the_budget_has() -> None:
    found, asked, _ = searched(lambda _: Answer(FOUND, listing()), LOOMS, FISH, CATS, budget=2)
    assert len(asked) == 2
    assert (set(found.found), found.unanswered) == ({LOOMS, FISH}, {CATS: BEYOND_BUDGET})


@pytest.mark.parametrize("status", [THROTTLED, BLOCKED, DOWN, ABSENT])
def test_a_service_in_trouble_is_left_alone(status: AnswerStatus) -> None:
    found, asked, kept = searched(lambda _: Answer(status, reason="no"), LOOMS, FISH, CATS)
    assert (len(asked), found.found, kept) == (1, {}, [])
    assert found.unanswered == {LOOMS: "no", FISH: "no", CATS: "no"}


def test_one_refused_title_costs_no_other() -> None:
    bad = Answer(BAD_REQUEST, reason="odd")
    found, asked, _ = searched(
        lambda request: bad if "fish" in request.path else Answer(FOUND, listing(work())), FISH, LOOMS, CATS
    )
    assert (len(asked), set(found.found), found.unanswered) == (3, {LOOMS, CATS}, {FISH: "odd"})
    found, asked, _ = searched(lambda _: bad, LOOMS, FISH, CATS)
    assert (len(asked), found.found) == (2, {})


@pytest.mark.parametrize("title", ["", "{}", "???", "\\emph{}"])
def test_a_title_without_words_is_not_searched_for(title: str) -> None:
    found, asked, _ = searched(lambda _: Answer(FOUND, listing(work())), SoughtTitle(title), LOOMS)
    assert (asked, set(found.found), set(found.unanswered)) == (
        ["engines that weave lovelace"],
        {LOOMS},
        {SoughtTitle(title)},
    )


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[]", b'{"status": "ok"}', b'{"status": "ok", "message": {"items": 3}}', b"\xff", b"[" * 99_999],
)
def test_what_is_no_list_of_works_is_no_answer(body: bytes) -> None:
    found, _, kept = searched(lambda _: Answer(FOUND, body), LOOMS, FISH)
    assert (found.found, kept) == ({}, [])
    assert all(each.startswith("crossref: ") for each in found.unanswered.values())
    assert len(found.unanswered) == 2


def test_a_broken_item_costs_no_other() -> None:
    found, _, _ = searched(lambda _: Answer(FOUND, listing({"DOI": "nonsense"}, 3, None, work())), LOOMS)
    assert [each.identifier.value for each in found.found[LOOMS]] == ["10.1000/loom"]


THESIS = {"doi": "10.5281/zenodo.1", "titles": [{"title": "Of Fish"}], "creators": [{"name": "Lovelace, Ada"}]}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Of {F}ish: a Thesis", "of AND fish AND a AND thesis"),
        ('\\"Uber Fische', "über AND fische"),
        ("AND) OR titles.title:*", "and AND or AND titles AND title"),
        ("Рыбы", "рыбы"),
    ],
)
def test_datacite_is_asked_for_all_words_of_a_title(title: str, words: str) -> None:
    request = datacite.search(title, ("Lovelace",))
    assert query(request)["query"] == [f"titles.title:({words})"]
    assert len(datacite.search(title * 10_000).path) <= 2000


@pytest.mark.parametrize(
    ("crossref_has", "registered", "asked", "found", "open_"),
    [
        (listing(work()), [], ["crossref"], ["10.1000/loom"], []),  # which settles it
        (
            listing(),
            [THESIS | {"titles": [{"title": LOOMS.title}]}],
            ["crossref", "datacite"],
            ["10.5281/zenodo.1"],
            [],
        ),
        (listing(), [THESIS], ["crossref", "datacite"], ["10.5281/zenodo.1"], []),
        (listing(), [], ["crossref", "datacite"], [], []),
        (
            b"<html>",
            [THESIS | {"titles": [{"title": LOOMS.title}]}],
            ["crossref", "datacite"],
            ["10.5281/zenodo.1"],
            [],
        ),
        (b"<html>", [THESIS], ["crossref", "datacite"], ["10.5281/zenodo.1"], [LOOMS]),
        (listing(), None, ["crossref", "datacite"], [], [LOOMS]),
        (b"", None, ["crossref", "datacite"], [], [LOOMS]),
    ],
)
def test_datacite_is_asked_for_what_crossref_lacks(
    crossref_has: bytes, registered: list[object] | None, asked: list[str], found: list[str], open_: list[SoughtTitle]
) -> None:
    data = [{"attributes": each} for each in registered or ()]
    body = b"<html>" if registered is None else json.dumps({"data": data}).encode()
    bodies, seen = {"crossref": crossref_has, "datacite": body}, []

    def ask(request: Request) -> Answer:
        seen.append(request.provider)
        return Answer(FOUND, bodies[request.provider])

    answers = search_titles([LOOMS], ask, Kept(), 1, (CROSSREF, DATACITE))
    assert (seen, [each.identifier.value for each in answers.found.get(LOOMS, ())]) == (asked, found)
    assert list(answers.unanswered) == open_
