"""Letters of other alphabets as Latin ones: for citation keys, and for what a program cannot print.

Cyrillic as the BGN/PCGN and the languages' own rules have it, Greek as ISO 843 does, Korean and Japanese syllables by
their names in Unicode. Chinese characters have no reading without a dictionary, and stay.
"""

from __future__ import annotations

import re
import unicodedata

from bibtools.core.lazy_pattern import lazy_pattern

_CYRILLIC = """а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch
    ш sh щ shch ъ ʺ ы y ь ʹ э e ю yu я ya і i ї yi є ye ґ g ў u ђ dj ј j љ lj њ nj ћ c џ dz ѓ gj ќ kj ѕ dz ә a ғ g қ k
    ң n ө o ұ u ү u һ h ҳ h ҷ j ӣ i ӯ u ҥ ng ӏ ʹ ѣ ye ѳ f ѵ i ѐ e ѝ i җ zh ҙ dh ҫ s ӑ a ӗ e ӳ u"""
_GREEK = "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o"
_WORDS = lazy_pattern(r"[^\W\d_]+")
_SYLLABLE = lazy_pattern(r"(?:HANGUL SYLLABLE|(?:HIRAGANA|KATAKANA) LETTER(?: SMALL)?) ([A-Z]+)\Z")
_GREEK_PAIRS = lazy_pattern("[οΟ][υύΥΎ]|[αεηΑΕΗ][υύΥΎ]")  # `ou`, and `av`, `ev`, `iv` as they are spoken


def _table(pairs: str) -> dict[str, str]:
    letters = pairs.split()
    small = dict(zip(letters[::2], (each.strip("ʺʹ") for each in letters[1::2]), strict=True))
    return small | {letter.upper(): latin.capitalize() for letter, latin in small.items() if letter != "ς"}


CYRILLIC = _table(_CYRILLIC)
GREEK = _table(_GREEK)


def romanised(text: str, *, greek: bool = True) -> str:
    """Return a text with Latin letters for Cyrillic, Korean and Japanese ones, and for Greek ones on request."""
    if text.isascii():
        return text
    return _WORDS.sub(lambda match: _word(match[0], greek=greek), unicodedata.normalize("NFC", text))


def _word(word: str, *, greek: bool) -> str:
    if word.isascii():
        return word
    spoken = _GREEK_PAIRS.sub(_diphthong, word) if greek else word
    known = ((char, None if char.isascii() else latin(char, greek=greek)) for char in spoken)
    shown = "".join(char if letters is None else letters for char, letters in known)
    return shown.upper() if word.isupper() and len(word) > 1 else shown


def _diphthong(match: re.Match[str]) -> str:
    pair = match[0]
    first = GREEK[pair[0]]
    return first + ("u" if first in {"o", "O"} else "v")


def latin(char: str, *, greek: bool = True) -> str | None:
    """Return the Latin letters for one of another alphabet; empty for silent signs, None if there are none."""
    known = CYRILLIC.get(char)
    if known is None and greek:
        known = GREEK.get(char) or GREEK.get(unicodedata.normalize("NFD", char)[0])
    if known is None and unicodedata.normalize("NFD", char)[0] in CYRILLIC:
        known = CYRILLIC[unicodedata.normalize("NFD", char)[0]]
    if known is None and len(char) == 1 and (syllable := _SYLLABLE.match(unicodedata.name(char, ""))):
        known = syllable[1].lower()
    return known
