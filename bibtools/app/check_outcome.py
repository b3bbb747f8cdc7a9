"""What a check found in a paper, and the findings and the exit code that it leads to."""

from __future__ import annotations

from collections.abc import Iterable

from bibtools.app import findings
from bibtools.app.gather import Gathered
from bibtools.core.errors import BibtoolsError, ExitCode
from bibtools.core.finding import Finding, in_order
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rule_selection import RuleSelection
from bibtools.core.rules import NOTE
from bibtools.files.write_access import NamedPath
from bibtools.identifiers.identifier import Identifier
from bibtools.sources.cited_key import CitedKey
from bibtools.sources.mention import Mention


class CheckOutcome(NamedTuple):
    """What a check found; `missing` are the first mentions of the papers that the library lacks."""

    bib: str  # empty where none is named, and none is needed
    gathered: Gathered
    sources: tuple[str, ...] = ()
    library: NamedPath | None = None  # and who named it
    present: tuple[tuple[Identifier, str], ...] = ()  # works, and the keys of their entries
    missing: tuple[Mention, ...] = ()
    asides: tuple[Finding, ...] = ()  # mentions in files beside the paper, which do not count as missing
    citation_faults: tuple[Finding, ...] = ()  # of the ways in which sources name papers
    faults: tuple[Finding, ...] = ()  # of the libraries
    exists: bool = True  # whether there is a library,
    beside: str = ""  # else another one that lies there
    obstacle: str = ""  # why nothing is added to it
    reason: str = ""  # why it was chosen, if it is not named
    trouble: BibtoolsError | None = None  # why the paper could not be checked
    undefined: tuple[CitedKey, ...] = ()  # keys that no library has, where all are known
    key_faults: tuple[Finding, ...] = ()  # what to report about such keys
    unused: tuple[Finding, ...] = ()  # entries that no document cites, or why these are not known
    cited_from: tuple[str, ...] = ()  # its libraries that are there, its own first
    withdrawn: tuple[Finding, ...] = ()  # papers that are there, as far as this machine knows
    published: tuple[Finding, ...] = ()  # preprints that are there and were published, as far as it knows
    is_complete: bool = True  # whether it can change only where files, folders or git's index do
    rules: RuleSelection = RuleSelection()
    uncounted: frozenset[str] = frozenset()  # rules whose findings change no exit code
    unexamined: tuple[str, ...] = ()  # libraries that were too large to be examined for what is wrong with them

    @property
    def known(self) -> int:
        """The number of works that are there, in a library or in a list of the sources' own."""
        return self.gathered.with_listed(work for work, _ in self.present)

    @property
    def all_missing(self) -> list[Finding]:
        """What to report about the missing papers."""
        standing = findings.LibraryStanding(self.exists, self.beside, self.obstacle, self.reason)
        return [*findings.missing_papers(self.missing, self.bib, standing)]

    @property
    def aloud(self) -> list[Finding]:
        """What was not read, or is not there, so that something may be missing all the same."""
        unread = tuple(each for each in self.gathered.unread if each.aloud and not each.failed)
        found = list(findings.of_sources(Gathered(unread=unread)))
        if self.bib and not self.exists and not self.missing:
            source = next((each.source for each in self.gathered.libraries if each.path == self.bib), "")
            found.append(findings.absent_library(self.bib, source, beside=self.beside, obstacle=self.obstacle))
        loud = {each.aside.source for each in self.gathered.asides if each.aside.aloud}
        found += [each for each in self.rules.applied(self.asides) if each.path in loud]
        return [*found, *(each for each in self.rules.applied((*self.key_faults, *self.unused)) if each.level == NOTE)]

    @property
    def all_trouble(self) -> list[Finding]:
        """Why the paper could not be checked."""
        if not self.trouble:
            return []
        place = (*self.gathered.roots, *self.sources)[0]
        return [Finding("unchecked", place, None, "; ".join((str(self.trouble), *self.trouble.advice)))]

    @property
    def all_findings(self) -> list[Finding]:
        """Everything that is wrong or noteworthy, in order of path, then place."""
        present = (work for work, _ in self.present)
        of_sources = findings.of_sources(self.gathered, present)
        absent = [each for each in self.aloud if each.rule == "absent-library"]
        found = [*self.all_trouble, *self.all_missing, *of_sources, *absent, *self.asides, *self.withdrawn]
        found += [*self.citation_faults, *self.key_faults, *self.unused, *self.published, *self.faults]
        return in_order(self.rules.applied(found))

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        return self._code(each for each in self.all_findings if each.rule not in self.uncounted)

    @property
    def exit_code_of_sync(self) -> int:
        """The exit code where undefined keys do not count: `sync` cannot mend them."""
        return self._code(each for each in self.all_findings if each.rule != "undefined-key")

    def _code(self, found: Iterable[Finding]) -> int:
        trouble = self.trouble.exit_code if self.trouble else ExitCode.DIFFERS
        return findings.exit_code(found, trouble)
