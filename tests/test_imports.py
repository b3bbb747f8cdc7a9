"""Cheap start: what a run does not need, it does not load."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from commits import write
from conftest import Cli
from row_tables import rarely

from bibtools.providers import registry

NETWORK = {"requests", "urllib3", "filelock", "socket", "urllib.request", "ssl"}
SECOND_READER = {"bibtexparser", "pylatexenc"}
CORPUS = {"dask", "distributed", "fsspec", "pyarrow", "multiprocessing"}
INDEX = {"sqlite3", "bibtools.index.lookup", "bibtools.index.packed_row", "bibtools.storage.sqlite"}
PROVIDERS = {
    f"bibtools.providers.{each.name}" for each in (*registry.PROVIDERS, *registry.CODE_LINKS) if each.is_remote
}
REPORTS_OF_OTHERS = {f"bibtools.reports.{name}" for name in ("csl_items", "json", "github", "sarif", "diff")}
RARELY = {"tomllib", "difflib", "xml.etree.ElementTree", "logging"}


# An interpreter that has loaded nothing but what all have, and runs statements in children.
BARE = """
import os, sys
for line in sys.stdin:
    statements, folder, environ = eval(line)
    if os.fork() == 0:
        for stream in (0, 1):
            os.dup2(os.open(os.devnull, os.O_RDWR), stream)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environ)
        exec(statements, {"__name__": "__main__", "sys": sys})
        print(" ".join(sys.modules), file=sys.__stderr__, flush=True)
        os._exit(0)
    ended = os.wait()[1]
    print(f"ended with {ended}", file=sys.stderr, flush=True)
"""
Loaded = Callable[..., set[str]]


@pytest.fixture(scope="module")
def loaded() -> Iterator[Loaded]:
    """Return the modules that a fresh interpreter has loaded after some statements."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", BARE], stdin=pipe, stderr=pipe, text=True) as bare:
        asks, answers = bare.stdin, bare.stderr
        assert asks
        assert answers

        def run(statements: str, folder: Path, environ: Mapping[str, str] = os.environ) -> set[str]:
            alone = {"BIBTOOLS_CACHE_DIR": str(folder / "cache"), **environ}  # not what somebody's own runs have kept
            asks.write(f"{(statements, str(folder), alone)!r}\n")
            asks.flush()
            said = [answers.readline()]
            while said[-1] and not said[-1].startswith("ended with "):
                said.append(answers.readline())
            assert said[-1] == "ended with 0\n", said
            return set(said[-2].split())

        yield run


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("statements", "absent"),
    [
        ("import bibtools", {"click", "re", "dataclasses", *NETWORK, *SECOND_READER}),
        (
            "import bibtools; bibtools.scan_text('arXiv:1706.03762'); bibtools.parse_library('')",
            {"click", "sqlite3", "bibtools.app.wiring", "logging", *NETWORK, *SECOND_READER},
        ),
        ("import bibtools.__main__", {"click", *NETWORK, *SECOND_READER}),
        ("import bibtools.cli.main", {"dataclasses", *NETWORK, *SECOND_READER, *RARELY}),
        (
            "import bibtools.sources.tex, bibtools.bibliography.library.identity",
            {"dataclasses", "click", *NETWORK, *SECOND_READER},
        ),
        ("import bibtools.corpus.run", {"click", *CORPUS, *NETWORK, *SECOND_READER}),
        ("import bibtools.providers.resolver", {*NETWORK, *SECOND_READER, *RARELY}),
        ("import bibtools.providers.registry", {"bibtools.providers.contract", "json", *NETWORK}),
    ],
)
def test_a_module_loads_no_more_than_it_needs(
    statements: str, absent: set[str], tmp_path: Path, loaded: Loaded
) -> None:
    assert loaded(statements, tmp_path) & absent == set()


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        rarely(["scan", "paper.tex"], NETWORK | SECOND_READER),
        (["sync", "--check", "--bib", "refs.bib", "paper.tex"], NETWORK | SECOND_READER),
        rarely(["sync", "--offline", "--diff", "--bib", "refs.bib", "paper.tex"], NETWORK | SECOND_READER),
        (["sync", "--offline", "--bib", "refs.bib", "paper.tex"], NETWORK - {"filelock"}),
        (
            ["get", "--offline", "1706.03762"],
            NETWORK | SECOND_READER | RARELY | INDEX | PROVIDERS | {"bibtools.network.client", *REPORTS_OF_OTHERS},
        ),
        rarely(["corpus", "paper.tex", "--out", "out", "--scheduler", "plain"], CORPUS | NETWORK | SECOND_READER),
    ],
)
def test_a_run_loads_no_more_than_it_needs(
    arguments: list[str], absent: set[str], tmp_path: Path, loaded: Loaded
) -> None:
    (tmp_path / "paper.tex").write_text("See arXiv:1706.03762.", "utf-8")
    (tmp_path / "refs.bib").write_text("", "utf-8")
    assert loaded(f"from bibtools.cli.main import run\nrun({arguments})", tmp_path) & absent == set()


