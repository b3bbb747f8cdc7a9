r"""Texts for comparison: what they say, however it is written.

Letters lose their accents, Greek ones become their names, commands the characters that they print; wrappings such as
`\texorpdfstring`, tags and entities go.
"""

from __future__ import annotations

import re
import unicodedata

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.tex import latex, title_markup
from bibtools.tex.ascii import unaccented
from bibtools.tex.command_arguments import unwrapped

_GREEK = {
    code: unicodedata.name(chr(code)).rpartition(" ")[2].lower()
    for code in (*range(0x391, 0x3AA), *range(0x3B1, 0x3CA))
    if code not in {0x3A2, 0x3C2}
}
_SPELT = {**_GREEK, 0x3BB: "lambda", 0x39B: "lambda", 0x3C2: "sigma", 0x127: "h", 0x126: "H", 0xD7: "x"}
_DROPPED = str.maketrans("~$", "  ", "{}")
_SIGNS = lazy_pattern(r"\$\s*([<>])\s*\$")  # Mendeley's tags: `$<$i$>$`
MARKS = "\\{}~$<&"  # ASCII that is not taken as it is
_LEFT = lazy_pattern(f"[{re.escape(MARKS)}]")
# As Mendeley writes formulas that it takes for text.
_ESCAPED = (
    ("{\\textbackslash}", "\\"), ("\\textbackslash{}", "\\"), ("\\textbackslash ", "\\"), ("\\$", "$"), ("\\_", "_"),
    ("\\^{}", "^"), ("{\\textasciicircum}", "^"), ("{\\{}", "{"), ("{\\}}", "}"), ("\\{", "{"), ("\\}", "}"),
)  # fmt: skip
_AND = str.maketrans({"&": " and "})


def is_as_written(text: str) -> bool:
    """Return whether a text is plain letter for letter: nothing in it is an accent, a command or markup."""
    return text.isascii() and not _LEFT.search(text)


def plain(text: str) -> str:
    """Return a text without accents, braces, commands and markup, with punctuation and case."""
    if is_as_written(text):
        return text
    if "\\" in text:
        text = _formulas(text) if "textbackslash" in text and "\\$" in text else text
        text = latex.decode(unwrapped(text))
    text = _SIGNS.sub(r"\1", text).translate(_DROPPED)
    if title_markup.is_in(text):
        text = title_markup.stripped(text)
    if not text.isascii():
        text = unaccented(text).translate(_SPELT)
    return text.translate(_AND) if "&" in text else text


def _formulas(text: str) -> str:
    r"""Return a text in which formulas that were escaped sign by sign are some: `\${\textbackslash}alpha\$`."""
    for escaped, sign in _ESCAPED:
        text = text.replace(escaped, sign)
    return text
