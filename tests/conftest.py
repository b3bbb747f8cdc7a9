from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from loopback import FakeArxiv, serving


class Run(NamedTuple):
    """How a run of the command line ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - tests look into it as its readers do
        return json.loads(self.out)


Cli = Callable[..., Run]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """An empty folder, outside of any git work tree, for the files of one paper."""
    folder = tmp_path / "paper"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A folder in which the processes of a test run share compiled modules, whatever the machine's settings are."""
    return str(tmp_path_factory.mktemp("bytecode"))


@pytest.fixture
def cli(paper: Path, tmp_path: Path, bytecode: str) -> Cli:
    """Run the command line in the paper's folder as a user would: as a process, offline unless told otherwise."""

    def run(*arguments: str, stdin: str = "", **environ: str) -> Run:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("BIBTOOLS_", "GIT_"))}
        env = {
            **inherited,
            "BIBTOOLS_CACHE_DIR": str(tmp_path / "cache"),
            "BIBTOOLS_OFFLINE": "1",
            "GIT_CEILING_DIRECTORIES": str(tmp_path),
            "NO_COLOR": "1",
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": bytecode,
            **environ,
        }
        done = subprocess.run(
            [sys.executable, "-m", "bibtools", *arguments],
            cwd=paper,
            env=env,
            input=stdin.encode(),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode("utf-8", "surrogateescape"), done.stderr.decode())

    return run


@pytest.fixture
def arxiv() -> Iterator[FakeArxiv]:
    """A loopback server that answers as arXiv does."""
    with serving(FakeArxiv()) as fake:
        yield fake


@pytest.fixture
def online(cli: Cli, arxiv: FakeArxiv) -> Cli:
    """Run the command line against the loopback server, without its pace."""

    def run(*arguments: str, **environ: str) -> Run:
        settings = {"BIBTOOLS_OFFLINE": "0", "BIBTOOLS_ARXIV_URL": arxiv.url, "BIBTOOLS_ARXIV_INTERVAL": "0"}
        return cli(*arguments, **{**settings, **environ})

    return run
