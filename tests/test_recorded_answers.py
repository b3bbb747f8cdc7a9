"""Recorded answers of the real services in place, where they are there: read without a crash, and rightly."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import ParseError, fromstring

import pytest
from real_material import MATERIAL

from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.network.request import Request
from bibtools.providers import arxiv, datacite, oai, openalex, semanticscholar
from bibtools.providers.contract import Reading, Unreadable
from bibtools.providers.http_lookup import HttpModule

ANSWERS = MATERIAL / "answers"
PROVIDERS: dict[str, HttpModule] = {"atom": arxiv, "datacite": datacite, "oai": oai, "s2": semanticscholar}
FILES = [path for folder in PROVIDERS for path in sorted((ANSWERS / folder).glob("*"))]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not FILES, reason="the recorded answers are not here")]


def read(provider: HttpModule, body: bytes, values: Iterator[str]) -> Reading:
    return provider.records(Request(provider.NAME, "/", tuple(Identifier(ARXIV, value) for value in values)), body)


@pytest.mark.parametrize(
    "path", FILES, ids=lambda path: "/".join(path.parts[-2:]) if isinstance(path, Path) else "none"
)
def test_every_answer_is_read_or_refused(path: Path) -> None:
    body = path.read_bytes()
    found = set(re.findall(r"[0-9]{4}\.[0-9]{4,5}|[a-z-]+/[0-9]{7}", body.decode("utf-8", "replace")))
    try:
        reading = read(PROVIDERS[path.parent.name], body, iter(found))
    except Unreadable:
        return
    assert all(record.title and record.authors for record in reading.records)
    for record in reading.records:
        assert all(char.isprintable() for char in record.title + "".join(name.display for name in record.authors))


WORKS = sorted((ANSWERS / "openalex").glob("*"))


def works_of(answer: object) -> list[dict[str, object]]:
    """Return the works of an answer: a list, one work, or works alone."""
    listed = answer.get("results", [answer]) if isinstance(answer, dict) else answer
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


@pytest.mark.parametrize("path", WORKS, ids=lambda path: path.name if isinstance(path, Path) else "none")
def test_openalex_says_which_works_are_retracted(path: Path) -> None:
    body = path.read_bytes()
    try:
        answer = json.loads(body)
    except ValueError:
        with pytest.raises(Unreadable):
            openalex.records(Request("openalex", "/", ()), body)
        return
    works = [each for each in works_of(answer) if each.get("doi") and "is_retracted" in each]
    dois = [str(each["doi"]).lower().removeprefix("https://doi.org/") for each in works]
    request = Request("openalex", "/", tuple(Identifier(DOI, each) for each in dict.fromkeys(dois)))
    read = openalex.records(request, json.dumps({"results": works}).encode())
    assert {each.identifier.value for each in read.records} == {*dois}
    retracted = {doi for doi, work in zip(dois, works, strict=True) if work["is_retracted"]}
    found = {each.identifier.value for each in read.records if each.publication and each.publication.retracted}
    assert (found, read.partial) == (retracted, False)
    if isinstance(answer, dict) and "results" in answer:
        assert openalex.records(request, body).records == read.records


def entries(path: Path, element: str, identifier: str) -> Iterator[tuple[str, str, int]]:
    """Yield id, title and number of authors of the records in a file, by another reader's lights."""
    for entry in fromstring(path.read_bytes()).iterfind(f".//{{*}}{element}"):  # noqa: S314 - a file of our own
        match = re.search(identifier, entry.findtext("{*}id") or "")
        if match:
            yield match[1], entry.findtext("{*}title") or "", len(entry.findall(".//{*}author"))


FEEDS = [
    (path, "entry", r"arxiv\.org/abs/(.+?)(?:v[0-9]+)?$") if path.parent.name == "atom" else (path, "arXiv", "(.+)")
    for path in FILES
    if path.parent.name in {"atom", "oai"} and path.suffix == ".xml"
]


@pytest.mark.parametrize(("path", "element", "identifier"), FEEDS, ids=lambda value: getattr(value, "name", ""))
def test_feeds_give_the_facts_that_are_in_them(path: Path, element: str, identifier: str) -> None:
    try:
        facts = {value: (title, authors) for value, title, authors in entries(path, element, identifier)}
    except ParseError:
        facts = {}
    if not facts:
        pytest.skip("there is no record in it")
    records = {
        each.identifier.value: each
        for each in read(PROVIDERS[path.parent.name], path.read_bytes(), iter(facts)).records
    }
    assert records.keys() == facts.keys()
    for value, (title, authors) in facts.items():
        assert abs(len(records[value].authors) - authors) <= 1  # "et al." is one, and a lone "." is none
        assert letters(records[value].title) == letters(re.sub(r"</?[a-z]{1,4} ?/?>", "", title))  # of HTML


def letters(title: str) -> str:
    """Return the plain letters and digits of a title, formulas and TeX's commands left out."""
    bare = re.sub(r"\$[^$]*\$|\\[a-zA-Z]+|[{}]", "", unescape(title))
    return "".join(char for char in unicodedata.normalize("NFKD", bare.lower()) if char.isascii() and char.isalnum())
