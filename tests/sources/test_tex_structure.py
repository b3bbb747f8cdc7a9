from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scanned import texts_of

from bibtools.sources.scanner import has_structure, structure
from bibtools.sources.structure import NONE, Base, EmbeddedLibrary, Inclusion, LibraryName, Structure
from bibtools.sources.tex_structure import macros

TEX = (".tex", "")


def read(text: str, jobname: str = "", given: dict[str, str] | None = None) -> Structure:
    found = structure(text, ".tex", jobname, given)
    assert given or found == NONE or has_structure(text.encode(), ".tex")  # else nobody would look
    return found


def names(text: str) -> list[str]:
    """Return the names of what a text reads, each with the first ending that is tried."""
    return [each.name + each.endings[0] for each in read(text).inclusions]


@pytest.mark.parametrize(
    ("text", "is_root"),
    [
        (r"\documentclass{article}", True),
        (r"\documentclass[11pt]{article}", True),
        ("\\documentclass\n  [a4paper]\n  {article}", True),
        (r"\documentstyle[11pt]{article}", True),
        (r"\begin{document}", True),
        ("\\begin {document}", True),
        (r"\starttext Hello \stoptext", True),
        ("Plain.\n\\bye\n", True),
        (r"\documentclass{standalone}", True),
        (r"\usepackage{docmute}\documentclass{article}", True),
        (r"% \documentclass{article}", False),
        (r"\\documentclass{article}", False),
        (r"\verb|\documentclass{article}|", False),
        ("\\begin{verbatim}\n\\documentclass{article}\n\\end{verbatim}", False),
        (r"\iffalse\documentclass{article}\fi", False),
        ("\\begin{filecontents}{x.tex}\n\\documentclass{article}\n\\end{filecontents}", False),
        (r"\LoadClass{article}", False),
        (r"\documentclasses{article}", False),
        (r"\begin{documents}", False),
        (r"\chapter{Words}", False),
        ("", False),
    ],
)
def test_what_makes_a_root(text: str, is_root: bool) -> None:
    assert read(text).is_root == is_root


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("% !TeX root = ../main.tex\nWords.", "../main.tex"),
        ("%!TEX root=../main.tex", "../main.tex"),
        ("%  !tex ROOT  =  ../main.tex  \r\n", "../main.tex"),
        ("%% !TeX root = main", "main.tex"),
        ('% !TeX root = "my main.tex"', "my main.tex"),
        ("% !TeX program = xelatex\n% !TeX root = ./thesis.v2.tex\n", "./thesis.v2.tex"),
        ('% -*- mode: latex; TeX-master: "main" -*-', "main.tex"),
        ('Words.\n%%% Local Variables:\n%%% TeX-master: "../main"\n%%% End:', "../main.tex"),
        ('\\end{document}\n%%% TeX-master: "main"', "main.tex"),
        (r"\documentclass[../main]{subfiles}", "../main.tex"),
        (r"\documentclass[../main.tex]{subfiles}", "../main.tex"),
        ("\\documentclass[ ../main ] { subfiles }", "../main.tex"),
        ("\\newcommand{\\main}{..}\\documentclass[\\main/thesis]{subfiles}", "../thesis.tex"),
        ("%%% TeX-master: t", ""),
        ("%%% TeX-master: nil", ""),
        ("!TeX root = ../main.tex", ""),
        ("Words !TeX root = ../main.tex % here", ""),
        ("% !TeX program = xelatex", ""),
        ("% !TeX root =", ""),
        ("\\begin{verbatim}\n% !TeX root = main.tex\n\\end{verbatim}", ""),
        (r"\documentclass[a4paper]{article}", ""),
        (r"\documentclass[\unknown]{subfiles}", ""),
        (r"\documentclass{subfiles}", ""),
    ],
)
def test_the_root_that_a_text_names(text: str, root: str) -> None:
    assert read(text).root == root


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\input{intro}", [Inclusion("intro", TEX)]),
        (r"\input{intro.tex}", [Inclusion("intro.tex")]),
        (r"\input{figs/x.pdf_tex}", [Inclusion("figs/x.pdf_tex", TEX)]),
        (r"\input{ch.1/intro.v2}", [Inclusion("ch.1/intro.v2", TEX)]),
        ("\\input intro\n\\input chapters/two.tex ", [Inclusion("intro", TEX), Inclusion("chapters/two.tex")]),
        (r'\input{"a b"}', [Inclusion("a b", TEX)]),
        (r'\input "a b.tex"', [Inclusion("a b.tex")]),
        (r"\input{my chapter}", [Inclusion("my chapter", TEX)]),
        ("\\input{%\n  intro%\n}", [Inclusion("intro", TEX)]),
        (r"\include{intro}", [Inclusion("intro", (".tex",))]),
        (r"\include{intro.tex}", [Inclusion("intro.tex")]),
        (r"\@input{intro}", [Inclusion("intro", TEX)]),
        (r"\InputIfFileExists{intro}{}{\input{other}}", [Inclusion("intro", TEX), Inclusion("other", TEX)]),
        (r"\IfFileExists{x}{\input{x}}{}", [Inclusion("x", TEX)]),
        (r"\subfile{a/b}", [Inclusion("a/b", TEX, becomes_base=True)]),
        (r"\subfileinclude{a/b}", [Inclusion("a/b", TEX, becomes_base=True)]),
        (r"\import{a/}{b}", [Inclusion("a/b", TEX, becomes_base=True)]),
        (r"\import{a}{b.tex}", [Inclusion("a/b.tex", becomes_base=True)]),
        (r"\import*{a/}{b}", [Inclusion("a/b", TEX, becomes_base=True)]),
        (r"\import{}{b}", [Inclusion("b", TEX, becomes_base=True)]),
        (r"\subimport{a/}{b}", [Inclusion("a/b", TEX, "own", becomes_base=True)]),
        (r"\inputfrom{a/}{b}", [Inclusion("a/b", TEX, becomes_base=True)]),
        (r"\subincludefrom{a/}{b}", [Inclusion("a/b", TEX, "own", becomes_base=True)]),
        (r"\includestandalone[width=2cm]{figs/a}", [Inclusion("figs/a", (".tex",))]),
        (r"\markdownInput{a.md}", [Inclusion("a.md")]),
        (r"\loadglsentries[acronym]{glossary}", [Inclusion("glossary", TEX)]),
        (r"\usepackage[x=y]{a, b/c}", [Inclusion("a", (".sty",)), Inclusion("b/c", (".sty",))]),
        (r"\RequirePackage{a}[2020/01/01]", [Inclusion("a", (".sty",))]),
        (r"\documentclass[a4paper,12pt]{cls/thesis}", [Inclusion("cls/thesis", (".cls",))]),
        (r"\LoadClass{a}", [Inclusion("a", (".cls",))]),
        (r"\input{\subfix{../a}}", [Inclusion("../a", TEX, "own")]),
        (r"\input{\jobname.toc2}", [Inclusion(r"\jobname.toc2", TEX)]),
        (r"\begin{figure}\input{figs/a.tikz}\end{figure}", [Inclusion("figs/a.tikz", TEX)]),
        (r"\input{a}\input{a}", [Inclusion("a", TEX)]),
        (r"50\% \\\input{a}", [Inclusion("a", TEX)]),
        (r"% \input{a}", []),
        (r"\\input{a}", []),
        (r"\verb|\input{a}|", []),
        ("\\begin{lstlisting}\n\\input{a}\n\\end{lstlisting}", []),
        (r"\iffalse\input{a}\fi", []),
        ("\\end{document}\n\\input{a}", []),
        (r"\includeonly{a,b}", []),
        (r"\includegraphics{a}", []),
        (r"\includepdf{a}", []),
        (r"\lstinputlisting{a.py}", []),
        (r"\verbatiminput{a}", []),
        (r"\input{}", []),
        (r"\input", []),
        (r"\input{|date}", []),
        (r'\input{|"date"}', []),
        (r"\let\oldinput\input words", []),
        (r"\renewcommand{\input}[1]{\oldinput{#1}}", []),
        (r"\def\input#1{\x{#1}}", []),
        (r"\string\input{a}", []),
        (r"\inputencoding{utf8}", []),
        (r"\import{a}", []),
        (r"\inputx{a}", []),
    ],
)
def test_what_a_text_reads(text: str, expected: list[Inclusion]) -> None:
    found = read(text)
    assert (list(found.inclusions), found.is_open) == (expected, False)


