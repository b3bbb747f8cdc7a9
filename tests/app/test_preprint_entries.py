"""Entries of preprints: which ones an upgrade examines."""

from __future__ import annotations

from datetime import date

import pytest

from bibtools.app.upgrade import is_preprint
from bibtools.bibliography.library.identity import identify
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@misc{k, eprint = {1801.00001}}", True),
        ("@article{k, journal = {arXiv preprint arXiv:1801.00001}}", True),
        ("@article{k, journal = {CoRR}, volume = {abs/1801.00001}}", True),
        ("@article{k, eprint = {1801.00001}, crossref = {}}", True),
        ("@online{k, eprint = {1801.00001}, eprinttype = {arxiv}}", True),
        ("@article{k, eprint = {1801.00001}, crossref = {nature2018}}", False),  # which says where it appeared
        ("@misc{k, eprint = {1801.00001}, CROSSREF = issue7}", False),
        ("@article{k, eprint = {1801.00001}, journal = {Nature}}", False),
        ("@inproceedings{k, eprint = {1801.00001}}", False),
        ("@misc{k, title = {Of Looms}}", False),
    ],
)
def test_what_is_the_entry_of_a_preprint(text: str, expected: bool) -> None:
    block = read(Source("refs.bib", text)).blocks[0]
    assert is_preprint(identify(text, block, "", date(2026, 1, 1))) is expected
