"""Formulas: whether one prints with amsmath and amssymb, as far as commands, groups and scripts go.

"The TeXbook", chapter 17: commands take arguments, `^` and `_` take one each, at most once per nucleus.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, partial
from itertools import accumulate

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.tex.math_commands import (
    ALPHABETS,
    ARGUMENTS,
    COMMANDS,
    COMPOSED,
    INFIX,
    LIMITED,
    LIMITS,
    RENAMED,
    SIZES,
    SYMBOLS,
)

_TOKEN = lazy_pattern(r"\\[A-Za-z]+|\\.|[^\s\\]", re.DOTALL)
_DELIMITERS = frozenset(
    r"""( ) [ ] | . < > / \{ \} \| \langle \rangle \lfloor \rfloor \lceil \rceil \lVert \rVert \lvert \rvert \vert \Vert
    \backslash \uparrow \downarrow \updownarrow \lbrack \rbrack \lgroup \rgroup""".split()
)
_SCRIPTS = frozenset("^_")
_DEEPEST = 100  # groups within groups; TeX takes 255 in all


_COMMAND = lazy_pattern(r"\\([A-Za-z]+|.)", re.DOTALL)
_OLD = lazy_pattern(rf"\\({'|'.join(RENAMED)})(?![A-Za-z])")
_PLAIN_TEXT = lazy_pattern(r"\\(?:text[a-z]*|mbox)\s*\{[^{}$]*\}")
_WORDS = lazy_pattern(r"\\(?:text[a-z]*|mbox)\s*\{(?:[^{}$]|\$[^{}$]*\$)*\}")
_MATH_ACCENTS = {
    "\u0300": "grave", "\u0301": "acute", "\u0302": "hat", "\u0303": "tilde", "\u0304": "bar", "\u0306": "breve",
    "\u0307": "dot", "\u0308": "ddot", "\u030c": "check", "\u0305": "overline", "\u20d7": "vec",
}  # fmt: skip


# Parts of characters' names in Unicode, the most specific first.
_ALPHABETS = (
    ("DOUBLE-STRUCK", "mathbb"), ("SCRIPT", "mathcal"), ("BLACK-LETTER", "mathfrak"), ("FRAKTUR", "mathfrak"),
    ("SANS-SERIF", "mathsf"), ("MONOSPACE", "mathtt"), ("BOLD", "mathbf"), ("ITALIC", "mathit"),
)  # fmt: skip


def is_printable(formula: str) -> bool:
    """Return whether a formula prints wherever amsmath and amssymb are loaded, once it is `portable`."""
    formula = portable(formula)
    commands = _COMMAND.findall(formula)
    words = all(command in COMMANDS for command in commands if command.isalpha())
    symbols = all(command in ",;:! {}|_%&#" for command in commands if not command.isalpha())
    bare = re.sub(r"\\[{}%&#]", "", formula)
    # TeX counts no brace after a backslash, BibTeX counts every one.
    is_balanced = _is_balanced(bare) and _is_balanced(formula)
    quiet = is_balanced and not re.search(r"[%#&\"]|\^\^|\$", _unquoted(bare)) and bare.isascii()
    return words and symbols and quiet and is_complete(formula)


def _unquoted(formula: str) -> str:
    r"""Return a formula without the formulas within its words: `\text{a $b$}`."""
    return _WORDS.sub(lambda match: match[0].replace("$", ""), formula)


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


def portable(formula: str) -> str:
    """Return a formula with commands of amsmath and amssymb for older ones, and for characters beyond ASCII."""
    if "\\" in formula:
        formula = _OLD.sub(_renamed, formula)
    if formula.isascii():
        return formula
    formula = _PLAIN_TEXT.sub(lambda match: _spelt(match[0], "${}$"), formula)
    return _spelt(formula, "{}")


def _renamed(match: re.Match[str]) -> str:
    new = RENAMED[match[1]]
    return f"\\{new}" if new.isalpha() or new in "{}" else new


def _spelt(text: str, form: str) -> str:
    """Return a text with commands for its characters beyond ASCII; a character that has none stays."""
    return text if text.isascii() else "".join(map(partial(_command, form=form), text))


def _command(char: str, form: str) -> str:
    found = "" if char.isascii() else sign(char)
    if not found:
        return char
    is_open = form == "{}" and found[-1].isalpha()  # a command that a letter behind it would lengthen
    return form.format(f"{found} " if is_open else found) if found[0] == "\\" else found


def sign(char: str) -> str:
    """Return what prints a character beyond ASCII in a formula, nothing if nothing does."""
    name = _names().get(char)
    if name:
        return name if not name.isalpha() else f"\\{name}"
    letter, *marks = list(unicodedata.normalize("NFD", char))
    if len(marks) == 1 and marks[0] in _MATH_ACCENTS and letter.isascii():
        return f"\\{_MATH_ACCENTS[marks[0]]}{{{letter}}}"
    return _in_alphabet(char)


def _in_alphabet(char: str) -> str:
    """Return a letter in one of the alphabets of mathematics: "ℝ"."""
    if not unicodedata.decomposition(char).startswith("<font>"):
        return ""
    letter, name = unicodedata.normalize("NFKD", char), unicodedata.name(char)
    if not letter.isascii():
        return sign(letter) if len(letter) == 1 else ""
    alphabet = next((alphabet for part, alphabet in _ALPHABETS if part in name), "")
    has_letter = letter.isupper() or alphabet not in {"mathbb", "mathcal"}
    return f"\\{alphabet}{{{letter}}}" if alphabet and has_letter else letter


@cache
def _names() -> dict[str, str]:
    """Return the name of each character's command, or its replacement."""
    from bibtools.tex.command_table import commands  # most formulas need none

    # The plainest name of each: not `varrho` where `rho` prints it.
    known = sorted(
        commands().items(), key=lambda pair: (pair[0] in SYMBOLS, not pair[0].startswith("var"), -len(pair[0]))
    )
    return {char: name for name, char in known if name in SYMBOLS or name in COMPOSED} | {
        "−": "-",
        "′": "'",
        "⋅": "cdot",
    }


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
        if not _may_stand(symbols, at):
            return None
        lefts += (symbol == r"\left") - (symbol == r"\right")
        following = _item(symbols, at)
        if following is None or lefts < 0:
            return None
        at = following
    return at if not opened and not lefts else None


