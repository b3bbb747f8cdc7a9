"""What the documentation says to write into other programs' files is taken from there, and run by these programs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from sessions import recipe

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "precommit"
ATTENTION = "Attention \\citep{1706.03762} might replace it.\n"  # the package carries its record


class Workplace(NamedTuple):
    """The example under git, with bibtools on the PATH and no network."""

    folder: Path
    environ: dict[str, str]

    def run(self, *command: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=folder or self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def commit(self) -> subprocess.CompletedProcess[str]:
        self.run("git", "add", "--all")
        return self.run("git", "commit", "-m", "change")

    def append(self, text: str) -> None:
        path = self.folder / "sections" / "method.tex"
        path.write_text(path.read_text("utf-8") + text, "utf-8")

    @property
    def library(self) -> str:
        return (self.folder / "references.bib").read_text("utf-8")


@pytest.fixture
def workplace(tmp_path: Path, environ: dict[str, str]) -> Workplace:
    folder = tmp_path / "paper"
    shutil.copytree(EXAMPLE, folder)
    names = {
        f"GIT_{who}_{what}": f"ada@{what}.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    path = f"{Path(sys.executable).parent}:{environ['PATH']}"
    made = Workplace(folder, {**environ, **names, "PATH": path, "GIT_CONFIG_GLOBAL": "/dev/null"})
    made.run("git", "init", "-q", "-b", "main")
    assert made.commit().returncode == 0
    return made


def test_the_configuration_of_pre_commit_is_that_of_the_example() -> None:
    shown = yaml.safe_load(recipe("pre-commit").replace("ADDRESS", "../bibtools"))
    assert shown == yaml.safe_load((EXAMPLE / ".pre-commit-config.yaml").read_text("utf-8"))
    assert len(recipe("pre-commit").splitlines()) == 5


def test_a_plain_git_hook(workplace: Workplace) -> None:
    hook = workplace.folder / ".git" / "hooks" / "pre-commit"
    hook.write_text(recipe("git hook"), "utf-8")
    hook.chmod(0o755)
    workplace.append("Words.\n")
    assert workplace.commit().returncode == 0
    workplace.append(ATTENTION)
    refused = workplace.commit()
    assert (refused.returncode, "arXiv:1706.03762 is not in references.bib" in refused.stdout + refused.stderr) == (
        1,
        True,
    )


def published(workplace: Workplace, name: str) -> Path:
    """Return a bare repository that has all of it."""
    remote = workplace.folder.parent / name
    workplace.commit()
    assert workplace.run("git", "clone", "-q", "--bare", str(workplace.folder), str(remote)).returncode == 0
    return remote


@pytest.mark.parametrize(("added", "codes"), [("Words.\n", [0]), (ATTENTION, [1])])
def test_the_workflow(workplace: Workplace, tmp_path: Path, added: str, codes: list[int]) -> None:
    [job] = yaml.safe_load(recipe("workflow"))["jobs"].values()
    install, *commands = [step["run"] for step in job["steps"] if "run" in step]
    assert install == "pip install git+ADDRESS"
    workplace.append(added)
    remote = published(workplace, "remote.git")
    # What the action for checkouts does: one commit, and no branch.
    checkout = tmp_path / "checkout"
    for command in (
        ["git", "clone", "-q", "--depth=1", f"file://{remote}", str(checkout)],
        ["git", "-C", str(checkout), "checkout", "-q", "--detach"],
    ):
        assert workplace.run(*command, folder=tmp_path).returncode == 0
    workplace.environ.update(GITHUB_ACTIONS="true", GITHUB_WORKSPACE=str(checkout))
    done = [workplace.run("bash", "-e", "-c", command, folder=checkout) for command in commands]
    assert [each.returncode for each in done] == codes, done
    shown = "".join(each.stdout + each.stderr for each in done)
    assert ("::error file=sections/method.tex" in shown) == (codes == [1])


@pytest.fixture
def built(workplace: Workplace) -> Workplace:
    """The example with a Makefile that has the rule, and a paper that is "built" whenever it is out of date."""
    rule = "paper: main.tex references.bib\n\tcat $^ > $@\n"
    (workplace.folder / "Makefile").write_text(rule + recipe("makefile"), "utf-8")
    assert workplace.run("make").returncode == 0
    return workplace


def test_make_builds_nothing_for_nothing(built: Workplace) -> None:
    before = built.library
    done = built.run("make")
    assert (done.returncode, built.library) == (0, before)
    assert "cat" not in done.stdout


def test_make_adds_what_is_missing_and_builds(built: Workplace) -> None:
    built.append(ATTENTION)
    done = built.run("make")
    assert (done.returncode, "cat" in done.stdout) == (0, True), done.stderr
    assert "1706.03762" in built.library
    assert "1706.03762" in (built.folder / "paper").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\\citep{2301.04999}\n", "2301.04999"),  # the package does not carry it
        ("arXiv:2113.00134\n", "2113.00134"),
    ],
    ids=["offline", "impossible"],
)
def test_make_goes_on_and_tries_again(built: Workplace, text: str, told: str) -> None:
    built.append(text + ATTENTION)
    for _ in range(2):
        done = built.run("make")
        assert done.returncode == 0, done.stderr
        assert told in done.stdout + done.stderr
        assert "(ignored)" in done.stderr
    assert "1706.03762" in built.library  # what could be done


def test_make_without_a_library_and_without_bibtools(built: Workplace) -> None:
    (built.folder / "references.bib").unlink()
    assert built.run("make", "references.bib").returncode == 0
    assert "1502.03167" in built.library
    built.environ["PATH"] = built.environ["PATH"].partition(":")[2]
    assert built.run("make").returncode == 0


class Build(NamedTuple):
    """How latexmk is called, in which folder below the paper's, where it leaves the `.bbl`, and what configures it."""

    arguments: str
    bbl: str = "main.bbl"
    rc: str = ""
    folder: str = "."
    renamed: str = ""


