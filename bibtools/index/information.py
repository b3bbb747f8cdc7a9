"""The description of an index: its size, its age, and its source."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bibtools.index.opening import Unusable, opened, why
from bibtools.index.schema import PREPRINTS, IndexSchema, Info, fact


def info(path: Path, *, is_own: bool = False, schema: IndexSchema = PREPRINTS) -> Info | None:
    """Return the description of an index, None if there is none."""
    nothing = Info(path, 0, "", "", 0)
    try:
        connection = opened(path, is_own=is_own, schema=schema)
        if connection is None:
            return None
        with closing(connection):
            papers = int(fact(connection, "papers") or 0)
            newest, built = fact(connection, "newest"), fact(connection, "built")
        return Info(path, papers, newest, built, path.stat().st_size)
    except Unusable as error:
        return nothing._replace(problem=str(error))
    except (sqlite3.Error, ValueError, OSError) as error:
        return nothing._replace(problem=why(error))
