"""Reports on the index, as text and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bibtools.core.text import printable
from bibtools.index.building import Built
from bibtools.index.schema import Info
from bibtools.index.update import IndexUpdate
from bibtools.reports.finding_text import count

if TYPE_CHECKING:
    from bibtools.index.kinds import IndexKind


def built(path: Path, done: Built, noun: str = "paper") -> str:
    """Return what a build made."""
    broken = f", {done.broken} lines were no records" if done.broken else ""
    return f"{printable(str(path))}: {count(done.papers, noun)}{broken}\n"


def updated(path: Path, done: IndexUpdate) -> str:
    """Return what an update did."""
    return f"{printable(str(path))}: {done.changed} records changed, {done.papers} papers, up to {done.until}\n"


def rebuildable(others: Sequence[tuple[IndexKind, Path]]) -> str:
    """Return how to renew the indexes whose sources publish no changes."""
    lines = (
        f"note: {printable(str(path))} is as it was: {kind.title} tells no changes; take the current file from "
        f"{kind.renewal}, then bibtools index build FILE"
        for kind, path in others
    )
    return "".join(f"{line}\n" for line in lines)


def info(configured: Path, found: Mapping[IndexKind, Info | None]) -> str:
    """Return where the indexes are, and what they hold; a missing arXiv index is mentioned."""
    lines: list[str] = []
    for kind, facts in found.items():
        if facts or kind.beside is None:
            lines += held(kind.path(configured), facts, kind.noun)
        if facts:
            lines.append(f"from: {kind.title}, {kind.licence}")
    return "".join(f"{line}\n" for line in lines)


def held(path: Path, found: Info | None, noun: str = "paper") -> list[str]:
    """Return the same of one index, a line each."""
    if found is None:
        return [f"{printable(str(path))}: no index; bibtools index build creates one"]
    if found.problem:
        return [f"{printable(str(path))}: not usable: it {printable(found.problem)}"]
    size = f"{found.size / 2**20:.1f} MiB" if found.size >= 2**20 else f"{found.size / 1024:.0f} KiB"
    return [
        f"{printable(str(path))}: {count(found.papers, noun)}, {size}",
        f"up to: {printable(found.newest) or 'unknown'}",
        f"built: {printable(found.built)}",
    ]
