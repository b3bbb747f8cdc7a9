from __future__ import annotations

import re
import unicodedata

import pytest
from pylatexenc import latex2text  # type: ignore[import-untyped]  # it has no types
from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]  # nor here

from bibtools.tex.command_table import commands
from bibtools.tex.latex import decode

# Unnamed by any package that people load, and likelier to be an author's own macro.
LEFT_OUT = frozenset(
    """id image original recorder truestate estimates male leo openbracketleft openbracketright forcesextra homothetic
    today perspcorrespond varperspcorrespond starequal allequal""".split()
)
# The final sigma is a sigma, and a phi is a phi.
READ_OTHERWISE = {"textphi", "varsigma"}


def of_the_source() -> dict[str, str]:
    """Return what pylatexenc's table says of commands that print one character beyond ASCII."""
    database = latex2text.get_default_latex_context_db()
    found = {}
    for category in database.categories():
        for name, spec in database.d[category]["macros"].items():
            printed = spec.simplify_repl
            if isinstance(printed, str) and len(printed) == 1 and not printed.isascii() and not printed.isspace():
                found[name] = printed
    return {name: char for name, char in found.items() if re.fullmatch("[A-Za-z]{2,}", name)}


def bare(char: str) -> str:
    return unicodedata.normalize("NFKD", char)


def test_the_table_is_that_of_its_source() -> None:
    source, ours = of_the_source(), commands()
    assert source.keys() - ours.keys() == LEFT_OUT & source.keys()
    differing = {name: (char, ours[name]) for name, char in source.items() if ours.get(name, char) != char}
    assert {name for name, (theirs, own) in differing.items() if bare(theirs) != bare(own)} == READ_OTHERWISE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"{\textendash}", "–"),
        (r"\textquoteright{}", "’"),
        (r"\textdegree", "°"),
        (r"\oint", "∮"),
        (r"\rtimes", "⋊"),
        (r"\CYRZH", "Ж"),
        (r"\texteth", "ð"),
        (r"\Omega", "Ω"),
    ],
)
def test_a_command_prints_its_character(text: str, expected: str) -> None:
    assert decode(text).strip("{}") == expected
    if text != r"\texteth":
        assert LatexNodes2Text().latex_to_text(text) == expected


@pytest.mark.parametrize("text", [r"\RR", r"\id", r"\image", r"\mymacro", r"\alphax", r"\textfoo"])
def test_a_command_that_is_unknown_is_a_word(text: str) -> None:
    assert decode(text) == text[1:]
