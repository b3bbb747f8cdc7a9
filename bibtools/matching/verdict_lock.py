"""The lock file of verdicts: what was verified, by the hash of each entry's text, so that only changes are examined.

It lies beside the library under version control: JSON, sorted, one entry a line, so that two branches merge well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, get_args

from bibtools.core.dense_json import has_more_values
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.rule import Level
from bibtools.matching.difference import Difference
from bibtools.matching.verdict import State, Verdict

NAME = "bibtools.lock"
MOST_VALUES = 2_000_000  # an entry has some sixty
_VERSION = 1
_SEVERITIES: frozenset[str] = frozenset(get_args(Level))
_KEPT = frozenset({"agrees", "contradicts", "unconfirmed"})  # "not asked" is not a verdict
_STATES: frozenset[str] = frozenset(get_args(State))


class LockedVerdict(NamedTuple):
    """What was found of an entry, and when."""

    hash: str  # see entry_hashes
    verdict: Verdict
    states: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]  # sources and records
    differences: tuple[Difference, ...]
    day: str


Locked = Mapping[str, LockedVerdict]  # by key


def read(text: str, library: str) -> dict[str, LockedVerdict]:
    """Return the verdicts of a library by their keys; files and lines that are not ours are ignored."""
    return _verdicts(_libraries(text).get(library))


def is_own(text: str) -> bool:
    """Return whether a text is a lock file of this form, or empty."""
    return not text.strip() or _read(text) is not None


def _libraries(text: str) -> dict[str, Any]:
    return _read(text) or {}


def _read(text: str) -> dict[str, Any] | None:
    """Return the libraries of a lock file; None if it is not ours, or holds too many."""
    if has_more_values(text, MOST_VALUES):
        return None
    try:
        whole = json.loads(text)
        found = whole["libraries"] if whole["version"] == _VERSION else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _verdicts(entries: object) -> dict[str, LockedVerdict]:
    if not isinstance(entries, dict):
        return {}
    return {str(key): found for key, facts in entries.items() if (found := _verdict(facts))}


def _verdict(facts: Any) -> LockedVerdict | None:  # noqa: ANN401 - whatever JSON holds
    try:
        differences = tuple(Difference(*map(str, each)) for each in facts["differences"])  # type: ignore[arg-type]  # below
        evidence = tuple((str(source), str(record)) for source, record in facts["evidence"])
        states = tuple(map(str, facts["states"]))
        hashed, verdict, day = (str(facts[name]) for name in ("hash", "verdict", "day"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    is_known = verdict in _KEPT and all(each.severity in _SEVERITIES for each in differences) and {*states} <= _STATES
    if not is_known:
        return None
    return LockedVerdict(
        hash=hashed,
        verdict=verdict,  # type: ignore[arg-type]  # one of _KEPT
        states=states,
        evidence=evidence,
        differences=differences,
        day=day,
    )


def written(text: str, library: str, locked: Locked) -> str:
    """Return the text of a lock file with the verdicts of one library; those of others stay."""
    libraries = {**{name: _verdicts(each) for name, each in _libraries(text).items()}, library: locked}
    blocks = [f"{_line(name)}: {_block(each)}" for name, each in sorted(libraries.items())]
    return f'{{"version": {_VERSION}, "libraries": {{\n' + ",\n".join(blocks) + "\n}}\n"


def _facts(each: LockedVerdict) -> dict[str, object]:
    return {**each._asdict(), "differences": [_listed(difference) for difference in each.differences]}


def _listed(difference: Difference) -> list[str]:
    return list(difference if difference.meant else difference[:-1])


def _block(locked: Locked) -> str:
    listed = sorted(locked.items())
    return "{\n" + ",\n".join(f"  {_line(key)}: {_line(_facts(each))}" for key, each in listed) + "\n}"


def _line(value: object) -> str:
    return json.dumps(value, sort_keys=True)  # in ASCII: lone surrogates and controls are escaped
