"""Citations that have a library of their own: multibib, refsection, bibunit."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bibtools.app.gather import gather_papers
from bibtools.app.source_files import Sources
from bibtools.app.target import target
from bibtools.files.workspace import Workspace
from bibtools.sources.filetypes import WALKED

HEAD = "\\documentclass{article}\n"
ONE, TWO = "2101.00001", "2101.00002"


def libraries(folder: Path, text: str) -> dict[str, list[str]]:
    """Return the papers that are cited from each library."""
    (folder / "p.tex").write_text(HEAD + text, "utf-8")
    files = Workspace(str(folder))
    found: dict[str, list[str]] = {}
    for each in gather_papers(Sources(), date(2026, 11, 20), WALKED, files=files):
        if each.mentions:
            named = target(None, each, (), files).path
            found[named] = found.get(named, []) + [mention.identifier.value for mention in each.mentions]
    return found


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            rf"\newcites{{sup}}{{S}}\cite{{{ONE}}} \citesup{{{TWO}}}\bibliography{{a}}\bibliographysup{{b}}",
            {"a.bib": [ONE], "b.bib": [TWO]},
        ),
        (
            (rf"\newcites{{sup,app}}{{S,A}}\citesup[see][p. 3]{{{ONE}}} \citepapp{{x,{TWO}}}"
            r"\bibliographysup{a}\bibliographyapp{b}\bibliography{c}"),
            {"a.bib": [ONE], "b.bib": [TWO]},
        ),
        (
            rf"\addbibresource{{a.bib}}\cite{{{ONE}}}\begin{{refsection}}[b.bib]\cite{{{TWO}}}\end{{refsection}}",
            {"a.bib": [ONE], "b.bib": [TWO]},
        ),
        (
            (rf"\begin{{bibunit}}\cite{{{ONE}}}\putbib[a]\end{{bibunit}}\begin{{bibunit}}\cite{{{TWO}}}\putbib[b]"
            r"\end{bibunit}"),
            {"a.bib": [ONE], "b.bib": [TWO]},
        ),
        # What is none: a command of another name, a citation behind the part, two libraries of the whole.
        (
            rf"\newcites{{sup}}{{S}}\cite{{{ONE}}} \citep{{{TWO}}}\bibliography{{a}}\bibliographysup{{b}}",
            {"a.bib": [ONE, TWO]},
        ),
        (
            rf"\addbibresource{{a.bib}}\begin{{refsection}}[b.bib]x\end{{refsection}}\cite{{{ONE}}}",
            {"a.bib": [ONE]},
        ),
        (
            rf"\addbibresource{{a.bib}}\begin{{refsection}}\cite{{{ONE}}}\end{{refsection}}",
            {"a.bib": [ONE]},
        ),
        (rf"\bibliography{{a,b}}\cite{{{ONE}}} \cite{{{TWO}}}", {"a.bib": [ONE, TWO]}),
        (rf"\newcites{{sup}}{{S}}arXiv:{ONE} \citesup{{x}}\bibliography{{a}}\bibliographysup{{b}}", {"a.bib": [ONE]}),
    ],
)  # fmt: skip
def test_an_entry_belongs_to_the_library_of_its_citation(
    tmp_path: Path, text: str, expected: dict[str, list[str]]
) -> None:
    for name in ("a.bib", "b.bib", "c.bib"):
        (tmp_path / name).write_text("@misc{x, title = {x}}\n", "utf-8")
    assert libraries(tmp_path, text) == expected
