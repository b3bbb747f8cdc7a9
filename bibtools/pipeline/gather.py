"""Gathering: reading and scanning all sources of a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from bibtools import files
from bibtools.errors import ExitCode
from bibtools.parallel import spread
from bibtools.scan import is_promising, scan
from bibtools.scan.mention import Mention, Scan, Suspect, accept_bare
from bibtools.text import Source, decode


class Sources(NamedTuple):
    """Which sources a run reads, and how."""

    given: Sequence[str] = (os.curdir,)
    exclusion: files.Exclusion = files.Exclusion()
    bare: bool = False  # take bare numbers of the right form for ids, too
    stdin_filename: str | None = None  # what standard input is called


class Gathered(NamedTuple):
    """What all sources say, in order of path, then place; libraries are pairs of a name and the naming source."""

    mentions: tuple[Mention, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    libraries: tuple[tuple[str, str], ...] = ()
    unread: tuple[files.Unread, ...] = ()
    sources: int = 0

    def without(self, path: str) -> Gathered:
        """Return the same without what a file says: the target of `sync` is no source, even where it is named."""
        return self._replace(
            mentions=tuple(mention for mention in self.mentions if not files.same(mention.path, path)),
            suspects=tuple(suspect for suspect in self.suspects if not files.same(suspect.path, path)),
        )

    @property
    def exit_code(self) -> int:
        """The exit code that the sources alone demand."""
        if any(unread.failed for unread in self.unread):
            return ExitCode.COULD_NOT
        return ExitCode.DIFFERS if any(suspect.impossible for suspect in self.suspects) else ExitCode.IN_STEP


def gather(sources: Sources, today: date, suffixes: frozenset[str]) -> Gathered:
    """Read and scan sources: files, of folders those with certain suffixes, and `-` for standard input."""
    walked = files.walk(sources.given, suffixes, sources.exclusion)
    # The name that reports show; a file that is named twice in different ways is read once.
    paths = {
        (sources.stdin_filename or path) if path == files.STANDARD_INPUT else files.relative(path): path
        for path in walked.paths
    }
    shown = sorted(paths)
    given_paths = [paths[name] for name in shown]
    found = spread(
        partial(_scan, today=today, bare=sources.bare),
        [*zip(shown, given_paths, strict=True)],
        files.sizes(given_paths),
    )
    scans = [(name, each) for name, each in zip(shown, found, strict=True) if isinstance(each, Scan)]
    return Gathered(
        mentions=tuple(mention for _, each in scans for mention in each.mentions),
        suspects=tuple(suspect for _, each in scans for suspect in each.suspects),
        libraries=tuple(dict.fromkeys((library, name) for name, each in scans for library in each.libraries)),
        unread=(*walked.unread, *(each for each in found if isinstance(each, files.Unread))),
        sources=len(paths),
    )


def _scan(source: tuple[str, str], *, today: date, bare: bool) -> Scan | files.Unread:
    """Read and scan a source, given as the path that reports show and the one to read."""
    shown, path = source
    suffix = os.path.splitext(shown)[1]  # noqa: PTH122 - "-" is no path
    data = files.read_source(path)
    if isinstance(data, files.Unread):
        return data
    if not is_promising(data, suffix):
        return Scan()
    found = scan(Source(shown, decode(data)), today, suffix)
    return accept_bare(found) if bare else found
