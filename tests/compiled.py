r"""Documents as TeX compiles them: the keys that the logs call undefined, and the entries that are printed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

IS_INSTALLED = all(map(shutil.which, ("pdflatex", "lualatex", "bibtex", "biber")))
_FATAL = re.compile(
    rb"^!(?: Emergency stop|  ==> Fatal)|Fatal error|That makes 100 errors|Missing \\begin.document", re.MULTILINE
)
_LACKING = re.compile(rb"^! LaTeX Error: File `([\w.-]+\.(?:sty|def|tex))' not found", re.MULTILINE)
_LACKED = 25  # packages
_INSTEAD = {b"comment.sty": b"\\RequirePackage{verbatim}\n"}  # which has the environment, too
_UNDEFINED = re.compile(r"Citation [`'](.+?)' .{0,60}undefined")
_NOT_FOUND = re.compile(r"I didn't find a database entry for [\"'](.+?)[\"']")
_FAILED = re.compile(r" ERROR - |^I couldn't open (?:style|database) file", re.MULTILINE)
_CITED = re.compile(r"\\(?:citation|abx@aux@cite\{\d*\})\{([^{}]*)\}")
_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_PRINTED = re.compile(
    rf"\\(?:bibitem(?:\s*\[(?:[^\[\]{{}}]|{_BRACES})*\])?\s*|entry|set|harvarditem(?:\[[^\]]*\])?{_BRACES}{_BRACES})"
    rf"\{{([^{{}}]+)\}}"
)
# No font is made, and no line of a log is broken.
_ENVIRON = {"MKTEXTFM": "0", "MKTEXPK": "0", "MKTEXMF": "0", "max_print_line": "100000", "error_line": "254"}
_TIME = 240


class Compiled(NamedTuple):
    """What the programs say of a document: its undefined keys, those that are printed, and all that it cites."""

    undefined: frozenset[str]
    printed: frozenset[str]
    cited: frozenset[str]


def compiled(folder: Path, root: str) -> Compiled | None:
    """Compile a document in a folder; None where it does not compile here."""
    path = folder / root
    home, job = path.parent, path.name.removesuffix(".tex")
    engine = next((each for each in ("pdflatex", "lualatex") if _compiles(each, home, path.name)), "")
    if not engine:
        return None
    undefined: set[str] | None = set()
    for _ in range(2):  # what an entry cites is cited once that is printed
        undefined = _bibliographies(home, job)
        if undefined is None or not _latex(engine, home, path.name):
            return None
    _latex(engine, home, path.name)
    undefined = {*(undefined or ()), *_UNDEFINED.findall(_text(home / f"{job}.log"))}
    cited = {
        key.strip() for each in home.rglob("*.aux") for keys in _CITED.findall(_text(each)) for key in keys.split(",")
    }
    printed = {key for each in home.rglob("*.bbl") for key in _PRINTED.findall(_text(each).replace("%\n", ""))}
    return Compiled(frozenset(undefined), frozenset(printed), frozenset(cited - {"*"}))


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def _run(command: list[str], home: Path) -> None:
    environ = {**os.environ, **_ENVIRON}
    subprocess.run(
        command, cwd=home, env=environ, stdin=subprocess.DEVNULL, capture_output=True, timeout=_TIME, check=False
    )


def _latex(engine: str, home: Path, name: str) -> bool:
    try:
        _run([engine, "-interaction=nonstopmode", "-no-shell-escape", "-draftmode", name], home)
    except subprocess.TimeoutExpired:
        return False
    log = (home / name).with_suffix(".log")
    is_done = "@abspage@last" in _text((home / name).with_suffix(".aux"))
    return is_done and log.is_file() and not _FATAL.search(log.read_bytes())


def _compiles(engine: str, home: Path, name: str) -> bool:
    """Return whether LaTeX compiles; a package that is not installed is replaced by nothing, unless it may cite."""
    for _ in range(_LACKED):
        if _latex(engine, home, name):
            return True
        log = (home / name).with_suffix(".log")
        lacking = _LACKING.search(log.read_bytes()) if log.is_file() else None
        if lacking is None or re.search(rb"bib|cite", lacking[1]):
            return False
        (home / lacking[1].decode()).write_bytes(_INSTEAD.get(lacking[1], b""))
    return False


def _bibliographies(home: Path, job: str) -> set[str] | None:
    """Return the keys that BibTeX or biber does not find; None where one of them fails."""
    if (home / f"{job}.bcf").is_file():
        jobs = [("biber", job)]
    else:
        having = [each.relative_to(home) for each in home.rglob("*.aux") if b"\\bibdata" in each.read_bytes()]
        jobs = [("bibtex", str(each.with_suffix(""))) for each in having]
    undefined: set[str] = set()
    for program, name in jobs:
        _run([program, name], home)
        log = _text(home / f"{name}.blg")
        if _FAILED.search(log):
            return None
        undefined |= {*_NOT_FOUND.findall(log)}
    return undefined
