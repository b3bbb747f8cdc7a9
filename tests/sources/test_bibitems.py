r"""The items that a text lists itself: which works they name, under which key, and where the next one would stand."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bibtools.app.extract import Extract
from bibtools.app.read_source import read_one
from bibtools.hook.facts_cache import of_extract, to_extract

A, B = "2101.00001", "2101.00002"
BEGIN, END = "\\begin{thebibliography}{9}\n", "\\end{thebibliography}\n"
LINE = f"\\bibitem{{k}} Ames, arXiv:{A}.\n"
HREF = "\\newcommand{\\arxiv}[1]{\\href{http://arxiv.org/abs/#1}{arXiv:#1}}\n"

LABELLED = "\\bibitem[\\protect\\citeauthoryear{A}{B}{2021}]{k}\n"
AMSREFS = f"\\bib{{k}}{{article}}{{\n  title = {{T}}, note = {{arXiv:{A}}}}}\n"


def read(text: str, name: str = "m.tex") -> Extract:
    found = read_one(
        (name, text.encode()), today=date(2026, 11, 20), bare=False, naming=True, pairing=False, texts=False
    )
    assert isinstance(found, Extract)
    return found


@pytest.mark.parametrize(
    ("text", "works", "line"),
    [
        (BEGIN + LINE + END, {A: "k"}, 3),
        (f"arXiv:{B}\n{BEGIN}{LINE}{END}arXiv:{B}", {A: "k"}, 4),
        (f"{BEGIN}\\bibitem[A(21)]{{k}}\nAmes,\n\\url{{https://arxiv.org/abs/{A}v2}}\n\n{END}", {A: "k"}, 6),
        (f"{BEGIN}\\bibitem{{{A}}} Ames.\n{END}", {A: A}, 3),
        (f"{BEGIN}\\bibitem{{arXiv:{A}}} Ames.\n{END}", {A: f"arXiv:{A}"}, 3),
        (f"{BEGIN}{LINE}\\bibitem{{l}} arXiv:{B} and arXiv:{A}\n{END}", {A: "k", B: "l"}, 4),
        (f"{BEGIN}{LINE}{END}arXiv:{B}\n{BEGIN}\\bibitem{{l}} x\n{END}", {A: "k"}, 7),
        (f"{HREF}{BEGIN}{LABELLED}A 2021, \\arxiv{{{A}}}\n{END}", {A: "k"}, 5),
        (f"{BEGIN}\\harvarditem[A]{{Ames}}{{2021}}{{k}} arXiv:{A}\n{END}", {A: "k"}, 3),
        (f"\\begin{{biblist}}\n{AMSREFS}\\end{{biblist}}\n", {A: "k"}, 4),
        # The list goes on in another text.
        (BEGIN + LINE, {A: "k"}, None),
        (f"{BEGIN}{LINE}%{END}", {A: "k"}, None),
        # What is dead, or no item.
        (f"{BEGIN}%{LINE}{END}arXiv:{A}", {}, None),
        (f"{BEGIN}\\bibitem{{k}} Ames.\n% arXiv:{A}\n{END}", {}, 4),
        (f"\\begin{{verbatim}}\n{BEGIN}{LINE}{END}\\end{{verbatim}}\narXiv:{A}", {}, None),
        (f"arXiv:{A} {BEGIN}{END}", {}, None),
        (f"\\bibliography{{r}} \\cite{{{A}}}", {}, None),
    ],
)  # fmt: skip
def test_items_of_a_text(text: str, works: dict[str, str], line: int | None) -> None:
    items = read(text).items
    assert {work.value: key for work, key in items.works} == works
    assert (items.end.line if items.end else None) == line


@pytest.mark.parametrize("name", ["m.md", "m.txt", "m.bib", "m.rst"])
def test_only_latex_lists_items(name: str) -> None:
    assert read(BEGIN + LINE + END, name).items.works == ()


@pytest.mark.parametrize("text", [BEGIN + LINE + END, BEGIN + LINE, "\\cite{k}"])
def test_items_are_remembered_as_they_are(text: str) -> None:
    found = read(text)
    assert to_extract("m.tex", json.loads(json.dumps(of_extract(found)))) == found
