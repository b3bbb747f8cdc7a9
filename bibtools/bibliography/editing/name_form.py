"""Name form: how a list of authors writes names, so that one more is written as they are.

"J. Doe and A. Roe" has initials and families last, "Doe, Jane and Roe, Ada" neither. What cannot be read from behind
("Ben Amor") stays `Last, First`.
"""

from __future__ import annotations

from collections.abc import Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.tex.names import Name

_LETTER = r"(?:\{\\(?:[^{}]|\{[^{}]*\})*\}|[^\W\d_])"
_FIRST_LETTER = lazy_pattern(_LETTER)
_INITIALS = lazy_pattern(rf"{_LETTER}\.?(?:[ -]?{_LETTER}\.|[ -]{_LETTER})*")  # "J.", "J. R.", "J.-Y.", "J R"
_BLANKS = lazy_pattern(r"(\s+|-)")


class NameForm(NamedTuple):
    """Whether names are written with the family first, and given names as initials."""

    is_inverted: bool
    has_initials: bool
    has_dots: bool = True

    def of(self, published: str, name: Name) -> str:
        """Return a name in this form, given as `von Last, Jr, First` and as what that says."""
        if name.corporate or not name.given or ", " not in published:
            return published
        family, *suffix, given = published.split(", ")
        given = self._given(given)
        is_read_from_behind = " " not in name.family and name.von.islower() == bool(name.von) and not suffix
        return (
            f"{given} {family}" if is_read_from_behind and not self.is_inverted else ", ".join((family, *suffix, given))
        )

    def _given(self, text: str) -> str:
        return "".join(map(self._initial, _BLANKS.split(text))) if self.has_initials else text

    def _initial(self, word: str) -> str:
        letter = _FIRST_LETTER.match(word)
        if letter is None or letter[0].islower():  # a particle, or what stands between words
            return word
        return letter[0] + ("." if self.has_dots else "")


def form_of(written: Sequence[str], people: Sequence[Name]) -> NameForm:
    """Return the form of most names of a list, as they are written and as what they say."""
    persons = [(text, name.given) for text, name in zip(written, people, strict=True) if name.given]
    given = [each for _, each in persons]
    return NameForm(
        is_inverted=2 * sum("," in text for text, _ in persons) >= len(persons),
        has_initials=bool(given) and all(_INITIALS.fullmatch(each) for each in given),
        has_dots=any("." in each for each in given),
    )
