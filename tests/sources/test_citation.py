"""Every key that a source cites, with its place and kind: all types of files, and what is no citation in them."""

from __future__ import annotations

import json
from datetime import date

import citing
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.text import Source
from bibtools.sources.citation import CITED, DEFINED, NOCITED, PERHAPS, SPACED
from bibtools.sources.filetypes import TYPES, FileType
from bibtools.sources.scanner import citations, may_cite, scan


def notebook(*cells: tuple[str, str]) -> str:
    return json.dumps({"cells": [{"cell_type": kind, "source": text, "metadata": {}} for kind, text in cells]})


ROLES = [
    ("Adam {cite}`a`.", ["a"]),
    ("{cite:p}`a,b` {cite:t}`c; d` {cite:ps}`e`", ["a", "b", "c", "d", "e"]),
    ("{footcite}`a` {footcite:t}`b` {citep}`c` {cite:year}`d` {fullcite}`e`", ["a", "b", "c", "d", "e"]),
    ("{cite:p}`{see}a{pp. 3, 4},b`", ["a", "b"]),
    ("{cite}``a``", ["a"]),
    ("````{note}\n{cite}`a`\n```python\n'{cite}`no`'\n```\n````\n", ["a"]),
    ("```{figure} x.png\n---\nname: x\n---\nFrom {cite}`a`.\n```\nand `{cite}` {cite}`b`", ["a", "b"]),
    ("```{prf:theorem}\n:label: t\n{cite}`a`\n```\n```text\n{cite}`no`\n```\n", ["a"]),
    ("- ```{tip}\n  {cite}`a`\n  ```\n", ["a"]),
    (":::{note}\n{cite}`a`\n:::\n", ["a"]),
    ("```{code-cell} ipython3\n'{cite}`no`'\n```", []),
    ("```{code-block} md\n{cite}`no`\n```", []),
    ("`` {cite}`no` ``", []),
    ("`{cite}`no``", []),
    (r"\{cite}`no`", []),
    ("% {cite}`no`\ntext", []),
    ("{ref}`no` {doc}`no` {excite}`no` {cite-x}`no`", []),
    ("<!-- {cite}`no` -->", []),
    ("{cite}``", []),
]
TAGS = [
    ("{% cite a %}", ["a"]),
    ("{% cite a b --file x %} {% cite c -A -l 42 %} {% cite d --locator='p 3' %}", ["a", "b", "c", "d"]),
    ("{%- cite 'a' \"b\" -%}", ["a", "b"]),
    ("{% cite a, b %}", ["a", "b"]),
    (
        "{% cite_details a --text Click Here %} {% reference b --file /x.bib %} {% quote c %}x{% endquote %}",
        list("abc"),
    ),
    ("{% cite {{ page.key }} %}", []),
    ("{% citation no %} {% recite no %} {% include cite no %} {{ cite }} {% bibliography --cited %}", []),
    ("{% comment %}{% cite no %}{% endcomment %}{% cite a %}", ["a"]),
    ("{% raw %}{% cite no %}{% endraw %} {% highlight md %}{% cite no %}{% endhighlight %}", []),
    ("```\n{% cite no %}\n```\n`{% cite no %}`", []),
]
ELEMENTS = [
    ('<d-cite key="a,b"></d-cite>', ["a", "b"]),
    ('<d-cite key=\'a\'/> <D-CITE bibtex-key="b"></D-CITE> <dt-cite key="c"></dt-cite>', ["a", "b", "c"]),
    ('<d-cite class="x" key="a"></d-cite>', ["a"]),
    ("<d-cite key=a></d-cite> <d-cite\n  key = 'b,\n c'/> <cite data-cite=1/D>x</cite>", ["a", "b", "c", "1/D"]),
    ("<d-cite key= > <d-cite key=''> <d-cite keys='no'> <d-cite data-key='no'> <p key='no'>", []),
    (
        '<cite data-cite="a">(V)</cite> <cite class="x" data-cite=\'1/B\'/> <span data-cite="c"></span>',
        ["a", "1/B", "c"],
    ),
    (
        '<strong data-cite="a">A</strong> <sup data-cite="b">1</sup> <body data-cite="no"> <input data-cite="no">',
        ["a", "b"],
    ),
    ('<a href="#cite-a">[1]</a>', ["a"]),
    ('<a href="#cite_note-1">[1]</a> <a href="x#cite-a">x</a>', []),
    ("<d-cite></d-cite> <cite>Book</cite> <d-citation key='no'> <x-d-cite key='no'>", []),
    ('<!-- <d-cite key="no"> -->', []),
]
MARKDOWN = [
    ("[@a; see @b, p. 3; -@c] [@{d}]", ["a", "b", "c", "d"]),
    (r"\citep[p. 2]{a,b} and \cite{c}", ["a", "b", "c"]),
    (r"`\cite{no}` \\cite{no}", []),
    ("```latex\n\\cite{no}\n```", []),
    ("[a](@cite) [b, c](@citet) [d; p. 3](@citep) [e](@Citet*) [f](@cite%style%)", list("abcdef")),
    ("[the paper](@cite a)", ["a"]),
    ("[a](@ref) [`b`](@ref) [c](@id) [d](@citations) `[no](@cite)` [$key](@cite)", []),
    ("[[1]](#cite-a)", ["a"]),
    ('```{r, fig.cap="See [@a]", out.width="9@b"}\nx@slot\n"[@no]"\n```', ["a"]),
    ('```{r}\n#| fig-cap: "See [@a]"\n#| fig-subcap:\n#|   - "[@b]"\n#| label: x\nf("[@no]") # [@no]\n```', ["a", "b"]),
    ('```{r fig.cap="See \\\\cite{a}"}\n```', ["a"]),
    ("```{python}\n#| tbl-cap: >\n#|   From\n#|   [@a]\n@no\n```", ["a"]),
    ('```{ojs}\n//| fig-cap: "[@a]"\n```', ["a"]),
    ('```{r}\n#| eval: "[@no]"\n#| fig-cap-location: "[@no]"\n```', []),
    ("```{=latex}\n\\cite{a}\n```\n```{.latex}\n\\cite{no}\n```\n```{=html}\n[@no]\n```", ["a"]),
    (r"[\@no]", []),
    ("[@fig-x; @tbl-y; @eq-z; @sec:a; @lst:b]", []),
    (r"\@ref(fig:no) \@ref(no)", []),
    ("{{< include [@no] >}} {{% x [@no] %}}", []),
    ("(a)=\n# A\n\n[@a] {cite}`b`", ["b"]),
    ("<!-- [@no] -->", []),
    ("```python\n@no\n```", []),
]
KINDS = [
    ("@a says", [("a", PERHAPS)]),
    ("(@good) An example.\n\nSee (@good) and (@real).", [("real", PERHAPS)]),
    ("npm install @org/pkg @a-b/c.d@1.2", []),
    ("[@doe/smith] and @hep-th/9711200", [("doe/smith", CITED), ("hep-th/9711200", PERHAPS)]),
    ("me@x.org, \\@no, <you@y.org>, a@b", []),
    ("[@a](https://x.org/@no) me@b.c", [("a", PERHAPS)]),
    ("@article{no, title = {x}}", []),
    ("[@a]: https://arxiv.org/abs/1409.1556", [("a", DEFINED)]),
    ("---\nnocite: |\n  @a, @{b}\n---\n[@c]", [("a", NOCITED), ("b", NOCITED), ("c", CITED)]),
    ("---\nnocite: '@*'\n---\n", [("*", NOCITED)]),
    ("{% nocite a %}", [("a", NOCITED)]),
    ("[a](@nocite)", [("a", NOCITED)]),
    ('<a data-cite="RFC2119">x</a>', [("RFC2119", PERHAPS)]),
]
ORG = [
    ("[cite:@a;@b] [cite/t:see @c p. 3; @d-e/f.] [cite/text/c:@g]", ["a", "b", "c", "d-e/f", "g"]),
    ("cite:a,b and citep:c. autocite:d Citet:e parencite*:f <cite:g>", list("abcdefg")),
    ("cite:&a;&b [[cite:&c]] [[citep:see &d p. 3;&e]] [[citet:&f p. 3;see also &g]]", list("abcdefg")),
    ("[[cite:a, b]] [[cite:c][see::p. 3]] [[citet:&d][the paper]] [cite:e]", list("abcde")),
    ("bibentry:a footfullcite:b pvolcite:c citetitle*:d", list("abcd")),
    (r"\citep[see]{a,b}", ["a", "b"]),
    ("#+CAPTION: From cite:a.", ["a"]),
    ("excite:no website:no /cite:no #+cite_export: csl suite:x opposite:x", []),
    ("=cite:no= ~[cite:@no]~", []),
    ("# cite:no\n#+begin_src org\n[cite:@no]\n#+end_src\n", []),
    ("* COMMENT x\n[[cite:&no]]", []),
]
ASCIIDOC = [
    ("cite:[a] cite:[b(12,14), c] cite:see[d] citenp:[e (p. 3)] fullcite:[f] bibitem:[g]", list("abcdefg")),
    ("citet:[a, page=3]+[b]", ["a", "b"]),
    ("<<no>> xref:no[] xcite:[no] \\cite:[no] cite:[] cite:[...]", []),
    ("----\ncite:[no]\n----\n\n....\ncite:[no]\n....\ncite:[a]", ["a"]),
    ("// cite:[no]\n////\ncite:[no]\n////\ncite:[a]", ["a"]),
    ("`cite:[no]` +cite:[no]+", []),
    ("```ruby\ncite:[no]\n```", []),
]
TEX = [
    (r"\hybridblockcquote{english}{a}{q} \foreigntextcquote{german}[p. 3]{b}{x} \textcquote[12]{c}{x}", list("abc")),
    (r"\forcsvlist{\cite}{a, b}\forcsvlist\citep{c}\forcsvlist{\item}{no}\forcsvlist{\cite}{#1}", ["a", "b", "c"]),
    (r"\renewcommand*{\do}[1]{\cite{#1}}\docsvlist{a,b}", ["a", "b"]),
    (r"\renewcommand*{\do}[1]{x #1}\docsvlist{no}\forcsvlist{\mycitation@x}{no}", []),
    (r"\csname cite\endcsname{a}\csname citep\endcsname[3]{b,c}\csname ref\endcsname{no}", ["a", "b", "c"]),
    (r"\makeatletter\@nameuse{cite}{a}\@nameuse{section}{no}", ["a"]),
    (r"\begin{displaycquote}[3]{a}x\end{displaycquote} \begin{foreigndisplaycquote}{german}{b}x", ["a", "b"]),
    (r"\citelatex{a} \newcite{b} \citeA{c} \shortciteNP<cf.>{d} \citeasnoun{e} \citeaffixed{f}{see}", list("abcdef")),
    (r"\volcite{II}[3]{a} \pvolcites{1}{b} \ftvolcite{2}{c}", list("abc")),
    (r"\cites(see)(x)[1][2]{a}[3]{b} \textcites{c}{d}", list("abcd")),
    (r"\cite{a,*[see][]b,*c}", list("abc")),
    (r"\citetalias{a} \citetext{see \citealp{b}}", ["a", "b"]),
    (r"\apud[p. 3]{a}{b} \citeonline{c}", list("abc")),
    (r"\cite{a}*{p. 3} \ocite{b} \citelist{\cite{c}*{1} \cite{d}}", list("abcd")),
    ("\\cite{a, % no\n  b,\n}", ["a", "b"]),
    ('<<f, fig.cap="From \\\\cite{a}">>=', ["a"]),
    (r"\newcommand{\cite}[1]{no} \renewcommand\citenum[1]{no} \newcommand{\x}[1]{\cite{#1}}", []),
    (r"\newcites{sec}{Other} \setcitestyle{round} \citestyle{x} \AtEveryCitekey{x} \ifciteseen{x}{y}", []),
    (r"\\cite{no} \verb|\cite{no}| % \cite{no}", []),
    (r"\foreigntextquote{german}{no} \blockquote{no} \excite{no}", []),
]
TEX_KINDS = [
    (r"\defcitealias{a}{Paper I} \citetalias{a}", [("a", PERHAPS), ("a", CITED)]),
    (r"\nocite{*} \nocitesec{a}", [("*", NOCITED), ("a", NOCITED)]),
    (r"\bibitem[A(2014)]{a} \bib{b}{article}{x} \harvarditem[A]{A \& B}{1999}{c}", [(each, DEFINED) for each in "abc"]),
    (r"\citation{a} \bibcite{a}{1} \abx@aux@cite{0}{b}", [("a", CITED), ("a", DEFINED), ("b", CITED)]),
    (r"\InputIfFileExists{x}{\cite{a}}{\cite{b}}\cite{c}", [("a", PERHAPS), ("b", PERHAPS), ("c", CITED)]),
    ("\\lstset{escapeinside={(*}{*)}}\\begin{lstlisting}\nx (*\\cite{a}*)\n\\end{lstlisting}", [("a", PERHAPS)]),
    ("\\begin{Verbatim}[commandchars=\\\\\\{\\}]\n\\cite{a}\n\\end{Verbatim}", [("a", PERHAPS)]),
    ("\\begin{alltt}\\cite{a}\\end{alltt}\\begin{verbatim}\\cite{no}\\end{verbatim}", [("a", PERHAPS)]),
    ("\\begin{lstlisting}\n\\cite{no}\n\\end{lstlisting}\\begin{comment}\n\\cite{no}\n\\end{comment}", []),
    (
        r"\cite{a , b}\nocite{ c,d }\bibitem{e }",
        [("a", SPACED), ("b", CITED), ("c", NOCITED), ("d", SPACED), ("e", DEFINED)],
    ),
    ("\\cite{a%\r\n  ,b\r\n}\\cite{c %\r\n}", [("a", CITED), ("b", SPACED), ("c", SPACED)]),
]
OTHERS = [
    (".rst", ":cite:`a,b` :cite:p:`c` :footcite:t:`{see}d{p. 3}`", [(each, CITED) for each in "abcd"]),
    (".rst", "[a]_ [1]_ [#note]_ [*]_ ``:cite:`no``` x:cite:`no`", [("a", PERHAPS)]),
    (".rst", "::\n\n   :cite:`no`\n", []),
    (".typ", '@a #cite(<b>) #cite(label("c"))', [("a", PERHAPS), ("b", CITED), ("c", CITED)]),
    (".typ", "= A <lab>\n@lab me@b.c // @no\n`@no`", []),
    (".jl", '"""\nSee [a](@cite), [`f`](@ref).\n"""\nx\' # [b](@cite)\ny[c](@cite)', [("a", CITED), ("b", CITED)]),
    (".jl", "c = '\"'; x = [no](@cite); d = '\"'", []),
    (".r", r"#' \insertCite{a,b;textual}{p} \insertRef{c}{p}", [(each, CITED) for each in "abc"]),
    (".r", r"#' \insertCite{@see also @a and @b}{p}", [("a", CITED), ("b", CITED)]),
    (".r", "#' see [@a; @b]\n#' @param x\nx[@no] <- y@slot", [("a", PERHAPS), ("b", PERHAPS)]),
    (".lyx", '\\begin_inset CommandInset citation\nLatexCommand citep\nafter "3"\nkey "a,b"\n\n\\end_inset\n',
     [("a", CITED), ("b", CITED)]),
    (".lyx", '\\begin_inset CommandInset citation\nLatexCommand nocite\nkey "a"\n\\end_inset\n', [("a", NOCITED)]),
    (".lyx", '\\begin_inset CommandInset ref\nLatexCommand ref\nkey "no"\nreference "no"\n\\end_inset\n', []),
    (".lyx", '\\begin_inset Note Note\n\\begin_inset CommandInset citation\nkey "no"\n\\end_inset\n', []),
    (".lyx", "\\begin_inset ERT\n\\backslash\ncitet{a}\n\\end_inset\n", [("a", CITED)]),
    (".ipynb", notebook(("markdown", r"\cite{a} {cite:t}`b` <cite data-cite='c'>")), [(x, CITED) for x in "abc"]),
    (".ipynb", notebook(("raw", r"\citep{a} :cite:`b` [no]_")), [("a", CITED), ("b", CITED)]),
    (".ipynb", notebook(("code", "#| fig-cap: '[@a]'\nx = '[@no] {cite}`no` \\cite{no}'")), [("a", CITED)]),
    (".py", "x = r'\\cite{no} [@no]'", []),
    (".txt", r"\cite{no} [@no]", []),
    (".cff", "key: '[@no]'", []),
]  # fmt: skip
CASES = [
    *((".md", text, [(key, CITED) for key in keys]) for text, keys in [*ROLES, *TAGS, *ELEMENTS, *MARKDOWN]),
    *((".md", text, found) for text, found in KINDS),
    *(
        (".html", text, [(key, CITED) for key in keys])
        for text, keys in [*ELEMENTS, *(each for each in TAGS if "`" not in each[0])]
    ),
    *((".org", text, [(key, CITED) for key in keys]) for text, keys in ORG),
    *((".adoc", text, [(key, CITED) for key in keys]) for text, keys in ASCIIDOC),
    *((".tex", text, [(key, CITED) for key in keys]) for text, keys in TEX),
    *((".tex", text, found) for text, found in TEX_KINDS),
    *OTHERS,
]


