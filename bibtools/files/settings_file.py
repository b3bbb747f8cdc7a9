"""Reading files of settings: small, regular, and with their owner, since other users may have put them there."""

from __future__ import annotations

import os

from bibtools.core.debug_log import DebugLog
from bibtools.core.locations import user_id
from bibtools.core.named_tuple import NamedTuple
from bibtools.files import limits
from bibtools.files.regular_files import opened, read_open

_LOG = DebugLog(__name__)
_OTHERS_WRITE, _STICKY = 0o002, 0o1000  # of a mode (inode(7)); in a sticky folder, only owners replace files


class SettingsContent(NamedTuple):
    """The content of a settings file, and its owner; `fault` says why it cannot be read."""

    data: bytes = b""
    owner: int = 0
    open_path: str = ""  # itself, or the folder it lies in, where anyone can write to that
    fault: str = ""


def read(path: str) -> SettingsContent | None:
    """Return the content of a settings file, or None if it does not exist."""
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
    return SettingsContent(data, status.st_uid, _open_path(path, status.st_mode))


def _open_path(path: str, mode: int) -> str:
    """Return what anyone can write to: a file, a folder in which it could be replaced, or nothing.

    The group may write: that is how people share a repository.
    """
    if user_id() is None:  # modes are those of POSIX
        return ""
    if mode & _OTHERS_WRITE:
        return path
    folders = dict.fromkeys(os.path.dirname(each) or os.curdir for each in (path, os.path.realpath(path)))
    return next((each for each in folders if _is_open_folder(each)), "")


def _is_open_folder(path: str) -> bool:
    try:
        return os.stat(path).st_mode & (_OTHERS_WRITE | _STICKY) == _OTHERS_WRITE
    except OSError:
        return False


def _reason(error: OSError | ValueError) -> str:
    message = str(getattr(error, "strerror", None) or error)
    return message[:1].lower() + message[1:]
