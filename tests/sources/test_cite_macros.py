r"""Macros that cite: what is cited where they are used, and what only sounds like a citation."""

from __future__ import annotations

import pytest

from bibtools.sources.citation import UNCLEAR
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
