"""Which library a run is about, and which others its sources cite from."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

from bibtools.app.gather import Gathered
from bibtools.config.papers import Paper
from bibtools.core.errors import ReadError, UsageError
from bibtools.core.text import Source
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.worktree import is_within
from bibtools.files.write_access import NamedPath, Refused, by_user, decide
from bibtools.sources.filetypes import LIBRARY, WALKED


class Target(NamedTuple):
    """The library that a run is about, with who named it, and those that it might have been."""

    library: NamedPath
    passed_over: tuple[str, ...] = ()  # named in the configuration, but not to be written

    @property
    def path(self) -> str:
        """The path, as it was named."""
        return self.library.path

    def refuse(self) -> None:
        """Raise UsageError, with what to do, where nothing may be written there."""
        decision = decide(self.library)
        if isinstance(decision, Refused):
            raise UsageError(
                f"{self.path}: {decision.reason}, so it is read and never written unless you name it yourself: "
                f"{_option(self.path)}"
            )


def library_of(paper: Paper, files: Workspace = HERE) -> NamedPath | None:
    """Return the library that the user or the configuration names, None where neither does."""
    if not paper.bib:
        return None
    if paper.has_users_bib:
        return by_user(paper.bib)
    # Outside of git, a document that the user names may lie above the current folder, and its library with it.
    folders = [files.at(os.path.dirname(source)) for source in paper.sources] if paper.has_users_sources else []
    own = [files.boundary(), *(files.boundary(folder) for folder in folders)]
    named = [NamedPath(paper.bib, each) for each in own]
    return next((each for each in named if not _is_refused(each, files)), named[0])


def target(
    named: NamedPath | None,
    gathered: Gathered,
    given: Sequence[str] = (),
    files: Workspace = HERE,
    *,
    any_will_do: bool = False,
) -> Target:
    """Return the library that the user or the configuration names, else the one that the sources name.

    `given` are the sources that the user named. Where the configuration names one that must not be written, the first
    that the sources name and that may be takes its place. Raises UsageError where none or several are named, or where
    it can be no library.
    """
    library = named or _named(gathered, given, files, any_will_do=any_will_do)
    passed_over: tuple[str, ...] = ()
    is_only_read = named is not None and files.exists(named.path) and _is_refused(named, files)
    if named and is_only_read and (inside := _writable(gathered, given, files)):
        library, passed_over = inside[0], (named.path,)
    bib = library.path
    if files.is_folder(bib):
        raise UsageError(f"{bib}: this is a folder; --bib takes the .bib file itself")
    if os.path.splitext(bib)[1].lower() in WALKED:
        raise UsageError(f"{bib}: this is a source by its ending; --bib takes a .bib file")
    if not files.exists(bib) and files.exists(f"{bib}{LIBRARY}"):
        raise UsageError(f"{bib}: there is no such file; did you mean {bib}{LIBRARY}?")
    return Target(library, passed_over)


def others(bib: Target, gathered: Gathered, files: Workspace = HERE) -> Iterator[Source]:
    """Read the other libraries that the sources name and that exist: what they hold is cited from there.

    One that cannot be read holds nothing that we could cite.
    """
    for place in other_paths(bib, gathered, files):
        with suppress(ReadError):
            yield files.read_library(place) or Source(place, "")


def other_paths(bib: Target, gathered: Gathered, files: Workspace = HERE) -> list[str]:
    """Return the paths of the other libraries that sources and configuration name and that exist."""
    places = (*bib.passed_over, *(beside(source, name, files) for name, source in gathered.libraries))
    found = dict.fromkeys(place for place in places if files.exists(place) and not files.is_folder(place))
    return [place for place in found if not files.same(place, bib.path)]


def _named(gathered: Gathered, given: Sequence[str], files: Workspace, *, any_will_do: bool) -> NamedPath:
    """Return the one library that the sources name; of several that one source names, `any_will_do`.

    Of some that must not be written and others, it is the first of the others.
    """
    places = {
        place: source for source, names in _by_source(gathered).items() for place in _existing(source, names, files)
    }
    found = [_by_source_file(place, source, given, files) for place, source in places.items()]
    inside = [each for each in found if not _is_refused(each, files)]
    if len(inside) < len(found) and (there := [each for each in inside if files.exists(each.path)]):
        return there[0]
    if len(places) == 1 or (any_will_do and len(set(places.values())) == 1):
        return found[0]
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


def _writable(gathered: Gathered, given: Sequence[str], files: Workspace) -> list[NamedPath]:
    """Return the libraries that the sources name, that exist and that may be written."""
    named = [
        _by_source_file(place, source, given, files)
        for source, names in _by_source(gathered).items()
        for place in _existing(source, names, files)
    ]
    return [each for each in named if files.exists(each.path) and not _is_refused(each, files)]


def _by_source_file(path: str, source: str, given: Sequence[str], files: Workspace) -> NamedPath:
    """Return a path that a source names: it stays in the folder of the source's work tree, or of the run.

    A source that is elsewhere has a say only where the user named it: the repository may link to it, too.
    """
    folder = files.at(os.path.dirname(source))
    own, real = files.boundary(), os.path.realpath(folder or os.curdir)
    roots = (files.at(each if files.is_folder(each) else os.path.dirname(each)) for each in given)
    is_own = is_within(real, own) or any(is_within(real, os.path.realpath(root or os.curdir)) for root in roots)
    return NamedPath(path, files.boundary(folder) if is_own else own)


def _is_refused(named: NamedPath, files: Workspace) -> bool:
    return isinstance(decide(named._replace(path=files.at(named.path))), Refused)


def _option(path: str) -> str:
    from shlex import quote  # for the message only

    return f"--bib={quote(path)}" if path.startswith("-") else f"--bib {quote(path)}"


def _by_source(gathered: Gathered) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for name, source in gathered.libraries:
        names.setdefault(source, []).append(name)
    return names


def _existing(source: str, names: list[str], files: Workspace) -> list[str]:
    """Return where the libraries are that one source names; some may come with the TeX system (IEEEabrv)."""
    places = [os.path.normpath(beside(source, name, files)) for name in names]
    return [place for place in places if files.exists(place)] or places


def candidates(gathered: Gathered) -> dict[str, None]:
    """Return every path where a library may be that the sources name."""
    return dict.fromkeys(place for name, source in gathered.libraries for place in (_near(source, name), name))


def beside(source: str, name: str, files: Workspace = HERE) -> str:
    """Look beside the source, then where the run is: LaTeX takes paths from where it is run."""
    there = _near(source, name)
    return there if files.exists(there) or not files.exists(name) else name


def _near(source: str, name: str) -> str:
    return os.path.join(os.path.dirname(source), name)
