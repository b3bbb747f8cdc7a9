"""Searched versions: publications that a search for titles finds, one request a preprint, where the user asks for it.

What is found passes the same gates as a work of an index; without an answer, nothing changes.
"""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.app.declared_versions import DeclaredVersions
from bibtools.app.searching import Searching, announced
from bibtools.index.published_record import work_of
from bibtools.matching.preprint import Preprint
from bibtools.matching.published_version import NOTHING, published_version
from bibtools.providers.resolution import Resolution, joined
from bibtools.providers.title_search import BEYOND_BUDGET, NO_WORDS, SoughtTitle

_NAMES = 3  # authors by whom a title is searched for


def with_searched(preprints: Sequence[Preprint], before: DeclaredVersions, searching: Searching) -> DeclaredVersions:
    """Return what preprints became, given what is known; the titles of those that are open are searched for."""
    left = [each for each in preprints if before.judged.get(each.identifier, ("", NOTHING))[1].work is None]
    if not left or not searching.budget:
        return before
    sought = {each: SoughtTitle(each.title.text, each.surnames[:_NAMES]) for each in left}
    searching.note(announced(len(set(sought.values())), searching.budget, "searching Crossref"))
    answers = searching.search(list(dict.fromkeys(sought.values())), searching.budget)
    judged, records = dict(before.judged), dict(before.records)
    for each, title in sought.items():
        found = [(work, record) for record in answers.found.get(title, ()) if (work := work_of(record))]
        earlier = [proposal.work for proposal in judged.get(each.identifier, ("", NOTHING))[1].proposed]
        version = published_version(each, [*(work for work, _ in found), *earlier])
        if found and version != NOTHING:
            judged[each.identifier] = (found[0][1].provider, version)
            records.update((work.key, record) for work, record in found)
    unasked = {each.identifier: why for each, title in sought.items() if (why := answers.unanswered.get(title))}
    troubles = [why for why in dict.fromkeys(unasked.values()) if why not in {BEYOND_BUDGET, NO_WORDS}]
    unresolved = {each: why for each, why in unasked.items() if why in troubles}
    resolution = Resolution(unresolved=unresolved, trouble="; ".join(troubles))
    return DeclaredVersions(judged, records, joined(before.resolution, resolution))