@pytest.mark.parametrize(
    ("text", "expected", "is_open"),
    [
        (r"\newcommand{\dir}{chapters}\input{\dir/a}", ["chapters/a.tex"], False),
        (r"\newcommand*\dir{chapters/}\input{\dir a}", ["chapters/a.tex"], False),
        (r"\def\dir{chapters/}\input \dir/a ", ["chapters//a.tex"], False),
        (r"\edef\up{..}\edef\dir{\up/x}\input{\dir/a}", ["../x/a.tex"], False),
        (r"\newcommand{\dir}{a}\renewcommand{\dir}{b}\input{\dir/c}", ["b/c.tex"], False),
        (r"\newcommand{\dir}{a}\providecommand{\dir}{b}\input{\dir/c}", ["a/c.tex"], False),
        (r"\newcommand{\dir}{a\xspace}\input{\dir/c}", ["a/c.tex"], False),
        (r"\input{\detokenize{a_b}}", ["a_b.tex"], False),
        (r"\newcommand{\chap}[1]{\input{chapters/#1}}\chap{a}\chap {b}", ["chapters/a.tex", "chapters/b.tex"], False),
        (r"\newcommand{\fig}[2][1]{\scalebox{#1}{\input{#2}}}\fig{a}\fig[2]{b}", ["a.tex", "b.tex"], False),
        (r"\def\fig#1#2{\scalebox{#1}{\input{figs/#2}}}\fig{1}{a}", ["figs/a.tex"], False),
        (r"\NewDocumentCommand{\fig}{O{1} m}{\scalebox{#1}{\input{#2}}}\fig[2]{a}", ["a.tex"], False),
        (r"\newcommand{\a}[1]{\input{#1}}\newcommand{\b}[1]{\a{x/#1}}\b{y}", ["x/y.tex"], False),
        (r"\newcommand{\chap}[1]{\input{chapters/#1}}", [], False),  # where it is used
        (r"\input{\dir/a}", [], True),
        (r"\newcommand{\dir}{a}\renewcommand{\dir}{\ifx\x\y a\else b\fi}\input{\dir/c}", [], True),
        (r"\newenvironment{part}[1]{\input{#1}}{}", [], True),
        (r"\def\a{\b}\def\b{\a}\input{\a}", [], True),
        (r"\newcommand{\chap}[1]{\chap{#1}\input{#1}}\chap{a}", ["a.tex"], True),  # has no end
        (r"\usepackage{\dir/a}", [], False),
        (r"% \def\dir{a}" + "\n" + r"\input{\dir/c}", [], True),
    ],
)
def test_macros_in_what_a_text_reads(text: str, expected: list[str], is_open: bool) -> None:
    assert (names(text), read(text).is_open) == (expected, is_open)


