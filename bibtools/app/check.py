"""`sync --check`: which papers a library lacks. Nobody is asked, and of the library only what matters is read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from bibtools.app import faults
from bibtools.app.cited import cited_keys, findings
from bibtools.app.gather import Gathered, Sources, gather
from bibtools.app.target import others, target
from bibtools.core.errors import ExitCode
from bibtools.core.finding import Finding
from bibtools.core.rules import ERROR
from bibtools.core.text import Source
from bibtools.files import exact_text, pathnames
from bibtools.files.write_access import NamedPath
from bibtools.sources.filetypes import LIBRARY, WALKED
from bibtools.sources.mention import Mention


class CheckOutcome(NamedTuple):
    """What a check found; `missing` are the first mentions of the papers that the library lacks."""

    bib: str
    gathered: Gathered
    present: tuple[tuple[str, str], ...]  # ids, and the keys of their entries
    missing: tuple[Mention, ...]
    findings: tuple[Finding, ...]
    exists: bool = True  # whether there is a library,
    beside: str = ""  # else another one that lies there

    @property
    def all_missing(self) -> list[Finding]:
        """What is to be said of the missing papers."""
        return faults.missing(self.missing, self.bib, exists=self.exists, beside=self.beside)

    @property
    def all_findings(self) -> list[Finding]:
        """Everything that is wrong or noteworthy."""
        present = (value for value, _ in self.present)
        return [
            *self.all_missing,
            *faults.of_sources(self.gathered, present),
            *self.findings,
        ]

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        wrong = self.missing or any(finding.level == ERROR for finding in self.findings)
        return max(self.gathered.exit_code, ExitCode.DIFFERS if wrong else ExitCode.IN_STEP)


def check(sources: Sources, bib: NamedPath | None, today: date) -> CheckOutcome:
    """Return which papers a library lacks that its sources name.

    Raises UsageError where it is not clear which library is meant, and ReadError where that cannot be read.
    """
    from bibtools.bibliography.library.merge_conflict import refuse  # noqa: PLC0415 - the hook looks up less
    from bibtools.bibliography.library.presence import lookup  # noqa: PLC0415 - the same

    gathered = gather(sources, today, WALKED)
    named = target(bib, gathered, sources.given if sources.by_user else (), any_will_do=True)
    path = named.path
    gathered = gathered.without(path)
    shown, first = pathnames.relative(path), gathered.first_mentions
    library = exact_text.read_library(path)
    if library:
        refuse(library)
    texts = [library or Source(shown, ""), *others(named, gathered)]
    held: dict[str, str] = {}
    for text in texts:
        held = lookup(text, first.keys() - held.keys(), today) | held
    keys, existing = cited_keys(gathered.mentions) | held, _Keys(texts)
    return CheckOutcome(
        shown,
        gathered,
        tuple((value, held[value]) for value in first if value in held),
        tuple(mention for value, mention in first.items() if value not in held),
        tuple(findings(gathered.mentions, keys, existing.__contains__, shown)),
        library is not None,
        "" if library else pathnames.beside(shown, LIBRARY),
    )


class _Keys:
    """The keys of some libraries, which are read whole only where one is asked for."""

    def __init__(self, texts: Sequence[Source]) -> None:
        self._texts = texts

    def __contains__(self, key: str) -> bool:
        return key in self._all

    @cached_property
    def _all(self) -> frozenset[str]:
        from bibtools.bibliography.library.reader import read  # noqa: PLC0415 - few sources cite ids that are no keys

        return frozenset(block.key for text in self._texts for block in read(text).keyed() if block.key)
