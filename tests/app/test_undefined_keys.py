r"""Keys that documents cite and no library has: each is reported once, and nothing else is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bibtools.app.check import Checking, check
from bibtools.app.source_files import Sources, find
from bibtools.files.workspace import Workspace
from bibtools.files.write_access import by_user
from bibtools.sources.filetypes import WALKED

# ruff: noqa: E501 - a case is one line of the tables
TODAY = date(2026, 11, 20)
HAS_A = "@misc{a, title = {One}}\n"
TEX = "\\documentclass{article}\n\\begin{document}\n%s\n\\bibliography{refs}\n\\end{document}\n"
BIBLATEX = "\\documentclass{article}\n\\usepackage{biblatex}\n\\addbibresource{refs.bib}\n\\begin{document}\n%s\n\\end{document}\n"
ITEMS = "\\begin{thebibliography}{9}\\bibitem{a} One\\bibitem[x(1)]{b} Two\\end{thebibliography}"
PANDOC = "---\nbibliography: refs.bib\n---\n%s\n"
BBL = "\\begin{thebibliography}{1}\n\\bibitem{a}\nOne.\n\\end{thebibliography}\n"
BIBER_BBL = (
    "\\refsection{0}\n\\datalist[entry]{nty}\n\\entry{a}{misc}{}{}\n\\endentry\n\\keyalias{old}{a}\n\\enddatalist\n"
)


def told(folder: Path, files: dict[str, str], *given: str, bib: str | None = None) -> tuple[list[str], list[str]]:
    """Return the keys that are reported as undefined, and those that were not looked for."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    here = Workspace(str(folder))
    found = find(Sources(given or (".",)), WALKED, here)
    outcomes = check(found, by_user(bib) if bib else None, Checking(TODAY, files=here))
    faults = [each for outcome in outcomes for each in outcome.key_faults]
    undefined = [each.key for outcome in outcomes for each in outcome.undefined]
    assert undefined == [each.data["key"] for each in faults if each.rule == "undefined-key"]
    return undefined, [key for each in faults if each.rule == "unchecked-keys" for key in each.data["keys"]]  # type: ignore[attr-defined] # a list


