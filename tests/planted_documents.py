"""Real documents with a planted citation: which library each command says that it is missing from, and where it goes.

Which libraries a document cites from is read here in a way that has nothing in common with the program's own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from warm_process import WarmProcess

PLANTED = "2101.00001"
_ROOT = re.compile(r"^[^%\n]*\\documentclass\b", re.MULTILINE)
_DEAD = re.compile(r"\\begin\{(verbatim|lstlisting|filecontents)\*?\}.*?\\end\{\1\*?\}", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)%.*")
_INPUT = re.compile(r"\\(?:input|include|subfile)\s*\{([^{}]+)\}|\\(?:sub)?import\*?\s*\{([^{}]*)\}\s*\{([^{}]+)\}")
_LIBRARY = re.compile(r"\\(?:bibliography|addbibresource|addglobalbib)\s*(?:\[[^\]]*\])?\s*\{([^{}]+)\}")
_END = re.compile(r"^[^%\n]*\\end\s*\{document\}", re.MULTILINE)
_READ = (".tex", ".cls", ".sty", ".ltx")
_MOST_PARTS = 500
_WHO = {f"GIT_{role}_{part}": "x@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}


class Said(NamedTuple):
    """What a command says and does about the planted paper: libraries that it names, and files that it changes."""

    code: int
    lacking: frozenset[str]
    written: frozenset[str]

    @property
    def libraries(self) -> frozenset[str]:
        return self.lacking | self.written

    @property
    def is_silent(self) -> bool:
        return self.code == 0 and not self.libraries


class Project:
    """A copy of a project in a work tree of its own."""

    def __init__(self, folder: Path, environ: Mapping[str, str], warm: WarmProcess) -> None:
        self.folder, self._environ, self._warm = folder, dict(environ), warm
        self._git("init", "--quiet")
        self._git("add", "--all", "--force")
        self._git("commit", "--quiet", "--message", "as it is")

    def _git(self, *arguments: str) -> str:
        command = ["git", "-c", "core.autocrlf=false", "-c", "commit.gpgsign=false", *arguments]
        environ = {**self._environ, **_WHO, "GIT_CONFIG_GLOBAL": os.devnull}
        return subprocess.run(command, cwd=self.folder, env=environ, capture_output=True, text=True, check=True).stdout

    def restore(self) -> None:
        """Undo everything since the copy was made."""
        self._git("reset", "--quiet", "--hard")
        self._git("clean", "--quiet", "--force", "-d", "-x")

    def plant(self, name: str) -> None:
        """Cite the unknown paper at the end of a text, and stage that."""
        text = (self.folder / name).read_bytes().decode("utf-8", "surrogateescape")
        is_tex = name.endswith(_READ)
        end = _END.search(text) if is_tex else None
        at = end.start() if end else len(text)
        cited = f"\\cite{{{PLANTED}}}" if is_tex else f"See arXiv:{PLANTED}."
        planted = f"{text[:at]}\n{cited}\n{text[at:]}"
        (self.folder / name).write_bytes(planted.encode("utf-8", "surrogateescape"))
        self._git("add", "--all", "--force")

    def run(self, folder: str, program: str, *arguments: str) -> Said:
        """Run a program in a folder, with its results in JSON; what it changes is undone."""
        run = self._warm.run((*arguments, "--format", "json"), self.folder / folder, self._environ, "", program)
        states = self._git("status", "--porcelain", "-z", "--untracked-files=all").split("\0")
        changed = [state[3:] for state in states if state[1:2].strip()]
        for name in changed:
            if self._git("ls-files", "--", name):
                self._git("checkout", "--quiet", "--", name)
            else:
                (self.folder / name).unlink()
        lacking = (self._real(os.path.join(folder, each)) for each in _lacking(run.out))
        return Said(run.code, frozenset(lacking), frozenset(map(self._real, changed)))

    def _real(self, name: str) -> str:
        return os.path.relpath(os.path.realpath(self.folder / name), os.path.realpath(self.folder))

    def roots(self) -> list[str]:
        """Return the LaTeX documents: what begins one, and has its body in what it reads."""
        names = [path.relative_to(self.folder).as_posix() for path in sorted(self.folder.rglob("*.tex"))]
        wholes = [
            name
            for name in names
            if _ROOT.search(self._text(name))
            and any("\\begin{document}" in each for each in self._texts(name).values())
        ]
        # Of some projects only the parts are there, or the preamble begins the document.
        return wholes or [name for name in names if _LIBRARY.search(self._texts(name)[name])] or names[:1]

    def texts(self) -> list[str]:
        """Return the names of all files that git tracks."""
        return [name for name in self._git("ls-files", "-z").split("\0") if name]

    def parts(self, root: str) -> list[str]:
        """Return what a document reads."""
        return [name for name in self._texts(root) if name != root and name.endswith(".tex")]

    def libraries(self, root: str) -> list[str]:
        """Return the libraries that a document names, those that are there, else where the first would be."""
        home = os.path.dirname(root)
        found = {
            name.strip(): None
            for text in self._texts(root).values()
            for group in _LIBRARY.findall(text)
            for name in group.split(",")
            if name.strip() and not set(name) & set("#\\$")
        }
        places = [os.path.normpath(os.path.join(home, f"{name.removesuffix('.bib')}.bib")) for name in found]
        there = [self._real(place) for place in places if (self.folder / place).is_file()]
        return there or [self._real(place) for place in places[:1]]

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8", "surrogateescape")

    def _texts(self, root: str) -> dict[str, str]:
        found: dict[str, str] = {}
        waiting = [root]
        while waiting and len(found) < _MOST_PARTS:
            name = waiting.pop(0)
            if name not in found:
                found[name] = _DEAD.sub("", _COMMENT.sub("", self._text(name)))
                waiting += filter(None, (self._part(each, name, root) for each in _INPUT.findall(found[name])))
        return found

    def _part(self, named: tuple[str, str, str], name: str, root: str) -> str:
        wanted = named[0] or os.path.join(named[1], named[2])
        places = (
            os.path.normpath(os.path.join(os.path.dirname(base), wanted.strip() + ending))
            for base in (root, name)
            for ending in (".tex", "")
        )
        return next((each for each in places if each.endswith(_READ) and (self.folder / each).is_file()), "")


def _lacking(out: bytes) -> Iterator[str]:
    """Yield the libraries that lack the planted paper, as a command says in JSON."""
    try:
        values: Any = json.loads(out)
    except ValueError:
        return
    for each in values.get("papers", [values]):
        works = (*each.get("added", ()), *each.get("unresolved", ()))
        if PLANTED in {*each.get("missing", ()), *(work["id"] for work in works)} and each["bib"]:
            yield each["bib"]
