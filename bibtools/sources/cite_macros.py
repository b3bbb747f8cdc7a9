r"""Macros that cite: those that a text, a class or a style defines with cite commands, and where they are used.

`\newcommand{\see}[1]{see \cite{#1}}` cites what it takes, `\newcommand{\citefig}[1]{\ref{#1}}` cites nothing, and after
`\let\c\cite` there is one more cite command.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, islice

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Span, blank
from bibtools.sources import cite_commands, tex_macros
from bibtools.sources.citation import CITED, UNCLEAR, Citation
from bibtools.sources.tex_commands import Command, argument, commands, options

DEFINING = tex_macros.DEFINING | frozenset(
    "newrobustcmd renewrobustcmd providerobustcmd NewExpandableDocumentCommand newcommandx".split()
)
_DEFINES = lazy_pattern(
    r"\\(?:[a-zA-Z]*[cC]ommandx?|[a-zA-Z]*DocumentCommand|[a-z]*robustcmd|[egx]?def|let|[a-zA-Z]*[eE]nvironment"
    r"|lstnewenvironment|newminted|newtcblisting|(?:New|Declare)TCBListing|ex(?:clude)(?:comment|version))(?![a-z])"
    r"|\\(?:lst)?(?:Make|Define)Short(?:Verb|Inline)"
)
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
_OPTION = lazy_pattern(r"\s*+\[((?:[^\[\]{}]|\{[^{}]*\})*+)\]")
# Environments: of the document's own, and those whose text is verbatim (listings, fancyvrb, minted, tcolorbox) or left
# out (comment, versions).
_ENVIRONMENT = lazy_pattern(
    r"\\(?:re)?newenvironment\*?\s*\{([^{}\\]+)\}|\\(?:New|Renew)DocumentEnvironment\s*\{([^{}\\]+)\}"
)
_HIDING = lazy_pattern(
    r"\\(?:lstnewenvironment|(?:New|Define|Recustom|Custom)VerbatimEnvironment|excludecomment|excludeversion"
    r"|(?:re)?newtcblisting|(?:New|Renew|Provide|Declare)TCBListing|newminted\s*\[(?P<minted>[^\[\]]*)\])"
    r"\s*(?:\[[^\[\]]*\]\s*)?(?:\{(?P<name>[^{}\\]+)\})?"
    r"|\\newminted\s*\{(?P<language>[^{}\\]+)\}"
    r"|\\(?:lst)?(?:Make|Define)Short(?:Verb\*?|Inline)\s*(?:\[[^\[\]]*\]\s*)?\{?\s*\\?(?P<mark>[^\s\\{}\w])"
)
_BEGUN = lazy_pattern(r"\s*\{([^{}\\]+)\}")
_CONDITIONAL = lazy_pattern(r"\\if[A-Za-z@]*(?![A-Za-z@])(?:(?!\\(?:if|else|fi)).)*+\\fi(?![A-Za-z@])", re.DOTALL)
_GOBBLING = {"\\@gobble": 1, "\\@gobbletwo": 2, "\\@gobblethree": 3, "\\@gobblefour": 4}
_PARAMETER = lazy_pattern(r"#([1-9])")
_KEY = lazy_pattern(r"[^,\s](?:[^,]*[^,\s])?")
# Keys that macros with arguments make: \cite{\in{a},\by{}b}
_MADE = lazy_pattern(
    r"\\(?:no)?(?:[Pp]aren|[Tt]ext|[Ff]oot|[Aa]uto)?[cC]ite(?!text|type)[a-z]{0,12}\*?(?:\[[^\[\]{}]*+\])*+"
    r"\{((?=[^{}]*\\[A-Za-z@]+\{)(?:[^{}\s]|,\s|\{[^{}\\\s]*+\})*+)\}"
)
_MADE_KEY = lazy_pattern(r"(?:[^,\s{}]|\{[^{}]*\})+")
_WITH_PARAMETER = lazy_pattern(r"[^\s,]*#[^\s,]*")
_NO_KEY = lazy_pattern(r"[\\#{}\"\r\n\t]")
_MOST = 500  # macros of a text
_ROUNDS = 4  # macros that use each other
_LONGEST = 4000
_LONGEST_SHORT = 1000  # characters between two that make text verbatim


class CiteMacro(NamedTuple):
    r"""A macro: the lists of keys that it cites, with `#1`, `#2` for what it takes; none, if it cites none.

    `#*` are all lists that follow it. `takes` are its arguments, as `tex_macros.Definition` has them; `c` is what a
    cite command takes: options, and a list in braces; where nothing is said, the first is so. What it `drops` of them,
    by their numbers, is not printed; 0 is the text of an environment, whose name is `begin name`, or what stands
    between two characters of that name. One that stands for a key has that as its `text`.
    """

    name: str
    keys: tuple[str, ...]
    takes: tuple[str, ...] = ()
    drops: tuple[int, ...] = ()
    text: str | None = None

    @property
    def arity(self) -> int:
        """How many arguments are needed to know the keys."""
        return max((int(each) for keys in self.keys for each in _PARAMETER.findall(keys)), default=0)

    @property
    def is_plain(self) -> bool:
        """Whether it is used like any cite command that is named like one."""
        takes = self.taking(self.arity)
        is_first = takes[-1:] in {("m",), ("c",)} and not {"m", "c", "?"}.intersection(takes[:-1])
        is_alone = self.keys == (f"#{self.arity}",) and is_first
        return is_alone and not self.drops and _NAMED_SO.fullmatch(self.name) is not None

    def taking(self, number: int) -> tuple[str, ...]:
        """Return what its first arguments are."""
        return self.takes[:number] or ("c", *("m",) * (number - 1))[:number]


class Given(NamedTuple):
    """An argument of a use, and where it stands; what is left out stands nowhere."""

    text: str
    span: Span | None


def defined(live: str, known: Mapping[str, CiteMacro] | None = None) -> dict[str, CiteMacro]:
    """Return the macros that a text without comments defines and that cite, drop text, or sound as if they cited.

    `known` are those of other texts of the document.
    """
    bodies = dict(_bodies(live))
    declared = _DECLARED.findall(live) if "CiteCommand" in live else []
    found = {name: CiteMacro(name, (_EVERY_LIST if several else "#1",)) for several, name in declared[:_MOST]}
    for _ in range(_ROUNDS):
        before = dict(found)
        for name, (own, body) in bodies.items():
            keys, takes = _read_body(own, body, {**(known or {}), **found})
            drops = _dropped_by(own, body)
            if keys or drops or _NAMED_SO.fullmatch(name):
                found[name] = CiteMacro(name, keys, takes, drops)
        if found == before:
            break
    hiding = {name: CiteMacro(name, (), drops=(0,)) for name in _hiding(live)}
    return {name: each for name, each in found.items() if not each.is_plain} | hiding


def may_define(text: str) -> bool:
    """Return False only if a text defines no macro that matters for what is cited."""
    return _DEFINES.search(text) is not None


def _bodies(live: str) -> Iterator[tuple[str, tuple[tuple[str, ...], str]]]:
    """Yield the names of macros and environments, what they take, and their bodies."""
    for number, place in enumerate(each for each in commands(live) if each.name in DEFINING):
        made = tex_macros.read_definition(live, place) if number < _MOST else None
        body = (made.whole or made.body) if made else None
        is_known = made is None or _USUAL.fullmatch(made.name) is not None
        if made and body is not None and len(body) <= _LONGEST and not is_known and (made.takes or "\\" in body):
            yield made.name, (made.takes, body)
    yield from ((name, (takes, body)) for _, _, name, takes, body in _environments(live))


def _environments(live: str) -> Iterator[tuple[int, int, str, tuple[str, ...], str]]:
    """Yield the environments that a text defines: where, their names, what they take, and what they begin with."""
    for match in _ENVIRONMENT.finditer(live):
        takes, at = tex_macros.taken(live, match.end(), "newenvironment" if match[1] else "DocumentCommand")
        begun = argument(live, at)
        if begun and len(begun.text) <= _LONGEST and takes:
            yield match.start(), begun.end, f"begin {(match[1] or match[2]).strip()}", takes, begun.text


def _hiding(live: str) -> Iterator[str]:
    """Yield the environments whose text is not read as TeX, and the characters between which it is not."""
    for match in islice(_HIDING.finditer(live), _MOST):
        if match["mark"]:
            yield match["mark"]
        elif name := match["minted"] or (match["language"] and f"{match['language'].strip()}code") or match["name"]:
            yield f"begin {name.strip()}"


def _read_body(
    takes: tuple[str, ...], body: str, known: Mapping[str, CiteMacro]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lists of keys that a macro cites, and what it takes: what stands behind it, too, for a command."""
    found: dict[str, None] = {}
    left = _LONGEST
    for each in _cited_in(body, known):
        left -= len(each) + 1 if each not in found else 0
        if left < 0 or not each:  # macros that multiply what they take
            return ("#1",), ("?",)
        found[each] = None
    keys = tuple(found)
    last = _ENDS_SO.search(body)
    if last and ((last[1] in known and known[last[1]].keys) or _USUAL.fullmatch(last[1])):
        return (*keys, f"#{len(takes) + 1}"), (*takes, "c")
    return keys, takes