def _may_stand(symbols: list[str], at: int) -> bool:
    r"""Return whether `\limits` follows an operator, and `\over` stands alone in a formula."""
    name = symbols[at][1:]
    if symbols[at][0] != "\\":
        return True
    if name in LIMITS:
        before = symbols[at - 1] if at else ""
        return before[1:] in LIMITED or (before == "}" and r"\mathop" in symbols[:at])
    return name not in INFIX or sum(symbol[1:] in INFIX for symbol in symbols if symbol[0] == "\\") == 1


def _item(symbols: list[str], at: int) -> int | None:
    """Return where an item ends: a group, a character, or a command with its arguments."""
    symbol = symbols[at]
    if symbol == "{":
        return _group(symbols, at + 1, opened=True)
    if symbol in {r"\left", r"\right"} or (symbol[0] == "\\" and symbol[1:] in SIZES):
        return at + 2 if symbols[at + 1 : at + 2] and symbols[at + 1] in _DELIMITERS else None
    following: int | None = at + 1
    for _ in range(_taken(symbol)):
        is_script = symbol in _SCRIPTS
        following = _argument(symbols, following, is_script=is_script) if following is not None else None
    return following


def _taken(symbol: str) -> int:
    """Return how many arguments a symbol takes."""
    if symbol in _SCRIPTS:
        return 1
    return ARGUMENTS.get(symbol[1:], 0) if symbol[0] == "\\" else 0


def _argument(symbols: list[str], at: int, *, is_script: bool) -> int | None:
    """Return where an argument ends: a group, one symbol that takes none itself, or in a script one in an alphabet."""
    if at >= len(symbols) or symbols[at] == "}" or symbols[at] in _SCRIPTS:
        return None
    name = symbols[at][1:] if symbols[at][0] == "\\" else ""
    if not name.isalpha() or name in SYMBOLS or (is_script and name in ALPHABETS):
        return _item(symbols, at)
    return None
