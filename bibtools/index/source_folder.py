"""A folder of a source's files, as the ACL Anthology and PMLR publish theirs: many files make one index."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from bibtools.core.errors import ReadError
from bibtools.index.snapshot import head, pieces

_NAMES = (".xml", ".bib", ".html", ".htm")  # also gzipped
_MOST = 50_000  # files


def files_in(folder: str) -> list[str]:
    """Return the files of a folder, and of those in it, that an index may be built from; raises ReadError."""
    found = list(islice(_walked(folder), _MOST + 1))
    if len(found) > _MOST:
        raise ReadError(f"{folder}: holds more than {_MOST} files; name the folder that has the source's own")
    return sorted(found)


def _walked(folder: str) -> Iterator[str]:
    def failed(error: OSError) -> None:
        raise ReadError(f"{error.filename}: cannot read it: {(error.strerror or str(error)).lower()}")

    for place, folders, names in os.walk(folder, onerror=failed):
        folders[:] = [each for each in folders if not each.startswith(".")]
        for name in names:
            path = os.path.join(place, name)
            if name.lower().removesuffix(".gz").endswith(_NAMES) and Path(path).is_file():
                yield path


def recognised(source: str, is_source: Callable[[bytes], bool]) -> list[str]:
    """Return the files that a source is: itself, or those of a folder that are of its kind; raises ReadError."""
    if not Path(source).is_dir():
        return [source]
    return [each for each in files_in(source) if is_source(head(each))]


def pieces_of(files: list[str], progress: Callable[[float], None]) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield files with their uncompressed bytes in pieces; `progress` is called with the part of all read so far."""
    for number, file in enumerate(files):

        def heard(part: float, number: int = number) -> None:
            progress((number + part) / len(files))

        yield file, pieces(file, heard)
