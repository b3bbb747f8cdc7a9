"""Texts that cite by key, in every syntax that is read; KEY stands for the key.

Scanners find an id in its place, checks before a commit notice it, and every key is reported.
"""

from __future__ import annotations

import json

KEY = "KEY"


def _cell(kind: str, text: str) -> str:
    return json.dumps({"cells": [{"cell_type": kind, "source": text, "metadata": {}}], "nbformat": 4})


_ELEMENTS = (
    '<d-cite key="KEY"></d-cite>',
    "<d-cite bibtex-key='x, KEY'/>",
    '<dt-cite key="KEY,x"></dt-cite>',
    '<cite data-cite="KEY">(x)</cite>',
    "<span class='x' data-cite='KEY'></span>",
    '<a href="#cite-KEY">[1]</a>',
    "{% cite KEY %}",
    "{%- cite x 'KEY' --file y -%}",
    "{% reference KEY %}",
    "{% cite_details KEY --text More %}",
)
_MARKDOWN = (
    "[@KEY]",
    "[see @x, p. 3; -@{KEY}]",
    "As @KEY says",
    "{cite}`KEY`",
    "{cite:t}`x,KEY`",
    "{footcite:p}`{see}KEY{p. 3}`",
    "````{note}\n```{figure} x.png\n{cite}`KEY`\n```\n````",
    r"\citep[see][p.~3]{x,KEY}",
    "[KEY](@cite)",
    "[x, KEY; p. 3](@citet)",
    "[the paper](@cite KEY)",
    "[[1]](#cite-KEY)",
    '```{r, fig.cap="See @KEY"}\nx\n```',
    "```{r}\n#| fig-cap: 'From [@x; @KEY]'\nx\n```",
)
_TEX = (
    r"\cite{KEY}",
    r"\citep[see][]{x, KEY}",
    r"\textcites[3]{x}[4]{KEY}",
    r"\hybridblockcquote{english}[3]{KEY}{words}",
    r"\foreigntextcquote{german}{KEY}{words}",
    r"\begin{displaycquote}{KEY}",
    r"\volcite{II}[3]{KEY}",
    r"\citesec{KEY}",
    r"\apud{x}{KEY}",
    '<<x, fig.cap="See \\\\cite{KEY}">>=',
)
CITING: dict[str, tuple[str, ...]] = {
    ".tex": _TEX,
    ".md": (*_MARKDOWN, *_ELEMENTS),
    ".html": _ELEMENTS,
    ".rst": (":cite:`KEY`", ":cite:p:`x,KEY`", ":footcite:t:`{see}KEY{p. 3}`", "[KEY]_"),
    ".org": (
        *(
            "[cite:@KEY]",
            "[cite/t:see @x p. 3; @KEY]",
            "cite:KEY",
            "autocite:x,KEY",
            "[[cite:&KEY]]",
            "[[citet:x, KEY]]",
        ),
        *("[[citep:see &x p. 3;&KEY]]", "[[citet:&KEY p. 3;see &x]]", "[[cite:KEY][see::p. 3]]", r"\citep{KEY}"),
        *("Citet:KEY", "cite:&x;&KEY", "footfullcite:KEY"),
    ),
    ".adoc": ("cite:[KEY]", "cite:see[x(12), KEY (p. 3)]", "citenp:[KEY]", "fullcite:[KEY]"),
    ".typ": ("#cite(<KEY>)", '#cite(label("KEY"))'),
    ".lyx": (
        '\\begin_inset CommandInset citation\nLatexCommand citep\nafter "p. 3"\nkey "x,KEY"\n\n\\end_inset',
        "\\begin_inset ERT\n\\backslash\ncitet{KEY}\n\\end_inset",
    ),
    ".r": (r"#' \insertCite{x,KEY;textual}{p}", r"#' \insertRef{KEY}{p}", "#' see [@KEY]"),
    ".jl": ('"""\nSee [KEY](@cite).\n"""', "# [x, KEY; p. 3](@citet)"),
    ".ipynb": (
        *(_cell("markdown", text) for text in (*_MARKDOWN, *_ELEMENTS)),
        *(_cell("raw", text) for text in (r"\citep{KEY}", ":cite:`KEY`")),
        _cell("code", "#| fig-cap: 'See [@KEY]'\nx = 1"),
    ),
}
CASES = [(suffix, text) for suffix, texts in CITING.items() for text in texts]
