"""Semantic Scholar's batch of papers, which answers by position."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha1
from urllib.parse import parse_qs, urlsplit

from loopback.papers import Paper
from loopback.replies import Reply, json_reply
from loopback.service import FakeService

_BATCH = "/graph/v1/paper/batch"
_ID = re.compile(r"arxiv:((?:[0-9]{4}\.[0-9]{4,5}|[a-z.-]+/[0-9]{7})(?:v[0-9]+)?)", re.IGNORECASE)
_NOTHING_KNOWN = json_reply({"error": "No valid paper ids given"}, 400)


@dataclass
class FakeSemanticScholar(FakeService):
    key: str = ""  # that requests must show, if it is set

    def answer_posted(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        if urlsplit(path).path != _BATCH:
            return json_reply({"error": "Not found"}, 404)
        if self.key and headers.get("x-api-key") != self.key:
            return json_reply({"message": "Forbidden"}, 403)
        asked = _asked(body)
        if asked is None:
            return self.refusal()
        if not all(map(_ID.fullmatch, asked)):
            return _NOTHING_KNOWN  # one malformed id spoils the batch
        fields = parse_qs(urlsplit(path).query).get("fields", ["title"])[0].split(",")
        return _batch(self.found(path, body), {field.partition(".")[0] for field in fields})

    def found(self, path: str, body: bytes) -> list[Paper | None]:
        del path
        matches = map(_ID.fullmatch, _asked(body) or [])
        return [self.papers.get(match[1]) if match else None for match in matches]

    def holding(self, found: Sequence[Paper | None]) -> Reply:
        return _batch(found, None)

    def refusal(self) -> Reply:
        return json_reply({"error": "The request cannot be processed"}, 400)


def _asked(body: bytes) -> list[str] | None:
    """Return the ids in a request, or None where it is none."""
    try:
        asked = json.loads(body)["ids"]
    except (ValueError, TypeError, KeyError):
        return None
    return [str(each) for each in asked] if isinstance(asked, list) else None


def _batch(found: Sequence[Paper | None], fields: set[str] | None) -> Reply:
    if not any(found):
        return _NOTHING_KNOWN
    records = [paper and _record(paper) for paper in found]
    offered = next(record for record in records if record).keys()
    unknown = sorted((fields or set()) - offered)
    if unknown:
        return json_reply({"error": f"Unrecognized or unsupported fields: [{', '.join(unknown)}]"}, 400)
    kept = {"paperId", *(offered if fields is None else fields)}
    return json_reply([record and {name: record[name] for name in record if name in kept} for record in records])


def _record(paper: Paper) -> dict[str, object]:
    digest = sha1(paper.id.encode(), usedforsecurity=False).hexdigest()
    year = re.match(r"[0-9]{4}", paper.published)
    return {
        "paperId": digest,
        "externalIds": {"ArXiv": paper.id, "CorpusId": int(digest[:7], 16)} | ({"DOI": paper.doi} if paper.doi else {}),
        "title": paper.title,
        "abstract": paper.abstract,
        "venue": "arXiv.org",
        "publicationVenue": None,
        "journal": {"name": "ArXiv"},
        "year": int(year[0]) if year else None,
        "publicationDate": paper.published,
        "publicationTypes": None,
        "authors": [{"authorId": str(number), "name": name} for number, name in enumerate(paper.authors, 1)],
    }
