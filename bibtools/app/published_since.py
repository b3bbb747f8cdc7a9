"""Published since: the preprints of a paper's libraries that are known here to be published. Makes no requests.

These are the entries that `upgrade --offline` would change: it is the same judgement.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from bibtools.core.finding import Finding, Spans
from bibtools.files.workspace import HERE, Workspace
from bibtools.identifiers.identifier import DOI

if TYPE_CHECKING:
    from bibtools.app.check_memory import CheckMemory
    from bibtools.app.check_outcome import CheckOutcome
    from bibtools.app.published_memory import PublishedMemory
    from bibtools.app.upgrade import Knowing
    from bibtools.config.configuration import Config

RULE = "published-since"
Known = Callable[[], "Knowing | None"]  # how published versions are looked up; None if no source is on this machine


def nobody_knows() -> Knowing | None:
    """Return None: nothing here knows what preprints became."""
    return None


def knowing_by(configured: Callable[[], Config]) -> Known:
    """Return what knows, on this machine, what preprints became; None where nothing does."""

    def knowing() -> Knowing | None:
        config = configured()
        if not (_has_works(config) or _has_answers(config)):
            return None
        from bibtools.app.known_works import KnownWorks

        return KnownWorks(config).knowing()

    return knowing


def _has_works(config: Config) -> bool:
    if not any(config.index_path.parent.glob("*.sqlite3")):
        return False  # what an index is need not be loaded
    from bibtools.index.kinds import KINDS
    from bibtools.index.published_schema import WORKS

    return any(each.path(config.index_path).exists() for each in KINDS if each.schema == WORKS)


def _has_answers(config: Config) -> bool:
    """Return whether services have answered about a DOI: without an index, only that shows a publication."""
    if not any(config.cache_dir.glob("records-*")):
        return False
    from bibtools.app.wiring import quiet
    from bibtools.storage.answers import Cache

    with closing(Cache(config.cache_dir, time.time, quiet, repair=False)) as answers:
        return answers.has_records_of(DOI)


def with_published(
    outcomes: Sequence[CheckOutcome],
    known: Known,
    today: date,
    files: Workspace = HERE,
    memory: CheckMemory | None = None,
) -> list[CheckOutcome]:
    """Return the outcomes of a run with the preprints that were published, a library's with the first that has it.

    What the `memory` knows of entries is not asked again.
    """
    knowing = known() if any(each.cited_from for each in outcomes) else None
    if knowing is None:
        return list(outcomes)
    from bibtools.app.published_memory import PublishedMemory  # where something is known

    remembered = memory.published if memory else PublishedMemory()
    owners: dict[str, int] = {}
    for number, each in enumerate(outcomes):
        for path in each.cited_from:
            owners.setdefault(path, number)
    found: dict[int, list[Finding]] = {}
    for path, number in owners.items():
        found.setdefault(number, []).extend(_published_in(path, knowing, today, files, remembered))
    return [each._replace(published=tuple(found.get(number, ()))) for number, each in enumerate(outcomes)]


def _published_in(
    path: str, knowing: Knowing, today: date, files: Workspace, memory: PublishedMemory
) -> Iterator[Finding]:
    opened = memory.opening(files.read_library(path), path, today, files)
    spans = Spans(opened.library.text)
    for block, (work, gate, source, where) in memory.of(opened, today, knowing):
        message = f"{block.key}: {work} was published: {where} ({source}, {gate}): bibtools upgrade writes it"
        data = {"key": block.key, "identifier": work.id, "gate": gate, "source": source}
        yield spans.finding(RULE, opened.library.source.path, block.key_span, message, data)
