"""A checkup as text."""

from __future__ import annotations

from datetime import UTC, datetime

from bibtools.pipeline.doctor import Checked, DoctorOutcome, Stored
from bibtools.reports.findings import count
from bibtools.text import printable


def checked_up(outcome: DoctorOutcome) -> str:
    """Return everything that a checkup found, in four parts."""
    parts = {
        "versions": [f"{name:<16}{version}" for name, version in outcome.versions.items()],
        "services": [_service(each) for each in outcome.services],
        "cache": stored(outcome.cache),
        "configuration": [
            f"{name:<34}{_value(setting.value):<40}{printable(setting.origin)}"
            for name, setting in outcome.settings.items()
        ],
    }
    return "\n".join(
        "".join(f"{line}\n" for line in [f"{title}:", *(f"  {line}" for line in lines)])
        for title, lines in parts.items()
    )


def stored(cache: Stored) -> list[str]:
    """Return what a cache holds, a line each."""
    there = f"{cache.size / 1024:.0f} KiB" if cache.size else "nothing is kept yet"
    lines = [f"{printable(cache.path)}: {there}"]
    lines += [f"not usable: {printable(cache.problem)}"] if cache.problem else []
    lines += [
        f"{each.provider:<16}{count(each.records, 'record')}, {count(each.absent, 'absence')}, {each.expired} of them"
        f" expired; from {day(each.oldest)} to {day(each.newest)}"
        for each in cache.holdings
    ]
    return lines


def day(seconds: float) -> str:
    """Return the day of a time."""
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _service(each: Checked) -> str:
    took = f" in {each.seconds:.2f} s" if each.seconds is not None else ""
    reason = f": {printable(each.reason)}" if each.reason else ""
    quota = "".join(f"; {name}: {printable(value)}" for name, value in each.quota)
    return f"{each.name:<16}{each.status}{took}{reason} ({printable(each.url)}{quota})"


def _value(value: object) -> str:
    return "-" if value is None or value == [] else printable(str(value))
