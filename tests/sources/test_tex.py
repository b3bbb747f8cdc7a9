from __future__ import annotations

from datetime import date

import pytest
import scanned
from hypothesis import given
from hypothesis import strategies as st
from scanned import assert_shown_as_it_is, texts_of

from bibtools.core.text import Source
from bibtools.sources import tex
from bibtools.sources.mention import Scan
from bibtools.sources.scanner import has_structure

TODAY = date(2026, 11, 20)
A, B = "2106.00134", "1706.03762"

CITED = [
    (r"\citeA{2106.00134}", [A]),
    (r"\cite{" + "smith2020deep, " * 1000 + "2106.00134}", [A]),
    (r"\cite[" + r"\emph{words} of \textbf{some} length" * 4 + "]{2106.00134}", [A]),
    (r"\cite[" + "words " * 120 + "]{2106.00134}", [A]),
    (r"\citeA<see>[p.~3]{2106.00134}", [A]),
    (r"\shortciteNP<cf.>{2106.00134,1706.03762}", [A, B]),
    (r"\fullciteA{2106.00134}", [A]),
    (r"\citeyearpar[see][]{2106.00134}", [A]),
    (r"\citefield{2106.00134}{title}", [A]),
    (r"\defcitealias{2106.00134}{Paper I}", [A]),
    (r"\footfullcite{2106.00134}", [A]),
    (r"\volcite{2}[3]{2106.00134}", [A]),
    (r"\textcquote[12]{2106.00134}{words}", [A]),
    (r"\Parencites(see)()[1]{2106.00134}[2]{1706.03762}", [A, B]),
    (r"\cite[see \cite{1706.03762}]{2106.00134}", [B, A]),
    (r"\cite[\S~3, \textbf{Theorem}]{2106.00134}", [A]),
    (r"\bibitem[{Chen et~al.(2021)Chen}]{2106.00134}", [A]),
    (r"\bibitem[\protect\citeauthoryear{Chen}{Li}{2021}]{2106.00134}", [A]),
    (r"\abx@aux@cite{0}{2106.00134}", [A]),
    (r"\abx@aux@cite{2106.00134}", [A]),
    (r"\entry{2106.00134}{online}{}", [A]),  # in a .bbl file of biber's
    (r"\cite{vaswani:1706.03762}", [B]),
    ("\\cite{%\n  2106.00134,\n  % 1409.1556,\n  1706.03762}", [A, B]),
    ("\\cite{" + "x, " * 1000 + "2106.00134}", [A]),
    (r"\cite{2106.00134}", [A]),
    (r"\cite{arXiv:2106.00134}", [A]),
    (r"\cite{arxiv:2106.00134v2}", [A]),
    (r"\cite{2106.00134,1706.03762}", [A, B]),
    (r"\cite{ 2106.00134 , smith2020, 1706.03762 }", [A, B]),
    ("\\cite{\n  2106.00134, % the first\n  1706.03762\n}", [A, B]),
    (r"\cite{hep-th/9711200}", ["hep-th/9711200"]),
    (r"\cite{math.GT/0309136}", ["math/0309136"]),
    (r"\citep[see][p.~3]{2106.00134}", [A]),
    (r"\citet*{2106.00134}", [A]),
    (r"\citealp{2106.00134}", [A]),
    (r"\citeauthor{2106.00134}", [A]),
    (r"\Citet{2106.00134}", [A]),
    (r"\nocite{2106.00134}", [A]),
    (r"\parencite{2106.00134}", [A]),
    (r"\textcite[12]{2106.00134}", [A]),
    (r"\autocite{2106.00134}", [A]),
    (r"\Autocite{2106.00134}", [A]),
    (r"\footcite{2106.00134}", [A]),
    (r"\footcitetext{2106.00134}", [A]),
    (r"\smartcite{2106.00134}", [A]),
    (r"\fullcite{2106.00134}", [A]),
    (r"\supercite{2106.00134}", [A]),
    (r"\bibentry{2106.00134}", [A]),
    (r"\bibitem{2106.00134} A. Author, 2020.", [A]),
    (r"\bibitem[Chen(2021)]{2106.00134}", [A]),
    (r"\bibcite{2106.00134}{1}", [A]),
    (r"\citation{2106.00134}", [A]),  # in an .aux file
    (r"\cites(see)[12]{2106.00134}[34]{1706.03762}", [A, B]),
    (r"\autocites{2106.00134}{1706.03762}", [A, B]),
    (r"\cite {2106.00134}", [A]),
    ("\\cite[see]\n  {2106.00134}", [A]),
    (r"first row \\\cite{2106.00134}", [A]),
    (r"50\% of \cite{2106.00134}", [A]),
    (r"\iftrue \cite{2106.00134} \fi", [A]),
    (r"\newcommand{\thepaper}{\cite{2106.00134}}", [A]),
]
ALIVE = [
    (r"\bibinfo{eprint}{2106.00134}", [A]),
    (r"\field{eprint}{2106.00134}", [A]),
    ("\\verb{eprint}\n\\verb 2106.00134\n\\endverb", [A]),
    (r"\showeprint[arxiv]{2106.00134}", [A]),
    ("arXiv:2106.%\n00134", [A]),
    (r"ar$\chi$iv:2106.00134", [A]),
    (r"\verb|%| arXiv:2106.00134", [A]),
    (r"\url{http://example.org/a%20b} arXiv:2106.00134", [A]),
    ("\\begin{comment}x\\end{comment}" + "words " * 200 + "arXiv:2106.00134", [A]),
    ("words % \\iffalse\narXiv:2106.00134", [A]),
    (r"\verb|\iffalse| arXiv:2106.00134", [A]),
    (r"\url{https://arxiv.org/abs/2106.00134}", [A]),
    (r"\href{https://arxiv.org/abs/2106.00134v4}{the paper}", [A]),
    (r"\href{https://arxiv.org/abs/2106.00134}{\texttt{2106.00134}}", [A]),
    (r"\href{https://example.org/?q=arxiv%3A2106.00134}{search}", [A]),
    (r"\href[pdfnewwindow]{https://arxiv.org/abs/2106.00134}{the paper}", [A]),
    ("\\href{%\n  https://arxiv.org/abs/2106.00134}{the paper}", [A]),
    (r"\hyperref[sec:data]{as in arXiv:2106.00134}", [A]),
    (r"\eprint{2106.00134}", [A]),
    (r"\eprint{hep-th/9711200}", ["hep-th/9711200"]),
    (r"\arxiv{2106.00134}", [A]),
    (r"\arXiv{1706.03762}", [B]),
    (r"\Eprint {https://arxiv.org/abs/2106.00134} {arXiv:2106.00134 [cs.LG]}", [A]),
    (r"\texttt{arXiv:2106.00134}", [A]),
    (r"preprint arXiv:2106.00134.", [A]),
    (r"preprint arXiv:~2106.00134.", [A]),
    (r"preprint arXiv~2106.00134.", [A]),
    (r"\textsc{arXiv}:2106.00134", [A]),
    (r"\footnote{arXiv:hep\-th/9711200}", ["hep-th/9711200"]),
    (r"\cite[cf.][arXiv:2106.00134]{smith2020}", [A]),
    (r"\emph{verb}atim arXiv:2106.00134", [A]),
    (r"\verb|x| arXiv:2106.00134 \verb|y|", [A]),
    (r"\verbatiminput{listing} arXiv:2106.00134", [A]),
    ("% old\narXiv:2106.00134", [A]),
    ("% \\begin{verbatim}\narXiv:2106.00134", [A]),
    ("% \\end{document}\narXiv:2106.00134", [A]),
    ("\\begin{verbatim}x\\end{verbatim} arXiv:2106.00134", [A]),
    ("\\iffalse x \\fi arXiv:2106.00134", [A]),
    ("\\iffalse x \\else arXiv:2106.00134 \\fi", [A]),
    ("\\let\\ifdraft\\iffalse\narXiv:2106.00134 \\ifdraft x \\fi", [A]),
    ("\\ifdraft arXiv:2106.00134 \\fi", [A]),
    # What only looks like a conditional hides nothing behind it.
    ("\\iffalse\n\\iffalt\n\\fi\narXiv:2106.00134", [A]),
    ("\\iffalse \\iftoggle{a}{b}{c} \\fi \\ifx\\a\\b\\fi arXiv:2106.00134", [A]),
    ("\\newif\\ifdraft\n\\iffalse \\ifstrequal {a}{b}{c}{d} \\ifdraft x\\fi \\fi arXiv:2106.00134", [A]),
    ("\\iffalse \\newif\\ifnew \\fi arXiv:2106.00134", [A]),
    ("\\if0 \\iflong \\fi arXiv:2106.00134 \\iffalse x \\fi", [A]),
    ("\\iffalse \\ifblank{a}{b}{c} \\else arXiv:2106.00134 \\fi", [A]),
]
DEAD = [
    "\\iffalse " + "words " * 500 + "\\cite{2106.00134} \\fi",
    "\\begin{verbatim}\n" + "words\n" * 500 + "arXiv:2106.00134\n\\end{verbatim}",
    "\\end{document}\n" + "words\n" * 500 + "arXiv:2106.00134",
    r"% \url{https://arxiv.org/abs/2106.00134}",
    r"\\\% x \\% arXiv:2106.00134",
    r"% \cite{2106.00134}",
    r"text % arXiv:2106.00134",
    r"text \\% \cite{2106.00134}",
    "%\r\n% \\cite{2106.00134}\r\n",
    r"\verb|\cite{2106.00134}|",
    r"\verb*+arXiv:2106.00134+",
    r"\lstinline|arXiv:2106.00134|",
    r"\lstinline{arXiv:2106.00134}",
    r"\lstinline[language=Python]|arXiv:2106.00134|",
    r"\mintinline{python}|arXiv:2106.00134|",
    r"\mintinline{python}{arXiv:2106.00134}",
    "\\begin{verbatim}\n\\cite{2106.00134}\n\\end{verbatim}",
    "\\begin{verbatim*}\narXiv:2106.00134\n\\end{verbatim*}",
    "\\begin{Verbatim}[frame=single]\narXiv:2106.00134\n\\end{Verbatim}",
    "\\begin{lstlisting}\narXiv:2106.00134\n\\end{lstlisting}",
    "\\begin{minted}{python}\narXiv:2106.00134\n\\end{minted}",
    "\\begin{comment}\n\\cite{2106.00134}\n\\end{comment}",
    "\\begin{filecontents}{x.bib}\narXiv:2106.00134\n\\end{filecontents}",
    "\\begin{verbatim}\n% \\end{verbatimx}\narXiv:2106.00134",
    r"\iffalse \cite{2106.00134} \fi",
    r"\iffalse \ifx\a\b x \fi arXiv:2106.00134 \fi",
    r"\iffalse arXiv:2106.00134",
    r"\iffalse \ifdraft x \else y \fi arXiv:2106.00134 \fi",
    r"\iffalse \ifdraft{a}\fi arXiv:2106.00134 \fi",
    r"\newif\iflong \iffalse \iflong x \fi \iftoggle{a}{b}{c} arXiv:2106.00134 \fi",
    r"\iffalse \if@twoside x \fi \iftoggle {a}{b}{c} arXiv:2106.00134 \fi \ifnum1=1 \fi",
    "\\iffalse\n% \\fi\narXiv:2106.00134\n\\fi",
    r"\label{eq:2106.00134v1}",
    r"\ref{arXiv:2106.00134} and \eqref{arXiv:2106.00134} and \cref{arXiv:2106.00134}",
    r"\pageref{hep-th/9711200}",
    r"\includegraphics[width=2cm]{figures/arXiv-2106.00134.pdf}",
    r"\input{arXiv-2106.00134}",
    "\\end{document}\n\\cite{2106.00134}",
    "\\end {document} arXiv:2106.00134",
]
NOT_CITED = [
    r"\cite{fig:2106.00134}",
    r"\mycommand{2106.00134}",
    r"\texttt{2106.00134}",
    r"\cite{smith2020} {2106.00134}",
    r"\citation 2106.00134",
    "\\verb{volume}\n\\verb 2106.00134\n\\endverb",
    "",
    r"\cite{}",
    r"\cite{smith2020}",
    r"\cite{Vaswani:2017lxt,2016PhRvL.116f1102A}",
    r"\cite{2106.00134a}",
    r"\cite{fig2106.00134}",
    r"\nocite{*}",
    r"\cite[2106.00134]{smith2020}",
    r"\citestyle{2106.00134}",
    r"line \\cite{2106.00134}",  # a line break, then words
    r"\vspace{1234.5678pt}",
    r"\hspace{1706.0376pt}",
    r"\SI{1706.03762}{\kelvin}",
    r"$x = 1706.03762$",
    r"in 1706.03762 cases",
    r"1706.03762\,kg",
    r"\url{https://example.org/abs/2106.00134}",
    r"\href{https://doi.org/10.1145/2106.00134}{a DOI}",
    r"\eprint{FERMILAB-21-060}",
    r"\section{2106.00134}",
]
IMPOSSIBLE = [
    (r"\cite{1234.5678}", "1234.5678"),
    (r"\cite{arXiv:2106.00000}", "2106.00000"),
    (r"\cite{2612.00001}", "2612.00001"),
    (r"\cite{hep-th/9913001}", "hep-th/9913001"),
    (r"\eprint{arXiv:1234.5678}", "1234.5678"),
    (r"\url{https://arxiv.org/abs/1234.5678}", "1234.5678"),
]


