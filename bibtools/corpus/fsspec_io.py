"""Remote paths, through fsspec: object stores, archives, memory, and anything else it supports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from bibtools.core.errors import BibtoolsError, ReadError, UsageError, WriteError, lacks_package
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.corpus.partition import Listed
from bibtools.files.pathnames import suffix

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ADDRESS = lazy_pattern(r"[A-Za-z][\w+.-]*://")
_MAGIC = lazy_pattern(r"[*?[]")
# Fields of a listing that change whenever an object does, as several stores name them.
_STAMPS = ("ETag", "etag", "md5Hash", "content_md5", "mtime", "LastModified", "last_modified", "updated", "date_time")
_MANY = 8  # levels of an error's causes


def is_remote(path: str) -> bool:
    """Return whether a path is a URL for fsspec (`s3://…`, `zip://*.tex::s3://…`)."""
    return _ADDRESS.match(path) is not None


def listed(address: str, suffixes: frozenset[str]) -> Iterator[Listed]:
    """Yield an object, the objects of a glob pattern, or those below a folder with known suffixes."""
    system, root = _opened(address)
    infos = _asked(address, lambda: _infos(system, root))
    if not infos:
        raise ReadError(f"{address}: nothing found; name an object, a folder or a pattern")
    takes_all = _MAGIC.search(root) is not None or list(infos) == [root]
    start, end = _around(address, root)
    for path, info in infos.items():
        if info.get("type") != "directory" and (takes_all or suffix(path) in suffixes):
            stamp = next((str(info[name]) for name in _STAMPS if info.get(name)), "")
            yield Listed(f"{start}{path}{end}", int(info.get("size") or 0), stamp)


def _infos(system: AbstractFileSystem, root: str) -> dict[str, dict[str, Any]]:
    look = system.glob if _MAGIC.search(root) else system.find
    found: dict[str, dict[str, Any]] = look(root, detail=True)
    return found


def _around(address: str, root: str) -> tuple[str, str]:
    """Return the URL's parts before and after a path; some systems need a host or an archive there."""
    first, chain, rest = address.partition("::")
    first = first.rstrip("/") if root and not root.endswith("/") else first
    start = first.removesuffix(root) if first.endswith(root) else f"{first.partition('://')[0]}://"
    return start, chain + rest


def contents(addresses: Sequence[str]) -> Iterator[bytes | BibtoolsError]:
    """Yield the contents of objects, fetched in batches if possible, or an error for each that cannot be read."""
    opened = [_tried(lambda address=address: _opened(address)) for address in addresses]  # type: ignore[misc]
    grouped: dict[int, list[int]] = {}
    for place, each in enumerate(opened):
        if not isinstance(each, BibtoolsError):
            grouped.setdefault(id(each[0]), []).append(place)
    found: dict[int, Any] = {}
    for places in grouped.values():
        system = opened[places[0]][0]
        paths = [opened[place][1] for place in places]
        got = _tried(lambda system=system, paths=paths: system.cat_ranges(paths, None, None))  # type: ignore[misc]
        found |= dict(zip(places, [got] * len(places) if isinstance(got, Exception) else got, strict=True))
    for place, each in enumerate(opened):
        data = found.get(place, each)
        yield data if isinstance(data, bytes | BibtoolsError) else ReadError(_reason(data))


def _tried(read: Callable[[], Any]) -> Any:  # noqa: ANN401 - what fsspec returns has no types
    try:
        return read()
    except BibtoolsError as error:
        return error
    except Exception as error:  # noqa: BLE001 - every system of fsspec raises errors of its own libraries
        return ReadError(_reason(error))


class RemoteFolder:
    """A folder of results by its URL; a store shows an object only when it is complete."""

    def __init__(self, address: str) -> None:
        self.path = address.rstrip("/")
        self._system, self._root = _opened(self.path)

    def names(self) -> list[str]:
        """Return the names of its files; none if it does not exist yet."""
        self._system.invalidate_cache()
        try:
            found = self._system.ls(self._root, detail=False)
        except FileNotFoundError:
            return []
        except Exception as error:  # noqa: BLE001 - every system of fsspec raises errors of its own libraries
            raise ReadError(f"{self.path}: cannot list it: {_reason(error)}") from None
        return sorted(str(path).rstrip("/").rpartition("/")[2] for path in found)

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, None if it does not exist."""
        try:
            data: bytes = self._system.cat_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return None
        except Exception as error:  # noqa: BLE001 - the same
            raise ReadError(f"{self.path}/{name}: cannot read it: {_reason(error)}") from None
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write a file, or replace it."""
        try:
            self._system.makedirs(self._root, exist_ok=True)
            self._system.pipe_file(f"{self._root}/{name}", data)
        except Exception as error:  # noqa: BLE001 - the same
            raise WriteError(f"{self.path}/{name}: cannot write it: {_reason(error)}") from None

    def remove(self, name: str) -> None:
        """Remove a file."""
        try:
            self._system.rm_file(f"{self._root}/{name}")
        except Exception as error:  # noqa: BLE001 - the same
            raise WriteError(f"{self.path}/{name}: cannot remove it: {_reason(error)}") from None


def _opened(address: str) -> tuple[AbstractFileSystem, str]:
    try:
        from fsspec.core import url_to_fs  # an extra, for addresses only
    except ImportError:
        raise lacks_package(address, "fsspec", "corpus") from None
    try:
        system, root = url_to_fs(address)
    except (ImportError, ValueError) as error:  # the store's own package is missing, or the scheme is unknown
        raise UsageError(f"{address}: {_reason(error)}") from None
    except Exception as error:  # noqa: BLE001 - every system of fsspec raises errors of its own libraries
        raise ReadError(f"{address}: cannot open it: {_reason(error)}") from None
    return system, str(root)


def _asked(address: str, ask: Callable[[], dict[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    try:
        return ask()
    except Exception as error:  # noqa: BLE001 - every system of fsspec raises errors of its own libraries
        raise ReadError(f"{address}: cannot list it: {_reason(error)}") from None


def _reason(error: object) -> str:
    """Return an error's message on one line, the file system's own if there is one."""
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    if isinstance(error, OSError):
        return " ".join(reason.split()).lower()
    return f"{type(error).__name__}: {reason}".strip()