BUILDS = {
    "plain": Build("main.tex"),
    "outdir": Build("-outdir=build main.tex", "build/main.bbl"),
    "auxdir": Build("-auxdir=aux main.tex", "aux/main.bbl"),
    "both": Build("-auxdir=aux -outdir=out main.tex", "aux/main.bbl"),
    "out of the tree": Build("-outdir=../elsewhere main.tex", "../elsewhere/main.bbl"),
    "configured": Build("main.tex", "out/main.bbl", "$out_dir = 'out';\n"),
    "jobname": Build("-outdir=build -jobname=draft main.tex", "build/draft.bbl"),
    "with cd": Build("-cd -outdir=build paper/main.tex", "build/main.bbl", folder=".."),
    "spaces": Build('-outdir=b "my paper.tex"', "b/my paper.bbl", renamed="my paper.tex"),
}
# The way of older documentation: bibtools is run where BibTeX is.
IN_THE_BUILD_FOLDER = "$bibtex = 'bibtools sync; bibtex %O %B';\n"

TOLD = "\nbibtools: papers may be missing, see above\n"

needs_latexmk = pytest.mark.skipif(shutil.which("latexmk") is None, reason="latexmk is not installed")


def compiled(workplace: Workplace, build: Build, own: str) -> subprocess.CompletedProcess[str]:
    """Run latexmk on the example."""
    if build.renamed:
        (workplace.folder / "main.tex").rename(workplace.folder / build.renamed)
    folder = workplace.folder / build.folder
    (folder / ".latexmkrc").write_text(own + build.rc, "utf-8")
    return workplace.run("sh", "-c", f"latexmk -pdf -interaction=batchmode {build.arguments}", folder=folder)


# Of the older way, one build of each kind of folder in which BibTeX is run.
IN_FOLDERS = ("outdir", "auxdir", "out of the tree", "jobname", "with cd", "spaces")


