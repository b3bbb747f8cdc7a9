r"""Macros that cite: what is cited where they are used, and what only sounds like a citation."""

from __future__ import annotations

import pytest

from bibtools.sources.citation import CITED, PERHAPS, UNCLEAR
from bibtools.sources.cite_macros import CiteMacro
from bibtools.sources.scanner import citations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\newcommand{\see}[1]{see \cite{#1}}\see{a,b}", ["a", "b"]),
        (r"\newcommand\see[2][]{\cite[#1]{#2}}\see[p. 3]{a}", ["a"]),
        (r"\newcommand{\mycite}[2]{#1~\cite{#2}}\mycite{Some text}{a}", ["a"]),
        (r"\newcommand{\both}[2]{\citep{#1,#2}}\both{a}{b}", ["a", "b"]),
        (r"\def\see#1{\citep{smith:#1}}\see{a}", ["smith:a"]),
        (r"\let\c\cite\c{a}\c[p.~1]{b}", ["a", "b"]),
        (r"\def\c{\cite}\c{a}", ["a"]),
        (r"\newcommand{\c}{\citep[see]}\c{a}", ["a"]),
        (r"\NewDocumentCommand{\see}{o m}{\IfNoValueTF{#1}{\cite{#2}}{\cite[#1]{#2}}}\see[x]{a}", ["a"]),
        (r"\newcommand{\x}[1]{\y{#1}}\newcommand{\y}[1]{\cite{#1}}\x{a}", ["a"]),
        (r"\newrobustcmd{\see}[1]{\cite{#1}}\see{a}", ["a"]),
        (r"\newcommand{\mycite}[1]{\cite{#1}}\mycite{a}", ["a"]),
        (r"\renewcommand{\cite}[1]{[\oldcite{#1}]}\cite{a}", ["a"]),
        # What must not be found:
        (r"\newcommand{\citefig}[1]{Figure~\ref{#1}}\citefig{fig:a}", []),
        (r"\newcommand{\citetodo}[1]{\textcolor{red}{[#1]}}\citetodo{Somebody et al.}", []),
        (r"\newcommand{\mycite}[2]{\cite{#1}, #2}\mycite{a}{page}", ["a"]),
        (r"\newcommand{\see}[1]{\cite{#1}}", []),
        (r"\newcommand{\see}[1]{\ref{#1}}\see{a}\cite{b}", ["b"]),
        ("% \\newcommand{\\see}[1]{\\cite{#1}}\n\\see{a}\\cite{b}", ["b"]),
        (r"\newcommand{\see}[1]{\cite{#1}}\seealso{a}", []),
        (r"\newcommand{\see}[1]{\cite{#1}}\newcommand{\seep}[1]{(\see{#1})}", []),
        (r"\newcommand{\citeall}{\nocite{*}}\citeall", ["*"]),
        (r"\newcommand{\citelist}[1]{\begin{itemize}#1\end{itemize}}\citelist{\item one}\cite{b}", ["b"]),
    ],
)
def test_what_a_macro_cites(text: str, expected: list[str]) -> None:
    assert [each.key for each in citations(text, ".tex")] == expected


