"""Scanners, one target a file type: what is reported stands where it is said to stand, and is what it is said to be."""

from __future__ import annotations

import pickle
from datetime import date
from functools import partial

from bibtools.core.text import Lines, Source, decode, encode
from bibtools.identifiers import arxiv, doi
from bibtools.identifiers.identifier import ARXIV, DOI, STRONG, WEAK, Identifier
from bibtools.sources.filetypes import type_of
from bibtools.sources.mention import Mention, Scan, Suspect
from bibtools.sources.scanner import citations, has_structure, is_promising, libraries, prose, scan, styles
from fuzz.promises import Target, promise

TODAY = date(2026, 11, 20)
# A suffix for each scanner, with a text of its kind.
SEEDS = {
    ".tex": r"""\documentclass{article}\bibliographystyle{plain}
% arXiv:2106.00134
See \citep[p.~3]{2106.00134,he2016} and \href{https://arxiv.org/abs/1706.03762v2}{this}, \eprint{hep-th/9711200}.
\begin{verbatim}arXiv:1409.1556\end{verbatim}\iffalse arXiv:1409.1556 \fi \verb|2106.00134|
\bibitem[A(2014)]{a} A. Able, arXiv:1412.6980 [cs.LG]
\bibliography{refs,more}\addbibresource[location=local]{x.bib}
""",
    ".md": """---
bibliography: [a.bib, "b.bib"]
---
# References

- [Sorting](https://arxiv.org/abs/2106.00134) [code](https://github.com/ada/sort) <!-- arXiv:1409.1556 -->
- Lovelace, A. (2021). Engines. arXiv preprint arXiv:1706.03762v2, see [@2106.00134; @he2016, p. 3].

```python
x = 2106.00134  # bibtools: ignore
```
| a | `1412.6980` |
""",
    ".py": '''"""See arXiv:2106.00134."""
x = "https://arxiv.org/abs/1706.03762v2" # hep-th/9711200 bibtools: ignore
y = f"{x} arXiv:1412.6980" + r\'1409.1556\' + 2106.00134
''',
    ".ipynb": '{"cells": [{"cell_type": "markdown", "source": ["see arXiv:2106.\\n", "00134"]}, '
    '{"cell_type": "code", "source": "# hep-th\\/9711200\\nx = 1706.03762", "outputs": []}], "nbformat": 4}',
    ".bib": "@misc{2106.00134,\n  eprint = {hep-th/9711200}, archivePrefix = {arXiv},\n  annote = {arXiv:1409.1556},\n"
    '  journal = "CoRR", volume = {abs/1706.03762}, url = {https://arxiv.org/abs/1412.6980v3},\n}\n',
    ".rst": """Sources
=======

See :cite:`2106.00134,b`, [a]_ and :arxiv:`1706.03762`; `text <https://arxiv.org/abs/hep-th/9711200>`_.

.. comment arXiv:1409.1556
.. [a] A. Able, arXiv:1412.6980
.. bibliography:: refs.bib

::

    2106.00134
""",
    ".org": """#+TITLE: x
#+bibliography: refs.bib
* COMMENT dead
arXiv:1409.1556
* alive
[cite:@2106.00134;@b] cite:hep-th/9711200 \\cite{1706.03762} [[https://arxiv.org/abs/1412.6980][x]]
#+begin_src
2106.00134
#+end_src
# comment
""",
    ".typ": """#bibliography("refs.bib")
See @2106.00134 and #cite(<hep-th/9711200>), https://arxiv.org/abs/1706.03762. // arXiv:1409.1556
/* arXiv:1409.1556 */ `2106.00134` #link("https://arxiv.org/abs/1412.6980v2")[x]
""",
    ".adoc": """:bibtex-file: refs.bib
cite:[2106.00134(12), a] cite:see[hep-th/9711200] https://arxiv.org/abs/1706.03762[x]
// arXiv:1409.1556
----
cite:[1409.1556]
----
""",
    ".lyx": """\\begin_inset CommandInset citation
LatexCommand citep
key "2106.00134,a"

\\end_inset
\\begin_inset Note Note
arXiv:1409.1556
\\end_inset
\\begin_inset CommandInset bibtex
bibfiles "refs,more"
\\end_inset
\\backslash
cite{1706.03762}
""",
    ".r": """#' \\insertCite{2106.00134;textual}{p} [@a] # arXiv:1706.03762
x <- "hep-th/9711200"; y@z <- 1409.1556; r"-(arXiv:1412.6980)-"
""",
    ".jl": '''"""See [2106.00134](@cite) and [b](@ref)."""
x = 1409.1556 #= arXiv:1706.03762 =# ; c = '"'; A' # hep-th/9711200
''',
    ".cff": """cff-version: 1.2.0
version: 1409.1556
references:
  - doi: 10.48550/arXiv.2106.00134 # arXiv:1409.1556
    identifiers: [{type: other, value: "arXiv:1706.03762v2"}]
""",
    ".html": """<html><meta name="citation_arxiv_id" content="2106.00134"><!-- arXiv:1409.1556 -->
<li><a href="https://arxiv.org/abs/1706.03762v2">A</a> arXiv:hep-th&#47;9711<wbr>200 2106&#46;00134
<script>var x = "arXiv:1409.1556"</script><td>arXiv:1412.6980 [cs.LG]</td>
""",
    ".txt": """arXiv:2106.00134v2 [cs.LG], 1706.03762
hep-th/9711200
https://doi.org/10.48550/arXiv.1412.6980 arXiv:2106.-
00134Knowledge arXiv:2613.00001 arXiv:704.0001 math.AG/0309136
""",
}
WORDS = (
    *"2106.00134 1409.1556v2 hep-th/9711200 1234.5678 arXiv: https://arxiv.org/abs/ 10.48550/arXiv. \\cite{".split(),
    *"\\bibitem{ \\verb| \\iffalse \\fi \\begin{verbatim} \\end{verbatim}".split(),
    *"\\url{ \\href{ <!-- --> <script> </li> &#46;".split(),
    *'{cite}` ```{note} {% cite %} {%raw%} <d-cite\tkey=" ](@cite) cite:[ [[cite:& \\insertCite{ fig.cap='.split(),
    *"``` ~~~ [@ :cite:` .. :: #+begin_src #+end_src /*".split(),
    *"*/ // #cite(< ]_ \"\"\" ''' \"source\": \\u002e &shy; <wbr>".split(),
    *("bibtools: ignore", "* COMMENT ", "\n\n", "\r\n", "    ", "-\n", "\u200b", "\ufeff", "\0", "\udcff", "(cs.LG)"),
)  # fmt: skip


