"""Sources of nothing but ids, and notebooks of nothing but values: what they take is bounded, and reported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from row_tables import rarely

from bibtools.app.gather import gather, gather_papers
from bibtools.app.source_files import Sources
from bibtools.core.errors import TooMuch
from bibtools.core.text import Source, Span
from bibtools.identifiers.identifier import Identifier
from bibtools.identifiers.limits import MOST
from bibtools.identifiers.sighting import Sighting
from bibtools.sources.citation import Citation, apart
from bibtools.sources.mention import report
from bibtools.sources.notebook import MOST_VALUES
from bibtools.sources.scanner import citations, scan, structure
from bibtools.sources.source_limits import MOST_CITED, MOST_FOLDERS, MOST_READ

FEWER = 10_000  # places, which a test allows instead
DENSE = [
    ("a.txt", "arXiv:2106.00134\n", FEWER),
    ("a.txt", "2106.00134, ", FEWER),
    ("a.tex", "\\cite{2106.00134}\n", FEWER),
    ("a.md", "[@2106.00134] ", FEWER),
    ("a.py", "# arXiv:2106.00134\n", FEWER),
    ("a.html", "<p>arXiv:2106.00134</p>\n", FEWER),
    ("a.rst", "arXiv:2113.00134 ", FEWER),
    ("a.org", "hep-th/9711200 arXiv:1 ", FEWER),
    ("a.ipynb", '{"source": "arXiv:2106.00134"},', MOST),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "unit", "most"), DENSE)
def test_a_source_of_nothing_but_ids_is_told_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, unit: str, most: int
) -> None:
    monkeypatch.setattr("bibtools.sources.mention.MOST", most)
    path = tmp_path / name
    text = unit * (most + 1)
    path.write_text('{"cells": [' + text.rstrip(",") + "]}" if name == "a.ipynb" else text, "utf-8")
    found = gather(Sources([str(path)]), date(2026, 11, 1), frozenset())
    assert [each.reason for each in found.unread] == [
        f"it names papers in more than {most:,} places: split it, or leave it out with exclude"
    ]
    assert (found.exit_code, found.mentions, found.suspects) == (3, (), ())


def test_the_places_of_a_source_are_counted_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that not all of them are ever held at once."""
    monkeypatch.setattr("bibtools.sources.mention.MOST", 1_000)
    sighting = Sighting(Span(0, 1), Identifier("arxiv", "2106.00134"), "strong")
    taken = iter([sighting] * 1_009)
    with pytest.raises(TooMuch, match="in more than 1,000 places"):
        report(Source("a.txt", "x"), taken)
    assert len([*taken]) == 8
    assert len(report(Source("a.txt", "x"), [sighting] * 9).mentions) == 9


@pytest.mark.parametrize("unit", ["[],", "{},", "0,", '"",', '{"a":1},'])
@pytest.mark.parametrize("most", [3_000, rarely(MOST_VALUES)])
def test_a_notebook_of_millions_of_values_is_told(unit: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bibtools.sources.notebook.MOST_VALUES", most)
    text = '{"cells": [], "x": [' + unit * most + "0]}"
    with pytest.raises(TooMuch, match="clear the outputs"):
        scan(Source("a.ipynb", text), date(2026, 11, 1), ".ipynb")


def test_the_citations_of_a_source_are_counted_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = iter([Citation("a", Span(0, 1))] * (MOST_CITED + 9))
    with pytest.raises(TooMuch, match="cites keys in more than 200,000 places"):
        apart(taken)
    assert len([*taken]) == 8
    monkeypatch.setattr("bibtools.sources.citation.MOST_CITED", 2_000)
    assert len(citations("\\cite{a}" * 2_000, ".tex")) == 2_000
    with pytest.raises(TooMuch, match="cites keys in more than 2,000 places"):
        citations("\\cite{a}" * 2_001, ".tex")


@pytest.mark.slow
def test_a_source_of_nothing_but_citations_is_not_read() -> None:
    with pytest.raises(TooMuch, match="cites keys in more than 200,000 places"):
        citations("\\cite{a}" * (MOST_CITED + 1), ".tex")


@pytest.mark.parametrize(
    ("name", "text", "most"),
    [
        ("a.tex", "\\input{{p{0}}}\n", MOST_READ),
        ("a.adoc", "include::p{0}.adoc[]\n", MOST_READ),
        ("a.typ", '#include "p{0}.typ"\n', MOST_READ),
        ("a.org", "#+include: p{0}.org\n", MOST_READ),
        ("a.tex", "\\addbibresource{{b{0}.bib}}\n", MOST_READ),
        ("a.tex", "\\def\\input@path{{{{d{0}/}}}}\n", MOST_FOLDERS),
    ],
)
@pytest.mark.parametrize("is_whole", [False, rarely(True)])
def test_the_files_that_a_source_names_are_counted(
    name: str, text: str, most: int, is_whole: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is looked for in each folder, whether it is there or not."""
    if not is_whole and most == MOST_READ:
        most = 1_000
        monkeypatch.setattr("bibtools.sources.source_limits.MOST_READ", most)
    suffix = Path(name).suffix
    with pytest.raises(TooMuch, match=f"{most:,} f"):
        structure("".join(map(text.format, range(most + 1))), suffix)
    assert structure("".join(map(text.format, range(most))), suffix)


def test_files_are_looked_for_so_many_times_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "bcd":
        (tmp_path / f"{name}.tex").write_text("arXiv:2106.00134", "utf-8")
    (tmp_path / "a.tex").write_text("\\documentclass{x}\\input{b}\\input{c}\\input{d}", "utf-8")

    def names() -> int:
        [found] = gather_papers(Sources([str(tmp_path / "a.tex")]), date(2026, 11, 1), frozenset())
        return len(found.names)

    assert names() == 4
    monkeypatch.setattr("bibtools.app.documents.texts.MOST_LOOKS", 2)
    with pytest.raises(TooMuch, match="what it reads reads more"):
        names()


def test_texts_that_all_read_each_other_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is a document of all: 300 of them took minutes."""
    monkeypatch.setattr("bibtools.app.documents.texts.MOST_LOOKS", 500)
    for number in range(12):
        others = "".join(f'#include "p{other}.typ"\n' for other in range(12))
        (tmp_path / f"p{number}.typ").write_text(others, "utf-8")
    with pytest.raises(TooMuch, match="leave it out with exclude"):
        gather_papers(Sources([str(tmp_path)]), date(2026, 11, 1), frozenset({".typ"}))


@pytest.mark.parametrize("many", [1_000, rarely(20_000)])
def test_definitions_that_cite_are_no_product_of_each_other(many: int) -> None:
    """20,000 of them took half a minute."""
    text = "".join(f"\\newcommand{{\\x{'a' * (number % 50)}}}[1]{{\\cite{{#1}}}}\n" for number in range(many))
    assert citations(text + "\\cite{b}\\cite{#2}", ".tex")[0].key == "b"
