r"""Documents that cite in the ways of public packages and classes: files, of which `p.tex` is compiled."""

from __future__ import annotations

# ruff: noqa: E501 - a text is one line
BOOKS = (
    "@book{knuth84, title={TeX}, author={Knuth, D.}, year=1984, publisher={A}}\n"
    "@book{lamport94, title={LaTeX}, author={Lamport, L.}, year=1994, publisher={B}}\n"
    "@article{Foo2020, title={Foo}, author={Foo, A.}, year=2020, journal={J}}\n"
    "@misc{spare, title={Spare}, author={Bar, B.}, year=2021, note={x}}\n"
)
PARENTS = (
    "@inproceedings{child, title={C}, author={Child, C.}, crossref={proc}}\n"
    "@inproceedings{other, title={D}, author={Other, O.}, crossref={proc}}\n"
    "@proceedings{proc, title={Proc}, booktitle={Proc}, editor={Ed, E.}, year=2001, publisher={P}}\n"
    "@proceedings{lost, title={Lost}, booktitle={Lost}, editor={Ed, E.}, year=2001, publisher={P}}\n"
)
RELATIONS = (
    "@online{a, title={A}, author={N, A}, date={2020}, url={u}, xdata={x,y}, related={r}, ids={a-old, a-older}}\n"
    "@xdata{x, note={X}, xdata={z}}\n@xdata{y, addendum={Y}}\n@xdata{z, pubstate={Z}}\n@xdata{w, note={W}}\n"
    "@online{r, title={R}, author={N, R}, date={2020}, url={u}}\n"
    "@online{b, title={B}, author={xdata=many-names}, date={2021}, url={u}, xref={c}}\n@xdata{many-names, author={Some One and An Other}}\n"
    "@online{c, title={C}, author={N, C}, date={2020}, url={u}}\n"
    "@set{s, entryset={d,e}}\n@online{d, title={D}, author={N, D}, date={2020}, url={u}}\n@online{e, title={E}, author={N, E}, date={2020}, url={u}}\n"
    "@online{f, title={F}, author={N, F}, date={2020}, url={u}, ids={f-old}}\n"
)


def article(body: str, head: str = "", *, style: str = "plain", bib: str = "refs", kind: str = "article") -> str:
    end = f"\\bibliographystyle{{{style}}}\\bibliography{{{bib}}}" if style else f"\\bibliography{{{bib}}}"
    return f"\\documentclass{{{kind}}}\n{head}\n\\begin{{document}}\n{body}\n{end}\n\\end{{document}}\n"


def biblatex(body: str, head: str = "", options: str = "", bib: str = "refs.bib") -> str:
    return f"\\documentclass{{article}}\n\\usepackage[{options}]{{biblatex}}\n\\addbibresource{{{bib}}}\n{head}\n\\begin{{document}}\n{body}\n\\printbibliography\n\\end{{document}}\n"


