"""Listing: which sources a corpus has, from files, folders and remote addresses."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bibtools import files
from bibtools.corpus import remote
from bibtools.corpus.partition import Listed
from bibtools.errors import ReadError, UsageError
from bibtools.scan import LIBRARY, WALKED

_SUFFIXES = WALKED | {LIBRARY}


class Listing(NamedTuple):
    """The sources of a corpus, and the folders that could not be walked."""

    listed: tuple[Listed, ...]
    unread: tuple[files.Unread, ...] = ()


def listing(given: Sequence[str], exclusion: files.Exclusion, out: str) -> Listing:
    """List sources: files and objects by their names, of folders those with known endings; nothing of `out`."""
    if files.STANDARD_INPUT in given:
        raise UsageError("standard input is one source; bibtools scan reads it")
    walked = files.walk([path for path in given if not remote.is_remote(path)], _SUFFIXES, exclusion)
    found = list(_local(walked.paths))
    for address in filter(remote.is_remote, given):
        found += remote.listed(address, _SUFFIXES)
    own = (out if remote.is_remote(out) else files.relative(out)).rstrip("/") + "/"
    return Listing(tuple([each for each in found if not each.path.startswith(own)]), walked.unread)


def _local(paths: Sequence[str]) -> Iterator[Listed]:
    for path, shown in zip(paths, files.all_relative(paths), strict=True):
        try:
            status = os.stat(path)  # noqa: PTH116 - fast on millions of paths
        except OSError:
            yield Listed(shown, 0)  # its row will say why
            continue
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(f"{path}: this is no regular file")
        yield Listed(shown, status.st_size, str(status.st_mtime_ns))
