"""What a rule means, as text and as values that JSON knows."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill

from bibtools.core.rules import Rule

_WIDTH = 100


def explained(rule: Rule) -> str:
    """Return a rule with its meaning and what to do."""
    parts = [f"{rule.name} ({rule.level}): {rule.summary}", rule.meaning, rule.advice]
    return "\n\n".join(fill(part, _WIDTH, break_on_hyphens=False) for part in parts) + "\n"


def listed(rules: Iterable[Rule]) -> str:
    """Return a line for every rule."""
    return "".join(f"{rule.name:<20} {rule.level:<8} {rule.summary}\n" for rule in rules)


def values(rules: Iterable[Rule]) -> dict[str, object]:
    """Return rules as values that JSON knows."""
    return {"rules": [rule._asdict() for rule in rules]}
