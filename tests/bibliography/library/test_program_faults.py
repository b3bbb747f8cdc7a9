"""What is wrong for BibTeX, for biber, and for both. `tests/test_bibliography_programs.py` asks the programs."""

from __future__ import annotations

from datetime import date

import pytest
from unreadable_fields import FIELDS

from bibtools.bibliography.entries.options import BIBLATEX, BIBTEX, Dialect
from bibtools.bibliography.library.lint import faults
from bibtools.bibliography.library.reader import read
from bibtools.core.rules import RULES
from bibtools.core.text import Source

TODAY = date(2026, 11, 20)


def told(text: str, dialect: Dialect | None, rule: str) -> list[tuple[int, int]]:
    found = faults(read(Source("refs.bib", text)), TODAY, dialect, frozenset(RULES))
    return [each.position for each in found if each.rule == rule and each.position]


@pytest.mark.parametrize(("field", "for_bibtex", "for_biber"), FIELDS)
def test_an_entry_is_broken_where_the_program_stops(field: str, for_bibtex: bool, for_biber: bool) -> None:
    text = f"@misc{{k,\n  {field}\n}}\n@misc{{n, title = {{Next}}}}\n"
    either = for_bibtex and for_biber
    stops: dict[Dialect | None, bool] = {BIBTEX: for_bibtex, BIBLATEX: for_biber, None: either}
    for dialect, is_broken in stops.items():
        assert (told(text, dialect, "broken-entry") != []) is is_broken, dialect


