"""A quick scan of a changed source: it may say no too often, and never yes where something could be missing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibtools.core.text import Source, decode
from bibtools.hook.quick_scan import NO_FRAME, PLAIN_COMMANDS, frame, is_in_step
from bibtools.sources.citation import CITED, NOCITED
from bibtools.sources.filetypes import TEX, TYPES
from bibtools.sources.scanner import citations, libraries, may_cite, scan, structure
from bibtools.sources.tex_structure import macros

TODAY = date(2030, 1, 1)
HELD = frozenset({b"2101.00001", b"2101.00002"})
KEYS = frozenset({b"2101.00002"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Words, and 3.14 or 10.10/1.", True),
        ("Words, and 10.1000/1.", False),  # a DOI, which the library may lack
        ("Text on page 2101.", True),
        ("See arXiv:2101.00001.", True),
        ("See https://arxiv.org/abs/2101.00001v2", False),  # a version is examined
        (r"\cite{2101.00002}", True),
        (r"\cite{ 2101.00002}", True),
        (r"\cite{2101.00002 }", False),  # a blank behind a key is a part of it
        (r"\section{x}\label{y}\cite{2101.00002 , 2101.00002}", False),
        (r"\cite{2101.00001}", False),  # no key of the library
        (r"\citep[see][]{a,2101.00001}", False),
        (r"\Citet{arXiv:2101.00001}", False),
        (r"\bibentry{arXiv:2101.00001}", False),
        (r"\textcquote{arXiv:2101.00001}{Words.}", False),
        ("[arXiv:2101.00001]_", False),
        ("[see arXiv:2101.00001] and", False),
        ("See [this] and {that} in arXiv:2101.00001", True),
        ("See [this] and {that}, arXiv:2101.00001", False),  # or a list of keys
        ("See arXiv:2101.00001, please.", True),
        (r"See arXiv:2101.00001\-5", False),  # scanners see another id
        ("See arXiv:2101.0001-\n5", False),
        ("See arXiv:2101.00001\u200b5", False),
        ("See arXiv:2101.00001５", False),
        ("See arXiv:2101.00001<wbr>5", False),
        ("See arXiv:2101.00001&#53;", False),
        (r"\cite{2101.00002.pdf}", False),
        (r"\cite{2101.00002[cs.LG]}", False),
        ("[@2101.00002.pdf]", False),
        ("[@2101.00002]", True),
        (r"\cite{% {old}" + "\n" + "key, " * 110 + "2101.00001}", False),
        (":cite:`" + "key, " * 110 + "arXiv:2101.00001`", False),
        ("cite:" + "key," * 110 + "arXiv:2101.00001", False),
        (r"\cite{" + "key, " * 40 + "a[1], 2101.00001}", False),
        (r"\url{https://arxiv.org/abs/2101.00001}", True),
        (r"\cite{https://arxiv.org/abs/2101.00001}", False),
        (r"\key{" + "a" * 400 + ", arXiv:2101.00001}", False),
        ("word " * 5000 + "arXiv:2101.00001", True),
        (r"\key{" + "a," * 9900 + "arXiv:2101.00001}", False),
        ("See arXiv:2101.00003.", False),
        ("See hep-th/9711200.", False),
        ("See arXiv: 2113.00001", False),
        (r"\bibliography{other}", False),
        (r"\addbibresource{other.bib}", False),
        ("bibliography: other.bib", False),
        ("arXiv:2101.\n00001", False),
        ("２１０１．００００１", False),
    ],
)
def test_what_a_quick_scan_can_tell(text: str, expected: bool) -> None:
    assert is_in_step("p.tex", text.encode(), NO_FRAME, HELD, KEYS) == expected


@pytest.mark.parametrize("path", ["p.ipynb", "p.html", "P.HTM", "p.xhtml", "p.bib", "a.b/P.BIB"])
def test_types_that_spell_ids_in_ways_of_their_own_are_not_judged(path: str) -> None:
    assert not is_in_step(path, b"Words.", NO_FRAME, HELD, KEYS)


PIECES = (
    *(f"2101.0000{number}" for number in range(1, 4)),
    *("arXiv:", "arXiv", "2101", ".", "00003", "hep-th/", "9711200", "/abs/", "https://arxiv.org", "10.48550/arXiv."),
    *("\\Citet{", "\\bibentry{", "\\key{", "[arXiv:", "]_", "\\url{", "\\textcquote{", "\\href{"),
    *("\\cite{", "\\citep", "[see]{", "}", ",", " ", "\n", "\n\n", "%", "#", "@", "[@", "]", '"', "'", "<", ">", "`"),
    *(
        "\\bibliography{",
        "\\addbibresource{",
        "bibliography:",
        "v2",
        "[cs.LG]",
        "é",
        "\u200b",
        "-",
        "math.AG/",
        "(",
        ")",
    ),
    *("word arXiv:", "2101.00001", "2101.00002", " ", "5", "\\-", "５", "&#53;", "<wbr>", ".pdf", ":cite:`", "cite:"),
    *("key, " * 110, "% {old}\n", "a[1], ", "[cs.LG]", "1", "\\cites{a}{", "cite(label(", "#cite(<", ">)"),
    *("0601001", "2113.00001", "2101.1", "cs/", "% bibtools: ignore", "\\begin{verbatim}", "x"),
)


TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map("".join)
SUFFIXES = st.sampled_from([*(suffix for each in TYPES for suffix in each.suffixes), ".Rnw", ".unknown", ""])


@given(TEXTS, SUFFIXES)
@example("arXiv:2101.00003", ".tex")
def test_where_a_quick_scan_says_yes_nothing_is_missing(text: str, suffix: str) -> None:
    path, data = f"p{suffix}", text.encode("utf-8", "replace")
    if is_in_step(path, data, frame(path, data), HELD, KEYS):
        found = scan(Source(path, decode(data)), TODAY, suffix.lower())
        assert {mention.identifier.value.encode() for mention in found.mentions} <= HELD
        assert {mention.key.encode() for mention in found.mentions if mention.key} <= KEYS
        assert [suspect.text for suspect in found.suspects if suspect.impossible] == []


CITING = st.sampled_from(
    [
        *(
            "\\cite{",
            "\\citep[see][]{",
            "\\cites{",
            "\\nocite{",
            "\\volcite{1}{",
            "\\textcquote{",
            "\\apud{",
            "\\bibitem{",
        ),
        *("a", "b", "2101.00002", "2101.00003", "é", ",", ";", " ", "}", "{", "[", "]", "(", ")", "%", "\n", "\\", "*"),
        *(
            "@",
            "[@",
            "@{",
            "[see @",
            "{cite}`",
            "{cite:p}`",
            "`",
            ":cite:`",
            "]_",
            "{% cite ",
            " %}",
            "<d-cite key=",
            '"',
        ),
        *("](@cite)", "[[cite:", "cite:", "[cite:@", "nocite:[", "cite(<", ">", "](#cite-", "<cite data-cite=", ">"),
        *('\\begin_inset CommandInset citation\nkey "', "\\backslash\n", "cite", "---\nnocite: |\n  ", "\n---\n", "!"),
    ]
)


@given(st.lists(CITING | st.text(max_size=3), max_size=14).map("".join), SUFFIXES)
@example("\\cites{a} {b}", ".tex")
@example("[@a.é]", ".md")
@example("[@aé]", ".md")
@example("\\volcite{a}%\n{b}", ".tex")
@example("\\cite{a} [x] {b}", ".tex")
def test_where_a_quick_scan_says_yes_nothing_new_is_cited(text: str, suffix: str) -> None:
    path, data = f"p{suffix}", text.encode("utf-8", "replace")
    keys = {b"a", *KEYS}
    cited = {each.key.encode() for each in citations(decode(data), suffix) if each.kind in {CITED, NOCITED}} - {b"*"}
    assert may_cite(data, suffix) or not cited
    if is_in_step(path, data, frame(path, data), HELD, frozenset(keys)):
        assert cited <= keys


NAMING = (
    *("\\bibliography{refs}", "\\addbibresource{a.bib}", "bibliography: refs.bib", "bibliography:\n- refs.bib"),
    *(
        "\n",
        "\n",
        "\r\n",
        "\r",
        " ",
        "%",
        "---\n",
        "...\n",
        "```\n",
        "<!--",
        "-->",
        "\\iffalse",
        "\\fi",
        "\\else",
        "{",
        "}",
    ),
    *(
        "\\begin{verbatim}",
        "\\end{verbatim}",
        "\\begin{comment}",
        "\\end{comment}",
        "\\end{document}",
        "words",
        "\\verb|",
    ),
    *(
        "\\verb+",
        "|",
        "+",
        "x: y\n",
        "\\newcommand",
        "\\def\\x",
        "\\ifx",
        "\\iftrue",
        "\ufeff",
        "\\lstinline|",
        "\\bibliography{refs,\n more}",
        "\\bibliography\n{refs}",
        "\\addglobalbib{g.bib}",
        "\\addsectionbib[x]{s.bib}",
        "\\addbibresource[\n]{t.bib}",
        "- more.bib\n",
        "\\begin\n{comment}",
        "{center}\n",
        "\\if\n",
        "0\n",
        "1\n",
        "\\lstinline[x\n",
        "\\lstset{x\n",
        "]{f}\n",
        "}\n",
        "\\let\\x\n",
        "\\foo\n",
        "\\foo[x\n",
        "text]{y}\n",
        "\\cite{x}",
        *(
            "\\input{a}",
            "\\input a\n",
            "\\include{b}",
            "\\import{a}",
            "\\usepackage{c}",
            "\\documentclass[d]{subfiles}",
        ),
        *(
            "\\newcommand{\\dir}",
            "\\chap{a}",
            "\\newcommand{\\chap}[1]{\\input{#1}}",
            "{more}",
            "\\dir",
            "% !TeX root = a\n",
        ),
        *(
            "\\begin{filecontents}{a.bib}\n",
            "@misc{a}\n",
            "\\end{filecontents}",
            "\\bibitem{k}",
            "\\bibitem[",
            "\\bib{k}{x}{",
        ),
        *("\\begin{refsection}[a]", "\\end{refsection}", "\\putbib[b]", "\\def\\input@path{{a/}}", "\\newcites{s}{t}"),
        *("{{< include a.qmd >}}\n", "!include b.md\n", "```{r, child='c.Rmd'}\n", "```{include} d.md\n"),
        *('#include "a.typ"\n', '#bibliography("b.bib")', "#+INCLUDE: a.org\n", "\n.. include:: a.rst\n"),
        "$",
        "\\\\",
    ),
)
FRAMED = st.lists(st.sampled_from(NAMING), max_size=10)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, str]:
    """Return a text, and the same with something put in or taken away."""
    pieces = draw(FRAMED)
    at = draw(st.integers(0, len(pieces)))
    more, fewer = draw(FRAMED), draw(st.integers(0, 2))
    return "".join(pieces), "".join([*pieces[:at], *more, *pieces[at + fewer :]])


@given(edited(), st.sampled_from([each.suffixes[0] for each in TYPES if each.libraries]))
def test_the_same_frame_names_the_same_libraries(texts: tuple[str, str], suffix: str) -> None:
    before, after = texts
    path = f"p{suffix}"
    if frame(path, before.encode()) == frame(path, after.encode()) != "":
        assert libraries(before, suffix) == libraries(after, suffix)
        assert structure(before, suffix) == structure(after, suffix)
        assert suffix != ".tex" or macros(before) == macros(after)


@pytest.mark.parametrize(("path", "named"), [("p.org", True), ("P.ORG", True), ("p.tex", False), ("p.rst", False)])
def test_a_keyword_in_capitals_names_a_library_in_org_only(path: str, named: object) -> None:
    assert (frame(path, b"#+BIBLIOGRAPHY: refs.bib\n") != NO_FRAME) == named


def test_words_do_not_change_a_frame() -> None:
    text = b"\\documentclass{x}\nWords.\n\\bibliography{refs}\n"
    assert frame("p.tex", text) == frame("p.tex", text.replace(b"Words.", b"Other\nwords.")) != NO_FRAME
    assert frame("p.tex", text) != frame("p.tex", text.replace(b"refs", b"more"))
    assert frame("p.typ", text) == NO_FRAME  # these commands are nothing in Typst
    assert frame("p.typ", text + b'#bibliography("refs.bib")') == ""
    cited = text.replace(b"Words.", b"Words \\cite{a} of \\emph{b}.")
    assert frame("p.tex", cited) == frame("p.tex", cited.replace(b"{a}", b"{c,d}"))
    front = b"---\nbibliography:\n- refs.bib\n---\nWords."
    assert frame("p.md", front) == frame("p.md", front + b"\n- more.bib\n") != NO_FRAME
    assert frame("p.md", front) != frame("p.md", front.replace(b"refs.bib", b"refs.bib\n- more.bib"))


@pytest.mark.parametrize(
    ("path", "text", "tells"),
    [
        ("p.tex", "\\bibliography{refs,more}", True),
        ("p.tex", "\\printbibliography\n\\addbibresource[x=y]{refs.bib}", True),
        ("p.tex", "\\bibliographystyle{plain}\nThe bibliography", True),
        ("p.tex", "\\bibliography{refs,\n more}", False),
        ("p.tex", "\\bibliography\n{refs}", False),
        ("p.tex", "\\addglobalbib[\n]{refs.bib}", False),
        ("p.tex", "\\begin\n{comment}\n\\bibliography{refs}", False),
        ("p.tex", "\\if\n0\n\\bibliography{refs}", False),
        ("p.md", "---\nbibliography: refs.bib\n---\n", True),
    ],
)
def test_names_on_other_lines_are_not_judged(path: str, text: str, tells: bool) -> None:
    assert (frame(path, text.encode()) != "") == tells


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffWords.".encode("utf-16-le"),
        "\ufeffarXiv:2101.00009".encode("utf-16-be"),
        "\ufeffarXiv:2101.00009".encode("utf-32-be"),
        "arXiv:2101.00009".encode("utf-16-le"),
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 1\n",
        b"/annex/objects/MD5E-s1--0.tex\n",
    ],
    ids=repr,
)
def test_what_holds_its_text_otherwise_is_not_judged(data: bytes) -> None:
    assert frame("p.tex", data) == ""
    assert not is_in_step("p.tex", data, NO_FRAME, HELD, KEYS)


SAYING = [
    *((".tex", each) for each in (
        "\\documentclass{a}", "\\begin{document}", "\\input{a}", "\\input a ", "\\include{a}", "\\subfile{a}",
        "\\subimport{a/}{b}", "\\usepackage{a}", "\\bibliography{a}", "\\addbibresource{a.bib}", "\\bibdata{a}",
        "\\mybibliography{a}", "\\bibfile{a.bib}", "\\newcites{s}{t}\n\\bibliographys{a}", "\\bibitem{a}",
        "\\bib{a}{book}{x}", "\\begin{refsection}[a.bib]\n\\end{refsection}", "\\def\\input@path{{a/}}",
        "\\begin{filecontents}{a.bib}\nx\n\\end{filecontents}", "% !TeX root = a.tex", '%%% TeX-master: "a"',
    )),
    *((".md", each) for each in (
        "\n---\nbibliography: a.bib\n---", "\\bibliography{a}", "{{< include a >}}", "```{r, child='a.Rmd'}\n```",
        "```{include} a\n```", "!include a", "```{bibliography} a.bib\n```", '--8<-- "a"',
    )),
    *((".typ", each) for each in (
        '#include "a"', '#import "a": x', '#bibliography("a.bib")', '#x(bibliography: "a.bib")',
    )),
    *((".org", each) for each in ("#+INCLUDE: a", "#+SETUPFILE: a", "#+bibliography: a.bib")),
    *((".rst", each) for each in (".. include:: a", ".. bibliography:: a.bib")),
]  # fmt: skip


@pytest.mark.parametrize(("suffix", "text"), SAYING)
def test_what_a_source_says_of_its_document_is_in_its_frame(suffix: str, text: str) -> None:
    without, other = "Words.\n", f"Words.\n{text.replace('a', 'b')}\n"
    says = f"Words.\n{text}\n"
    assert structure(says, suffix) != structure(without, suffix)
    frames = [frame(f"p{suffix}", each.encode()) for each in (without, says, other)]
    assert frames[0] == NO_FRAME
    assert frames[1] != NO_FRAME
    assert frames[1] == "" or structure(other, suffix) == structure(says, suffix) or frames[1] != frames[2]


def test_definitions_are_in_the_frame() -> None:
    frames = [frame("p.tex", b"\\newcommand{\\dir}{%s}\n" % each) for each in (b"a", b"b")]
    assert frames[0] != frames[1]
    assert NO_FRAME not in frames
    spread = [frame("p.tex", b"\\newcommand{\\dir}{\n%s\n}\n" % each) for each in (b"a", b"b")]
    assert spread[0] != spread[1]


def test_plain_commands_say_nothing_of_a_document() -> None:
    text = b"".join(rb"\%s{x} \%s " % (name, name) for name in PLAIN_COMMANDS)
    assert frame("p.tex", text) == NO_FRAME
    assert not re.search(TEX.structure, text)
    assert not re.search(TEX.libraries, text)


@pytest.mark.parametrize(
    "text",
    [r"\input{x}", r"\emph{\input x}", r"\\\input{x}", "% !TeX root = a.tex", "%%% TeX-mAster: t", r"\nobibliography*",
     r"\begin{document}", r"\let\a\b", r"\@input{x}", r"\newcommand\x{}", r"\myBibs{x}", r"\addbibresource"],
)  # fmt: skip
def test_what_may_say_something_has_a_frame_or_none_is_known(text: str) -> None:
    assert frame("p.tex", rf"\cite{{a}} and {text} b".encode()) != NO_FRAME
