"""How the time of scanning grows with texts that are dense with the beginnings of constructs.

    python tests/bench/scan_dense_texts.py

Each once took time out of proportion: what a construct's pattern may scan has to be bounded. Eight times the text
should take about eight times as long; sixty-four would be quadratic.
"""

from __future__ import annotations

import time
from datetime import date

from bibtools.core.text import Source
from bibtools.sources.scanner import scan

TODAY = date(2026, 11, 20)
RUNS = 3
SMALL, LARGE = 50_000, 400_000
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


def seconds(suffix: str, unit: str, length: int) -> float:
    text = "@misc{z," * (suffix == ".bib") + unit * (length // len(unit)) + " arXiv:1706.03762\n"
    times = []
    for _ in range(RUNS):
        begin = time.process_time()
        scan(Source("f", text), TODAY, suffix)
        times.append(time.process_time() - begin)
    return min(times)


if __name__ == "__main__":
    for suffix, unit in DENSE:
        small, large = seconds(suffix, unit, SMALL), seconds(suffix, unit, LARGE)
        print(f"{large / small:5.1f} times as long for eight times as much ({large:.2f} s)  {suffix} {unit[:40]!r}")
