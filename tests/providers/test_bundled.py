from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

from bibtools.files.exact_text import bundled_records
from bibtools.identifiers.arxiv import parse
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.providers import bundled
from bibtools.providers.contract import Reading

FACTS = [json.loads(line) for line in bundled_records().splitlines()]
EXAMPLES = Path(__file__).parents[2] / "examples"


def test_only_what_was_asked_for_answers() -> None:
    asks = (Identifier(ARXIV, "1706.03762"), Identifier(ARXIV, "9912.99999"))
    [record] = bundled.lookup(asks, bundled_records()).records
    assert (record.identifier, record.date, record.provider) == (asks[0], date(2017, 6, 12), "bundled")


def test_nothing_asked_has_no_answer() -> None:
    assert bundled.lookup((), bundled_records()) == Reading()
    assert bundled.lookup((Identifier(DOI, "1706.03762"),), bundled_records()) == Reading()


def test_unknown_facts_stay_unknown() -> None:
    body = b'{"id": "2101.00001", "title": "T", "authors": ["A B"]}\n'
    [record] = bundled.lookup((Identifier(ARXIV, "2101.00001"),), body).records
    assert (record.date, record.categories, record.code, record.comment) == (None, (), (), None)


def test_the_records_are_well_formed_sorted_and_each_there_once() -> None:
    values = [fact["id"] for fact in FACTS]
    assert values == sorted(set(values))
    for fact in FACTS:
        assert parse(fact["id"], date(2026, 11, 20)) == Identifier(ARXIV, fact["id"])
        assert fact["title"].strip() == fact["title"]
        assert fact["authors"]
        assert set(fact) <= {"id", "title", "authors", "date", "category", "code"}


def test_no_bundled_paper_is_withdrawn() -> None:
    # A check asks the bundle for none: it looks only at what this machine has learnt.
    works = [Identifier(ARXIV, each["id"]) for each in FACTS]
    assert [each for each in bundled.lookup(works, bundled_records()).records if each.withdrawn] == []


def test_every_id_that_the_examples_cite_is_there() -> None:
    cited = set()
    for path in EXAMPLES.rglob("*.*"):
        cited |= set(re.findall(r"(?<![\d.])\d{4}\.\d{4,5}(?!\d)", path.read_text("utf-8")))
    dead = {"2010.11929", "2005.14165"}  # in comments
    assert len(cited) > 30
    assert cited - dead <= {fact["id"] for fact in FACTS}
