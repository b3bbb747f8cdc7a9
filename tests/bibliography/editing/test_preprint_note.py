"""Notes of preprints: what of them speaks of the appearance, and what is the user's."""

from __future__ import annotations

import pytest

from bibtools.bibliography.editing.preprint_note import besides_preprint


@pytest.mark.parametrize(
    ("note", "left"),
    [
        # What says that a work is a preprint, or where it will appear, goes.
        ("arXiv: 1801.00001", ""),
        ("arXiv:1801.00001v2 [cs, stat]\nversion: 2", ""),
        ("arXiv preprint arXiv:1801.00001, 2018", ""),
        ("Number: arXiv:1801.00001\narXiv: 1801.00001 [cs]\nComment: 10 pages; accepted at ICML", ""),
        ("Accepted at Proc. ICML, Long Beach", ""),
        ("Submitted to a conference", ""),
        ("Under review as a conference paper at ICLR 2019", ""),
        ("\\url{https://arxiv.org/abs/1801.00001}", ""),
        ("In press.", ""),
        # What else is said stays.
        ("arXiv:1801.00001, to appear; our baseline in Chapter 4", "our baseline in Chapter 4"),
        ("arXiv preprint. Code: \\url{https://a.org/b}", "Code: \\url{https://a.org/b}"),
        ("Number: arXiv:1801.00001\narXiv: 1801.00001 [cs]\ntex.ids= looms", "tex.ids= looms"),
        ("Accepted to ICML 2019, California. Best paper award", "Best paper award"),
        ("Read it; to appear; read it again", "Read it; read it again"),
        # So does what does not speak of it.
        ("Submitted version differs from ours", None),
        ("arXiv version differs", None),
        ("Comment: see Chapter 4", None),
        ("version: 2", None),
        ("2018", None),
        ("Oral presentation", None),
        ("Accepted at {ICML; 2018}", None),
        ("The pdf is the preprint", None),
    ],
)
def test_what_a_note_says_besides_a_preprints_appearance(note: str, left: str | None) -> None:
    assert besides_preprint(note) == left
    assert besides_preprint(left or "") is None
