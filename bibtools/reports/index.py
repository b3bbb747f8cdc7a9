"""What is told of the index, as text and as JSON."""

from __future__ import annotations

from pathlib import Path

from bibtools.index.build import Built
from bibtools.index.schema import Info
from bibtools.index.update import Updated
from bibtools.reports.json import dump
from bibtools.text import printable


def built(path: Path, done: Built) -> str:
    """Return what a build made."""
    broken = f", {done.broken} lines were no records" if done.broken else ""
    return f"{printable(str(path))}: {done.papers} papers{broken}\n"


def updated(path: Path, done: Updated) -> str:
    """Return what an update did."""
    return f"{printable(str(path))}: {done.changed} records changed, {done.papers} papers, up to {done.until}\n"


def info(path: Path, found: Info | None) -> str:
    """Return where the index is, and what it holds."""
    if found is None:
        return f"{printable(str(path))}: there is no index; bibtools index build makes one\n"
    size = f"{found.size / 2**20:.1f} MiB"
    lines = [f"{printable(str(path))}: {found.papers} papers, {size}", f"up to: {found.newest or 'unknown'}"]
    return "".join(f"{line}\n" for line in [*lines, f"built: {printable(found.built)}"])


def as_json(path: Path, found: Info | None) -> str:
    """Return the same as JSON."""
    facts = found._asdict() | {"path": str(path)} if found else {"path": str(path), "papers": 0}
    return dump({"index": facts})
