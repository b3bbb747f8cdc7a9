"""Crossref's REST API: works by their DOIs, in a filter; what is not known is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from loopback.papers import Paper, split_name
from loopback.replies import Reply, json_reply
from loopback.service import FakeService

_MOST_BYTES = 4092  # of a path
_JSON = "application/json"


@dataclass
class FakeCrossref(FakeService):
    def answer(self, path: str) -> Reply:
        if len(path) > _MOST_BYTES:
            return Reply(414, "URI Too Long", "text/plain")
        if urlsplit(path).path != "/works":
            return Reply(404, "Resource not found.", "text/plain")
        return _list([paper for paper in self.found(path, b"") if paper])

    def found(self, path: str, body: bytes) -> list[Paper | None]:
        del body
        query = parse_qs(urlsplit(path).query)
        if words := query.get("query.bibliographic", [""])[0].split():
            return [*self._best(set(words), int(query["rows"][0]))]
        listed = query.get("filter", [""])[0].split(",")
        dois = {each.removeprefix("doi:").lower() for each in listed}
        return [*self.in_no_order(each for each, paper in self.papers.items() if _doi(paper) in dois)]

    def _best(self, words: set[str], most: int) -> list[Paper]:
        """Return the papers that share words with a search, the best first: the service has no threshold."""
        shared = {each.id: len(words & set(each.title.lower().split())) for each in self.papers.values()}
        hits = sorted((each for each, number in shared.items() if number), key=lambda each: -shared[each])
        return [self.papers[each] for each in hits[:most]]

    def holding(self, found: Sequence[Paper | None]) -> Reply:
        return _list([paper for paper in found if paper])

    def refusal(self) -> Reply:
        failure = {"type": "filter-not-available", "value": "x", "message": "Filter x is not available"}
        return json_reply({"status": "failed", "message-type": "validation-failure", "message": [failure]}, 400, _JSON)


def _doi(paper: Paper) -> str:
    return paper.id.lower()


def _list(papers: Sequence[Paper]) -> Reply:
    message = {"total-results": len(papers), "items": [_work(each) for each in papers], "items-per-page": 50}
    return json_reply(
        {"status": "ok", "message-type": "work-list", "message-version": "1.0.0", "message": message}, 200, _JSON
    )


def _work(paper: Paper) -> dict[str, object]:
    year, month = (int(part) for part in paper.published.split("-")[:2])
    return {
        "DOI": _doi(paper),
        "type": "proceedings-article",
        "title": [paper.title],
        "subtitle": [],
        "author": [
            {"family": name.family, "given": name.given, "sequence": "additional", "affiliation": []}
            for name in map(split_name, paper.authors)
        ],
        "container-title": ["Proceedings of the Conference on Looms"],
        "event": {"name": "Conference on Looms", "acronym": f"LOOMS '{year % 100:02}"},
        "published-print": {"date-parts": [[year, month]]},
        "issued": {"date-parts": [[year, month]]},
        "page": "1-12",
        "publisher": "ACM",
        "relation": {},
        "updated-by": [{"type": "retraction", "DOI": "10.1000/notice"}] if "retracted" in paper.comment else [],
    }
