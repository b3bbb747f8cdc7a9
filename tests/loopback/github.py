"""GitHub's API: repositories one by one (REST), or many at once for those with a token (GraphQL)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from loopback.papers import Paper
from loopback.replies import Reply, json_reply
from loopback.service import FakeService

TOKEN = "secret-token"  # noqa: S105 - of nobody
_ALIAS = re.compile(r'(r\d+): repository\(owner: "([^"]*)", name: "([^"]*)"\)')


@dataclass
class FakeGitHub(FakeService):
    repositories: dict[str, dict[str, Any]] = field(default_factory=dict)  # by owner and name: what is special of it
    renamed: dict[str, str] = field(default_factory=dict)
    taken_down: frozenset[str] = frozenset()

    def answer(self, path: str) -> Reply:
        if path.startswith("/repositories/"):
            return self._repository(list(self.repositories)[int(path.rpartition("/")[2])])
        name = path.removeprefix("/repos/")
        if name in self.taken_down:
            return json_reply({"message": "Repository access blocked"}, 451)
        if name in self.renamed:
            number = list(self.repositories).index(self.renamed[name])
            return Reply(301, "", headers=(("Location", f"{self.url}/repositories/{number}"),))
        known = next((each for each in self.repositories if each.lower() == name.lower()), None)
        return self._repository(known) if known else json_reply({"message": "Not Found"}, 404)

    def answer_posted(self, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        if path != "/graphql" or headers.get("authorization") != f"Bearer {TOKEN}":
            return json_reply({"message": "Bad credentials"}, 401)
        data: dict[str, object] = {}
        errors = []
        for alias, owner, name in _ALIAS.findall(json.loads(body)["query"]):
            full = self.renamed.get(f"{owner}/{name}", f"{owner}/{name}")
            facts = self.repositories.get(full)
            data[alias] = None
            if facts is not None:
                archived, empty = facts.get("archived", False), facts.get("size") == 0
                data[alias] = {"nameWithOwner": full, "isArchived": archived, "isEmpty": empty}
            else:
                message = f"Could not resolve to a Repository with the name '{full}'."
                errors.append({"type": "NOT_FOUND", "path": [alias], "message": message})
        return json_reply({"data": data, **({"errors": errors} if errors else {})})

    def _repository(self, name: str) -> Reply:
        return json_reply({"full_name": name, "archived": False, "size": 12, **self.repositories[name]})

    def found(self, path: str, body: bytes) -> list[Paper | None]:
        del path, body
        return []

    def holding(self, found: Sequence[Paper | None]) -> Reply:
        del found
        return json_reply({"full_name": "ada/byron", "archived": False, "size": 12})

    def refusal(self) -> Reply:
        return json_reply({"message": "Bad request"}, 400)
