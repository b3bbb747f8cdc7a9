"""Fixes: the replacement for a place that violates a rule. A fix is a value; it changes nothing itself."""

from __future__ import annotations

from collections.abc import Iterable

from bibtools.core.finding import Finding
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Edit, Position, Span


class Fix(NamedTuple):
    """What a rule puts into a span of a file in place of `old`, and why.

    A fix is done only where `old` still stands there. Fixes of a `group` belong together: all are done, or none.
    """

    rule: str
    path: str
    span: Span
    old: str
    new: str
    reason: str
    position: Position | None = None
    cell: int | None = None  # of a notebook, from 1: then the span is one of the cell's text
    group: str = ""
    renamed: tuple[tuple[str, str], ...] = ()  # keys that go with it, each with the one that stands for it then

    @property
    def edit(self) -> Edit:
        """The edit of the text, or of the cell's."""
        return Edit(self.span, self.new)


class Unfixed(NamedTuple):
    """What a rule found and no fix is done for, and why."""

    rule: str
    path: str
    position: Position | None
    reason: str
    cell: int | None = None


class Fixes(NamedTuple):
    """The changes to make, and the findings that are left, with the reasons."""

    fixes: tuple[Fix, ...] = ()
    unfixed: tuple[Unfixed, ...] = ()


def replacing(finding: Finding, old: str, new: str, reason: str = "") -> Fix:
    """Return the fix that puts a text in the span of a finding."""
    if finding.span is None:
        raise ValueError(f"a finding of {finding.rule} without a span cannot be fixed")
    why = reason or finding.brief or finding.message
    return Fix(
        rule=finding.rule,
        path=finding.path,
        span=finding.span,
        old=old,
        new=new,
        reason=why,
        position=finding.position,
        cell=finding.cell,
    )


def left(finding: Finding, reason: str) -> Unfixed:
    """Return the record that a finding is not fixed."""
    return Unfixed(finding.rule, finding.path, finding.position, reason, finding.cell)


def unfixed(fix: Fix, reason: str) -> Unfixed:
    """Return the record that a fix is not applied."""
    return Unfixed(fix.rule, fix.path, fix.position, reason, fix.cell)


def without_clashes(fixes: Iterable[Fix]) -> Fixes:
    """Return fixes that can be done together: of two that overlap the longer one, of two that disagree neither.

    Where one of a group cannot be done, the others are not done either.
    """
    ordered = sorted(dict.fromkeys(fixes), key=_order)
    clashing = _clashing(ordered)
    groups = {fix.group: f"in {fix.path}, where it belongs to, {why}" for fix, why in clashing.items() if why}
    groups.pop("", None)
    done = [fix for fix in ordered if fix not in clashing and fix.group not in groups]
    reasons = {fix: why for fix in ordered if (why := clashing.get(fix) or groups.get(fix.group, ""))}
    return Fixes(tuple(done), tuple(unfixed(fix, why) for fix, why in reasons.items()))


def _order(fix: Fix) -> tuple[str, int, int, bool, int]:
    """Return where a fix comes: what is inserted in front of a place before what changes it, the longest first."""
    (start, end), cell = fix.span, fix.cell or 0
    return fix.path, cell, start, start != end, -end


def _clashing(ordered: Iterable[Fix]) -> dict[Fix, str]:
    """Return the fixes that cannot be done beside others, and why; no reason for what another one does as well."""
    clashing: dict[Fix, str] = {}
    last: Fix | None = None
    for fix in ordered:
        if last is None or (last.path, last.cell) != (fix.path, fix.cell) or not _meet(last, fix):
            last = fix
        elif last.span != fix.span:
            clashing[fix] = f"it lies in what {last.rule} changes"
        elif last.new == fix.new:
            clashing[fix] = ""
        else:
            clashing |= dict.fromkeys((last, fix), f"{last.new} and {fix.new} are both meant")
    return clashing


def _meet(first: Fix, second: Fix) -> bool:
    return second.span.start < first.span.end or second.span == first.span
