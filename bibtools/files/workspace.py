"""A workspace: the files that a run reads, below a folder, and unsaved texts of an editor that lie over them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source, decode, encode
from bibtools.files import exact_text, pathnames, worktree

# What identifies a file's state: the text that overrides it, or its metadata; None if it does not exist.
Stamp = bytes | tuple[int, ...] | None


class Workspace(NamedTuple):
    """Reads files by the names that reports show: relative to the base folder, or absolute.

    All reading of a check goes through it, so that the process's current folder matters only without another
    base.
    """

    base: str = ""  # the current folder, unless something is said
    buffers: Mapping[str, bytes] = {}  # unsaved contents by real paths

    @classmethod
    def of(cls, base: str, texts: Mapping[str, str]) -> Workspace:
        """Return a workspace with texts that lie over its files, whether those exist or not."""
        bare = cls(os.path.abspath(base))
        return bare._replace(buffers={os.path.realpath(bare.at(path)): encode(text) for path, text in texts.items()})

    def over(self, texts: Mapping[str, str]) -> Workspace:
        """Return the same workspace with more texts over its files."""
        more = {os.path.realpath(self.at(path)): encode(text) for path, text in texts.items()}
        return self._replace(buffers={**self.buffers, **more}) if more else self

    def at(self, path: str) -> str:
        """Return where a file is, for the system."""
        return os.path.join(self.base, path) if self.base else path

    def buffer(self, path: str) -> bytes | None:
        """Return the text that overrides a file, if any."""
        return self.buffers.get(self._real(path)) if self.buffers else None

    def stamp(self, path: str) -> Stamp:
        """Return what changes whenever a file does: the text over it, or its times and size."""
        data = self.buffer(path)
        if data is not None:
            return data
        try:
            status = os.stat(self.at(path))
        except (OSError, ValueError):
            return None
        return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns

    def size(self, path: str) -> int:
        """Return how many bytes a file, or the text over it, has; none where there is no file."""
        data = self.buffer(path)
        if data is not None:
            return len(data)
        try:
            return os.stat(self.at(path)).st_size
        except (OSError, ValueError):
            return 0

    def exists(self, path: str) -> bool:
        """Return whether something is there."""
        return self.buffer(path) is not None or pathnames.exists(self.at(path)) or self.is_folder(path)

    def is_file(self, path: str) -> bool:
        """Return whether a path names a regular file, or a text that lies there."""
        return self.buffer(path) is not None or pathnames.is_file(self.at(path))

    def is_folder(self, path: str) -> bool:
        """Return whether a path names a folder, also one that unsaved texts alone are in."""
        return pathnames.is_folder(self.at(path)) or next(self.unsaved(path), None) is not None

    def same(self, one: str, other: str) -> bool:
        """Return whether two paths name one file, also one that does not exist yet."""
        return pathnames.same(self.at(one), self.at(other))

    def relative(self, path: str) -> str:
        """Return a path as reports show it: relative to the base where it is below that, with `/`."""
        return pathnames.relative(path, self.base)

    def boundary(self, folder: str = "") -> str:
        """Return the folder that may hold what a file in some folder names; the base, unless another is given."""
        return worktree.boundary(folder or self.base, self.base)

    def folder_above(self, folder: str, boundary: str) -> str | None:
        """Return the folder above one, as reports show it; None where the boundary, a real path, is reached."""
        real = os.path.realpath(self.at(folder) or os.curdir)
        if real == boundary or os.path.dirname(real) == real:
            return None
        above = os.path.normpath(os.path.join(folder, os.pardir))
        return "" if above == os.curdir else above

    def beside(self, path: str, suffix: str) -> str:
        """Return the first other file of a type in the folder of a path, or nothing where there is none."""
        folder = os.path.dirname(path)
        names = {*pathnames.names_in(self.at(folder)), *(each for each in self.unsaved(folder) if "/" not in each)}
        return next((os.path.join(folder, name) for name in sorted(names) if name.lower().endswith(suffix)), "")

    def unsaved(self, folder: str) -> Iterator[str]:
        """Yield the names, relative to a folder, of the texts below it that lie over no file."""
        if not self.buffers:
            return
        above = os.path.join(self._real(folder), "")
        for path in self.buffers:
            if path.startswith(above) and not pathnames.exists(path):
                yield path[len(above) :]

    def _real(self, path: str) -> str:
        try:
            return os.path.realpath(self.at(path))
        except ValueError:  # a name that no file can have
            return path

    def content(self, path: str) -> str | bytes | exact_text.Unread:
        """Return the text that overrides a source, else the path to read it from; standard input is read at once."""
        if path == exact_text.STANDARD_INPUT:
            return exact_text.read_source(path)
        data = self.buffer(path)
        return self.at(path) if data is None else exact_text.judged(path, data)

    def read_source(self, path: str) -> bytes | exact_text.Unread:
        """Read one source; return the reason instead where it is binary or cannot be read."""
        content = self.content(path)
        if not isinstance(content, str):
            return content
        found = exact_text.read_source(content)
        return found._replace(path=path) if isinstance(found, exact_text.Unread) else found

    def source_text(self, path: str) -> str | None:
        """Return the text of one source; None of a binary one, or one that cannot be read."""
        data = self.read_source(path)
        return decode(data) if isinstance(data, bytes) else None

    def read_library(self, path: str) -> Source | None:
        """Read a `.bib` file; None if it does not exist yet. Raises ReadError."""
        data = self.buffer(path)
        return exact_text.read_library(path, self.at(path)) if data is None else _library_over(path, data)

    def read_style(self, path: str) -> str | exact_text.Unread | None:
        """Return the text of a `.bst` beside the paper, why it cannot be read, or None if there is none."""
        data = self.buffer(path)
        if data is not None:
            return decode(data)
        found = exact_text.read_style(self.at(path))
        return found._replace(path=path) if isinstance(found, exact_text.Unread) else found


@lru_cache(maxsize=2)  # the text of a library is asked for whenever another one is edited; each may be large
def _library_over(path: str, data: bytes) -> Source:
    return exact_text.library(path, data)


HERE = Workspace()
