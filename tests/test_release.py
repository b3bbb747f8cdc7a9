"""What is released: one version everywhere, files that their readers take, and archives with the right contents."""

from __future__ import annotations

import json
import os
import re
import runpy
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email import message_from_bytes
from pathlib import Path
from types import ModuleType

import man_pages
import pytest
import yaml
from conftest import Shared
from sessions import ROOT

from bibtools import __version__
from bibtools.core.project import DISTRIBUTION, DOCUMENTATION

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
FORMS = ".github/ISSUE_TEMPLATE"
SCHEMAS = {
    "action.yml": "vendor.github-actions",
    "CITATION.cff": "vendor.citation-file-format",
    ".readthedocs.yaml": "vendor.readthedocs",
    f"{FORMS}/config.yml": "vendor.github-issue-config",
    **{f"{FORMS}/{name}.yml": "vendor.github-issue-forms" for name in ("bug", "idea", "paper")},
    **{f".github/workflows/{name}.yml": "vendor.github-workflows" for name in ("ci", "release")},
}


def test_the_names_are_those_of_the_project() -> None:
    assert PROJECT["project"]["name"] == DISTRIBUTION == "bibtools-arxiv"
    scripts = PROJECT["project"]["scripts"]
    assert scripts[DISTRIBUTION] == scripts["bibtools"]  # what `uvx bibtools-arxiv` runs
    assert PROJECT["project"]["urls"]["Documentation"] == DOCUMENTATION
    named = re.findall(r"https://[\w.-]*readthedocs\.io/en/stable/", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert {*named} == {DOCUMENTATION}


def test_the_newest_dated_version_is_that_of_the_package() -> None:
    heads = re.findall(r"^## \[(.+)\](?: - (\d{4}-\d\d-\d\d))?$", CHANGELOG, re.MULTILINE)
    assert heads[0] == ("Unreleased", "")
    assert heads[1] == (CITATION["version"], CITATION["date-released"])
    assert CITATION["version"] == __version__


def test_what_the_sdist_holds_is_there() -> None:
    included = PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    assert [name for name in included if not (ROOT / name.lstrip("/")).exists()] == []


def test_the_action_takes_no_shell_code() -> None:
    """Expressions stand in variables, and never in what a shell runs: an input would be code there."""
    steps = ACTION["runs"]["steps"]
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []
    assert {name for step in steps for name in re.findall(r"inputs\.([\w-]+)", json.dumps(step))} == set(
        ACTION["inputs"]
    )


def test_the_workflows_take_no_shell_code() -> None:
    for name in ("ci", "release"):
        jobs = yaml.safe_load((ROOT / ".github" / "workflows" / f"{name}.yml").read_text("utf-8"))["jobs"]
        commands = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
        assert commands
        assert [command for command in commands if "${{" in command] == []


def test_every_form_is_checked() -> None:
    forms = {path.relative_to(ROOT).as_posix() for path in (ROOT / ".github").rglob("*.yml")}
    assert forms <= set(SCHEMAS)


@pytest.mark.slow
@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_of_its_readers_take_a_file(name: str) -> None:
    pytest.importorskip("check_jsonschema")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", SCHEMAS[name], name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "code"), [("", 1), ("--bib refs.bib --ignore missing-paper", 0), ("--bib refs.bib ; exit 0", 1)]
)
def test_the_command_of_the_action_runs(arguments: str, code: int, tmp_path: Path, environ: dict[str, str]) -> None:
    [command] = [step["run"] for step in ACTION["runs"]["steps"] if "bibtools-check" in step.get("run", "")]
    (tmp_path / "bibtools").mkdir()
    (tmp_path / "bibtools" / "bin").symlink_to(Path(sys.executable).parent)
    paper = tmp_path / "a paper"
    paper.mkdir()
    (paper / "p.tex").write_text("arXiv:1706.03762 \\bibliography{refs}", "utf-8")
    (paper / "refs.bib").write_text("", "utf-8")
    for line in ("init -q", "add ."):
        subprocess.run(["git", *line.split()], cwd=paper, env=environ, check=True)
    settings = {**environ, "RUNNER_TEMP": str(tmp_path), "ARGUMENTS": arguments}
    done = subprocess.run(
        ["bash", "-e", "-c", command], cwd=paper, env=settings, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr


def built_twice(folder: Path) -> None:
    """Build the same twice, one after the other."""
    for name in ("first", "second"):
        command = [sys.executable, "-m", "build", "--outdir", str(folder / name), str(ROOT)]
        environ = {**os.environ, "SOURCE_DATE_EPOCH": "1790000000", "PIP_NO_COMPILE": "1"}
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def archives(shared: Shared) -> tuple[Path, Path]:
    pytest.importorskip("build")
    folder = shared(built_twice)
    return folder / "first", folder / "second"


@pytest.mark.slow(seconds=30)
def test_a_build_can_be_reproduced(archives: tuple[Path, Path]) -> None:
    first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in archives)
    assert first == second
    assert set(first) == {f"bibtools_arxiv-{__version__}.tar.gz", f"bibtools_arxiv-{__version__}-py3-none-any.whl"}


