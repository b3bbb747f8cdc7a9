"""Kpathsea: where TeX finds a file by its name, as `kpsewhich` reports, or as we read its rules where TeX is missing.

One call answers for all names, within limits of time and output. It makes no files (fonts and formats that TeX lacks),
takes no configuration from the current folder, and sees of the environment only what TeX needs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from bibtools.core.named_tuple import NamedTuple
from bibtools.files import kpathsea_paths
from bibtools.files.program import Bounds, run
from bibtools.files.search_path import located
from bibtools.files.tex_environment import PROGRAM, variables
from bibtools.files.worktree import REGULAR, kind_of

SECONDS = 5.0
LARGEST = 4_000_000  # bytes of answers
MOST_NAMES = 500
_LONGEST_NAME = 1000
_SHELL = "/bin/sh"  # changes the folder, which starting a program cannot; what it runs are arguments, not words
_SCRIPT = 'cd -- "$0" && exec "$@"'
_MADE = ("pk", "mf", "tex", "tfm")  # kinds of files that TeX's programs would generate, which must not happen
_PASSED_ON = ("HOME", "LANG", "LC_ALL", "LC_CTYPE")


class Found(NamedTuple):
    """A regular file that TeX would open, by a path that is absolute or relative to the folder asked for."""

    path: str


class Absent(NamedTuple):
    """TeX finds no such file."""


class Unasked(NamedTuple):
    """It is not known whether there is such a file, and why."""

    reason: str


Place = Found | Absent | Unasked


def find(
    names: Iterable[str],
    folder: str,
    environ: Mapping[str, str],
    *,
    suffix: str = ".bib",
    seconds: float = SECONDS,
    largest: int = LARGEST,
) -> dict[str, Place]:
    """Return where TeX finds files when it runs in a folder, by their names with or without the ending."""
    wanted = dict.fromkeys(names)
    places: dict[str, Place] = {name: Unasked(reason) for name in wanted if (reason := _refused(name))}
    left = [name for name in wanted if name not in places]
    places |= dict.fromkeys(left[MOST_NAMES:], Unasked(f"TeX is asked for at most {MOST_NAMES} files"))
    asked = {name: _with(suffix, name) for name in left[:MOST_NAMES]}
    here, program = os.path.abspath(folder), located(PROGRAM, environ)
    if program and asked and kind_of(_SHELL) == REGULAR:  # Windows has none
        places |= _places(asked, _answers(program, [*asked.values()], here, environ, seconds, largest), here)
    else:
        places |= {name: _searched(file, here, suffix, environ) for name, file in asked.items()}
    return {name: places[name] for name in wanted}


def _with(suffix: str, name: str) -> str:
    """Return a name with the suffix of its kind of file."""
    return (name[: -len(suffix)] if name.lower().endswith(suffix) else name) + suffix


def _refused(name: str) -> str:
    """Return why TeX is not asked for a name, nothing where it is."""
    if not name or len(name) > _LONGEST_NAME:
        return "it is no name of a file"
    if not name.isprintable():
        return "its name holds control characters"
    if "$" in name or name.startswith("~"):
        return "its name holds a variable, which TeX would replace"  # by what the environment of this run says
    return ""


def _answers(
    program: str, files: list[str], folder: str, environ: Mapping[str, str], seconds: float, largest: int
) -> list[str] | Unasked:
    """Ask for files; return the path that TeX reports for each, or an empty text.

    What is not found leaves no line. So the program itself, which is found, is asked for after each file.
    """
    asked = [word for file in files for word in (_as_argument(file), program)]
    making = [f"-no-mktex={kind}" for kind in _MADE]
    command = [_SHELL, "-c", _SCRIPT, folder, program, "-progname=bibtex", *making, *asked]
    answer = run(command, _clean(environ), Bounds(seconds, largest), fails=False)
    if answer.output is None:
        return Unasked(f"kpsewhich failed: {answer.refusal}")
    lines = os.fsdecode(answer.output).split("\n")
    if lines.count(program) != len(files):
        return Unasked("kpsewhich failed: it gave no answer")
    answers = os.fsdecode(answer.output).removesuffix(f"{program}\n").split(f"{program}\n")
    return [each.removesuffix("\n") for each in answers]


def _as_argument(file: str) -> str:
    """Return a file as an argument that is no option; such a name is looked for in the folder only."""
    return f"./{file}" if file.startswith("-") else file


def _clean(environ: Mapping[str, str]) -> dict[str, str]:
    """Return of the environment what TeX needs, without places that a repository could bring."""
    ours = {name: environ[name] for name in _PASSED_ON if name in environ} | variables(environ)
    path = [each for each in environ.get("PATH", os.defpath).split(os.pathsep) if each.startswith("/")]
    configurations = ours.pop("TEXMFCNF", "")
    if kept := [each for each in configurations.split(os.pathsep) if each.startswith(("/", "~", "$", "{/"))]:
        # After these, those of TeX itself, unless the user says otherwise.
        ours["TEXMFCNF"] = os.pathsep.join(kept) + ("" if configurations.count(os.pathsep) + 1 == len(kept) else ":")
    return ours | {"PATH": os.pathsep.join(path), "MKTEXTEX": "0", "TEXMFLOG": ""}


def _places(asked: Mapping[str, str], answers: list[str] | Unasked, folder: str) -> dict[str, Place]:
    if isinstance(answers, Unasked):
        return dict.fromkeys(asked, answers)
    return {name: _place(path, folder) for name, path in zip(asked, answers, strict=True)}


def _place(path: str, folder: str) -> Place:
    if not path:
        return Absent()
    if "\n" in path:
        return Unasked("kpsewhich failed: its answer has more than one line")
    shown = os.path.normpath(path)
    if kind_of(os.path.join(folder, path)) != REGULAR:
        return Unasked(f"TeX would open {shown}, which is not a regular file")
    return Found(shown)


def _searched(file: str, folder: str, suffix: str, environ: Mapping[str, str]) -> Place:
    """Look for a file as TeX would, by what the environment says."""
    path = kpathsea_paths.find(file, folder, suffix, environ)
    return _place(path, folder)
