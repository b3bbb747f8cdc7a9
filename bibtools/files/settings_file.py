"""Reading files of settings: small, regular, and with their owner, since a folder may hold anybody's."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple

LARGEST = 1 << 20  # bytes


class SettingsContent(NamedTuple):
    """What a file of settings holds, and whose it is; `fault` tells why it cannot be read."""

    data: bytes = b""
    owner: int = 0
    is_open: bool = False  # whether anybody can write it
    fault: str = ""


def read(path: str) -> SettingsContent | None:
    """Return what a file of settings holds, or None where there is none."""
    try:
        # What is no file must not be waited for: opening a named pipe would.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        return SettingsContent(fault=str(getattr(error, "strerror", None) or error).lower())
    try:
        status = os.fstat(descriptor)
        if status.st_mode & 0o170000 != 0o100000:  # inode(7)
            return SettingsContent(fault="it is no regular file")
        data = _at_most(lambda size: os.read(descriptor, size))
    except OSError as error:
        return SettingsContent(fault=(error.strerror or str(error)).lower())
    finally:
        os.close(descriptor)
    fault = f"it is larger than {LARGEST >> 20} MB, which no configuration needs" if len(data) > LARGEST else ""
    return SettingsContent(data, status.st_uid, hasattr(os, "geteuid") and bool(status.st_mode & 0o002), fault)


def _at_most(read: Callable[[int], bytes]) -> bytes:
    data = b""
    while len(data) <= LARGEST and (piece := read(LARGEST + 1 - len(data))):
        data += piece
    return data
