"""What a paper's programs print of titles and names: words of other alphabets, initials, and what is lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.tex import latex, letters
from bibtools.tex.letters import IN_ASCII, SLAVIC, Lettering
from bibtools.tex.transliteration import romanised

_WORD = lazy_pattern(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f'’])*")
_OTHER_ALPHABETS = "\u0370"  # which begin here, behind all letters of Latin and their marks
_GREEK = lazy_pattern("[\u0370-\u03ff\u1f00-\u1fff]")
_SYMBOL = lazy_pattern("[αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩϵϕϑϖϱ]{1,3}")  # of mathematics, not a word
_CYRILLIC = lazy_pattern("[\u0400-\u052f]")
_SYLLABLE = lazy_pattern("[\u1100-\u11ff\u3040-\u30ff\uac00-\ud7a3]")
_FORMULA = lazy_pattern(r"\$[^$]*\$")
_NO_BRACES = str.maketrans("", "", "{}")
_PARTS = lazy_pattern(r"([\s-]+)")


def romanised_words(text: str, lettering: Lettering = IN_ASCII, *, is_name: bool = False) -> str:
    """Return a cleaned text in which words of other alphabets are in Latin letters, where no program prints them."""
    words = dict(_romanised(text, lettering, is_name=is_name))
    return _WORD.sub(lambda match: words.get(match[0], match[0]), text) if words else text


def _romanised(text: str, lettering: Lettering, *, is_name: bool) -> Iterator[tuple[str, str]]:
    """Yield the words of a text that are in other alphabets, and what they are in Latin letters."""
    if text.isascii() or max(text) < _OTHER_ALPHABETS or letters.is_free(lettering):
        return
    found = _WORD.findall(text if is_name else _FORMULA.sub(" ", text))
    words = [each for each in found if max(each) >= _OTHER_ALPHABETS]
    is_greek = is_name or any(_GREEK.search(word) and not _is_symbols(word) for word in words)
    for word in words:
        greek = is_greek and _GREEK.search(word) is not None and (is_name or len(word) > 1)
        slavic = _CYRILLIC.search(word) is not None and SLAVIC not in lettering.prints
        if greek or slavic or _SYLLABLE.search(word):
            yield word, romanised(word, greek=greek)


def _is_symbols(word: str) -> bool:
    return all(_SYMBOL.fullmatch(part) for part in re.split(r"[^\u0370-\u03ff\u1f00-\u1fff]+", word) if part)


def name_part(text: str, lettering: Lettering = IN_ASCII) -> str:
    """Return a cleaned part of a name as LaTeX text."""
    if text.isascii():
        return latex.encode(text, lettering)
    words = _PARTS.split(romanised_words(text, lettering, is_name=True))
    return "".join(_name_word(word, lettering) for word in words)


def _name_word(word: str, lettering: Lettering) -> str:
    """Return a word of a name, whose beginning biber and BibTeX take for its initial."""
    is_greek = letters.is_free(lettering) and _GREEK.search(word) is not None
    written = word if is_greek else latex.encode(_with_initial(word, lettering), lettering)
    is_cut = not (written.isascii() or lettering.unicode or lettering.biber)
    return rf"{{\relax {written}}}" if is_cut else written


def _with_initial(word: str, lettering: Lettering) -> str:
    """Return a word whose first letter is no command for biber, which would take the backslash for an initial."""
    if not lettering.biber or word[:1].isascii():
        return word
    first = _first(word)
    if letters.is_printed(first, lettering) or not latex.form_of(first, lettering).text.startswith("{"):
        return word
    plain = letters.nearest(first, lettering._replace(unicode=True), as_it_is=True)
    return word if plain is None else plain + word[len(first) :]


def _first(word: str) -> str:
    """Return the first letter with its marks."""
    end = next((at for at, char in enumerate(word) if at and not unicodedata.combining(char)), len(word))
    return word[:end]


def lost(text: str, lettering: Lettering = IN_ASCII, *, is_name: bool = False) -> dict[str, str]:
    """Return the words and letters of a cleaned text that do not print, and what is written for each."""
    if text.isascii():
        return {}
    words = dict(_romanised(text, lettering, is_name=is_name))
    left = _WORD.sub(lambda match: " " if match[0] in words else match[0], text)
    left = left if is_name else without_formulas(left)
    found = words | latex.lost(left, lettering)
    initials = ((word, _with_initial(word, lettering)) for word in (_PARTS.split(left) if is_name else ()))
    found |= {_first(word): _first(new) for word, new in initials if word != new}
    return {what: latex.decode(written).translate(_NO_BRACES) for what, written in found.items()}


def without_formulas(title: str) -> str:
    """Return a cleaned title without the formulas that stay formulas."""
    pieces, done = [], 0
    for start, end in latex.math_spans(title):
        pieces.append(title[done:start])
        done = end
    return " ".join([*pieces, title[done:]])
