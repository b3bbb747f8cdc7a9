"""Which library a run is about."""

from __future__ import annotations

import os

from bibtools import files
from bibtools.errors import ReadError, UsageError
from bibtools.pipeline.gather import Gathered


def target(option: str | None, configured: str | None, gathered: Gathered) -> str:
    """Return the library that the user names, else the configuration, else the sources themselves.

    Raises UsageError where none or several are named, or where it is a folder.
    """
    bib = option or configured or _named(gathered)
    if files.is_folder(bib):
        raise UsageError(f"{bib}: this is a folder; --bib takes the .bib file itself")
    return bib


def _named(gathered: Gathered) -> str:
    """Return the one library that the sources name; those that exist go before those that do not."""
    places: dict[str, str] = {}
    for name, source in gathered.libraries:
        beside = os.path.join(os.path.dirname(source), name)  # noqa: PTH118, PTH120 - paths stay as written
        place = beside if files.exists(beside) or not files.exists(name) else name
        places.setdefault(os.path.normpath(place), source)
    candidates = [place for place in places if files.exists(place)] or list(places)
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        listed = ", ".join(f"{place} (named in {places[place]})" for place in candidates)
        raise UsageError(f"several .bib files are named, choose one with --bib: {listed}")
    for unread in gathered.unread:
        if unread.failed:  # it might have named one
            raise ReadError(f"{unread.path}: cannot read it: {unread.reason}")
    raise UsageError(
        "no .bib is named: give one with --bib FILE, set bib in the configuration, or name it in a source "
        r"(\bibliography, \addbibresource, or bibliography: in front matter)"
    )
