"""What a rule means, as text and as values that JSON knows."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill

from bibtools.core.project import page_of_rule
from bibtools.core.rule_selection import RuleSelection
from bibtools.core.rules import Rule

_WIDTH = 100


def explained(rule: Rule, selection: RuleSelection) -> str:
    """Return a rule with its meaning and what to do."""
    head = f"{rule.name} ({rule.level}): {rule.summary}"
    parts = [head, rule.meaning, rule.advice, *_fix(rule), _state(rule, selection), page_of_rule(rule.name)]
    return "\n\n".join(fill(part, _WIDTH, break_on_hyphens=False) for part in parts) + "\n"


def _fix(rule: Rule) -> list[str]:
    """Return what --fix does about a rule, if it does anything."""
    if not rule.fix:
        return []
    how = "check --fix" if rule.is_safe_fix else f"check --fix --select {rule.name}"
    unasked = "" if rule.is_safe_fix else " It runs only if you name the rule."
    return [f"`bibtools {how}` {rule.fix}{unasked}"]


def _state(rule: Rule, selection: RuleSelection) -> str:
    """Return a line on whether a rule is on, by default and here."""
    default = f"It is {'on' if rule.is_default else 'off'} by default"
    here = "on" if rule.name in selection.on else "off"
    if (rule.name in selection.on) != rule.is_default:
        default += f", and {here} here"
    elif selection.level(rule.name) != rule.level:
        default += f", and its level is {selection.level(rule.name)} here"
    return f"{default}; select, ignore and level in the configuration change that."


def listed(rules: Iterable[Rule], selection: RuleSelection) -> str:
    """Return a line for every rule: its level where it is on, and what it says."""
    return "".join(f"{rule.name:<20} {_level(rule, selection):<8} {rule.summary}\n" for rule in rules)


def _level(rule: Rule, selection: RuleSelection) -> str:
    return selection.level(rule.name) if rule.name in selection.on else "off"


def values(rules: Iterable[Rule], selection: RuleSelection) -> dict[str, object]:
    """Return rules as values that JSON knows."""
    return {
        "rules": [
            {
                "name": rule.name,
                "level": rule.level,
                "summary": rule.summary,
                "meaning": rule.meaning,
                "advice": rule.advice,
                "url": page_of_rule(rule.name),
                "default": rule.is_default,
                "fix": rule.fix or None,
                "safe_fix": rule.is_safe_fix if rule.fix else None,
                "on": rule.name in selection.on,
                "level_here": selection.level(rule.name),
            }
            for rule in rules
        ]
    }
