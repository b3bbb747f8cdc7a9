"""What a cache holds, as text."""

from __future__ import annotations

from datetime import UTC, datetime

from bibtools.core.text import printable
from bibtools.reports.finding_text import count
from bibtools.storage.answers import Contents


def held(contents: Contents) -> list[str]:
    """Return what a cache holds, a line each."""
    there = f"{contents.size / 1024:.0f} KiB" if contents.size else "nothing is cached yet"
    lines = [f"{printable(contents.path)}: {there}"]
    lines += [f"not usable: {printable(contents.problem)}"] if contents.problem else []
    lines += [
        f"{each.provider:<16}{count(each.records, 'record')}, {each.absent} known not to exist; {each.expired} expired;"
        f" {day(each.oldest)} to {day(each.newest)}; {printable(each.address)}"
        for each in contents.holdings
    ]
    return lines


def day(seconds: float) -> str:
    """Return the day of a time."""
    try:
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):  # no clock ever said so, but a file may hold anything
        return "?"
