r"""Letters beyond ASCII: how LaTeX writes each, and which of them a paper's programs print.

pdfLaTeX prints the letters of its encoding T1 ("LaTeX 2e font encodings", and `t1enc.dfu`), accents on any letter, and
nothing else; where only OT1 is loaded, some of these have no command either. BibTeX cuts names and titles between
bytes, unless a letter is a "special character" ("BibTeXing", section 4). biber turns commands into letters before LaTeX
sees them, except for accents on what is in two pairs of braces, and takes the first letter of a name for its initial,
whatever it is: there a command must not be.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import combinations
from typing import Final

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.tex.symbols import OF_T1
from bibtools.tex.transliteration import CYRILLIC, latin

ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u", "\u0307": ".",
    "\u0308": '"', "\u030a": "r", "\u030b": "H", "\u030c": "v", "\u0323": "d", "\u0326": "textcommabelow",
    "\u0327": "c", "\u0328": "k", "\u0331": "b",
}  # fmt: skip
LETTERS = {
    "ß": r"{\ss}", "æ": r"{\ae}", "Æ": r"{\AE}", "œ": r"{\oe}", "Œ": r"{\OE}", "ø": r"{\o}", "Ø": r"{\O}",
    "ł": r"{\l}", "Ł": r"{\L}", "å": r"{\aa}", "Å": r"{\AA}", "ı": r"{\i}", "ȷ": r"{\j}", "đ": r"{\dj}", "Đ": r"{\DJ}",
    "ð": r"{\dh}", "Ð": r"{\DH}", "þ": r"{\th}", "Þ": r"{\TH}", "ŋ": r"{\ng}", "Ŋ": r"{\NG}", "ẞ": r"{\SS}",
    "ĳ": r"{\ij}", "Ĳ": r"{\IJ}",
}  # fmt: skip
# Letters of Unicode that stand for others, and signs that languages count among the letters.
_SPELT = {
    "ʹ": "'", "ʺ": "''", "ʻ": "`", "ʼ": "'", "ʽ": "`", "ʾ": "'", "ʿ": "`", "ˈ": "'",
    "ŀ": r"l{$\cdot$}", "Ŀ": r"L{$\cdot$}",
}  # fmt: skip
# What `t1enc.dfu` and its kin let pdfLaTeX read as it is.
_READ = frozenset(
    "ªµºÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿĀāĂăĄąĆćĈĉĊċČčĎďĐđĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİıĲĳĴĵĶķĹĺ"
    "ĻļĽľŁłŃńŅņŇňŊŋŌōŎŏŐőŒœŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžǍǎǏǐǑǒǓǔǢǣǦǧǨǩǪǫǰǴǵȘșȚțȲȳȷḂḃḍḞḟḠḡḥḰḱḷṃṅṇṛṣṭẎẏẐẑẞỲỳ"
)
# What OT1 has no command for: these letters, ogoneks, and the signs of `symbols.OF_T1`.
_OF_T1 = frozenset("ðÐþÞđĐŋŊ")
_OGONEK = "\u0328"
# Letters of Latin that are no other with a mark on it, by their names in Unicode.
_NAMED = lazy_pattern(r"LATIN (?:SMALL |CAPITAL )?LETTER (?:[A-Z-]+ )*?([A-Z]+)(?: WITH .*)?\Z")
_NEAREST = {
    "ESH": "s", "EZH": "z", "SCHWA": "e", "GAMMA": "g", "ALPHA": "a", "IOTA": "i", "UPSILON": "u", "STOP": "'",
    "WYNN": "w", "YOGH": "y", "ETH": "d", "ENG": "n", "KRA": "k", "THORN": "th",
}  # fmt: skip
_MOST = 4  # marks on a letter; no language has more
_OVER = 230  # the combining class of marks above a letter, which take its dot
_HOOK, _HORN = "\u0309", "\u031b"
_TONES = f"\u0300\u0301\u0303{_HOOK}\u0323"
_OF_VIETNAMESE = lazy_pattern(
    f"(?:[aA][\u0302\u0306]?|[eE]\u0302?|[iIyY]|[oO][\u0302{_HORN}]?|[uU]{_HORN}?)[{_TONES}]?"
)
CLUSTER = lazy_pattern(r"[^\W_]?[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")

VIETNAMESE: Final = "T5"
SLAVIC: Final = "T2A"
KNUTHS: Final = "OT1"  # without T1 beside it
EVERYTHING: Final = "TU"  # Unicode's own
Alphabet = str


class Lettering(NamedTuple):
    """How letters beyond ASCII are written; by default for BibTeX and pdfLaTeX, in ASCII."""

    unicode: bool = False  # as they are, where that prints
    biber: bool = False  # reads the library, or another program that turns commands into letters
    prints: frozenset[Alphabet] = frozenset()  # encodings of fonts beside T1, by LaTeX's names
    is_one_byte: bool = False  # the library's encoding has no letters beyond ASCII that are sure


IN_ASCII = Lettering()
IN_UNICODE = Lettering(unicode=True, biber=True, prints=frozenset({EVERYTHING}))


class Form(NamedTuple):
    """A letter's form, and whether it still says what it said."""

    text: str
    is_whole: bool = True


