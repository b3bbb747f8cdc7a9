"""What is understood of real comments: precision and recall on a random sample that was labelled by hand."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from real_material import MATERIAL

from bibtools.records.venues.comment_parser import claim
from bibtools.records.venues.venue_claim import Claim

LABELLED = Path(__file__).with_name("labelled_comments.tsv")
MORE = Path(__file__).with_name("more_labelled_comments.tsv")
ALL = MATERIAL / "records" / "comments.tsv"


def rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").split("\n")[1:] if line]


def label(found: Claim | None) -> tuple[str, str, str]:
    return (found.venue, str(found.year or "-"), found.stage) if found else ("-", "-", "-")


@pytest.mark.parametrize(
    ("path", "size", "precise", "found"),
    [
        (LABELLED, 300, 0.98, 0.90),
        (MORE, 500, 0.94, 0.92),  # hardly looked at since they were labelled: closer to what is new
    ],
)
def test_claims_of_a_random_sample_are_right_and_most_are_found(
    path: Path, size: int, precise: float, found: float
) -> None:
    sample = [(label(claim(comment)), (venue, year, stage)) for comment, venue, year, stage in rows(path)]
    right = sum(got == wanted != ("-", "-", "-") for got, wanted in sample)
    made = sum(got[0] != "-" for got, _ in sample)
    labelled = sum(wanted[0] != "-" for _, wanted in sample)
    wrong = [(got, wanted) for got, wanted in sample if got != wanted]
    assert len(sample) >= size
    assert right / made >= precise, wrong
    assert right / labelled >= found, wrong


@pytest.mark.slow
@pytest.mark.skipif(not ALL.exists(), reason="the collection of real comments is not here")
def test_real_comments_never_fail(capsys: pytest.CaptureFixture[str]) -> None:
    comments = [row[1] for row in rows(ALL)]
    start = time.perf_counter()
    claims = [claim(comment) for comment in comments]
    seconds = time.perf_counter() - start
    with capsys.disabled():
        share = sum(found is not None for found in claims) / len(claims)
        print(f"\n{len(claims)} comments in {seconds:.2f} s; {share:.1%} give a claim")  # noqa: T201 - a figure to read
    assert all(found is None or found.venue for found in claims)
