"""Listing: the sources of a corpus, from files, folders and remote URLs."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence

from bibtools.core.errors import ReadError, UsageError
from bibtools.core.named_tuple import NamedTuple
from bibtools.corpus import fsspec_io
from bibtools.corpus.partition import Listed
from bibtools.files import exact_text, pathnames, walking
from bibtools.files.exclusion import Exclusion
from bibtools.files.regular_files import NOT_REGULAR
from bibtools.sources.filetypes import LIBRARY, WALKED

_SUFFIXES = WALKED | {LIBRARY}


class Listing(NamedTuple):
    """The sources of a corpus, and the folders that could not be walked."""

    listed: tuple[Listed, ...]
    unread: tuple[exact_text.Unread, ...] = ()


def listing(given: Sequence[str], exclusion: Exclusion, out: str) -> Listing:
    """Return the sources: files and objects by name, in folders those with known suffixes; nothing in `out`."""
    if exact_text.STANDARD_INPUT in given:
        raise UsageError("standard input is one source; bibtools scan reads it")
    local = [path for path in given if not fsspec_io.is_remote(path)]
    paths, unread, *_ = walking.walk(local, _SUFFIXES, exclusion)  # what folders hold besides is not kept
    found = list(_local(paths))
    for address in filter(fsspec_io.is_remote, given):
        found += fsspec_io.listed(address, _SUFFIXES)
    own = (out if fsspec_io.is_remote(out) else pathnames.relative(out)).rstrip("/") + "/"
    return Listing(tuple([each for each in found if not each.path.startswith(own)]), unread)


def _local(paths: Sequence[str]) -> Iterator[Listed]:
    for path, shown in zip(paths, pathnames.all_relative(paths), strict=True):
        try:
            status = os.stat(path)
        except OSError:
            yield Listed(shown, 0)  # its row will say why
            continue
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(f"{path}: {NOT_REGULAR}")
        yield Listed(shown, status.st_size, str(status.st_mtime_ns))
