"""The witness of retractions: asked, by DOI, which works are retracted, of which nobody else says so.

Its word alone is a hint. What it says is remembered, and so is for a day that it does not know a work.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bibtools.core.counted_work import Heard, unheard
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import Identifier
from bibtools.network.answer import Trouble, summary
from bibtools.providers import openalex
from bibtools.providers.attestation import Attestation
from bibtools.providers.contract import Provider, batches
from bibtools.providers.resolver import AnswerCache
from bibtools.records.record import Record


def heard_witness(
    dois: Iterable[Identifier],
    provider: Provider,
    memory: AnswerCache,
    heard: Heard = unheard,
    *,
    offline: bool = False,
) -> Attestation:
    """Return what a witness says about some DOIs; it is asked for those of which no answer is remembered.

    An earlier retraction counts, however old the answer is. DOIs that the service's filter cannot hold are left out.
    """
    name, wanted = provider.row.name, [each for each in dict.fromkeys(dois) if openalex.can_be_asked(each)]
    remembered = memory.recall(name, wanted)
    known = [each.record for each in remembered.values() if each.record]
    left = [each for each in wanted if each not in remembered]
    answers = _Answers([], {}, {}) if offline else _asked(left, provider, memory, heard)
    answered = {each.identifier for each in answers.records}
    old = memory.recall(name, [each for each in left if each not in answered], expired=True)
    known += [*answers.records, *(each.record for each in old.values() if each.record)]
    return Attestation(
        source=name,
        retracted=frozenset(each.identifier for each in known if each.publication and each.publication.retracted),
        unasked=frozenset(answers.unasked),
        trouble=summary(answers.troubles),
    )


class _Answers(NamedTuple):
    """What one run hears; lives inside of `heard_witness` only."""

    records: list[Record]
    unasked: dict[Identifier, None]
    troubles: dict[Trouble, None]


def _asked(wanted: Sequence[Identifier], provider: Provider, memory: AnswerCache, heard: Heard) -> _Answers:
    """Ask batch by batch, until the service is in trouble; each answer is remembered at once."""
    found = _Answers([], {}, {})
    row, now = provider.row, wanted[: provider.row.most]
    for number, batch in enumerate(batches(now, row.batch)):
        done = number * row.batch
        heard(done, done / len(now))
        reading = provider.lookup(batch)
        answered = {each.identifier for each in reading.records}
        absent = [each for each in batch if each not in answered and each not in reading.unanswered]
        memory.keep(row.name, reading.records, absent)
        found.records.extend(reading.records)
        found.unasked.update(dict.fromkeys(reading.unanswered))
        found.troubles.update(dict.fromkeys(reading.unanswered.values()))
        if reading.trouble:
            found.unasked.update(dict.fromkeys(wanted[done + len(batch) :]))
            return found
    if beyond := wanted[row.most :]:
        found.unasked.update(dict.fromkeys(beyond))
        found.troubles[Trouble(f"{row.name} is not asked for more than {row.most} works in a run")] = None
    return found
