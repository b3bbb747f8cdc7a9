"""GitHub's API: the state of repositories; one GET each (REST), or with a token a hundred per POST (GraphQL).

Source: https://docs.github.com/rest/repos/repos#get-a-repository and https://docs.github.com/graphql. A repository that
was renamed is found under its old name, with its new one in `full_name`. 404 means that it is gone or private.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.network.answer import ABSENT, FOUND, Answer
from bibtools.network.request import Request
from bibtools.providers.contract import Unreadable
from bibtools.providers.parsing import dict_of, json_of, text_of
from bibtools.records.link_status import ALIVE, GONE, UNKNOWN, LinkStatus

NAME = "github"
BATCH = 100

_REPOSITORY = lazy_pattern(r"https?://(?:www\.)?github\.com/([\w-]+)/([\w.-]+)", re.ASCII | re.IGNORECASE)
_LONGEST = 300  # characters of a message
_FULL_NAME = lazy_pattern(r"[\w-]+/(?!\.{1,2}\Z)[\w.-]+", re.ASCII)
_ACCEPT = "application/vnd.github+json"
_LEGAL = 451  # taken down on a legal demand
_FIELDS = "nameWithOwner isArchived isEmpty"


class GitHubRepository(NamedTuple):
    """A repository on GitHub."""

    owner: str
    name: str

    @property
    def url(self) -> str:
        """Its URL."""
        return f"https://github.com/{self.owner}/{self.name}"


def repository(url: str) -> GitHubRepository | None:
    """Return the repository of a URL, None if it is not on GitHub."""
    match = _REPOSITORY.match(url)
    return GitHubRepository(match[1], match[2].removesuffix(".git")) if match else None


def request(asked: GitHubRepository) -> Request:
    """Return the request for one repository."""
    return Request(NAME, f"/repos/{asked.owner}/{asked.name}", (), _ACCEPT)


def link_status(asked: GitHubRepository, answer: Answer) -> LinkStatus:
    """Return the link status of the answer for one repository."""
    if answer.status == ABSENT:
        return LinkStatus(GONE, "GitHub has no such repository: it was deleted, or is private")
    if answer.code == _LEGAL:
        return LinkStatus(GONE, "GitHub has taken it down for legal reasons (451)")
    if answer.status != FOUND:
        return LinkStatus(UNKNOWN, answer.reason)
    try:
        facts = dict_of(json_of(answer.body))
    except Unreadable as error:
        return LinkStatus(UNKNOWN, f"{NAME}: {error}")
    name = text_of(facts.get("full_name"))
    if not name:
        return LinkStatus(UNKNOWN, f"{NAME}: the answer names no repository")
    return _alive(asked, name, archived=facts.get("archived") is True, empty=facts.get("size") == 0)


def batch_request(asked: Sequence[GitHubRepository]) -> Request:
    """Return one request for up to a hundred repositories."""
    import json  # where there is a token

    wanted = " ".join(
        f"r{number}: repository(owner: {json.dumps(each.owner)}, name: {json.dumps(each.name)}) {{ {_FIELDS} }}"
        for number, each in enumerate(asked)
    )
    body = json.dumps({"query": f"query {{ {wanted} }}"}).encode()
    return Request(NAME, "/graphql", (), "application/json", body)


def batch_statuses(asked: Sequence[GitHubRepository], answer: Answer) -> list[LinkStatus]:
    """Return the link statuses of a batch's answer; GraphQL reports errors next to results, with status 200."""
    if answer.status != FOUND:
        return [LinkStatus(UNKNOWN, answer.reason)] * len(asked)
    try:
        whole = dict_of(json_of(answer.body))
    except Unreadable as error:
        return [LinkStatus(UNKNOWN, f"{NAME}: {error}")] * len(asked)
    data, errors = dict_of(whole.get("data")), _errors(whole)
    return [_of_batch(each, dict_of(data.get(f"r{n}")), errors, f"r{n}") for n, each in enumerate(asked)]


def _errors(whole: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Return the kinds and messages of errors by alias; general ones are under ""."""
    found: dict[str, tuple[str, str]] = {}
    listed = whole.get("errors")
    for each in listed if isinstance(listed, list) else []:
        error = dict_of(each)
        path = error.get("path")
        about = path[0] if isinstance(path, list) and path and isinstance(path[0], str) else ""
        found[about] = (text_of(error.get("type"))[:_LONGEST], text_of(error.get("message"))[:_LONGEST])
    return found


def _of_batch(
    asked: GitHubRepository, facts: dict[str, Any], errors: dict[str, tuple[str, str]], alias: str
) -> LinkStatus:
    name = text_of(facts.get("nameWithOwner"))
    if name:
        return _alive(asked, name, archived=facts.get("isArchived") is True, empty=facts.get("isEmpty") is True)
    kind, message = errors.get(alias) or errors.get("") or ("", "the answer leaves it out")
    if kind == "NOT_FOUND":
        return LinkStatus(GONE, "GitHub has no such repository: it was deleted, or is private")
    return LinkStatus(UNKNOWN, f"{NAME}: {message or kind}")


def _alive(asked: GitHubRepository, full_name: str, *, archived: bool, empty: bool) -> LinkStatus:
    is_same = full_name.casefold() == f"{asked.owner}/{asked.name}".casefold()
    moved = None if is_same or not _FULL_NAME.fullmatch(full_name) else full_name
    return LinkStatus(ALIVE, moved=f"https://github.com/{moved}" if moved else None, archived=archived, empty=empty)
