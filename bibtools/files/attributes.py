"""A file's metadata: owner, mode, extended attributes with the access control list."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress

from bibtools.core.named_tuple import NamedTuple

_LISTS = "system.posix_acl"  # access control lists are extended attributes, too (acl(5), xattr(7))
_OWN = ("security.", "trusted.")  # the system's own business: it labels the new file by its rules


class Attributes(NamedTuple):
    """The metadata of a file; `names` is its number of hard links."""

    owner: int
    group: int
    mode: int
    names: int
    extended: Mapping[str, bytes]


def of(descriptor: int) -> Attributes:
    """Return the attributes of an open file."""
    status = os.fstat(descriptor)
    return Attributes(status.st_uid, status.st_gid, status.st_mode & 0o7777, status.st_nlink, _extended(descriptor))


def give(descriptor: int, wanted: Attributes) -> list[str]:
    """Give a new file the attributes of the one whose place it takes; return what cannot be kept, as messages.

    A member of the group may keep that, only root the owner. The mode comes last: a new owner resets it.
    """
    for owner, group in ((-1, wanted.group), (wanted.owner, -1)):
        if hasattr(os, "fchown"):  # not on Windows
            with suppress(OSError):
                os.fchown(descriptor, owner, group)
    lost = _give_extended(descriptor, wanted.extended)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, wanted.mode)
    status = os.fstat(descriptor)
    losses = [f"its extended attribute {name} could not be kept" for name in lost]
    if (status.st_uid, status.st_gid) != (wanted.owner, wanted.group):
        losses.append("its owner or group could not be kept: it is yours now")
    if wanted.names > 1:
        losses.append(
            "it had other names (hard links): they keep the old text, since a file is replaced and not changed"
        )
    return losses


def _extended(descriptor: int) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    if hasattr(os, "listxattr"):  # Linux
        with suppress(OSError):  # a file system without any
            for name in os.listxattr(descriptor):
                with suppress(OSError):
                    found[name] = os.getxattr(descriptor, name)
    return found


def _give_extended(descriptor: int, wanted: Mapping[str, bytes]) -> list[str]:
    """Return the names of those that could not be given; a list that a folder gave the new file is taken away."""
    has = _extended(descriptor)
    for name in has.keys() - wanted.keys():
        if name.startswith(_LISTS):
            with suppress(OSError):
                os.removexattr(descriptor, name)
    lost = []
    for name, value in wanted.items():
        try:
            if has.get(name) != value:
                os.setxattr(descriptor, name, value)
        except OSError:
            if not name.startswith(_OWN):
                lost.append(name)
    return lost
