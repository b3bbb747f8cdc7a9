"""Which places are servers of preprints, and which only have the word."""

from __future__ import annotations

import pytest

from bibtools.records.venues.preprint_servers import is_preprint_server, names_preprint_server


@pytest.mark.parametrize(
    ("place", "names", "is_one"),
    [
        ("arXiv", True, True),
        ("{arXiv} preprint arXiv:1706.03762", True, True),
        ("ArXiv e-prints", True, True),
        ("CoRR", True, True),
        ("CoRR, abs/1605.06640", True, True),
        ("abs/1605.06640", True, True),
        ("Computing Research Repository", True, True),
        ("The Computing Research Repository (CoRR)", True, True),
        ("bioRxiv", True, True),
        ("ChemRxiv", True, True),
        ("PsyArXiv Preprints", True, True),
        ("SSRN Electronic Journal", True, True),
        ("Preprint", True, True),
        ("e-print", True, True),
        ("Preprints.org", True, True),
        ("Unpublished", True, True),
        ("Physical Review D (arXiv:hep-th/9711200)", True, False),
        ("Technical report, arXiv", True, False),
        ("Preprints of the 18th IFAC World Congress", False, False),
        ("Preprints of 4th Symposium on Looms", False, False),
        ("Journal of Machine Learning Research", False, False),
        ("Corrosion Science", False, False),
        ("Journal of Halal Research", False, False),
        ("Reprints in Looms", False, False),
        ("Proceedings of the Marxiverse", False, False),
        ("", False, False),
    ],
)
def test_places(place: str, names: bool, is_one: bool) -> None:
    assert (names_preprint_server(place), is_preprint_server(place)) == (names, is_one)
