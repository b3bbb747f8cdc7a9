"""Functions of Typst that cite: `#let c(key) = cite(label(key))` … `#c("doe2019")`, and other names of `cite`.

What a function is given is followed where it is the key alone; a key that is computed stays unclear. A function is a
`CiteMacro`: `#1` is the place of the key among what it takes without a name, `@1` one that it refers to, which may be a
label.

Source: https://typst.app/docs/reference/scripting/ and https://typst.app/docs/reference/model/cite/
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span
from bibtools.sources.citation import CITED, PERHAPS, UNCLEAR, Citation
from bibtools.sources.cite_macros import CiteMacro

_FUNCTION = lazy_pattern(r"\blet[ \t]+([\w-]+)\(((?:[^()\"]|\"[^\"\n]*\"|\([^()]*\))*+)\)[ \t]*=\s*")
_ALIAS = lazy_pattern(
    r"\blet[ \t]+([\w-]+)[ \t]*=[ \t]*(cite|ref)(?:\.with\((?!\s*(?:<|label))[^()]*\))?(?=[ \t]*(?:[;}\r\n]|\Z))"
)
_VALUE = lazy_pattern(
    r"\blet[ \t]+([\w-]+)[ \t]*=[ \t]*(?:\"([^\"\n]+)\"|<([^<>\s]+)>|label\(\s*\"([^\"\n]+)\"\s*\))"
    r"(?=[ \t]*(?:[;}\r\n]|\Z))"
)
_ASSIGNED = lazy_pattern(r"\b(?:let[ \t]+)?([\w-]+)[ \t]*(?:\+?=(?!=)|\bin\b)")
_RENAMED = lazy_pattern(r"([\w-]+)[ \t]+as[ \t]+([\w-]+)")
_IMPORT = lazy_pattern(r"\bimport[ \t]+\"[^\"\n]+\"[ \t]*:([^\r\n(]+|[ \t]*\([^()]*\))")
_CALL = lazy_pattern(r"(?<![\w-])(?<!set )(?<!show )(?<!let )([\w-]++)\(")
_NAMED = lazy_pattern(r"\s*[\w-]+\s*:")
_KEY = lazy_pattern(
    r"\s*(?:<([^<>\s]+)>|label\(\s*\"([^\"\n]+)\"\s*\)|\"([^\"\n]+)\"|(?:label\(\s*)?([A-Za-z_][\w-]*)\s*\)?)\s*"
)
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_LONGEST = 4000  # characters of a body, or of what a function is given
_BRACKET = lazy_pattern(r"[()\[\]{}]")
_MOST_UNCLOSED = 500  # calls; a text with more of them is not Typst
_MOST_BRACKETS = 100  # of one argument
_MOST = 200  # functions of a text
_BUILT_IN = (CiteMacro("cite", ("#1",)), CiteMacro("ref", ("@1",)))


class FunctionCall(NamedTuple):
    """A call: where it stands, and its arguments without a name, in order."""

    span: Span
    given: tuple[Span, ...]


def defined(live: str, known: Mapping[str, CiteMacro] | None = None) -> dict[str, CiteMacro]:
    """Return the functions that a text without comments defines and that cite a key which they are given."""
    found: dict[str, CiteMacro] = {
        name: CiteMacro(name, ("#1" if of == "cite" else "@1",)) for name, of in _ALIAS.findall(live)
    }
    for _ in range(2):  # functions may use each other
        for name, keys, _ in _functions(live, {**(known or {}), **found}):
            if keys:
                found[name] = CiteMacro(name, keys)
    return found


def citations(live: str, macros: Mapping[str, CiteMacro]) -> Iterator[Citation]:
    """Yield what calls to `cite`, `ref` and functions that cite name in a text without comments."""
    known = {**macros, **defined(live, macros)}
    names = {new: old for each in _IMPORT.findall(live) for old, new in _RENAMED.findall(each)}
    known |= {new: known[old] for new, old in names.items() if old in known}
    values = _values(live)
    bodies = [span for _, keys, span in _functions(live, known) if keys]
    for macro, call in _calls(live, known):
        number = bisect_right(bodies, call.span.start, key=lambda each: each.start) - 1
        is_followed = number >= 0 and call.span.start < bodies[number].end
        for each in macro.keys:
            number = int(each[1:])
            given = call.given[number - 1] if number <= len(call.given) else None
            kind = CITED if each.startswith("#") else PERHAPS
            if given:
                yield from _cited(live, given, kind, values, is_followed=is_followed)


def _cited(live: str, given: Span, kind: str, values: Mapping[str, str], *, is_followed: bool) -> Iterator[Citation]:
    match = _KEY.fullmatch(live, *given)
    if match and not match[4]:
        number = next(each for each in (1, 2, 3) if match[each])
        yield Citation(match[number], Span(*match.span(number)), kind)
    elif match and match[4] in values:
        yield Citation(values[match[4]], Span(*match.span(4)), kind)
    elif kind == CITED and not (match and is_followed):
        text = live[slice(*given)].strip()
        yield Citation(text, Span(given.start, given.end), UNCLEAR)


def _functions(live: str, known: Mapping[str, CiteMacro]) -> Iterator[tuple[str, tuple[str, ...], Span]]:
    """Yield the functions that a text defines: their names, the keys that they cite, and where their bodies are."""
    for _, match in zip(range(_MOST), _FUNCTION.finditer(live), strict=False):
        parameters = [each.strip() for each in match[2].split(",")]
        places = {name: number for number, name in enumerate((each for each in parameters if ":" not in each), 1)}
        span = Span(match.start(), _body_end(live, match.end()))
        keys = []
        for macro, call in _calls(live, known, match.end(), span.end):
            for each in macro.keys:
                number = int(each[1:])
                given = _KEY.fullmatch(live, *call.given[number - 1]) if number <= len(call.given) else None
                if given and given[4] in places:
                    keys.append(f"{each[0]}{places[given[4]]}")
        yield match[1], tuple(dict.fromkeys(keys)), span


def _body_end(live: str, at: int) -> int:
    if live[at : at + 1] in {"{", "["}:
        return _closed(live, at)
    end = at
    while end < min(len(live), at + _LONGEST) and live[end] not in "\r\n;":
        end = _closed(live, end) if live[end] in _CLOSING else end + 1
    return end


def _closed(live: str, at: int) -> int:
    """Return where the bracket that stands at an offset is closed, or where looking for that ends."""
    depth, end = 0, min(len(live), at + _LONGEST)
    for _, match in zip(range(_MOST_BRACKETS), _BRACKET.finditer(live, at, end), strict=False):
        depth += 1 if match[0] in _CLOSING else -1
        if depth == 0:
            return match.end()
    return end


def _calls(
    live: str, known: Mapping[str, CiteMacro], start: int = 0, end: int | None = None
) -> Iterator[tuple[CiteMacro, FunctionCall]]:
    by_name = {**{each.name: each for each in _BUILT_IN}, **known}
    patience = _MOST_UNCLOSED
    for match in _CALL.finditer(live, start, len(live) if end is None else end):
        if match[1] not in by_name:
            continue
        close = _closed(live, match.end() - 1)
        if live[close - 1] == ")":
            given = tuple(_given(live, match.end(), close - 1))
            yield by_name[match[1]], FunctionCall(Span(match.start(), close), given)
        else:
            patience -= 1
        if patience < 0:
            return


def _given(live: str, at: int, end: int) -> Iterator[Span]:
    """Yield the arguments between two offsets that have no name."""
    start = place = at
    while place <= end:
        if place == end or live[place] == ",":
            if live[start:place].strip() and not _NAMED.match(live, start, place):
                yield Span(start, place)
            start = place + 1
        elif live[place] == '"':
            closing = live.find('"', place + 1, end)
            place = closing if closing >= 0 else place
        elif live[place] in _CLOSING:
            place = min(_closed(live, place), end) - 1
        place += 1


def _values(live: str) -> dict[str, str]:
    """Return the variables that stand for one key, and are never set again."""
    found = {match[1]: match[2] or match[3] or match[4] for match in _VALUE.finditer(live)}
    times = Counter(match[1] for match in _ASSIGNED.finditer(live)) if found else Counter()
    return {name: key for name, key in found.items() if times[name] == 1}
