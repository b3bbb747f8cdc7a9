"""From values to names of files: which of them are libraries, patterns of these, roots and folders."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.sources.project_files.contract import ProjectFile

_LIBRARIES = (".bib", ".bibtex", ".biblatex")
_LONGEST = 1_000
_MOST = 1_000  # names in one place

_OPEN = lazy_pattern(r"[$`]|\{\{|<%|%\(|@@")  # a variable, a template's placeholder
_REMOTE = lazy_pattern(r"[A-Za-z][A-Za-z0-9+.-]+://")
_CONTROL = lazy_pattern(r"[\x00-\x1f\x7f\ud800-\udfff]")
_SEPARATORS = lazy_pattern(r"[:;]")
_ITSELF = lazy_pattern(r"\$+[({]?(?:ENV\W{1,3})?(?:BIBINPUTS|TEXINPUTS)\b.*")  # what the path was before
_ENDING = lazy_pattern(r"(?<=[^/])\.[A-Za-z][A-Za-z0-9]{0,9}\Z")


def texts(value: object) -> Iterator[str]:
    """Yield the texts in a value: one, those of a list, or those that a mapping has as its values."""
    waiting = [value]
    for _ in range(_MOST):
        if not waiting:
            return
        first = waiting.pop(0)
        if isinstance(first, str):
            yield first
        elif isinstance(first, list | tuple):
            waiting = [*first[:_MOST], *waiting]
        elif isinstance(first, dict):
            waiting = [*first.values(), *waiting]


def file_name(text: str, folder: str = "") -> str:
    """Return a relative name in normal form, or nothing where a text cannot be the name of a file here."""
    bare = text.strip().replace("\\", "/")
    if not bare or len(bare) > _LONGEST or _CONTROL.search(bare) or _OPEN.search(bare) or _REMOTE.match(bare):
        return ""
    return posixpath.normpath(posixpath.join(folder, bare))


def libraries(value: object, folder: str = "", *, rooted: bool = False) -> ProjectFile:
    """Return the libraries that a value names; one without an ending is a `.bib`, as pandoc has it.

    Where names are `rooted`, those that begin with a slash start at the folder, not at the top of the disk.
    """
    return _sorted((text.lstrip("/") if rooted else text for text in texts(value)), folder)


def _sorted(found: Iterable[str], folder: str) -> ProjectFile:
    named: list[str] = []
    patterns: list[str] = []
    foreign: list[str] = []
    notes: list[str] = []
    for text in found:
        name, why = _library(text, folder)
        if why:
            foreign += [name] if name else []
            notes.append(why)
        elif name:
            (patterns if is_pattern(name) else named).append(name)
    return ProjectFile(libraries=tuple(named), patterns=tuple(patterns), foreign=tuple(foreign), notes=tuple(notes))


def _library(text: str, folder: str) -> tuple[str, str]:
    """Return the name of a library, and why it is not read; neither if a text is not a name at all."""
    shown = " ".join(text.split())[:100]
    if _REMOTE.match(shown):
        return shown, f"the library {shown} is on the network and is not read"
    if _OPEN.search(shown):
        return "", f"the library {shown} has a computed name"
    name = file_name(text, folder)
    if not name or text.rstrip().endswith(("/", "\\")) or posixpath.basename(name) in {".", ".."}:
        return "", ""
    ending = _ENDING.search(name)
    if ending is None:
        return name if name.endswith("*") else f"{name}.bib", ""
    if ending[0].lower() in _LIBRARIES:
        return name, ""
    return shown, f"the library {shown} is not written in BibTeX and is not read"


def is_pattern(name: str) -> bool:
    """Return whether a name holds wildcards."""
    return any(wildcard in name for wildcard in "*?[")


def roots(value: object, folder: str = "", default_ending: str = "") -> tuple[str, ...]:
    """Return the documents that a value names; patterns and exclusions (`!…`) do not count."""
    named = (file_name(text, folder) for text in texts(value) if not text.lstrip().startswith("!"))
    return tuple(
        name if _ENDING.search(name) else name + default_ending for name in named if name and not is_pattern(name)
    )


def root_patterns(names: Iterable[str], folder: str = "") -> tuple[str, ...]:
    """Return the patterns among names of documents."""
    return tuple(dict.fromkeys(name for each in names if is_pattern(name := file_name(each, folder))))


def folders(value: object, folder: str = "") -> tuple[str, ...]:
    """Return the folders below this one that a value names: never the folder itself, or one above or elsewhere."""
    named = (file_name(text, folder) for text in texts(value))
    return tuple(
        name for name in named if name and name != "." and not name.startswith(("../", "/", "~")) and name != ".."
    )


def search_path(text: str, folder: str = "") -> tuple[str, ...]:
    """Return the folders of a search path in kpathsea's syntax, without its own and those known only at run time."""
    found = []
    for each in _SEPARATORS.split(text):
        name = file_name(each, folder)
        if name and (name != "." or each.rstrip().endswith("//")):
            found.append(name + "//" * each.rstrip().endswith("//"))
    return tuple(dict.fromkeys(found))


def open_folders(paths: Iterable[str]) -> tuple[str, ...]:
    """Return notes on search paths: their folders that are known only at run time, other than the path itself."""
    parts = (each.strip() for path in paths for each in _SEPARATORS.split(path))
    named = (each for each in parts if _OPEN.search(each) and not _ITSELF.fullmatch(each))
    return tuple(dict.fromkeys(f"the folder {each[:100]} of libraries has a computed name" for each in named))
