from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import bibtools
from bibtools.app.unprinted_ids import unprinted
from bibtools.bibliography.library.identity import identities
from bibtools.files.workspace import Workspace

TODAY = date(2026, 11, 29)
RECORD = bibtools.Record(
    identifier=bibtools.Identifier("arxiv", "2106.00134"),
    title="Sparse Probes",
    authors=(bibtools.Name("Example", "Ann"),),
    provider="test",
    date=date(2021, 6, 1),
)
HEAD = "ENTRY { author title year eprint url howpublished journal note doi } {} {}\nREAD\n"
BODY = "FUNCTION {p} { duplicate$ empty$ 'pop$ { write$ newline$ } if$ } FUNCTION {go} { author p title p year p %s }\n"
RUN = "ITERATE {go}"


def bst(fields: str) -> str:
    return HEAD + BODY % fields + RUN


def tex(style: str) -> str:
    body = f"x\\bibliographystyle{{{style}}}\\bibliography{{refs}}"
    return f"\\documentclass{{article}}\\begin{{document}}{body}\\end{{document}}"


BIBLATEX = "\\documentclass{article}\\usepackage%s{biblatex}\\addbibresource{refs.bib}\\begin{document}x\\end{document}"
TYPST = 'x @k\n#bibliography("refs.bib"%s)\n'
PANDOC = "---\nbibliography: refs.bib\n%s---\n[@k]\n"
EPRINT = {"eprint", "archivePrefix"}
NOT_A_STYLE = "nothing that anybody could read"


