from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.records.codelinks.ranking import CLAIMED, GUESSED
from bibtools.records.record import CodeLink, Record
from bibtools.records.record_summary import details, summary
from bibtools.tex.names import OTHERS, Name

ID = Identifier(ARXIV, "1706.03762")
VASWANI, SHAZEER, OORD = Name("Vaswani", "Ashish"), Name("Shazeer", "Noam"), Name("Oord", "Aäron", "van den")
YEAR = date(2017, 6, 12)


def record(**facts: Any) -> Record:  # noqa: ANN401 - fields of all types
    return Record(**{"identifier": ID, "title": "Attention", "authors": (), "provider": "p", **facts})


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({}, "Attention, arXiv:1706.03762"),
        ({"date": YEAR}, "Attention (2017), arXiv:1706.03762"),
        ({"authors": (OORD,)}, "Attention (van den Oord), arXiv:1706.03762"),
        ({"authors": (VASWANI, SHAZEER), "date": YEAR}, "Attention (Vaswani and Shazeer, 2017), arXiv:1706.03762"),
        ({"authors": (VASWANI, SHAZEER, OORD)}, "Attention (Vaswani et al.), arXiv:1706.03762"),
        ({"authors": (VASWANI, OTHERS)}, "Attention (Vaswani et al.), arXiv:1706.03762"),
        ({"comment": "This paper has been withdrawn"}, "Attention, arXiv:1706.03762 [withdrawn]"),
        ({"identifier": Identifier(DOI, "10.1/x")}, "Attention, doi:10.1/x"),
        ({"title": "Two\n  lines"}, "Two lines, arXiv:1706.03762"),
        ({"title": "\x1b[31mred"}, "\\x1b[31mred, arXiv:1706.03762"),
        ({"title": "left\u202eright"}, "left\\u202eright, arXiv:1706.03762"),
        ({"title": "$\\ell_1$"}, "$\\ell_1$, arXiv:1706.03762"),
    ],
)
def test_a_summary(facts: dict[str, Any], line: str) -> None:
    assert summary(record(**facts)) == line


def test_details_hold_what_is_known() -> None:
    known = record(
        authors=(VASWANI, OORD, OTHERS),
        date=YEAR,
        categories=("cs.CL", "cs.LG"),
        comment="15 pages,\n 5 figures",
        journal_ref="NeurIPS 30",
        doi="10.1/x",
        code=(CodeLink("https://github.com/a/b", "abstract", CLAIMED),),
    )
    assert details(known).split("\n") == [
        "Attention",
        "Ashish Vaswani, Aäron van den Oord and others",
        "2017-06-12, cs.CL cs.LG",
        "Comment: 15 pages, 5 figures",
        "Published: NeurIPS 30",
        "DOI: 10.1/x",
        "Code: https://github.com/a/b",
        "https://arxiv.org/abs/1706.03762",
    ]


def test_details_hold_nothing_else() -> None:
    doubtful = (CodeLink("https://github.com/a/b", "table", GUESSED),)
    assert details(record(code=doubtful)) == "Attention\nhttps://arxiv.org/abs/1706.03762"


def test_of_many_authors_ten_are_shown() -> None:
    told = details(record(authors=tuple(Name(f"A{number}") for number in range(3000)))).split("\n")[1]
    assert told == "A0, A1, A2, A3, A4, A5, A6, A7, A8, A9 and 2990 others"


@given(st.text(), st.lists(st.builds(Name, st.text(), st.text())).map(tuple), st.text(), st.lists(st.text()).map(tuple))
def test_law_every_line_is_printable(
    title: str, authors: tuple[Name, ...], comment: str, categories: tuple[str, ...]
) -> None:
    hostile = record(title=title, authors=authors, comment=comment, journal_ref=comment, categories=categories)
    assert summary(hostile).isprintable()
    assert all(line.isprintable() for line in details(hostile).split("\n"))
