"""CONTRIBUTING.md: its steps, done to the letter on a copy, make what they say."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import NOBODY
from copied_package import copied_package
from loopback import FakeWeb, Reply
from test_names import foreign, misdescribed, vague
from written_steps import CREATE, StepError, done, follow, read

ROOT = Path(__file__).parent.parent
DOCUMENT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## (Add .+)\n((?:(?!## ).*\n?)*)", DOCUMENT, re.MULTILINE))

RUN = re.compile(r"`\.venv/bin/(?:python -m )?((?:ruff|pytest) [^`]+)`")


class Copy(NamedTuple):
    """A copy of the package in which steps were followed, and a paper to try it on."""

    folder: Path
    paper: Path
    environ: dict[str, str]

    def run(self, *arguments: str, program: str = "bibtools", **settings: str) -> subprocess.CompletedProcess[str]:
        """Run a command as it is installed, on the paper."""
        start = {
            "bibtools": "from bibtools.__main__ import main; main()",
            "bibtools-check": "from bibtools.hook.start import check; check()",
        }
        return subprocess.run(
            [sys.executable, "-c", start[program], *arguments],
            cwd=self.paper,
            env={**self.environ, **settings, "PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def copy(request: pytest.FixtureRequest, tmp_path: Path, paper: Path, environ: dict[str, str]) -> Copy:
    """Follow the section that the test names."""
    texts = follow(read(SECTIONS[request.param]), ROOT)
    package = "bibtools/"
    inside = {path.removeprefix(package): text for path, text in texts.items() if path.startswith(package)}
    return Copy(copied_package(tmp_path / "copy", inside), paper, environ)


@pytest.mark.slow
@pytest.mark.parametrize("copy", ["Add a file type"], indirect=True)
def test_a_file_type_is_read_by_command_and_hook(copy: Copy) -> None:
    (copy.paper / "refs.bib").write_text("", "utf-8")
    (copy.paper / "a.mediawiki").write_text("<ref>arXiv:2106&#46;00134</ref> <!-- arXiv:1706.03762 -->\n", "utf-8")
    (copy.paper / "b.MediaWiki").write_text("costs 2106.00135 or <pre>2106.00136</pre>\n", "utf-8")
    (copy.paper / "c.mediawikis").write_text("arXiv:2106.00137\n", "utf-8")  # no suffix of the type
    scan = copy.run("scan", "--format", "json")
    told = json.loads(scan.stdout)
    assert [(each["path"], each["id"]) for each in told["mentions"]] == [("a.mediawiki", "2106.00134")]
    assert [each["path"] for each in told["suspects"]] == ["b.MediaWiki"]
    check = copy.run("--bib=refs.bib", program="bibtools-check")
    assert (check.returncode, "2106.00134 is not in refs.bib" in check.stdout) == (1, True)
    assert "1706.03762" not in check.stdout


@pytest.mark.slow
@pytest.mark.parametrize("copy", ["Add an output format"], indirect=True)
def test_a_format_is_offered_by_command_and_hook(copy: Copy) -> None:
    (copy.paper / "p.tex").write_text("\narXiv:2113.00001", "utf-8")
    (copy.paper / "refs.bib").write_text("", "utf-8")
    runs = [
        copy.run("scan", "--format", "gitlab"),
        copy.run("sync", "--check", "--bib", "refs.bib", "--format=gitlab"),
        copy.run("--bib=refs.bib", "--format=gitlab", program="bibtools-check"),
    ]
    for each in runs:
        [issue] = json.loads(each.stdout)
        assert (issue["check_name"], issue["severity"]) == ("impossible-id", "major")
        assert issue["location"]["lines"] == {"begin": 2}
    wrong = copy.run("scan", "--format", "gitlap")
    assert (wrong.returncode, "did you mean gitlab?" in wrong.stderr) == (2, True)


@pytest.mark.slow
@pytest.mark.parametrize("copy", ["Add a rule"], indirect=True)
def test_a_rule_is_told_and_explained(copy: Copy) -> None:
    (copy.paper / "p.tex").write_text("\\bibliography{refs}\n", "utf-8")
    (copy.paper / "refs.bib").write_text("@misc{a, title = {x}}\n@misc{b}\n", "utf-8")
    check = copy.run("check", "--bib", "refs.bib")
    assert (check.returncode, check.stdout.count("empty-entry")) == (0, 1)
    assert "refs.bib:2:1: empty-entry: entry b has no fields" in check.stdout
    assert copy.run("explain", "empty-entry").stdout.startswith("empty-entry (warning): An entry has no fields.")


ANSWER = {
    "results": [
        {
            "doi": "https://doi.org/10.48550/arXiv.2101.00001",
            "display_name": "Notes on Engines",
            "authorships": [{"author": {"display_name": "Ada Example"}}],
        }
    ]
}


@pytest.mark.slow
@pytest.mark.parametrize("copy", ["Add a provider"], indirect=True)
def test_a_provider_is_asked_where_the_others_do_not_answer(
    copy: Copy, loopback: dict[str, str], web: FakeWeb, paper: Path
) -> None:
    web.replies = [Reply(200, json.dumps(ANSWER), "application/json")]
    settings = {**loopback, "BIBTOOLS_ARXIV_URL": NOBODY, "BIBTOOLS_FATCAT_URL": web.url}
    (paper / "p.tex").write_text("arXiv:2101.00001", "utf-8")
    sync = ("sync", "--bib", "refs.bib", "--format", "json")
    without = copy.run(*sync, **settings)
    assert (without.returncode, web.requests) == (3, [])  # it needs a key
    found = copy.run(*sync, BIBTOOLS_FATCAT_KEY="s3cret", **settings)
    assert (found.returncode, found.stderr) == (0, "")
    [added] = json.loads(found.stdout)["added"]
    assert (added["id"], added["provider"]) == ("2101.00001", "fatcat")
    assert "{Example, Ada}" in (paper / "refs.bib").read_text("utf-8")
    assert web.requests == ["/works?filter=doi:10.48550/arxiv.2101.00001&per-page=1"]
    assert web.headers[0]["authorization"] == "Bearer s3cret"


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_can_be_followed(section: str) -> None:
    """What that makes is seen in the slow tests above; this notices that a line is gone which a step names."""
    for path, text in follow(read(SECTIONS[section]), ROOT).items():
        if path.endswith(".py"):
            compile(text, path, "exec")


@pytest.mark.parametrize("section", SECTIONS)
def test_what_a_section_adds_keeps_the_rules_for_names(section: str) -> None:
    for path, text in follow(read(SECTIONS[section]), ROOT).items():
        if path.startswith("bibtools/") and path.endswith(".py"):
            tree = ast.parse(text)
            assert (foreign(tree), vague(path, tree), misdescribed(tree)) == (set(), set(), []), path


def test_there_is_a_section_for_every_registry() -> None:
    assert [*SECTIONS] == ["Add a file type", "Add an output format", "Add a rule", "Add a provider"]
    assert all(len(read(section)) > 3 and RUN.search(section) for section in SECTIONS.values())


def test_what_the_document_names_is_there() -> None:
    made = {step.path for section in SECTIONS.values() for step in read(section) if step.how == CREATE}
    named = set(re.findall(r"`?((?:bibtools|tests|\.ci)/[\w/]*[\w]+(?:\.py)?)`?", DOCUMENT)) - made
    assert len(named) > 10
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        ("   Create `a`:\n\n   ```python\n   x = 1\n\n   y = 2\n   ```\n", None, "x = 1\n\ny = 2\n"),
        ("In `a`, behind the line `b`, add:\n\n```text\nc\n```\n", "a\n  b = `1`\nd\n", "a\n  b = `1`\nc\nd\n"),
        ("In `a`, before the line `b`, add:\n\n```text\n    c\n```\n", "a\nb\n", "a\n    c\nb\n"),
        (
            "In `a`, before the line `f(` that `b` follows, add:\n\n```text\nc\n```\n",
            "f(\na\nf(\n b\n",
            "f(\na\nc\nf(\n b\n",
        ),
        ("In `a`, write `x|y` in place of `x`.\n", "x\nzx\n", "x|y\nzx|y\n"),
    ],
)
def test_a_step_does_what_it_says(section: str, text: str | None, expected: str) -> None:
    [step] = read(section)
    assert done(step, text) == expected


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("Create `a`:\n\n```text\nx\n```\n", "there already"),
        ("In `a`, behind the line `b`, add:\n\n```text\nc\n```\n", None),
        ("In `a`, behind the line `b`, add:\n\n```text\nc\n```\n", "a\n"),  # no such line
        ("In `a`, behind the line `b`, add:\n\n```text\nc\n```\n", "b\nb = 1\n"),  # two of them
        ("In `a`, before the line `f(` that `b` follows, add:\n\n```text\nc\n```\n", "f(\na\nb\n"),
        ("In `a`, before the line `f(` that `b` follows, add:\n\n```text\nc\n```\n", "f(\nb\nf(\nb\n"),
        ("In `a`, write `x` in place of `y`.\n", "z"),
        ("In `a`, write `x` in place of y.\n", "y"),  # no step that can be read
        ("Create `a`: nothing\n", None),
        ("Create `a`:\n\nnothing\n", None),
        ("Create `a`:\n\n```text\nwithout an end\n", None),
        ("In `a`, beside the line `b`, add:\n\n```text\nc\n```\n", "b\n"),
    ],
)
def test_a_step_that_cannot_be_followed_is_an_error(section: str, text: str | None) -> None:
    with pytest.raises(StepError):
        [done(step, text) for step in read(section)]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of everything in which the steps of all sections were followed, one after the other.

    What was compiled of the modules, and what mypy knows of them, goes with them as far as it is there.
    """
    folder = tmp_path_factory.mktemp("all") / "checkout"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    names = [name for name in listed.split("\0") if name]
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    for made in (".mypy_cache", *sorted({f"{os.path.dirname(name)}/__pycache__" for name in names if "/" in name})):
        if (ROOT / made).is_dir():
            shutil.copytree(ROOT / made, folder / made, dirs_exist_ok=True)
    for section in SECTIONS.values():
        for name, text in follow(read(section), folder).items():
            (folder / name).write_text(text, "utf-8")
    return folder


