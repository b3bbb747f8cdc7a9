from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

import bibtools
from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.source_files import Sources
from bibtools.app.sync import sync
from bibtools.app.sync_outcome import SyncOptions, SyncOutcome
from bibtools.providers.resolution import Resolution
from bibtools.reports import outcome_text, sync_check

TODAY = date(2026, 11, 29)
HELD = "@misc{k, eprint = {2106.00134}, archivePrefix = {arXiv}}\n"
ID, IMPOSSIBLE = "arXiv:2106.00134", "arXiv:2613.00001"


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("source", "libraries", "code", "line"),
    [
        (ID, {"refs.bib": HELD}, 0, "refs.bib: in step, 1 paper"),
        (f"{ID} {IMPOSSIBLE}", {"refs.bib": HELD}, 1, "refs.bib: nothing added, 1 paper there already"),
        (IMPOSSIBLE, {"refs.bib": HELD}, 1, "refs.bib: nothing added"),
        (IMPOSSIBLE, {}, 1, "refs.bib: nothing added, so it was not created"),
        (f"{ID} arXiv:2106.00135", {"refs.bib": HELD}, 3, "refs.bib: nothing added, 1 paper there already"),
        ("x", {}, 0, "refs.bib: does not exist, and need not: no paper is cited by id"),
    ],
)
def test_a_summary_of_sync_says_what_is_so(
    source: str, libraries: dict[str, str], code: int, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.tex").write_text(
        f"\\documentclass{{article}}\\begin{{document}}{source}\\bibliography{{refs,other}}\\end{{document}}"
    )
    for name, text in libraries.items():
        Path(name).write_text(text)
    options = SyncOptions(sources=Sources(["a.tex"]))

    def unasked(wanted: Sequence[bibtools.Identifier]) -> Resolution:
        return Resolution(unresolved=dict.fromkeys(wanted, "nobody is here"))

    [outcome] = sync(options, TODAY, unasked, lambda resolution, _: resolution)
    assert isinstance(outcome, SyncOutcome)
    assert (outcome.exit_code, outcome_text.result(outcome).splitlines()[0]) == (code, line)


def test_what_fill_finds_has_a_place_and_is_folded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    works = [f"2106.0013{number}" for number in range(8)]
    Path("refs.bib").write_text("".join(f"@misc{{k{work}, eprint = {{{work}}}}}\n" for work in works))
    Path("a.tex").write_text("x \\bibliography{refs}")

    def nobody(wanted: Sequence[bibtools.Identifier]) -> Resolution:
        return Resolution(nonexistent=tuple(wanted))

    [outcome] = sync(
        SyncOptions(sources=Sources(["a.tex"]), fill=True), TODAY, nobody, lambda resolution, _: resolution
    )
    told = outcome_text.diagnostics(outcome).splitlines()
    assert [line.split(": ")[:2] for line in told[:5]] == [
        [f"refs.bib:{line}:1", "nonexistent-id"] for line in range(1, 6)
    ]
    assert told[5] == "and 3 more findings of nonexistent-id: --format json lists them all"
    assert len(outcome.all_findings) == len(works)
    assert all(each.position for each in outcome.all_findings)


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [(ID, 0, "refs.bib: in step, 1 paper"), (f"{ID} {IMPOSSIBLE}", 1, "refs.bib: nothing is missing, 1 paper")],
)
def test_a_summary_of_a_check_says_what_is_so(source: str, code: int, line: str, tmp_path: Path) -> None:
    (tmp_path / "a.tex").write_text(f"{source} \\bibliography{{refs}}")
    (tmp_path / "refs.bib").write_text(HELD)
    outcome = bibtools.check(base=tmp_path, today=TODAY)
    assert isinstance(outcome, CheckOutcome)
    assert (outcome.exit_code_of_sync, sync_check.result(outcome)) == (code, f"{line}\n")