def test_a_macro_of_another_text_counts() -> None:
    macros = {"see": CiteMacro("see", ("#1",)), "citefig": CiteMacro("citefig", ())}
    found = citations(r"\see{a}\citefig{b}\cite{c}", ".tex", macros)
    assert [(each.key, each.span) for each in found] == [("a", (5, 6)), ("c", (24, 25))]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("\\cite{#%\n}", ["#"]),
        ("\\cite{a,#1,b#2%\n}", ["#1", "b#2"]),
        ("\\cite{a% #1\n,b}", []),
    ],
)
def test_what_is_unclear_stands_where_it_is_said_to(text: str, keys: list[str]) -> None:
    found = [each for each in citations(text, ".tex") if each.kind == UNCLEAR]
    assert [each.key for each in found] == keys
    assert [text[slice(*each.span)] for each in found] == keys


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # An optional argument may be the key, or a part of it.
        (r"\newcommand{\see}[1][a]{\cite{#1}}\see \see[b]", ["a", "b"]),
        (r"\newcommand{\see}[2][a]{\cite{#1} and \cite{#2}}\see{c}\see[b]{d}", ["a", "c", "b", "d"]),
        (r"\newcommand{\see}[2][a,x]{\cite{#1,#2}}\see{c}", ["a", "x", "c"]),
        (r"\newcommandx{\see}[2][2=b]{\cite{#1,#2}}\see{a}\see{c}[d]", ["b", "a", "c", "d"]),
        (r"\NewDocumentCommand{\see}{O{a} m}{\cite{#1,#2}}\see{c}\see[b]{d}", ["a", "c", "b", "d"]),
        (
            r"\NewDocumentCommand{\see}{s m o}{\IfNoValueTF{#3}{\cite{#2}}{\cite[#3]{#2}}}\see*{a}[p. 3]\see{b}",
            ["a", "b"],
        ),
        (r"\NewDocumentCommand{\see}{>{\SplitList{,}}m +m}{\cite{#2}}\see{x}{a}", ["a"]),
        (r"\newcommand{\in}[2][2019]{\cite{doe#1#2}}\in{a}\in[2020]{b}", ["doe2019a", "doe2020b"]),
        # What an environment takes is cited where it begins.
        (r"\newenvironment{entry}[1]{\par\cite{#1}}{}\begin{entry}{a}x\end{entry}", ["a"]),
        (r"\newenvironment{from}[2][p.1]{\def\s{\cite[#1]{#2}}}{\s}\begin{from}[p. 3]{a}\end{from}", ["a"]),
        (r"\NewDocumentEnvironment{entry}{o m}{\cite{#2}}{}\begin{entry}[x]{a}\end{entry}", ["a"]),
        # A macro stands for a key.
        (r"\newcommand{\this}{doe2019}\cite{\this}", ["doe2019"]),
        (r"\def\this{a,b}\citep[see]{\this, c}", ["a", "b", "c"]),
        (r"\newcommand{\by}{doe}\newcommand{\this}{\by:2019}\cite{\this}", ["doe:2019"]),
        (r"\newcommand{\by}{doe:}\cite{\by 2019}\cite{\by{}2020,x}", ["doe:2019", "doe:2020", "x"]),
        (r"\def\one{a}\let\this\one\cite{\this}", ["a"]),
        (r"\edef\this{a}\cite{x,\this}", ["x", "a"]),
        (r"\newcommand{\this}{a}\providecommand{\this}{b}\cite{\this}", ["a"]),
        (r"\newcommand{\see}[1]{\cite{#1}}\newcommand{\this}{a}\see{\this}", ["a"]),
        # What is known only at run time is not guessed:
        (r"\newcommand{\this}{a}\renewcommand{\this}{b}\cite{\this}", [r"\this"]),
        (r"\newcommand{\set}[1]{\def\this{#1}}\set{a}\cite{\this}", [r"\this"]),
        (r"\foreach \k in {a,b}{\cite{\k}}", [r"\k"]),
        (r"\def\k{a}\foreach \k in {a,b}{\cite{\k}}", [r"\k"]),
        (r"\newcommand{\this}{\emph{a}}\cite{\this}", [r"\this"]),
        (r"\newcommand{\this}{see a}\cite{\this}", [r"\this"]),
        (r"\newcommand{\this}{}\cite{\this}", [r"\this"]),
        (r"\cite{\in{a},b}", [r"\in{a}", "b"]),
        (r"\NewDocumentCommand{\see}{d<> m}{\cite{#2}}\see<x>{a}", [r"\see"]),
    ],
)
def test_what_macros_take_and_stand_for(text: str, expected: list[str]) -> None:
    assert [each.key for each in citations(text, ".tex")] == expected


