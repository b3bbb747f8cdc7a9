"""The arguments of the hooks: few, and read without click, which a commit need not wait for."""

from __future__ import annotations

import getopt
from typing import NamedTuple

from bibtools.errors import UsageError

_USAGE = """Usage: {name} [OPTIONS] [FILES]...

  {what}

  The whole paper is looked at, whichever of its FILES are named: what git tracks in the current folder.

Options:
  --bib FILE        The .bib; by default the one in the configuration, or that the sources name.
  --format FORMAT   text, json, github or sarif.
  --bare            Take bare numbers of the right form for ids, too.
{more}  --version         Show the version.
  --help            Show this.
"""
_CHECK = "Fail where a source names a paper that the .bib lacks, or an id or an entry is broken. Asks nobody."
_SYNC = "Add the papers that the .bib lacks, and fail if that changed it."
_MORE = """  --offline         Ask no service.
  --timeout SECONDS How long services may be asked, in all: 20 unless the configuration says less.
"""
FORMATS = ("text", "json", "github", "sarif")
SECONDS = 20.0  # a commit must not wait longer for services


class Options(NamedTuple):
    """How a hook is to run."""

    bib: str | None = None
    form: str = ""  # by default as the place asks for
    bare: bool = False
    offline: bool = False
    timeout: float = SECONDS
    files: tuple[str, ...] = ()
    shown: str = ""  # a text to show instead of running: help or version


def read(arguments: list[str], version: str, *, writes: bool) -> Options:
    """Read the arguments; raises UsageError."""
    known = ["bib=", "format=", "bare", "version", "help", *(["offline", "timeout="] if writes else [])]
    try:
        given, files = getopt.gnu_getopt(arguments, "h", known)
    except getopt.GetoptError as error:
        raise UsageError(f"{error.msg}; --help tells the options") from None
    said = dict(given)
    name = "bibtools-sync" if writes else "bibtools-check"
    shown = f"{name}, version {version}\n" if "--version" in said else ""
    if said.keys() & {"--help", "-h"}:
        shown = _USAGE.format(name=name, what=_SYNC if writes else _CHECK, more=_MORE if writes else "")
    form = said.get("--format", "")
    if form not in {"", *FORMATS}:
        raise UsageError(f"--format cannot be {form}: it is one of {', '.join(FORMATS)}")
    return Options(
        said.get("--bib"),
        form,
        "--bare" in said,
        "--offline" in said,
        _seconds(said.get("--timeout", str(SECONDS))),
        tuple(files),
        shown,
    )


def _seconds(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 3600:
        raise UsageError(f"--timeout cannot be {text}: it is a number of seconds up to 3600")
    return number