@pytest.mark.parametrize(("suffix", "text", "expected"), CASES)
def test_every_key_that_is_cited_is_found_at_its_place(suffix: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = citations(text, suffix)
    assert [(each.key, each.kind) for each in found] == expected
    if suffix not in {".ipynb", ".lyx"}:
        assert [(each.key, each.kind) for each in citations(f"\ufeff{text}", suffix)] == expected
    assert may_cite(text.encode(), suffix) >= bool(expected), f"what `citing` of {suffix} overlooks, nobody reads"
    if suffix != ".ipynb":
        assert [text[slice(*each.span)] for each in found] == [each.key for each in found]


@pytest.mark.parametrize("words", ["", "many words " * 400], ids=["alone", "in a long text"])
@pytest.mark.parametrize(("suffix", "text"), citing.CASES)
def test_an_id_in_a_key_is_a_mention(suffix: str, text: str, words: str) -> None:
    if words and suffix == ".ipynb":
        return  # its cells are scanned by themselves
    for key in ("2106.00134", "arXiv:2106.00134v2", "hep-th/9711200"):
        whole = f"{words}\n\n{text.replace(citing.KEY, key)}\n\n{words}"
        found = scan(Source("source", whole), date(2026, 11, 20), suffix)
        assert [each.key for each in found.mentions] == [key]
        assert found.suspects == ()
        assert key in {each.key for each in citations(whole, suffix)}
        assert may_cite(whole.encode(), suffix), f"what `citing` of {suffix} overlooks, nobody reads"


def test_the_citations_of_a_notebook_know_their_cells() -> None:
    found = citations(notebook(("markdown", "[@a]"), ("code", "1"), ("markdown", "x [@b]")), ".ipynb")
    assert [(each.key, each.cell, each.span) for each in found] == [("a", 1, (2, 3)), ("b", 3, (4, 5))]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [(".md", "[@a] <!-- bibtools: ignore -->\n[@b]"), (".tex", "% bibtools: ignore\n\\cite{a}\n\\cite{b}")],
)
def test_an_ignored_line_cites_nothing(suffix: str, text: str) -> None:
    assert [each.key for each in citations(text, suffix)] == ["b"]


