"""Hugging Face's pages of papers: one GET a paper, which may name the repository of its code.

Source: https://huggingface.co/docs/hub/api and answers of the service. It lists few papers, most of them on machine
learning: that it has none says nothing. A repository that a person added is one thing; what a program found (`auto`)
may be a stranger's, and is never enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers.identifier import Identifier
from bibtools.network.request import Request
from bibtools.providers.contract import Reading, Unreadable
from bibtools.providers.parsing import dict_of, dicts_of, json_of, text_of
from bibtools.providers.raw_record import Facts, record
from bibtools.records import limits
from bibtools.records.codelinks.code_hosts import REPOSITORY, place
from bibtools.records.codelinks.ranking import GUESSED, VOUCHED, in_order
from bibtools.records.record import CodeLink, Record
from bibtools.tex import names

NAME = "huggingface"

_OWNER_AND_NAME = lazy_pattern(r"[\w-]+/[\w.-]+", re.ASCII)


def requests(asks: Sequence[Identifier]) -> list[Request]:
    """Plan one request a paper; of ids from before 2007 the service knows none."""
    return [
        Request(NAME, f"/api/papers/{ask.value}", (ask,), "application/json") for ask in asks if "/" not in ask.value
    ]


def records(request: Request, body: bytes) -> Reading:
    """Read a page of a paper."""
    [ask] = request.asks
    facts = dict_of(json_of(body))
    if facts.get("id") != ask.value:
        raise Unreadable(f"this is not about {ask.work}")
    return Reading((_record(ask, facts),))


def _record(ask: Identifier, facts: dict[str, Any]) -> Record:
    authors = names.parse_authors([text_of(each.get("name")) for each in dicts_of(facts.get("authors"))])
    read = record(ask.work, NAME, Facts(text_of(facts.get("title")), authors, text_of(facts.get("publishedAt"))))
    return replace(read, code=limits.links(in_order(_links(facts))))


def _links(facts: dict[str, Any]) -> Iterator[CodeLink]:
    """Yield the repositories that a page names; `projectPage` may be one, too."""
    rank = VOUCHED if facts.get("githubRepoAddedBy") == "user" else GUESSED
    for name in ("githubRepo", "projectPage"):
        found = place(_whole(text_of(facts.get(name))))
        if found and found.kind == REPOSITORY:
            yield CodeLink(found.url, NAME, rank)


def _whole(address: str) -> str:
    """Return an address; some are the owner and the name alone."""
    return f"https://github.com/{address}" if _OWNER_AND_NAME.fullmatch(address) else address
