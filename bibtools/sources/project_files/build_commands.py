"""What the commands of build files say: pandoc's options, documents that TeX compiles, `BIBINPUTS`.

https://pandoc.org/MANUAL.html#options, https://ctan.org/pkg/latexmk
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Sequence

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.sources.project_files.contract import MARKDOWN, NOTHING, TEX, ProjectFile, merged
from bibtools.sources.project_files.file_names import (
    folders,
    libraries,
    open_folders,
    root_patterns,
    roots,
    search_path,
)
from bibtools.sources.project_files.shell_words import ShellCommand

_SILENT = {
    "#",
    "echo",
    "printf",
    "grep",
    "sed",
    "awk",
    "rm",
    "cp",
    "mv",
    "test",
    "[",
    "ls",
    "cat",
    "find",
    "git",
    "touch",
}
_TEX_ENGINES = {
    "latexmk",
    "latex",
    "pdflatex",
    "xelatex",
    "lualatex",
    "uplatex",
    "platex",
    "tectonic",
    "rubber",
    "arara",
}
_PANDOC_SOURCES = (*MARKDOWN, ".txt", ".rst", ".org", ".tex", ".ipynb")
_CALLERS = {"env", "time", "exec", "command", "sudo", "nice", "then", "do", "else", "if", "!", "{"}
_BARE_NAME = lazy_pattern(r"(?:[\w.-]*/)*[\w-]+")
_PREFIX = lazy_pattern(r"[@+-]+(?=[A-Za-z./$])")  # of recipes in a Makefile
_ASSIGNED = lazy_pattern(r"(?P<name>[A-Za-z_]\w*)\s*[:?+]?=(?P<value>.*)", re.DOTALL)

# Options whose value names something, and options whose value is a word of no interest.
_LIBRARY, _METADATA, _READS, _SEARCH, _OUTPUT, _OTHER = "library metadata reads search output other".split()
_OPTIONS = {
    "--bibliography": _LIBRARY,
    **dict.fromkeys(("-M", "--metadata", "-V", "--variable"), _METADATA),
    **dict.fromkeys(("--metadata-file", "--metadata-files", "--defaults"), _READS),
    "--resource-path": _SEARCH,
    **dict.fromkeys(
        ("-outdir", "--outdir", "-auxdir", "-output-directory", "--output-directory", "-out-dir", "-aux-dir"), _OUTPUT
    ),
    **dict.fromkeys(("-o", "--output", "-jobname", "--jobname", "-interaction", "-r", "-e", "-f", "-t", "-d"), _OTHER),
    **dict.fromkeys(("--template", "--csl", "--filter", "-F", "-L", "-H", "-A", "-B", "--from", "--to"), _OTHER),
}
_NAMED_METADATA = lazy_pattern(r"bibliography\s*[:=]\s*(?P<value>.*)", re.DOTALL)


def read_commands(commands: Sequence[ShellCommand], *, up: str = ".") -> ProjectFile:
    """Return what commands say, with names relative to `up`, the way from the file's folder to where they start."""
    result = merged(NOTHING, *(_read(command, up) for command in commands if not _is_silent(command.words)))
    governs = (MARKDOWN if result.libraries or result.patterns or result.reads else ()) + (TEX if result.search else ())
    return result._replace(governs=governs)


def _is_silent(words: Sequence[str]) -> bool:
    """Return whether a command only prints or moves files about."""
    first = next((word for word in words if not _ASSIGNED.match(word)), "")
    return os.path.basename(_PREFIX.sub("", first)) in _SILENT


def _read(command: ShellCommand, up: str) -> ProjectFile:
    if not command.words:
        return ProjectFile(notes=(f"line {command.line}: it is too long with its variables, and was read no further",))
    if command.folder is None:
        open_names = [value for kind, value in _values(command.words) if kind == _LIBRARY]
        return ProjectFile(notes=tuple(f"line {command.line}: the folder of {name} is computed" for name in open_names))
    folder = posixpath.normpath(posixpath.join(up, command.folder))
    found = list(_values(command.words))
    named = libraries([value for kind, value in found if kind == _LIBRARY], folder)
    searched = [value for kind, value in found if kind == _SEARCH]
    notes = (*named.notes, *open_folders(searched))
    return named._replace(
        roots=roots(list(_documents(command.words)), folder),
        root_patterns=root_patterns(_documents(command.words), folder),
        outputs=folders([value for kind, value in found if kind == _OUTPUT], folder),
        search=tuple(name for each in searched for name in search_path(each, folder)),
        reads=roots([value for kind, value in found if kind == _READS], folder, ".yaml"),
        notes=tuple(f"line {command.line}: {note}" for note in notes),
    )


def _values(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what the options and assignments of a command say: the kind and the value."""
    is_pandoc = any(os.path.basename(_PREFIX.sub("", word)) == "pandoc" for word in words)
    for word, value in _options(words):
        kind = _READS if is_pandoc and word == "-d" else _OPTIONS.get(word, _OTHER)
        metadata = _NAMED_METADATA.match(value) if kind == _METADATA else None
        if metadata:
            yield _LIBRARY, metadata["value"]
        elif kind not in {_OTHER, _METADATA}:
            yield kind, value
    for word in words:
        assigned = _ASSIGNED.match(word)
        if assigned and assigned["name"] == "BIBINPUTS":
            yield _SEARCH, assigned["value"]


def _options(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield options with their values: behind `=`, in the next word, or (`-Mname=…`) in the same one."""
    for word, following in zip(words, [*words[1:], ""], strict=True):
        name, equals, value = word.partition("=")
        if word[:2] in {"-M", "-V"} and len(word) > 2:
            yield word[:2], word[2:]
        elif equals and name in _OPTIONS:
            yield name, value
        elif name in _OPTIONS:
            yield name, following


def _documents(words: Sequence[str]) -> Iterator[str]:
    """Yield the documents that a command compiles.

    TeX takes a word without an ending for one, too; but only where it is the program that is called: `make -C latex
    all-pdf` calls another one.
    """
    programs = [os.path.basename(_PREFIX.sub("", word)) for word in words]
    first = next((place for place, word in enumerate(words) if not _is_before_program(word)), 0)
    for place, program in enumerate(programs):
        behind = list(_positional(words[place + 1 :]))
        if program in _TEX_ENGINES:
            yield from (each for each in behind if each.lower().endswith(TEX))
            if place == first and behind[-1:] == [words[-1]] and _BARE_NAME.fullmatch(words[-1]):
                yield f"{words[-1]}.tex"
            return
        if program == "pandoc":
            yield from (each for each in behind if each.lower().endswith(_PANDOC_SOURCES))
            return


def _is_before_program(word: str) -> bool:
    return bool(_ASSIGNED.match(word)) or os.path.basename(_PREFIX.sub("", word)) in _CALLERS


def _positional(words: Sequence[str]) -> Iterator[str]:
    before = ""
    for word in words:
        if not word.startswith(("-", "$")) and _OPTIONS.get(before) is None:
            yield word
        before = word
