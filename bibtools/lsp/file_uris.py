"""Files by their addresses: what an editor calls a file, and where that is for the system."""

from __future__ import annotations

import os
from urllib.parse import quote, unquote, urlsplit

from bibtools.core.lazy_pattern import lazy_pattern

_DRIVE = lazy_pattern(r"/[A-Za-z]:")


def path_of(uri: str) -> str | None:
    """Return the path of a file by its URI; None if it is not a file (an untitled or a remote text)."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file":
        return None
    whole = parts.path + (f"?{parts.query}" if parts.query else "")  # some editors do not escape them
    path = unquote(whole + (f"#{parts.fragment}" if parts.fragment else ""), errors="surrogateescape")
    if "\0" in path:
        return None
    if _DRIVE.match(path):
        path = path[1:]
    return os.path.normpath(f"//{parts.netloc}{path}" if parts.netloc not in {"", "localhost"} else path)


def real_path_of(uri: str) -> str | None:
    """Return the real path of a file by its URI; None if it is not a file."""
    path = path_of(uri)
    return os.path.realpath(path) if path else None


def uri_of(path: str) -> str:
    """Return the address of a file by its absolute path."""
    portable = path.replace(os.sep, "/")
    slashed = portable if portable.startswith("/") else f"/{portable}"
    return "file://" + quote(os.fsencode(slashed), safe="/:~!$&'()*+,;=@")
