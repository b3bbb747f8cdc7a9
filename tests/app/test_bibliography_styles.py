from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import bibtools
from bibtools.app.gather import gather_papers
from bibtools.app.printing_styles import printing_styles
from bibtools.app.source_files import Sources
from bibtools.app.unprinted_ids import unprinted
from bibtools.bibliography.library.identity import identities
from bibtools.files.workspace import Workspace
from bibtools.sources.filetypes import WALKED

# ruff: noqa: E501 - a case is one line of the tables
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


CSL = """<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>Own</title></info>
<macro name="where"><choose><if type="webpage" match="any"><text variable="URL"/></if></choose></macro>
<macro name="round"><text macro="round"/></macro>
<citation><layout><text variable="URL"/></layout></citation>
<bibliography><layout><names variable="author"/><text variable="title"/>%s</layout></bibliography></style>"""
# As styles of physicists' journals: a page has an address and no year, an article a journal and a year.
WITHOUT_YEAR = (
    '<choose><if type="%s"><text variable="URL"/></if><else-if type="article-journal"><date variable="issued"/>'
    '<text variable="container-title"/></else-if></choose>'
)
DEPENDENT = """<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info>
<link href="http://www.zotero.org/styles/nature" rel="independent-parent"/></info></style>"""


@pytest.mark.thinned(3)
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
        ({"a.md": PANDOC % "csl: journal-of-nobody.csl\n"}, "online", EPRINT | {"url"}),
        ({"a.md": PANDOC % "csl: mhra-notes-no-url.csl\n"}, "article", EPRINT | {"journal"}),
        *(
            ({"a.md": PANDOC % "csl: own.csl\n", "own.csl": CSL % layout}, type_, EPRINT | {field})
            for layout, type_, field in (
                ('<text variable="URL"/>', "misc", "url"),
                ('<text macro="where"/>', "online", "url"),
                ('<text variable="container-title"/>', "article", "journal"),
                (WITHOUT_YEAR % "webpage", "article", "journal"),
                (f'<date variable="issued"/>{WITHOUT_YEAR % "webpage"}', "online", "url"),
                (f'<text variable="URL"/>{WITHOUT_YEAR % "book"}', "article", "journal"),  # which has its year
                ('<text macro="where"/><text variable="note"/>', "online", "url"),
                ("", "misc", "url"),
            )
        ),
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


PRINTS_DOI = '<choose><if variable="DOI"><text variable="DOI"/></if><else><text variable="note"/></else></choose>'
OF_OWN_CSL = [
    ("", f"@misc{{k, {OLD}}}", ADDRESS),
    ('<text variable="URL"/>', f"@misc{{k, {OLD}}}", ""),
    ('<text variable="URL"/>', "@misc{k, eprint = {2106.00134}}", ADDRESS),
    ('<group><text value="at "/><text variable="URL"/></group>', f"@misc{{k, {OLD}}}", ""),
    ('<text macro="where"/>', f"@misc{{k, {OLD}}}", f"{ADDRESS}, and make it an @online"),
    ('<text macro="where"/>', f"@online{{k, {OLD}}}", ""),
    ('<text variable="container-title"/>', f"@misc{{k, {OLD}}}", JOURNAL),
    ('<text variable="container-title"/>', f"@article{{k, {OLD}, journal = {{arXiv:2106.00134}}}}", ""),
    (
        '<text variable="container-title" strip-periods="true"/>',
        f"@article{{k, {OLD}, journal = {{arXiv:2106.00134}}}}",
        ADDRESS,
    ),
    (PRINTS_DOI, f"@misc{{k, {OLD}}}", "doi = {10.48550/arXiv.2106.00134}"),
    (PRINTS_DOI, f"@misc{{k, {OLD}, note = {{arXiv:2106.00134}}}}", ""),
    (PRINTS_DOI, f"@misc{{k, {OLD}, doi = {{10.1000/1}}}}", ""),
    ('<text variable="publisher"/>', f"@misc{{k, {OLD}}}", "howpublished = {arXiv:2106.00134}"),
    ('<text macro="round"/>', f"@misc{{k, {OLD}}}", ""),
    ('<choose><if type="book thesis" match="none"><text variable="URL"/></if></choose>', f"@misc{{k, {OLD}}}", ""),
    ('<names variable="editor"><substitute><text variable="URL"/></substitute></names>', f"@misc{{k, {OLD}}}", ""),
]


