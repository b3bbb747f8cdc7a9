"""Repositories of many shapes, as people have them, and which of their libraries lack which works; half are traps."""

# ruff: noqa: E501 - a project is a row of the table

from __future__ import annotations

import json

from document_trees import ARTICLE
from project_shapes import HELD, OTHER, UNCLEAR, A, B, Shape, cites, items

ID = f"arXiv:{A}"
BL = "\\documentclass{article}\\usepackage{biblatex}"


def cell(text: str) -> str:
    cells = [{"cell_type": "markdown", "metadata": {}, "source": [text]}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def art(body: str, preamble: str = "") -> str:
    return f"\\documentclass{{article}}{preamble}\\begin{{document}}{body}\\end{{document}}\n"


REPOSITORIES = {
    "a thesis with chapters, bibliography in the front matter": Shape(
        {
            "thesis.tex": "\\documentclass{book}\n\\input{preamble}\n\\begin{document}\\include{chapters/intro}\\include{chapters/end}\\printbibliography\\end{document}",
            "preamble.tex": "\\usepackage{biblatex}\n\\addbibresource{bib/thesis.bib}\n",
            "chapters/intro.tex": f"\\cite{{{A}}}",
            "chapters/end.tex": f"\\cite{{{B}}}",
            "bib/thesis.bib": HELD,
            "old/notes.bib": OTHER,
        },
        {"bib/thesis.bib": (B,)},
    ),
    "the same, a chapter given": Shape(
        {
            "thesis.tex": "\\documentclass{book}\n\\input{preamble}\n\\begin{document}\\include{chapters/intro}\\include{chapters/end}\\printbibliography\\end{document}",
            "preamble.tex": "\\usepackage{biblatex}\n\\addbibresource{bib/thesis.bib}\n",
            "chapters/intro.tex": f"\\cite{{{A}}}",
            "chapters/end.tex": f"\\cite{{{B}}}",
            "bib/thesis.bib": OTHER,
            "old/notes.bib": OTHER,
        },
        {"bib/thesis.bib": (B,)},
        ("chapters/end.tex",),
    ),
    "an export of Overleaf": Shape(
        {
            "main.tex": "\\documentclass{IEEEtran}\n\\begin{document}\\input{Sections/1_intro}\\bibliographystyle{IEEEtran}\\bibliography{IEEEabrv,Bib/references}\\end{document}",
            "Sections/1_intro.tex": f"\\cite{{{A}}}",
            "IEEEabrv.bib": '@STRING{IEEE_J_AC = "IEEE Trans. Automat. Contr."}\n',
            "Bib/references.bib": OTHER,
            "IEEEtran.cls": "\\ProvidesClass{IEEEtran}\n",
            "bare_jrnl.tex": cites(bib="IEEEexample"),
        },
        {"Bib/references.bib": (A,)},
    ),
    "slides beside a paper": Shape(
        {
            "paper.tex": cites(A, bib="refs"),
            "refs.bib": HELD,
            "slides/talk.tex": f"\\documentclass{{beamer}}\\addbibresource{{../refs.bib}}\\begin{{document}}\\footfullcite{{{B}}}\\end{{document}}",
        },
        {"refs.bib": (B,)},
    ),
    "slides with a library of their own": Shape(
        {
            "paper.tex": cites(A, bib="refs"),
            "refs.bib": OTHER,
            "slides.tex": f"\\documentclass{{beamer}}\\addbibresource{{talk.bib}}\\begin{{document}}\\cite{{{B}}}\\end{{document}}",
            "talk.bib": OTHER,
        },
        {"refs.bib": (A,), "talk.bib": (B,)},
    ),
    "a book of Quarto with chapters in folders": Shape(
        {
            "_quarto.yml": "project:\n  type: book\nbook:\n  chapters:\n    - index.qmd\n    - parts/one.qmd\nbibliography: references.bib\n",
            "index.qmd": "# P\n",
            "parts/one.qmd": f"See @{A} and [@arXiv:{B}].",
            "references.bib": HELD,
            "parts/extra.bib": HELD,
        },
        {"references.bib": (B,)},
    ),
    "a page of Quarto with its own library": Shape(
        {
            "_quarto.yml": "bibliography: refs.bib\n",
            "a.qmd": f"---\nbibliography: own.bib\n---\n[@arXiv:{A}]",
            "refs.bib": OTHER,
            "own.bib": OTHER,
        },
        {"own.bib": (A,)},
    ),
    "a book of MyST": Shape(
        {
            "myst.yml": "version: 1\nproject:\n  bibliography:\n    - bib/main.bib\n",
            "ch/one.md": f"{{cite:p}}`{A}`",
            "bib/main.bib": OTHER,
            "x.bib": OTHER,
        },
        {"bib/main.bib": (A,)},
    ),
    "MyST that takes every library": Shape(
        {"myst.yml": "version: 1\nproject: {}\n", "one.md": f"{{cite:p}}`{A}`", "r.bib": OTHER}, {"r.bib": (A,)}
    ),
    "al-folio": Shape(
        {
            "_config.yml": "scholar:\n  last_name: [X]\n  source: /_bibliography/\n  bibliography: papers.bib\n",
            "_bibliography/papers.bib": OTHER,
            "_posts/2021-01-01-a.md": f"{{% cite {A} %}}",
            "_pages/publications.md": "---\nlayout: page\n---\n{% bibliography %}",
            "assets/bibliography/2018.bib": OTHER,
        },
        {"_bibliography/papers.bib": (A,)},
    ),
    "a documentation by Sphinx": Shape(
        {
            "docs/conf.py": "extensions = ['sphinxcontrib.bibtex']\nbibtex_bibfiles = ['refs.bib']\n",
            "docs/index.rst": f":cite:p:`{A}`\n",
            "docs/refs.bib": OTHER,
            "src/x.py": '"""See [1]."""\n',
            "paper/p.tex": cites(B, bib="p"),
            "paper/p.bib": OTHER,
        },
        {"docs/refs.bib": (A,), "paper/p.bib": (B,)},
    ),
    "an R package with vignettes": Shape(
        {
            "DESCRIPTION": "Package: x\n",
            "R/x.R": "x <- 1\n",
            "vignettes/intro.Rmd": f"---\ntitle: x\nbibliography: refs.bib\n---\nSee [@{A}].",
            "vignettes/refs.bib": OTHER,
            "inst/REFERENCES.bib": OTHER,
        },
        {"vignettes/refs.bib": (A,)},
    ),
    "R Markdown without the ending": Shape(
        {"a.Rmd": f"---\nbibliography: refs\n---\n[@{A}]", "refs.bib": OTHER}, {"refs.bib": (A,)}
    ),
    "a template of Typst": Shape(
        {
            "typst.toml": "[package]\nname='x'\nversion='0.1.0'\nentrypoint='lib.typ'\n[template]\npath='template'\nentrypoint='main.typ'\n",
            "lib.typ": "#let x = 1\n",
            "template/main.typ": f'#import "@preview/x:0.1.0": *\n#cite(label("{A}"))\n#bibliography("refs.bib")\n',
            "template/refs.bib": OTHER,
        },
        {"template/refs.bib": (A,)},
    ),
    "Typst from the top of the project": Shape(
        {
            "main.typ": '#include "ch/a.typ"\n#bibliography(("/bib/r.bib", "/bib/s.yml"))\n',
            "ch/a.typ": f'#cite(label("{A}"))\n',
            "bib/r.bib": OTHER,
            "bib/s.yml": "x: 1\n",
        },
        {"bib/r.bib": (A,)},
    ),
    "notes in Org": Shape(
        {"notes.org": f"#+bibliography: ~/none.bib\n#+bibliography: lit.bib\n[cite:@{A}]\n", "lit.bib": OTHER},
        {"lit.bib": (A,)},
    ),
    "a paper below code": Shape(
        {
            "README.md": f"# Code\n{ID}\n",
            "src/a.py": f"# {ID}\n",
            "paper/main.tex": cites(B, bib="main"),
            "paper/main.bib": OTHER,
        },
        {"paper/main.bib": (B, A)},
    ),
    "papers that share a library above, one of them given": Shape(
        {"p/m.tex": cites(A, bib="../refs"), "q/m.tex": cites(B, bib="../refs"), "refs.bib": OTHER, "q/x.bib": OTHER},
        {"refs.bib": (B,)},
        ("q/m.tex",),
    ),
    "the resource in a folder, by a pattern": Shape(
        {
            "m.tex": f"{BL}\\addbibresource[glob]{{*.bib}}\\begin{{document}}\\cite{{{A}}}\\end{{document}}",
            "my.bib": OTHER,
        },
        {"my.bib": (A,)},
    ),
    "a section of references": Shape(
        {
            "m.tex": f"{BL}\\addbibresource{{a.bib}}\\addbibresource[label=two]{{b.bib}}\\begin{{document}}\\begin{{refsection}}[a.bib]\\cite{{{A}}}\\end{{refsection}}\n\\begin{{refsection}}[two]\n\\cite{{{B}}}\\end{{refsection}}\\end{{document}}",
            "a.bib": OTHER,
            "b.bib": OTHER,
        },
        {"a.bib": (A,), "b.bib": (B,)},
    ),
    "chapterbib": Shape(
        {
            "m.tex": f"{ARTICLE}\\usepackage{{chapterbib}}\\begin{{document}}\\include{{one}}\\include{{two}}\\end{{document}}",
            "one.tex": f"\\cite{{{A}}}\\bibliographystyle{{plain}}\\bibliography{{one}}",
            "two.tex": f"\\cite{{{B}}}\\bibliographystyle{{plain}}\\bibliography{{two}}",
            "one.bib": OTHER,
            "two.bib": OTHER,
        },
        {"one.bib": (A,), "two.bib": (B,)},
    ),
    "subfiles, the part alone": Shape(
        {
            "main.tex": "\\documentclass{article}\\usepackage{subfiles}\\begin{document}\\subfile{sec/a}\\bibliography{bib/r}\\end{document}",
            "sec/a.tex": f"\\documentclass[../main.tex]{{subfiles}}\\begin{{document}}\\cite{{{A}}}\\ifSubfilesClassLoaded{{\\bibliography{{../bib/r}}}}{{}}\\end{{document}}",
            "bib/r.bib": OTHER,
        },
        {"bib/r.bib": (A,)},
        ("sec/a.tex",),
    ),
    "standalone parts": Shape(
        {
            "main.tex": "\\documentclass{article}\\usepackage{standalone}\\begin{document}\\input{fig/t}\\bibliography{r}\\end{document}",
            "fig/t.tex": f"\\documentclass{{standalone}}\\begin{{document}}\\cite{{{A}}}\\end{{document}}",
            "r.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "a standalone figure is given": Shape(
        {
            "m.tex": art("\\includestandalone{fig/f}\\bibliography{r}", "\\usepackage{standalone}"),
            "fig/f.tex": f"\\documentclass{{standalone}}\\begin{{document}}\\cite{{{A}}}\\end{{document}}",
            "fig/x.bib": OTHER,
            "r.bib": OTHER,
        },
        {"r.bib": (A,)},
        ("fig/f.tex",),
    ),
    "a chapter of docmute is given": Shape(
        {
            "m.tex": art("\\include{c/a}\\bibliography{r}", "\\usepackage{docmute}"),
            "c/a.tex": art(f"\\cite{{{A}}}"),
            "c/x.bib": OTHER,
            "r.bib": OTHER,
        },
        {"r.bib": (A,)},
        ("c/a.tex",),
    ),
    "a document of its own below another is given": Shape(
        {"m.tex": cites(bib="r"), "c/a.tex": art(f"\\cite{{{A}}}"), "c/x.bib": OTHER, "r.bib": OTHER},
        {"c/x.bib": (A,)},
        ("c/a.tex",),
    ),
    "children of knitr": Shape(
        {
            "m.Rnw": art("\n<<child='a.Rnw'>>=\n@\n<<x, child=c('b.Rnw', \"s/c.Rnw\")>>=\n@\n\\bibliography{r}"),
            "a.Rnw": f"\\cite{{{A}}}",
            "b.Rnw": "Words.",
            "s/c.Rnw": f"\\cite{{{B}}}",
            "other.Rnw": "\\cite{2101.00003}",
            "r.bib": OTHER,
        },
        {"r.bib": (A, B)},
    ),
    "a standalone figure that nobody reads is given": Shape(
        {
            "m.tex": cites(bib="r"),
            "fig/f.tex": f"\\documentclass{{standalone}}\\begin{{document}}\\cite{{{A}}}\\end{{document}}",
            "fig/x.bib": OTHER,
            "r.bib": OTHER,
        },
        {"fig/x.bib": (A,)},
        ("fig/f.tex",),
    ),
    "latexmk's documents": Shape(
        {
            ".latexmkrc": "@default_files = ('tex/main.tex');\n$ENV{'BIBINPUTS'} = './lib//:';\n$do_cd = 1;\n",
            "tex/main.tex": cites(A, bib="r"),
            "tex/lib/x/r.bib": OTHER,
        },
        {"tex/lib/x/r.bib": (A,)},
    ),
    "macros in the names": Shape(
        {
            "m.tex": f"\\documentclass{{article}}\\newcommand{{\\bibdir}}{{lit}}\\def\\which{{main}}\\begin{{document}}\\cite{{{A}}}\\bibliography{{\\bibdir/\\which}}\\end{{document}}",
            "lit/main.bib": OTHER,
            "main.bib": HELD,
        },
        {"lit/main.bib": (A,)},
    ),
    "UTF-16": Shape({"m.tex": cites(A, bib="r").encode("utf-16"), "r.bib": OTHER}, {"r.bib": (A,)}),
    "an ending in capitals": Shape(
        {"m.tex": f"{ARTICLE}\\cite{{{A}}}\\addbibresource{{REFS.BIB}}", "REFS.BIB": OTHER}, {"REFS.BIB": (A,)}
    ),
    "an ending in capitals that nobody names": Shape({"m.tex": cites(A), "REFS.BIB": OTHER}, {"REFS.BIB": (A,)}),
    "a copy for arXiv with its build": Shape(
        {
            "m.tex": cites(A, bib="r"),
            "r.bib": OTHER,
            "arxiv/m.tex": cites(A, bib="r"),
            "arxiv/m.bbl": f"\\begin{{thebibliography}}{{1}}\\bibitem{{{A}}} T\\end{{thebibliography}}",
        },
        {"r.bib": (A,)},
    ),
    "an answer to the referees": Shape(
        {
            "m.tex": cites(A, bib="r"),
            "r.bib": OTHER,
            "response.tex": f"\\documentclass{{article}}\\begin{{document}}See arXiv:{B}\\end{{document}}",
        },
        {"r.bib": (A, B)},
    ),
    "a supplement with the same library": Shape(
        {"m.tex": cites(A, bib="r"), "supp.tex": cites(B, bib="r"), "r.bib": OTHER}, {"r.bib": (A, B)}
    ),
    "a supplement with another order": Shape(
        {"m.tex": cites(A, bib="r,s"), "supp.tex": cites(B, bib="s,r"), "r.bib": OTHER, "s.bib": OTHER},
        {"r.bib": (A,), "s.bib": (B,)},
    ),
    "quotes and blanks": Shape(
        {"m.tex": f'{ARTICLE}\\cite{{{A}}}\\addbibresource{{"my refs.bib"}}', "my refs.bib": OTHER},
        {"my refs.bib": (A,)},
    ),
    "blanks between names": Shape(
        {
            "m.tex": f"{ARTICLE}\\cite{{{A}}}\\bibliography{{ a , b }}",
            "a.bib": "@comment{x}\n@string{a={b}}\n",
            "b.bib": OTHER,
        },
        {"b.bib": (A,)},
    ),
    "names over lines": Shape(
        {"m.tex": f"{ARTICLE}\\cite{{{A}}}\\bibliography{{%\n  a,% mine\n  b}}", "a.bib": OTHER, "b.bib": OTHER},
        {"a.bib": (A,)},
    ),
    "a library in a comment": Shape(
        {
            "m.tex": f"{ARTICLE}\\cite{{{A}}}%\\bibliography{{old}}\n\\bibliography{{new}}",
            "old.bib": HELD,
            "new.bib": OTHER,
        },
        {"new.bib": (A,)},
    ),
    "a library behind the end": Shape(
        {
            "m.tex": f"{ARTICLE}\\begin{{document}}\\cite{{{A}}}\\bibliography{{new}}\\end{{document}}\\bibliography{{old}}",
            "old.bib": HELD,
            "new.bib": OTHER,
        },
        {"new.bib": (A,)},
    ),
    "a notebook with its library named": Shape(
        {
            "n.ipynb": cell(f"\\cite{{{A}}}"),
            "_config.yml": "bibtex_bibfiles:\n  - lit/r.bib\n",
            "lit/r.bib": OTHER,
            "x.bib": OTHER,
        },
        {"lit/r.bib": (A,)},
    ),
    "Markdown with pandoc's Makefile": Shape(
        {
            "Makefile": "all:\n\tpandoc paper.md --citeproc --bibliography=bib/p.bib -o p.pdf\n",
            "paper.md": f"[@{A}]",
            "bib/p.bib": OTHER,
            "other.bib": OTHER,
        },
        {"bib/p.bib": (A,)},
    ),
    "a root that says so": Shape(
        {
            "main.tex": "\\documentclass{article}\\input{\\dir one}\\bibliography{r}",
            "ch/one.tex": f"%!TeX root = ../main.tex\n\\cite{{{A}}}",
            "r.bib": OTHER,
            "ch/x.bib": OTHER,
        },
        {"r.bib": (A,)},
        ("ch/one.tex",),
    ),
    "includeonly": Shape(
        {
            "m.tex": "\\documentclass{book}\\includeonly{a}\\begin{document}\\include{a}\\include{b}\\bibliography{r}\\end{document}",
            "a.tex": "",
            "b.tex": f"\\cite{{{A}}}",
            "r.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "an AsciiDoc": Shape(
        {"a.adoc": f":bibtex-file: r.bib\n\ncite:[{A}]\n", "r.bib": OTHER, "s.bib": OTHER}, {"r.bib": (A,)}
    ),
    "a library at the network and one here": Shape(
        {"m.qmd": f"---\nbibliography: [https://x.org/r.bib, r.bib]\n---\n[@{A}]", "r.bib": OTHER}, {"r.bib": (A,)}
    ),
    "CSL JSON only": Shape(
        {"m.qmd": f"---\nbibliography: refs.json\n---\n[@arXiv:{A}]", "refs.json": "[]"}, {UNCLEAR: (A,)}
    ),
    "a name with wildcards that match nothing": Shape(
        {"m.tex": f"{BL}\\addbibresource[glob]{{b/*.bib}}\\begin{{document}}\\cite{{{A}}}\\end{{document}}"},
        {UNCLEAR: (A,)},
    ),
    "a template that names none": Shape(
        {
            "main.tex": cites(A, bib="r"),
            "r.bib": OTHER,
            "neurips/template.tex": "\\documentclass{article}\\begin{document}\\end{document}",
            "neurips/x.bib": OTHER,
            "neurips/y.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "bibunits": Shape(
        {
            "m.tex": f"{ARTICLE}\\usepackage{{bibunits}}\\defaultbibliography{{r}}\\begin{{document}}\\begin{{bibunit}}\\cite{{{A}}}\\putbib\\end{{bibunit}}\n\\begin{{bibunit}}\n\\cite{{{B}}}\\putbib[s]\\end{{bibunit}}\\end{{document}}",
            "r.bib": OTHER,
            "s.bib": OTHER,
        },
        {"r.bib": (A,), "s.bib": (B,)},
    ),
    "import": Shape(
        {
            "m.tex": "\\documentclass{article}\\usepackage{import}\\begin{document}\\import{ch/}{a}\\end{document}",
            "ch/a.tex": "\\input{b}\\bibliography{r}",
            "ch/b.tex": f"\\cite{{{A}}}",
            "r.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "tikz and listings": Shape(
        {
            "m.tex": f"{ARTICLE}\\begin{{lstlisting}}\n\\bibliography{{no}}\n\\cite{{{B}}}\n\\end{{lstlisting}}\\cite{{{A}}}\\bibliography{{r}}",
            "r.bib": OTHER,
            "no.bib": HELD,
        },
        {"r.bib": (A,)},
    ),
    "a conditional library": Shape(
        {
            "m.tex": f"\\documentclass{{article}}\\newif\\ifarxiv\\arxivtrue\\begin{{document}}\\cite{{{A}}}\\ifarxiv\\bibliography{{a}}\\else\\bibliography{{b}}\\fi\\end{{document}}",
            "a.bib": OTHER,
            "b.bib": OTHER,
        },
        {"a.bib": (A,)},
    ),
    "a document of LyX": Shape(
        {
            "a.lyx": f'#LyX 2.3\n\\begin_inset CommandInset citation\nLatexCommand cite\nkey "{A}"\n\\end_inset\n\\begin_inset CommandInset bibtex\nLatexCommand bibtex\nbibfiles "r"\noptions "plain"\n\\end_inset\n',
            "r.bib": OTHER,
            "s.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "a knitr document": Shape(
        {
            "a.Rnw": f"\\documentclass{{article}}\\begin{{document}}\\cite{{{A}}}\\bibliography{{r}}\\end{{document}}",
            "a.tex": f"% Options\n\\documentclass{{article}}\\begin{{document}}\\cite{{{A}}}\\bibliography{{r}}\\end{{document}}",
            "r.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "journal's abbreviations last": Shape(
        {"m.tex": cites(A, bib="refs,abrv"), "abrv.bib": "@string{a = {b}}", "refs.bib": OTHER}, {"refs.bib": (A,)}
    ),
    "an empty first": Shape({"m.tex": cites(A, bib="new,refs"), "new.bib": "", "refs.bib": OTHER}, {"new.bib": (A,)}),
    "a glossary's library": Shape(
        {
            "m.tex": f"{ARTICLE}\\usepackage{{bib2gls}}\\GlsXtrLoadResources[src={{terms}}]\\cite{{{A}}}\\bibliography{{r}}",
            "terms.bib": "@entry{a, name={b}}",
            "r.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "a part of two documents": Shape(
        {
            "short.tex": art("\\input{body}\\bibliography{s}"),
            "long.tex": art("\\input{body}\\bibliography{l}"),
            "body.tex": f"\\cite{{{A}}}",
            "s.bib": OTHER,
            "l.bib": OTHER,
        },
        {"s.bib": (A,), "l.bib": (A,)},
    ),
    "a part of two documents, given": Shape(
        {
            "short.tex": art("\\input{body}\\bibliography{s}"),
            "long.tex": art("\\input{body}\\bibliography{l}"),
            "body.tex": f"\\cite{{{A}}}",
            "s.bib": OTHER,
            "l.bib": OTHER,
        },
        {"s.bib": (A,), "l.bib": (A,)},
        ("body.tex",),
    ),
    "two mains, blind and not": Shape(
        {
            "main.tex": art("\\input{sec/a}\\bibliography{refs}"),
            "main_blind.tex": art("\\input{sec/a}\\bibliography{refs}"),
            "sec/a.tex": f"\\cite{{{A}}}",
            "refs.bib": OTHER,
        },
        {"refs.bib": (A,)},
    ),
    "parts beside the root's folder": Shape(
        {
            "src/main.tex": art("\\input{../parts/a}\\bibliography{../bib/refs}"),
            "parts/a.tex": f"\\cite{{{A}}}",
            "bib/refs.bib": OTHER,
            "parts/x.bib": OTHER,
        },
        {"bib/refs.bib": (A,)},
    ),
    "the same, the part given": Shape(
        {
            "src/main.tex": art("\\input{../parts/a}\\bibliography{../bib/refs}"),
            "parts/a.tex": f"\\cite{{{A}}}",
            "bib/refs.bib": OTHER,
        },
        {"bib/refs.bib": (A,)},
        ("parts/a.tex",),
    ),
    "the same, the part's folder given": Shape(
        {
            "src/main.tex": art("\\input{../parts/a}\\bibliography{../bib/refs}"),
            "parts/a.tex": f"\\cite{{{A}}}",
            "bib/refs.bib": OTHER,
        },
        {"bib/refs.bib": (A,)},
        ("parts",),
    ),
    "the job's name": Shape(
        {"main.tex": art(f"\\cite{{{A}}}\\bibliography{{\\jobname}}"), "main.bib": OTHER, "x.bib": OTHER},
        {"main.bib": (A,)},
    ),
    "the job's name in a preamble": Shape(
        {
            "de.tex": art(f"\\cite{{{A}}}", "\\input{pre}"),
            "en.tex": art(f"\\cite{{{B}}}", "\\input{pre}"),
            "pre.tex": "\\usepackage{biblatex}\\addbibresource{\\jobname.bib}",
            "de.bib": OTHER,
            "en.bib": OTHER,
        },
        {"de.bib": (A,), "en.bib": (B,)},
    ),
    "a style that names it": Shape(
        {
            "m.tex": art(f"\\cite{{{A}}}", "\\usepackage{sty/own}"),
            "sty/own.sty": "\\RequirePackage{biblatex}\\addbibresource{lit.bib}",
            "lit.bib": OTHER,
            "o.bib": HELD,
        },
        {"lit.bib": (A,)},
    ),
    "an empty name": Shape({"m.tex": art(f"\\cite{{{A}}}\\bibliography{{}}"), "r.bib": OTHER}, {"r.bib": (A,)}),
    "only a remote one": Shape(
        {
            "m.tex": f"{BL}\\addbibresource[location=remote]{{https://x.org/a.bib}}\\begin{{document}}\\cite{{{A}}}\\end{{document}}"
        },
        {UNCLEAR: (A,)},
    ),
    "bookdown": Shape(
        {
            "index.Rmd": "---\nsite: bookdown::bookdown_site\nbibliography: [book.bib, packages.bib]\n---\n",
            "01-intro.Rmd": f"# I\n[@{A}]\n",
            "_bookdown.yml": "book_filename: x\n",
            "book.bib": OTHER,
            "packages.bib": OTHER,
        },
        {"book.bib": (A,)},
    ),
    "a child of R Markdown": Shape(
        {
            "m.Rmd": "---\nbibliography: r.bib\n---\n```{r child='ch/a.Rmd'}\n```\n",
            "ch/a.Rmd": f"[@{A}]",
            "r.bib": OTHER,
            "ch/x.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "an include of Quarto": Shape(
        {
            "m.qmd": "---\nbibliography: r.bib\n---\n{{< include _a.qmd >}}\n",
            "_a.qmd": f"[@{A}]",
            "r.bib": OTHER,
            "s.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "two projects of Quarto": Shape(
        {
            "one/_quarto.yml": "bibliography: r.bib\n",
            "one/a.qmd": f"[@{A}]",
            "one/r.bib": OTHER,
            "two/_quarto.yml": "bibliography: ../lib/s.bib\n",
            "two/b.qmd": f"[@{B}]",
            "lib/s.bib": OTHER,
        },
        {"one/r.bib": (A,), "lib/s.bib": (B,)},
    ),
    "a format's library": Shape(
        {
            "_quarto.yml": "format:\n  pdf:\n    bibliography: r.bib\n",
            "a.qmd": f"[@{A}]",
            "r.bib": OTHER,
            "s.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "an include of AsciiDoc": Shape(
        {
            "m.adoc": ":bibtex-file: r.bib\n\ninclude::ch/a.adoc[]\n",
            "ch/a.adoc": f"cite:[{A}]",
            "r.bib": OTHER,
            "s.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "an include of AsciiDoc that is given": Shape(
        {
            "m.adoc": ":bibtex-file: r.bib\n:part: ch\n\ninclude::{part}/a.adoc[leveloffset=+1]\n",
            "ch/a.adoc": f"cite:[{A}]",
            "r.bib": OTHER,
        },
        {"r.bib": (A,)},
        ("m.adoc",),
    ),
    "an include of AsciiDoc that is shown": Shape(
        {
            "m.adoc": ":bibtex-file: r.bib\n\n----\ninclude::a.py[]\n----\n// include::b.adoc[]\n",
            "a.py": "x",
            "b.adoc": f"cite:[{A}]",
            "r.bib": OTHER,
        },
        {},
        ("m.adoc",),
    ),
    "an include of Org": Shape(
        {
            "m.org": '#+INCLUDE: "ch.org"\n#+LATEX_HEADER: \\addbibresource{r.bib}\n',
            "ch.org": f"[cite:@{A}]",
            "r.bib": OTHER,
            "s.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "an include of MyST": Shape(
        {
            "_config.yml": "bibtex_bibfiles: [r.bib]\n",
            "m.md": "```{include} parts/a.md\n```\n",
            "parts/a.md": f"{{cite}}`{A}`",
            "r.bib": OTHER,
            "s.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "a variable of Typst": Shape(
        {"m.typ": f'#let lib = "r.bib"\n#cite(label("{A}"))\n#bibliography(lib)\n', "r.bib": OTHER}, {"r.bib": (A,)}
    ),
    "Documenter": Shape(
        {
            "docs/make.jl": 'bib = CitationBibliography(joinpath(@__DIR__, "src", "refs.bib"))\n',
            "docs/src/index.md": f"[{A}](@cite)",
            "docs/src/refs.bib": OTHER,
            "x.bib": OTHER,
        },
        {"docs/src/refs.bib": (A,)},
    ),
    "MkDocs": Shape(
        {
            "mkdocs.yml": "plugins:\n  - bibtex:\n      bib_file: docs/r.bib\n",
            "docs/a.md": f"[@{A}]",
            "docs/r.bib": OTHER,
            "docs/s.bib": OTHER,
        },
        {"docs/r.bib": (A,)},
    ),
    "a template of pandoc": Shape(
        {
            "template.tex": "\\documentclass{article}\n$for(bibliography)$\\addbibresource{$bibliography$}$endfor$\n\\begin{document}$body$\\end{document}",
            "p.md": f"---\nbibliography: r.bib\n---\n[@{A}]",
            "r.bib": OTHER,
            "s.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "chapters without a root": Shape(
        {"ch/a.tex": f"\\cite{{{A}}}", "ch/b.tex": f"\\cite{{{B}}}", "refs.bib": OTHER}, {"refs.bib": (A, B)}
    ),
    "chapters without a root, one given": Shape(
        {"ch/a.tex": f"\\cite{{{A}}}", "ch/b.tex": f"\\cite{{{B}}}", "refs.bib": OTHER},
        {"refs.bib": (A,)},
        ("ch/a.tex",),
    ),
    "a README alone": Shape({"README.md": ID, "refs.bib": OTHER}, {"refs.bib": (A,)}),
    "code alone": Shape({"a.py": f'"""{ID}"""\n', "docs/refs.bib": OTHER}, {UNCLEAR: (A,)}),
    "code with a library at the top": Shape({"src/a.py": f'"""{ID}"""\n', "refs.bib": OTHER}, {"refs.bib": (A,)}),
    "a list of papers and a library": Shape(
        {"list.md": f"- T, {ID}\n- U, arXiv:{B}\n", "refs.bib": HELD}, {"refs.bib": (B,)}
    ),
    "subfiles in folders of folders": Shape(
        {
            "main.tex": art("\\subfile{a/b/c}\\bibliography{refs}", "\\usepackage{subfiles}"),
            "a/b/c.tex": f"\\documentclass[../../main.tex]{{subfiles}}\\begin{{document}}\\cite{{{A}}}\\end{{document}}",
            "refs.bib": OTHER,
            "a/x.bib": HELD,
        },
        {"refs.bib": (A,)},
        ("a/b/c.tex",),
    ),
    "a root that names itself": Shape(
        {"main.tex": f"% !TEX root = main.tex\n{cites(A, bib='r')}", "r.bib": OTHER}, {"r.bib": (A,)}
    ),
    "a root that names what is not there": Shape(
        {"a.tex": f"% !TEX root = gone.tex\n{cites(A, bib='r')}", "r.bib": OTHER}, {"r.bib": (A,)}
    ),
    "bibentry": Shape(
        {"m.tex": art(f"\\bibentry{{{A}}}\\nobibliography{{r}}"), "r.bib": OTHER, "s.bib": OTHER}, {"r.bib": (A,)}
    ),
    "a template that shares the library": Shape(
        {
            "main.tex": art(f"\\cite{{{A}}}\\bibliography{{custom}}"),
            "acl_latex.tex": art(f"\\cite{{{B}}}\\bibliography{{anthology,custom}}"),
            "custom.bib": HELD + OTHER,
        },
        {"custom.bib": (B,)},
    ),
    "items that the build wrote, read": Shape(
        {
            "m.tex": art(f"\\cite{{k}} arXiv:{A} arXiv:{B}\\input{{m.bbl}}"),
            "m.bbl": f"\\begin{{thebibliography}}{{1}}\n\\bibitem{{k}} arXiv:{A}\n\\end{{thebibliography}}\n",
        },
        {UNCLEAR: (B,)},
    ),
    "items in the middle of two documents": Shape(
        {"a.tex": items(f"arXiv:{A}", "k", A), "b.tex": cites(B, bib="r"), "r.bib": OTHER}, {"r.bib": (B,)}
    ),
    "a supplement with items of its own": Shape(
        {"m.tex": cites(A, bib="r"), "supp.tex": items(f"\\cite{{k}} arXiv:{B}", "k", B), "r.bib": OTHER},
        {"r.bib": (A,)},
    ),
    "a cover letter": Shape(
        {
            "m.tex": cites(A, bib="r"),
            "r.bib": HELD,
            "cover.tex": "\\documentclass{letter}\\begin{document}\\begin{letter}{X}\\end{letter}\\end{document}",
        },
        {},
    ),
    "a draft with a class that nobody reads": Shape(
        {"m.tex": cites(A, bib="r"), "r.bib": HELD, "old/m.tex": cites(B, bib="../r")}, {"r.bib": (B,)}
    ),
    "names with other letters": Shape(
        {"thèse.tex": art(f"\\cite{{{A}}}\\bibliography{{bibliographie-thèse}}"), "bibliographie-thèse.bib": OTHER},
        {"bibliographie-thèse.bib": (A,)},
    ),
    "a folder with an ending": Shape({"p.tex/m.tex": cites(A, bib="r"), "p.tex/r.bib": OTHER}, {"p.tex/r.bib": (A,)}),
    "a loop": Shape(
        {
            "a.tex": art("\\input{b}\\bibliography{r}"),
            "b.tex": f"\\input{{c}}\\cite{{{A}}}",
            "c.tex": "\\input{b}\\input{a}",
            "r.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "notes below a paper": Shape(
        {"m.tex": cites(A, bib="r"), "r.bib": HELD, "notes/reading.md": f"- arXiv:{B}\n"}, {"r.bib": (B,)}
    ),
    "notes with a library of their own": Shape(
        {
            "m.tex": cites(A, bib="r"),
            "r.bib": OTHER,
            "notes/n.md": f"---\nbibliography: n.bib\n---\n[@arXiv:{B}]",
            "notes/n.bib": OTHER,
        },
        {"r.bib": (A,), "notes/n.bib": (B,)},
    ),
    "a library and its copy below": Shape(
        {"m.tex": cites(A, bib="bib/r"), "bib/r.bib": OTHER, "backup/bib/r.bib": HELD}, {"bib/r.bib": (A,)}
    ),
    "a macro that names and a style that reads": Shape(
        {
            "m.tex": "\\documentclass{article}\\newcommand\\lit[1]{\\bibliography{#1}}\\begin{document}\\cite{"
            + A
            + "}\\lit{r}\\end{document}",
            "r.bib": OTHER,
            "s.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "a path from a macro of the preamble": Shape(
        {
            "m.tex": art(f"\\cite{{{A}}}\\bibliography{{\\lit/r}}", "\\input{tex/pre}"),
            "tex/pre.tex": "\\newcommand{\\lit}{bib}\n",
            "bib/r.bib": OTHER,
            "r.bib": HELD,
        },
        {"bib/r.bib": (A,)},
    ),
    "names from a macro of the preamble": Shape(
        {
            "m.tex": art(f"\\cite{{{A}}}\\bibliography{{\\bibs}}", "\\input{pre}"),
            "pre.tex": "\\def\\bibs{r,s}\n",
            "r.bib": OTHER,
            "s.bib": OTHER,
        },
        {"r.bib": (A,)},
    ),
    "a path from a macro that is nowhere": Shape(
        {"m.tex": art(f"\\cite{{{A}}}\\bibliography{{\\lit/r}}", "\\input{pre}"), "pre.tex": "", "r.bib": OTHER},
        {UNCLEAR: (A,)},
    ),
    "a path from a macro of a class": Shape(
        {
            "m.tex": "\\documentclass{own}\\begin{document}\\cite{" + A + "}\\bibliography{\\litpath r}\\end{document}",
            "own.cls": "\\newcommand{\\litpath}{lit/}",
            "lit/r.bib": OTHER,
        },
        {"lit/r.bib": (A,)},
    ),
    "Windows' ends of lines": Shape(
        {"m.tex": cites(A, bib="r").replace("\n", "\r\n"), "r.bib": OTHER.replace("\n", "\r\n")}, {"r.bib": (A,)}
    ),
    "backslashes in names": Shape(
        {
            "m.tex": f"{BL}\\addbibresource{{lit\\\\r.bib}}\\begin{{document}}\\cite{{{A}}}\\end{{document}}",
            "lit/r.bib": OTHER,
        },
        {UNCLEAR: (A,)},
    ),
    "a mark of order": Shape({"m.tex": "\ufeff" + cites(A, bib="r"), "r.bib": "\ufeff" + OTHER}, {"r.bib": (A,)}),
    "Latin-1": Shape(
        {"m.tex": cites(A, bib="r").replace("\\cite", "é\\cite").encode("latin-1"), "r.bib": OTHER}, {"r.bib": (A,)}
    ),
    "a chapter of Quarto is given": Shape(
        {"_quarto.yml": "bibliography: r.bib\n", "ch/a.qmd": f"[@{A}]", "ch/b.qmd": f"[@{B}]", "r.bib": OTHER},
        {"r.bib": (A,)},
        ("ch/a.qmd",),
    ),
    "a chapter of Sphinx is given": Shape(
        {"conf.py": "bibtex_bibfiles = ['r.bib']\n", "ch/a.rst": f":cite:`{A}`", "r.bib": OTHER, "ch/o.bib": OTHER},
        {"r.bib": (A,)},
        ("ch/a.rst",),
    ),
    "a document is given beside its sibling": Shape(
        {"a.tex": cites(A), "b.tex": cites(B, bib="r"), "r.bib": OTHER}, {"r.bib": (A,)}, ("a.tex",)
    ),
}
