"""The last line of a check: how much was found, and whether that fails it."""

from __future__ import annotations

import pytest

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.gather import Gathered
from bibtools.core.finding import Finding
from bibtools.reports.source_text import of_nothing
from bibtools.reports.summary import checked

MILD, BAD = Finding("alias-clash", "refs.bib", None, "x"), Finding("broken-entry", "refs.bib", None, "x")
END = "for details: bibtools explain RULE"


@pytest.mark.parametrize(
    ("faults", "last", "code"),
    [
        ((MILD,), f"1 warning that does not fail the check; {END}", 0),
        ((MILD, MILD), f"1 warning that does not fail the check; {END}", 0),  # two papers share the library
        ((MILD, MILD._replace(message="y")), f"2 warnings that do not fail the check; {END}", 0),
        ((BAD, MILD), f"1 finding, 1 warning; {END}", 1),
        ((BAD,), f"1 finding; {END}", 1),
    ],
)
def test_the_last_line_tells_whether_warnings_alone_were_found(
    faults: tuple[Finding, ...], last: str, code: int
) -> None:
    outcome = CheckOutcome("refs.bib", Gathered(names=("p.tex",)), ("p.tex",), faults=faults)
    assert (checked([outcome], "text", {})[0].decode().splitlines()[-1], outcome.exit_code) == (last, code)


def test_a_check_that_finds_no_ids_advises_other_commands() -> None:
    gathered = Gathered(names=("p.tex",))
    beside = checked([CheckOutcome("refs.bib", gathered, ("p.tex",))], "text", {})[1]
    [of_sync] = of_nothing([gathered])
    assert "no paper by id" in beside
    assert beside.endswith("To work on existing entries: bibtools sync --fill, bibtools links\n")
    assert of_sync.endswith("To work on existing entries: bibtools check, bibtools sync --fill, bibtools links")
