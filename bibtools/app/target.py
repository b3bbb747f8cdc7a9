"""Which library a run is about, and which others its sources cite from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress

from bibtools.app.gather import Gathered
from bibtools.core.errors import ReadError, UsageError
from bibtools.core.text import Source
from bibtools.files import exact_text, pathnames
from bibtools.sources.filetypes import LIBRARY, WALKED


def target(chosen: str | None, gathered: Gathered, *, any_will_do: bool = False) -> str:
    """Return the library that the user or the configuration tells, else the one that the sources name.

    Raises UsageError where none or several are named, or where it can be no library.
    """
    bib = chosen or _named(gathered, any_will_do=any_will_do)
    if pathnames.is_folder(bib):
        raise UsageError(f"{bib}: this is a folder; --bib takes the .bib file itself")
    if os.path.splitext(bib)[1].lower() in WALKED:  # noqa: PTH122 - paths stay as written
        raise UsageError(f"{bib}: this is a source by its ending; --bib takes a .bib file")
    if not pathnames.exists(bib) and pathnames.exists(f"{bib}{LIBRARY}"):
        raise UsageError(f"{bib}: there is no such file; did you mean {bib}{LIBRARY}?")
    return bib


def others(bib: str, gathered: Gathered) -> Iterator[Source]:
    """Read the other libraries that the sources name and that exist: what they hold is cited from there.

    One that cannot be read holds nothing that we could cite.
    """
    for place in other_paths(bib, gathered):
        with suppress(ReadError):
            yield exact_text.read_library(place) or Source(place, "")


def other_paths(bib: str, gathered: Gathered) -> list[str]:
    """Return the paths of the other libraries that the sources name and that exist."""
    places = (beside(source, name) for name, source in gathered.libraries)
    found = dict.fromkeys(place for place in places if pathnames.exists(place) and not pathnames.is_folder(place))
    return [place for place in found if not pathnames.same(place, bib)]


def _named(gathered: Gathered, *, any_will_do: bool) -> str:
    """Return the one library that the sources name; of several that one source names, `any_will_do`."""
    places = {place: source for source, names in _by_source(gathered).items() for place in _existing(source, names)}
    if len(places) == 1 or (any_will_do and len(set(places.values())) == 1):
        return next(iter(places))
    if places:
        listed = ", ".join(f"{place} (named in {source})" for place, source in places.items())
        raise UsageError(f"several .bib files are named, choose one with --bib: {listed}")
    for unread in gathered.unread:
        if unread.failed:  # it might have named one
            raise ReadError(f"{unread.path}: cannot read it: {unread.reason}")
    raise UsageError(
        "no .bib is named: give one with --bib FILE, set bib in the configuration, or name it in a source "
        r"(\bibliography, \addbibresource, or bibliography: in front matter)"
    )


def _by_source(gathered: Gathered) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name, source in gathered.libraries:
        names.setdefault(source, []).append(name)
    return names


def _existing(source: str, names: list[str]) -> list[str]:
    """Return where the libraries are that one source names; some may come with the TeX system (IEEEabrv)."""
    places = [os.path.normpath(beside(source, name)) for name in names]
    return [place for place in places if pathnames.exists(place)] or places


def candidates(gathered: Gathered) -> dict[str, None]:
    """Return every path where a library may be that the sources name."""
    return dict.fromkeys(place for name, source in gathered.libraries for place in (_near(source, name), name))


def beside(source: str, name: str) -> str:
    """Look beside the source, then where the run is: LaTeX takes paths from where it is run."""
    there = _near(source, name)
    return there if pathnames.exists(there) or not pathnames.exists(name) else name


def _near(source: str, name: str) -> str:
    return os.path.join(os.path.dirname(source), name)  # noqa: PTH118, PTH120 - paths stay as written