def _dropped_by(takes: Sequence[str], body: str) -> tuple[int, ...]:
    """Return the numbers of the arguments that a macro does not print, or only under a condition."""
    if body in _GOBBLING:
        return tuple(range(1, _GOBBLING[body] + 1))
    surely = _CONDITIONAL.sub("", body)
    return tuple(
        number for number, each in enumerate(takes, 1) if each == "m" and not re.search(rf"(?<!#)#{number}", surely)
    )


def _cited_in(body: str, known: Mapping[str, CiteMacro]) -> Iterator[str]:
    """Yield the lists of keys in a body that depend on arguments; an empty text for one that is too long."""
    for span in cite_commands.cited_lists(body, known):
        if "#" in body[slice(*span)]:
            yield body[slice(*span)].strip()
    for place in commands(body):
        macro = known.get(place.name)
        given = _given(body, place.end, macro.taking(macro.arity)) if macro and macro.arity else None
        if macro and given:
            texts = [one.text for one in given]
            for each in macro.keys:
                is_short = sum(len(texts[int(number) - 1]) for number in _PARAMETER.findall(each)) <= _LONGEST
                keys = _filled(each, texts) if is_short else ""
                if "#" in keys or not keys:
                    yield keys


def _filled(keys: str, given: Sequence[str]) -> str:
    return _PARAMETER.sub(lambda match: given[int(match[1]) - 1], keys)


