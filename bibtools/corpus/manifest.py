"""The manifest: the run that the parts in a folder belong to, so that a restart mixes nothing."""

from __future__ import annotations

import json
import re
from datetime import date

from bibtools.core.errors import UsageError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.corpus.result_folder import TEMPORARY, Folder
from bibtools.corpus.row_formats import FORMS

NAME = "manifest.json"
_VERSION = 1
_PART = lazy_pattern(rf"part-\d{{5,}}\.(?:{'|'.join(FORMS)})")
_LEFT = lazy_pattern(rf"\.(?:{_PART.pattern}|{re.escape(NAME)})\.[0-9a-f]{{32}}{re.escape(TEMPORARY)}")
_ANEW = "use --anew to remove them and start over, or name another folder"
_WORDS = {
    "bibtools": "bibtools",
    "form": "the format",
    "bare": "--bare",
    "searched": "the index that --find searches",
    "partition_size": "the size of a partition",
}


class Manifest(NamedTuple):
    """All that the rows depend on; `searched` identifies the index used, empty if none was."""

    bibtools: str  # the version
    form: str
    today: date
    bare: bool
    searched: str
    partition_size: int
    sources: int
    partitions: tuple[str, ...]  # their fingerprints


def begin(folder: Folder, wanted: Manifest, *, anew: bool) -> Manifest:
    """Check the existing manifest, or write a new one; files left by dead processes are removed.

    The day is the first run's: which ids lie in the future must not change between parts. Raises UsageError if
    the existing parts belong to another run, unless `anew` says to remove them.
    """
    names = folder.names()
    held = folder.read(NAME) if NAME in names and not anew else None
    parts = [name for name in names if _PART.fullmatch(name)]
    if held is None and parts and not anew:
        raise UsageError(f"{folder.path}: there are parts without a manifest; {_ANEW}")
    if held is not None:
        kept = _read(held, folder.path)
        if difference := _difference(kept, wanted):
            raise UsageError(f"{folder.path}: its parts are of another run: {difference}; {_ANEW}")
        wanted = kept
    clean(folder)
    if held is None:
        # Without a manifest parts belong to nothing, so a death in the midst of this leaves nothing that misleads.
        for name in [name for name in names if name == NAME] + parts:
            folder.remove(name)
        folder.write(NAME, _dump(wanted))
    return wanted


def clean(folder: Folder) -> None:
    """Remove the files left by processes that died while writing."""
    for name in folder.names():
        if _LEFT.fullmatch(name):
            folder.remove(name)


def _difference(held: Manifest, wanted: Manifest) -> str:
    for name, words in _WORDS.items():
        one, other = getattr(held, name), getattr(wanted, name)
        if one != other:
            return f"{words} was {one or 'off'} then, and is {other or 'off'} now"
    if held.partitions == wanted.partitions:
        return ""
    pairs = enumerate(zip(held.partitions, wanted.partitions, strict=False))
    shorter = min(len(held.partitions), len(wanted.partitions))
    first = next((number for number, (one, other) in pairs if one != other), shorter)
    return f"its sources have changed from part-{first:05} on (from {held.sources} to {wanted.sources})"


def _dump(manifest: Manifest) -> bytes:
    values = {"version": _VERSION, **manifest._asdict(), "today": manifest.today.isoformat()}
    return (json.dumps(values, indent=2) + "\n").encode("ascii")


def _read(data: bytes, path: str) -> Manifest:
    try:
        values = json.loads(data)
        version = values.pop("version")
        manifest = Manifest(**values)
        manifest = manifest._replace(today=date.fromisoformat(values["today"]), partitions=tuple(values["partitions"]))
    except (ValueError, TypeError, KeyError, AttributeError):
        version, manifest = None, None
    if manifest is None or version != _VERSION:
        raise UsageError(f"{path}/{NAME}: not a manifest of this version of bibtools; {_ANEW}")
    return manifest
