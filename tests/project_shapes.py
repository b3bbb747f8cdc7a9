"""Projects of many shapes, and which of their libraries lack which works."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from document_trees import ARTICLE

A, B = "2101.00001", "2101.00002"
HELD = f"@misc{{a, eprint = {{{A}}}, archiveprefix = {{arXiv}}}}\n"
OTHER = "@misc{other, title = {T}}\n"
UNCLEAR = "?"


def cites(*works: str, bib: str = "", begin: str = ARTICLE) -> str:
    named = f"\\bibliography{{{bib}}}\n" if bib else ""
    return begin + "".join(f"\\cite{{{each}}}\n" for each in works) + named


def items(text: str, key: str, work: str = "") -> str:
    """Return a document that lists one item itself, with the work that this names."""
    named = f" A. arXiv:{work}" if work else " A."
    listed = f"\\begin{{thebibliography}}{{9}}\n\\bibitem{{{key}}}{named}\n\\end{{thebibliography}}\n"
    return f"{ARTICLE}{text}\n{listed}"


class Shape(NamedTuple):
    """A project, and which libraries lack which works; where it is not clear which one is meant, `?`."""

    files: Mapping[str, str | bytes]
    lacks: Mapping[str, tuple[str, ...]]
    given: tuple[str, ...] = ()


REMOTE = f"{ARTICLE}\\cite{{{A}}}\\addbibresource[location=remote]{{http://x.org/r.bib}}\\addbibresource{{l.bib}}"
MULTIBIB = (
    f"{ARTICLE}\\usepackage{{multibib}}\\newcites{{sup}}{{S}}\\cite{{{A}}}\\bibliography{{r}}\n"
    f"\\citesup{{{B}}}\\bibliographysup{{s}}"
)
RARE = f"{ARTICLE}\\footcite[3]{{{A}}}\\hybridblockcquote{{french}}{{{B}}}{{T}}\\bibliography{{r}}"
ROLES = f"See {{cite:t}}`{A}` and {{footcite}}`k,{B}`."
CELL = {"cell_type": "markdown", "metadata": {}, "source": [f"\\cite{{{A}}}"]}
NOTEBOOK = json.dumps({"cells": [CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
PART = f"\\section{{S}}\n\\cite{{{A}}}\n"
SHAPES = {
    "one document": Shape({"m.tex": cites(A, bib="refs"), "refs.bib": OTHER}, {"refs.bib": (A,)}),
    "in step": Shape({"m.tex": cites(A, bib="refs"), "refs.bib": HELD}, {}),
    "the first has abbreviations only": Shape(
        {"m.tex": cites(A, bib="abrv,refs"), "abrv.bib": "@string{a = {b}}", "refs.bib": OTHER}, {"refs.bib": (A,)}
    ),
    "the second has it": Shape({"m.tex": cites(A, bib="o,refs"), "o.bib": OTHER, "refs.bib": HELD}, {}),
    "the first is not there": Shape({"m.tex": cites(A, bib="no,refs"), "refs.bib": OTHER}, {"refs.bib": (A,)}),
    "a new library": Shape({"m.tex": cites(A, bib="refs")}, {"refs.bib": (A,)}),
    "a library in a folder that is gone": Shape({"m.tex": cites(A, bib="gone/r")}, {UNCLEAR: (A,)}),
    "none named, one there": Shape({"m.tex": cites(A), "refs.bib": OTHER}, {"refs.bib": (A,)}),
    "none named, two there": Shape({"m.tex": cites(A), "a.bib": OTHER, "b.bib": OTHER}, {UNCLEAR: (A,)}),
    "none named, none there": Shape({"m.tex": cites(A)}, {UNCLEAR: (A,)}),
    "nothing cited, two there": Shape({"m.tex": ARTICLE, "a.bib": OTHER, "b.bib": OTHER}, {}),
    "nothing cited, one named": Shape({"m.tex": cites(bib="refs"), "a.bib": OTHER}, {}),
    "two documents": Shape(
        {"a/m.tex": cites(A, bib="r"), "a/r.bib": OTHER, "b/m.tex": cites(B, bib="r"), "b/r.bib": OTHER},
        {"a/r.bib": (A,), "b/r.bib": (B,)},
    ),
    "two documents in a folder": Shape(
        {"a.tex": cites(A, bib="a"), "a.bib": OTHER, "b.tex": cites(A, bib="b"), "b.bib": HELD}, {"a.bib": (A,)}
    ),
    "two documents share": Shape(
        {"a.tex": cites(A, bib="r"), "r.bib": OTHER, "b.tex": cites(B, bib="r")}, {"r.bib": (A, B)}
    ),
    "two unclear ones and a clear one": Shape(
        {
            "a/m.tex": cites(A, bib="r"),
            "a/r.bib": OTHER,
            "b/m.tex": cites(B),
            "b/r.bib": OTHER,
            "b/s.bib": OTHER,
            "c/m.tex": cites(B),
            "c/s.bib": OTHER,
            "c/t.bib": OTHER,
        },
        {"a/r.bib": (A,), "?1": (B,), "?2": (B,)},
    ),
    "a document without a library beside two": Shape(
        {"a.tex": cites(bib="a"), "a.bib": OTHER, "b.tex": cites(bib="b"), "b.bib": OTHER, "c.tex": cites(A)},
        {UNCLEAR: (A,)},
    ),
    "notes without a library beside two": Shape(
        {"a.tex": cites(bib="a"), "a.bib": OTHER, "b.tex": cites(bib="b"), "b.bib": OTHER, "c.md": f"arXiv:{A}"}, {}
    ),
    "a chapter": Shape(
        {"m.tex": f"{ARTICLE}\\input{{c/one}}\\bibliography{{r}}", "c/one.tex": PART, "r.bib": OTHER}, {"r.bib": (A,)}
    ),
    "a chapter is given": Shape(
        {"m.tex": f"{ARTICLE}\\input{{c/one}}\\bibliography{{r}}", "c/one.tex": PART, "r.bib": OTHER},
        {"r.bib": (A,)},
        ("c/one.tex",),
    ),
    "a chapter's folder is given": Shape(
        {"m.tex": f"{ARTICLE}\\input{{c/one}}\\bibliography{{r}}", "c/one.tex": PART, "r.bib": OTHER},
        {"r.bib": (A,)},
        ("c",),
    ),
    "a chapter's folder has a library": Shape(
        {"m.tex": f"{ARTICLE}\\input{{c/one}}\\bibliography{{r}}", "c/one.tex": PART, "r.bib": OTHER, "c/x.bib": ""},
        {"r.bib": (A,)},
        ("c",),
    ),
    "a draft beside a root": Shape(
        {"m.tex": cites(bib="r"), "draft.tex": PART, "r.bib": OTHER}, {}
    ),
    "a draft that names a library": Shape(
        {"m.tex": cites(A, bib="r"), "draft.tex": f"{PART}\\bibliography{{old}}", "r.bib": OTHER, "old.bib": HELD},
        {"r.bib": (A,)},
    ),
    "a README": Shape({"m.tex": cites(bib="r"), "README.md": f"arXiv:{A}", "r.bib": OTHER}, {}),
    "notes beside a paper": Shape({"m.tex": cites(bib="r"), "notes.md": f"arXiv:{A}", "r.bib": OTHER}, {"r.bib": (A,)}),
    "entries of its own": Shape(
        {"m.tex": f"{cites(A)}\\begin{{thebibliography}}{{9}}\\bibitem{{{A}}} T\\end{{thebibliography}}"}, {}
    ),
    "items without an id, a key": Shape({"m.tex": items(f"\\cite{{{A}}}", A)}, {}),
    "items that name it": Shape({"m.tex": items(f"arXiv:{A} and \\cite{{k}}", "k", A)}, {}),
    "items that lack one": Shape({"m.tex": items(f"arXiv:{A} and arXiv:{B}", "k", A)}, {UNCLEAR: (B,)}),
    "items that lack one, beside a library": Shape(
        {"m.tex": items(f"\\cite{{k}} arXiv:{B}", "k", A), "refs.bib": OTHER}, {UNCLEAR: (B,)}
    ),
    "items beside another paper": Shape(
        {"p/m.tex": cites(B, bib="r"), "p/r.bib": OTHER, "q/m.tex": items(f"arXiv:{A}", "k", A)}, {"p/r.bib": (B,)}
    ),
    "items that lack one beside another paper": Shape(
        {"p/m.tex": cites(bib="r"), "p/r.bib": HELD, "q/m.tex": items(f"arXiv:{A}", "k", B)}, {UNCLEAR: (A,)}
    ),
    "items in a part": Shape(
        {
            "m.tex": f"{ARTICLE}arXiv:{A}, arXiv:{B}\\input{{items}}",
            "items.tex": f"\\begin{{thebibliography}}{{9}}\n\\bibitem{{k}} arXiv:{A}\n\\end{{thebibliography}}\n",
        },
        {UNCLEAR: (B,)},
    ),
    "items of a chapter": Shape(
        {"m.tex": f"{ARTICLE}\\input{{c/one}}\n{items('', 'k', A)}", "c/one.tex": f"arXiv:{A} \\cite{{k}}\n"},
        {},
        ("c/one.tex",),
    ),
    "items and a library": Shape(
        {"m.tex": items(f"arXiv:{A} arXiv:{B}\\bibliography{{r}}", "k", A), "r.bib": OTHER}, {"r.bib": (B,)}
    ),
    "items of a build": Shape(
        {"m.tex": cites(B, bib="r") + f"arXiv:{A}\n", "m.bbl": items("", "k", A)}, {UNCLEAR: (B,)}
    ),
    "items of a build that have it": Shape({"m.tex": f"{cites(bib='r')}arXiv:{A}", "m.bbl": items("", "k", A)}, {}),
    "an id behind the items": Shape({"m.tex": f"{items('', 'k', A)}arXiv:{B}"}, {UNCLEAR: (B,)}),
    "entries in the source": Shape(
        {"m.tex": f"\\begin{{filecontents}}{{r.bib}}\n{HELD}\\end{{filecontents}}\n{cites(A, bib='r')}"}, {}
    ),
    "others in the source": Shape(
        {"m.tex": f"\\begin{{filecontents}}{{r.bib}}\n{OTHER}\\end{{filecontents}}\n{cites(A, bib='r')}"},
        {UNCLEAR: (A,)},
    ),
    "another spelling": Shape({"m.tex": cites(A, bib="Refs"), "refs.bib": OTHER}, {"refs.bib": (A,)}),
    "a pattern with one match": Shape(
        {"m.tex": f"{ARTICLE}\\cite{{{A}}}\\addbibresource[glob]{{b/*.bib}}", "b/r.bib": OTHER}, {"b/r.bib": (A,)}
    ),
    "a pattern with two matches": Shape(
        {"m.tex": f"{ARTICLE}\\cite{{{A}}}\\addbibresource[glob]{{b/*.bib}}", "b/r.bib": OTHER, "b/s.bib": OTHER},
        {UNCLEAR: (A,)},
    ),
    "a pattern with two matches, in step": Shape(
        {"m.tex": f"{ARTICLE}\\cite{{{A}}}\\addbibresource[glob]{{b/*.bib}}", "b/r.bib": OTHER, "b/s.bib": HELD}, {}
    ),
    "a remote library": Shape({"m.tex": REMOTE, "l.bib": OTHER}, {"l.bib": (A,)}),
    "multibib": Shape({"m.tex": MULTIBIB, "r.bib": OTHER, "s.bib": OTHER}, {"r.bib": (A,), "s.bib": (B,)}),
    "a book of Quarto": Shape(
        {"_quarto.yml": "bibliography: r.bib\n", "a.qmd": f"[@arXiv:{A}]", "r.bib": OTHER, "o.bib": HELD},
        {"r.bib": (A,)},
    ),
    "libraries behind a macro": Shape(
        {"m.tex": f"{ARTICLE}\\cite{{{A}}}\\bibliography{{\\where/r}}", "r.bib": OTHER}, {UNCLEAR: (A,)}
    ),
    "a part of the user's": Shape(
        {"a.tex": cites(A, bib="a"), "a.bib": OTHER, "b.tex": cites(B, bib="b"), "b.bib": OTHER},
        {"b.bib": (B,)},
        ("b.tex",),
    ),
    "two that are given": Shape(
        {"a.tex": cites(A, bib="a"), "a.bib": OTHER, "b.tex": cites(B, bib="b"), "b.bib": OTHER},
        {"a.bib": (A,), "b.bib": (B,)},
        ("a.tex", "b.tex"),
    ),
    # What public reports show: a header in a folder of its own, \\subfile, a class, several tools.
    "a header in another folder": Shape(
        {
            "thesis.tex": f"{ARTICLE}\\input{{setup/head}}\\include{{ch/one}}",
            "setup/head.tex": "\\addbibresource{lit/own.bib}\\addbibresource{lit/all.bib}",
            "ch/one.tex": f"\\chapter{{C}}\n\\cite{{{A},{B}}}",
            "lit/own.bib": OTHER,
            "lit/all.bib": HELD,
        },
        {"lit/own.bib": (B,)},
    ),
    "a part that subfiles compiles": Shape(
        {
            "book.tex": f"{ARTICLE}\\usepackage{{subfiles}}\\subfile{{parts/p}}\\bibliography{{b}}",
            "parts/p.tex": f"\\documentclass[../book]{{subfiles}}\\begin{{document}}\\cite{{{A}}}\\end{{document}}",
            "b.bib": OTHER,
        },
        {"b.bib": (A,)},
        ("parts/p.tex",),
    ),
    "papers that share a library above": Shape(
        {"p/m.tex": cites(A, bib="../all"), "q/m.tex": cites(B, bib="../all"), "all.bib": OTHER}, {"all.bib": (A, B)}
    ),
    "a template beside it": Shape(
        {"m.tex": cites(A, bib="r"), "r.bib": OTHER, "cvpr/t.tex": cites(bib="egbib")}, {"r.bib": (A,)}
    ),
    "a copy for arXiv beside it": Shape(
        {"m.tex": cites(A, bib="r"), "r.bib": HELD, "sent/m.tex": cites(A, bib="r"), "sent/r.bib": OTHER},
        {"sent/r.bib": (A,)},
    ),
    "named in a class": Shape(
        {"m.tex": f"\\documentclass{{inst}}\\cite{{{A}}}", "inst.cls": "\\addbibresource{lit.bib}", "lit.bib": OTHER},
        {"lit.bib": (A,)},
    ),
    "named by a template's command": Shape({"m.tex": f"{cites(A)}\\thesisbib{{r}}", "r.bib": OTHER}, {"r.bib": (A,)}),
    "cite commands that few use": Shape({"m.tex": RARE, "r.bib": OTHER}, {"r.bib": (A, B)}),
    "roles of MyST": Shape(
        {"_config.yml": "bibtex_bibfiles: [r.bib]\n", "a.md": ROLES, "r.bib": OTHER}, {"r.bib": (A, B)}
    ),
    "pandoc's defaults": Shape(
        {"defaults.yaml": "metadata:\n  bibliography: r.bib\n", "a.md": f"See [@{A}].", "r.bib": OTHER, "o.bib": HELD},
        {"r.bib": (A,)},
    ),
    "org-ref": Shape(
        {"a.org": f"[[cite:see &{A} p. 3;&{B}]]\n[[bibliography:r.bib,s.bib]]", "r.bib": OTHER, "s.bib": HELD},
        {"r.bib": (B,)},
    ),
    "Jekyll and Distill": Shape(
        {
            "_config.yml": "scholar:\n  source: lit\n  bibliography: r.bib\n",
            "a.md": f"{{% cite {A} %}}",
            "b.html": f'<d-cite key="{B}"></d-cite>',
            "lit/r.bib": OTHER,
        },
        {"lit/r.bib": (A, B)},
    ),
    "a notebook": Shape({"n.ipynb": NOTEBOOK, "r.bib": OTHER}, {"r.bib": (A,)}),
}  # fmt: skip