def uses(live: str, macros: Iterable[CiteMacro]) -> Iterator[Citation]:
    """Yield the citations that the uses of macros make in a text without comments."""
    by_name = {each.name: each for each in macros if each.keys}
    for place, at, macro in _uses(live, by_name):
        if macro.keys == (_EVERY_LIST,):
            for span in _lists(live, at):
                yield from _citations("#1", live, [Given(live[slice(*span)], span)], span)
            continue
        here, takes = Span(place.start, place.end), macro.taking(macro.arity)
        if "?" in takes:
            yield Citation(live[slice(*here)], here, UNCLEAR)
            continue
        given = _given(live, at, takes)
        for keys in macro.keys if given else ():
            yield from _citations(keys, live, given or [], here)


def dropped(live: str, macros: Iterable[CiteMacro]) -> Iterator[Span]:
    """Yield what macros are given in a text without comments and do not print for sure."""
    by_name = {each.name: each for each in macros if each.drops}
    if marks := "".join(re.escape(name) for name in by_name if len(name) == 1):
        used = blank(live, [Span(*match.span()) for match in _HIDING.finditer(live)])
        between = re.finditer(rf"(?<!\\)([{marks}])(?:(?!\1)[^\r\n]){{0,{_LONGEST_SHORT}}}+\1", used)
        yield from (Span(*each.span()) for each in between)
    ends: dict[str, int] = {}
    for place, at, macro in _uses(live, by_name):
        if macro.drops == (0,):
            if ends.get(macro.name, -1) < at:
                end = live.find(f"\\end{{{macro.name.removeprefix('begin ')}}}", at)
                ends[macro.name] = end if end >= 0 else len(live)
                yield Span(place.start, ends[macro.name])
            continue
        given = _given(live, at, macro.taking(max(macro.drops)))
        for number in macro.drops if given else ():
            span = given[number - 1].span if given else None
            if span:
                yield span


