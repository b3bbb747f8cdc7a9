"""OpenAlex's list of works by DOI."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from loopback.papers import Paper
from loopback.replies import Reply, json_reply
from loopback.service import FakeService


@dataclass
class FakeOpenAlex(FakeService):
    def answer(self, path: str) -> Reply:
        if urlsplit(path).path != "/works":
            return json_reply({"error": "Not Found"}, 404)
        return _list([paper for paper in self.found(path, b"") if paper])

    def found(self, path: str, body: bytes) -> list[Paper | None]:
        del body
        listed = parse_qs(urlsplit(path).query).get("filter", [""])[0].removeprefix("doi:").split("|")
        return [*self.in_no_order(each.lower() for each in listed)]

    def holding(self, found: Sequence[Paper | None]) -> Reply:
        return _list([paper for paper in found if paper])

    def refusal(self) -> Reply:
        return json_reply({"error": "Invalid query parameters error.", "message": "x is not a valid field."}, 400)


def _list(papers: Sequence[Paper]) -> Reply:
    works = [
        {
            "id": "https://openalex.org/W1",
            "doi": f"https://doi.org/{each.id}",
            "is_retracted": "retracted" in each.comment,
        }
        for each in papers
    ]
    return json_reply({"meta": {"count": len(works), "per_page": 50}, "results": works})
