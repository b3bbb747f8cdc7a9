"""The lock file of verdicts: what was verified, by the hash of each entry's text, so that only changes are looked at.

It lies beside the library under version control: JSON, sorted, one entry a line, so that two branches merge well.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple, get_args

from bibtools.matching.difference import Difference, Severity
from bibtools.matching.verdict import State, Verdict

NAME = "bibtools.lock"
_VERSION = 1
_SEVERITIES: frozenset[str] = frozenset(get_args(Severity))
_KEPT = frozenset({"agrees", "contradicts", "unconfirmed"})  # that nobody was asked is no verdict
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
    """Return the verdicts of a library by their keys; a file or a line that is none of ours says nothing."""
    try:
        whole = json.loads(text)
        entries = whole["libraries"][library] if whole["version"] == _VERSION else {}
        return {str(key): found for key, facts in entries.items() if (found := _verdict(facts))}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def is_own(text: str) -> bool:
    """Return whether a text is a lock file of this form, or empty."""
    try:
        whole = json.loads(text) if text.strip() else {"version": _VERSION, "libraries": {}}
        return whole["version"] == _VERSION and isinstance(whole["libraries"], dict)
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _verdict(facts: Any) -> LockedVerdict | None:  # noqa: ANN401 - whatever JSON holds
    try:
        differences = tuple(Difference(*map(str, each)) for each in facts["differences"])  # type: ignore[arg-type]  # below
        evidence = tuple((str(source), str(record)) for source, record in facts["evidence"])
        states = tuple(map(str, facts["states"]))
        hashed, verdict, day = (str(facts[name]) for name in ("hash", "verdict", "day"))
    except (ValueError, KeyError, TypeError, AttributeError):
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
    try:
        whole = json.loads(text) if text else {}
        others = dict(whole["libraries"]) if whole and whole["version"] == _VERSION else {}
    except (ValueError, KeyError, TypeError, RecursionError):
        others = {}
    libraries = {**others, library: {key: _facts(each) for key, each in locked.items()}}
    blocks = [f"{_line(name)}: {_block(entries)}" for name, entries in sorted(libraries.items())]
    return f'{{"version": {_VERSION}, "libraries": {{\n' + ",\n".join(blocks) + "\n}}\n"


def _facts(each: LockedVerdict) -> dict[str, object]:
    return {**each._asdict(), "differences": [_listed(difference) for difference in each.differences]}


def _listed(difference: Difference) -> list[str]:
    return list(difference if difference.meant else difference[:-1])


def _block(entries: Any) -> str:  # noqa: ANN401 - those of other libraries are as they were read
    listed = sorted(entries.items()) if isinstance(entries, dict) else []
    return "{\n" + ",\n".join(f"  {_line(key)}: {_line(facts)}" for key, facts in listed) + "\n}"


def _line(value: object) -> str:
    return json.dumps(value, sort_keys=True)  # in ASCII: lone surrogates and controls are escaped
