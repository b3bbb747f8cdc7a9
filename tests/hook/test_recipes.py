"""What the README says to write into other programs' files is taken from there, and run by these programs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
EXAMPLE = ROOT / "examples" / "precommit"
ATTENTION = "Attention \\citep{1706.03762} might replace it.\n"  # the package carries its record


def recipe(name: str) -> str:
    [text] = re.findall(rf"^<!-- {name} -->\n```\w+\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    return str(text)


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


def test_the_workflow(workplace: Workplace) -> None:
    [job] = yaml.safe_load(recipe("workflow"))["jobs"].values()
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert commands[0] == "pip install git+ADDRESS"
    for code in (0, 1):
        done = [workplace.run("sh", "-c", command) for command in commands[1:]]
        assert [each.returncode for each in done] == [code]
        workplace.append(ATTENTION)


def test_make(workplace: Workplace) -> None:
    (workplace.folder / "Makefile").write_text(recipe("makefile"), "utf-8")
    before = workplace.library
    for _ in range(2):
        assert workplace.run("make", "references.bib").returncode == 0
    assert workplace.library == before
    workplace.append(ATTENTION)
    done = workplace.run("make", "references.bib")
    assert (done.returncode, "1706.03762" in workplace.library) == (0, True), done.stderr
    assert "up to date" in workplace.run("make", "references.bib").stdout


@pytest.mark.skipif(shutil.which("latexmk") is None, reason="latexmk is not installed")
def test_latexmk(workplace: Workplace) -> None:
    (workplace.folder / ".latexmkrc").write_text(recipe("latexmkrc"), "utf-8")
    workplace.append(ATTENTION)
    done = workplace.run("latexmk", "-pdf", "-interaction=batchmode", "main.tex")
    assert (done.returncode, "1706.03762" in workplace.library) == (0, True), done.stdout[-2000:]
    assert "Attention is all you need" in (workplace.folder / "main.bbl").read_text("utf-8")


def test_overleaf(workplace: Workplace, tmp_path: Path) -> None:
    remote = tmp_path / "remote"
    workplace.append(ATTENTION)
    assert workplace.commit().returncode == 0
    assert workplace.run("git", "clone", "-q", "--bare", str(workplace.folder), str(remote)).returncode == 0
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    script = recipe("overleaf").replace("https://git.overleaf.com/PROJECT", str(remote))
    done = workplace.run("sh", "-ec", script, folder=elsewhere)
    assert done.returncode == 0, done.stderr
    assert "1706.03762" in workplace.run("git", "show", "main:references.bib", folder=remote).stdout
