"""Documents whose only libraries nobody reads: on the network, or of another form; and which of the others lack what."""

# ruff: noqa: E501 - a project is a row of the table

from __future__ import annotations

from project_shapes import HELD, OTHER, UNCLEAR, A, B, Shape, cites

FAR = "https://x.org/a.bib"
BL = "\\documentclass{article}\\usepackage{biblatex}"
REMOTE = f"{BL}\\addbibresource[location=remote]{{{FAR}}}"
PAGE = f"---\nbibliography: {FAR}\n---\n"

FOREIGN: dict[str, Shape] = {
    "a remote one": Shape({"m.tex": cites(A, begin=REMOTE)}, {UNCLEAR: (A,)}),
    "several remote ones": Shape({"m.tex": cites(A, begin=f"{REMOTE}\\addbibresource[location=remote]{{{FAR}2}}")}, {UNCLEAR: (A,)}),
    "in a style": Shape({"m.tex": f"{BL}\\usepackage{{my}}\\cite{{{A}}}", "my.sty": REMOTE.replace(BL, "")}, {UNCLEAR: (A,)}),
    "one that nobody names beside it": Shape({"m.tex": cites(A, begin=REMOTE), "refs.bib": OTHER}, {UNCLEAR: (A,)}),
    "one that has it": Shape({"m.tex": cites(A, begin=REMOTE), "refs.bib": HELD}, {}),
    "two that nobody names": Shape({"m.tex": cites(A, begin=REMOTE), "a.bib": OTHER, "b.bib": OTHER}, {UNCLEAR: (A,)}),
    "of another form": Shape({"m.tex": f"{BL}\\addbibresource[datatype=ris]{{r.ris}}\\cite{{{A}}}", "r.ris": ""}, {UNCLEAR: (A,)}),
    "in Quarto's project": Shape({"_quarto.yml": f"bibliography: {FAR}\n", "m.qmd": f"[@{A}]"}, {UNCLEAR: (A,)}),
    "in MyST's project": Shape({"myst.yml": f"project:\n  bibliography: [{FAR}]\n", "m.md": f"{{cite}}`{A}`"}, {UNCLEAR: (A,)}),
    "in front matter": Shape({"m.md": f"{PAGE}[@{A}]"}, {UNCLEAR: (A,)}),
    "in Org": Shape({"m.org": f"#+bibliography: r.json\n[cite:@{A}]", "r.json": "[]"}, {UNCLEAR: (A,)}),
    "an address in Org": Shape({"m.org": f"#+bibliography: {FAR}\n[cite:@{A}]", "x.bib": OTHER}, {UNCLEAR: (A,)}),
    "of Typst": Shape({"m.typ": f'@{A} arXiv:{A}\n#bibliography("r.yml")', "r.yml": "", "x.bib": OTHER}, {UNCLEAR: (A,)}),
    "made from the one that is there": Shape({"m.md": f"---\nbibliography: refs.json\n---\n[@{A}]", "refs.json": "[]", "refs.bib": OTHER}, {"refs.bib": (A,)}),
    "a document with one beside": Shape({"m.tex": cites(A, bib="r"), "r.bib": OTHER, "talk.tex": cites(B, begin=REMOTE)}, {"r.bib": (A,), UNCLEAR: (B,)}),
    "a page with one beside": Shape({"m.md": f"---\nbibliography: r.bib\n---\n[@{A}]", "r.bib": OTHER, "n.md": f"{PAGE}[@{B}]"}, {"r.bib": (A,), UNCLEAR: (B,)}),
    # What is no trouble.
    "nothing named by its id": Shape({"m.tex": cites("knuth84", begin=REMOTE)}, {}),
    "a name that only a run tells": Shape({"_quarto.yml": "bibliography: ${BIB}\n", "m.qmd": f"[@{A}]", "r.bib": OTHER}, {"r.bib": (A,)}),
    "one of this machine, too": Shape({"m.tex": cites(A, begin=f"{REMOTE}\\addbibresource{{r.bib}}"), "r.bib": OTHER}, {"r.bib": (A,)}),
    "a README beside it": Shape({"m.tex": cites("knuth84", begin=REMOTE), "README.md": f"arXiv:{A}"}, {}),
    "items": Shape({"m.tex": f"{REMOTE}\\cite{{{A}}}\\begin{{thebibliography}}{{9}}\\bibitem{{{A}}} A\\end{{thebibliography}}"}, {}),
}  # fmt: skip
