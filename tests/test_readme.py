"""The README: short, and the commands that set up and test the project; what it shows is tested with all documents."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from sessions import ROOT, copied_examples, recipe, run

README = (ROOT / "README.md").read_text("utf-8")


def test_it_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_the_main_command_runs_the_main_job(tmp_path: Path) -> None:
    done = run(recipe("main command").rpartition("&& ")[2].replace(".venv/bin/", ""), copied_examples(tmp_path))
    assert done.code == 0, done.text
    entries = re.findall(r"^@\w+\{", (tmp_path / "new.bib").read_text("utf-8"), re.MULTILINE)
    assert f"finds the {len(entries)} papers" in README


def test_ci_takes_the_test_command_from_here() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    [line] = [line for line in script.splitlines() if line.startswith("test_command=")]
    done = subprocess.run(
        ["bash", "-c", f'{line}; echo "$test_command"'], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == recipe("test command")
    assert "pytest" in done.stdout


def test_examples_hold_what_people_write_and_no_results() -> None:
    assert [str(path) for path in (ROOT / "examples").rglob("manifest.json")] == []
    assert {path.name for path in (ROOT / "examples" / "first").iterdir()} == {"paper.tex", "references.bib"}
