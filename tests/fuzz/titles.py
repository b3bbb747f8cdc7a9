"""Titles: whatever a service says, what is written is harmless LaTeX with balanced braces."""

from __future__ import annotations

import re

from bibtools.bibliography.library.identity import normalise_title
from bibtools.core.text import decode, encode
from bibtools.index import titles as index_titles
from bibtools.tex import latex
from bibtools.tex.letters import IN_ASCII, IN_UNICODE
from bibtools.tex.title_case import protect
from fuzz.promises import Target, promise, promise_balanced, promise_printable

SEEDS = (
    "Attention Is All You Need",
    "BERT: Pre-training of Deep Transformers",
    "A $B^0_s \\to K^+$ Study of the {Higgs} Boson",
    "Schr\\\"odinger's Cat & 50% More GANs_2 #1 ~ ^",
    r"$\input{x}$ \write18{y} \def\z{} ^^5cinput } @misc{x, title = {y",
    "On $\\mathcal{N}=4$ SYM in 4D\n  and <sub>2</sub> “quotes” — dashes",
    r"The Set $\{$ and $\{x\}$, \^t",
    "深度学习 Łukasz ß ﬁ é é \u202e\u200b\ufeff",
    "OoD-Bench: D-brane Approach to X-rays; from $5 to $10",
)
WORDS = (
    *"\\input \\write18 \\def \\csname ^^5c $ $$ { } \\{ \\} % #".split(),
    *"& _ ~ ^ ' \" ` \\'e \\\"{o} \\H{o} \\alpha \\mathrm{ \\$ GAN".split(),
    *("Monte Carlo", ": ", "\n", "\0", "\x1b[31m", "\u202e", "\u0301", "\udc80", "é", "ﬁ", "\\ ", "--", "<i>"),
)  # fmt: skip
# Commands that read, write, run or define something.
HARMFUL = re.compile(
    r"\\(?:input|include|openin|openout|read|write|immediate|def|edef|gdef|xdef|let|futurelet|csname|catcode|special"
    r"|newcommand|usepackage|directlua|jobname|expandafter|loop|repeat|ShellEscape)(?![A-Za-z])"
)


def check(data: bytes) -> None:
    """Clean a title, and write it in both encodings."""
    raw = decode(data)
    cleaned = latex.clean(raw)
    promise(latex.clean(cleaned) == cleaned, f"cleaning twice is another thing than once: {cleaned!r}")
    promise("\n" not in cleaned and "\0" not in cleaned, f"a clean title has a line end: {cleaned!r}")
    for lettering in (IN_ASCII, IN_ASCII._replace(unicode=True, biber=True), IN_UNICODE):
        written = protect(cleaned, lettering)
        promise_balanced(written, "title")
        promise_printable(written, "title")
        is_asked = lettering.unicode or not raw.isascii() or "\\" in raw
        promise(is_asked or written.isascii(), f"more than ASCII: {written!r}")
        promise(not HARMFUL.search(written) and "^^" not in written, f"a command survives: {written!r}")
        promise("\\input" not in latex.encode(cleaned, lettering), "a command survives in plain text")
    normal = normalise_title(cleaned)
    promise(normalise_title(normal) == normal, f"a normal title is not normal: {normal!r}")
    words, own = index_titles.keys(cleaned)
    promise(all(-(2**63) <= key < 2**63 for key in own), "a key that SQLite cannot hold")
    promise(isinstance(words, str), "no words")


TARGETS = {"titles": Target(check, [encode(seed) for seed in SEEDS], [encode(word) for word in WORDS])}
