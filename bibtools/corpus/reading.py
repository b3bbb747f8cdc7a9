"""Reading: the contents of a partition's sources, or why one has none."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bibtools import files
from bibtools.corpus import remote
from bibtools.corpus.partition import Partition
from bibtools.errors import BibtoolsError
from bibtools.text import is_binary

LARGEST = 100_000_000  # bytes of a source; a worker's memory holds several of them
_TOO_LARGE = files.Unread("", "larger than 100 MB; bibtools scan reads it by itself", failed=True)


def contents(partition: Partition, folder: str) -> Iterator[tuple[str, bytes | files.Unread]]:
    """Yield each source's path with its content, in order; local paths are relative to a folder."""
    small = [path for path, size in zip(partition.paths, partition.sizes, strict=True) if size <= LARGEST]
    addresses = [path for path in small if remote.is_remote(path)]
    fetched = dict(zip(addresses, remote.contents(addresses), strict=True)) if addresses else {}
    readable = frozenset(small)
    for path in partition.paths:
        if path not in readable:
            yield path, _TOO_LARGE
        elif path in fetched:
            yield path, _judged(fetched.pop(path))
        else:
            yield path, files.read_source(os.path.join(folder, path))  # noqa: PTH118 - fast on millions of paths


def _judged(content: bytes | BibtoolsError) -> bytes | files.Unread:
    if isinstance(content, BibtoolsError):
        return files.Unread("", str(content), failed=True)
    return files.Unread("", "not a text file", failed=False) if is_binary(content) else content