def letter(text: str, lettering: Lettering) -> Form | None:
    """Return the form of a letter with all its marks, or of a mark without one; None if there is none."""
    char = unicodedata.normalize("NFC", text)
    if char.isascii():
        return Form(char)
    if lettering.unicode and is_read(char, lettering):
        return Form(char)
    if unicodedata.combining(char[0]):  # there is nothing under it
        return Form(char) if is_free(lettering) else Form("", is_whole=False)
    if char in _SPELT:
        return Form(_SPELT[char])
    if (
        len(char) == 1 and not is_free(lettering) and unicodedata.decomposition(char).startswith("<compat>")
    ):  # ligatures, and digraphs of Croatian
        forms = [letter(each, lettering) or Form(each) for each in unicodedata.normalize("NFKC", char)]
        return Form("".join(each.text for each in forms), all(each.is_whole for each in forms))
    written = command(char, lettering.prints, biber=lettering.biber)
    if written and (not lettering.biber or _survives(char, lettering)):
        return Form(written)
    if is_free(lettering):
        return Form(char)
    found = nearest(char, lettering)
    return None if found is None else Form(found, is_whole=False)


def is_usual(text: str) -> bool:
    """Return whether every program of LaTeX prints the letters of a text, in one of their forms."""
    return text.isascii() or all(
        (char in _READ and not is_of_t1(char)) or not (is_letter(char) or char in OF_T1) for char in text
    )


def is_free(lettering: Lettering) -> bool:
    """Return whether every letter may stand as it is."""
    return EVERYTHING in lettering.prints and not lettering.is_one_byte


def is_read(char: str, lettering: Lettering) -> bool:
    """Return whether a letter may stand as it is, and prints."""
    return not lettering.is_one_byte and is_printed(char, lettering)


def is_printed(char: str, lettering: Lettering) -> bool:
    """Return whether LaTeX prints a letter that it reads as it is, as biber gives it."""
    return (
        (char in _READ and not _lacks(char, lettering.prints))
        or EVERYTHING in lettering.prints
        or (VIETNAMESE in lettering.prints and _is_vietnamese(char))
        or (SLAVIC in lettering.prints and char in CYRILLIC)
    )


def is_of_t1(char: str) -> bool:
    """Return whether a Latin letter, with any marks, has no command in OT1."""
    base, *marks = list(unicodedata.normalize("NFD", char))
    return base in _OF_T1 or _OGONEK in marks


def _lacks(char: str, prints: frozenset[Alphabet]) -> bool:
    return KNUTHS in prints and is_of_t1(char) and not (VIETNAMESE in prints and char in "đĐ")


def _is_vietnamese(char: str) -> bool:
    if len(char) != 1:
        return False
    base, *marks = list(unicodedata.normalize("NFD", char))
    tones = [mark for mark in marks if mark in _TONES]
    return (
        _OF_VIETNAMESE.fullmatch("".join([base, *(mark for mark in marks if mark not in _TONES), *tones])) is not None
    )


