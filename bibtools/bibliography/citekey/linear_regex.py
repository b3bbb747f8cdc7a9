r"""Regular expressions in key patterns, matched in linear time.

Python's own `re` backtracks, and a repository's file can hold an expression that has more paths
than there are seconds (`(.*)*x`). This follows all paths at once, a character at a time (R. Cox, "Regular Expression
Matching: the Virtual Machine Approach", 2009), and prefers the same one as `re` does. What needs to look back or around
(`\1`, `(?=…)`) cannot be matched in that way, and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple

LONGEST = 200  # characters of an expression
_LARGEST = 2000  # steps of its program
_PATIENCE = 100_000  # steps that are taken for a text
_ATOM = lazy_pattern(
    r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|[dDwWsS]|[^A-Za-z0-9]|[afnrtv])"
    r"|\[\^?\]?(?:[^]\\]|\\.)*+\]|[^\\()|*+?{\[^$]",
    re.DOTALL,
)
_COUNT = lazy_pattern(r"\{([0-9]*)(,?)([0-9]*)\}")
_ASSERTION = lazy_pattern(r"\\[bBAZ]|[$^]")
_LEAP, _FORK, _SAVE, _TEST, _SEE, _DONE = range(6)


class Step(NamedTuple):
    """One step: a character to test, a fork (the first way is preferred), a place to note, or the end.

    Ways lead to other steps, counted from this one.
    """

    kind: int
    to: int = 0
    other: int = 0
    test: re.Pattern[str] | None = None


class _Way(NamedTuple):
    """Where in the program a way stands, and the places that it has noted."""

    pc: int
    places: tuple[int, ...]


class RegexError(ValueError):
    """An expression that cannot be used, or not on a text; the message says why."""


class RegexMatch(NamedTuple):
    """Where the groups of a match begin and end, the whole match first; -1 where a group took no part."""

    places: tuple[int, ...]

    def group(self, text: str, number: int) -> str:
        """Return what a group holds, nothing where it took no part."""
        start, end = self.places[2 * number : 2 * number + 2]
        return text[start:end] if start >= 0 else ""


class Regex:
    """A regular expression; raises RegexError."""

    def __init__(self, pattern: str) -> None:
        if len(pattern) > LONGEST:
            raise RegexError(f"it has more than {LONGEST} characters")
        try:
            self.groups = re.compile(pattern).groups
        except (re.error, OverflowError, RecursionError) as error:
            raise RegexError(str(error)) from None
        ignores_case = pattern.startswith("(?i)")
        self._program = _Compiler(pattern[4 * ignores_case :], re.IGNORECASE if ignores_case else 0).program()

    def replaced(self, text: str, replacement: Callable[[RegexMatch], str]) -> str:
        """Return a text in which every match is replaced; raises RegexError if that takes too long."""
        run = _Run(self._program, self.groups, text)
        parts, copied, must_advance = [], 0, False
        while (match := run.search(copied, must_advance=must_advance)) is not None:
            start, end = match.places[:2]
            parts += [text[copied:start], replacement(match)]
            copied, must_advance = end, start == end  # as `re` has it: what is empty follows nothing that is
        return "".join(parts) + text[copied:]


class _Run:
    """The matching of one text; the steps that it may take are counted."""

    def __init__(self, program: list[Step], groups: int, text: str) -> None:
        self._program, self._text = program, text
        self._none = (-1,) * (2 * groups + 1)
        self._left = _PATIENCE

    def search(self, start: int, *, must_advance: bool) -> RegexMatch | None:
        """Return the first match from a place on, and of several there the preferred one."""
        ways: list[_Way] = []
        best: RegexMatch | None = None
        for at in range(start, len(self._text) + 1):
            entries = ways if best else [*ways, _Way(0, (at, *self._none))]
            if not entries:
                break
            seen: set[int] = set()
            waiting: list[_Way] = []
            for entry in entries:
                done = self._follow(entry, at, seen, waiting, barred=start if must_advance else -1)
                if done is not None:
                    best = done
                    break
            ways = [_Way(pc + 1, places) for pc, places in waiting if self._takes(pc, at)]
        return best

    def _takes(self, pc: int, at: int) -> bool:
        test = self._program[pc].test
        return at < len(self._text) and test is not None and test.fullmatch(self._text[at]) is not None

    def _follow(self, entry: _Way, at: int, seen: set[int], waiting: list[_Way], *, barred: int) -> RegexMatch | None:
        """Follow a way as far as it needs no character; note where it waits for one, or return where it ends.

        No match may be empty at the place that is `barred`.
        """
        stack = [entry]
        while stack:
            pc, places = stack.pop()
            if pc in seen:
                continue
            seen.add(pc)
            self._left -= 1
            if self._left < 0:
                raise RegexError(f"it takes too long on {self._text[:40]!r}")
            step = self._program[pc]
            if step.kind == _DONE and not places[0] == at == barred:
                return RegexMatch((places[0], at, *places[2:]))
            if step.kind == _TEST:
                waiting.append(_Way(pc, places))
            elif step.kind == _SAVE:
                stack.append(_Way(pc + 1, (*places[: step.to], at, *places[step.to + 1 :])))
            elif step.kind == _FORK:
                stack += [_Way(pc + step.other, places), _Way(pc + step.to, places)]
            elif step.kind == _LEAP:
                stack.append(_Way(pc + step.to, places))
            elif step.test is not None and step.test.match(self._text, at):
                stack.append(_Way(pc + 1, places))
        return None


class _Compiler:
    """Reads an expression into a program; what `re` calls right is read no further than it is understood here."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags
        self._at = 0
        self._group = 0

    def program(self) -> list[Step]:
        steps = self._either()
        if self._at < len(self._text):
            raise RegexError(f"{self._text[self._at]!r} is unexpected there")
        return [*steps, Step(_DONE)]

    def _either(self) -> list[Step]:
        steps = self._sequence()
        while self._takes("|"):
            other = self._sequence()
            steps = _joined([Step(_FORK, 1, len(steps) + 2)], steps, [Step(_LEAP, len(other) + 1)], other)
        return self._checked(steps)

    def _sequence(self) -> list[Step]:
        steps: list[Step] = []
        while self._at < len(self._text) and self._text[self._at] not in "|)":
            steps = _joined(steps, self._repeated(self._item()))
        return self._checked(steps)

    def _item(self) -> list[Step]:
        if self._takes("("):
            return self._grouped()
        if found := _ASSERTION.match(self._text, self._at):
            self._at = found.end()
            return [Step(_SEE, test=re.compile(found[0]))]
        if found := _ATOM.match(self._text, self._at):
            self._at = found.end()
            return [Step(_TEST, test=re.compile(found[0], self._flags))]
        if _COUNT.match(self._text, self._at) is None and self._takes("{"):
            return [Step(_TEST, test=re.compile(r"\{"))]
        raise RegexError(f"{self._text[self._at : self._at + 4]!r} is a look-behind or unsupported")

    def _grouped(self) -> list[Step]:
        is_counted = not self._takes("?:")
        if is_counted and self._text.startswith("?", self._at):
            raise RegexError(f"'({self._text[self._at : self._at + 2]}' is a look-around or unsupported")
        self._group += is_counted
        number = self._group
        steps = self._either()
        if not self._takes(")"):
            raise RegexError("a group is not closed")
        return _joined([Step(_SAVE, 2 * number)], steps, [Step(_SAVE, 2 * number + 1)]) if is_counted else steps

    def _repeated(self, item: list[Step]) -> list[Step]:
        least, most = 1, 1
        found = _COUNT.match(self._text, self._at)
        if self._takes("*"):
            least, most = 0, -1
        elif self._takes("+"):
            most = -1
        elif self._takes("?"):
            least = 0
        elif found and (found[1] or found[3]):
            self._at = found.end()
            least = int(found[1] or 0)
            most = (int(found[3]) if found[3] else -1) if found[2] else least
        else:
            return item
        if self._text.startswith("+", self._at):
            raise RegexError("possessive quantifiers are unsupported")
        return self._checked(_times(item, least, most, is_lazy=self._takes("?")))

    def _checked(self, steps: list[Step]) -> list[Step]:
        if len(steps) > _LARGEST:
            raise RegexError("it repeats too much")
        return steps

    def _takes(self, sign: str) -> bool:
        is_there = self._text.startswith(sign, self._at)
        self._at += len(sign) * is_there
        return is_there


def _times(item: list[Step], least: int, most: int, *, is_lazy: bool) -> list[Step]:
    """Return a program that runs another some times; without a limit where `most` is negative."""
    if max(least, most) * (len(item) + 1) > _LARGEST:
        raise RegexError("it repeats too much")

    def fork(into: int, past: int) -> Step:
        return Step(_FORK, past, into) if is_lazy else Step(_FORK, into, past)

    size = len(item)
    steps = _joined(*[item] * least)
    if most < 0:
        return _joined(steps, [fork(1, size + 2)], item, [Step(_LEAP, -size - 1)])
    for left in range(most - least, 0, -1):
        steps = _joined(steps, [fork(1, left * (size + 1))], item)
    return steps


def _joined(*parts: list[Step]) -> list[Step]:
    return [step for part in parts for step in part]
