"""What `git add` and `git commit` do, without their processes: an index (`gitformat-index`, version 2) and objects.

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


WHO = "Ada <ada@example.org> 1700000000 +0000"


def stage(folder: Path, *names: str) -> dict[bytes, bytes]:
    """Let the plain repository in a folder track these of its files and no others; all of them where none is named.

    Returns what its index says of each.
    """
    found = {os.fsencode(name): folder / name for name in names or tracked(folder)}
    entries = {name: entry(name, path, folder / ".git" / "objects") for name, path in sorted(found.items())}
    index = struct.pack(">4sII", b"DIRC", 2, len(found)) + b"".join(entries.values())
    (folder / ".git" / "index").write_bytes(index + hashlib.sha1(index, usedforsecurity=False).digest())
    return entries


def commit(folder: Path, *names: str) -> None:
    """Stage, and make that the first commit of the branch that is checked out."""
    objects = folder / ".git" / "objects"
    said = f"tree {tree(stage(folder, *names), objects).hex()}\nauthor {WHO}\ncommitter {WHO}\n\nx\n"
    branch = folder / ".git" / (folder / ".git" / "HEAD").read_text("utf-8").removeprefix("ref: ").strip()
    branch.write_text(kept(said.encode(), objects, b"commit").hex() + "\n", "utf-8")


def tree(entries: dict[bytes, bytes], objects: Path) -> bytes:
    """Write the folder of these files as an object, and return its name."""
    lines: dict[bytes, bytes] = {}  # by what git sorts them by
    inside: dict[bytes, dict[bytes, bytes]] = {}
    for name, stated in entries.items():
        first, is_inside, rest = name.partition(b"/")
        if is_inside:
            inside.setdefault(first, {})[rest] = stated
        else:
            about = STATED.unpack_from(stated)
            lines[first] = b"%o %b\0%b" % (about[6], first, about[10])
    for first, below in inside.items():
        lines[first + b"/"] = b"40000 %b\0%b" % (first, tree(below, objects))
    return kept(b"".join(line for _, line in sorted(lines.items())), objects, b"tree")


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


def kept(content: bytes, objects: Path, kind: bytes = b"blob") -> bytes:
    """Write an object, and return its name."""
    whole = b"%b %d\0%b" % (kind, len(content), content)
    digest = hashlib.sha1(whole, usedforsecurity=False)
    path = objects / digest.hexdigest()[:2] / digest.hexdigest()[2:]
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(zlib.compress(whole, 1))
    return digest.digest()
