"""The man pages have what the help has, and nothing that roff takes for its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import man_pages
import pytest
from sessions import ROOT, recipe

from bibtools.cli.command_registry import BY_NAME
from bibtools.cli.main import bibtools

PAGES = man_pages.pages()


def without_markup(page: str) -> str:
    return re.sub(r"\\f[BR]", "", page).replace("\\-", "-")


def test_there_is_a_page_for_each_command() -> None:
    assert set(PAGES) == {"bibtools.1", *(f"bibtools-{name}.1" for name in BY_NAME)}
    front = without_markup(PAGES["bibtools.1"])
    assert [name for name in BY_NAME if f"bibtools-{name}(1)\n" not in front] == []


@pytest.mark.parametrize("name", BY_NAME)
def test_every_option_and_every_example_is_in_the_page(name: str) -> None:
    page = without_markup(PAGES[f"bibtools-{name}.1"])
    command = bibtools.get_command(click.Context(bibtools), name)
    commands = [command, *(command.commands.values() if isinstance(command, click.Group) else ())]
    spelt = {option for each in commands if each for option in spellings(each)} | {"-h", "--help", "--quiet"}
    assert {option for option in spelt if not re.search(rf"^(?:.*, )?{option}\b", page, re.MULTILINE)} == set()
    assert all(does in page for _, does in mapescaped(BY_NAME[name].examples))
    assert page.count("\n.SH ") == len(set(re.findall(r"^\.SH .*", page, re.MULTILINE)))


def spellings(command: click.Command) -> list[str]:
    return [option for each in command.params if isinstance(each, click.Option) for option in each.opts]


def mapescaped(examples: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return [(typed, does.replace("'", r"\(aq")) for typed, does in examples]


def test_a_hook_is_in_the_page_of_its_command() -> None:
    for name in BY_NAME:
        assert ("THE HOOK" in PAGES[f"bibtools-{name}.1"]) == (name in {"check", "sync", "verify"})


def test_nothing_in_a_page_is_markup_by_accident() -> None:
    assert man_pages.escaped(".bib\n'x' \\cite -a `b`") == "\\&.bib\n\\(aqx\\(aq \\ecite \\-a \\(gab\\(ga"
    for page in PAGES.values():
        assert {line[:3] for line in page.splitlines() if line.startswith((".", "'"))} <= {
            ".TH", ".SH", ".SS", ".TP", ".PP", ".br", ".nf", ".fi", ".sp",
        }  # fmt: skip
        assert "\n\n" not in page


def test_the_pages_are_written_as_documented(tmp_path: Path) -> None:
    assert recipe("man pages").split()[:2] == ["python", "docs/man_pages.py"]
    written = man_pages.write(tmp_path / "share" / "man1")
    assert {path.name: path.read_text("utf-8") for path in written} == PAGES


@pytest.mark.slow
@pytest.mark.parametrize("lint", [("mandoc", "-T", "lint", "-W", "warning"), ("man", "--warnings", "-l")])
def test_the_programs_that_show_pages_find_nothing_wrong(lint: tuple[str, ...], tmp_path: Path) -> None:
    if not shutil.which(lint[0]):
        pytest.skip(f"{lint[0]} is not here")
    for path in man_pages.write(tmp_path):
        done = subprocess.run([*lint, str(path)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        said = done.stderr if lint[0] == "man" else done.stdout + done.stderr
        assert (done.returncode, said) == (0, ""), path


@pytest.mark.slow
def test_a_build_needs_nothing_but_click_for_them(tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'docs')!r}); before = {{*sys.modules}}; "  # what setuptools loads
        "import man_pages; man_pages.pages(); "
        "print({n.partition('.')[0] for n, m in [*sys.modules.items()]"
        " if n not in before and 'site-packages' in (getattr(m, '__file__', None) or '')} - {'click'})"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("set()"), done.stdout
