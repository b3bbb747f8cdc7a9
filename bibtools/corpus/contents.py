"""Contents of a partition's sources, or why one cannot be read."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bibtools.core.errors import BibtoolsError
from bibtools.corpus import fsspec_io
from bibtools.corpus.partition import Partition
from bibtools.files import exact_text, limits

LARGEST = limits.SOURCE  # bytes of a source; a worker's memory holds several of them
_TOO_LARGE = exact_text.Unread("", f"larger than {LARGEST // 1_000_000} MB: split it", failed=True)


def contents(partition: Partition, folder: str) -> Iterator[tuple[str, bytes | exact_text.Unread]]:
    """Yield the path and content of each source, in order; local paths are relative to a folder."""
    small = [path for path, size in zip(partition.paths, partition.sizes, strict=True) if size <= LARGEST]
    addresses = [path for path in small if fsspec_io.is_remote(path)]
    fetched = dict(zip(addresses, fsspec_io.contents(addresses), strict=True)) if addresses else {}
    readable = frozenset(small)
    for path in partition.paths:
        if path not in readable:
            yield path, _TOO_LARGE
        elif path in fetched:
            yield path, _judged(fetched.pop(path))
        else:
            yield path, exact_text.read_source(os.path.join(folder, path))


def _judged(content: bytes | BibtoolsError) -> bytes | exact_text.Unread:
    if isinstance(content, BibtoolsError):
        return exact_text.Unread("", str(content), failed=True)
    return exact_text.judged("", content)
