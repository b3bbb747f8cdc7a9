"""What `git add` does, without its process: an index and objects as git writes them (`gitformat-index`, version 2).

Most tests need a paper that git tracks, and not git to do it; a process costs as much as all the rest of such a test.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

STATED = struct.Struct(">10I20sH")
LINK, PROGRAM, PLAIN = 0o120000, 0o100755, 0o100644
BITS = 0xFFFFFFFF


def stage(folder: Path, *names: str) -> None:
    """Let the plain repository in a folder track these of its files and no others; all of them where none is named."""
    found = {os.fsencode(name): folder / name for name in names or tracked(folder)}
    body = b"".join(entry(name, path, folder / ".git" / "objects") for name, path in sorted(found.items()))
    index = struct.pack(">4sII", b"DIRC", 2, len(found)) + body
    (folder / ".git" / "index").write_bytes(index + hashlib.sha1(index, usedforsecurity=False).digest())


def tracked(folder: Path) -> Iterator[str]:
    """Yield the files and links below a folder as git would name them."""
    for here, folders, files in os.walk(folder):
        if here == str(folder):
            folders.remove(".git")
        for path in (Path(here, name) for name in [*files, *folders]):
            if path.is_symlink() or path.is_file():
                yield str(path.relative_to(folder))


def entry(name: bytes, path: Path, objects: Path) -> bytes:
    """Return what the index says of a file, whose content is kept as an object."""
    about = path.lstat()
    is_link = path.is_symlink()
    mode = LINK if is_link else PROGRAM if about.st_mode & 0o100 else PLAIN
    content = os.fsencode(path.readlink()) if is_link else path.read_bytes()
    times = (part for each in (about.st_ctime_ns, about.st_mtime_ns) for part in divmod(each, 10**9))
    numbers = (*times, about.st_dev, about.st_ino, mode, about.st_uid, about.st_gid, about.st_size)
    stated = STATED.pack(*(each & BITS for each in numbers), kept(content, objects), min(len(name), 0xFFF))
    return stated + name + bytes(8 - (len(stated) + len(name)) % 8)


def kept(content: bytes, objects: Path) -> bytes:
    """Write an object, and return its name."""
    blob = b"blob %d\0%b" % (len(content), content)
    digest = hashlib.sha1(blob, usedforsecurity=False)
    path = objects / digest.hexdigest()[:2] / digest.hexdigest()[2:]
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zlib.compress(blob, 1))
    return digest.digest()
