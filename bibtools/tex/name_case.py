"""Names in capitals: "JOHN SMITH" is John Smith, "Jean DUPONT" Jean Dupont; initials and acronyms stay.

Where only a part of a name is in capitals, it is the family, wherever it stands: "DUPONT Jean", "GARCÍA LÓPEZ María".
"""

from __future__ import annotations

import re
import unicodedata

from bibtools.core.lazy_pattern import lazy_pattern

_PART = lazy_pattern(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_VOWELS = frozenset("aeiouyаеёиоуыэюяіїєαεηιουω")
_PREFIXED = lazy_pattern(r"(Mc|Mac|De|Di|Du|La|Le|Van|O['’])([^\W\d_]{3,})\Z")
_SCOTTISH = lazy_pattern(r"MC(?=[^\W\d_]{3})")
_NUMERALS = frozenset({"II", "III", "IV", "VI", "VII"})


# Particles in capitals, and institutes that sign with their places: "NASA Ames".
_PARTICLES = frozenset(
    "DA DE DEL DELLA DEN DER DES DI DO DOS DU EL LA LAS LE LOS TEN TER VAN VON BEN BIN AL ST".split()
)
_INSTITUTES = frozenset(
    """NASA NOAA NIST CERN DESY INFN INAF CNRS CEA INRIA ESA ESO SUNY CUNY UCLA USC MIT KTH ETH EPFL IBM SLAC STFC
    LPTHE IEKP HLRZ KAIST RIKEN TIFR CSIR ISRO JAXA ICTP SISSA UNAM USP ARC AMES JPL KIT TU LMU FAIR MPI DARPA
    NATO UNESCO IEEE IEICE NIPNE IHEP""".split()
)
# Families of East Asia that are as short as initials, before a given name of that region: "KIM Min-Jun", "LI Wei".
_SHORT = frozenset(
    """AN BAE BAI BAN BAO BI BO BUI CAI CAO CHA CHO CHU CUI DAI DAO DI DO DU FAN FU GAN GAO GE GU GUO HA HAN HAO HE
    HO HU HUO JI JIA JIN JO KE KIM KO KOO LAI LAM LAN LE LEE LEI LI LIM LIN LIU LU LUO LV LY MA MAI MAN MAO MEI
    MIN MO MOK NA NAM NGO NI NIE NOH OH OU PAN PEI PU QI QIN QIU QU RAN RAO REN RUAN SEO SHA SHI SIN SO SON SU
    SUH SUI SUN TAN TAO TIAN TO TU WAN WEI WEN WOO WU XI XIA XIE XIN XU YAN YAO YE YI YIN YOO YOU YU YUE YUN ZHU
    ZOU ZU ZUO""".split()
)
_SYLLABLE = (
    r"(?:zh|ch|sh|hw|hy|gy|ky|my|jh|[bcdfghjklmnpqrstwxyz])?(?:[iuy]?[aeo][aeiou]?|[iu]{1,2})(?:ng?(?![aeiouy])|k\b)?"
)
_OF_EAST_ASIA = lazy_pattern(
    rf"(?:{_SYLLABLE}){{1,3}}\Z|(?:{_SYLLABLE}[mklpth]?)-(?:{_SYLLABLE}[mklpth]?)\Z", re.IGNORECASE
)
_MOST_WORDS = 20  # of a name; a text with more is not one
_CROWD = lazy_pattern(r"[B-DF-HJ-NP-TV-XZ]{5}")  # consonants that no family has one behind the other


def family_in_capitals(words: list[str]) -> tuple[list[str], list[str]] | None:
    """Return the given name and the family name, where capitals tell them apart; None where they do not."""
    if len(words) > _MOST_WORDS:
        return None
    for at in range(1, len(words)):
        before, behind = words[:at], words[at:]
        if _is_marked(behind, is_last=True) and _is_given(before) and any(map(str.islower, "".join(before))):
            return before, [_mixed(word, is_family=True) for word in behind]
    for at in range(len(words) - 1, 0, -1):
        before, behind = words[:at], words[at:]
        if _is_marked(before, is_last=False) and _is_given(behind) and _are_apart(before, behind):
            return behind, [_mixed(word, is_family=True) for word in before]
    return None


def _is_marked(words: list[str], *, is_last: bool) -> bool:
    """Return whether words are a family name in capitals, with its particles in any case."""
    *others, last = words
    is_family = _is_shouted(last) and (is_last or last not in _PARTICLES)
    return is_family and all(
        word in _PARTICLES or (_is_shouted(word) and len(_letters(word)) > 2) or word.lstrip("'’")[:1].islower()
        for word in others
    )


def _is_shouted(word: str) -> bool:
    prefixed = _PREFIXED.match(word)
    is_upper = word.isupper() or (prefixed is not None and prefixed[2].isupper())
    parts = word.split("-")
    return (
        is_upper
        and "." not in word
        and all(len(_letters(part)) > 1 for part in parts)
        and _has_vowel(word)
        and word not in _NUMERALS | _INSTITUTES
        and not _CROWD.search(word.replace("SCH", "S"))
    )


def _is_given(words: list[str]) -> bool:
    """Return whether words are a given name in mixed case, perhaps with initials."""
    is_initial = [len(_letters(word)) == 1 or (word.isupper() and "." in word) for word in words]
    is_name = [word[0].isupper() and not word.isupper() for word in words]
    return any(is_name) and all(initial or name for initial, name in zip(is_initial, is_name, strict=True))


def _are_apart(family: list[str], given: list[str]) -> bool:
    """Return whether what is in capitals in front is no initials: it is long, or a short family of East Asia."""
    if len(family) > 1 or len(_letters(family[0])) > 3:
        return True
    return family[0] in _SHORT and all(map(_OF_EAST_ASIA.match, given))


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
