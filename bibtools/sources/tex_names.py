r"""Names of files as commands of TeX say them: of libraries, and of what is read as a part of the document."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.sources.structure import Base, Inclusion, LibraryName
from bibtools.sources.tex_commands import items
from bibtools.sources.tex_macros import UNFOLLOWED, expand

BIB = ".bib"
_SUBFIX = lazy_pattern(r"\\subfix\s*\{([^{}]*)\}")  # of the package subfiles: a path from the text's own folder
_REMOTE = lazy_pattern(r"location\s*=\s*\{?\s*remote|datatype\s*=\s*\{?\s*(?!bibtex\b)[a-z]")  # or no .bib
_GLOB = lazy_pattern(r"\bglob\s*(?:=\s*\{?\s*true|,|\Z)")
_WILDCARDS = lazy_pattern(r"[*?\[{]")
# What a program fills in before TeX sees the text: pandoc, Jinja (of MyST, too), Mustache, ERB, CMake.
_PLACEHOLDER = lazy_pattern(r"\$[^$]{1,200}\$|\$\{|\{\{|\{%|\[[-\[%]|<[%<]|\(\(\*|@[A-Z][A-Z_]+@|__[A-Z][A-Z_]+__")


class InputCommand(NamedTuple):
    """How a command names a file that it reads: in the last of so many arguments, below a folder in the first of two.

    `opens` says whether the document is open where the name cannot be followed: what a package reads is no text.
    """

    endings: tuple[str, ...] = (".tex", "")
    base: Base = "root"
    becomes_base: bool = False
    arguments: int = 1
    opens: bool = True


def inclusions(given: list[str], reading: InputCommand, macros: Mapping[str, str]) -> tuple[list[Inclusion], bool]:
    """Return what a command with some arguments reads, and whether it reads something else that cannot be followed."""
    whole = "".join(f"{folder.strip().rstrip('/')}/" for folder in given[:-1] if folder.strip()) + given[-1]
    if _PLACEHOLDER.search(whole):
        return [], False
    fixed = _SUBFIX.sub(r"\1", whole)
    names = (
        [_bare(each) for each in items(expand(fixed, macros))] if not reading.opens else [_bare(expand(fixed, macros))]
    )
    closed = [name for name in names if name and not name.startswith("|") and not UNFOLLOWED.search(name)]
    base: Base = "own" if fixed != whole else reading.base
    return (
        [Inclusion(name, _endings(name, reading.endings), base, reading.becomes_base) for name in closed],
        reading.opens and any(UNFOLLOWED.search(name) for name in names),
    )


def _bare(name: str) -> str:
    """Return a name without quotes and braces, and with spaces where its line breaks."""
    return " ".join(re.sub(r"[\"{}]", "", name).split())


def _endings(name: str, endings: tuple[str, ...]) -> tuple[str, ...]:
    """Return the endings to try: TeX tries none where the name has the first of them."""
    return ("",) if name.lower().endswith(endings[0]) else endings


def libraries(
    given: str, macros: Mapping[str, str], *, option: str = "", scope: str = "", by_biber: bool = False
) -> list[LibraryName]:
    """Return the libraries that an argument lists; only biber knows names with wildcards."""
    if _REMOTE.search(option) or _PLACEHOLDER.search(given):
        return []
    fixed = _SUBFIX.sub(r"\1", given)
    base: Base = "own" if fixed != given else "root"
    found = (_library(each, base, scope) for each in items(expand(fixed, macros)) if "://" not in each)
    if not by_biber:
        return [each for each in found if each]
    globs = _GLOB.search(option) is not None
    return [each._replace(is_glob=globs or _WILDCARDS.search(each.name) is not None) for each in found if each]


def elsewhere(given: str, *, option: str = "") -> list[str]:
    """Return the libraries that an argument lists and that are on the network, or no `.bib`."""
    names = items(given)
    return names if _REMOTE.search(option) else [each for each in names if "://" in each]


def _library(name: str, base: Base, scope: str) -> LibraryName | None:
    unfollowed = list(UNFOLLOWED.finditer(name))
    rest = (name[unfollowed[-1].end() :].lstrip("/ }") if unfollowed else name).strip().strip("\"'").strip()
    if not rest and not unfollowed:
        return None
    whole = rest if not rest or rest.lower().endswith(BIB) else f"{rest}{BIB}"
    return LibraryName(whole, base, scope, is_open=bool(unfollowed), written=name if unfollowed else "")
