"""How the time of scanning grows with texts that are dense with the beginnings of constructs.

Each once took time out of proportion: what a construct's pattern may scan has to be bounded. Between the sizes, in
characters, time is to grow as the first power; the second would be quadratic.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bench.contract import Measured, Stand
from bench.programs import best

from bibtools.core.text import Source
from bibtools.sources.scanner import scan

TODAY = date(2026, 11, 20)
DENSE = [
    (".txt", "arXiv:2106.00134 "),
    (".txt", "2106.00134\r"),
    (".txt", " " * 50),
    (".txt", "arXiv:2106.00134" + " " * 240 + ","),
    (".tex", "\\verb\u4e00"),
    (".tex", "\\cite[{2106.00134}"),
    (".tex", "\\iffalse "),
    (".tex", "\\iffalse\\iftoggle\\fi "),
    (".md", "`x " + "y" * 500),
    (".md", "@{2106.00134"),
    (".md", "{cite}`2106.00134 "),
    (".md", "{% cite 2106.00134 "),
    (".md", '<d-cite key="2106.00134 '),
    (".md", "<cite a a a a a a a a a a data-cite 2106.00134 "),
    (".md", "[2106.00134](@cite "),
    (".md", "[@2106.00134 "),
    (".md", "\\cite[2106.00134"),
    (".md", "```{note}\n2106.00134\n"),
    (".md", "```{r, fig.cap='2106.00134\n"),
    (".md", "{{< 2106.00134 "),
    (".md", "{% raw %} 2106.00134 "),
    (".html", "<cite data-cite='2106.00134 "),
    (".org", "[[cite:&2106.00134 "),
    (".org", "autocite:&2106.00134;"),
    (".adoc", "cite:[2106.00134,"),
    (".adoc", "`2106.00134 +"),
    (".adoc", "----\n2106.00134\n"),
    (".lyx", "\\begin_inset Note Note 2106.00134\n"),
    (".lyx", "\\begin_inset CommandInset citation\n2106.00134\n"),
    (".r", 'r"-(2106.00134 [@'),
    (".r", "# \\insertCite{2106.00134 [@\n"),
    (".jl", "#= 2106.00134 [x](@cite"),
    (".jl", "'\" 2106.00134 "),
    (".org", "cite:2106.00134,"),
    (".org", "[cite:@2106.00134 "),
    (".typ", "#cite(<2106.00134"),
    (".rst", ":cite:`2106.00134"),
    (".html", "<script "),
    (".html", "<a '\">"),
    (".bib", " @a{"),
    (".bib", "x @a{"),
    (".bib", "@misc{a,eprint={2106.00134}} "),
    (".bib", "eprint={2106.00134},"),
]


def measure(stand: Stand) -> Iterator[Measured]:
    """Yield what a scan of each costs."""
    for suffix, unit in DENSE:
        text = "@misc{z," * (suffix == ".bib") + unit * (stand.size // len(unit)) + " arXiv:1706.03762\n"
        source = Source("f", text)
        spent = best(lambda source=source, suffix=suffix: scan(source, TODAY, suffix), stand.runs)  # type: ignore[misc]
        yield Measured(f"{suffix} {unit[:24]!r}", stand.size, spent.now)
