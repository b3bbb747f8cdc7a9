"""DataCite's REST API, which knows papers by the DOIs that arXiv registers there."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from loopback.papers import Paper, split_name
from loopback.replies import Reply, json_reply
from loopback.service import FakeService

_JSON = "application/json; charset=utf-8"
_PREFIX = "10.48550/arxiv."
_NAMES = {"cs.LG": "Machine Learning", "cs.CV": "Computer Vision and Pattern Recognition"}
_FIELDS = {"cs": "Computer and information sciences", "math": "Mathematics", "stat": "Mathematics"}


@dataclass
class FakeDataCite(FakeService):
    def answer(self, path: str) -> Reply:
        if urlsplit(path).path != "/dois":
            return json_reply(_errors("404", "The resource you are looking for doesn't exist."), 404, _JSON)
        found = self.found(path, b"")
        size = _query(path).get("page[size]", ["25"])[0]
        return _page([paper for paper in found if paper], min(int(size), 1000))

    def found(self, path: str, body: bytes) -> list[Paper | None]:
        del body
        if words := re.findall(r"\w+", _query(path).get("query", [""])[0].partition("(")[2].replace(" AND ", " ")):
            return [each for each in self.papers.values() if set(words) <= set(re.findall(r"\w+", each.title.lower()))]
        dois = _query(path).get("ids", [""])[0].lower().split(",")
        by_folded_id = {each.lower(): each for each in self.papers}
        folded = (doi.removeprefix(_PREFIX) for doi in dois if doi.startswith(_PREFIX))
        others = (doi for doi in dois if not doi.startswith(_PREFIX))
        return [*self.in_no_order(by_folded_id[each] for each in (*folded, *others) if each in by_folded_id)]

    def holding(self, found: Sequence[Paper | None]) -> Reply:
        return _page([paper for paper in found if paper], 1000)

    def refusal(self) -> Reply:
        return json_reply(_errors("400", "You provided an invalid request."), 400, _JSON)


def _query(path: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(path).query, keep_blank_values=True)


def _errors(status: str, title: str) -> dict[str, object]:
    return {"errors": [{"status": status, "title": title}]}


def _page(papers: list[Paper], size: int) -> Reply:
    meta = {"total": len(papers), "totalPages": -(-len(papers) // size), "page": 1}
    return json_reply({"data": [_record(paper) for paper in papers[:size]], "meta": meta}, 200, _JSON)


def _record(paper: Paper) -> dict[str, object]:
    doi = paper.id.lower() if paper.id.startswith("10.") else f"{_PREFIX}{paper.id.lower()}"
    year = re.match(r"[0-9]{4}", paper.published)
    descriptions = [{"description": paper.abstract, "descriptionType": "Abstract"}]
    if paper.comment:
        escaped = html.escape(paper.comment, quote=False)
        descriptions.append({"description": escaped, "descriptionType": "Other"})
    attributes = {
        "doi": doi,
        "identifiers": [{"identifier": paper.id, "identifierType": "arXiv"}],
        "creators": [_creator(name) for name in paper.authors],
        "titles": [{"title": paper.title}],
        "publisher": "arXiv",
        "publicationYear": int(year[0]) if year else None,
        "subjects": _subjects(paper),
        "dates": _dates(paper),
        "types": {"resourceType": "Article", "resourceTypeGeneral": "Preprint"},
        "relatedIdentifiers": [
            {"relationType": "IsVersionOf", "relatedIdentifier": each, "relatedIdentifierType": "DOI"}
            for each in paper.doi.split()
        ],
        "descriptions": descriptions,
        "version": str(paper.version),
    }
    return {"id": doi, "type": "dois", "attributes": attributes}


def _creator(display: str) -> dict[str, object]:
    """Write a name; persons with one name pass for organisations, as they do at DataCite."""
    author = split_name(display)
    rest: dict[str, object] = {"affiliation": [], "nameIdentifiers": []}
    if not author.given:
        return {"name": author.family, "nameType": "Organizational", **rest}
    name = f"{author.family}, {author.given} {author.suffix}".rstrip()
    return {"name": name, "nameType": "Personal", "givenName": author.given, "familyName": author.family, **rest}


def _subjects(paper: Paper) -> list[dict[str, str]]:
    categories = [
        {"lang": "en", "subject": f"{_NAMES.get(each, 'Category')} ({each})", "subjectScheme": "arXiv"}
        for each in paper.categories
    ]
    fields = dict.fromkeys(_FIELDS.get(each.partition(".")[0], "Physical sciences") for each in paper.categories)
    scheme = {
        "schemeUri": "http://www.oecd.org/science/inno/38235147.pdf",
        "subjectScheme": "Fields of Science and Technology (FOS)",
    }
    return [*categories, *({"subject": f"FOS: {each}", **scheme} for each in fields)]


def _dates(paper: Paper) -> list[dict[str, str]]:
    """Write the dates of the first version as it came, and of later ones on made-up days."""
    dates = []
    for number in range(1, paper.version + 1):
        submitted = f"{paper.published}T10:00:00Z" if number == 1 else f"2024-05-{number:02}T10:00:00Z"
        updated = f"{submitted[:10]}T23:00:00Z"
        for kind, date in (("Submitted", submitted), ("Updated", updated)):
            dates.append({"date": date, "dateType": kind, "dateInformation": f"v{number}"})
    dates.append({"date": paper.published[:7], "dateType": "Available", "dateInformation": "v1"})
    dates.append({"date": paper.published[:4], "dateType": "Issued"})
    return dates
