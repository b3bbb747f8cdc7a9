"""Kpathsea's search paths, read without TeX: variables, `~`, braces, default places, and folders below folders.

Only what the environment names is searched, in the folders' own order of names. The notation follows the manual
(https://tug.org/kpathsea/, "Path searching"); what it leaves open is as kpsewhich 6.3.4 does it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping

from bibtools.core.lazy_pattern import lazy_pattern

VARIABLES = {
    ".bib": ("BIBINPUTS.bibtex", "BIBINPUTS_bibtex", "BIBINPUTS", "TEXBIB"),
    ".bst": ("BSTINPUTS.bibtex", "BSTINPUTS_bibtex", "BSTINPUTS"),
}
_OTHERS = ("TEXINPUTS",)
_IN_A_TREE = {".bib": "bibtex/bib", ".bst": "bibtex/bst"}
_HOME_TREES = ("~/texmf", "~/Library/texmf")  # of TeX Live, and of MacTeX
_MOST_ELEMENTS = 1000
_MOST_FOLDERS = 20_000
_LONGEST = 100_000  # characters of a path that is expanded
_MOST_VARIABLES = 1000
_DEEPEST = 20  # variables within variables
_VARIABLE = lazy_pattern(r"\$(?:\{(\w+)\}|(\w+))", re.ASCII)
_DATABASE = "ls-R"  # lists the files of a tree
_ONLY_LISTED = "!!"
_DRIVE = "\0"  # stands for a colon that separates nothing


def find(file: str, folder: str, suffix: str, environ: Mapping[str, str]) -> str:
    """Return the first file of a name, which has its ending, that a search path leads to; nothing where none does."""
    if file.startswith(("/", "./", "../")):
        return _in(os.path.dirname(file) or os.curdir, os.path.basename(file), folder)
    left = _MOST_FOLDERS
    for element in elements(suffix, environ):
        places = []
        for place in folders(element, folder):
            left -= 1
            if left < 0:
                return ""
            places.append(place)
            if found := _exactly(place, file, folder):
                return found
        for place in places:
            if found := _in(place, file, folder):
                return found
    return ""


def _exactly(place: str, file: str, folder: str) -> str:
    path = os.path.join(place, file)
    return path if os.path.exists(os.path.join(folder, path)) and not os.path.isdir(os.path.join(folder, path)) else ""


def _in(place: str, file: str, folder: str) -> str:
    """Return a file in a folder, in whatever case it is written there if it is not exactly there."""
    if found := _exactly(place, file, folder):
        return found
    below, name = os.path.split(os.path.join(place, file))
    try:
        there = sorted(os.listdir(os.path.join(folder, below)))
    except (OSError, ValueError):
        return ""
    return next(
        (found for each in there if each.lower() == name.lower() and (found := _exactly(below, each, folder))), ""
    )


def elements(suffix: str, environ: Mapping[str, str], separator: str = os.pathsep) -> list[str]:
    """Return the elements of the search path for files of a type.

    Where a semicolon separates them, as on Windows, a colon stands behind a drive, and both slashes divide folders.
    """
    if separator == ";":
        environ = {name: _with_colons(value) for name, value in environ.items()}
    named = next((value for name in VARIABLES.get(suffix, _OTHERS) if (value := environ.get(name))), "")
    path = _with_defaults(named.replace(";", ":"), _default(suffix, environ))
    found = [_at_home(each, environ) for each in _braced(_valued(path, environ))[:_MOST_ELEMENTS] if each]
    return [each.replace(_DRIVE, ":") for each in found]


def _with_colons(path: str) -> str:
    return path.replace(":", _DRIVE).replace(";", ":").replace("\\", "/")


def _default(suffix: str, environ: Mapping[str, str]) -> str:
    trees = [environ["TEXMFHOME"]] if environ.get("TEXMFHOME") else _HOME_TREES if environ.get("HOME") else ()
    return ":".join([".", *(f"{tree}/{_IN_A_TREE.get(suffix, 'tex')}//" for tree in trees)])


def _with_defaults(path: str, default: str) -> str:
    """Put the default places where a path begins or ends with a colon, or has two: the first of these counts."""
    if path in {"", ":"}:
        return default
    if path.startswith(":"):
        return default + path
    if path.endswith(":"):
        return path + default
    before, double, after = path.partition("::")
    return f"{before}:{default}:{after}" if double else path


def _valued(path: str, environ: Mapping[str, str]) -> str:
    """Put the values of variables, which may hold variables, in the place of their names."""
    left = _MOST_VARIABLES

    def valued(text: str, within: tuple[str, ...]) -> str:
        def value(match: re.Match[str]) -> str:
            nonlocal left
            left -= 1
            name = match[1] or match[2]
            if name in within or len(within) > _DEEPEST or left < 0:  # it names itself
                return ""
            if name not in environ:
                return "" if match[1] else match[0]
            return valued(environ[name], (*within, name))

        return _VARIABLE.sub(value, text)[:_LONGEST]

    return valued(path, ())


def _braced(path: str) -> list[str]:
    """Return what braces stand for; outside of them, commas and colons divide a path."""
    parts = iter(re.findall(r"[{},:]|[^{},:]+", path))
    return _alternatives(parts)


def _alternatives(parts: Iterator[str]) -> list[str]:
    """Return what is up to a closing brace or the end: alternatives, each a product of its parts."""
    # A stack, since braces nest as deep as their author likes: what is complete, and what the current one begins with.
    stack: list[tuple[list[str], list[str]]] = []
    complete: list[str] = []
    current = [""]
    for part in parts:
        if part == "{":
            stack.append((complete, current))
            complete, current = [], [""]
        elif part == "}":
            inner = [*complete, *current]
            complete, current = stack.pop() if stack else ([], [""])
            current = [a + b for a in current for b in inner][:_MOST_ELEMENTS]
        elif part in ",:":
            complete = [*complete, *current][:_MOST_ELEMENTS]
            current = [""]
        else:
            current = [each + part for each in current]
    while stack:  # an unclosed brace
        inner = [*complete, *current]
        complete, current = stack.pop()
        current = [a + b for a in current for b in inner][:_MOST_ELEMENTS]
    return [*complete, *current]


def _at_home(element: str, environ: Mapping[str, str]) -> str:
    listed = _ONLY_LISTED if element.startswith(_ONLY_LISTED) else ""
    place = element.removeprefix(listed)
    if place == "~" or place.startswith("~/"):
        return listed + (environ.get("HOME") or os.curdir) + place[1:]
    return listed + (os.path.expanduser(place) if place.startswith("~") else place)


def folders(element: str, base: str) -> Iterator[str]:
    """Yield the folders that an element stands for: `//` is any depth; `!!` asks for a tree that lists its files."""
    place = element.removeprefix(_ONLY_LISTED)
    place = "/" + place.lstrip("/") if place.startswith("/") else place
    first, *below = re.split(r"//+", place)
    if place != element and not _is_listed(first, base):
        return
    found: Iterator[str] = iter([first or "/"])
    for each in below:
        found = _joined(_deep(found, base), each, base)
    yield from found


def _joined(above: Iterator[str], name: str, base: str) -> Iterator[str]:
    for each in above:
        place = os.path.join(each, name) if name else each
        if os.path.isdir(os.path.join(base, place)):
            yield place


def _deep(above: Iterator[str], base: str) -> Iterator[str]:
    """Yield folders with all below them, hidden ones left out, each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [*above][::-1]
    while waiting and len(seen) < _MOST_FOLDERS:
        place = waiting.pop()
        try:
            status = os.stat(os.path.join(base, place))
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            names = sorted(os.listdir(os.path.join(base, place)), reverse=True)
        except (OSError, ValueError):
            continue
        yield place
        paths = (os.path.join(place, name) for name in names if not name.startswith("."))
        waiting += [path for path in paths if os.path.isdir(os.path.join(base, path))]


def _is_listed(place: str, base: str) -> bool:
    """Return whether a folder is in a tree that lists its files; what is on the disk stands for that list."""
    here = os.path.abspath(os.path.join(base, place))
    while not os.path.isfile(os.path.join(here, _DATABASE)):
        above = os.path.dirname(here)
        if above == here:
            return False
        here = above
    return True
