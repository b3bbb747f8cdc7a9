"""Sources of nothing but ids, and notebooks of nothing but values: what they take is bounded, and told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bibtools.app.gather import gather
from bibtools.app.source_files import Sources
from bibtools.core.errors import TooMuch
from bibtools.core.text import Source, Span
from bibtools.identifiers.identifier import Identifier
from bibtools.identifiers.limits import MOST
from bibtools.identifiers.sighting import Sighting
from bibtools.sources.mention import report
from bibtools.sources.notebook import MOST_VALUES
from bibtools.sources.scanner import scan

DENSE = [
    ("a.txt", "arXiv:2106.00134\n"),
    ("a.txt", "2106.00134, "),
    ("a.tex", "\\cite{2106.00134}\n"),
    ("a.md", "[@2106.00134] "),
    ("a.py", "# arXiv:2106.00134\n"),
    ("a.html", "<p>arXiv:2106.00134</p>\n"),
    ("a.rst", "arXiv:2113.00134 "),
    ("a.org", "hep-th/9711200 arXiv:1 "),
    ("a.ipynb", '{"source": "arXiv:2106.00134"},'),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "unit"), DENSE)
def test_a_source_of_nothing_but_ids_is_told_and_not_read(tmp_path: Path, name: str, unit: str) -> None:
    path = tmp_path / name
    text = unit * (MOST + 1)
    path.write_text('{"cells": [' + text.rstrip(",") + "]}" if name == "a.ipynb" else text, "utf-8")
    found = gather(Sources([str(path)]), date(2026, 11, 1), frozenset())
    assert [each.reason for each in found.unread] == [
        "it names papers in more than 100,000 places: split it, or leave it out with exclude"
    ]
    assert (found.exit_code, found.mentions, found.suspects) == (3, (), ())


def test_the_places_of_a_source_are_counted_as_they_come() -> None:
    """So that not all of them are ever held at once."""
    sighting = Sighting(Span(0, 1), Identifier("arxiv", "2106.00134"), "strong")
    taken = iter([sighting] * (MOST + 9))
    with pytest.raises(TooMuch, match="in more than 100,000 places"):
        report(Source("a.txt", "x"), taken)
    assert len([*taken]) == 8
    assert len(report(Source("a.txt", "x"), [sighting] * 9).mentions) == 9


@pytest.mark.parametrize("unit", ["[],", "{},", "0,", '"",', '{"a":1},'])
def test_a_notebook_of_millions_of_values_is_told(unit: str) -> None:
    text = '{"cells": [], "x": [' + unit * MOST_VALUES + "0]}"
    with pytest.raises(TooMuch, match="clear the outputs"):
        scan(Source("a.ipynb", text), date(2026, 11, 1), ".ipynb")
