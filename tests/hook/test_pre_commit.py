"""The hooks as authors have them: installed by pre-commit from this checkout, in a git repository, at a commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml
from conftest import Shared
from loopback import FakeArxiv, Paper

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "precommit"
PAGE = (EXAMPLE / "README.md").read_text("utf-8")
ATTENTION = "Attention \\citep{1706.03762} might replace it.\n"  # the package carries its record
ENTRY = "\n@misc{{{id},\n  title = {{T}},\n  eprint = {{{id}}},\n  archiveprefix = {{arXiv}},\n}}\n"
OFFLINE = {"BIBTOOLS_OFFLINE": "1"}
Ran = subprocess.CompletedProcess[str]


def plain(environ: dict[str, str]) -> dict[str, str]:
    """Return an environment in which git knows an author, and nothing of this machine's settings."""
    names = {
        f"GIT_{who}_{what}": f"ada@{what}.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**environ, **names, "PATH": programs, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def committed(folder: Path) -> None:
    """Make a repository that holds what this checkout holds now, committed or not."""
    for name in ("bibtools", "docs", "examples"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "_build"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "CITATION.cff", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    environ = plain({name: value for name, value in os.environ.items() if not name.startswith("GIT_")})
    for command in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "all"]):
        subprocess.run(["git", *command], cwd=folder, env=environ, check=True)


def empty(_: Path) -> None:
    """Leave a folder empty: pre-commit keeps environments there, and has a lock of its own."""