@pytest.mark.thinned(3)
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
        ({"a.md": PANDOC % "csl: journal-of-nobody.csl\n"}, f"@misc{{k, {OLD}}}", ""),
        *(
            ({"a.md": PANDOC % "csl: styles/own.csl\n", "styles/own.csl": CSL % layout}, entry, wanted)
            for layout, entry, wanted in OF_OWN_CSL
        ),
        ({"a.md": PANDOC % "csl: own.csl\n", "own.csl": DEPENDENT}, f"@misc{{k, {OLD}}}", JOURNAL),
        ({"a.md": PANDOC % "csl: own.csl\n", "own.csl": "<!DOCTYPE a []><style/>"}, f"@misc{{k, {OLD}}}", ""),
        ({"a.md": PANDOC % "csl: own.csl\n", "own.csl": "no XML"}, f"@misc{{k, {OLD}}}", ""),
        ({"a.md": PANDOC % "csl: https://x.org/nature.csl\n"}, f"@misc{{k, {OLD}}}", JOURNAL),
    ],
)  # fmt: skip
def test_an_id_that_nothing_prints_is_told(files: dict[str, str], entry: str, wanted: str, tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    library = bibtools.parse_library(entry)
    gathered = bibtools.scan(base=tmp_path, today=TODAY)
    known = identities(library, TODAY)
    found = [each.data["field"] for each in unprinted(gathered, library, known, Workspace(str(tmp_path)))]
    assert found == ([wanted] if wanted else [])


def of_document(**texts: str) -> dict[str, str]:
    """Return files whose main one is of LaTeX; a style of the name `x` prints notes, `y` addresses, `z` journals."""
    begin, end = "\\documentclass{article}\\begin{document}", "\\bibliography{refs}\\end{document}"
    main = texts.pop("main").replace("BEGIN", begin).replace("END", end)
    styles = {"x.bst": bst("note p"), "y.bst": bst("url p"), "z.bst": bst("journal p")}
    return {"m.tex": main, **styles, **{f"{name}.tex": text for name, text in texts.items()}}


S = r"\bibliographystyle{%s}"


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("files", "styles"),
    [
        (of_document(main=r"BEGIN\input{b}\input{a}END", a=S % "x", b=S % "y"), ["y"]),
        (of_document(main=rf"BEGIN\input{{b}}{S % 'z'}\input{{a}}END", a=S % "x", b="no style"), ["z"]),
        (of_document(main=rf"BEGIN{S % 'z'}\input{{b}}END", b=S % "y"), ["z"]),
        (of_document(main=rf"BEGIN\input{{b}}{S % 'z'}END", b=S % "y"), ["y"]),
        (of_document(main=r"\input{b}BEGIN\include{a}END", a=rf"{S % 'x'}", b=r"\input{c}", c=S % "z"), ["z"]),
        (of_document(main=r"BEGIN\input{lost}\input{b}\input{a}END", a=S % "x", b=S % "y"), ["y"]),
        (of_document(main=rf"BEGIN\input{{b}}\input{{b}}{S % 'x'}END", b=r"\input{b}\input{c}", c=S % "z"), ["z"]),
        (of_document(main=r"BEGIN\input{b}\input{a}END", a=f"% {S % 'x'}", b=f"\\verb|{S % 'y'}|{S % 'z'}"), ["z"]),
        (of_document(main=r"BEGIN\include{a}\include{b}END", a=rf"{S % 'x'}\bibliography{{refs}}", b=rf"{S % 'y'}\bibliography{{refs}}"), ["x", "y"]),
        (of_document(main=r"\usepackage{biblatex}BEGIN\input{b}END", b=S % "y"), ["biblatex", "y"]),
        (of_document(main=rf"\newcommand\st[1]{{{S % '#1'}}}BEGIN\input{{b}}\input{{a}}END", a=S % "x", b=S % "y"), ["y"]),
        (of_document(main="BEGIN\\input{b}END", b="no style"), []),
    ],
)  # fmt: skip
def test_the_first_style_counts_as_tex_reads(files: dict[str, str], styles: list[str], tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "refs.bib").write_text("")
    gathered = bibtools.scan(base=tmp_path, today=TODAY)
    assert sorted(style for style, _ in gathered.styles) == styles


def test_each_style_counts_once_however_many_documents_name_it(tmp_path: Path) -> None:
    (tmp_path / "own.bst").write_text(bst("eprint p"), "utf-8")
    (tmp_path / "refs.bib").write_text("", "utf-8")
    for number, style in enumerate(["own", "plain", "own", "plain", "own"]):
        (tmp_path / f"{number}.tex").write_text(tex(style), "utf-8")
    (tmp_path / "x.tex").write_text(BIBLATEX % "", "utf-8")
    (tmp_path / "y.tex").write_text(BIBLATEX % "", "utf-8")
    (tmp_path / "z.tex").write_text(BIBLATEX % "[eprint=false]", "utf-8")
    files = Workspace(str(tmp_path))
    [paper] = gather_papers(Sources((".",)), TODAY, WALKED, files=files)
    assert len(paper.styles) == 8
    styles = printing_styles(paper, files).of_latex
    assert [each.name for each in styles] == ["own", "plain", "biblatex", "biblatex"]
    assert [each.read for each in styles[2:]] == [{"eprint", "url"}, {"url"}]
