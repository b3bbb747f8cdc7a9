from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.tex.latex import clean, encode, math_spans
from bibtools.tex.letters import IN_ASCII, IN_UNICODE, Lettering

ESCAPED = [
    ("Nets & 50% more", r"Nets \& 50\% more"),
    ("a_b #1", r"a\_b \#1"),
    ("$5", r"\$5"),
    ("~/x^2", r"{\textasciitilde}/x{\textasciicircum}2"),
    ("a < b > c | d", r"a {\textless} b {\textgreater} c {\textbar} d"),
    (r"\& and \% and \_", r"\& and \% and \_"),  # escaped already
    ("{BERT}", "BERT"),
    ("Rock 'n' Roll", "Rock 'n' Roll"),
    ('the "best" one', "the ``best'' one"),
    ("“best” ‘one’", "``best'' `one'"),
    ("pp. 1–9 — end", "pp. 1--9 --- end"),
]
ACCENTED = [
    ("é", r"{\'e}"),
    ("Aäron", r"A{\"a}ron"),
    ("Erdős", r"Erd{\H{o}}s"),
    ("Łukasz", r"{\L}ukasz"),
    ("Kähler", r"K{\"a}hler"),
    ("ñ", r"{\~n}"),
    ("ô", r"{\^o}"),
    ("à", r"{\`a}"),
    ("ç", r"{\c{c}}"),
    ("š", r"{\v{s}}"),
    ("ą", r"{\k{a}}"),
    ("Å", r"{\AA}"),
    ("ø", r"{\o}"),
    ("straße", r"stra{\ss}e"),
    ("β", r"{$\beta$}"),
    ("10²", r"10{$^2$}"),
    ("→", r"{$\rightarrow$}"),
]
SPELLED_IN_TEX = [
    (r"Erd\H{o}s", r"Erd{\H{o}}s"),
    (r"Schr\"odinger", r"Schr{\"o}dinger"),
    (r"Schr\"{o}dinger", r"Schr{\"o}dinger"),
    (r"Schr{\"o}dinger", r"Schr{\"o}dinger"),
    (r"Poincar\'e", r"Poincar{\'e}"),
    (r"{\L}ukasz", r"{\L}ukasz"),
    (r"\L{}ukasz", r"{\L}ukasz"),
    (r"\L ukasz", r"{\L}ukasz"),
    (r"na\"\i ve", r"na{\"\i}ve"),
    (r"\c{c}a", r"{\c{c}}a"),
    (r"\o re", r"{\o}re"),
    (r"A \emph{small} word", "A small word"),
    (r"\textbf{BERT}", "BERT"),
    (r"R\&D", r"R\&D"),
]
AS_THEY_ARE = [
    "",
    "Attention Is All You Need",
    "A Method for Stochastic Optimization",
    "a-b (c) [d]: e; f, g. h! i? j/k + l = m * n @ o",
    "it's",
    "深度学习",
    "0123456789",
]
HOSTILE = [
    r"\input{/etc/passwd}",
    r"\include{x}",
    r"\write18{rm x}",
    r"\immediate\write18{x}",
    r"\csname input\endcsname{x}",
    r"\catcode`\@=0 @input x",
    r"\def\x{y}\x",
    r"\newcommand{\x}{y}",
    r"\href{javascript:x}{y}",
    r"\expandafter\input x",
    "\\openout1=x",
    r"^^5cinput x",
    "\\\\input{x}",
    "\\\ninput{x}",
    "} @article{x, title={y",
    "\\",
    "\\'",
    "$\\input{x}$",
]
CLEAN = [
    ("a  b", "a b"),
    (" a\n b\t", "a b"),
    ("a\u00a0b", "a b"),
    ("e\u0301", "é"),
    ("a\x00b\x07", "ab"),
    ("a\x1b[31mb", "a[31mb"),
    ("a\u202eb\u2066c", "abc"),
    ("a\u200bb\ufeff", "ab"),
    ("a \u200b b", "a b"),
    ("e\u200b\u0301", "é"),
    ("a\udce9b", "ab"),
    ("a\ue000b", "ab"),
    ("", ""),
    (" \n ", ""),
    ("Attention Is All You Need", "Attention Is All You Need"),
    ("$x < y$ & 5%", "$x < y$ & 5%"),
    ("Erdős 李", "Erdős 李"),
]


@pytest.mark.parametrize(("text", "expected"), [*ESCAPED, *ACCENTED])
def test_text_in_latex(text: str, expected: str) -> None:
    assert encode(text) == expected


@pytest.mark.parametrize(("text", "expected"), SPELLED_IN_TEX)
def test_what_is_spelled_in_tex_is_not_escaped_twice(text: str, expected: str) -> None:
    assert encode(text) == expected


@pytest.mark.parametrize("text", AS_THEY_ARE)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert encode(text) == text


