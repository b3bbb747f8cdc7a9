"""Names that Windows forbids: a repository that holds one cannot be checked out there.

https://learn.microsoft.com/windows/win32/fileio/naming-a-file
"""

from __future__ import annotations

_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}) | frozenset(
    f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"
)
_FORBIDDEN = frozenset('<>:"/\\|?*') | frozenset(map(chr, range(32)))


def unknown_to_windows(name: str) -> str:
    """Return why no file of Windows can have a name, nothing where one can."""
    if found := sorted(_FORBIDDEN.intersection(name)):
        return f"names of files cannot hold {_shown(found[0])} on Windows"
    if name.endswith((".", " ")):
        return "names of files cannot end with a dot or a blank on Windows"
    if name.partition(".")[0].rstrip(" ").lower() in _DEVICES:
        return "its name is that of a device on Windows"
    return ""


def _shown(character: str) -> str:
    return character if character.isprintable() else "a control character"