@needs_latexmk
@pytest.mark.parametrize(
    ("name", "own"),
    [*((name, recipe("latexmkrc")) for name in BUILDS), *((name, IN_THE_BUILD_FOLDER) for name in IN_FOLDERS)],
    ids=[*BUILDS, *(f"{name}, where BibTeX runs" for name in IN_FOLDERS)],
)
def test_latexmk(workplace: Workplace, name: str, own: str) -> None:
    build = BUILDS[name]
    workplace.append(ATTENTION)
    done = compiled(workplace, build, own)
    assert (done.returncode, "1706.03762" in workplace.library) == (0, True), done.stdout[-3000:]
    assert "Attention is all you need" in (workplace.folder / build.bbl).read_text("utf-8")
    assert TOLD not in done.stdout


@needs_latexmk
def test_latexmk_without_a_library(workplace: Workplace) -> None:
    workplace.run("git", "rm", "--quiet", "references.bib")
    done = compiled(workplace, BUILDS["outdir"], recipe("latexmkrc"))
    assert (done.returncode, "1502.03167" in workplace.library) == (0, True), done.stdout[-3000:]


@needs_latexmk
@pytest.mark.skipif(shutil.which("biber") is None, reason="biber is not installed")
def test_latexmk_with_biber(workplace: Workplace) -> None:
    (workplace.folder / "main.tex").write_text(
        "\\documentclass{article}\\usepackage{biblatex}\\addbibresource{references.bib}\n"
        "\\begin{document}\\cite{1706.03762}\\printbibliography\\end{document}\n",
        "utf-8",
    )
    done = compiled(workplace, BUILDS["outdir"], recipe("latexmkrc"))
    assert (done.returncode, "1706.03762" in workplace.library) == (0, True), done.stdout[-3000:]
    assert "1706.03762" in (workplace.folder / "build" / "main.bbl").read_text("utf-8")


@needs_latexmk
@pytest.mark.parametrize("is_installed", [True, False])
def test_latexmk_says_that_papers_may_be_missing_and_goes_on(workplace: Workplace, is_installed: bool) -> None:
    workplace.append("\\citep{2301.04999}\n")  # the package does not carry it
    if not is_installed:
        workplace.environ["PATH"] = workplace.environ["PATH"].partition(":")[2]
    done = compiled(workplace, BUILDS["outdir"], recipe("latexmkrc"))
    assert done.returncode == 0, done.stdout[-3000:]
    assert TOLD in done.stdout
    assert (workplace.folder / "build" / "main.pdf").exists()


def overleaf(workplace: Workplace, remote: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Run what the documentation says, with another address, as a script that ends at what fails."""
    elsewhere = workplace.folder.parent / name
    elsewhere.mkdir()
    script = recipe("overleaf").replace("https://git.overleaf.com/PROJECT", str(remote))
    return workplace.run("sh", "-ec", script, folder=elsewhere)


def shown(workplace: Workplace, remote: Path, what: str) -> str:
    return workplace.run("git", "show", what, folder=remote).stdout


def test_overleaf(workplace: Workplace) -> None:
    workplace.append(ATTENTION)
    remote = published(workplace, "remote")
    first = overleaf(workplace, remote, "first")
    assert first.returncode == 0, first.stderr
    assert "1706.03762" in shown(workplace, remote, "main:references.bib")
    pushed = shown(workplace, remote, "main")
    second = overleaf(workplace, remote, "second")
    assert (second.returncode, shown(workplace, remote, "main")) == (0, pushed), second.stderr


def test_overleaf_gets_a_new_library_whole(workplace: Workplace) -> None:
    (workplace.folder / "references.bib").unlink()
    remote = published(workplace, "remote")
    done = overleaf(workplace, remote, "one")
    assert (done.returncode, "1502.03167" in shown(workplace, remote, "main:references.bib")) == (0, True), done.stderr


def test_overleaf_gets_nothing_where_not_all_could_be_had(workplace: Workplace) -> None:
    workplace.append("\\citep{2301.04999}\n" + ATTENTION)
    remote = published(workplace, "remote")
    before = shown(workplace, remote, "main")
    done = overleaf(workplace, remote, "one")
    assert (done.returncode, shown(workplace, remote, "main")) == (3, before), done.stderr
