"""How sources cite papers: keys that are ids, and what to say where they are not those of the library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from bibtools.app.faults import repaired
from bibtools.core.finding import Finding, at_place
from bibtools.sources.mention import Mention


def cited_keys(mentions: Iterable[Mention]) -> dict[str, str]:
    """Return for each id the key under which sources cite it first, where they cite it by its id."""
    keys: dict[str, str] = {}
    for mention in mentions:
        if mention.key:
            keys.setdefault(mention.identifier.value, mention.key)
    return keys


def findings(
    mentions: Iterable[Mention], keys: Mapping[str, str], exists: Callable[[str], bool], bib: str
) -> Iterator[Finding]:
    """Return repaired ids, and papers that are cited by another key than theirs, which is no other entry's either.

    `keys` maps ids to the keys of the library.
    """
    mentions = tuple(mentions)
    yield from repaired(mentions)
    for each in mentions:
        key = keys.get(each.identifier.value)
        if each.key and key and each.key != key and not exists(each.key):
            yield at_place("cite-other-key", each, f"{each.key} is {key} in {bib}: cite {key}")
