"""The commands that documents show: read from them, run as a reader would, and compared with the output beside them.

Blocks marked `sh` hold commands alone. Blocks marked `console` hold commands behind `$ `, and what they print, on both
streams; `…` in the last line stands for the rest. A remark `# exit 1` states an exit code that is not 0. The commands
of a document run one after the other, in one copy of the examples, without a network. The day on which they run, or
the one before if they began then, is shown as one fixed day.

Run as a program, this writes what the commands print now into the documents: `.venv/bin/python docs/sessions.py`.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PROMPT, REST, REMARK = "$ ", "…", "  # exit "
_BLOCK = re.compile(r"^(?P<fence>```+|~~~+)(?P<kind>[^\n`]*)\n(?P<text>.*?)^(?P=fence)$", re.DOTALL | re.MULTILINE)
_PROGRAM = "bibtools"
_OWN = "README.md CONTRIBUTING.md SECURITY.md ARCHITECTURE.md RELEASING.md examples/precommit/README.md".split()
_MADE = ("docs/rules/", "docs/_generated/", "docs/_build/")
_CACHE = "cache"
DAY = "2026-11-30"  # what documents show for the day on which their commands run


class Block(NamedTuple):
    """A block of code in a document: its language, its text, the comment above it, and where its text is."""

    kind: str
    text: str
    marker: str
    start: int


class ShownCommand(NamedTuple):
    """A command, the exit code that it is said to have, and the lines that it is said to print, if any are shown."""

    line: str
    code: int
    output: tuple[str, ...] | None

    def prints(self, text: str) -> bool:
        """Return whether this is what is shown."""
        if self.output is None:
            return True
        lines = tuple(text.splitlines())
        if self.output and self.output[-1] == REST:
            return lines[: len(self.output) - 1] == self.output[:-1] and len(lines) >= len(self.output)
        return lines == self.output


class RunResult(NamedTuple):
    """How a command ended, and what it printed on both streams."""

    code: int
    text: str


def documents() -> dict[str, str]:
    """Return the texts of all documents that people read, by their paths; generated pages are none of them."""
    found = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))
    named = [*_OWN, *(name for name in found if not name.startswith(_MADE))]
    return {name: (ROOT / name).read_text("utf-8") for name in named}


def pages() -> dict[str, str]:
    """Return the documents whose commands are run: the README and the pages of the site."""
    return {name: text for name, text in documents().items() if name == "README.md" or name.startswith("docs/")}


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of code of a document."""
    for match in _BLOCK.finditer(text):
        before = text[: match.start()].rstrip("\n").rpartition("\n")[2]
        comment = re.fullmatch(r"<!-- (.+) -->", before)
        yield Block(match["kind"].strip(), match["text"], comment[1] if comment else "", match.start("text"))


def recipe(name: str) -> str:
    """Return the one block of all documents that a comment above it calls so."""
    [found] = [block.text for text in documents().values() for block in blocks(text) if block.marker == name]
    return found


def commands(block: Block) -> Iterator[ShownCommand]:
    """Yield the commands of a block."""
    if block.kind == "sh":
        yield from (_command(line, None) for line in block.text.splitlines())
    elif block.kind == "console":
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            line, *output = part.splitlines()
            yield _command(line, tuple(output))


def _command(line: str, output: tuple[str, ...] | None) -> ShownCommand:
    words, _, code = line.partition(REMARK)
    return ShownCommand(words, int(code or 0), output)


def run(line: str, folder: Path) -> RunResult:
    """Run a command of bibtools in this process; a text may be piped into it."""
    from bibtools.cli.main import run as call

    said, _, command = line.rpartition(" | ")
    program, *arguments = shlex.split(command)
    if program != _PROGRAM:
        raise ValueError(f"{line}: nobody runs this")
    stdin = " ".join(shlex.split(said)[1:]) + "\n" if said else ""
    printed = io.BytesIO()
    stream = io.TextIOWrapper(printed, "utf-8", write_through=True)
    with _place(folder), redirect_stdout(stream), redirect_stderr(stream), _typed(stdin):
        code = call(arguments)
    text = printed.getvalue().decode("utf-8", "replace").replace(str(folder / _CACHE), "~/.cache/bibtools")
    return RunResult(code, of_any_day(text, date.today()))  # noqa: DTZ011 - the day that commands print


def of_any_day(text: str, today: date) -> str:
    """Return an output with the fixed day of the documents in place of today and yesterday."""
    for day in (today, today - timedelta(days=1)):
        text = text.replace(day.isoformat(), DAY)
    return text


def environ(folder: Path) -> dict[str, str]:
    """Return the environment of a reader who has never used bibtools, and has no network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BIBTOOLS_", "GIT_", "GITHUB_"))}
    return {
        **kept,
        "BIBTOOLS_CACHE_DIR": str(folder / _CACHE),
        "BIBTOOLS_DATA_DIR": str(folder / "data"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "BIBTOOLS_OFFLINE": "1",
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }


@contextmanager
def _place(folder: Path) -> Iterator[None]:
    before, here = dict(os.environ), Path.cwd()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ(folder))
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _typed(text: str) -> Iterator[None]:
    before = sys.stdin
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:  # a program looks at its descriptor
        file.write(text)
        file.seek(0)
        sys.stdin = file
        try:
            yield
        finally:
            sys.stdin = before


def copied_examples(folder: Path) -> Path:
    """Return a folder with a copy of the examples."""
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def session(text: str, folder: Path) -> Iterator[tuple[ShownCommand, RunResult]]:
    """Run the commands of a document, but for those that need a shell, and yield what became of each."""
    for block in blocks(text):
        for command in commands(block):
            if ".venv" not in command.line:
                yield command, run(command.line, folder)


def refreshed(text: str, folder: Path) -> str:
    """Return a document with what its commands print now; where `…` cuts an output, as many lines as were shown."""
    results: Mapping[int, list[RunResult]] = {
        block.start: [run(each.line, folder) for each in commands(block) if ".venv" not in each.line]
        for block in blocks(text)
    }
    for block in reversed([*blocks(text)]):
        if block.kind == "console":
            shown = "".join(map(_shown, commands(block), results[block.start]))
            text = text[: block.start] + shown + text[block.start + len(block.text) :]
    return text


def _shown(command: ShownCommand, result: RunResult) -> str:
    lines, output = result.text.splitlines(), command.output or ()
    if output and output[-1] == REST:
        lines = [*lines[: max(1, len(output) - 1)], REST]
    remark = f"{REMARK}{result.code}" if result.code else ""
    return "\n".join([f"{PROMPT}{command.line}{remark}", *lines]) + "\n"


def main() -> None:
    """Write all documents anew whose commands print something else by now."""
    for name, text in pages().items():
        with tempfile.TemporaryDirectory() as place:
            new = refreshed(text, copied_examples(Path(place).resolve()))
        if new != text:
            (ROOT / name).write_text(new, "utf-8")
            sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
