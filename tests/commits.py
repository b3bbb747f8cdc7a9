"""Papers in git, for the tests of the hooks."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path

from conftest import Run
from staging import stage, tracked

ENTRY = "@misc{{{key},\n  title = {{T}},\n  eprint = {{{id}}},\n  archiveprefix = {{arXiv}}\n}}\n"
ONE, TWO = "2101.00001", "2101.00002"


def git(paper: Path, *arguments: str) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", *arguments]
    subprocess.run(command, cwd=paper, env=environ, check=True, capture_output=True)


@cache
def repository() -> dict[str, bytes | None]:
    """Return what `git init` makes, which takes ten times as long as a copy of it; None stands for a folder."""
    with tempfile.TemporaryDirectory() as made:
        git(Path(made), "init", "-q")
        paths = [path for path in sorted(Path(made).rglob("*")) if path.suffix != ".sample"]
        return {str(path.relative_to(made)): None if path.is_dir() else path.read_bytes() for path in paths}


def init(paper: Path) -> None:
    """Make a folder a git repository."""
    for name, content in repository().items():
        path = paper / name
        path.mkdir(exist_ok=True) if content is None else path.write_bytes(content)


def write(paper: Path, **files: str) -> None:
    """Write files, and let git track what there is."""
    for name, text in files.items():
        path = paper / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    if not (paper / ".git").exists():
        init(paper)
    track(paper)


def track(paper: Path) -> None:
    """Let git track all files: by an index written here in a plain repository, else by `git add`."""
    index = paper / ".git" / "index"
    if is_plain(paper) and (not index.exists() or index.read_bytes() == STAGED.get(paper)):
        stage(paper)
        STAGED[paper] = index.read_bytes()
    else:
        git(paper, "add", ".")


STAGED: dict[Path, bytes] = {}  # the indexes written here, which hold nothing but names


def is_plain(paper: Path) -> bool:
    """Return whether nothing but `init` has configured a repository, and no file says what git does with others."""
    made = repository()
    configured = {name: paper / name for name in (".git/config", ".git/info/exclude")}
    if any(not path.is_file() or path.read_bytes() != made[name] for name, path in configured.items()):
        return False
    told = {".gitignore", ".gitattributes", ".git"}
    return not any(told & set(name.split("/")) for name in tracked(paper))


def tex(*ids: str, bib: str = "refs") -> str:
    return f"\\bibliography{{{bib}}}\n" + "".join(f"Text \\cite{{{each}}}.\n" for each in ids)


def entries(*ids: str) -> str:
    return "\n".join(ENTRY.format(key=each, id=each) for each in ids)


def told(run: Run) -> list[str]:
    """Return the rules of the findings that a run printed."""
    return [line.split(": ")[1] for line in run.out.splitlines() if not line.endswith("bibtools explain RULE")]


def age(paper: Path) -> None:
    """Make files look as old as they are when somebody commits a second time."""
    for path in paper.rglob("*"):
        if ".git" not in path.parts and path.is_file():
            os.utime(path, (time.time() - 100, time.time() - 100))


def state(environ: dict[str, str]) -> list[str]:
    return sorted(path.suffix for path in Path(environ["BIBTOOLS_CACHE_DIR"], "hook").glob("*"))
