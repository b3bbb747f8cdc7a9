"""What the README and the pages of the documentation show is what happens."""

from __future__ import annotations

import ast
import re
import tomllib
from datetime import date
from pathlib import Path

import picture
import pytest
import yaml
from sessions import (
    DAY,
    ROOT,
    ShownCommand,
    blocks,
    commands,
    copied_examples,
    documents,
    of_any_day,
    pages,
    recipe,
    refreshed,
    run,
    session,
)

from bibtools.config.configuration import load
from bibtools.core.project import DISTRIBUTION
from bibtools.lsp.editor_settings import EditorSettings, read_settings

PAGES = pages()
DOCUMENTS = documents()
BLOCKS = [(name, block) for name, text in DOCUMENTS.items() for block in blocks(text)]
# Blocks that only the package index makes true.
INDEX = "from the index"
INSTALLING = ("python3 -m venv .venv", ". .venv/bin/activate", "pip install .", ".venv/bin/pip install .")


@pytest.mark.thinned(3)
@pytest.mark.parametrize("name", PAGES)
def test_every_command_does_what_is_shown(name: str, tmp_path: Path) -> None:
    for command, result in session(PAGES[name], copied_examples(tmp_path)):
        assert result.code == command.code, f"{command.line}\n{result.text}"
        assert command.prints(result.text), f"$ {command.line}\n{result.text}\n(docs/sessions.py writes it anew)"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("as before 2031-01-01", f"as before {DAY}"),
        ("as before 2030-12-31", f"as before {DAY}"),  # midnight came in between
        ("as before 2030-12-30", "as before 2030-12-30"),
        ("as before 2031-01-02", "as before 2031-01-02"),
        ("year = {2031}", "year = {2031}"),
    ],
)
def test_the_day_of_a_run_is_shown_as_one_fixed_day(printed: str, shown: str) -> None:
    assert of_any_day(printed, date(2031, 1, 1)) == shown


def test_there_are_commands_with_and_without_output() -> None:
    shown = [command for text in PAGES.values() for block in blocks(text) for command in commands(block)]
    with_output = [command for command in shown if command.output]
    assert len(with_output) >= 15
    assert len(shown) >= 50


def test_every_block_is_run_read_or_compared() -> None:
    kinds = {block.kind for name, block in BLOCKS if name in PAGES}
    known = {"sh", "console", "pycon", "toml", "python"}  # below, or in tests/test_public_api.py
    recipes = {
        "bash",
        "zsh",
        "fish",
        "yaml",
        "perl",
        "make",
        "latex",
        "bibtex",
        "markdown",
        "diff",
        "lua",
        "elisp",
        "json",
    }  # have a comment above them
    directives = {kind for kind in kinds if kind.startswith("{")} | {"text"}
    assert kinds - directives <= known | recipes
    unnamed = {
        f"{name}: {block.text[:40]}"
        for name, block in BLOCKS
        if name in PAGES and block.kind in recipes and not (block.marker or installs(block.text))
    }
    assert unnamed == {"docs/tutorial.md: bibtools sync --diff\n"}  # of the reader's own paper


# Settings of editors, which are not here to run them.
OF_EDITORS = {"neovim", "helix", "emacs", "kate"}


def test_every_marked_block_is_used_by_a_test() -> None:
    tests = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    markers = {block.marker for name, block in BLOCKS if name in PAGES and block.marker and ": " not in block.marker}
    assert {each for each in markers if f'"{each}"' not in tests} == set()
    assert markers >= OF_EDITORS


def test_the_action_is_used_as_it_is() -> None:
    [job] = yaml.safe_load(recipe("action"))["jobs"].values()
    [step] = [step for step in job["steps"] if "with" in step]
    inputs = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["inputs"]
    assert set(step["with"]) <= set(inputs)
    assert all(f"`{name}`" in PAGES["docs/how-to/ci.md"] for name in inputs)


def installs(text: str) -> bool:
    return set(text.splitlines()) <= {*INSTALLING}


@pytest.mark.parametrize(("name", "block"), [(name, block) for name, block in BLOCKS if block.kind == "toml"])
def test_every_configuration_is_read(name: str, block: object, tmp_path: Path) -> None:
    text = getattr(block, "text", "")
    table = tomllib.loads(text)
    is_project = "tool" in table
    is_users = not is_project and bool({"trust", "libraries"} & table.keys())
    file = tmp_path / ("pyproject.toml" if is_project else "config.toml" if is_users else ".bibtools.toml")
    file.write_text(text, "utf-8")
    folder = tmp_path / "elsewhere" if is_users else tmp_path
    folder.mkdir(exist_ok=True)
    config = load({}, folder, str(file) if is_users else "", trust=True)
    assert any(setting.origin == str(file) for setting in config.settings.values()) or config.papers, name


@pytest.mark.parametrize(("name", "block"), [(name, block) for name, block in BLOCKS if block.kind == "python"])
def test_every_python_block_compiles(name: str, block: object) -> None:
    assert ast.parse(getattr(block, "text", "")), name


def test_files_are_shown_as_they_are() -> None:
    shown = [
        (block.marker.removeprefix("file: "), block.text) for _, block in BLOCKS if block.marker.startswith("file: ")
    ]
    assert len(shown) >= 2
    assert [(name, (ROOT / name).read_text("utf-8")) for name, _ in shown] == shown