ONE = "@misc{a, title = {One}}\n"
FAULTS = [
    # The key is used again, in the way of the program.
    ("duplicate-key", BIBTEX, f"{ONE}@misc{{A, title = {{Two}}}}", [(2, 7)]),
    ("duplicate-key", BIBLATEX, f"{ONE}@misc{{A, title = {{Two}}}}", []),
    ("duplicate-key", None, f"{ONE}@misc{{A, title = {{Two}}}}", []),
    ("duplicate-key", BIBLATEX, f"{ONE}@misc{{a, title = {{Two}}}}", [(2, 7)]),
    ("duplicate-key", BIBLATEX, f"{ONE}% @misc{{a, title = {{Two}}}}", []),
    ("duplicate-key", BIBTEX, f"{ONE}% @misc{{a, title = {{Two}}}}", [(2, 9)]),
    ("duplicate-key", BIBTEX, "@misc{ä, x=1}\n@misc{Ä, x=1}", []),
    ("duplicate-key", BIBTEX, "@misc{, x=1}\n@misc{, x=1}\n@misc{, x=1}", [(2, 1), (3, 1)]),
    ("duplicate-key", BIBTEX, "@misc{, x=1}", []),
    ("broken-entry", BIBLATEX, "@misc{, x=1}", [(1, 1)]),
    ("broken-entry", BIBLATEX, "@misc{a}\n@misc{b,}", [(1, 1)]),
    ("broken-entry", BIBTEX, "@misc{a}\n@misc{b,}", []),
    # Keys that biber cannot read.
    *(("unreadable-key", BIBLATEX, f"@misc{{a{char}bc, x={{y}}}}", [(1, 7)]) for char in "\"#%()=\\'"),
    *(("unreadable-key", BIBTEX, f"@misc{{a{char}bc, x={{y}}}}", []) for char in "\"#%()=\\'"),
    *(("unreadable-key", BIBLATEX, f"@misc{{a{char}bc, x={{y}}}}", []) for char in "@~^_$&:/+;|<>*.[]?!`-ä"),
    ("unreadable-key", None, "@misc{a#b, x={y}}", []),
    # An @ between the entries.
    ("stray-at", BIBTEX, f"{ONE}By a@example.org\n{ONE}", [(2, 5)]),
    ("stray-at", BIBLATEX, f"{ONE}By a@example.org\n{ONE}", [(2, 5)]),
    ("stray-at", BIBTEX, f"% By a@example.org\n{ONE}", [(1, 7)]),
    ("stray-at", BIBLATEX, f"% By a@example.org\n{ONE}", []),
    ("stray-at", None, f"% By a@example.org\n{ONE}", []),
    ("stray-at", BIBTEX, "@comment{by a@example.org}", [(1, 14)]),
    ("stray-at", BIBLATEX, "@comment{by a@example.org}", []),
    ("stray-at", BIBTEX, "@comment{@string{a = {b}}}", []),
    ("stray-at", BIBTEX, "@comment and words", []),
    ("stray-at", BIBTEX, '@misc{a, note = {a@example.org}}\n@string{a = "x@y"}', []),
    # An entry in a value, or behind another one.
    ("swallowed-entry", BIBTEX, "@misc{a, title = {One,\n} @misc{b, title = {Two}\n}}\n}", []),
    ("broken-entry", BIBTEX, "@misc{a, title = {One}\n@misc{b, title = {Two}\n}\n}", [(1, 1)]),
    ("swallowed-entry", BIBTEX, "@misc{a, title = {One, x @misc{b, title = {Two}}}}", [(1, 26)]),
    ("swallowed-entry", BIBTEX, "@misc{a, title = {One}} @misc{b, title = {Two}}", []),
    ("swallowed-entry", BIBTEX, "@misc{a, note = {see @misc{b}, and a@b.org}}", []),
    # Byte order marks.
    ("byte-order-mark", BIBTEX, f"\ufeff{ONE}", []),
    ("byte-order-mark", BIBTEX, f"{ONE}\ufeff{ONE}", [(2, 1)]),
    ("byte-order-mark", BIBTEX, "@misc{\ufeffa, x={y}}", [(1, 7)]),
    ("byte-order-mark", BIBTEX, "@misc{a, \ufefftitle={y}}", [(1, 10)]),
    ("byte-order-mark", BIBTEX, "@misc{a, title={y \ufeff z}}", []),
    ("byte-order-mark", BIBTEX, f"{ONE}words \ufeff words\n", []),
    # Macros.
    ("undefined-macro", BIBTEX, "@misc{a, month = sept}", [(1, 18)]),
    ("undefined-macro", BIBTEX, "@misc{a, month = SEP # { 1}}", []),
    ("undefined-macro", BIBTEX, "@string{x = {y}}\n@misc{a, note = X # y}", [(2, 21)]),
    ("undefined-macro", BIBTEX, "@misc{a, note = x}\n@string{x = {y}}", [(1, 17)]),
    ("undefined-macro", BIBTEX, "@misc{a, url = {https://a.org/?x=foo&y=bar}, note = {a # b}}", []),
    ("undefined-macro", BIBLATEX, "@misc{a, year = 2019a}", [(1, 17)]),
    ("undefined-macro", BIBTEX, "@misc{a, year = 2019}", []),
    # Aliases.
    ("alias-clash", BIBLATEX, "@misc{a, ids = {x, b}}\n@misc{b, x={y}}", [(1, 20)]),
    ("alias-clash", BIBLATEX, "@misc{a, ids = {c}}\n@misc{b, ids = {c}}", [(2, 17)]),
    ("alias-clash", BIBLATEX, "@misc{a, ids = {a}}", [(1, 17)]),
    ("alias-clash", BIBLATEX, "@misc{a, ids = {A, B}}\n@misc{b, x={y}}", []),
    ("alias-clash", BIBTEX, "@misc{a, ids = {b}}\n@misc{b, x={y}}", []),
    # Ids that cannot be.
    ("impossible-id", BIBTEX, "@misc{a, eprint = {1413.12345}, archiveprefix = {arXiv}}", [(1, 20)]),
    ("impossible-id", BIBTEX, "@misc{a, eprint = {1413.12345}}", [(1, 20)]),
    ("impossible-id", BIBTEX, "@misc{a, journal = {arXiv preprint arXiv:2001.00000}}", [(1, 42)]),
    ("impossible-id", BIBTEX, "@misc{a, eprint = {2612.00001}}", [(1, 20)]),
    ("impossible-id", BIBTEX, "@misc{a, eprint = {2611.00001}}", []),
    ("impossible-id", BIBTEX, "@misc{a, eprint = {1413.12345}, eprinttype = {jstor}}", []),
    ("impossible-id", BIBTEX, "@misc{a, doi = {10.1111/j.0013-0133.2004.00186.x}, abstract = {arXiv:1413.12345}}", []),
    ("impossible-id", BIBTEX, "@misc{a, eprint = {hep-th/9901001}}", []),
    ("impossible-id", BIBTEX, "@misc{a, eprint = {hep-th/9913001}}", [(1, 20)]),
    # Escaped underscores.
    ("escaped-identifier", BIBLATEX, "@misc{a, doi = {10.1/a\\_b}}", [(1, 16)]),
    ("escaped-identifier", BIBTEX, "@misc{a, doi = {10.1/a\\_b}}", []),
    ("escaped-identifier", BIBLATEX, "@misc{a, url = {https://a.org/b\\_c}}", [(1, 16)]),
    ("escaped-identifier", BIBLATEX, "@misc{a, note = {\\url{https://a.org/b\\_c}}}", []),
    ("escaped-identifier", BIBTEX, "@misc{a, url = {https://a.org/b\\_c}}", []),
    ("escaped-identifier", BIBTEX, "@misc{a, title = {The \\_ in \\texttt{a\\_b}}}", []),
    ("escaped-identifier", BIBTEX, "@misc{a, url = {https://a.org/b_c}}", []),
    # Required fields.
    ("missing-field", BIBTEX, "@article{a, author={A}, title={T}, journal={J}}", [(1, 1)]),
    ("missing-field", BIBTEX, "@article{a, author={A}, title={T}, journal={J}, year=2020}", []),
    ("missing-field", BIBLATEX, "@article{a, author={A}, title={T}, journal={J}, date={2020}}", []),
    ("missing-field", BIBTEX, "@book{a, editor={A}, title={T}, publisher={P}, year=2020}", []),
    ("missing-field", BIBTEX, "@book{a, editor={}, title={T}, publisher={P}, year=2020}", [(1, 1)]),
    ("missing-field", BIBTEX, "@inproceedings{a, author={A}, title={T}, crossref={b}}", []),
    ("missing-field", BIBTEX, "@misc{a, note={x}}\n@unknown{b, note={x}}", []),
    ("missing-field", None, "@article{a, title={T}}", []),
]


@pytest.mark.parametrize(("rule", "dialect", "text", "places"), FAULTS)
def test_faults_have_their_places(rule: str, dialect: Dialect | None, text: str, places: list[tuple[int, int]]) -> None:
    assert told(text, dialect, rule) == places


def test_rules_that_are_off_are_not_told() -> None:
    library = read(Source("refs.bib", "@misc{a, month = sept}\n@misc{a, x=,}"))
    assert {each.rule for each in faults(library, TODAY, BIBTEX, {"undefined-macro"})} == {"undefined-macro"}
    assert faults(library, TODAY, BIBTEX, ()) == []
