from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.tex.latex import clean
from bibtools.tex.letters import IN_ASCII, IN_UNICODE
from bibtools.tex.title_case import protect

PROTECTED = [
    ("GANs Can Play Lottery Tickets Too", "{GANs} Can Play Lottery Tickets Too"),
    ("BERT: Pre-training of Deep Transformers", "{BERT}: Pre-training of Deep Transformers"),
    ("A Look at BERT", "A Look at {BERT}"),
    ("PyTorch for All", "{PyTorch} for All"),
    ("Training on ImageNet", "Training on {ImageNet}"),
    ("Collisions at 13 TeV", "Collisions at 13 {TeV}"),
    ("the pH of water", "the {pH} of water"),
    ("3D Shapes", "{3D} Shapes"),
    ("D-brane Approach to Black Holes", "{D}-brane Approach to Black Holes"),
    ("The C Language", "The {C} Language"),
    ("A Search for the Higgs Boson", "A Search for the {Higgs} Boson"),
    ("Deep Gaussian Processes", "Deep {Gaussian} Processes"),
    ("On Markov Chain Monte Carlo", "On {Markov} Chain {Monte Carlo}"),
    ("Schrödinger's Cat", r"{Schr{\"o}dinger's} Cat"),
    ("A $B^0_s \\to K^+$ Study", "A {$B^0_s \\to K^+$} Study"),
    ("The Large $N$ Limit of Field Theories", "The Large {$N$} Limit of Field Theories"),
    ("Learning at scale: an LSTM", "Learning at scale: an {LSTM}"),
    ("Nets & 50% More GANs", r"Nets \& 50\% More {GANs}"),
    # who a hyphen joins to a person is one, too
    ("Tests of the Lense-Thirring Effect in Large Orbits", "Tests of the {Lense-Thirring} Effect in Large Orbits"),
    ("On Poisson-Dirichlet Laws for Non-Gaussian Fields", "On {Poisson-Dirichlet} Laws for Non-{Gaussian} Fields"),
    ("A Quasi-Newton Method for Bayesian-Based Models", "A Quasi-{Newton} Method for {Bayesian}-Based Models"),
    ("Kernel-Gaussian Mixtures in Deep Learning", "Kernel-{Gaussian} Mixtures in Deep Learning"),
    ("From A to B: New Methods to Interpolate Poses", "From {A} to {B}: New Methods to Interpolate Poses"),
    ("How to Write A Paper to Be Read", "How to Write A Paper to Be Read"),
    ("Recombination: A~comparison with models", "Recombination: A comparison with models"),
    ("A ~62-Myr Fluctuation in Large Records", r"A {\textasciitilde}62-Myr Fluctuation in Large Records"),
]
# In sentence case a capital is there on purpose.
SENTENCES = [
    ("Weak solutions of the Navier-Stokes equations", "Weak solutions of the {Navier-Stokes} equations"),
    ("Level one Chern-Simons theory", "Level one {Chern-Simons} theory"),
    ("On van der Waals forces in South America", "On {van der Waals} forces in {South America}"),
    ("A Winston-Lutz test and Bleichenbacher attacks", "A {Winston-Lutz} test and {Bleichenbacher} attacks"),
    ("Hecke operators in New York", "Hecke operators in {New York}"),
    ("Online A/B testing of TCP/IP and I/O in Q&A", r"Online {A/B} testing of {TCP/IP} and {I/O} in {Q\&A}"),
    ("What is learning? An answer", "What is learning? {An} answer"),
    ("Learning at scale: Why it works", "Learning at scale: Why it works"),
    ("non-Abelian gauge theories", "non-{Abelian} gauge theories"),
    ("Reply to Müller and colleagues", r"Reply to {M{\"u}ller} and colleagues"),
    ("The pre-Columbian world", "The pre-{Columbian} world"),
]
UNCHANGED = [
    "ALL CAPITALS TITLE OF A PAPER",
    "On the learning of words",
    "Non-Abelian Gauge Theories Revisited",
    "",
    "attention is all you need",
    "Attention Is All You Need",
    "Adam: A Method for Stochastic Optimization",
    "Deep Residual Learning for Image Recognition",
    "A Tale of Two Titles",
    "What I Saw",
    "One, Two (and Three)",
    "Pre-Training, Fine-Tuning: Where Are We Now?",
    "The 1000 Layers",
    "16x16 words",
    "I, robot",
    "Can we? We can!",
    "深度学习",
]


@pytest.mark.parametrize(("title", "expected"), [*PROTECTED, *SENTENCES])
def test_braces_where_a_style_would_spoil_the_word(title: str, expected: str) -> None:
    assert protect(title) == expected


