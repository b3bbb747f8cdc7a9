"""Hashes of entries: what changes the hash of which entry, and what an entry means with macros and parents."""

from __future__ import annotations

from datetime import date

import pytest

from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source
from bibtools.matching.entry_hashes import entry_hashes
from bibtools.matching.whole_entry import whole_entries

BIB = """\
@string{icml = "Machine Learning"}
@string{long = "Conference on " # icml}
Words between.
% bibtools: is 2106.00134
@misc{a, title = {A}, eprint = {1}}
@inproceedings{b, title = {B}, booktitle = long # " 2019"}
@inproceedings{c, title = {C}, crossref = {whole}}
@article{d, title = {Icmlish}, journal = {J}}
@proceedings{whole, title = {All of It}, year = 2020, editor = {E}}
"""


def hashes(text: str) -> dict[str, str]:
    return {block.key: hashed for block, hashed in entry_hashes(read(Source("r.bib", text))).items()}


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("{A}", "{A2}", "a"),
        ("is 2106.00134", "is 2106.00135", "a"),
        ("Words between", "Other words", ""),
        ("% bibtools: is 2106.00134\n", "", "a"),
        ("Machine", "Engine", "b"),
        ("Conference on", "Symposium on", "b"),
        (" 2019", " 2020", "b"),
        ("All of It", "Some of It", "c whole"),
        ("{J}", "{K}", "d"),
        ("\n@article", "\n\n\n@article", ""),
        ("@article", "% a comment of nobody's\n@article", ""),
    ],
)
def test_what_changes_a_hash(old: str, new: str, changed: str) -> None:
    before, after = hashes(BIB), hashes(BIB.replace(old, new))
    assert [key for key, hashed in before.items() if after[key] != hashed] == changed.split()


def test_a_macro_of_elsewhere_is_no_value() -> None:
    library = read(Source("r.bib", "@misc{k, title = {T}, author = RaoN # { and } # Cox, journal = tog, year = 2019}"))
    known = identities(library, date(2026, 1, 1)).entries
    [found] = whole_entries(library, known, known)
    assert [field.name for field in found.fields] == ["title", "year"]


def test_all_that_an_entry_means() -> None:
    library = read(Source("r.bib", BIB))
    known = identities(library, date(2026, 1, 1)).entries
    found = {each.block.key: each for each in whole_entries(library, known, known)}
    assert found["b"].value("booktitle") == "Conference on Machine Learning 2019"
    assert (found["c"].value("booktitle"), found["c"].value("year"), found["c"].value("title")) == (
        "All of It",
        "2020",
        "C",
    )
    assert [field.name for field in found["d"].fields] == ["title", "journal"]


@pytest.mark.parametrize(
    "text",
    [
        "@string{a = b}\n@string{b = a}\n@misc{k, title = a}",
        "@misc{k, crossref = {k}, title = {T}}",
        "@misc{k, crossref = {l}}\n@misc{l, crossref = {k}}",
        "@misc{k, title = nobody}",
        "@misc{k, title = {T",
        "",
    ],
)
def test_circles_and_ruins_end(text: str) -> None:
    library = read(Source("r.bib", text))
    known = identities(library, date(2026, 1, 1)).entries
    assert len(list(whole_entries(library, known, known))) == len(known) == len(hashes(text))
