"""doi.org's service that says who has registered a DOI."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from loopback.papers import Paper
from loopback.replies import Reply, json_reply
from loopback.service import FakeService


@dataclass
class FakeDoiOrg(FakeService):
    def answer(self, path: str) -> Reply:
        known = {paper.id for paper in self.found(path, b"") if paper}
        return json_reply([_told(each, is_known=each.lower() in known) for each in _asked(path)])

    def found(self, path: str, body: bytes) -> list[Paper | None]:
        del body
        return [*self.in_no_order(each.lower() for each in _asked(path))]

    def holding(self, found: Sequence[Paper | None]) -> Reply:
        return json_reply([_told(paper.id, is_known=True) for paper in found if paper])

    def refusal(self) -> Reply:
        return Reply(400, "Bad Request")


def _asked(path: str) -> list[str]:
    return unquote(path.removeprefix("/ra/")).split(",")


def _told(doi: str, *, is_known: bool) -> dict[str, str]:
    return {"DOI": doi, "RA": "mEDRA"} if is_known else {"DOI": doi, "status": "DOI does not exist"}
