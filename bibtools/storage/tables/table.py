"""The tables: their origins, their licences, and the meaning of their rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers import arxiv
from bibtools.identifiers.identifier import Identifier
from bibtools.records.codelinks.code_hosts import KINDS, place
from bibtools.records.codelinks.ranking import GUESSED, LISTED, OFFICIAL

TableRow = Mapping[str, Any]


class TableLink(NamedTuple):
    """One row of a table: a paper, by its arXiv id, the canonical URL of a repository, and the evidence's rank."""

    id: str
    url: str
    rank: int


class Part(NamedTuple):
    """One file of a table, below the service's URL, and the columns that it must have (one name of each)."""

    path: str
    columns: tuple[tuple[str, ...], ...]


class Table(NamedTuple):
    """A table: its name, its description, its files, and how their rows become links.

    Of one that is `fetched_by_hand`, the page is known, but not what its files are called.
    """

    name: str
    title: str
    licence: str
    credit: str
    parts: tuple[Part, ...]
    links: Callable[[list[Iterable[TableRow]], date], Iterator[TableLink]]
    fetched_by_hand: bool = False


_ID = ("paper_arxiv_id", "arxiv_id", "arxiv")
_URL = ("repo_url", "repository_url", "url", "github_url", "html_url", "repo", "repository", "full_name")
_KEY = ("repository_id", "repo_id", "id")
_DOI = ("doi", "arxiv_doi", "paper_doi")
_RELATED = ("relatedIdentifier", "related_identifier")
_RELATION = ("relationType", "relation_type", "relation")
_ARXIV_DOI = lazy_pattern(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)?10\.48550/arxiv\.", re.IGNORECASE)
_TIER = ("tier", "link_tier", "link_type", "type", "status")


def value(row: TableRow, names: Iterable[str]) -> Any:  # noqa: ANN401 - a table may hold anything
    """Return the value of the first of some columns that is not empty."""
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def _link(paper: object, repository: object, rank: int, today: date) -> TableLink | None:
    """Return a link, if both sides are valid: tables have mistakes, too."""
    identifier = arxiv.parse(_ARXIV_DOI.sub("", str(paper or "")), today, repair=False)
    address = str(repository or "")
    found = place(address if ":" in address else f"https://github.com/{address}")
    if not isinstance(identifier, Identifier) or found is None or found.kind not in KINDS:
        return None
    return TableLink(identifier.work.id, found.url, rank)


def _papers_with_code(parts: list[Iterable[TableRow]], today: date) -> Iterator[TableLink]:
    """Yield the links of the archive: official and mentioned in the paper is certain, one of the two a proposal."""
    for row in parts[0]:
        evidence = bool(row.get("is_official")) + bool(row.get("mentioned_in_paper"))
        if evidence or row.get("mentioned_in_github"):
            link = _link(value(row, _ID), value(row, _URL), (GUESSED, LISTED, OFFICIAL)[evidence], today)
            if link:
                yield link


def _code_of_paper(parts: list[Iterable[TableRow]], today: date) -> Iterator[TableLink]:
    """Yield the links of the graph: it names repositories by URL, or by their key in another file."""
    links, repositories = parts
    urls = {str(value(row, _KEY)): value(row, _URL) for row in repositories}
    for row in links:
        official = str(value(row, _TIER) or "").lower() == "official" or row.get("is_official") is True
        address = value(row, _URL) or urls.get(str(value(row, _KEY)))
        link = _link(value(row, _ID), address, OFFICIAL if official else GUESSED, today)
        if link:
            yield link


def _comet(parts: list[Iterable[TableRow]], today: date) -> Iterator[TableLink]:
    """Yield the links that COMET proposes to add to DataCite's records.

    `isSupplementedBy` is a program's judgement, by names and the repository's README; `References` is any repository
    that a paper names. How often either is right was not measured, so neither is enough without a second source.
    """
    for row in parts[0]:
        found = row.get("enrichedValue")
        found = found if isinstance(found, dict) else row
        address = value(found, (*_RELATED, *_URL))
        is_supplement = str(value(found, _RELATION) or "").lower() == "issupplementedby"
        link = _link(value(row, (*_DOI, *_ID)), address, LISTED if is_supplement else GUESSED, today)
        if link:
            yield link


TABLES = {
    table.name: table
    for table in (
        Table(
            name="paperswithcode",
            title="Papers with Code, links between papers and code, as archived in July 2025",
            licence="CC BY-SA 4.0",
            credit="https://huggingface.co/datasets/pwc-archive/links-between-paper-and-code",
            parts=(
                Part(
                    "/datasets/pwc-archive/links-between-paper-and-code/resolve/main/data/train-00000-of-00001.parquet",
                    (_ID, _URL, ("is_official",), ("mentioned_in_paper",)),
                ),
            ),
            links=_papers_with_code,
        ),
        Table(
            name="codeofpaper",
            title="codeofpaper, paper-code graph",
            licence="CC BY 4.0",
            credit="https://huggingface.co/datasets/codeofpaper/paper-code-graph",
            parts=(
                Part(
                    "/datasets/codeofpaper/paper-code-graph/resolve/main/paper_repositories.parquet",
                    (_ID, (*_URL, *_KEY)),
                ),
                Part("/datasets/codeofpaper/paper-code-graph/resolve/main/repositories.parquet", (_KEY, _URL)),
            ),
            links=_code_of_paper,
        ),
        Table(
            name="comet",
            title="COMET, links between arXiv papers and software",
            licence="CC0 1.0",
            credit="https://huggingface.co/datasets/cometadata/arxiv-software-repo-links",
            parts=(
                Part(
                    "/datasets/cometadata/arxiv-software-repo-links",
                    ((*_DOI, *_ID), ("enrichedValue", *_RELATED, *_URL)),
                ),
            ),
            links=_comet,
            fetched_by_hand=True,
        ),
    )
}
