"""The sources of a run: which files are meant, and where each is read from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bibtools.app.extract import Extract
from bibtools.config.papers import EVERYTHING
from bibtools.core.named_tuple import NamedTuple
from bibtools.files import exact_text, pathnames, walking
from bibtools.files.exclusion import Exclusion
from bibtools.files.workspace import HERE, Workspace


class Sources(NamedTuple):
    """Which sources a run reads, and how."""

    given: Sequence[str] = (os.curdir,)
    exclusion: Exclusion = Exclusion()
    bare: bool = False  # take bare numbers of the right form for ids, too
    stdin_filename: str | None = None  # what standard input is called
    by_user: bool = True  # whether the user named them; else a file of the repository did
    patience: float | None = None  # for how many seconds a pipe that the user named is read


class SourceFiles(NamedTuple):
    """The sources of a paper, by the names that reports show; what else matters if it is there; what can be no source.

    `paths` says where a source is read from, if its name does not.
    """

    names: tuple[str, ...]
    watched: tuple[str, ...] = ()
    unread: tuple[exact_text.Unread, ...] = ()
    folders: tuple[tuple[str, str, str], ...] = ()  # that were walked: hashes of their names, and their times
    is_listed: bool = True  # whether git or the folders show when there are more
    paths: Mapping[str, str] = {}
    named: frozenset[str] = frozenset()  # which of them are named one by one, and not found in a folder
    given: tuple[str, ...] = ()  # what the user named,
    patience: float | None = None  # and for how many seconds a pipe among it is read
    tags: Mapping[str, str] = {}  # how git lists the libraries beside them

    def judged(self, name: str, found: Extract | exact_text.Unread) -> Extract | exact_text.Unread:
        """Return what was found in a source: that a text cannot be read makes the run fail where it is named itself."""
        is_named = name in self.named or self.paths.get(name, name) == exact_text.STANDARD_INPUT
        if isinstance(found, exact_text.Unread) and found.is_text and is_named:
            return found._replace(failed=True)
        return found


def find(sources: Sources, suffixes: frozenset[str], files: Workspace = HERE) -> SourceFiles:
    """Find the sources that are meant, in order of the names that reports show."""
    walked = walking.walk(sources.given, suffixes, sources.exclusion, files)
    # A file that is named twice in different ways is read once.
    paths = dict(zip(pathnames.all_relative(walked.paths, files.base), walked.paths, strict=True))
    if paths.pop(
        exact_text.STANDARD_INPUT, None
    ):  # it goes before the file that it is called by: an editor's unsaved text
        paths[sources.stdin_filename or exact_text.STANDARD_INPUT] = exact_text.STANDARD_INPUT
    given = tuple(sources.given) if sources.by_user else ()
    named = (sources.stdin_filename if each == exact_text.STANDARD_INPUT else each for each in sources.given)
    single = frozenset(files.relative(each) for each in named if each) & paths.keys()
    return SourceFiles(
        tuple(sorted(paths)),
        unread=(*walked.unread, *empty_places(() if sources.by_user else sources.given, paths)),
        paths=paths,
        given=given,
        named=single,
        patience=sources.patience,
        tags=walked.tags,
    )


def empty_places(places: Iterable[str], found: Iterable[str]) -> Iterator[exact_text.Unread]:
    """Yield the folders of a configured paper that has no source at all; EVERYTHING is reported for the run instead."""
    if not any(True for _ in found):
        for place in places:
            if place != EVERYTHING:
                yield exact_text.Unread(place, "there is no source in it", failed=False, aloud=True)


def content(name: str, found: SourceFiles, files: Workspace = HERE) -> str | bytes | exact_text.Unread:
    """Return where a source is, or what standard input or a pipe holds: another process cannot read that."""
    path = found.paths.get(name, name)
    if path == exact_text.STANDARD_INPUT:
        return exact_text.read_named(path, found.patience)
    if path in found.given and pathnames.is_stream_itself(files.at(path)):
        return exact_text.read_named(files.at(path), found.patience)
    return files.content(path)