def test_outputs_are_shown_as_they_are(tmp_path: Path) -> None:
    shown = [
        (block.marker.removeprefix("output: "), block.text)
        for _, block in BLOCKS
        if block.marker.startswith("output: ")
    ]
    assert shown
    for number, (command, text) in enumerate(shown):
        printed = run(command, copied_examples(tmp_path / str(number))).text
        assert printed.endswith(text), command


def test_the_picture_shows_what_is_printed() -> None:
    printed = "".join(f"$ {command}\n{text}" for command, text in picture.printed())
    assert picture.words(picture.PICTURE.read_text("utf-8")) == picture.without_blanks(f"bibtools{printed}")
    assert "href=" not in picture.PICTURE.read_text("utf-8")  # it loads nothing


IGNORED = ("2101.00001", "2101.00002")  # on its line, and on the next


def test_what_is_said_to_be_ignored_is(tmp_path: Path) -> None:
    (tmp_path / "p.tex").write_text(recipe("ignored"), "utf-8")
    assert not any(each in run("bibtools scan p.tex --format json", tmp_path).text for each in IGNORED)
    (tmp_path / "q.tex").write_text(recipe("ignored").replace("bibtools: ignore", ""), "utf-8")
    assert all(each in run("bibtools scan q.tex --format json", tmp_path).text for each in IGNORED)


def test_what_is_said_to_be_cited_is(tmp_path: Path) -> None:
    (tmp_path / "p.md").write_text(recipe("cited"), "utf-8")
    (tmp_path / "refs.bib").touch()
    result = run("bibtools check p.md --bib refs.bib", tmp_path)
    assert (result.code, "1706.03762" in result.text, "he2016deep" in result.text) == (1, True, True)


def test_the_settings_of_editors_are_those_that_are_read() -> None:
    rows = re.findall(r"^\| `([\w.]+)` \| `(true|false)` \|", PAGES["docs/how-to/editors.md"], re.MULTILINE)
    defaults = EditorSettings()
    assert len(rows) == len(defaults)
    for (name, default), field in zip(rows, defaults._fields, strict=True):
        table: object = default != "true"
        for part in reversed(name.split(".")):
            table = {part: table}
        assert read_settings(table) == defaults._replace(**{field: default != "true"}), name


def test_comments_say_which_paper_an_entry_is(tmp_path: Path) -> None:
    (tmp_path / "refs.bib").write_text(recipe("comments"), "utf-8")
    (tmp_path / "p.tex").write_text(r"\cite{chen2021} arXiv:2106.00134", "utf-8")
    assert run("bibtools sync p.tex --check --bib refs.bib", tmp_path).code == 0


def test_no_document_names_somebody_elses_program() -> None:
    """`bibtools` on the package index is another project's."""
    wrong = re.compile(
        r"(?:pip3?|pipx|uvx|uv (?:tool|pip) install|uv add)(?: install)?(?: -[-\w]+)* ['\"]?bibtools(?![\w-])"
    )
    assert wrong.search("pip install bibtools")
    assert wrong.search("uvx bibtools sync")
    assert not wrong.search(f"pip install {DISTRIBUTION}")
    assert [name for name, text in DOCUMENTS.items() if wrong.search(text)] == []


def test_what_comes_from_the_index_has_the_name_of_the_distribution() -> None:
    marked = [block.text.splitlines() for _, block in BLOCKS if block.marker == INDEX]
    lines = [line for block in marked for line in block]
    assert lines
    assert all(f" {DISTRIBUTION}" in line for line in lines)


def test_nothing_names_a_tag_or_a_branch_that_moves() -> None:
    """A test, since pre-commit warns of `rev: main`, and no version is tagged yet."""
    texts = [*DOCUMENTS.values(), (ROOT / "examples" / "precommit" / ".pre-commit-config.yaml").read_text("utf-8")]
    named = re.compile(r"^ +rev: (\S+)|uses: OWNER/\S+@(\S+)", re.MULTILINE)
    assert {rev or ref for text in texts for rev, ref in named.findall(text)} == {"COMMIT"}


def test_links_in_what_is_read_on_its_own_lead_somewhere() -> None:
    links = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
    gone = [
        (name, target)
        for name, text in DOCUMENTS.items()
        for target in links.findall(re.sub(r"^ *```.*?^ *```|`[^`\n]+`", "", text, flags=re.DOTALL | re.MULTILINE))
        if not (ROOT / name).parent.joinpath(target).exists() and "/rules/" not in target  # generated
    ]
    assert gone == []


@pytest.mark.parametrize(
    ("shown", "printed", "is_so"),
    [
        (("a", "b"), "a\nb\n", True),
        (("a",), "a\nb\n", False),
        (("a", "…"), "a\nb\nc\n", True),
        (("a", "…"), "a\n", False),
        (("b", "…"), "a\nb\n", False),
        ((), "", True),
        ((), "a\n", False),
        (None, "a\n", True),
    ],
)
def test_an_output_is_compared_line_by_line(shown: tuple[str, ...] | None, printed: str, is_so: bool) -> None:
    assert ShownCommand("x", 0, shown).prints(printed) is is_so


def test_what_is_printed_now_can_be_written_into_a_document(tmp_path: Path) -> None:
    text = "```console\n$ bibtools scan examples/first/paper.tex\nnonsense\n…\n```\n"
    new = refreshed(text, copied_examples(tmp_path))
    assert new.splitlines()[1:4] == [
        "$ bibtools scan examples/first/paper.tex",
        "examples/first/paper.tex:1:27: arXiv:1409.1556",
        "…",
    ]
