"""Which rules are in force, at which level, and in which files: the one place where findings are chosen.

The settings are those of ruff: https://docs.astral.sh/ruff/settings/#lint_select
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import translate
from functools import cache, lru_cache

from bibtools.core.errors import UsageError
from bibtools.core.finding import Finding
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.nearest import nearest
from bibtools.core.rule import ERROR, Level
from bibtools.core.rules import RULES

ALL = "ALL"
DEFAULT_RULES = frozenset(name for name, rule in RULES.items() if rule.is_default)


class FileIgnores(NamedTuple):
    """Rules that are off in the files of a pattern; the prefix leads from the run's folder to the pattern's."""

    pattern: str
    rules: tuple[str, ...]
    prefix: str = ""

    def without(self, rules: Iterable[str]) -> FileIgnores:
        """Return the same for all but some rules."""
        off = RULES.keys() if ALL in self.rules else self.rules
        return self._replace(rules=tuple(rule for rule in off if rule not in set(rules)))

    def matches(self, path: str) -> bool:
        """Return whether a file is meant: by its path from the pattern's folder, or by its name."""
        within = os.path.normpath(os.path.join(self.prefix, path)).replace(os.sep, "/")
        is_other, pattern = self.pattern.startswith("!"), self.pattern.removeprefix("!")
        found = _compiled(pattern)
        return is_other != bool(found.match(within) or found.match(os.path.basename(path)))


class RuleSelection(NamedTuple):
    """The rules that are on, the chosen levels, and the rules that are off in certain files."""

    on: frozenset[str] = DEFAULT_RULES
    levels: Mapping[str, Level] = {}
    in_files: tuple[FileIgnores, ...] = ()

    def level(self, rule: str) -> Level:
        """Return the level of a rule that is in force."""
        return self.levels.get(rule, RULES[rule].level)

    def chosen(
        self, select: Sequence[str] | None = None, extend: Iterable[str] = (), ignore: Iterable[str] = ()
    ) -> RuleSelection:
        """Return the selection with a further choice over it: the more exact name wins, and then `ignore`."""
        ignored = set(ignore)
        on = set(self.on) if select is None else set()
        wanted = {*(select or ()), *extend}
        wanted |= {rule.name for rule in RULES.values() if rule.companion in wanted}
        on |= set(RULES) if ALL in wanted else set()
        on -= set(RULES) if ALL in ignored else set()
        return self._replace(on=frozenset((on | (wanted - {ALL})) - ignored))

    def with_levels(self, levels: Mapping[str, Level]) -> RuleSelection:
        """Return the selection with further levels."""
        return self._replace(levels={**self.levels, **levels})

    def certainly(self, *rules: str) -> RuleSelection:
        """Return the selection with rules that are on and errors, whatever is chosen."""
        levels: dict[str, Level] = {**self.levels, **{rule: ERROR for rule in rules if self.level(rule) != ERROR}}
        return RuleSelection(self.on | set(rules), levels, tuple(each.without(rules) for each in self.in_files))

    def applied(self, found: Iterable[Finding]) -> list[Finding]:
        """Return the findings whose rules are in force where they are, at the levels that are."""
        off_in = cache(self._off_in)  # many findings are in one file, and there may be hundreds of patterns
        return [
            each if each.level == (level := self.level(each.rule)) else each._replace(chosen_level=level)
            for each in found
            if each.rule in self.on and not (self.in_files and off_in(each.path) & {each.rule, ALL})
        ]

    def _off_in(self, path: str) -> frozenset[str]:
        return frozenset(rule for each in self.in_files if each.matches(path) for rule in each.rules)


@lru_cache(maxsize=1024)  # more than a run has
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of names: `*` stands for slashes, too, and `**/` also for nothing."""
    return re.compile("|".join(translate(each) for each in {pattern, pattern.replace("**/", "")}))


NO_CHOICE = RuleSelection()


def named(names: Iterable[str], *, with_all: bool = True) -> tuple[str, ...]:
    """Return the names of rules in a list; raises ValueError for an unknown one, naming the nearest rule."""
    found = tuple(ALL if with_all and each.upper() == ALL else each for each in names)
    for each in found:
        if each != ALL and each not in RULES:
            raise ValueError(f"no such rule: {each[:60]}{_hint(each)}")
        if each == ALL and not with_all:
            raise ValueError(f"{ALL} stands for all rules, and one is needed here")
    return found


def _hint(name: str) -> str:
    close = nearest(name[:60], RULES)
    return f"; did you mean {close}?" if close else "; bibtools explain lists them"


class RuleOptions(NamedTuple):
    """The options of a command line about rules: lists with commas, one for each time an option was given."""

    select: tuple[str, ...] = ()
    extend: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @property
    def named(self) -> frozenset[str]:
        """The rules that are named one by one, and so are wanted for certain; raises UsageError as `over`."""
        listed = (*_listed("--select", self.select), *_listed("--extend-select", self.extend))
        return frozenset(listed) - {ALL}

    def over(self, selection: RuleSelection) -> RuleSelection:
        """Return a selection with these options over it; raises UsageError for an unknown name."""
        select, extend, ignore = (
            _listed(option, values)
            for option, values in zip(("--select", "--extend-select", "--ignore"), self, strict=True)
        )
        return selection.chosen(select if self.select else None, extend, ignore)


def _listed(option: str, values: Iterable[str]) -> tuple[str, ...]:
    try:
        return named(name for value in values for name in re.split(r"[\s,]+", value) if name)
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from None
