"""Ranking: which of several links to a work's code is written.

The authors' own statement comes first, then the user's lists, then third parties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bibtools.records.codelinks.addresses import addresses
from bibtools.records.codelinks.code_hosts import KINDS, place, repository
from bibtools.records.codelinks.ownership import BARE, OWNED, claims
from bibtools.records.record import CodeLink

CLAIMED = 1  # the authors say that it is their code,
NAMED = 2  # or name it without a word
PAIRED = 3  # a source of the user's puts it next to the paper
VOUCHED = 4  # a person added it to the paper in a catalogue
OFFICIAL = 5  # a catalogue found it to be the authors', and in the paper
LISTED = 6  # a catalogue has only one of the two
GUESSED = 7  # a program, or a third party's repository, connects the two
WRITTEN = OFFICIAL  # the last rank that is written; what is below is proposed

_RANKS = {OWNED: CLAIMED, BARE: NAMED}


def links(text: str, origin: str) -> list[CodeLink]:
    """Return the links to a work's own code that a text of its authors names, each once, the best first."""
    found = list(addresses(text))
    if not found:
        return []
    claimed = zip(found, claims(text, found), strict=True)
    return list(in_order(CodeLink(each.place.url, origin, _RANKS[claim]) for each, claim in claimed if claim in _RANKS))


def in_order(found: Iterable[CodeLink]) -> tuple[CodeLink, ...]:
    """Return links in order of evidence, then of kind: a repository before a model, a model before an archive."""
    every = list(found)
    proved = (link if link.rank != LISTED or not _is_corroborated(link, every) else _official(link) for link in every)
    return tuple(_each_once(sorted(proved, key=_standing)))


def best(ordered: Sequence[CodeLink]) -> CodeLink | None:
    """Return the link to write: the first one, unless another has the same evidence and is of the same kind."""
    first = rivals(ordered)
    return first[0] if len(first) == 1 and first[0].rank <= WRITTEN else None


def rivals(ordered: Sequence[CodeLink]) -> list[CodeLink]:
    """Return the links that rank as high as the first one; only that one if it is clearly best."""
    return [link for link in ordered if _standing(link) == _standing(ordered[0])]


def _standing(link: CodeLink) -> tuple[int, int]:
    found = place(link.url)
    return link.rank, KINDS.index(found.kind) if found and found.kind in KINDS else len(KINDS)


def _each_once(ordered: Iterable[CodeLink]) -> Iterator[CodeLink]:
    """Yield the links, each repository once, however it is spelt."""
    seen: set[str] = set()
    for link in ordered:
        if repository(link.url) not in seen:
            seen.add(repository(link.url))
            yield link


def _is_corroborated(link: CodeLink, every: Iterable[CodeLink]) -> bool:
    """Return whether a second source connects paper and repository."""
    return any(each.origin != link.origin and repository(each.url) == repository(link.url) for each in every)


def _official(link: CodeLink) -> CodeLink:
    return CodeLink(link.url, link.origin, OFFICIAL)