@pytest.mark.parametrize(
    ("files", "type_", "fields"),
    [
        ({"a.tex": tex("own"), "own.bst": bst("eprint p")}, "misc", EPRINT | {"url"}),
        ({"a.tex": tex("own"), "own.bst": bst("eprint p url p")}, "misc", EPRINT),
        ({"a.tex": tex("own"), "own.bst": bst("url p")}, "misc", EPRINT | {"url"}),
        ({"a.tex": tex("own"), "own.bst": bst("howpublished p")}, "misc", EPRINT | {"url", "howpublished"}),
        ({"a.tex": tex("own"), "own.bst": bst("url p howpublished p eprint p")}, "misc", EPRINT),
        ({"a.tex": tex("own"), "own.bst": bst("note p")}, "misc", EPRINT | {"note"}),
        ({"a.tex": tex("own"), "own.bst": bst("journal p")}, "article", EPRINT | {"url", "journal"}),
        ({"a.tex": tex("own"), "own.bst": bst("journal p eprint p")}, "misc", EPRINT | {"url"}),
        ({"a.tex": tex("plain"), "plain.bst": bst("eprint p")}, "misc", EPRINT | {"url"}),
        ({"a.tex": tex("own"), "own.bst": NOT_A_STYLE}, "misc", EPRINT | {"url", "howpublished"}),
        ({"a.tex": tex("unknown-style")}, "misc", EPRINT | {"url", "howpublished"}),
        (
            {"a.tex": tex("one}\\bibliographystyle{other"), "one.bst": bst("eprint p"), "other.bst": bst("note p")},
            "misc",
            EPRINT | {"url"},
        ),
        ({"a.md": "arXiv:2106.00134"}, "misc", EPRINT | {"url", "howpublished"}),
        ({"a.tex": BIBLATEX % ""}, "online", {"eprint", "eprinttype"}),
        ({"a.tex": BIBLATEX % "[style=ieee, eprint = false]"}, "online", {"eprint", "eprinttype", "url"}),
        ({"a.tex": BIBLATEX % "[eprint=true]"}, "online", {"eprint", "eprinttype"}),
        ({"a.typ": TYPST % ""}, "article", EPRINT | {"journal"}),
        ({"a.typ": TYPST % ', style: "apa"'}, "article", EPRINT | {"journal"}),
        ({"a.typ": TYPST % ', style: "springer-basic"'}, "misc", EPRINT | {"url"}),
        ({"a.md": PANDOC % ""}, "misc", EPRINT | {"url"}),
        ({"a.md": PANDOC % "csl: apa.csl\n"}, "misc", EPRINT | {"url"}),
        ({"a.md": PANDOC % "csl: styles/nature.csl\n"}, "online", EPRINT | {"url"}),
        ({"a.md": PANDOC % "csl: elsevier-harvard.csl\n"}, "article", EPRINT | {"journal"}),
    ],
)  # fmt: skip
def test_an_entry_is_made_for_what_prints_it(
    files: dict[str, str], type_: str, fields: set[str], tmp_path: Path
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    sources = bibtools.scan(base=tmp_path, today=TODAY)
    plan = bibtools.plan_merge(bibtools.parse_library(""), [RECORD], sources, base=tmp_path, today=TODAY)
    [added] = plan.added
    names = {name for name, _ in added.entry.fields} - {"author", "title", "year", "date", "primaryClass", "pubstate"}
    assert (added.entry.type, names) == (type_, fields)


ADDRESS = "url = {https://arxiv.org/abs/2106.00134}"
JOURNAL = "journal = {arXiv preprint arXiv:2106.00134}, and make it an @article"
OLD = "eprint = {2106.00134}, archivePrefix = {arXiv}"


@pytest.mark.parametrize(
    ("files", "entry", "wanted"),
    [
        ({"a.tex": tex("own"), "own.bst": bst("title p")}, f"@misc{{k, {OLD}}}", "howpublished = {arXiv:2106.00134}"),
        ({"a.tex": tex("own"), "own.bst": bst("note p")}, f"@misc{{k, {OLD}}}", "note = {arXiv:2106.00134}"),
        ({"a.tex": tex("own"), "own.bst": bst("url p")}, f"@misc{{k, {OLD}}}", ADDRESS),
        ({"a.tex": tex("own"), "own.bst": bst("doi p")}, f"@misc{{k, {OLD}, doi = {{10.1000/1}}}}", ""),
        ({"a.tex": tex("own"), "own.bst": bst("url p")}, f"@misc{{k, {OLD}, url = {{https://x.org}}}}", ""),
        ({"a.tex": tex("own"), "own.bst": bst("eprint p")}, f"@misc{{k, {OLD}}}", ""),
        ({"a.tex": tex("own"), "own.bst": bst("title p")}, f"@article{{k, {OLD}, journal = {{J}}}}", ""),
        ({"a.tex": tex("own"), "own.bst": bst("title p")}, "@misc{k, note = {arXiv:2106.00134}}", ""),
        ({"a.tex": tex("nobody-knows")}, f"@misc{{k, {OLD}}}", ""),
        ({"a.tex": BIBLATEX % ""}, f"@misc{{k, {OLD}}}", ""),
        ({"a.tex": BIBLATEX % "[eprint=false]"}, f"@misc{{k, {OLD}}}", "howpublished = {arXiv:2106.00134}"),
        ({"a.typ": TYPST % ""}, f"@misc{{k, {OLD}}}", ADDRESS),
        ({"a.typ": TYPST % ""}, f"@misc{{k, {OLD}, howpublished = {{arXiv:2106.00134}}}}", ADDRESS),
        ({"a.typ": TYPST % ""}, f"@article{{k, {OLD}, journal = {{arXiv:2106.00134}}}}", ""),
        ({"a.typ": TYPST % ', style: "thieme"'}, f"@article{{k, {OLD}, journal = {{arXiv:2106.00134}}}}", ADDRESS),
        ({"a.typ": TYPST % ', style: "thieme"'}, f"@misc{{k, {OLD}, url = {{https://arxiv.org/abs/2106.00134}}}}", ""),
        ({"a.md": PANDOC % "csl: apa.csl\n"}, f"@misc{{k, {OLD}}}", ""),
        ({"a.md": PANDOC % "csl: apa.csl\n"}, "@misc{k, eprint = {2106.00134}}", ADDRESS),
        ({"a.md": PANDOC % "csl: nature.csl\n"}, f"@misc{{k, {OLD}}}", JOURNAL),
        ({"a.md": PANDOC % "csl: nature.csl\n"}, f"@online{{k, {OLD}}}", ""),
        ({"a.md": PANDOC % ""}, f"@misc{{k, {OLD}}}", ""),
    ],
)  # fmt: skip
def test_an_id_that_nothing_prints_is_told(files: dict[str, str], entry: str, wanted: str, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    library = bibtools.parse_library(entry)
    gathered = bibtools.scan(base=tmp_path, today=TODAY)
    known = identities(library, TODAY)
    found = [each.data["field"] for each in unprinted(gathered, library, known, Workspace(str(tmp_path)))]
    assert found == ([wanted] if wanted else [])