@pytest.mark.parametrize(("text", "expected"), CLEAN)
def test_clean_text_is_one_printable_line(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("A $B^0_s \\to K^+$ study", ["$B^0_s \\to K^+$"]),
        ("$N$ and $\\mathcal{N}=4$", ["$N$", "$\\mathcal{N}=4$"]),
        ("$\\alpha$-$\\beta$", ["$\\alpha$", "$\\beta$"]),
        ("$O(n \\log n)$", ["$O(n \\log n)$"]),
        ("no formula", []),
        ("costs $5", []),
        ("from $5 to $10", []),
        (r"from \$5 to \$10", []),
        (r"the set $\{x\}$", [r"$\{x\}$"]),
        (r"$\{$", []),
        (r"$\}$", []),
        (r"$\}x\{$", []),
        (r"$\left\{x\right.$", []),
        (r"$\{a$ and $b\}$", []),
        (r"$\{\{x\}$", []),
        ("$\\input{x}$", []),
        ("$\\write18{x}$", []),
        ("$\\def\\x{y}$", []),
        ("$a}b$", []),
        ("$a{b$", []),
        ("$a % b$", []),
        ("$a # b$", []),
        ("$^^5cinput$", []),
        ("$$x$$", []),
        ("$é$", ["$é$"]),  # written as an accent
        ("$日$", []),
    ],
)
def test_harmless_formulas_only(text: str, formulas: list[str]) -> None:
    assert [text[start:end] for start, end in math_spans(text)] == formulas


# Signs, accents, letters and symbols; none of them reads a file, defines or runs anything.
ALLOWED = set("&%#_$`'^~=.\"uvHrcdbkijtSPlLoO") | set(
    """textasciitilde textasciicircum textbackslash textless textgreater textbar ldots guillemotleft guillemotright
    copyright pounds circ cdot times pm rightarrow leftarrow leftrightarrow leq geq approx neq infty sim in surd dag
    texttrademark textregistered texteuro ell partial nabla star ast ss ae AE oe OE aa AA dj DJ dh DH th TH ng NG
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega
    Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega""".split()
)
PIECES = st.sampled_from([*"\\{}$&%#_^~'\"`", "\\input", "\\'", '\\"', "\\H", "^^", "é", "Ł", "ő", "β", "a", "x ", "ễ"])
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)


def commands(text: str) -> set[str]:
    return set(re.findall(r"\\([A-Za-z]+|.)", text, re.DOTALL))


def depths(text: str) -> list[int]:
    """Return the depth of braces after each character, as BibTeX counts it: a backslash escapes nothing."""
    return [text[:end].count("{") - text[:end].count("}") for end in range(len(text) + 1)]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_command_of_the_text_survives(text: str) -> None:
    assert commands(encode(clean(text))) <= ALLOWED
    assert "^^" not in encode(clean(text))


@given(TEXTS)
def test_only_harmless_commands_come_out(text: str) -> None:
    of_symbols = (commands(encode(each)) for each in text if not each.isascii())
    assert commands(encode(text)) <= ALLOWED.union(*of_symbols)


# What reads or writes files, runs programs, defines, or changes what the text behind it means.
HARMFUL = frozenset(
    """input include openin openout read write immediate special catcode csname endcsname def edef gdef xdef let
    futurelet newcommand renewcommand providecommand loop repeat expandafter noexpand begingroup endgroup begin end href
    includegraphics verbatim directlua latelua pdfobj shipout output everypar uppercase lowercase scantokens""".split()
)


@pytest.mark.slow
def test_a_symbol_alone_gives_nothing_harmful() -> None:
    found = [(chr(code), commands(encode(chr(code)))) for code in range(0x80, 0x110000) if not 0xD800 <= code < 0xE000]
    assert [each for each in found if each[1] & HARMFUL] == []
    assert len(set().union(*(names for _, names in found))) > 300


@given(TEXTS)
def test_braces_are_balanced(text: str) -> None:
    counted = depths(encode(text))
    assert (min(counted), counted[-1]) == (0, 0)


@given(st.text(st.characters(codec="ascii", exclude_characters="\\"), max_size=30))
def test_no_letter_is_lost(text: str) -> None:
    shown = re.sub(r"\\[A-Za-z]+|[^A-Za-z0-9]", "", encode(text))
    assert shown == re.sub(r"[^A-Za-z0-9]", "", text)


@pytest.mark.thinned(3)
@pytest.mark.parametrize("lettering", [IN_ASCII, IN_ASCII._replace(unicode=True, biber=True), IN_UNICODE])
@given(st.text(st.characters(exclude_characters='\\"', exclude_categories=["Mn", "Me", "Cs"]), max_size=30))
def test_law_what_is_no_command_is_encoded_letter_by_letter(lettering: Lettering, text: str) -> None:
    assert encode(text, lettering) == "".join(encode(char, lettering) for char in text)


@given(TEXTS)
def test_law_an_accent_beside_it_changes_no_clean_text(text: str) -> None:
    assert clean(f"é {text}") == f"é {clean(text)}".strip()


@given(TEXTS)
def test_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean(text).isprintable() or not text.isascii()
