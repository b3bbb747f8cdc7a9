"""`bibtools verify`: whether every entry agrees with the sources."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

import click

from bibtools.app.locked_verdicts import all_locked
from bibtools.app.meant_libraries import MeantLibrary, meant_libraries
from bibtools.app.verify_locked import verify_locked
from bibtools.app.wired_indexes import witnesses
from bibtools.app.wiring import configuration, locking, today, world
from bibtools.cli.each_library import each_library, report_each
from bibtools.cli.progress import Progress
from bibtools.cli.shared_options import LIBRARY_OR_SOURCES, OFFLINE, TIMEOUT, TRUST, format_option
from bibtools.core.errors import UsageError
from bibtools.core.named_tuple import NamedTuple
from bibtools.reports import verify as reports
from bibtools.reports.formats import OF_FINDINGS
from bibtools.reports.library_outcomes import Reports

if TYPE_CHECKING:
    from collections.abc import Callable

    from bibtools.app.knowledge import Witnesses
    from bibtools.app.searching import Searching
    from bibtools.app.verify_outcome import VerifyOutcome
    from bibtools.app.world import World
    from bibtools.config.configuration import Config
    from bibtools.core.text import Source
    from bibtools.files.library_lock import Locking
    from bibtools.matching.verdict_lock import Locked

_REPORTS = Reports(reports.text, reports.values, reports.diagnostics)


@click.command()
@LIBRARY_OR_SOURCES
@click.option(
    "--lock", is_flag=True, help="Keep the verdicts in bibtools.lock; later runs compare only changed entries."
)
@click.option("--fix", is_flag=True, help="Correct single fields where the authoritative source is certain.")
@click.option(
    "--diff", is_flag=True, help="With --fix: show the changes without writing them; exit 1 if there are any."
)
@click.option(
    "--searches",
    type=click.IntRange(0, 10_000),
    metavar="NUMBER",
    help="Title searches, at Crossref, then DataCite, for entries that nothing else settles (default: 20).",
)
@OFFLINE
@TIMEOUT
@TRUST
@format_option(OF_FINDINGS)
def verify(
    given: tuple[str, ...],
    *,
    lock: bool,
    fix: bool,
    diff: bool,
    searches: int | None,
    offline: bool,
    timeout: float | None,
    trust: bool,
    form: str,
) -> int:
    """Compare entries with published records: all of FILE.bib, or the entries that SOURCES cite.

    Each entry agrees with the records, contradicts one, could not be confirmed, or could not be looked up. A missing
    record says nothing against a work: few services list books, standards, theses and reports. Published works come
    from the indexes on this machine (see bibtools index build). With a bibtools.lock next to the library (created by
    --lock), only entries that have changed since are compared.
    """
    if diff and not fix:
        raise UsageError("--diff shows what --fix would change; use them together")
    with Progress() as progress:
        config = configuration(trust=trust).overridden(offline=offline, timeout=timeout)

        @cache
        def asking() -> tuple[World, Witnesses, Searching]:
            from bibtools.app.searching import Searching  # the same

            budget = config.title_searches if searches is None else searches
            here = world(config, progress)
            return here, witnesses(config, progress.note), Searching(here.search_titles, budget, progress.note)

        run = _VerifyRun(config, asking, locking(config, progress), is_locking=lock, fixes=fix, is_shown=diff)
        done = each_library(meant_libraries(given, config, today(), with_others=True), run.of)
    return report_each(done, _REPORTS, form)


class _VerifyRun(NamedTuple):
    """Verifies each library as the command line says."""

    config: Config
    asking: Callable[[], tuple[World, Witnesses, Searching]]
    locks: Locking
    is_locking: bool
    fixes: bool
    is_shown: bool

    def of(self, meant: MeantLibrary) -> VerifyOutcome:
        path, source = meant.named.path, meant.files.read_library(meant.named.path)

        def verifying(locked: Locked) -> VerifyOutcome:
            if self.fixes:
                return self._fixed(meant)
            return self._verified(meant, source, locked)

        keeps, within = not self.is_shown, meant.lock_within
        return verify_locked(path, verifying, today(), self.locks, makes=self.is_locking, keeps=keeps, within=within)

    def _fixed(self, meant: MeantLibrary) -> VerifyOutcome:
        from bibtools.app.verify_fixes import fix_library, left_library  # few runs fix something

        meant.refuse()
        verifying = partial(self._verified, meant)
        if meant.refusal:
            return left_library(meant.named, meant.refusal, verifying)
        return fix_library(meant.named, verifying, today(), self.locks, diff=self.is_shown)

    def _verified(self, meant: MeantLibrary, source: Source | None, locked: Locked) -> VerifyOutcome:
        path = meant.named.path
        is_whole = meant.gathered is None
        if source and is_whole and locked and (done := all_locked(source, path, locked, self.config.rules)):
            return done
        from bibtools.app.verify import verify as verified  # what is locked needs none of it

        here, known, searching = self.asking()
        return verified(
            source,
            path,
            here.resolve,
            known,
            here.today,
            is_wanted=meant.is_cited_in,
            cited_at=meant.cited_at,
            is_offline=self.config.offline,
            rules=self.config.rules,
            locked=locked,
            searching=searching,
            attest=here.attest,
        )