def in_checkout(checkout: Path, *command: str) -> None:
    environ = {**os.environ, "PYTHONPATH": str(checkout)}
    ended = subprocess.run(
        [sys.executable, "-m", *command], cwd=checkout, env=environ, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


@pytest.mark.slow(seconds=24)
@pytest.mark.parametrize("name", SECTIONS)
def test_what_a_section_says_to_run_passes(checkout: Path, name: str) -> None:
    for command in RUN.findall(SECTIONS[name]):
        tool, *arguments = command.split()
        if find_spec(tool) is not None:  # ruff comes with the extra `lint`
            in_checkout(checkout, tool, *(["--numprocesses=0"] if tool == "pytest" else []), *arguments)


@pytest.mark.slow(seconds=28)
@pytest.mark.skipif(find_spec("ruff") is None or find_spec("mypy") is None, reason="needs the extra `lint`")
def test_what_the_document_shows_is_as_the_house_wants_it(checkout: Path) -> None:
    created = [step.path for section in SECTIONS.values() for step in read(section) if step.how == CREATE]
    in_checkout(checkout, "ruff", "format", "--check", *created)  # the rest may be put together from parts
    in_checkout(checkout, "ruff", "format")
    in_checkout(checkout, "ruff", "check")
    in_checkout(checkout, "mypy", "bibtools", *(path for path in created if path.startswith("tests/")))
