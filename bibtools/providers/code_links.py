"""Code links: where a link to a paper's code is found, other than in its record.

In the order of what it costs: what the sources pair, tables on this machine, a service. Each is asked only for papers
that have no link to write yet.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from bibtools.bibliography.entries.options import HUGGINGFACE, RECORD, SOURCE, TABLES
from bibtools.identifiers.identifier import Identifier
from bibtools.network.answer import ABSENT, Trouble, summary
from bibtools.providers.registry import CODE_LINKS
from bibtools.providers.resolution import Links, Resolution, supplement
from bibtools.providers.resolver import AnswerCache
from bibtools.records.codelinks.ranking import best
from bibtools.records.record import CodeLink

if TYPE_CHECKING:
    from bibtools.providers.http_lookup import Ask

[_ROW] = CODE_LINKS

Lookup = Callable[[Collection[Identifier]], Links]


def attribute(
    resolution: Resolution,
    origins: Collection[str],
    paired: Links,
    tables: Lookup,
    ask: Ask,
    memory: AnswerCache,
    *,
    offline: bool = False,
) -> Resolution:
    """Add the links that some origins know of to records; `paired` are those of the sources."""
    if RECORD not in origins:
        records = {each: replace(record, code=()) for each, record in resolution.records.items()}
        resolution = replace(resolution, records=records)
    if SOURCE in origins:
        resolution = supplement(resolution, _of_same_titles(resolution, paired))
    if TABLES in origins and (lacking := _lacking(resolution)):
        resolution = supplement(resolution, tables(lacking))
    if HUGGINGFACE in origins and (lacking := _lacking(resolution)):
        resolution = _asked(resolution, lacking, ask, memory, offline=offline)
    return resolution


def _of_same_titles(resolution: Resolution, paired: Links) -> Links:
    """Return the links of lists that do not give the paper's id to another work, by its title."""
    if not paired:
        return {}
    from bibtools.sources.item_titles import is_anothers  # for lists

    found: dict[Identifier, list[CodeLink]] = {}
    for each, links in paired.items():
        record = resolution.records.get(each)
        known = record.title if record else ""
        found[each] = [replace(link, title="") for link in links if not is_anothers(link.title, known)]
    return found


def _lacking(resolution: Resolution) -> list[Identifier]:
    return [each for each, record in resolution.records.items() if best(record.code) is None]


def _asked(
    resolution: Resolution, lacking: Sequence[Identifier], ask: Ask, memory: AnswerCache, *, offline: bool
) -> Resolution:
    """Ask the service for papers one by one, until it is in trouble; what it does not list is no trouble."""
    name, most = _ROW.name, _ROW.most
    lacking = [each for each in lacking if each.scheme in _ROW.schemes]
    known = memory.recall(name, lacking)
    found = {each: remembered.record.code for each, remembered in known.items() if remembered.record}
    wanted = [] if offline else [each for each in lacking if each not in known]
    if not wanted:
        return replace(supplement(resolution, found), code_trouble="")
    from bibtools.providers import huggingface  # where it is asked
    from bibtools.providers.http_lookup import interpret

    troubles: dict[Trouble, None] = {}
    for request in huggingface.requests(wanted[:most]):
        answer = ask(request)
        is_there = answer.status != ABSENT
        reading = interpret(huggingface, request, answer, authoritative=())[1] if is_there else None
        if reading is None and is_there:
            troubles[answer.trouble or Trouble(answer.reason or f"{name} sent an unreadable response")] = None
            break
        memory.keep(name, reading.records if reading else (), () if reading else request.asks)
        found |= {record.identifier: record.code for record in reading.records} if reading else {}
    if len(wanted) > most and not troubles:
        troubles[Trouble(f"{name} is not asked for more than {most} papers in a run")] = None
    return replace(supplement(resolution, found), code_trouble=summary(troubles))


def paired_links(pairs: Collection[tuple[Identifier, CodeLink]]) -> Links:
    """Return the links of pairs by paper."""
    found: dict[Identifier, list[CodeLink]] = {}
    for identifier, link in pairs:
        found.setdefault(identifier, []).append(link)
    return found
