"""Hugging Face's pages of papers, and its files, which it keeps elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from loopback.papers import Paper
from loopback.replies import Reply, json_reply
from loopback.service import FakeService

_PAGES = "/api/papers/"


@dataclass
class FakeHuggingFace(FakeService):
    pages: dict[str, dict[str, Any]] = field(default_factory=dict)  # what a paper's page says beside its id and title
    files: dict[str, str] = field(default_factory=dict)  # by path, as texts
    lies: bool = False  # about the checksums of its files
    silent: bool = False  # about checksums and sizes
    size: int = 0  # the size that it states for a file, where that is a lie
    slips: int = 0  # bytes by which what it sends is not what was asked for

    def answer(self, path: str) -> Reply:
        if path.startswith(_PAGES):
            found = self.found(path, b"")
            return self.holding(found) if found else json_reply({"error": "Paper not found"}, 404)
        text = self.files.get(path.removeprefix("/store"))
        if text is None:
            return Reply(404, "Entry not found")
        data = text.encode()
        checksum = hashlib.sha256(b"other" if self.lies else data).hexdigest()
        linked: tuple[tuple[str, str], ...] = (
            ("X-Linked-ETag", f'"{checksum}"'),
            ("X-Linked-Size", str(self.size or len(data))),
        )
        linked = () if self.silent else linked
        if not path.startswith("/store"):
            return Reply(302, "", headers=(("Location", f"{self.url}/store{path}"), *linked))
        asked, tag = self.headers[-1], f'"{checksum[:8]}"'
        begin = int(asked.get("range", "bytes=0-").removeprefix("bytes=").rstrip("-"))
        begin = begin if asked.get("if-range", tag) == tag else 0
        if begin >= len(data):
            return Reply(416)
        range_ = f"bytes {begin + self.slips}-{len(data) - 1}/{len(data)}"
        more = (("Content-Range", range_),) if begin else ()
        return Reply(206 if begin else 200, data[begin:].decode(), "application/octet-stream", (("ETag", tag), *more))

    def found(self, path: str, body: bytes) -> list[Paper | None]:
        del body
        asked = path.removeprefix(_PAGES)
        return [Paper(asked, "A Paper")] if asked in self.pages else []

    def holding(self, found: Sequence[Paper | None]) -> Reply:
        facts = [
            {"id": paper.id, "title": paper.title, "authors": [{"name": "Ada Example"}], **self.pages[paper.id]}
            for paper in found
            if paper
        ]
        return json_reply(facts[0] if facts else {})

    def refusal(self) -> Reply:
        return json_reply({"error": "Bad request"}, 400)