@pytest.mark.parametrize("title", UNCHANGED)
def test_no_braces_where_none_are_needed(title: str) -> None:
    assert protect(title) == title


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("From $5 to $10", r"From \$5 to \$10"),
        ("A $\\input{x}$ Title", None),
        ("$a}b$ and {c", None),
        ("\\write18{x} of BERT", None),
        ("} @misc{x, title = {y", None),
    ],
)
def test_what_looks_like_a_formula_is_made_harmless(title: str, expected: str | None) -> None:
    result = protect(title)
    assert expected in {None, result}
    assert not re.search(r"\\(?:input|write)", result)


PIECES = st.sampled_from(["GAN", "Bayes", "C", "A ", "I", "-", ": ", "$x$", "$", "{", "}", "\\", "é", "'s", "(", " "])
TITLES = st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join).map(clean)


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


WORDS = st.sampled_from(["GAN", "Bayes", "C", "A ", "I", "-", ": ", "{", "}", "'s", "("])


@given(st.lists(WORDS | st.text("aBc dE-:{}&'*", max_size=6), max_size=12).map("".join))
def test_protecting_never_loses_a_letter(title: str) -> None:
    assert letters(protect(title)) == letters(title)


@pytest.mark.parametrize("title", [r"The Set $\{$", r"$\}x\{$", r"On $\left\{x\right.$ BERT", r"$\{a$ and $b\}$"])
@pytest.mark.parametrize("unicode", [False, True])
def test_a_brace_that_a_formula_escapes_counts_for_bibtex(title: str, unicode: bool) -> None:
    result = protect(title, IN_UNICODE if unicode else IN_ASCII)
    depths = [result[:end].count("{") - result[:end].count("}") for end in range(len(result) + 1)]
    assert (min(depths), depths[-1]) == (0, 0)


@given(TITLES)
def test_braces_are_balanced(title: str) -> None:
    result = protect(title)
    depths = [result[:end].count("{") - result[:end].count("}") for end in range(len(result) + 1)]
    assert (min(depths), depths[-1]) == (0, 0)


@given(st.lists(st.sampled_from(["BERT", "GANs", "deep", "Higgs", "Attention", "of", "C"]), min_size=1).map(" ".join))
def test_no_word_is_braced_twice(title: str) -> None:
    assert "{{" not in protect(title)
    assert protect(protect(title)) == protect(title)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (r"the K-Theory of \alpha-Springer fibers", r"the {K-Theory} of {$\alpha$}-{Springer} fibers"),
        (r"A study of \LaTeX and \unknown words", r"A study of {LaTeX} and unknown words"),
        (r"The \mathcal{N}=4 theory", r"The {N}=4 theory"),
        (r"AT\&T Labs and {\AA}ngstr\"om", r"{AT\&T} Labs and {\AA}ngstr{\"o}m"),
        ("U-Net: Convolutional Networks", "{U-Net}: Convolutional Networks"),
        ("D-brane Approach to X-rays", "{D}-brane Approach to {X}-rays"),
    ],
)
def test_no_word_is_lost_and_a_letter_belongs_to_its_name(title: str, expected: str) -> None:
    assert protect(title) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        # half of the words have capitals: those that are words say nothing, names do
        ("Understanding need of Uncertainty Analysis in the system Design process", None),
        ("X-ray Raman scattering in Free Electron Lasers", "{X}-ray {Raman} scattering in Free Electron Lasers"),
        ("When Maximum Stable Set can be solved in FPT time", "When Maximum Stable Set can be solved in {FPT} time"),
        (
            "Systematically Breaking Bleichenbacher ciphers today",
            "Systematically Breaking {Bleichenbacher} ciphers today",
        ),
        ("The word problem in K-Theory Groups", "The word problem in {K-Theory} Groups"),
    ],
)
def test_where_half_of_the_words_have_capitals_only_names_are_protected(title: str, expected: str | None) -> None:
    assert protect(title) == (expected or title)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("A 3s$^2$3p$^5$ state", "A 3s{$^2$}3p{$^5$} state"),
        ("An improved $ p $-Hardy inequality", "An improved {$ p $}-{Hardy} inequality"),
        ("The ab initio S$_N$2 reaction", "The ab initio {S}{$_N$}2 reaction"),
        ("From $5 to $10 a day", r"From \$5 to \$10 a day"),
        ("Between $ 5 and $ 6", r"Between \$ 5 and \$ 6"),
    ],
)
def test_a_digit_behind_a_formula_makes_it_no_price(title: str, expected: str) -> None:
    assert protect(title) == expected


def test_marks_belong_to_their_letters() -> None:
    assert protect("On Ẹ́kọ́ and names of people") == r"On {{\'{{\d{E}}}}k{\'{{\d{o}}}}} and names of people"
