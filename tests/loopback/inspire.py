"""INSPIRE's search, which knows papers by their texkeys, and by arXiv's ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from loopback.papers import Paper, split_name
from loopback.replies import Reply, json_reply
from loopback.service import FakeService


@dataclass
class FakeInspire(FakeService):
    def answer(self, path: str) -> Reply:
        if urlsplit(path).path != "/api/literature":
            return json_reply({"status": 404, "message": "PID does not exist."}, 404)
        return _hits([paper for paper in self.found(path, b"") if paper])

    def found(self, path: str, body: bytes) -> list[Paper | None]:
        del body
        query = parse_qs(urlsplit(path).query).get("q", [""])[0]
        return [*self.in_no_order(re.findall(r'(?:texkeys|arxiv):"([^"]*)"', query))]

    def holding(self, found: Sequence[Paper | None]) -> Reply:
        return _hits([paper for paper in found if paper])

    def refusal(self) -> Reply:
        return json_reply({"status": 400, "message": "The query is malformed."}, 400)


def _hits(papers: Sequence[Paper]) -> Reply:
    return json_reply({"hits": {"total": len(papers), "hits": [{"metadata": _work(each)} for each in papers]}})


def _work(paper: Paper) -> dict[str, object]:
    names = map(split_name, paper.authors)
    is_eprint = paper.id[:1].isdigit()
    return {
        "texkeys": [f"Example:{paper.id}" if is_eprint else paper.id],  # each work has its own
        "arxiv_eprints": [{"value": paper.id, "categories": ["hep-th"]}] if is_eprint else [],
        "document_type": ["article"],
        "titles": [{"title": paper.title, "source": "arXiv"}],
        "authors": [{"full_name": f"{name.family}, {name.given}".rstrip(", ")} for name in names],
        "dois": [{"value": each, "material": "publication"} for each in paper.doi.split()],
        "publication_info": [{"journal_title": "Phys.Rev.D", "journal_volume": "7", "artid": "1", "year": 1999}],
    }