HEAVY = (
    NETWORK | SECOND_READER | {"click", "logging", "dataclasses", "sqlite3", "subprocess", "tomllib", "platformdirs"}
)


@pytest.mark.parametrize("program", ["check", rarely("sync")])
@pytest.mark.parametrize(
    ("change", "absent"),
    [
        ({}, {"re", "json", "typing", "bibtools.sources.filetypes", "bibtools.files.walking", *HEAVY}),
        # The registry of file types is examined, since it says how this one spells ids; it loads nothing itself.
        (
            {"more.md": "More words, see arXiv:1706.03762.\n"},
            {"json", "typing", "bibtools.sources.scanner", "bibtools.core.text", *HEAVY},
        ),
        ({"paper.tex": "\\cite{1412.6980}"}, HEAVY),
        ({"refs.bib": "@misc{b, eprint = {1706.03762}}"}, HEAVY),
        ({"refs.bib": "@misc{a, eprint = {1412.6980}, title = {x} y}"}, HEAVY),
    ],
)
def test_a_hook_loads_no_more_than_it_needs(
    paper: Path,
    environ: dict[str, str],
    hook: Cli,
    program: str,
    change: dict[str, str],
    absent: set[str],
    loaded: Loaded,
) -> None:
    write(
        paper,
        paper_tex="\\bibliography{refs} See arXiv:1706.03762.\n",
        more_md="Words.\n",
        refs_bib="@misc{a, eprint = {1706.03762}}\n@misc{c, eprint = {1412.6980}}\n",
    )
    run = f"import contextlib\nfrom bibtools.hook import start\nwith contextlib.suppress(SystemExit): start.{program}()"
    assert hook(f"bibtools-{program}").code == 0
    for name, text in change.items():
        with (paper / name).open("a", encoding="utf-8") as stream:
            stream.write(text)
    assert loaded(f"sys.argv = ['hook']\n{run}", paper, environ) & absent == set()


def test_what_is_verified_loads_nothing(paper: Path, environ: dict[str, str], hook: Cli, loaded: Loaded) -> None:
    write(paper, refs_bib="@misc{a, title = {Attention Is All You Need}, eprint = {1706.03762}}\n")
    run = "import contextlib\nfrom bibtools.hook import start\nwith contextlib.suppress(SystemExit): start.verify()"
    assert hook("bibtools-verify", "--bib", "refs.bib").code == 0
    found = loaded(f"sys.argv = ['hook', '--bib', 'refs.bib']\n{run}", paper, environ)
    absent = {"re", "json", "typing", "bibtools.app.wiring", "bibtools.bibliography.library.reader", *HEAVY}
    assert found & absent == set()


@pytest.mark.parametrize("statement", ["import bibtools", "from bibtools import __version__"])
def test_the_package_loads_nothing_but_itself(statement: str, tmp_path: Path, loaded: Loaded) -> None:
    assert loaded(statement, tmp_path) - loaded("", tmp_path) == {"__future__", "bibtools"}
