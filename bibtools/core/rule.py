"""What a rule is: a kind of finding, with its level, what it means and what to do about it."""

from __future__ import annotations

from typing import Final, Literal

from bibtools.core.named_tuple import NamedTuple

Level = Literal["error", "warning", "note"]
ERROR: Final = "error"
WARNING: Final = "warning"
NOTE: Final = "note"


class Rule(NamedTuple):
    """A rule: its name, level, one-line summary, rationale, and remedy; and whether it is on by default.

    `fix` describes what `check --fix` does about it, and is empty without a fix. A fix that could lose something or
    change the meaning is not safe: it is applied only if the user names the rule.
    """

    name: str
    level: Level
    summary: str
    meaning: str
    advice: str
    is_default: bool = True
    companion: str = ""  # the rule that selects this one, too: this one reports where that rule could not be answered
    fix: str = ""
    is_safe_fix: bool = True
