"""Additions: papers that go into a library in the editor, as `sync` and `add` would write them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace

from bibtools.app import findings
from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.opened_library import Opening, opened_library
from bibtools.app.sync_outcome import SyncOutcome
from bibtools.app.sync_setup import planned_add, planned_sync, sync_options
from bibtools.app.wired_indexes import publishing
from bibtools.app.wiring import world
from bibtools.config.configuration import Config
from bibtools.core.finding import Finding, in_order
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.identifier import Identifier
from bibtools.lsp.asking import Task
from bibtools.lsp.paper_folder import CheckedFolder
from bibtools.lsp.workspace_edits import FileChange


class Addition(NamedTuple):
    """The additions to a paper's library: some works, or all missing ones; one with the user's own key."""

    works: tuple[Identifier, ...] | None = None
    key: str | None = None


def planned_addition(
    wanted: Addition,
    outcome: CheckOutcome,
    checked: CheckedFolder,
    config: Config,
    task: Task,
    opening: Opening = opened_library,
) -> SyncOutcome:
    """Return what `sync` or `add` would do; raises as these do. `opening` reads libraries."""
    here = world(config, task, task.is_cancelled)
    options = replace(
        sync_options(config, publishing(config, task.note)), bib=outcome.library, only_plans=True, opening=opening
    )
    named = {each.identifier.work for each in outcome.gathered.mentions}
    if wanted.works and (wanted.key or not named.issuperset(wanted.works)):
        return planned_add(outcome.gathered, options, here, checked.files, wanted.works[0], wanted.key)
    works = None if wanted.works is None else frozenset(wanted.works)
    return planned_sync(outcome.gathered, options, here, checked.files, works)


def change_of(done: SyncOutcome, checked: CheckedFolder) -> FileChange:
    """Return the change of the library that a plan makes."""
    path = os.path.realpath(checked.files.at(done.bib))
    return FileChange(path, done.before, done.plan.edits, done.created)


def troubles(done: SyncOutcome, works: Sequence[Identifier] | None) -> list[Finding]:
    """Return why works were not added: they do not exist, or could not be looked up."""
    found = in_order(findings.unanswered(done.resolution, done.places, done.bib))
    wanted = None if works is None else {each.id for each in works}
    return [each for each in found if wanted is None or each.data.get("identifier") in wanted]