class Repository:
    """A paper under git whose commits run hooks."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.folder, self.environ = folder, environ

    def run(self, *command: str, **settings: str) -> Ran:
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**self.environ, **settings},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def git(self, *arguments: str, **settings: str) -> Ran:
        done = self.run("git", *arguments, **settings)
        assert done.returncode == 0, done.stdout + done.stderr
        return done

    def commit(self, **settings: str) -> Ran:
        """Commit all there is."""
        self.git("add", "--all")
        return self.commit_staged(**settings)

    def commit_staged(self, **settings: str) -> Ran:
        return self.run("git", "commit", "-m", "change", **settings)

    def append(self, name: str, text: str) -> None:
        with (self.folder / name).open("ab") as stream:
            stream.write(text.encode())

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()


Start = Callable[..., Repository]
Edit = Callable[[Path], None]


def as_it_is(_: Path) -> None:
    """Change nothing of the example."""


def prepared(folder: Path, checkout: Path, environ: dict[str, str], hooks: tuple[str, ...], edit: Edit) -> None:
    """Make a repository of the example, with hooks, in step and committed."""
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)
    edit(folder)
    configuration = yaml.safe_load((folder / ".pre-commit-config.yaml").read_text("utf-8"))
    [repository] = configuration["repos"]
    repository |= {"repo": str(checkout), "hooks": [{"id": hook} for hook in hooks]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(configuration), "utf-8")
    made = Repository(folder, environ)
    made.git("init", "-q", "-b", "main")
    pinned = made.run("pre-commit", "autoupdate", "--bleeding-edge")  # as the page says
    assert pinned.returncode == 0, pinned.stdout + pinned.stderr
    installed = made.run("pre-commit", "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    done = made.commit(**OFFLINE)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def templates() -> dict[tuple[tuple[str, ...], Edit], Path]:
    """Repositories by what was asked for: a copy is there much sooner than another one."""
    return {}


@pytest.fixture
def start(
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    shared: Shared,
    templates: dict[tuple[tuple[str, ...], Edit], Path],
    environ: dict[str, str],
) -> Start:
    environ = plain({**environ, "PRE_COMMIT_HOME": str(shared(empty))})

    def begin(*hooks: str, edit: Edit = as_it_is) -> Repository:
        asked = hooks or ("bibtools-check",), edit
        if asked not in templates:
            template = tmp_path_factory.mktemp("template")
            prepared(template, shared(committed), environ, *asked)
            templates[asked] = template
        folder = tmp_path / "paper"
        shutil.copytree(templates[asked], folder, symlinks=True)
        return Repository(folder, environ)

    return begin


def said(done: Ran) -> str:
    return done.stdout + done.stderr  # pre-commit reports hooks on stderr when git runs it


@pytest.mark.slow(seconds=20)
def test_the_page_of_the_example_is_true(start: Start) -> None:
    paper = start()
    [shown] = [line for line in PAGE.splitlines() if "missing-paper" in line]
    [line] = [line for line in PAGE.splitlines() if line.startswith("printf ")]
    assert paper.run("sh", "-c", line).returncode == 0
    refused = paper.commit()
    assert (refused.returncode, shown in said(refused).splitlines()) == (1, True), said(refused)
    assert paper.run("bibtools", "sync", **OFFLINE).returncode == 0
    assert "1706.03762" in paper.git("diff", "references.bib").stdout
    assert paper.commit().returncode == 0


@pytest.mark.parametrize("hooks", [("bibtools-sync",), ("bibtools-check", "bibtools-sync")])
def test_sync_adds_the_entry_and_the_next_commit_passes(
    start: Start, loopback: dict[str, str], arxiv: FakeArxiv, hooks: tuple[str, ...]
) -> None:
    paper = start(*hooks)
    before = paper.read("references.bib")
    arxiv.know([Paper("2101.00001", "On Engines")])
    paper.append("sections/method.tex", "% arXiv:2101.00002 later\n\\citep{2101.00001}\n")
    refused = paper.commit(**loopback)
    assert (refused.returncode, "references.bib was changed; review it" in said(refused)) == (1, True), said(refused)
    assert paper.read("references.bib").startswith(before)
    assert "On Engines" in paper.read("references.bib")[len(before) :]
    assert paper.commit(**loopback).returncode == 0
    assert len(arxiv.requests) == 1


def test_what_is_staged_counts_and_not_what_lies_there(start: Start) -> None:
    paper = start()
    paper.append("references.bib", ENTRY.format(id="1706.03762"))
    paper.append("sections/method.tex", ATTENTION)
    paper.git("add", "sections")
    refused = paper.commit_staged()
    assert (refused.returncode, "arXiv:1706.03762 is not in references.bib" in said(refused)) == (1, True)
    assert "1706.03762" in paper.read("references.bib")  # as it was before the commit
    paper.git("add", "references.bib")
    paper.append("sections/method.tex", "\\citep{2101.00001}")
    assert paper.commit_staged().returncode == 0
    assert paper.read("sections/method.tex").endswith("\\citep{2101.00001}")


def test_the_markers_of_a_conflict_are_not_committed(start: Start) -> None:
    paper = start("bibtools-check", "bibtools-sync")
    paper.git("checkout", "-q", "-b", "other")
    paper.append("references.bib", ENTRY.format(id="2101.00001"))
    assert paper.commit().returncode == 0
    paper.git("checkout", "-q", "main")
    paper.append("references.bib", ENTRY.format(id="2101.00002"))
    paper.append("sections/method.tex", "\\citep{2101.00002}")
    assert paper.commit().returncode == 0
    assert paper.run("git", "merge", "other").returncode == 1
    conflict = paper.read("references.bib")
    assert "<<<<<<< HEAD" in conflict
    refused = paper.commit(**OFFLINE)
    assert (refused.returncode, ": conflict-marker: " in said(refused)) == (1, True), said(refused)
    assert paper.read("references.bib") == conflict
    paper.git("checkout", "HEAD", "references.bib")
    assert paper.commit(**OFFLINE).returncode == 0


def test_a_library_may_get_another_name(start: Start) -> None:
    paper = start()
    paper.git("mv", "references.bib", "literature.bib")
    refused = paper.commit()
    assert refused.returncode == 1
    assert "references.bib: missing-library: there is no such file" in said(refused)
    for name in ("main.tex", ".bibtools.toml"):
        text = paper.read(name).replace("{references}", "{literature}").replace('"references.bib"', '"literature.bib"')
        (paper.folder / name).write_text(text, "utf-8")
    assert paper.commit().returncode == 0


def two_papers(folder: Path) -> None:
    for name in ("one", "two"):
        (folder / name).mkdir()
        for part in ("main.tex", "references.bib"):
            shutil.copy(folder / part, folder / name / part)
        shutil.copytree(folder / "sections", folder / name / "sections")
    for part in ("main.tex", "references.bib", "README.md"):
        (folder / part).unlink()
    shutil.rmtree(folder / "sections")
    papers = "".join(f'[[paper]]\nsources = ["{name}/"]\nbib = "{name}/references.bib"\n' for name in ("one", "two"))
    (folder / ".bibtools.toml").write_text(papers, "utf-8")


def test_each_of_two_papers_has_a_library(start: Start) -> None:
    paper = start("bibtools-check", "bibtools-sync", edit=two_papers)
    one = paper.read("one/references.bib")
    paper.append("two/sections/method.tex", ATTENTION)
    refused = paper.commit(**OFFLINE)
    assert "arXiv:1706.03762 is not in two/references.bib" in said(refused)
    assert (paper.read("one/references.bib"), paper.read("two/references.bib")[: len(one)]) == (one, one)
    assert "Attention Is All You Need" in paper.read("two/references.bib")
    assert paper.commit(**OFFLINE).returncode == 0


def with_crlf(folder: Path) -> None:
    for path in (folder / "main.tex", folder / "references.bib", folder / "sections" / "method.tex"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def test_line_ends_stay(start: Start) -> None:
    paper = start("bibtools-sync", edit=with_crlf)
    paper.append("sections/method.tex", ATTENTION.replace("\n", "\r\n"))
    assert paper.commit(**OFFLINE).returncode == 1
    library = paper.read("references.bib")
    assert library.count("\n") == library.count("\r\n") > 40
    assert paper.commit(**OFFLINE).returncode == 0


NAMESPACE = ["unshare", "--map-root-user", "--net"]
HAS_NAMESPACES = subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
BLOCKED = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")


@pytest.mark.parametrize("way", ["namespace", "proxy"])
def test_without_a_network_the_check_checks_and_sync_says_so(start: Start, way: str) -> None:
    if way == "namespace" and not HAS_NAMESPACES:
        pytest.skip("this kernel gives users no network namespaces")
    paper = start("bibtools-check", "bibtools-sync")
    before = [*NAMESPACE] if way == "namespace" else []
    settings = {"BIBTOOLS_OFFLINE": "0", **(BLOCKED if way == "proxy" else {})}
    paper.append("main.tex", "\n")
    paper.git("add", "--all")
    done = paper.run(*before, "git", "commit", "-m", "in step", **settings)
    assert done.returncode == 0, said(done)
    library = paper.read("references.bib")
    paper.append("sections/method.tex", "\\citep{2101.00001}")
    paper.git("add", "--all")
    began = time.monotonic()
    refused = paper.run(*before, "git", "commit", "-m", "lacks one", **settings)
    assert time.monotonic() - began < 40
    assert refused.returncode == 1
    assert "arXiv:2101.00001 is not in references.bib" in said(refused)
    assert "could not ask" in said(refused)
    assert paper.read("references.bib") == library


@pytest.mark.slow(seconds=17)
def test_ten_at_once(start: Start) -> None:
    paper = start("bibtools-check", "bibtools-sync")

    def run(_: int) -> int:
        return paper.run("pre-commit", "run", "--all-files", **OFFLINE).returncode

    with ThreadPoolExecutor(4) as pool:  # they change nothing, and wait for nobody
        assert list(pool.map(run, range(4))) == [0] * 4
    paper.append("sections/method.tex", ATTENTION)
    paper.git("add", "--all")
    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(run, range(10))) == {1}
    assert paper.read("references.bib").count("@misc{1706.03762") == 1
    assert paper.commit(**OFFLINE).returncode == 0