def test_macros_of_other_texts_and_the_name_of_the_job() -> None:
    preamble = "\\newcommand{\\dir}{parts}\n\\newcommand{\\chap}[1]{\\input{\\dir/#1}}\n% \\newcommand{\\no}{x}"
    given = macros(preamble)
    assert given == {"dir": "parts", "chap": r"\input{\dir/#1}"}
    assert [each.name for each in read(r"\chap{a}\input{\dir/b}", given=given).inclusions] == ["parts/a", "parts/b"]
    assert [each.name for each in read(r"\input{\jobname-x}", "thesis").inclusions] == ["thesis-x"]
    assert read(r"\bibliography{\jobname}", "thesis").libraries == (LibraryName("thesis.bib"),)
    assert read(r"\chap{a}") == NONE


def library(
    name: str, base: Base = "root", *, scope: str = "", is_open: bool = False, is_global: bool = False
) -> LibraryName:
    return LibraryName(name, base, scope, is_open=is_open, is_global=is_global)


SUBFIX = r"\addbibresource{\subfix{../refs.bib}}"
SECTION = r"\begin{refsection}[a.bib]words\end{refsection}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\bibliography{refs}", [library("refs.bib")]),
        (r"\bibliography{refs.bib}", [library("refs.bib")]),
        (r"\bibliography{refs.BIB}", [library("refs.BIB")]),
        (r"\bibliography{refs.v2.1}", [library("refs.v2.1.bib")]),
        ("\\bibliography{%\n  refs, % the first\n  more/refs\n}", [library("refs.bib"), library("more/refs.bib")]),
        (r'\bibliography{"my refs"}', [library("my refs.bib")]),
        (r"\bibliography{my refs}", [library("my refs.bib")]),
        (r"\bibliography{\jobname}", [library(r"\jobname.bib")]),
        (r"\bibliography {a,,b,}", [library("a.bib"), library("b.bib")]),
        (r"\nobibliography{refs}", [library("refs.bib")]),
        (r"\bibdata{a,b}", [library("a.bib"), library("b.bib")]),
        (r"\addbibresource{refs.bib}", [library("refs.bib")]),
        (r"\addbibresource[location=local]{refs.bib}", [library("refs.bib")]),
        (r"\addbibresource[label=x, datatype=bibtex]{refs.bib}", [library("refs.bib")]),
        (r"\addbibresource[glob=true]{bib/x.bib}", [LibraryName("bib/x.bib", is_glob=True)]),
        (r"\addbibresource[glob]{bib/x.bib}", [LibraryName("bib/x.bib", is_glob=True)]),
        (r"\addbibresource{bib/*.bib}", [LibraryName("bib/*.bib", is_glob=True)]),
        (r"\addbibresource{refs-{a,b}.bib}", [LibraryName("refs-{a,b}.bib", is_glob=True)]),
        (r"\addglobalbib{refs.bib}\addsectionbib{x.bib}", [library("refs.bib", is_global=True), library("x.bib")]),
        (SUBFIX, [library("../refs.bib", "own")]),
        (r"\bibliography{\subfix{../refs}}", [library("../refs.bib", "own")]),
        (r"\def\bibs{a,b}\bibliography{\bibs,c}", [library("a.bib"), library("b.bib"), library("c.bib")]),
        (r"\newcommand{\dir}{../bib}\addbibresource{\dir/refs.bib}", [library("../bib/refs.bib")]),
        (r"\bibliography{\dir/refs}", [LibraryName("refs.bib", is_open=True, written=r"\dir/refs")]),
        (r"\bibliography{\dir/sub/refs}", [LibraryName("sub/refs.bib", is_open=True, written=r"\dir/sub/refs")]),
        (r"\bibliography{\refs}", [LibraryName("", is_open=True, written=r"\refs")]),
        (r"\newcommand{\bib}[1]{\bibliography{lib/#1}}\bib{refs}", [library("lib/refs.bib")]),
        (r"\newcites{sup,app}{A,B}\bibliographysup{refs}", [library("refs.bib", scope="sup")]),
        (r"\bibliographyapp{a,b}", [library("a.bib", scope="app"), library("b.bib", scope="app")]),
        (r"\begin{bibunit}[plain]\putbib[refs]\end{bibunit}", [library("refs.bib", scope="0-48")]),
        (r"\putbib[refs]", [library("refs.bib")]),
        (r"\defaultbibliography{refs}", [library("refs.bib")]),
        (SECTION, [library("a.bib", scope=f"0-{len(SECTION)}")]),
        (r"\newrefsection[a]x\newrefsection[b]", [library("a.bib", scope="0-18"), library("b.bib", scope="18-35")]),
        (r"\begin{btSect}[plain]{refs}\btPrintCited\end{btSect}", [library("refs.bib")]),
        (r"\newbibliography{sup}\bibliography{sup}{plain}{refs}", [library("refs.bib", scope="sup")]),
        (r"\ppgccbibliography{refs}", [library("refs.bib")]),
        (r"\insertbibliography{a,b}", [library("a.bib"), library("b.bib")]),
        (r"\addbibfile{refs.bib}", [library("refs.bib")]),
        (r"\bibliographyfile{refs.bib}", [library("refs.bib")]),
        (r"\setBib[x]{refs.bib}", [library("refs.bib")]),
        (r"\thesisbib{a.bib,b.bib}", [library("a.bib"), library("b.bib")]),
        (r"\bibliographystyle{plain}", []),
        (r"\bibliographystylesup{plain}", []),
        (r"\bibliographypunct{[}{]}{,}{a}{}{;}", []),
        (r"\bibliographyunit[\chapter]", []),
        (r"\bibliographyname{Literature}", []),
        (r"\printbibliography", []),
        (r"\printbibliography[title={refs}]", []),
        (r"\printbibliography{refs}", []),
        (r"\nobibliography*", []),
        (r"\renewcommand{\bibname}{References}", []),
        (r"\renewcommand\bibsection{\section*{References}}", []),
        (r"\begin{thebibliography}{99}\end{thebibliography}", []),
        (r"\bibinput{refs.bib}", []),
        (r"\externalbibliography{yes}", []),  # of MDPI's class
        (r"\bibitem{refs.bib}", []),
        (r"\bibfont{small}", []),
        (r"\defbibheading{refs}", []),
        (r"\BibTeX{}", []),
        (r"\sectionbibliography{References}", []),
        (r"\mybibliography{My References of 2020}", []),
        (r"\newcommand{\addbibfile}{refs.bib}", []),
        (r"\addbibresource[location=remote]{http://example.org/refs.bib}", []),
        (r"\addbibresource{http://example.org/refs.bib}", []),
        (r"\addbibresource[datatype=ris]{refs.ris}", []),
        (r"% \bibliography{old}", []),
        (r"\verb|\bibliography{refs}|", []),
        (r"\iffalse\bibliography{old}\fi", []),
        ("\\end{document}\n\\bibliography{old}", []),
        (r"\newcommand{\refs}[1]{\bibliography{#1}}", []),
        (r"\bibliography{}", []),
        (r"\immediate\write\@auxout{\string\bibdata{x}}", []),
        (r"\bibliography[[local]{refs}", []),
    ],
)
def test_the_libraries_that_a_text_names(text: str, expected: list[LibraryName]) -> None:
    assert list(read(text).libraries) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\\begin{filecontents}{refs.bib}\n@a{b}\n\\end{filecontents}", [EmbeddedLibrary("refs.bib", "@a{b}\n")]),
        (
            "\\begin{filecontents*}[overwrite,noheader]{\\jobname.bib}\r\n@a{b}\r\n\\end{filecontents*}",
            [EmbeddedLibrary(r"\jobname.bib", "@a{b}\r\n")],
        ),
        ("\\begin{filecontentsdef}{a.bib}{\\x}\n@a{b}\n\\end{filecontentsdef}", [EmbeddedLibrary("a.bib", "@a{b}\n")]),
        ("\\begin{filecontents}{a.BIB}\n@a{b}", [EmbeddedLibrary("a.BIB", "@a{b}")]),
        ("\\begin{filecontents}{refs.tex}\n@a{b}\n\\end{filecontents}", []),
        ("% \\begin{filecontents}{refs.bib}\n@a{b}\n% \\end{filecontents}", []),
        ("\\begin{verbatim}\n\\begin{filecontents}{a.bib}\n@a{b}\n\\end{filecontents}\n\\end{verbatim}", []),
        ("\\end{document}\n\\begin{filecontents}{a.bib}\n@a{b}\n\\end{filecontents}", []),
        ("\\begin{filecontents}\n@a{b}\n\\end{filecontents}", []),
    ],
)
def test_the_libraries_that_a_text_writes(text: str, expected: list[EmbeddedLibrary]) -> None:
    assert list(read(text).embedded) == expected


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (r"\bibitem{a}", ["a"]),
        (r"\bibitem[{A [x] (2000)}]{a:b}", ["a:b"]),
        ("\\bibitem [{\\citenamefont {A}(2000)}]{a}\n  \\BibitemOpen", ["a"]),
        ("\\bibitem[\\protect\\citeauthoryear{A}{B}{2000}]%\n  {a}", ["a"]),
        (r"\harvarditem[A]{A and B}{2000}{a}", ["a"]),
        (r"\bib{a}{article}{title={X}}", ["a"]),
        (r"\bib*{a}{book}{title={X}}", ["a"]),
        (r"\bibitem{a}\bibitem{a}\bibitem{b}", ["a", "b"]),
        (r"% \bibitem{a}", []),
        (r"\bibitem", []),
        (r"\bibitem{}", []),
        (r"\newcommand{\ref}[1]{\bibitem{#1}}", []),
        (r"\bib{a}{b}", []),
        (r"\bibitemx{a}", []),
        (r"\cite{a}", []),
    ],
)
def test_the_keys_that_a_text_defines(text: str, keys: list[str]) -> None:
    assert list(read(text).defined) == keys