UNDEFINED: list[tuple[str, dict[str, str], list[str]]] = [
    ("behind a macro of another file", {"p.tex": TEX % r"\input{m}\cite{\this}", "m.tex": r"\newcommand{\this}{new}", "refs.bib": HAS_A}, ["new"]),
    ("a key", {"p.tex": TEX % r"\cite{b}", "refs.bib": HAS_A}, ["b"]),
    ("each once", {"p.tex": TEX % r"\cite{c,a,b}\citep[p.~2]{b}\nocite{d}", "refs.bib": HAS_A}, ["c", "b", "d"]),
    ("of a part", {"p.tex": TEX % r"\input{s/one}", "s/one.tex": r"\textcite{b}", "refs.bib": HAS_A}, ["b"]),
    ("in pandoc", {"p.md": PANDOC % "See [@a; @b, p. 3].", "refs.bib": HAS_A}, ["b"]),
    ("in a notebook", {"p.ipynb": '{"cells": [{"cell_type": "markdown", "source": "---\\nbibliography: refs.bib\\n---\\nx [@b]"}]}', "refs.bib": HAS_A}, ["b"]),
    ("in Org", {"p.org": "#+bibliography: refs.bib\n[cite:@b; @a]", "refs.bib": HAS_A}, ["b"]),
    ("in Typst", {"p.typ": '#bibliography("refs.bib")\n#cite(<b>)', "refs.bib": HAS_A}, ["b"]),
    ("in Sphinx", {"p.rst": ".. bibliography:: refs.bib\n\n:cite:`b`", "refs.bib": HAS_A}, ["b"]),
    ("by a macro of a style", {"my.sty": r"\newcommand{\see}[1]{\cite{#1}}", "p.tex": TEX % r"\usepackage{my}\see{b}\see{a}", "refs.bib": HAS_A}, ["b"]),
    ("beside items", {"p.tex": ITEMS + r"\documentclass{article}\cite{a,b,c}"}, ["c"]),
    ("in two libraries", {"p.tex": TEX.replace("refs", "refs,more") % r"\cite{a,b,c}", "refs.bib": HAS_A, "more.bib": "@misc{b,}"}, ["c"]),
    ("another case, for biber", {"p.tex": BIBLATEX % r"\cite{A}", "refs.bib": HAS_A}, ["A"]),
    ("an alias, for BibTeX", {"p.tex": TEX % r"\cite{old}", "refs.bib": "@misc{a, ids = {old}}"}, ["old"]),
    ("an embedded library", {"p.tex": "\\begin{filecontents}{refs.bib}\n@misc{a, title={x}}\n\\end{filecontents}\n" + TEX % r"\cite{a,b}"}, ["b"]),
    ("the only library there", {"p.tex": "\\documentclass{article}\\begin{document}\\cite{a,b}\\end{document}", "refs.bib": HAS_A}, ["b"]),
    ("a blank behind a key", {"p.tex": TEX % r"\cite{a , c}", "refs.bib": HAS_A}, ["a", "c"]),
    ("a blank at the end", {"p.tex": TEX % r"\citep[p. 2]{a }", "refs.bib": HAS_A}, ["a"]),
    ("a blank, for biber", {"p.tex": BIBLATEX % r"\cite{a }", "refs.bib": HAS_A}, ["a"]),
    ("a line end behind a key", {"p.tex": TEX % "\\cite{%%\n a%%\n}\\cite{\n a\n}", "refs.bib": HAS_A}, ["a"]),
    ("a blank before a comment", {"p.tex": TEX % "\\cite{a %%\n}", "refs.bib": HAS_A}, ["a"]),
    ("a blank behind what is only nocited", {"p.tex": TEX % r"\nocite{a , a}", "refs.bib": HAS_A}, ["a"]),
    ("a blank behind an unknown key", {"p.tex": TEX % r"\cite{b }", "refs.bib": HAS_A}, ["b"]),
    ("a blank where a comment names what strips it", {"p.tex": "% \\usepackage{cite}\n" + TEX % r"\cite{a }", "refs.bib": HAS_A}, ["a"]),
    ("a blank in a part", {"p.tex": TEX % r"\input{s}", "s.tex": r"\cite{a }\cite{a}", "refs.bib": HAS_A}, ["a"]),
    ("inline references", {"p.md": "---\nreferences:\n- id: a\n  title: One\n  author:\n  - family: X\n    id: c\n---\n[@a; @b; @c]\n"}, ["b", "c"]),
]  # fmt: skip


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("files", "expected"), [each[1:] for each in UNDEFINED], ids=[each[0] for each in UNDEFINED])
def test_a_key_without_an_entry_is_told_once(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    assert told(tmp_path, files) == (expected, [])


DEFINED: list[tuple[str, dict[str, str]]] = [
    ("in verbatim text of another file's making", {"p.tex": TEX % "\\input{m}\n\\begin{code}\n\\cite{new}\n\\end{code}", "m.tex": r"\lstnewenvironment{code}{}{}", "refs.bib": HAS_A}),
    ("dropped by a macro of another file", {"p.tex": TEX % r"\input{m}\hide{\cite{new}}", "m.tex": r"\newcommand{\hide}[1]{}", "refs.bib": HAS_A}),
    ("there", {"p.tex": TEX % r"\cite{a}", "refs.bib": HAS_A}),
    ("blanks before keys", {"p.tex": TEX % "\\cite{ a,\n  a}", "refs.bib": HAS_A}),
    ("comments behind keys", {"p.tex": TEX % "\\cite{%%\n  a%% one\n  ,a%%\n}", "refs.bib": HAS_A}),
    ("blanks that a package strips", {"p.tex": "\\RequirePackage{cite}" + TEX % "\\cite{a , a\n}\\nocite{a }", "refs.bib": HAS_A}),
    ("blanks that a package of a part's document strips", {"p.tex": "\\usepackage[sort]{graphicx, cite}" + TEX % r"\input{s}", "s.tex": r"\cite{a }", "refs.bib": HAS_A}),
    ("blanks that a package of a class strips", {"my.cls": r"\RequirePackage{cite}", "p.tex": TEX.replace("article", "my") % r"\cite{a }", "refs.bib": HAS_A}),
    ("blanks that a class of TeX strips", {"p.tex": TEX.replace("article", "spie") % r"\cite{a }", "refs.bib": HAS_A}),
    ("blanks that pandoc strips", {"p.md": PANDOC % r"\cite{a , a} [@a ]", "refs.bib": HAS_A}),
    ("all of them", {"p.tex": TEX % r"\nocite{*}", "refs.bib": HAS_A}),
    ("a comment", {"p.tex": TEX % "% \\cite{b}\n\\begin{comment}\\cite{c}\\end{comment}\\verb|\\cite{d}|", "refs.bib": HAS_A}),
    ("ignored", {"p.tex": TEX % "\\cite{b} % bibtools: ignore", "refs.bib": HAS_A}),
    ("another case, for BibTeX", {"p.tex": TEX % r"\cite{A}", "refs.bib": HAS_A}),
    ("an alias, for biber", {"p.tex": BIBLATEX % r"\cite{old,older}", "refs.bib": "@misc{a, ids = {old, older}}"}),
    ("an alias, for pandoc", {"p.md": PANDOC % "[@old]", "refs.bib": "@misc{a, ids = {old}}"}),
    ("a broken entry", {"p.tex": TEX % r"\cite{a}", "refs.bib": "@misc{a, title = {One}\n"}),
    ("parents", {"p.tex": BIBLATEX % r"\cite{a,b}", "refs.bib": "@book{b, title={x}}@inbook{a, crossref={b}, xdata={c}}@xdata{c,}"}),
    ("another library", {"p.tex": TEX.replace("refs", "refs,more") % r"\cite{a}", "refs.bib": "", "more.bib": HAS_A}),
    ("an item", {"p.tex": r"\documentclass{article}\cite{a,b}" + ITEMS}),
    ("an item of a part", {"p.tex": r"\documentclass{article}\cite{a,b}\input{items}", "items.tex": ITEMS}),
    ("amsrefs", {"p.tex": TEX % r"\cite{b}\bib{b}{article}{title={x}}", "refs.bib": HAS_A}),
    ("a perhaps", {"p.md": PANDOC % "Thanks to @b, mail c@d.org, see [@a].", "refs.bib": HAS_A}),
    ("labels", {"p.md": PANDOC % "See [@fig-b] and [@sec:c] and [@eq:d].", "refs.bib": HAS_A}),
    ("a label of Typst", {"p.typ": '#bibliography("refs.bib")\n= One <b>\n@b @c', "refs.bib": HAS_A}),
    ("what is looked up", {"p.md": PANDOC % "[@doi:10.1000/1] [@pmid:123] [@https://a.org] [@10.1000/x]", "refs.bib": HAS_A}),
    ("inline references", {"p.md": "---\nreferences:\n- id: a\n  title: One\n- title: Two\n  id: b\n---\n[@a; @b]\n"}),
    ("a macro", {"p.tex": TEX % r"\newcommand{\see}[1]{\cite{#1}}\cite{\thekey}", "refs.bib": HAS_A}),
    ("notes", {"p.tex": TEX % r"\cite{a}", "notes.md": "[@b]", "README.md": "[@c]", "x.py": "# \\cite{d}", "refs.bib": HAS_A}),
    ("a fragment that nobody reads", {"p.tex": TEX % r"\cite{a}", "old.tex": r"\cite{b}", "refs.bib": HAS_A}),
    ("a template", {"p.md": PANDOC % "[@{{ key }}] [@...] {% cite {{ page.key }} %}", "refs.bib": HAS_A}),
    ("a macro of a style", {"my.sty": r"\newcommand{\citefig}[1]{\ref{#1}}", "p.tex": TEX % r"\usepackage{my}\citefig{b}", "refs.bib": HAS_A}),
    ("text in a citation", {"p.tex": TEX % r"\citetext{see b, or \citealp{a}}\citestyle{plain}\citeyear{a}", "refs.bib": HAS_A}),
    ("a prefix of Sphinx", {"p.rst": ".. bibliography:: refs.bib\n   :keyprefix: x-\n\n:cite:`x-a`", "refs.bib": HAS_A}),
]  # fmt: skip


@pytest.mark.parametrize("files", [each[1] for each in DEFINED], ids=[each[0] for each in DEFINED])
def test_a_key_that_is_defined_or_none_is_not_told(tmp_path: Path, files: dict[str, str]) -> None:
    assert told(tmp_path, files) == ([], [])


UNKNOWN: list[tuple[str, dict[str, str], list[str]]] = [
    ("it is not there", {"p.tex": TEX % r"\cite{a,b}"}, ["a", "b"]),
    ("one is not there", {"p.tex": TEX.replace("refs", "refs,gen") % r"\cite{a,b}", "refs.bib": HAS_A}, ["b"]),
    ("it is on the network", {"p.tex": BIBLATEX % "\\cite{b}\\addbibresource[location=remote]{http://a.org/x.bib}", "refs.bib": HAS_A}, ["b"]),
    ("it has another form", {"p.md": "---\nbibliography: [refs.bib, more.json]\n---\n[@a; @b]", "refs.bib": HAS_A}, ["b"]),
    ("Typst's own form", {"p.typ": '#bibliography(("refs.bib", "more.yml"))\n#cite(<b>)', "refs.bib": HAS_A}, ["b"]),
    ("a macro names it", {"p.tex": TEX.replace("refs", "refs,\\where/more") % r"\cite{a,b}", "refs.bib": HAS_A}, ["b"]),
    ("a macro names a part", {"p.tex": TEX % r"\cite{a,b}\input{\part/one}", "refs.bib": HAS_A}, ["b"]),
    ("no library is named", {"p.tex": r"\documentclass{article}\begin{document}\cite{b}\end{document}"}, ["b"]),
    ("a stale .bbl", {"p.tex": TEX % r"\cite{a,b}", "p.bbl": BBL}, ["b"]),
    ("a .bbl of biber", {"p.tex": BIBLATEX % r"\cite{a,b,old}", "p.bbl": BIBER_BBL}, ["b"]),
]  # fmt: skip


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("files", "expected"), [each[1:] for each in UNKNOWN], ids=[each[0] for each in UNKNOWN])
def test_where_not_all_is_known_keys_are_told_together(
    tmp_path: Path, files: dict[str, str], expected: list[str]
) -> None:
    assert told(tmp_path, files) == ([], expected)


def test_a_committed_bbl_defines_its_keys_where_the_library_is_not_there(tmp_path: Path) -> None:
    assert told(tmp_path, {"p.tex": TEX % r"\cite{a}", "p.bbl": BBL}) == ([], [])
    assert told(tmp_path, {"refs.bib": "@misc{b,}"}) == (["a"], [])  # now that counts


def test_each_scope_has_its_own_library(tmp_path: Path) -> None:
    text = r"\usepackage{multibib}\newcites{sup}{More}\bibliographysup{more}\citesup{a,b}\cite{b}"
    files = {"p.tex": TEX % text, "refs.bib": HAS_A, "more.bib": "@misc{b,}"}
    assert told(tmp_path, files) == (["b", "a"], [])


def test_a_source_and_a_library_that_are_named_belong_together(tmp_path: Path) -> None:
    files = {"p.tex": r"Words \cite{a,b}", "n.md": "[@c]", "refs.bib": HAS_A}
    assert told(tmp_path, files, "p.tex", bib=str(tmp_path / "refs.bib")) == (["b"], [])