SURE, UNSURE = CITED, PERHAPS


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (r"\newcommand{\hide}[1]{}\hide{see \cite{a}}", UNSURE),
        (r"\long\def\hide#1{}\hide{\cite{a}}", UNSURE),
        (r"\let\hide\@gobble\hide{\cite{a}}", UNSURE),
        (r"\newcommand{\old}[2]{#2}\old{\cite{a}}{b}", UNSURE),
        (r"\newcommand{\note}[1]{\ifdraft#1\fi}\note{\cite{a}}", UNSURE),
        ("\\lstnewenvironment{code}{}{}\\begin{code}\n\\cite{a}\n\\end{code}", UNSURE),
        ("\\DefineVerbatimEnvironment{code}{Verbatim}{x=y}\\begin{code}\n\\cite{a}\n\\end{code}", UNSURE),
        ("\\newminted{latex}{x}\\begin{latexcode}\n\\cite{a}\n\\end{latexcode}", UNSURE),
        ("\\newtcblisting[x]{code}{y}\\begin{code}\n\\cite{a}\n\\end{code}", UNSURE),
        ("\\excludecomment{answer}\\begin{answer}\n\\cite{a}\n\\end{answer}", UNSURE),
        (r"\MakeShortVerb{\|}|\cite{a}|", UNSURE),
        (r"\lstMakeShortInline[x=y]!!\cite{a}!", UNSURE),
        (r"\iftrue x\else\cite{a}\fi", UNSURE),
        (r"\iftrue\iffalse x\else y\fi\else\cite{a}\fi", UNSURE),
        (r"\ifnum1>2 \cite{a}\fi", UNSURE),
        (r"\if01\cite{a}\fi", UNSURE),
        (r"\ifx\x\undefined\cite{a}\else x\fi", UNSURE),
        (r"\ifdefined\x\cite{a}\fi", UNSURE),
        (r"\ifdraft x\else\cite{a}\fi", UNSURE),
        (r"\iftoggle{long}{x}{\cite{a}}", UNSURE),
        (r"\ifthenelse{\boolean{long}}{\cite{a}}{x}", UNSURE),
        (r"\IfFileExists{x.tex}{\input{x}}{\cite{a}}", UNSURE),
        (r"\ifdefstring{\x}{y}{\cite{a}}{}", UNSURE),
        # What is surely cited stays so:
        (r"\newcommand{\old}[2]{#2}\old{x}{\cite{a}}", SURE),
        (r"\newcommand{\note}[1]{\textcolor{red}{#1}}\note{\cite{a}}", SURE),
        (r"\newcommand{\note}[1]{\ifdraft[#1]\else#1\fi}\note{\cite{a}}", SURE),
        (r"\newcommand{\hide}[1]{}\hidefrom{\cite{a}}", SURE),
        ("\\lstnewenvironment{code}{}{}\\begin{code}\nx\n\\end{code}\\cite{a}", SURE),
        ("\\includecomment{answer}\\begin{answer}\n\\cite{a}\n\\end{answer}", SURE),
        (r"\MakeShortVerb{\|}|x|\cite{a}|y|", SURE),
        (r"{|c|}\cite{a}{|c|}", SURE),
        (r"\iftrue\cite{a}\else x\fi", SURE),
        (r"\ifnum2>1 \cite{a}\fi", SURE),
        (r"\if11\cite{a}\fi", SURE),
        (r"\newif\iflong\longtrue\iflong x\fi\cite{a}", SURE),
        (r"\ifx\x\y x\fi\cite{a}\ifx\x\y\else z\fi", SURE),
        (r"\iftoggle{long}{x}{y}\cite{a}", SURE),
    ],
)
def test_what_a_run_may_leave_out_is_not_surely_cited(text: str, kind: str) -> None:
    assert [(each.key, each.kind) for each in citations(text, ".tex") if each.key == "a"] == [("a", kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\lstinline{\cite{a}}", []),
        (r"\lstinline[x]!\cite{a}!\mintinline{tex}{\cite{a}}\Verb{\cite{a}}", []),
        (r"\texttt{\string\cite{a}}\detokenize{\cite{a}}", []),
        (r"\SetCiteCommand{\parencite}\cite{b}", ["b"]),
        (r"\volcites{1}{a}{2}[3]{b}\volcite{3}{c}", ["a", "b", "c"]),
        (r"\pvolcites(x)[y]{1}[z]{a}[y]{2}{b}{c}", ["a", "b"]),
    ],
)
def test_what_commands_of_packages_cite(text: str, expected: list[str]) -> None:
    assert [each.key for each in citations(text, ".tex")] == expected
