"""What came of a run over libraries, as one result: of one library alone its values, and of several a list of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, Protocol, TypeVar

from bibtools.core.finding import Finding, in_order
from bibtools.reports.formats import Result


class LibraryOutcome(Protocol):
    """What came of one library."""

    @property
    def findings(self) -> Sequence[Finding]:
        """What there is to say."""

    @property
    def exit_code(self) -> int:
        """The exit code of a run over it alone."""


Outcome = TypeVar("Outcome", bound=LibraryOutcome)


def nothing_more(outcomes: Sequence[object]) -> str:
    """Return nothing: what there is to say is said of each library."""
    del outcomes
    return ""


class Reports(NamedTuple, Generic[Outcome]):
    """How the outcome for one library is reported."""

    text: Callable[[Outcome], str]
    values: Callable[[Outcome], dict[str, object]]
    diagnostics: Callable[[Outcome], str]
    closing: Callable[[Sequence[Outcome]], str] = nothing_more  # for all of them, once


def result_of(outcomes: Sequence[Outcome], reports: Reports[Outcome]) -> Result:
    """Return what to report about all libraries."""

    def values() -> dict[str, object]:
        made = [reports.values(each) for each in outcomes]
        return made[0] if len(made) == 1 else {"papers": made}

    found = in_order(finding for each in outcomes for finding in each.findings)
    return Result(lambda: "".join(map(reports.text, outcomes)), values, found)