def command(char: str, prints: frozenset[Alphabet] = frozenset(), *, biber: bool = False) -> str | None:
    r"""Return LaTeX's command for a letter, in the braces that make it one for BibTeX; None if there is none.

    biber takes `\i` for a letter of its own, which no mark joins.
    """
    if _lacks(char, prints):
        return None
    if char in LETTERS:
        return LETTERS[char]
    base, *marks = list(unicodedata.normalize("NFD", char))
    if base in CYRILLIC and not latin_marks(marks):
        return _cyrillic(char) if SLAVIC in prints else None
    if not marks or not (base in LETTERS or (base.isascii() and base.isalnum())):
        return None
    if VIETNAMESE in prints and _HORN in marks and base in "ouOU":
        named = f"\\{base}horn" if base.islower() else f"\\{base}HORN"
        return _stacked(f"{{{named}}}", [mark for mark in marks if mark != _HORN], prints)
    return _stacked(base if biber else _dotless(base, marks), marks, prints)


def _dotless(base: str, marks: list[str]) -> str:
    takes_dot = any(unicodedata.combining(mark) == _OVER for mark in marks)
    if len(marks) > 1:  # LaTeX takes the dot off, and finds no `\\i` within another accent
        return base
    return {"i": r"\i", "j": r"\j"}.get(base, base) if takes_dot else base


def latin_marks(marks: list[str]) -> list[str]:
    """Return the marks that make no letter of their own in Cyrillic."""
    return [mark for mark in marks if mark not in "\u0306\u0308"]


def _stacked(base: str, marks: list[str], prints: frozenset[Alphabet]) -> str | None:
    known = ACCENTS | ({_HOOK: "h"} if VIETNAMESE in prints else {})
    if len(marks) > _MOST or not all(mark in known for mark in marks):
        return None
    result, char = LETTERS.get(base, base), base.lstrip("\\")
    for mark in marks:
        accent = known[mark]
        char = unicodedata.normalize("NFC", char + mark)
        if not (accent.isalpha() or result.startswith("{") or char in _READ):
            result = f"{{{result}}}"  # so that biber leaves it alone
        is_grouped = accent.isalpha() or result.startswith("{")
        result = f"{{\\{accent}{{{result}}}}}" if is_grouped else f"{{\\{accent}{result}}}"
    return result


def _survives(char: str, lettering: Lettering) -> bool:
    """Return whether a letter's command prints after biber has read it: as a letter, or as the command that it is."""
    if is_printed(char, lettering):
        return True
    *before, last = list(unicodedata.normalize("NFD", char))
    inner = unicodedata.normalize("NFC", "".join(before))
    is_kept = last in ACCENTS and not ACCENTS[last].isalpha()
    return is_kept and (inner.isascii() or inner in _READ)


def _cyrillic(char: str) -> str | None:
    from bibtools.tex.command_table import commands  # for papers that load T2A

    names = {letter: name for name, letter in commands().items() if name.lower().startswith("cyr")}
    return f"{{\\{names[char]}}}" if char in names else None


def nearest(char: str, lettering: Lettering, *, as_it_is: bool = False) -> str | None:
    """Return the form of the letter that comes nearest and prints, None if there is none.

    As many marks as can be stay. With `as_it_is`, the letter may be no command.
    """
    base, *marks = list(unicodedata.normalize("NFD", char))
    base, marks = base if base.isascii() or command(base, lettering.prints) else _by_name(base), marks[:_MOST]
    for number in range(len(marks), -1, -1):
        for kept in combinations(marks, number):
            near = unicodedata.normalize("NFC", base + "".join(kept))
            if near != char and (form := _printed(near, lettering, as_it_is=as_it_is)) is not None:
                return form
    if (known := latin(char)) is not None:
        return known
    alike = base if base.isascii() else unicodedata.normalize("NFKD", char)
    return alike if alike.isascii() and alike.isprintable() else None


def _by_name(char: str) -> str:
    """Return the letter that a Latin one is a variant of: "ħ" is an h with a stroke."""
    match = _NAMED.match(unicodedata.name(char, ""))
    if match is None:
        return char
    plain = _NEAREST.get(match[1], match[1].lower())
    return plain.capitalize() if char.isupper() else plain


def _printed(char: str, lettering: Lettering, *, as_it_is: bool) -> str | None:
    if char.isascii():
        return char
    if is_printed(char, lettering) and (lettering.unicode or lettering.biber):
        return char if lettering.unicode else command(char, biber=True)
    if as_it_is or (lettering.biber and not _survives(char, lettering)):
        return None
    return command(char, lettering.prints)


@cache
def is_letter(char: str) -> bool:
    """Return whether a character is a letter or a mark, not a sign."""
    return char.isalpha() or unicodedata.combining(char) != 0
