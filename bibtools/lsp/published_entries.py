"""Published versions: an entry of a preprint that becomes the one of its published version, once that is known here."""

from __future__ import annotations

import os

from bibtools.app.known_works import KnownWorks
from bibtools.app.upgrade import upgrade
from bibtools.core.errors import BibtoolsError
from bibtools.files.write_access import by_user
from bibtools.lsp.paper_folder import CheckedFolder
from bibtools.lsp.workspace_edits import FileChange


def published_change(checked: CheckedFolder, path: str, key: str, known: KnownWorks) -> FileChange | None:
    """Return the change that `upgrade` would make to one entry, from what is on this machine; None where it is none."""
    if not known.sources:
        return None
    named = by_user(checked.of_path(path))
    preferences = known.config.preferences
    try:
        done = upgrade(named, known.knowing(), preferences, checked.today, keys=[key], diff=True, files=checked.files)
    except BibtoolsError:
        return None
    edits = [edit for each in done.upgraded for edit in each.entry.edits]
    return FileChange(os.path.realpath(checked.files.at(named.path)), done.before, edits) if edits else None
