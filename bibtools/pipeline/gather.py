"""Gathering: reading and scanning all sources of a run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bibtools import files
from bibtools.errors import ExitCode
from bibtools.scan import scan
from bibtools.scan.mention import Mention, Suspect, accept_bare
from bibtools.text import Source


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


def gather(
    given: Sequence[str],
    today: date,
    suffixes: frozenset[str],
    *,
    bare: bool = False,
    stdin_filename: str | None = None,
) -> Gathered:
    """Read and scan sources: files, of folders those with certain suffixes, and `-` for standard input."""
    walked = files.walk(given, suffixes)
    # The name that reports show; a file that is named twice in different ways is read once.
    paths = {
        (stdin_filename or path) if path == files.STANDARD_INPUT else files.relative(path): path
        for path in walked.paths
    }
    mentions: list[Mention] = []
    suspects: list[Suspect] = []
    libraries: dict[tuple[str, str], None] = {}
    unread = list(walked.unread)
    for shown, path in sorted(paths.items()):
        source = files.read_source(path)
        if isinstance(source, files.Unread):
            unread.append(source)
            continue
        found = scan(Source(shown, source.text), today, os.path.splitext(shown)[1])  # noqa: PTH122 - "-" is no path
        found = accept_bare(found) if bare else found
        mentions += found.mentions
        suspects += found.suspects
        libraries.update(((name, shown), None) for name in found.libraries)
    return Gathered(tuple(mentions), tuple(suspects), tuple(libraries), tuple(unread), len(paths))
