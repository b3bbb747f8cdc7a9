"""What a verification finds: verdicts on the entries of a library, and the findings made from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bibtools.bibliography.library.blocks import Block, Library
from bibtools.bibliography.library.fields import fields
from bibtools.core.errors import ExitCode
from bibtools.core.finding import Finding, Spans
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rule import Level
from bibtools.core.rule_selection import RuleSelection
from bibtools.core.rules import ERROR, NOTE, RULES
from bibtools.matching.difference import Difference
from bibtools.matching.verdict import Verdict

_SHOWN = 3  # places in a message
_RULES: dict[Level, str] = {"error": "another-work", "warning": "differing-field", "note": "differing-field"}


class CitePlace(NamedTuple):
    """A place at which a source cites an entry: line and column are from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


class VerifiedEntry(NamedTuple):
    """An entry with its verdict, its evidence, and why nobody was asked where that is it."""

    key: str
    line: int
    verdict: Verdict
    states: tuple[str, ...]  # see State
    evidence: tuple[tuple[str, str], ...]  # sources and their records that agree in identity, or hint
    differences: tuple[Difference, ...]
    reason: str = ""
    cited: tuple[CitePlace, ...] = ()  # where, if sources were read
    is_open: bool = False  # whether a witness could not be asked if its work is retracted: the verdict is not kept


class FixedField(NamedTuple):
    """A field that got what its source says."""

    key: str
    field: str
    old: str
    new: str
    source: str


class VerifyOutcome(NamedTuple):
    """The verdicts on the entries of a library."""

    bib: str
    entries: tuple[VerifiedEntry, ...]
    findings: tuple[Finding, ...]
    hashes: dict[str, str]  # of all entries of the library, by their keys
    unasked: int = 0  # identifiers and titles that could not be looked up
    unsearched: int = 0  # titles among these
    trouble: str = ""  # why
    unwitnessed: int = 0  # works of which a third witness could not be asked whether they are retracted
    witness_trouble: str = ""  # why
    is_offline: bool = False
    new_lock: str = ""  # the lock file, where this run has made one
    lock_trouble: str = ""  # why the verdicts could not be kept
    fixed: tuple[FixedField, ...] = ()
    unfixed: tuple[tuple[str, str], ...] = ()  # keys, and why what is meant was not put in
    diff: str = ""  # what would change, where that was only to be shown

    @property
    def exit_code(self) -> int:
        """The exit code: the highest that applies."""
        if self.lock_trouble or ((self.unasked or self.unwitnessed) and not self.is_offline):
            return ExitCode.COULD_NOT
        differs = self.diff or any(each.level == ERROR for each in self.findings)
        return ExitCode.DIFFERS if differs else ExitCode.IN_STEP


def outcome_of(
    library: Library,
    spans: Spans,
    done: Sequence[tuple[Block, VerifiedEntry]],
    hashes: Mapping[Block, str],
    rules: RuleSelection,
) -> VerifyOutcome:
    """Return the outcome that the verdicts on the entries of a library make; `hashes` are those of all entries."""
    found = [each for block, entry in done for each in _findings(library, spans, block, entry)]
    return VerifyOutcome(
        bib=library.source.path,
        entries=tuple(entry for _, entry in done),
        findings=tuple(map(_as_noted, rules.applied(found))),
        hashes={block.key: hashed for block, hashed in hashes.items()},
    )


def _as_noted(finding: Finding) -> Finding:
    """Return a finding as a note where its difference is one, unless somebody chose a level for its rule."""
    is_note = finding.data["severity"] == NOTE and finding.level == RULES[finding.rule].level
    return finding._replace(chosen_level=NOTE) if is_note else finding


def _findings(library: Library, spans: Spans, block: Block, found: VerifiedEntry) -> Iterator[Finding]:
    """Yield what the differences of an entry are as findings, at their fields."""
    if not found.differences:
        return
    places = {field.name: field.value_span for field in reversed(fields(library.text, block)[0])}
    for each in found.differences:
        meant = f"; it should be {each.meant}" if each.meant and each.meant != each.value else ""
        cited = _cited_at(found.cited)
        message = f"{block.key}: {each.in_words}{meant}{cited}"
        data: dict[str, object] = {"key": block.key, **each.as_values}
        if found.cited:
            data["cited"] = [place._asdict() for place in found.cited]
        span = places.get(each.field, block.key_span)
        yield spans.finding(_RULES[each.severity], library.source.path, span, message, data)


def _cited_at(places: Sequence[CitePlace]) -> str:
    """Return where an entry is cited, as a message ends; nothing where no source was read."""
    if not places:
        return ""
    more = f" and {len(places) - _SHOWN} more" if len(places) > _SHOWN else ""
    return f"; cited at {', '.join(map(str, places[:_SHOWN]))}{more}"