def _uses(live: str, by_name: Mapping[str, CiteMacro]) -> Iterator[tuple[Command, int, CiteMacro]]:
    """Yield where macros and environments are used, and where their arguments begin."""
    for place in commands(live) if by_name else ():
        name, at = place.name, place.end
        if name == "begin" and (match := _BEGUN.match(live, at)):
            name, at = f"begin {match[1].strip()}", match.end()
        macro = by_name.get(name)
        if macro and not cite_commands.is_defined(live, place.start):
            yield place, at, macro


def _citations(keys: str, live: str, given: Sequence[Given], here: Span) -> Iterator[Citation]:
    for each in dict.fromkeys(_KEY.findall(keys)):
        parameter = _PARAMETER.fullmatch(each)
        one = given[int(parameter[1]) - 1] if parameter else None
        if one and one.span:  # a list of keys, each at its place
            found = [(key[0], Span(*key.span())) for key in _KEY.finditer(live, *one.span)]
        else:
            number = _PARAMETER.search(each)
            place = (given[int(number[1]) - 1].span or here) if number else here
            whole = _filled(each, [one.text.strip() for one in given])
            found = [(key, place) for key in _KEY.findall(whole)] if number else []
        for key, span in found:
            is_unclear = cite_commands.is_unclear(key)
            if key != "*" and (is_unclear or not _NO_KEY.search(key)):
                yield Citation(key, span, UNCLEAR if is_unclear else CITED)


def unfollowed(live: str) -> Iterator[Citation]:
    """Yield what takes keys and is no macro that can be followed, as an environment with arguments."""
    for match in _MADE.finditer(live) if "}" in live else ():
        for each in _MADE_KEY.finditer(live, *match.span(1)):
            yield Citation(each[0], Span(*each.span()), UNCLEAR if "\\" in each[0] else CITED)
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
        definition = tex_macros.read_definition(live, place) if place.name in DEFINING else None
        if definition and definition.body:
            made.append((definition.name, Span(place.start, definition.end)))
    times = Counter(name for name, _ in made)
    return [span for name, span in made if counts[name] == times[name]]


def _followed(live: str) -> Iterator[Span]:
    """Yield the definitions that are followed, in order."""
    yield from sorted((*_macros_followed(live), *(Span(start, end) for start, end, *_ in _environments(live))))


def _macros_followed(live: str) -> Iterator[Span]:
    for place in commands(live):
        made = tex_macros.read_definition(live, place) if place.name in DEFINING else None
        if made and made.body and len(made.body) <= _LONGEST:
            yield Span(place.start, made.end)


def _lists(text: str, at: int) -> Iterator[Span]:
    """Yield all lists of keys that follow a place, each behind its options."""
    _, at = options(text, at)
    while match := _NEXT_LIST.match(text, at, at + _LONGEST):
        yield Span(*match.span(1))
        _, at = options(text, match.end())


def _given(text: str, at: int, takes: Sequence[str]) -> list[Given] | None:
    """Return the arguments that stand at an offset, None where one that must be there is not."""
    found: list[Given] = []
    for each in takes:
        if each == "s":
            at += text.startswith("*", at)
            found.append(Given("", None))
        elif each == "o" or each.startswith("="):
            match = _OPTION.match(text, at, at + _LONGEST)
            at = match.end() if match else at
            found.append(Given(match[1], Span(*match.span(1))) if match else Given(each[1:], None))
        else:
            at = options(text, at)[1] if each == "c" else at
            one = argument(text, at)
            if one is None:
                return None
            found.append(Given(one.text, Span(text.index("{", at) + 1, one.end - 1)))
            at = one.end
    return found
