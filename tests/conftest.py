from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings
from loopback import (
    FakeArxiv,
    FakeCrossref,
    FakeDataCite,
    FakeDoiOrg,
    FakeGitHub,
    FakeHuggingFace,
    FakeInspire,
    FakeOai,
    FakeOpenAlex,
    FakeSemanticScholar,
    FakeWeb,
    serving,
)
from memory_folder import memory_folder
from process_count import ProcessCount
from warm_process import WarmProcess

from bibtools.providers.registry import SERVICES

# What is started in the background of a script ignores interrupts, and so would everything that the tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Modules and collected tests stay until the end: looking through them for garbage takes a third of collecting them.
gc.disable()

# Where the environment forbids to keep bytecode, each worker would rewrite the assertions of every test file in every
# run, and each process would compile the program: more than half of what the tests cost.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A law is tried with few examples in every run, and with many in the slow ones (`--hypothesis-profile=thorough`).
# Neither chance nor time decides there: the same code gets the same examples, however long one takes. The profile
# `explore` looks for others.
settings.register_profile("explore", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile(
    "thorough", settings.get_profile("explore"), max_examples=300, derandomize=True, database=None
)
settings.register_profile("quick", settings.get_profile("thorough"), max_examples=6)
settings.load_profile("quick")


pytest_plugins = ["unwanted_tests", "row_tables", "fixture_tables"]


class Run(NamedTuple):
    """How a run of the command line ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - tests look into it as its readers do
        return json.loads(self.out)


Cli = Callable[..., Run]
Copied = Callable[[Callable[[Path], None], Path], None]
Shared = Callable[[Callable[[Path], None]], Path]


def pytest_configure(config: pytest.Config) -> None:
    if config.option.markexpr == "not slow" and (folder := memory_folder()):  # the slow ones write to a disk
        os.environ.setdefault("TMPDIR", folder)
        tempfile.tempdir = None  # it is looked for anew
    count = ProcessCount()
    count.begin()
    config.pluginmanager.register(count, "process-count")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest: at the end of a run the other workers would wait for it."""

    def seconds(item: pytest.Item) -> float:
        return max((mark.kwargs.get("seconds", 0) for mark in item.iter_markers("slow")), default=0)

    items.sort(key=seconds, reverse=True)


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a long text by its length: it would go with the test through every queue, log and environment."""
    return f"{argname} of {len(val)}" if isinstance(val, str | bytes) and len(val) > 200 else None


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """An empty folder, outside of any git work tree, for the files of one paper."""
    folder = tmp_path / "paper"
    folder.mkdir()
    return folder


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """The environment of a run: this machine's, without what configures bibtools or git, and offline."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("BIBTOOLS_", "GIT_"))}
    return {
        **inherited,
        "BIBTOOLS_CACHE_DIR": str(tmp_path / "cache"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "BIBTOOLS_OFFLINE": "1",
        "GIT_CEILING_DIRECTORIES": str(tmp_path),
        "NO_COLOR": "1",
    }


@pytest.fixture(scope="session")
def warm() -> Iterator[WarmProcess]:
    process = WarmProcess()
    yield process
    process.close()


@pytest.fixture
def cli(paper: Path, environ: dict[str, str], warm: WarmProcess) -> Cli:
    """Run the command line in the paper's folder as a user would: as a process, offline by default."""

    def run(*arguments: str, stdin: str = "", **settings: str) -> Run:
        done = warm.run(arguments, paper, {**environ, **settings}, stdin)
        return Run(done.code, done.out.decode("utf-8", "surrogateescape"), done.err.decode())

    return run


@pytest.fixture
def hook(paper: Path, environ: dict[str, str], warm: WarmProcess) -> Cli:
    """Run one of the hooks, by its name, in the paper's folder."""

    def run(program: str, *arguments: str, folder: str = ".", **settings: str) -> Run:
        done = warm.run(arguments, paper / folder, {**environ, **settings}, "", program)
        return Run(done.code, done.out.decode("utf-8", "surrogateescape"), done.err.decode())

    return run


@pytest.fixture
def fresh(paper: Path, environ: dict[str, str]) -> Cli:
    """Run the command line in an interpreter of its own."""

    def run(*arguments: str, **settings: str) -> Run:
        command = [sys.executable, "-m", "bibtools", *arguments]
        done = subprocess.run(
            command, cwd=paper, env={**environ, **settings}, capture_output=True, text=True, timeout=60, check=False
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture(scope="session")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copied:
    """Make something in a folder, as a function says: by it once, and then by copies of what it has made."""
    made: dict[Callable[[Path], None], Path] = {}

    def copy(make: Callable[[Path], None], folder: Path) -> None:
        if make not in made:
            make(made.setdefault(make, tmp_path_factory.mktemp("made")))
        shutil.copytree(made[make], folder, symlinks=True, dirs_exist_ok=True)

    return copy


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Make something in a folder once, as a function says, for the tests of all workers, none of which changes it."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shared"
    folder.mkdir(exist_ok=True)

    def made(make: Callable[[Path], None]) -> Path:
        place = folder / f"{make.__module__}.{make.__qualname__}"
        with FileLock(f"{place}.lock"):
            if not place.exists():
                with TemporaryDirectory(dir=folder) as attempt:
                    whole = Path(attempt) / "whole"
                    whole.mkdir()
                    make(whole)
                    whole.rename(place)
        return place

    return made


@pytest.fixture
def arxiv() -> Iterator[FakeArxiv]:
    """A loopback server that answers as arXiv does."""
    with serving(FakeArxiv()) as fake:
        yield fake


@pytest.fixture
def datacite() -> Iterator[FakeDataCite]:
    """A loopback server that answers as DataCite does."""
    with serving(FakeDataCite()) as fake:
        yield fake


@pytest.fixture
def oai() -> Iterator[FakeOai]:
    """A loopback server that answers as arXiv's OAI-PMH interface does."""
    with serving(FakeOai()) as fake:
        yield fake


@pytest.fixture
def crossref() -> Iterator[FakeCrossref]:
    with serving(FakeCrossref()) as fake:
        yield fake


@pytest.fixture
def doiorg() -> Iterator[FakeDoiOrg]:
    with serving(FakeDoiOrg()) as fake:
        yield fake


@pytest.fixture
def inspire() -> Iterator[FakeInspire]:
    with serving(FakeInspire()) as fake:
        yield fake


@pytest.fixture
def openalex() -> Iterator[FakeOpenAlex]:
    with serving(FakeOpenAlex()) as fake:
        yield fake


@pytest.fixture
def semanticscholar() -> Iterator[FakeSemanticScholar]:
    """A loopback server that answers as Semantic Scholar does."""
    with serving(FakeSemanticScholar()) as fake:
        yield fake


@pytest.fixture
def huggingface() -> Iterator[FakeHuggingFace]:
    """A loopback server that answers as Hugging Face does."""
    with serving(FakeHuggingFace()) as fake:
        yield fake


@pytest.fixture
def github() -> Iterator[FakeGitHub]:
    """A loopback server that answers as GitHub's API does."""
    with serving(FakeGitHub()) as fake:
        yield fake


@pytest.fixture
def web() -> Iterator[FakeWeb]:
    """A loopback server for anything."""
    with serving(FakeWeb()) as fake:
        yield fake


NOBODY = "http://127.0.0.1:9"  # where connections are refused


@pytest.fixture
def loopback(arxiv: FakeArxiv, request: pytest.FixtureRequest) -> dict[str, str]:
    """The settings of a run that asks loopback servers, without their pace: arXiv, and the others that a test names."""
    settings = {"BIBTOOLS_OFFLINE": "0", "BIBTOOLS_ARXIV_URL": arxiv.url, "BIBTOOLS_ARXIV_INTERVAL": "0"}
    for name in (each for each in SERVICES if each != "arxiv"):
        url = request.getfixturevalue(name).url if name in request.fixturenames else NOBODY
        settings |= {f"BIBTOOLS_{name.upper()}_URL": url, f"BIBTOOLS_{name.upper()}_INTERVAL": "0"}
    return settings


@pytest.fixture
def online(cli: Cli, loopback: dict[str, str]) -> Cli:
    """Run the command line against the loopback servers."""

    def run(*arguments: str, **settings: str) -> Run:
        return cli(*arguments, **{**loopback, **settings})

    return run
