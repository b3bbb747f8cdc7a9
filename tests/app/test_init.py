from __future__ import annotations

import os
import re
import shlex
import tomllib
from collections.abc import Sequence
from pathlib import Path
from textwrap import indent

import pytest
import yaml

from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.check_papers import check_papers
from bibtools.app.init import HOOKS, WORKFLOW, InitOptions, InitOutcome, apply, plan
from bibtools.app.wiring import today
from bibtools.config.commented import PROPOSED, DiscoveredPaper, commented
from bibtools.config.configuration import Config, load
from bibtools.config.keys import ANYWHERE, OF_REPOSITORIES
from bibtools.core.errors import ReadError, UsageError, WriteError
from bibtools.files.library_lock import Locking

OWN = ".bibtools.toml"
PAPER = "\\documentclass{article}\n\\begin{document}\\cite{a}\\bibliography{refs}\\end{document}\n"
SEVERAL = UsageError("which library?", "--bib a.bib")
OTHERS = "repos:\n- repo: https://example.org/hooks\n  rev: v1\n  hooks:\n  - id: tidy\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "paper.tex").write_text(PAPER)
    (tmp_path / "refs.bib").write_text("@misc{a, title = {A}}\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def look() -> Sequence[CheckOutcome]:
    return check_papers(Config(), today())


def planned(options: InitOptions = InitOptions(), applies: str = "") -> InitOutcome:  # noqa: B008 - a constant
    return plan(look, applies, options)


def written(outcome: InitOutcome) -> dict[str, str]:
    return {each.path: each.after for each in apply(outcome, Locking()).files}


def test_what_was_found_is_in_the_file(folder: Path) -> None:
    text = written(planned())[OWN]
    assert (folder / OWN).read_text("utf-8") == text
    assert "# Found: paper.tex, citing from refs.bib.\n" in text
    assert '\n# bib = "refs.bib"' in text  # the document names it
    assert load({}, folder).repository_file == ""  # nothing is set


def test_a_library_that_nobody_names_is_set(folder: Path) -> None:
    (folder / "paper.tex").write_text(PAPER.replace("\\bibliography{refs}", ""))
    assert '\nbib = "refs.bib"\n' in written(planned())[OWN]
    assert load({}, folder).bib == "refs.bib"


def test_nothing_is_written_before_it_is_applied(folder: Path) -> None:
    assert len(planned(InitOptions(hook=True, workflow="x")).files) == 3
    assert sorted(os.listdir(folder)) == ["paper.tex", "refs.bib"]


def test_what_is_unclear_is_left_to_the_user(folder: Path) -> None:
    del folder

    def unclear() -> Sequence[CheckOutcome]:
        raise SEVERAL

    outcome = plan(unclear, "", InitOptions())
    assert outcome.notes == ("which library?", "--bib a.bib")
    assert '# bib = "references.bib"' in outcome.files[0].after


@pytest.mark.parametrize("there", ["", "# mine\n", "[services]\n"])
def test_a_configuration_that_is_there_stays(folder: Path, there: str) -> None:
    (folder / OWN).write_text(there)
    outcome = planned()
    assert (outcome.files, outcome.notes) == ((), (f"{OWN} exists already and stays as it is",))
    assert planned(applies="pyproject.toml").notes == ("pyproject.toml exists already and stays as it is",)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("there", "repos"),
    [
        (None, 1),
        (OTHERS, 2),
        ("repos:\n" + indent(OTHERS.partition("\n")[2], "  "), 2),
        ("# ours\ndefault_stages: [pre-commit]\n" + OTHERS.rstrip("\n"), 2),
    ],
)
def test_the_hook_is_added_to_the_list(folder: Path, there: str | None, repos: int) -> None:
    if there is not None:
        (folder / HOOKS).write_text(there)
    text = written(planned(InitOptions(hook=True)))[HOOKS]
    assert text.startswith(there or "repos:")
    held = yaml.safe_load(text)["repos"]
    assert (len(held), held[-1]["hooks"][0]["id"], held[-1]["hooks"][0]["language"]) == (
        repos, "bibtools-check", "system",
    )  # fmt: skip
    assert planned(InitOptions(hook=True)).files == ()  # a second time, nothing is left to do


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "there",
    [OTHERS + "fail_fast: true\n", "repos: []\n", "repos: [{repo: meta, hooks: []}]\n", "- broken: [\n", "x: 1\n", ""],
)
def test_a_list_that_cannot_be_added_to_stays_and_is_shown_what_to_add(folder: Path, there: str) -> None:
    (folder / HOOKS).write_text(there)
    outcome = planned(InitOptions(hook=True))
    assert [each.path for each in outcome.files] == [OWN]
    assert "add this to it:\n- repo: local\n" in outcome.notes[0]