@pytest.mark.parametrize(
    ("text", "folders"),
    [
        (r"\def\input@path{{sections/}{../common/}}", ["sections/", "../common/"]),
        ("\\makeatletter\n\\def\\input@path{\n  {a/}\n  {b/}\n}", ["a/", "b/"]),
        (r"\newcommand*{\input@path}{{a/}}", ["a/"]),
        (r"\g@addto@macro\input@path{{a/}}", ["a/"]),
        (r"\graphicspath{{figs/}}", []),
        (r"% \def\input@path{{a/}}", []),
        (r"\def\input@path{}", []),
    ],
)
def test_the_folders_that_are_searched(text: str, folders: list[str]) -> None:
    assert list(read(text).folders) == folders


PIECES = st.sampled_from(
    [
        *(
            r"\input{",
            r"\input ",
            r"\include{a}",
            r"\subimport{a/}{b}",
            r"\usepackage{",
            r"\documentclass{x}",
            "\\bye ",
        ),
        *(
            r"\newcommand{\x}",
            r"\def\y",
            r"{\y}",
            "[1]",
            "{#1}",
            r"\x{a}",
            r"\y",
            r"\jobname",
            r"\let\a\b",
            r"\subfix{",
        ),
        *(
            r"\bibliography{refs}",
            r"\addbibresource[glob]{",
            r"\putbib[a]",
            r"\begin{bibunit}",
            r"\end{bibunit}",
            "a.bib",
        ),
        *(r"\begin{refsection}[a]", r"\end{refsection}", r"\newrefsection[b]", r"\bibitem[x]{", r"\mybibliography{"),
        *("\\begin{filecontents}{a.bib}\n", r"\end{filecontents}", r"\begin{verbatim}", r"\end{verbatim}", r"\verb|"),
        *(r"\iffalse", r"\fi", r"\end{document}", r"\def\input@path{{a/}}", "% !TeX root = a\n", *'%\\{}[]|,#@ \n\r"'),
    ]
)


@given(texts_of(PIECES), st.sampled_from(["", "job"]))
def test_any_text_is_read(text: str, jobname: str) -> None:
    found = read(text, jobname)
    for each in found.libraries:
        if span := re.fullmatch(r"([0-9]+)-([0-9]+)", each.scope):
            assert 0 <= int(span[1]) <= int(span[2]) <= len(text)
            assert text[int(span[1])] == "\\"
    assert macros(text) == macros(text)


LINES = st.lists(texts_of(PIECES).map(lambda text: re.sub(r"[\r\n]|!", "", text)), max_size=6)


@given(LINES)
def test_a_commented_line_says_nothing(lines: list[str]) -> None:
    assert read("\n".join(f"% {line}" for line in lines)) == NONE


@given(LINES, st.integers(0, 6))
def test_what_stands_after_the_end_says_nothing(lines: list[str], at: int) -> None:
    before = "\\input{a}\n\\bibliography{b}\n\\end{document}\n"
    assert read(before + "\n".join(lines[:at])) == read(before)