@pytest.mark.slow
def test_the_index_would_take_them(archives: tuple[Path, Path]) -> None:
    pytest.importorskip("twine")
    files = [str(path) for path in archives[0].iterdir()]
    done = subprocess.run(
        [sys.executable, "-m", "twine", "check", "--strict", *files], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.count("PASSED")) == (0, 2), done.stdout + done.stderr


@pytest.mark.slow
def test_the_wheel_holds_the_package_and_nothing_else(archives: tuple[Path, Path]) -> None:
    [wheel] = archives[0].glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = message_from_bytes(archive.read(f"bibtools_arxiv-{__version__}.dist-info/METADATA"))
    info = {name for name in names if name.startswith(f"bibtools_arxiv-{__version__}.dist-info/")}
    listed = subprocess.run(
        ["git", "ls-files", "bibtools"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert names - info >= set(listed.split())
    pages = {name for name in names if f".data/data/share/man/man{man_pages.SECTION}/" in name}
    assert {Path(name).name for name in pages} == set(man_pages.pages())
    assert all(name.startswith("bibtools/") and "__pycache__" not in name for name in names - info - pages)
    page = str(metadata.get_payload())
    assert re.findall(r"\]\((?!https://)[^)]*\)", page) == []
    assert f"]({DOCUMENTATION}how-to/pre-commit.html)" in page
    assert f"]({DOCUMENTATION}_static/terminal.svg)" in page


@pytest.mark.slow
def test_the_sdist_holds_what_its_tests_need(archives: tuple[Path, Path]) -> None:
    [sdist] = archives[0].glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "README.md",
        "docs/conf.py",
        "tests/conftest.py",
        "examples/first/paper.tex",
        ".ci/run",
        "action.yml",
    } <= names
    assert [name for name in names if re.search(r"__pycache__|/_build/|/_generated/|^docs/rules/|\.venv", name)] == []


def test_a_build_runs_the_checkouts_own_code_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is started in a stranger's folder brings nothing of that into the build."""
    canary = tmp_path / "PWNED"
    for name in ("man_pages.py", "click.py", "bibtools.py", "sitecustomize.py", "hatch_build.py"):
        (tmp_path / name).write_text(f"open({str(canary)!r}, 'w')", "utf-8")
    interface = ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.__dict__["BuildHookInterface"] = object  # hatchling is where a wheel is built, and not here
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    monkeypatch.delitem(sys.modules, "man_pages")
    monkeypatch.setattr(sys, "path", [each for each in sys.path if each not in {"", str(ROOT / "docs")}])
    monkeypatch.chdir(tmp_path)
    before = [*sys.path]
    hook = runpy.run_path(str(ROOT / "docs" / "man_build_hook.py"))["ManPages"]()
    hook.root, made = str(ROOT), {"shared_data": dict[str, str]()}
    hook.initialize("standard", made)
    assert sys.path == [str(ROOT), str(ROOT / "docs"), *before]
    assert Path(str(sys.modules["man_pages"].__file__)) == ROOT / "docs" / "man_pages.py"
    pages = [*made["shared_data"]]
    assert (len(pages) > 10, canary.exists()) == (True, False)
    hook.finalize("standard", made, "")
    assert not any(Path(each).exists() for each in pages)


@pytest.mark.slow(seconds=15)
def test_an_installed_wheel_does_the_main_job(
    archives: tuple[Path, Path], tmp_path: Path, environ: dict[str, str]
) -> None:
    [wheel] = archives[0].glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
    pip = [sys.executable, "-m", "pip", "--python", str(tmp_path / "venv" / "bin" / "python")]
    installed = subprocess.run(
        [*pip, "install", "--quiet", "--no-compile", str(wheel)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert installed.returncode == 0, installed.stderr
    (tmp_path / "p.tex").write_text("arXiv:1706.03762", "utf-8")
    for program in (DISTRIBUTION, "bibtools"):
        command = [str(tmp_path / "venv" / "bin" / program), "sync", "p.tex", "--bib", f"{program}.bib"]
        done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "@misc{vaswani2017attention" in (tmp_path / f"{program}.bib").read_text("utf-8")
