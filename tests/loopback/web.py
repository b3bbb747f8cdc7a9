"""Any web server: pages with a status, redirects, and hosts that do not like HEAD."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from loopback.papers import Paper
from loopback.replies import Reply
from loopback.service import FakeService


@dataclass
class FakeWeb(FakeService):
    pages: dict[str, int] = field(default_factory=dict)  # statuses by path
    redirects: dict[str, str] = field(default_factory=dict)
    no_head: frozenset[str] = frozenset()  # paths that answer HEAD with 405

    def answer(self, path: str) -> Reply:
        if self.methods[-1] == "HEAD" and path in self.no_head:
            return Reply(405)
        if path in self.redirects:
            return Reply(302, "", headers=(("Location", self.redirects[path]),))
        return Reply(self.pages.get(path, 404))

    def found(self, path: str, body: bytes) -> list[Paper | None]:
        del path, body
        return []

    def holding(self, found: Sequence[Paper | None]) -> Reply:
        del found
        return Reply(200, "a page")

    def refusal(self) -> Reply:
        return Reply(400)
