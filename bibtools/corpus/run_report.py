"""The report of a run over a corpus, as text."""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.core.text import printable
from bibtools.corpus.run import Outcome
from bibtools.reports.finding_text import count


def result(outcome: Outcome) -> str:
    """Return the counts of the parts, on one line."""
    done = outcome.done
    counts = [
        f"{count(outcome.sources, 'source')} in {count(len(done), 'part')}",
        count(sum(each.mentions for each in done), "mention"),
        count(sum(each.suspects for each in done), "suspect"),
        *([f"{found} found by their words"] if (found := sum(each.found for each in done)) else []),
        *([f"{skipped} no text"] if (skipped := sum(each.skipped for each in done)) else []),
        *([f"{outcome.failed} not read"] if outcome.failed else []),
    ]
    return f"{printable(outcome.out)}: {', '.join(counts)}\n"


def diagnostics(outcome: Outcome) -> str:
    """Return failures, reused parts, and the cost of the run."""
    return "".join(f"{line}\n" for line in _lines(outcome))


def _lines(outcome: Outcome) -> Iterator[str]:
    for unread in outcome.unread:
        yield f"{printable(unread.path)}: {printable(unread.reason)}"
    if outcome.failed:
        yield 'some sources could not be read: their rows say why ("unread"); run the same command to retry them'
    for each in outcome.unfinished:
        yield f"part-{each.number:05}: not finished: {each.reason}; run the same command to retry it"
    if not outcome.partitions:
        yield "note: no source was found; name files, folders or addresses"
    if reused := sum(each.reused for each in outcome.done):
        yield f"note: {reused} of {outcome.partitions} parts existed already"
    if fresh := sum(each.sources for each in outcome.done if not each.reused):
        work, overhead = outcome.worked / fresh * 1e6, outcome.overhead * 1e6
        yield (
            f"note: {outcome.seconds:.1f} s, {outcome.threads} at a time: for each source {work:.0f} µs of work and "
            f"{overhead:.0f} µs of overhead"
        )
