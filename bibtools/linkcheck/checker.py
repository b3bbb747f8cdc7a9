"""Link checker: what URLs lead to, from the cache, GitHub's API, or a polite visit to the host itself.

One request per host at a time, a second apart; hosts in parallel. Cached results are not requested again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bibtools.core.counted_work import Heard, unheard
from bibtools.core.named_tuple import NamedTuple
from bibtools.linkcheck import github_api, http_status
from bibtools.network.answer import ABSENT, BAD_REQUEST, BLOCKED, FOUND, Answer
from bibtools.records.codelinks.code_hosts import REPOSITORY, place
from bibtools.records.link_status import PRIVATE, UNKNOWN, LinkStatus

if TYPE_CHECKING:
    from bibtools.network.request import Request
    from bibtools.network.visit import Visit
    from bibtools.storage.visits import Visits

_OFFLINE = LinkStatus(UNKNOWN, "offline, and not in the cache")
_PATIENCE = 3  # repositories in a row that a service refuses to answer for: then it refuses us, not them
_FORBIDDEN = 403
_ANSWERED = frozenset({FOUND, ABSENT, BAD_REQUEST})


class Asking(NamedTuple):
    """The means of checking: GitHub's API, with or without a token, and a visit for any other host."""

    github: Callable[[Request], Answer]
    has_token: bool
    visit: Callable[[str], Visit]
    side_by_side: Callable[
        [Callable[[Sequence[str]], list[LinkStatus]], Sequence[Sequence[str]]], list[list[LinkStatus]]
    ]
    settled: Callable[[int], None] = lambda _: None  # hears of how many more links it is known what they lead to


def look(
    urls: Sequence[str],
    visits: Visits,
    asking: Asking,
    heard: Heard = unheard,
    *,
    offline: bool = False,
) -> dict[str, LinkStatus]:
    """Return what every URL leads to; if `offline`, the cached results of any age.

    `heard` is called with the number of links that are settled, and the part of them all, whenever there are more.
    """
    found: dict[str, LinkStatus] = {}
    for url in urls:
        remembered = visits.recall(url, expired=offline)
        if remembered or offline:
            found[url] = remembered or _OFFLINE
    rest = [url for url in urls if url not in found]
    asking = asking._replace(settled=_counting(len(found), len(urls), heard))
    fresh = {url: visits.keep(url, link_status) for url, link_status in _repositories(rest, asking)}
    others = [url for url in rest if url not in fresh]
    return found | fresh | dict(_hosts(others, asking, visits.keep))


def _counting(done: int, of: int, heard: Heard) -> Callable[[int], None]:
    def settled(number: int) -> None:
        nonlocal done
        done = min(done + number, of)
        heard(done, done / max(1, of))

    settled(0)
    return settled


def _repositories(urls: Sequence[str], asking: Asking) -> Iterator[tuple[str, LinkStatus]]:
    """Yield the verdicts of GitHub's API on links, in batches if there is a token."""
    asked: dict[github_api.GitHubRepository, list[str]] = {}
    for url in urls:
        named = place(url)
        repository = github_api.repository(named.url) if named and named.kind == REPOSITORY else None
        if repository:
            asked.setdefault(repository, []).append(url)
    statuses = _in_batches(list(asked), asking) if asking.has_token else _one_by_one(list(asked), asking)
    for repository, link_status in statuses.items():
        yield from ((url, link_status) for url in asked[repository])


def _in_batches(
    repositories: list[github_api.GitHubRepository], asking: Asking
) -> dict[github_api.GitHubRepository, LinkStatus]:
    found: dict[github_api.GitHubRepository, LinkStatus] = {}
    for start in range(0, len(repositories), github_api.BATCH):
        batch = repositories[start : start + github_api.BATCH]
        answer = asking.github(github_api.batch_request(batch))
        found |= dict(zip(batch, github_api.batch_statuses(batch, answer), strict=True))
        asking.settled(len(batch))
        if answer.status not in _ANSWERED:
            rest = repositories[start + github_api.BATCH :]
            return found | dict.fromkeys(rest, _not_asked(answer.reason))
    return found


def _one_by_one(
    repositories: list[github_api.GitHubRepository], asking: Asking
) -> dict[github_api.GitHubRepository, LinkStatus]:
    """Return the link statuses of single requests, until the service fails: the rest would fail, too.

    Where it refuses to answer for one repository, that concerns that one alone, unless it refuses several in a row.
    """
    found: dict[github_api.GitHubRepository, LinkStatus] = {}
    refused = 0
    for number, each in enumerate(repositories):
        answer = asking.github(github_api.request(each))
        found[each] = github_api.link_status(each, answer)
        asking.settled(1)
        has_answer = answer.status in _ANSWERED or found[each].status != UNKNOWN
        is_refused = answer.status == BLOCKED and answer.code == _FORBIDDEN
        refused = refused + 1 if is_refused else 0
        if not has_answer and (not is_refused or refused == _PATIENCE):
            return found | dict.fromkeys(repositories[number + 1 :], _not_asked(answer.reason))
    return found


def _not_asked(reason: str) -> LinkStatus:
    return LinkStatus(UNKNOWN, f"not asked: {reason}")


def _hosts(
    urls: Sequence[str], asking: Asking, keep: Callable[[str, LinkStatus], LinkStatus]
) -> Iterator[tuple[str, LinkStatus]]:
    """Visit URLs, those of one host one after the other, and cache each result at once."""
    by_host: dict[str, list[str]] = {}
    for url in urls:
        by_host.setdefault(_host(url), []).append(url)
    groups = list(by_host.values())

    def visit(url: str) -> LinkStatus:
        kept = keep(url, _of_visit(asking.visit(url)))
        asking.settled(1)
        return kept

    def visited(group: Sequence[str]) -> list[LinkStatus]:
        return [visit(url) for url in group]

    for group, statuses in zip(groups, asking.side_by_side(visited, groups), strict=True):
        yield from zip(group, statuses, strict=True)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:  # an untrusted address
        return ""


def _of_visit(visit: Visit) -> LinkStatus:
    if visit.status:
        return http_status.link_status(visit.status)
    return LinkStatus(PRIVATE if visit.is_private else UNKNOWN, visit.reason)
