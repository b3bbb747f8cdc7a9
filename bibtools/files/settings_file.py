"""Reading files of settings: small, regular, and with their owner, since a folder may hold anybody's."""

from __future__ import annotations

import os
from typing import NamedTuple

from bibtools.core.debug_log import DebugLog
from bibtools.core.locations import user_id
from bibtools.files import limits
from bibtools.files.regular_files import opened, read_open

_LOG = DebugLog(__name__)
_OTHERS_WRITE = 0o002  # of a file's mode (inode(7))


class SettingsContent(NamedTuple):
    """What a file of settings holds, and whose it is; `fault` tells why it cannot be read."""

    data: bytes = b""
    owner: int = 0
    is_open: bool = False  # whether anybody can write it
    fault: str = ""


def read(path: str) -> SettingsContent | None:
    """Return what a file of settings holds, or None where there is none."""
    try:
        descriptor = opened(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        return SettingsContent(fault=_reason(error))
    try:
        status = os.fstat(descriptor)
        data = read_open(descriptor, limits.CONFIGURATION)
    except OSError as error:
        return SettingsContent(fault=_reason(error))
    finally:
        os.close(descriptor)
    _LOG("read the settings %s", path)
    return SettingsContent(data, status.st_uid, user_id() is not None and bool(status.st_mode & _OTHERS_WRITE))


def _reason(error: OSError | ValueError) -> str:
    message = str(getattr(error, "strerror", None) or error)
    return message[:1].lower() + message[1:]