def check(data: bytes, suffix: str) -> None:
    """Scan a text, and read what else its file type has."""
    text = decode(data)
    found = scan(Source(f"a{suffix}", text), TODAY, suffix)
    promise(is_promising(data, suffix) or found == Scan(), "what is not promising mentions something")
    promise(pickle.loads(pickle.dumps(found)) == found, "a scan comes to other processes as another")  # noqa: S301 - our own
    check_places(found, text)
    for mention in found.mentions:
        check_identifier(mention.identifier)
        promise(mention.evidence in {STRONG, WEAK}, f"no evidence: {mention.evidence!r}")
    for suspect in found.suspects:
        promise(suspect.reason, "a suspect without a reason")
        if suspect.identifier:
            check_identifier(suspect.identifier)
    for cited in citations(text, suffix):
        is_there = cited.cell is not None or text[slice(*cited.span)] == cited.key
        promise(cited.key and is_there, f"this is not cited there: {cited}")
    named = [*libraries(text, suffix, "job"), *styles(text, suffix)]
    promise(has_structure(data, suffix) or not libraries(text, suffix), "a library is named without a word for it")
    promise(not any("\0" in name for name in named), "a file has a name that no file can have")
    if type_of(suffix).searched:
        check_prose(text, suffix)


def check_places(found: Scan, text: str) -> None:
    """Promise that everything stands where it is said to, in order, and once."""
    lines = Lines(text)
    everything: list[Mention | Suspect] = [*found.mentions, *found.suspects]
    for each in everything:
        (start, end), (line, column) = each.span, each.position
        promise(0 <= start < end and line >= 1 and column >= 1, f"no place: {each}")
        if each.cell is None:
            promise(each.text == text[start:end], f"this does not stand there: {each}")
            promise(each.position == lines.position(start), f"another place: {each}")
    places = [(each.cell or 0, *each.span) for each in found.mentions]
    promise(places == sorted(set(places)), "mentions are out of order, or twice in a place")


def check_identifier(identifier: Identifier) -> None:
    """Promise that an identifier is one, in its normal form."""
    if identifier.scheme == ARXIV:
        read = arxiv.parse(identifier.value, TODAY, repair=False)
        promise(read == identifier.work, f"no id of arXiv: {identifier}")
    else:
        promise(identifier.scheme == DOI and doi.parse(identifier.value) == identifier.work, f"no DOI: {identifier}")
    promise(identifier.version is None or 1 <= identifier.version <= 999, f"no version: {identifier}")


def check_prose(text: str, suffix: str) -> None:
    """Promise that items lie inside of their text."""
    for told in prose(text, suffix):
        promise(told.cell is not None or len(told.text) == len(text), "places in the prose are not those in the text")
        ends = [(start, end) for start, end in told.items if not 0 <= start < end <= len(told.text)]
        promise(not ends, f"items outside of the text: {ends}")


TARGETS = {
    f"source{suffix}": Target(partial(check, suffix=suffix), [encode(seed)], [encode(word) for word in WORDS])
    for suffix, seed in SEEDS.items()
}
