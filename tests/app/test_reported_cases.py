r"""What users reported of keys and libraries: aliases, values and keys that programs reject, items, abbreviations."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bibtools.app.check import Checking, check, check_missing
from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.source_files import Sources, find
from bibtools.bibliography.editing.merge import plan
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source
from bibtools.files.workspace import Workspace
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.records.record import Record
from bibtools.sources.filetypes import WALKED
from bibtools.tex.names import Name

# ruff: noqa: E501 - a case is one line of the tables
TODAY = date(2026, 11, 20)
BIBLATEX = (
    "\\documentclass{article}\n\\usepackage{biblatex}\n\\addbibresource{refs.bib}\n\\begin{document}%s\\end{document}\n"
)
PLAIN = "\\documentclass{article}\n\\begin{document}%s\\bibliographystyle{plain}\\bibliography{%s}\\end{document}\n"
ITEMS = "\\documentclass{article}\\begin{document}\\cite{2106.00134,b}\\begin{thebibliography}{9}\\bibitem{2106.00134} A\\bibitem{b} B\\end{thebibliography}\\end{document}"
ALIASED = "@online{moss, ids = {2106.00134, caves},\n  title = {Caves}, eprint = {2106.00134}, eprinttype = {arxiv}}\n"
ABBREVIATIONS = '@string{ieee_t = "IEEE Trans."}\n'


def outcomes(folder: Path, files: dict[str, str], *, missing: bool) -> list[CheckOutcome]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    here = Workspace(str(folder))
    found = find(Sources(), WALKED, here)
    return check_missing(found, None, TODAY, files=here) if missing else check(found, None, Checking(TODAY, files=here))


IN_STEP: list[tuple[str, dict[str, str]]] = [
    ("an id that is an alias", {"p.tex": BIBLATEX % r"\cite{2106.00134}\cite{caves}", "refs.bib": ALIASED}),
    ("an id that is an alias beside its key", {"p.tex": BIBLATEX % r"\cite{moss,2106.00134}", "refs.bib": ALIASED}),
    ("items", {"p.tex": ITEMS}),
    ("items beside a paper", {"items/p.tex": ITEMS, "paper/q.tex": PLAIN % (r"\cite{k}", "refs"), "paper/refs.bib": "@misc{k, title = {K}}\n"}),
    ("items in a part", {"p.tex": r"\documentclass{article}\cite{2106.00134}\input{items}", "items.tex": r"\begin{thebibliography}{9}\bibitem[M(21)]{2106.00134} A\end{thebibliography}"}),
    ("abbreviations first", {"p.tex": PLAIN % (r"\cite{2106.00134}", "abbr,refs"), "abbr.bib": ABBREVIATIONS, "refs.bib": "@misc{2106.00134, title = {K}, journal = ieee_t}\n"}),
]  # fmt: skip
FAILING: list[tuple[str, dict[str, str], str]] = [
    ("an alias, for BibTeX", {"p.tex": PLAIN % (r"\cite{caves}", "refs"), "refs.bib": ALIASED}, "undefined-key"),
    ("an item that is not there", {"p.tex": ITEMS.replace("{2106.00134,b}", "{2106.00134,c}")}, "undefined-key"),
    ("abbreviations first", {"p.tex": PLAIN % (r"\cite{2106.00135}", "abbr,refs"), "abbr.bib": ABBREVIATIONS, "refs.bib": "@misc{k,}\n"}, "missing-paper"),
    ("abbreviations first, a key", {"p.tex": PLAIN % (r"\cite{gone}", "abbr,refs"), "abbr.bib": ABBREVIATIONS, "refs.bib": "@misc{k,}\n"}, "undefined-key"),
    ("a value for BibTeX", {"p.tex": PLAIN % (r"\cite{k}", "refs"), "refs.bib": "@misc{k, year = 2020b, title = {K}}\n"}, "broken-entry"),
    ("a second entry without a key", {"p.tex": PLAIN % ("", "refs"), "refs.bib": "@misc{, title={A}}\n@misc{, title={B}}\n"}, "duplicate-key"),
    ("a key for biber", {"p.tex": BIBLATEX % r"\cite{after}", "refs.bib": "@misc{O'Neil(2001), title={K}}\n@misc{after, title={A}}\n"}, "unreadable-key"),
]  # fmt: skip


@pytest.mark.thinned(3)
@pytest.mark.parametrize("files", [each[1] for each in IN_STEP], ids=[each[0] for each in IN_STEP])
def test_what_compiles_is_in_step(tmp_path: Path, files: dict[str, str]) -> None:
    for missing in (False, True):
        assert [each.all_findings for each in outcomes(tmp_path, files, missing=missing) if each.exit_code] == []


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("files", "rule"), [each[1:] for each in FAILING], ids=[each[0] for each in FAILING])
def test_what_does_not_is_an_error(tmp_path: Path, files: dict[str, str], rule: str) -> None:
    found = outcomes(tmp_path, files, missing=False)
    assert [each.rule for outcome in found for each in outcome.all_findings if each.level == "error"] == [rule]
    assert {outcome.bib for outcome in found} <= {"refs.bib", ""}


@pytest.mark.parametrize(("ids", "key"), [("moss2021mapping", "moss2021mappinga"), ("another", "moss2021mapping")])
def test_a_new_entry_takes_no_alias(ids: str, key: str) -> None:
    library = read(
        Source(
            "refs.bib", f"@online{{k2019caves, ids = {{{ids}}}, title = {{Two}}, author = {{K}}, date = {{2019}}}}\n"
        )
    )
    new = Record(
        identifier=Identifier(ARXIV, "2106.00134"),
        title="Mapping Caves",
        authors=(Name("Moss", "Ida"),),
        provider="arxiv",
        date=date(2021, 6, 1),
    )
    assert [each.key for each in plan(library, identities(library, TODAY), [new], {}).added] == [key]