def test_a_workflow_installs_what_the_user_says(folder: Path) -> None:
    del folder
    workflow = yaml.safe_load(written(planned(InitOptions(workflow="bibtools-arxiv==0.2.0")))[WORKFLOW])
    steps = [each["run"] for each in workflow["jobs"]["check"]["steps"] if "run" in each]
    assert steps == ["python -m pip install 'bibtools-arxiv==0.2.0'", "bibtools check --format github"]
    assert planned(InitOptions(workflow="other")).notes[-1] == f"{WORKFLOW} exists already and stays as it is"


@pytest.mark.parametrize("requirement", ["x'; rm -rf /; '", "$(id)", "`id`", "x\ny", "ü"])
def test_a_requirement_is_no_command(folder: Path, requirement: str) -> None:
    del folder
    with pytest.raises(UsageError, match="not something that pip can install"):
        planned(InitOptions(workflow=requirement))


def test_no_link_leads_a_file_elsewhere(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (folder / ".github").symlink_to(outside)
    outcome = planned(InitOptions(workflow="x"))
    with pytest.raises(WriteError, match="a link leads it elsewhere"):
        apply(outcome, Locking())
    assert (list(outside.iterdir()), (folder / OWN).exists()) == ([], False)
    (outside / "hooks").write_text(OTHERS)
    (folder / HOOKS).symlink_to(outside / "hooks")
    with pytest.raises(ReadError, match="it is a link"):
        planned(InitOptions(hook=True))


@pytest.mark.parametrize("kind", ["file", "link to .git"])
def test_a_folder_that_is_none_costs_nothing(folder: Path, kind: str) -> None:
    (folder / ".git").mkdir()
    if kind == "file":
        (folder / ".github").write_text("")
    else:
        (folder / ".github").symlink_to(".git")
    with pytest.raises(WriteError, match="nothing was changed"):
        apply(planned(InitOptions(workflow="x")), Locking())
    assert (list((folder / ".git").iterdir()), (folder / OWN).exists()) == ([], False)


@pytest.mark.parametrize(
    "requirement", ["bibtools # x", "bibtools @ git+https://example.org/x.git@1", "a: b", "x>=1,<2"]
)
def test_a_requirement_is_one_argument(folder: Path, requirement: str) -> None:
    del folder
    workflow = yaml.safe_load(written(planned(InitOptions(workflow=requirement)))[WORKFLOW])
    [line, _] = [each["run"] for each in workflow["jobs"]["check"]["steps"] if "run" in each]
    assert shlex.split(line) == ["python", "-m", "pip", "install", requirement]


# The settings that are proposed, against the table of all of them.


def test_every_proposed_setting_is_valid_where_it_is_proposed(tmp_path: Path) -> None:
    lines = [line.removeprefix("# ") for line in commented([]).splitlines() if re.match(r"# [a-z_-]+ = ", line)]
    (tmp_path / OWN).write_text("\n".join(lines), "utf-8")
    assert load({}, tmp_path).bib == "references.bib"
    assert list(tomllib.loads("\n".join(lines))) == ["bib", *PROPOSED]


# What is no repository's business, or counts only with trust, is not proposed.
LEFT_OUT = {"bib", "paper", "offline", "mailto", "services", "cache_dir", "index"}


def test_all_settings_of_a_repository_are_proposed() -> None:
    assert {*PROPOSED} == {*OF_REPOSITORIES, *ANYWHERE} - LEFT_OUT


@pytest.mark.parametrize("name", ['a"b.bib', "a\\b.bib", "a\nb = 1.bib", "ü.bib"])
def test_names_of_files_cannot_leave_their_line(name: str) -> None:
    found = DiscoveredPaper(("paper.tex",), name, is_named=False)
    assert tomllib.loads(commented([found])) == {"bib": name}
    assert tomllib.loads(commented([found, found])) == {}