PIECES = st.sampled_from(
    [
        *"\\cites[ \\bibitem { } [ ] [[ ]] cite: citep:& & ; , @ @{ [@ {cite}` {cite:p}` ` ``` ```{note}".split(),
        *("{% cite", " %}", '<d-cite key="', '"', "'", ">", "](@cite)", "cite:[", "]_", ":cite:`", "#cite(<", "\n\n"),
        *(r"\insertCite{", "#' ", '"""', "# "),
        *("fig.cap=", "#| fig-cap: ", "<!--", "-->", "{% raw %}", "----", "(", ")", "a", "b", " ", "\n"),
    ]
)


@given(st.lists(PIECES | st.text(max_size=3), max_size=20).map("".join), st.sampled_from(TYPES))
def test_citations_of_any_text_are_what_stands_there(text: str, of_type: FileType) -> None:
    found = citations(text, of_type.suffixes[0])
    assert may_cite(text.encode(), of_type.suffixes[0]) >= bool(found), of_type
    for each in found:
        assert each.key
        assert each.cell is not None or text[slice(*each.span)] == each.key


@pytest.mark.parametrize("far", [0, 100, 5_000, 20_000])
@pytest.mark.parametrize(
    ("suffix", "text"),
    [(".md", "[@1810.04805]"), (".html", '<d-cite key="1810.04805"></d-cite>'), (".org", "cite:1810.04805")],
)
def test_an_id_in_a_key_is_found_wherever_it_stands(suffix: str, text: str, far: int) -> None:
    words = ("words and more words\n" * far)[:far]
    found = scan(Source(f"x{suffix}", f"{words}\n{text}\n{words}"), date(2026, 1, 1), suffix).mentions
    assert [each.key for each in found] == ["1810.04805"]