def scan(text: str) -> Scan:
    return tex.scan(Source("paper.tex", text), TODAY)


def ids(text: str) -> list[str]:
    return scanned.ids(scan(text))


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_a_key_that_is_an_id_is_a_mention(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize(("text", "expected"), ALIVE)
def test_what_is_typeset_is_alive(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


@pytest.mark.parametrize("text", DEAD)
def test_what_is_not_typeset_is_dead(text: str) -> None:
    assert scan(text) == Scan()


@pytest.mark.parametrize("text", NOT_CITED)
def test_other_numbers_and_keys_are_no_mentions(text: str) -> None:
    assert ids(text) == []


@pytest.mark.parametrize(("text", "shown"), IMPOSSIBLE)
def test_impossible_ids_are_suspects(text: str, shown: str) -> None:
    result = scan(text)
    assert result.mentions == ()
    assert [(suspect.text, suspect.impossible) for suspect in result.suspects] == [(shown, True)]


@pytest.mark.parametrize(
    ("text", "key", "shown"),
    [
        (r"\cite{2106.00134}", "2106.00134", "2106.00134"),
        (r"\cite{arXiv:2106.00134v2}", "arXiv:2106.00134v2", "2106.00134v2"),
        (r"\citep{x, math.GT/0309136}", "math.GT/0309136", "math.GT/0309136"),
        (r"\url{https://arxiv.org/abs/2106.00134}", None, "2106.00134"),
        (r"arXiv:2106.00134", None, "2106.00134"),
        (r"\eprint{2106.00134}", None, "2106.00134"),
    ],
)
def test_a_mention_holds_the_whole_citation_key(text: str, key: str | None, shown: str) -> None:
    assert [(mention.key, mention.text) for mention in scan(text).mentions] == [(key, shown)]


@pytest.mark.parametrize(
    ("text", "libraries"),
    [
        (r"\bibliography{refs}", ("refs.bib",)),
        (r"\bibliography{refs.bib}", ("refs.bib",)),
        (r"\bibliography{refs, more/refs}", ("refs.bib", "more/refs.bib")),
        (r"\addbibresource{refs.bib}", ("refs.bib",)),
        (r"\addbibresource[location=local]{refs.bib}", ("refs.bib",)),
        ("\\addbibresource{a.bib}\n\\addbibresource{b.bib}", ("a.bib", "b.bib")),
        (r"\bibliographystyle{plain}", ()),
        (r"% \bibliography{old}", ()),
        (r"\verb|\bibliography{refs}|", ()),
        (r"\iffalse\bibliography{old}\fi", ()),
        ("\\end{document}\n\\bibliography{old}", ()),
        (r"\bibliography{\jobname}", (r"\jobname.bib",)),
        (r"\addbibresource{\jobname.bib}", (r"\jobname.bib",)),
        (r"\addbibresource{\subfix{../refs.bib}}", ("../refs.bib",)),
        (r"\bibliography{\main/refs}", ("refs.bib",)),
        (r"\bibliography{\refs}", ()),
        (r"\bibliography{\subfix{a}\x}", ()),
        (r"\newcommand{\refs}[1]{\bibliography{#1}}", ()),
        (r"\bibliography{}", ()),
        (r"\printbibliography", ()),
        (r"\addbibresource[location=remote]{refs.bib}", ()),
        (r"\bibliography[\bibliography{refs}", ("refs.bib",)),
        (r"\bibliography[remote\bibliography[local]{refs}", ("refs.bib",)),
        (r"\bibliography[[local]]{refs}", ()),
    ],
)
def test_names_the_libraries_that_the_source_names(text: str, libraries: tuple[str, ...]) -> None:
    assert tuple(tex.libraries(text)) == libraries
    assert has_structure(text.encode(), ".tex") >= bool(libraries)  # else nobody would look


LINES = st.text(st.characters(exclude_characters="\r\n")) | st.sampled_from([r"\cite{2106.00134}", "arXiv:1706.03762"])
TEXTS = st.sampled_from(
    [
        *("2106.00134", "arXiv:", r"\cite{", r"\verb|", r"\iffalse", r"\fi", r"\begin{verbatim}", r"\end{verbatim}"),
        *(r"\end{document}", r"\href{", r"\cites(", r"\eprint{", *"%\\{}[]|,x \n\r"),
    ]
)


@given(st.lists(LINES, max_size=5))
def test_a_commented_line_is_dead_whatever_it_says(lines: list[str]) -> None:
    assert scan("\n".join(f"%{line}" for line in lines)) == Scan()


@given(texts_of(TEXTS))
def test_any_text_is_scanned_and_shown_as_it_is(text: str) -> None:
    assert_shown_as_it_is(scan(text), text)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (r"\bibliographystyle{plainnat}", ["plainnat"]),
        ("\\bibliographystyle { plain }\n\\bibliography{refs}", ["plain"]),
        (r"\usepackage[style=numeric]{biblatex}", ["biblatex"]),
        (r"\usepackage{graphicx, biblatex}", ["biblatex"]),
        (r"\addbibresource{refs.bib}", ["biblatex"]),
        ("% \\bibliographystyle{plain}\n\\bibliographystyle{alpha}", ["alpha"]),
        (r"\begin{verbatim}\bibliographystyle{plain}\end{verbatim}", []),
        (r"\usepackage{biblatex-chicago}", ["biblatex"]),  # loads it
        (r"\usepackage[sorting=[x]{biblatex}", ["biblatex"]),
        ("\\usepackage [style=\\mystyle]\n{ biblatex }", ["biblatex"]),
        (r"\usepackage[\usepackage[utf8]{biblatex}", ["biblatex"]),
        (r"\usepackage[\usepackage{biblatex}", ["biblatex"]),
        (r"\usepackage{mybiblatexcolours}", []),
        (r"\usepackage{biblatex", []),
        (r"\usepackage{biblatex{}", []),
        (r"\bibliography{refs}", []),
        (r"\newcommand{\x}{\bibliographystyle{#1}}", []),
        ("\\bibliographystyle{plain}\n\\bibliographystyle{alpha}", ["plain"]),  # BibTeX refuses the second
        ("\\documentclass[prd]{revtex4-2}\n\\bibliography{refs}", ["apsrev4-2"]),
        ("\\documentclass{revtex4}\n\\bibliographystyle{JHEP}\\bibliography{refs}", ["JHEP"]),
        ("\\documentclass{revtex4}\n", []),
        ("% \\documentclass{revtex4-2}\n\\bibliography{refs}", []),
        ("\\documentclass{revtex5}\n\\bibliography{refs}", []),
        ("", []),
    ],
)
def test_the_styles_that_a_paper_names(text: str, named: list[str]) -> None:
    assert tex.styles(text) == named


COMMANDS = [
    r"\cite",
    r"\citep",
    r"\citet",
    r"\citeyearpar",
    r"\parencite",
    r"\footcite",
    r"\cites",
    r"\citetext",
    r"\nocite",
]
AROUND = ["", "\\", r"\newcommand{", r"\def", r"\providecommand*", "word ", "{", "cap='"]
LISTS = [
    "{a}",
    "{a, b}",
    "{12}{key}",
    "{12}",
    "{}",
    "{*a,[see]b}",
    "{\\k}",
    "{#1}",
    "{a  b}",
    "[see]{a}",
    "{a}{b}",
    "{a",
]


@given(st.lists(st.tuples(*map(st.sampled_from, (AROUND, COMMANDS, LISTS))), max_size=4))
def test_a_list_right_behind_its_command_is_read_as_one_behind_a_blank(written: list[tuple[str, str, str]]) -> None:
    close, apart = (" ".join(sep.join((before + name, keys)) for before, name, keys in written) for sep in ("", " "))
    assert kinds(close) == kinds(apart)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(each.key, each.kind) for each in tex.citations(text)]
