"""What is told of the index, as text and as JSON."""

from __future__ import annotations

from pathlib import Path

from bibtools.core.text import printable
from bibtools.index.build import Built
from bibtools.index.schema import Info
from bibtools.index.update import IndexUpdate
from bibtools.reports.finding_text import count


def built(path: Path, done: Built) -> str:
    """Return what a build made."""
    broken = f", {done.broken} lines were no records" if done.broken else ""
    return f"{printable(str(path))}: {done.papers} papers{broken}\n"


def updated(path: Path, done: IndexUpdate) -> str:
    """Return what an update did."""
    return f"{printable(str(path))}: {done.changed} records changed, {done.papers} papers, up to {done.until}\n"


def info(path: Path, found: Info | None) -> str:
    """Return where the index is, and what it holds."""
    return "".join(f"{line}\n" for line in held(path, found))


def held(path: Path, found: Info | None) -> list[str]:
    """Return the same, a line each."""
    if found is None:
        return [f"{printable(str(path))}: there is none; bibtools index build makes one"]
    if found.problem:
        return [f"{printable(str(path))}: not usable: it {printable(found.problem)}"]
    size = f"{found.size / 2**20:.1f} MiB" if found.size >= 2**20 else f"{found.size / 1024:.0f} KiB"
    return [
        f"{printable(str(path))}: {count(found.papers, 'paper')}, {size}",
        f"up to: {printable(found.newest) or 'unknown'}",
        f"built: {printable(found.built)}",
    ]
