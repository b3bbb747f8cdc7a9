r"""LaTeX as plain text, for readers outside TeX.

Commands become the letters and signs that they print; of a formula the sub- and superscripts stay apart, since HTML
and CSL can show them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.tex import latex

Script = Literal["", "sub", "sup"]

_ROOT = lazy_pattern(r"\\sqrt(?![A-Za-z])\s*")
_FRACTION = lazy_pattern(r"\\[dtc]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_SCRIPT = lazy_pattern(r"([_^])\s*(?:\{((?:[^{}]|\{[^{}]*\})*)\}|(\\[A-Za-z]+|\S))")
_SCRIPTS: dict[str, Script] = {"_": "sub", "^": "sup"}
_SIGNS = str.maketrans("", "", "{}$^_")
_BRACES = str.maketrans("", "", "{}")
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))


class Piece(NamedTuple):
    """A part of a line, and whether it stands above or below the others."""

    text: str
    script: Script = ""


def plain_text(text: str) -> str:
    """Return a line of LaTeX as plain text, scripts on the line."""
    return "".join(each.text for each in pieces(text))


def pieces(text: str) -> list[Piece]:
    """Return a line of LaTeX in its parts; what is joined is the line, on which white space is collapsed."""
    text = latex.clean(text)
    found: list[Piece] = []
    done = 0
    for start, end in latex.math_spans(text):
        found += [Piece(_words(text[done:start])), *_formula(text[start + 1 : end - 1])]
        done = end
    return [each for each in (*found, Piece(_words(text[done:]))) if each.text]


def _words(text: str) -> str:
    text = latex.decode(latex.untied(latex.readable(text))).translate(_BRACES)
    for written, sign in _LIGATURES:
        text = text.replace(written, sign)
    return text


def _formula(formula: str) -> Iterator[Piece]:
    formula, done = _FRACTION.sub(r"\1/\2", _ROOT.sub("√", formula)), 0
    for match in _SCRIPT.finditer(formula):
        yield Piece(_signs(formula[done : match.start()]))
        yield Piece(_signs(match[2] or match[3] or ""), _SCRIPTS[match[1]])
        done = match.end()
    yield Piece(_signs(formula[done:]))


def _signs(formula: str) -> str:
    return latex.decode(formula).translate(_SIGNS)
