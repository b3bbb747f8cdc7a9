from __future__ import annotations

import pytest

from bibtools.records.withdrawal import is_superseded, is_withdrawn


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn",
        "this paper has been withdrawn by the authors due to an error in Lemma 3",
        "The paper is withdrawn",
        "Withdrawn, since a later paper contains this and more",
        "Withdrawn by arXiv administrators",
        "Paper withdrawn due to company policy",
        "12 pages, 3 figures. This article has been temporarily withdrawn",
        "8 pages The paper has been withdrawn due to an error in the proof",
        "arXiv admin note: submission has been withdrawn by arXiv administrators",
        "The paper is withdrawn from the arXiv",
        "Administratively withdrawn due to policy violation",
        "This report has been withdrawn as it needs permission",
        "We have withdrawn our paper due to a mistake",
        "We would like to withdraw this manuscript",
        "Authors withdraw the paper due to wrong data",
        "This first version has been withdrawn",
    ],
)
def test_these_papers_are_withdrawn(comment: str) -> None:
    assert is_withdrawn(comment)


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "12 pages, 3 figures",
        "Withdrawal symptoms, 12 pages",
        "supersedes math.RT/0610728, which has been withdrawn",
        "This paper supersedes withdrawn preprints math.RT/0610728 and math.RT/0612451",
        "It now contains the contents of former arXiv:0807.3859 (withdrawn)",
        "The original submission to a journal in 2009 was withdrawn. The paper was split in two",
        "17 pages, 6 figures; paper withdrawn from IEEE Transactions and submitted elsewhere",
        "The corresponding submission to the journal had been withdrawn",
        "This first draft of 7 pages will be withdrawn as long as it is not completed",
        "Previous version was withdrawn to be updated",
        "v2: Section 6 withdrawn",
        "The theorem of [3], now withdrawn, is not used",
        "cash withdrawn from machines: a study",
    ],
)
def test_these_papers_are_not(comment: str) -> None:
    assert not is_withdrawn(comment)


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("Superseded by arXiv:2101.00001", True),
        ("12 pages, 3 figures. This paper has been superseded by arXiv:2101.00001.", True),
        ("5 pages; superseded by 2101.00001", True),
        ("This note is now replaced by a longer paper", True),
        ("The results were subsumed by later work", False),  # not the paper
        ("Supersedes arXiv:1901.00001", False),
        ("This paper supersedes 1901.00001, which was superseded by nothing", False),
        ("We show that LSTMs are superseded by transformers", False),
        ("v2 replaced by the journal's version", False),
        ("", False),
    ],
)
def test_what_another_work_supersedes(comment: str, expected: bool) -> None:
    assert is_superseded(comment) == expected
