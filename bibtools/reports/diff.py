"""What a run would change, as a unified diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bibtools.bibliography.editing.unified_diff import unified

if TYPE_CHECKING:
    from bibtools.app.sync_outcome import SyncOutcome


def of_sync(outcome: SyncOutcome) -> str:
    """Return what a `sync` would change."""
    path = outcome.above or outcome.bib
    return unified(path, outcome.before, outcome.plan.edits, created=outcome.created)
