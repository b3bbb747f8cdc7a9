r"""Titles as a library has them: which capitals BibTeX would write small, and braces around those and nothing else.

BibTeX's `change.case$` leaves alone what is in braces, unless a command opens them (`{\'E}`, `{\em BERT}`). Outside of
them it knows neither formulas nor commands: `$N$` becomes `$n$`, `\LaTeX` `\latex` ("BibTeXing", section 4).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.tex import latex, title_case

_FORMULA = r"\$(?:[^$\\]|\\.)+\$|\\\((?:[^\\]|\\[^()])*\\\)"
_UNIT = lazy_pattern(
    rf"""
      (?P<blank>(?:\s|~)+|\\\s)
    | (?P<formula>{_FORMULA})
    | (?P<accent>\\(?:[`'^~=."]|[uvHrcdbkt](?![A-Za-z])|textcommabelow(?![A-Za-z]))\s*)
    | (?P<command>\\[A-Za-z]+\*?\s*)
    | (?P<sign>\\.)
    | (?P<group>\{{)
    | (?P<letter>[^{{}}\\$][\u0300-\u036f]*)
    """,
    re.VERBOSE | re.DOTALL,
)
_BASE = lazy_pattern(r"\\[A-Za-z]+\s*|[^\\{}\s]")  # what an accent stands on, where that is no group
_GROUPS = lazy_pattern(r"(?:\s*(?:(?=\{)|(?P<option>\[[^\[\]{}]*\](?=\{))))")
_WORD = lazy_pattern(r"\\([A-Za-z]+)")
# Commands that `change.case$` knows: it writes these letters small.
_LETTERS = frozenset({"OE", "AE", "AA", "O", "L"})


class Unit(NamedTuple):
    """A part of a title that no brace may split: what it prints, and what of it a style writes small."""

    span: Span
    text: str
    is_kept: bool = False  # a style leaves it alone
    is_whole: bool = False  # it is not a word of the title: a formula, or the name of a command
    is_bare: bool = False  # it begins with a command


def with_capitals(value: str) -> str:
    """Return a title with braces around the capitals that BibTeX would lose; the value where it is not understood."""
    units = _units(value)
    if units is None or not _may_lose(units):
        return value
    mended, done = "", 0
    for inner in sorted(_lost(units)):
        start, end = units[inner.start].span.start, units[inner.end - 1].span.end
        mended += value[done:start] + _braced(value, units[slice(*inner)])
        done = end
    return mended + value[done:]


def _may_lose(units: list[Unit]) -> bool:
    return any(_loses(units, number) for number in range(len(units)))


def _units(value: str) -> list[Unit] | None:
    """Return the parts of a title; None where its braces do not match."""
    units, at = list[Unit](), 0
    while at < len(value):
        match = _UNIT.match(value, at)
        end = None if match is None else _end(value, match)
        if match is None or end is None:
            return None
        units.append(_unit(value[at:end], match, Span(at, end)))
        at = end
    return units


def _end(value: str, match: re.Match[str]) -> int | None:
    """Return where a unit ends: an accent takes the letter behind it, a command all groups behind it."""
    end = match.end()
    if match["group"]:
        return _closing(value, match.start())
    if match["accent"] and not value.startswith("{", end):
        base = _BASE.match(value, end)
        return base.end() if base else None
    if match["accent"]:
        return _closing(value, end)
    while match["command"] and (behind := _GROUPS.match(value, end)) and value.startswith("{", behind.end()):
        closing = _closing(value, behind.end())
        if closing is None:
            return None
        end = closing
    return end


def _closing(value: str, start: int) -> int | None:
    """Return where the group ends that begins at an offset."""
    depth = 0
    for at in range(start, len(value)):
        depth += (value[at] == "{") - (value[at] == "}")
        if not depth:
            return at + 1
    return None


def _unit(text: str, match: re.Match[str], span: Span) -> Unit:
    if match["blank"]:
        return Unit(span, " ")
    if match["formula"]:
        return Unit(span, "", is_whole=True, is_kept=not _has_capital(_outside(text)))
    plain = latex.decode(text).replace("{", "").replace("}", "")
    if match["group"]:
        return Unit(span, plain, is_kept=not text.startswith("{\\") or not _has_capital(_lowered(text)))
    if match["accent"]:
        return Unit(span, plain, is_kept=text.endswith("}"), is_bare=True)
    if match["command"]:
        name = _WORD.match(text)
        is_letter = name is not None and name[1] in _LETTERS
        is_lost = name is not None and _has_capital(name[1])
        return Unit(span, plain, is_kept=not is_lost, is_whole=is_lost and not is_letter, is_bare=True)
    return Unit(span, plain)


def _outside(text: str) -> str:
    """Return what of a formula is outside of all braces."""
    shown, depth = "", 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        shown += sign if depth == 0 else ""
    return shown


def _lowered(group: str) -> str:
    """Return what a style writes small of a group that a command opens: all but the names of other commands."""
    return _WORD.sub(lambda match: match[1] if match[1] in _LETTERS else "", group)


def _has_capital(text: str) -> bool:
    return any(map(str.isupper, text))


def _loses(units: list[Unit], number: int) -> bool:
    """Return whether a style writes small what a unit has in capitals; it keeps the first sign, and one behind ": "."""
    unit = units[number]
    if unit.is_kept or unit.is_whole:
        return not unit.is_kept
    before = "".join(each.text for each in units[max(0, number - 2) : number])
    is_first = number == 0 or (before.endswith(": ") and not unit.is_bare)
    return _has_capital(unit.text[1:] if is_first else unit.text)


def _lost(units: list[Unit]) -> Iterator[Span]:
    """Yield the runs of units that need braces: formulas and commands by themselves, and the words of names."""
    alone = [number for number, unit in enumerate(units) if unit.is_whole]
    yield from (Span(number, number + 1) for number in alone if _loses(units, number))
    pieces = [Span(start + 1, end) for start, end in zip([-1, *alone], [*alone, len(units)], strict=True)]
    texts = ["".join(unit.text for unit in units[slice(*piece)]) for piece in pieces]
    for piece, spans in zip(pieces, title_case.name_spans(texts), strict=True):
        numbers = [number for number in range(*piece) for _ in units[number].text]
        for start, end in spans:
            run = Span(numbers[start], numbers[end - 1] + 1)
            if any(_loses(units, number) for number in range(*run)):
                yield run


def _braced(value: str, units: Iterable[Unit]) -> str:
    r"""Return units in braces; where a command begins them, it has braces of its own: `{{\'E}tudes}`."""
    first, *others = (value[slice(*unit.span)] for unit in units)
    if first.startswith("\\") and not (not others and re.fullmatch(r"\\[A-Za-z]+(?:\{\})?", first)):
        first = f"{{{first}}}"
    return f"{{{first}{''.join(others)}}}"
