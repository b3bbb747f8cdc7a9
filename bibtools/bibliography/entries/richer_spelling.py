"""Richer spelling: of two sources that say the same, which letters a name or a title has.

Some catalogues know ASCII only, and write Muller or Mueller, and "O(n2)", where others have Müller and `$O(n^2)$`. Only
what is the same without accents and signs is ever exchanged, so that nobody gets another's name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from bibtools.bibliography.library.identity import compact_title
from bibtools.tex import latex
from bibtools.tex.names import Name


def richer_names(published: Iterable[Name], own: Sequence[Name]) -> tuple[Name, ...]:
    """Return the names as they were published, with the letters that only our own spelling of the same name has."""
    names, same = tuple(published), set(own)
    if same.issuperset(names) or all(map(_is_ascii, own)):
        return names  # as most are: nothing can be richer
    known: dict[str, list[Name]] = {}
    for each in own:
        known.setdefault(_compact(each.family), []).append(each)
    return tuple(each if each in same else _richer_name(each, known.get(_compact(each.family), ())) for each in names)


def _is_ascii(name: Name) -> bool:
    return name.family.isascii() and name.given.isascii() and name.von.isascii()


def _richer_name(name: Name, others: Sequence[Name]) -> Name:
    same = [each for each in others if each.corporate == name.corporate and are_one(name, each)]
    if len(same) != 1:
        return name
    family, given, von, _, _ = same[0]
    return name._replace(
        family=_richer(name.family, family), given=_richer(name.given, given), von=_richer(name.von, von)
    )


def are_one(name: Name, other: Name) -> bool:
    """Return whether two names of one family may be one person's: the one given name begins as the other."""
    short, long = sorted((_compact(name.given), _compact(other.given)), key=len)
    return long.startswith(short) or (short[:1] == long[:1] and _is_initial(name.given, other.given))


def _is_initial(*given: str) -> bool:
    return any("." in each or len(each) == 1 for each in given)


def _richer(published: str, own: str) -> str:
    """Return a part of a name, our own where it is the same in letters that the published one lacks."""
    is_same = is_richer(own, published) and _compact(published) == _compact(own)
    return own if is_same and own[0].isupper() == published[0].isupper() else published


def _compact(text: str) -> str:
    return compact_title(text) if text else ""


def richer_title(published: str, own: str) -> str:
    """Return a title as it was published, our own where that one lost its letters or its formulas."""
    has_lost = has_formula(own) and not has_formula(published)
    if not has_lost and (not is_richer(own, published) or has_formula(published) != has_formula(own)):
        return published
    is_same = compact_title(published) == compact_title(own) and own.isupper() == published.isupper()
    return own if is_same else published


def is_richer(one: str, other: str) -> bool:
    """Return whether a decoded text has letters beyond ASCII, and another one has none.

    Ligatures and letters of other forms are signs of a source that has copied them from a page.
    """
    if one.isascii() or _has_letters(other):
        return False
    return _has_letters(one) and unicodedata.is_normalized("NFKC", one)


def _has_letters(text: str) -> bool:
    return not text.isascii() and any(char.isalpha() and not char.isascii() for char in text)


def has_formula(text: str) -> bool:
    """Return whether a text has a formula that can be printed."""
    return "$" in text and next(iter(latex.math_spans(text)), None) is not None
