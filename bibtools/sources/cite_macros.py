r"""Macros that cite: what a text, a class or a style makes of cite commands, and where they are used.

`\newcommand{\see}[1]{see \cite{#1}}` cites what it takes, `\newcommand{\citefig}[1]{\ref{#1}}` cites nothing, and after
`\let\c\cite` there is one more cite command.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import NamedTuple

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.sources import cite_commands, tex_macros
from bibtools.sources.citation import CITED, UNCLEAR, Citation
from bibtools.sources.tex_commands import commands, options

_DEFINING = tex_macros.DEFINING | frozenset(
    "newrobustcmd renewrobustcmd providerobustcmd NewExpandableDocumentCommand newcommandx".split()
)
_DEFINES = lazy_pattern(r"\\(?:[a-zA-Z]*[cC]ommand|[a-zA-Z]*DocumentCommand|[a-z]*robustcmd|[egx]?def|let)(?![a-z])")
# biblatex's, section 4.3.1; what a command of several lists takes is like `\cites`.
_DECLARED = lazy_pattern(r"\\Declare(Multi)?CiteCommand\*?\s*\{\s*\\([A-Za-z@]+)\s*\}")
_EVERY_LIST = "#*"
_NEXT_LIST = lazy_pattern(r"\s*(?:\([^()]*\)\s*)*\{([^{}]*)\}")
_NAMED_SO = lazy_pattern(r"[A-Za-z@]*[cC]it(?:e|ation)[A-Za-z@]*")
# What these are for is known, however a class makes them.
_USUAL = lazy_pattern(
    r"(?:no|[Pp]aren|[Tt]ext|[Ff]oot|[Aa]uto|[Ff]ull|[Ss]uper|[Ss]mart)?[cC]ite(?:[pt]|al[pt]|author|year(?:par)?|num|text)?s?"
)
_ENDS_SO = lazy_pattern(r"\\([A-Za-z@]+)\s*(?:\[[^\[\]]*\]\s*)*\Z")  # a command that takes what stands behind the macro
_ARGUMENT = lazy_pattern(r"\s*\{([^{}]*)\}")
_PARAMETER = lazy_pattern(r"#([1-9])")
_KEY = lazy_pattern(r"[^,\s](?:[^,]*[^,\s])?")
_WITH_PARAMETER = lazy_pattern(r"[^\s,]*#[^\s,]*")
_NO_KEY = lazy_pattern(r"[\\#{}\"\r\n\t]")
_MOST = 500  # macros of a text
_ROUNDS = 4  # macros that use each other
_LONGEST = 4000


class CiteMacro(NamedTuple):
    """A macro: the lists of keys that it cites, with `#1`, `#2` for what it takes in braces; none, if it cites none.

    `#*` are all lists that follow it.
    """

    name: str
    keys: tuple[str, ...]

    @property
    def arity(self) -> int:
        """How many arguments are needed to know the keys."""
        return max((int(each) for keys in self.keys for each in _PARAMETER.findall(keys)), default=0)

    @property
    def is_plain(self) -> bool:
        """Whether it is used like any cite command that is named like one."""
        return self.keys == ("#1",) and _NAMED_SO.fullmatch(self.name) is not None


def defined(live: str, known: Mapping[str, CiteMacro] | None = None) -> dict[str, CiteMacro]:
    """Return the macros that a text without comments defines and that cite, or sound as if they did.

    `known` are those of other texts of the document.
    """
    bodies = dict(_bodies(live))
    declared = _DECLARED.findall(live) if "CiteCommand" in live else []
    found = {name: CiteMacro(name, (_EVERY_LIST if several else "#1",)) for several, name in declared[:_MOST]}
    for _ in range(_ROUNDS):
        before = dict(found)
        for name, body in bodies.items():
            keys = tuple(dict.fromkeys(_cited_in(body, {**(known or {}), **found})))
            if keys or _NAMED_SO.fullmatch(name):
                found[name] = CiteMacro(name, keys)
        if found == before:
            break
    return {name: each for name, each in found.items() if not each.is_plain}


def may_define(text: str) -> bool:
    """Return False only if a text defines no macro that cites or sounds so."""
    return ("cit" in text or "Cit" in text) and _DEFINES.search(text) is not None


def _bodies(live: str) -> Iterator[tuple[str, str]]:
    for number, place in enumerate(each for each in commands(live) if each.name in _DEFINING):
        made = tex_macros.read_definition(live, place) if number < _MOST else None
        is_text = (
            made is None
            or made.body is None
            or len(made.body) > _LONGEST
            or not ("\\" in made.body or "#" in made.body)
        )
        if made and made.body and not is_text and not _USUAL.fullmatch(made.name):
            yield made.name, made.body


def _cited_in(body: str, known: Mapping[str, CiteMacro]) -> Iterator[str]:
    """Yield the lists of keys in a body that depend on arguments; `#1` also where it ends in a cite command."""
    for span in cite_commands.cited_lists(body, known):
        if "#" in body[slice(*span)]:
            yield body[slice(*span)].strip()
    for place in commands(body):
        macro = known.get(place.name)
        given = _arguments(body, place.end, macro.arity) if macro else None
        if macro and given:
            yield from (_filled(keys, [body[slice(*each)] for each in given]) for keys in macro.keys)
    last = _ENDS_SO.search(body)
    if last and ((last[1] in known and known[last[1]].keys) or _USUAL.fullmatch(last[1])):
        yield "#1"


def _filled(keys: str, given: list[str]) -> str:
    return _PARAMETER.sub(lambda match: given[int(match[1]) - 1], keys)


def uses(live: str, macros: Iterable[CiteMacro]) -> Iterator[Citation]:
    """Yield the citations that the uses of macros make in a text without comments."""
    by_name = {each.name: each for each in macros if each.keys}
    for place in commands(live) if by_name else ():
        macro = by_name.get(place.name)
        is_used = macro is not None and not cite_commands.is_defined(live, place.start)
        if macro and is_used and macro.keys == (_EVERY_LIST,):
            for span in _lists(live, place.end):
                yield from _citations(live, "#1", [span])
            continue
        given = _arguments(live, place.end, macro.arity) if macro and is_used else None
        for keys in macro.keys if macro and given else ():
            yield from _citations(live, keys, given or [])


def _citations(live: str, keys: str, given: list[Span]) -> Iterator[Citation]:
    for match in _KEY.finditer(keys):
        parameter = _PARAMETER.fullmatch(match[0])
        if parameter:  # a list of keys, each at its place
            start, end = given[int(parameter[1]) - 1]
            found = [(each[0], Span(*each.span())) for each in _KEY.finditer(live, start, end)]
        else:
            texts = [live[slice(*each)].strip() for each in given]
            number = _PARAMETER.search(match[0])
            found = [(_filled(match[0], texts), given[int(number[1]) - 1])] if number else []
        for key, span in found:
            is_unclear = cite_commands.is_unclear(key)
            if key != "*" and (is_unclear or not _NO_KEY.search(key)):
                yield Citation(key, span, UNCLEAR if is_unclear else CITED)


def unfollowed(live: str) -> Iterator[Citation]:
    """Yield what takes keys and is no macro that can be followed, as an environment with arguments."""
    lists = [*cite_commands.cited_lists(live, mark="#")]
    followed = list(_followed(live)) if lists else []
    ends = list(accumulate((each.end for each in followed), max))  # one may hold others
    for span in lists:
        before = bisect_right(followed, span.start, key=lambda each: each.start)
        is_followed = before > 0 and span.start < ends[before - 1]
        if not is_followed and "@" not in live[slice(*span)]:
            yield from (
                Citation(each[0], Span(*each.span()), UNCLEAR) for each in _WITH_PARAMETER.finditer(live, *span)
            )


def unused_bodies(live: str) -> list[Span]:
    """Return the definitions of macros that a text defines and never uses, in order."""
    made: list[tuple[str, Span]] = []
    counts: Counter[str] = Counter()
    for place in commands(live):
        counts[place.name] += 1
        definition = tex_macros.read_definition(live, place) if place.name in _DEFINING else None
        if definition and definition.body:
            made.append((definition.name, Span(place.start, definition.end)))
    times = Counter(name for name, _ in made)
    return [span for name, span in made if counts[name] == times[name]]


def _followed(live: str) -> Iterator[Span]:
    for place in commands(live):
        made = tex_macros.read_definition(live, place) if place.name in _DEFINING else None
        if made and made.body and len(made.body) <= _LONGEST:
            yield Span(place.start, made.end)


def _lists(text: str, at: int) -> Iterator[Span]:
    """Yield all lists of keys that follow a place, each behind its options."""
    _, at = options(text, at)
    while match := _NEXT_LIST.match(text, at, at + _LONGEST):
        yield Span(*match.span(1))
        _, at = options(text, match.end())


def _arguments(text: str, at: int, number: int) -> list[Span] | None:
    """Return where the arguments in braces behind a command are, None where there are fewer."""
    _, at = options(text, at)
    found = []
    for _ in range(number):
        match = _ARGUMENT.match(text, at, at + _LONGEST)
        if match is None:
            return None
        found.append(Span(*match.span(1)))
        at = match.end()
    return found