NATBIB = r"\usepackage{natbib}"
DOCUMENTS: dict[str, dict[str, str]] = {
    "natbib": {"p.tex": article(r"\citep[see][p.~2]{knuth84,gone}\citet*{lamport94}\citeauthor{Foo2020}\citeyearpar{missing}\citealp{knuth84}\Citet{knuth84}", NATBIB, style="plainnat"), "refs.bib": BOOKS},
    "natbib, in lists over lines": {"p.tex": article("\\citep{knuth84,%\n  gone, lamport94}\\citetext{see \\citealp{Foo2020}; also \\citealt{missing}}", NATBIB, style="plainnat"), "refs.bib": BOOKS},
    "case of keys": {"p.tex": article(r"\cite{KNUTH84}\cite{foo2020}\cite{Gone}"), "refs.bib": BOOKS},
    "nocite of some": {"p.tex": article(r"\nocite{knuth84,gone}\cite{lamport94}"), "refs.bib": BOOKS},
    "nocite of all": {"p.tex": article(r"\nocite{*}\cite{gone}"), "refs.bib": BOOKS},
    "cite of all": {"p.tex": article(r"\cite{knuth84}\nocite{*}\nocite{missing}"), "refs.bib": BOOKS},
    "biblatex": {"p.tex": biblatex(r"\autocite{knuth84}\textcite[12]{gone}\parencites(see)(){lamport94}[3]{missing}\footcite{Foo2020}\fullcite{knuth84}"), "refs.bib": BOOKS},
    "biblatex, nocite of all": {"p.tex": biblatex(r"\cite{knuth84}\nocite{*}"), "refs.bib": BOOKS},
    "biblatex, another case": {"p.tex": biblatex(r"\cite{KNUTH84,lamport94}"), "refs.bib": BOOKS},
    "aliases, xdata, sets": {"p.tex": biblatex(r"\cite{a-old,b,s,f,gone}"), "refs.bib": RELATIONS},
    "aliases that nobody cites": {"p.tex": biblatex(r"\cite{b}\cite{f-old}\cite{a-oldest}"), "refs.bib": RELATIONS},
    "sections of references": {"p.tex": biblatex(r"\cite{lamport94}\begin{refsection}[more.bib]\cite{m,knuth84}\printbibliography\end{refsection}"), "refs.bib": BOOKS, "more.bib": "@book{m, title={M}, author={M, M}, year={2000}, publisher={P}}\n@book{n, title={N}, author={M, M}, year={2000}, publisher={P}}\n"},
    "sections and global libraries": {"p.tex": biblatex(r"\begin{refsection}[more.bib]\cite{m,knuth84,child}\printbibliography\end{refsection}\cite{lamport94}", r"\addglobalbib{parents.bib}"), "refs.bib": BOOKS, "parents.bib": PARENTS, "more.bib": "@book{m, title={M}, author={M, M}, year={2000}, publisher={P}}\n"},
    "sections that read a part": {"p.tex": biblatex(r"\cite{lamport94}\begin{refsection}[more.bib]\input{part}\printbibliography\end{refsection}"), "part.tex": r"\cite{m}", "refs.bib": BOOKS, "more.bib": "@book{m, title={M}, author={M, M}, year={2000}, publisher={P}}\n"},
    "sections of the same library": {"p.tex": biblatex(r"\begin{refsection}\cite{knuth84}\printbibliography\end{refsection}\begin{refsection}\cite{gone,lamport94}\printbibliography\end{refsection}"), "refs.bib": BOOKS},
    "dynamic sets": {"p.tex": biblatex(r"\defbibentryset{pair}{knuth84,lamport94}\cite{pair,gone}"), "refs.bib": BOOKS},
    "sets of mcite": {"p.tex": biblatex(r"\mcite{both,*knuth84,*lamport94}\mcite{gone}", options="mcite"), "refs.bib": BOOKS},
    "crossref, twice": {"p.tex": article(r"\cite{child,other}"), "refs.bib": PARENTS},
    "crossref, once": {"p.tex": article(r"\cite{child}"), "refs.bib": PARENTS},
    "crossref, by biber": {"p.tex": biblatex(r"\cite{child,gone}"), "refs.bib": PARENTS},
    "two libraries": {"p.tex": article(r"\cite{knuth84,child,gone}", bib="refs,more"), "refs.bib": BOOKS, "more.bib": PARENTS},
    "abbreviations first": {"p.tex": article(r"\cite{k,gone}", bib="abbrv,refs"), "abbrv.bib": '@string{tp = "Press"}\n', "refs.bib": "@book{k, title={K}, author={K, K}, year=2000, publisher=tp}\n"},
    "multibib": {"p.tex": article(r"\cite{knuth84,gone}\citesup{m,missing}\bibliographystylesup{plain}\bibliographysup{more}", r"\usepackage{multibib}\newcites{sup}{More}"), "refs.bib": BOOKS, "more.bib": "@book{m, title={M}, author={M, M}, year={2000}, publisher={P}}\n@book{n, title={N}, author={M, M}, year={2000}, publisher={P}}\n"},
    "chapterbib": {"p.tex": "\\documentclass{book}\\usepackage{chapterbib}\\begin{document}\\include{one}\\include{two}\\end{document}\n", "one.tex": "\\chapter{A}\\cite{knuth84,gone}\\bibliographystyle{plain}\\bibliography{refs}\n", "two.tex": "\\chapter{B}\\cite{lamport94,missing}\\bibliographystyle{plain}\\bibliography{refs}\n", "refs.bib": BOOKS},
    "parts": {"p.tex": article("\\include{part/one}\\input{part/two.tex}", kind="book"), "part/one.tex": r"\cite{knuth84,gone}", "part/two.tex": "\\input{part/three}", "part/three.tex": r"\cite{lamport94}", "part/left.tex": r"\cite{spare,nowhere}", "refs.bib": BOOKS},
    "import": {"p.tex": article(r"\import{part/}{one}", r"\usepackage{import}"), "import.sty": "\\newcommand{\\import}[2]{\\input{#1#2}}\n", "part/one.tex": r"\cite{knuth84,gone}", "refs.bib": BOOKS},
    "subfiles": {"p.tex": article(r"\subfile{part/one}", r"\usepackage{subfiles}"), "subfiles.sty": "\\newcommand{\\subfile}[1]{{\\renewcommand{\\documentclass}[2][]{}\\renewenvironment{document}{}{}\\input{#1}}}\n", "part/one.tex": "\\documentclass[../p]{subfiles}\n\\begin{document}\n\\cite{knuth84,gone}\n\\end{document}\n", "refs.bib": BOOKS},
    "thebibliography": {"p.tex": "\\documentclass{article}\\begin{document}\\cite{a,b,c}\\cite[p.~2]{d}\\begin{thebibliography}{9}\\bibitem{a} A\\bibitem[B (2)]{b} B\n\\bibitem%\n{d} D\\end{thebibliography}\\end{document}\n"},
    "filecontents": {"p.tex": "\\begin{filecontents}{refs.bib}\n" + BOOKS + "\\end{filecontents}\n" + article(r"\cite{knuth84,gone}")},
    "a class with a macro": {"p.tex": "\\documentclass{my}\n\\begin{document}\n\\see{knuth84}{p. 3}\\by{Somebody}{gone}\\citefig{f}\n\\bibliographystyle{plain}\\bibliography{refs}\n\\end{document}\n", "my.cls": "\\NeedsTeXFormat{LaTeX2e}\\ProvidesClass{my}\\LoadClass{article}\n\\newcommand{\\see}[2]{(see \\cite[#2]{#1})}\n\\newcommand{\\by}[2]{#1~\\cite{#2}}\n\\newcommand{\\citefig}[1]{Figure~\\ref{#1}}\n", "refs.bib": BOOKS},
    "beamer": {"p.tex": "\\documentclass{beamer}\n\\begin{document}\n\\begin{frame}\\frametitle{T}\\cite<1>{knuth84} \\cite{gone}\\end{frame}\n\\begin{frame}\\bibliographystyle{plain}\\bibliography{refs}\\end{frame}\n\\end{document}\n", "refs.bib": BOOKS},
    "apacite": {"p.tex": article(r"\shortcite<see>[p. 2]{knuth84}\citeA{lamport94}\citeNP{gone}\fullciteA{Foo2020}", r"\usepackage{apacite}", style="apacite"), "refs.bib": BOOKS},
    "revtex": {"p.tex": article(r"\author{A}\affiliation{B}\maketitle\cite{knuth84,gone}\onlinecite{lamport94}\footnote{See \cite{Foo2020}.}", kind="revtex4-2", style=""), "refs.bib": BOOKS},
    "jmlr": {"p.tex": article(r"\maketitle\citep{knuth84}\citet{gone}", r"\title[T]{T}\author{\Name{A B}\Email{a@b.c}\\ \addr C}", kind="jmlr", style=""), "refs.bib": BOOKS},
    "acmart": {"p.tex": article(r"\title{T}\author{A}\affiliation{\institution{B}\country{C}}\maketitle\cite{knuth84}\citeyear{gone}", kind="acmart", style="ACM-Reference-Format"), "refs.bib": BOOKS},
    "elsarticle": {"p.tex": article(r"\cite{knuth84,gone}", kind="elsarticle", style="elsarticle-num"), "refs.bib": BOOKS},
    "settings of IEEEtran": {"p.tex": article(r"\bstctlcite{IEEEexample:BSTcontrol}\cite{knuth84,gone}", kind="IEEEtran", style="IEEEtran"), "refs.bib": BOOKS + "@IEEEtranBSTCTL{IEEEexample:BSTcontrol, CTLuse_forced_etal = {yes}}\n"},
    "jurabib": {"p.tex": article(r"\cite[Knuth][12]{knuth84}\footcite{lamport94}\fullcite{gone}", r"\usepackage{jurabib}", style="jurabib"), "refs.bib": BOOKS},
    "harvard": {"p.tex": article(r"\citeasnoun{knuth84}\citeaffixed{lamport94}{e.g.}\possessivecite{gone}", r"\usepackage{harvard}", style="agsm"), "refs.bib": BOOKS},
    "bibentry": {"p.tex": article(r"\nobibliography*\bibentry{knuth84}\cite{lamport94}\bibentry{gone}", r"\usepackage{bibentry}" + NATBIB, style="plainnat"), "refs.bib": BOOKS},
    "cite": {"p.tex": article(r"\cite{knuth84, lamport94 ,gone}\citen{Foo2020}\citeonline{missing}", r"\usepackage{cite}"), "refs.bib": BOOKS},
    "abntex2cite": {"p.tex": article(r"\citeonline{knuth84}\apud{lamport94}{Foo2020}\cite{gone}", r"\usepackage[alf]{abntex2cite}", style=""), "refs.bib": BOOKS},
    "amsrefs": {"p.tex": "\\documentclass{article}\\usepackage{amsrefs}\\begin{document}\\cite{a}\\cites{b,c}\\citelist{\\cite{d}*{p. 2}}\\begin{bibdiv}\\begin{biblist}\\bib{a}{book}{title={A}, author={N}}\\bib{b}{book}{title={B}, author={N}}\\end{biblist}\\end{bibdiv}\\end{document}\n"},
    "comments and verbatim text": {"p.tex": article("\\cite{knuth84} % \\cite{gone}\n\\verb|\\cite{missing}|\n\\iffalse\\cite{nowhere}\\fi\n\\begin{verbatim}\n\\cite{lost}\n\\end{verbatim}\n"), "refs.bib": BOOKS},
    "macros": {"p.tex": article(r"\see{gone}\see{knuth84}\c{lamport94}\pcite{missing}{Foo2020}", r"\newcommand{\see}[1]{see~\cite{#1}}\let\c\cite\newcommand{\pcite}[2]{\cite{#1} and \cite{#2}}"), "refs.bib": BOOKS},
    "a value that cites": {"p.tex": article(r"\cite{k}"), "refs.bib": BOOKS + "@misc{k, title={K}, author={K, K}, note={See \\cite{spare}}}\n"},
    "captions and footnotes": {"p.tex": article(r"\section{A \cite{knuth84}}\begin{figure}\caption[Short]{Long \cite{gone}}\end{figure}\footnote{\cite{lamport94}}\begin{tabular}{l}\cite{missing}\end{tabular}"), "refs.bib": BOOKS},
    "unicode": {"p.tex": biblatex("\\cite{müller20,größe,gone}"), "refs.bib": "@book{müller20, title={M}, author={M, M}, year={2000}, publisher={P}}\n@book{größe, title={M}, author={M, M}, year={2000}, publisher={P}}\n@book{ähnlich, title={M}, author={M, M}, year={2000}, publisher={P}}\n"},
    "bibunits": {"p.tex": "\\documentclass{article}\\usepackage{bibunits}\\begin{document}\\begin{bibunit}[plain]\\cite{knuth84,gone}\\putbib[refs]\\end{bibunit}\\begin{bibunit}[plain]\\cite{m}\\putbib[more]\\end{bibunit}\\end{document}\n", "refs.bib": BOOKS, "more.bib": "@book{m, title={M}, author={M, M}, year={2000}, publisher={P}}\n"},
    "memoir": {"p.tex": "\\documentclass{memoir}\\usepackage{natbib}\\begin{document}\\include{ch/one}\\bibliographystyle{plainnat}\\bibliography{refs}\\end{document}", "ch/one.tex": r"\chapter{A}\citep{knuth84}\legend{\citet{gone}}\footnote{\citeauthor{lamport94}}", "refs.bib": BOOKS},
    "aliases of natbib": {"p.tex": article(r"\defcitealias{knuth84}{Paper I}\defcitealias{missing}{II}\citetalias{knuth84}\mycite{gone}\refer{lamport94}", NATBIB + r"\let\mycite=\citet\newcommand\refer{\citealt}", style="plainnat"), "refs.bib": BOOKS},
    "commands that are declared": {"p.tex": biblatex(r"\tc{knuth84}\tc[3]{gone}\tcs[see]{lamport94}[3]{missing}", r"\DeclareCiteCommand{\tc}{\usebibmacro{prenote}}{\usebibmacro{cite}}{\multicitedelim}{\usebibmacro{postnote}}\DeclareMultiCiteCommand{\tcs}{\tc}{\multicitedelim}"), "refs.bib": BOOKS},
    "robust commands": {"p.tex": biblatex(r"\pc[2]{knuth84}\pc{gone}\qc{lamport94}", r"\newrobustcmd*{\pc}[2][]{(\cite[#1]{#2})}\newrobustcmd{\qc}{\textcite}"), "refs.bib": BOOKS},
    "a package of robust commands": {"p.tex": article(r"\oc{knuth84}\oc{gone}", r"\usepackage{own}"), "own.sty": "\\ProvidesPackage{own}\n\\DeclareRobustCommand{\\oc}[1]{\\cite{#1}}\n", "refs.bib": BOOKS},
    "macros that nobody uses": {"p.tex": article(r"\TAOCP{} and \others", r"\newcommand{\TAOCP}{TAOCP~\cite{knuth84}}\def\others{\cite{gone,lamport94}}\newcommand\unused{\cite{never}}"), "refs.bib": BOOKS},
    "conditions of its own": {"p.tex": article("\\ifdraft\\cite{never}\\else\\cite{knuth84}\\fi\n\\iflong\\cite{gone}\\else\\cite{never}\\fi\\ifnew\\cite{never}\\fi", "\\newif\\ifdraft\\draftfalse\n\\newif\\iflong\n\\longtrue\n\\newif\\ifnew"), "refs.bib": BOOKS},
    "an end of input": {"p.tex": article(r"\input{a}\input{b}\cite{knuth84}"), "a.tex": "\\cite{lamport94}\n\\endinput\n\\cite{never}\n", "b.tex": "\\ifx\\lost\\relax\n\\endinput\n\\fi\n\\cite{gone}\n", "refs.bib": BOOKS},
    "keys with signs": {"p.tex": article(r"\cite{Doe:2020/a+b,doe_2021,10.1000/x-y,gone:1}"), "refs.bib": "@misc{Doe:2020/a+b,title={A},author={D, A}}\n@misc{doe_2021,title={B},author={D, A}}\n@misc{10.1000/x-y,title={C},author={D, A}}\n"},
    "segments and categories": {"p.tex": biblatex(r"\begin{refsegment}\cite{knuth84}\end{refsegment}\cite{gone}\newrefsection\cite{lamport94}", r"\DeclareBibliographyCategory{x}\addtocategory{x}{knuth84}"), "refs.bib": BOOKS},
}  # fmt: skip
