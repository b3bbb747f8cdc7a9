"""Formulas: whether one is complete, as far as commands, groups and scripts go.

"The TeXbook", chapter 17: commands take arguments, `^` and `_` take one each, at most once per nucleus.
"""

from __future__ import annotations

import re
from itertools import accumulate

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[^\s\\]", re.DOTALL)
_ARGUMENTS = {
    "frac": 2,
    **dict.fromkeys(
        """sqrt bar hat tilde vec dot ddot overline underline widehat widetilde mathbb mathcal mathbf mathrm mathit
        mathsf mathfrak bm boldsymbol text textrm operatorname""".split(),
        1,
    ),
}
_DELIMITERS = frozenset(
    r"( ) [ ] | . < > / \{ \} \| \langle \rangle \lfloor \rfloor \lceil \rceil \lVert \rVert".split()
)
_SCRIPTS = frozenset("^_")
_DEEPEST = 100  # groups within groups; TeX takes 255 in all


def is_complete(formula: str) -> bool:
    r"""Return whether every command and script of a formula has its arguments, and every group and `\left` its end."""
    symbols = _TOKEN.findall(formula)
    return _depth(symbols) <= _DEEPEST and _group(symbols, 0, opened=False) == len(symbols)


def _depth(symbols: list[str]) -> int:
    """Return the depth of the deepest group."""
    return max(accumulate((symbol == "{") - (symbol == "}") for symbol in symbols), default=0)


def _group(symbols: list[str], at: int, *, opened: bool) -> int | None:
    """Return where a group's items end: after its brace, or at the end of the formula; None if it is not closed."""
    scripts: set[str] = set()
    lefts = 0
    while at < len(symbols):
        symbol = symbols[at]
        if symbol == "}":
            return at + 1 if opened and not lefts else None
        if symbol in _SCRIPTS:
            if symbol in scripts:
                return None
            scripts.add(symbol)
        else:
            scripts.clear()
        lefts += (symbol == r"\left") - (symbol == r"\right")
        following = _item(symbols, at)
        if following is None or lefts < 0:
            return None
        at = following
    return at if not opened and not lefts else None


def _item(symbols: list[str], at: int) -> int | None:
    """Return where an item ends: a group, a character, or a command with its arguments."""
    symbol = symbols[at]
    if symbol == "{":
        return _group(symbols, at + 1, opened=True)
    if symbol in {r"\left", r"\right"}:
        return at + 2 if symbols[at + 1 : at + 2] and symbols[at + 1] in _DELIMITERS else None
    following: int | None = at + 1
    for _ in range(_taken(symbol)):
        following = _argument(symbols, following) if following is not None else None
    return following


def _taken(symbol: str) -> int:
    """Return how many arguments a symbol takes."""
    if symbol in _SCRIPTS:
        return 1
    return _ARGUMENTS.get(symbol[1:], 0) if symbol[0] == "\\" else 0


def _argument(symbols: list[str], at: int) -> int | None:
    """Return where an argument ends: a group, or one symbol that takes none itself."""
    if at >= len(symbols) or symbols[at] == "}" or symbols[at] in _SCRIPTS:
        return None
    takes_more = symbols[at][1:] in _ARGUMENTS or symbols[at] in {r"\left", r"\right"}
    return None if symbols[at][0] == "\\" and takes_more else _item(symbols, at)
