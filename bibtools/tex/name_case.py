"""Names in capitals: "JOHN SMITH" is John Smith, "Jean DUPONT" Jean Dupont; initials and acronyms stay."""

from __future__ import annotations

import unicodedata

from bibtools.core.lazy_pattern import lazy_pattern

_PART = lazy_pattern(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_VOWELS = frozenset("aeiouyаеёиоуыэюяіїєαεηιουω")
_PREFIXED = lazy_pattern(r"(Mc|Mac|De|Di|Du|La|Le|Van|O['’])([^\W\d_]{3,})\Z")
_SCOTTISH = lazy_pattern(r"MC(?=[^\W\d_]{3})")
_NUMERALS = frozenset({"II", "III", "IV", "VI", "VII"})


def in_mixed_case(words: list[str]) -> list[str]:
    """Return the words of a person's name in mixed case, as far as capitals say nothing.

    They say nothing of a family, and of a given name only where all of the name is in capitals: "JM Smith" stays.
    """
    if len(words) < 2:
        return words
    is_shouted = all(word.isupper() for word in words if len(_letters(word)) > 1)
    last = len(words) - 1
    return [_mixed(word, is_family=at == last) if is_shouted or at == last else word for at, word in enumerate(words)]


def _mixed(word: str, *, is_family: bool) -> str:
    prefixed = _PREFIXED.match(word)
    if prefixed and prefixed[2].isupper():
        return f"{prefixed[1]}{prefixed[2].capitalize()}"
    letters = _letters(word)
    if not word.isupper() or len(letters) < 2 or "." in word or not _has_vowel(word) or word in _NUMERALS:
        return word
    if len(letters) == 2 and not is_family and _is_vowel(letters[0]):  # initials: "AJ", but not "LI"
        return word
    scottish = _SCOTTISH.match(word)
    return f"Mc{_capitalised(word[2:])}" if scottish else _capitalised(word)


def _capitalised(word: str) -> str:
    return _PART.sub(lambda match: match[0].capitalize(), word)


def _letters(word: str) -> list[str]:
    return [char for char in word if char.isalpha()]


def _has_vowel(word: str) -> bool:
    return any(map(_is_vowel, word))


def _is_vowel(char: str) -> bool:
    return unicodedata.normalize("NFD", char)[0].lower() in _VOWELS
