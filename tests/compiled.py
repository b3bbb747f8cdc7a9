r"""Documents as TeX compiles them: the keys that the logs call undefined, and the entries that are printed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path
from typing import NamedTuple

from preloaded_biblatex import preloaded
from warm_biber import run_biber

IS_INSTALLED = all(map(shutil.which, ("pdflatex", "lualatex", "bibtex", "biber")))
_FATAL = re.compile(
    rb"^!(?: Emergency stop|  ==> Fatal)|Fatal error|That makes 100 errors|Missing \\begin.document", re.MULTILINE
)
_LACKING = re.compile(rb"^! LaTeX Error: File `([\w.-]+\.(?:sty|def|tex))' not found", re.MULTILINE)
_LOADED = re.compile(rb"^[^%\n]*?\\(?:usepackage|RequirePackage)\s*(?:\[[^\]]*\]\s*)?\{([^{}]*)\}", re.MULTILINE)
_OF_UNICODE = re.compile(
    rb"^!.*(?:font expansion|fontspec|polyglossia|unicode-math|(?:Lua|Xe)(?:La)?TeX|luatex|xetex)|\\directlua",
    re.MULTILINE,
)
_ASKING = re.compile(r"\\(?:citation|bibdata|bibstyle)\{[^{}]*\}")
_LACKED = 25  # packages
_INSTEAD = {b"comment.sty": b"\\RequirePackage{verbatim}\n"}  # which has the environment, too
_UNDEFINED = re.compile(r"Citation [`'](.+?)' .{0,60}undefined")
_NOT_FOUND = re.compile(r"I didn't find a database entry for [\"'](.+?)[\"']")
_FAILED = re.compile(r" ERROR - |^I couldn't open (?:style|database) file", re.MULTILINE)
_CITED = re.compile(r"\\(?:citation|abx@aux@cite\{\d*\})\{([^{}]*)\}")
_LISTED = re.compile(r"\\bibcite\{([^{}]*)\}")
_BRACES = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_PRINTED = re.compile(
    rf"\\(?:bibitem(?:\s*\[(?:[^\[\]{{}}]|{_BRACES})*\])?\s*|entry|set|harvarditem(?:\[[^\]]*\])?{_BRACES}{_BRACES})"
    rf"\{{([^{{}}]+)\}}"
)
# No font is made, and no line of a log is broken.
_ENVIRON = {"MKTEXTFM": "0", "MKTEXPK": "0", "MKTEXMF": "0", "max_print_line": "100000", "error_line": "254"}
_TIME = 8  # processor seconds; a document that takes more goes round in circles, and others take two at most
_LONGEST = 120  # seconds


class Compiled(NamedTuple):
    """What the programs say of a document: its undefined keys, those that are printed, and all that it cites."""

    undefined: frozenset[str]
    printed: frozenset[str]
    cited: frozenset[str]


def compiled(folder: Path, root: str) -> Compiled | None:
    """Compile a document in a folder; None where it does not compile here."""
    try:
        return _compiled(folder, root)
    except subprocess.TimeoutExpired:
        return None


def _compiled(folder: Path, root: str) -> Compiled | None:
    path = folder / root
    home, job = path.parent, path.name.removesuffix(".tex")
    engine = _engine(home, path.name)
    if engine is None:
        return None
    undefined: set[str] = set()
    by_biber = (home / f"{job}.bcf").is_file()
    for _ in range(2):  # what an entry cites is cited once that is printed
        asked = _asked(home, job)
        if not asked:
            break
        found = _bibliographies(home, job)
        if found is None or not _latex(engine, home, path.name):
            return None
        undefined = found
        if _asked(home, job) == asked:
            break
    is_settled = not by_biber and _is_settled(home)
    if not by_biber and not is_settled:  # of biber's, a citation is known as soon as its entry is
        _latex(engine, home, path.name)
    if not is_settled:
        undefined |= {*_UNDEFINED.findall(_text(home / f"{job}.log"))}
    cited = {
        key.strip() for each in home.rglob("*.aux") for keys in _CITED.findall(_text(each)) for key in keys.split(",")
    }
    printed = {key for each in home.rglob("*.bbl") for key in _PRINTED.findall(_text(each).replace("%\n", ""))}
    return Compiled(frozenset(undefined), frozenset(printed), frozenset(cited - {"*"}))


def _is_settled(home: Path) -> bool:
    """Return whether all that is cited is listed, in one bibliography: then another run of LaTeX misses nothing."""
    texts = [_text(each) for each in home.rglob("*.aux")]
    listing = [keys for each in texts if (keys := _LISTED.findall(each))]
    cited = {key.strip() for each in texts for keys in _CITED.findall(each) for key in keys.split(",")}
    return len(listing) == 1 and cited - {"*"} <= {*listing[0]}


def _asked(home: Path, job: str) -> set[str]:
    """Return what BibTeX or biber are asked for."""
    if (home / f"{job}.bcf").is_file():
        return {_text(home / f"{job}.bcf")}
    asking = [text for each in home.rglob("*.aux") if "\\bibdata" in (text := _text(each))]
    return {line for each in home.rglob("*.aux") for line in _ASKING.findall(_text(each))} if asking else set()


def _text(path: Path) -> str:
    return path.read_text("utf-8", "replace") if path.is_file() else ""


def _run(command: list[str], home: Path) -> None:
    environ = {**os.environ, **_ENVIRON}
    bounded = ["sh", "-c", f'ulimit -t {_TIME}; exec "$@"', "sh", *command]
    done = subprocess.run(
        bounded, cwd=home, env=environ, stdin=subprocess.DEVNULL, capture_output=True, timeout=_LONGEST, check=False
    )
    if done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise subprocess.TimeoutExpired(command, _TIME)


def _latex(engine: str, home: Path, name: str) -> bool:
    begun = preloaded(home / name) if engine == "pdflatex" else []
    _run([engine, *begun, "-interaction=nonstopmode", "-no-shell-escape", "-draftmode", name], home)
    is_done = "@abspage@last" in _text((home / name).with_suffix(".aux"))
    return is_done and not _FATAL.search(_log(home, name))


def _engine(home: Path, name: str) -> str | None:
    """Return what compiles a document; a package that is not installed is replaced by nothing, unless it may cite."""
    engine, are_replaced = "pdflatex", False
    for _ in range(_LACKED):
        if _latex(engine, home, name):
            return engine
        log = _log(home, name)
        lacking = _LACKING.search(log)
        if lacking and not re.search(rb"bib|cite", lacking[1]):
            missed = {lacking[1].decode()} | (set() if are_replaced else _lacking_packages(home))
            are_replaced = True
            for each in missed:
                (home / each).write_bytes(_INSTEAD.get(each.encode(), b""))
        elif not lacking and engine == "pdflatex" and _OF_UNICODE.search(log):
            engine = "lualatex"
        else:
            return None
    return None


def _log(home: Path, name: str) -> bytes:
    log = (home / name).with_suffix(".log")
    return log.read_bytes() if log.is_file() else b""


def _lacking_packages(home: Path) -> set[str]:
    """Return the packages that a folder's files load, and that are neither there nor installed."""
    texts = (path.read_bytes() for ending in ("tex", "sty", "cls", "ltx") for path in home.rglob(f"*.{ending}"))
    names = {
        f"{name.strip().decode('latin-1')}.sty"
        for text in texts
        for all_ in _LOADED.findall(text)
        for name in all_.split(b",")
    }
    names = {each for each in names if re.fullmatch(r"[\w.-]+", each) and not re.search("bib|cite", each)}
    done = subprocess.run(["kpsewhich", *sorted(names)], cwd=home, capture_output=True, text=True, check=False)
    return names - {os.path.basename(line) for line in done.stdout.splitlines()}


def _bibliographies(home: Path, job: str) -> set[str] | None:
    """Return the keys that BibTeX or biber does not find; None where one of them fails."""
    if (home / f"{job}.bcf").is_file():
        jobs = [("biber", job)]
    else:
        having = [each.relative_to(home) for each in home.rglob("*.aux") if b"\\bibdata" in each.read_bytes()]
        jobs = [("bibtex", str(each.with_suffix(""))) for each in having]
    undefined: set[str] = set()
    for program, name in jobs:
        if program == "biber":
            run_biber(home, name)
        else:
            _run([program, name], home)
        log = _text(home / f"{name}.blg")
        if _FAILED.search(log):
            return None
        undefined |= {*_NOT_FOUND.findall(log)}
    return undefined
