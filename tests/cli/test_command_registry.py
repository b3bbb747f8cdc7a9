from __future__ import annotations

import importlib
import pkgutil
import re
import shlex
import subprocess
import sys

import click
import pytest

import bibtools.cli
from bibtools.cli.command_group import OTHER_WORDS
from bibtools.cli.command_registry import BY_NAME, COMMANDS
from bibtools.cli.main import bibtools as program
from bibtools.cli.main import run

EXAMPLES = [(each.name, typed) for each in COMMANDS for typed, _ in each.examples]


def command_of(name: str) -> tuple[click.Context, click.Command]:
    context = click.Context(program, info_name="bibtools")
    found = program.get_command(context, name)
    assert found is not None
    return context, found


def test_every_command_is_in_the_registry() -> None:
    modules = [each.name for each in pkgutil.iter_modules(bibtools.cli.__path__)]
    having = [name for name in modules if isinstance(_value_of(name), click.Command)]
    assert sorted(having) == sorted(BY_NAME)


def _value_of(name: str) -> object:
    return getattr(importlib.import_module(f"bibtools.cli.{name}"), name, None)


def test_the_help_loads_no_command() -> None:
    code = "import sys; from bibtools.cli.main import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.removeprefix("bibtools.cli.") for name in done.stderr.split()}
    assert loaded & set(BY_NAME) == set()
    assert all(f"  {name} " in done.stdout for name in BY_NAME)


@pytest.mark.parametrize("name", BY_NAME)
def test_no_help_is_cut_off(name: str) -> None:
    context, command = command_of(name)
    text = command.get_help(click.Context(command, info_name=name, parent=context, terminal_width=100))
    assert not re.search(r"[a-z,;.]\.\.\.", text)  # click ends a summary so that it cuts short
    assert "Examples:\n" in text


@pytest.mark.parametrize(("name", "typed"), EXAMPLES)
def test_every_example_is_a_call_of_its_command(name: str, typed: str) -> None:
    first, called, *arguments = shlex.split(typed)
    assert (first, called) == ("bibtools", name)
    context, command = command_of(name)
    while isinstance(command, click.Group):
        command = command.commands[arguments.pop(0)]
    command.make_context(name, arguments, parent=context)  # raises where it is called wrongly


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("snyc", "sync"),
        ("chek", "check"),
        ("verifiy", "verify"),
        ("SYNC", "sync"),
        ("search", "find"),
        ("serach", "find"),
        ("install", "init --hook"),
        ("validate", "verify"),
        ("help", "--help"),
        ("help sync", "sync --help"),
        ("help snyc", "sync --help"),
        ("help frobnicate", "--help"),
    ],
)
def test_what_is_no_command_gets_the_one_that_is_meant(
    capsys: pytest.CaptureFixture[str], typed: str, meant: str
) -> None:
    name, *_ = typed.split()
    assert run(typed.split()) == 2
    assert capsys.readouterr().err == (
        f"bibtools: error: no such command: {name}; did you mean bibtools {meant}?\n  see bibtools --help\n"
    )


@pytest.mark.parametrize("typed", ["frobnicate", "x", "\x1b[31m", "?"])
def test_what_is_near_no_command_gets_no_proposal(capsys: pytest.CaptureFixture[str], typed: str) -> None:
    assert run([typed]) == 2
    printed = capsys.readouterr().err
    assert ("did you mean" in printed, "\x1b" in printed) == (False, False)


def test_every_other_word_is_none_of_ours_and_leads_to_a_command() -> None:
    assert OTHER_WORDS.keys() & BY_NAME.keys() == set()
    assert {meant.split()[0] for meant in OTHER_WORDS.values()} <= {*BY_NAME, "--version"}


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("sync --chekc", "no such option: --chekc; did you mean --check?\n  see bibtools sync --help"),
        ("sync --dif", "no such option: --dif; did you mean --diff?\n  see bibtools sync --help"),
        ("sync --qqqqqqqqqq", "no such option: --qqqqqqqqqq\n  see bibtools sync --help"),
        ("sync -x", "no such option: -x\n  see bibtools sync --help"),
        ("--versoin", "no such option: --versoin; did you mean --version?\n  see bibtools --help"),
        ("index bild x", "no such command: bild; did you mean bibtools index build?\n  see bibtools index --help"),
        ("cache help", "no such command: help; did you mean bibtools cache --help?\n  see bibtools cache --help"),
        (
            "scan --format jsn",
            (
                "--format: no such format: jsn (choose from text, json, github and sarif); did you mean json?"
                "\n  see bibtools scan --help"
            ),
        ),
        ("find x --limit 0", "--limit: 0 is not in the range 1<=x<=100\n  see bibtools find --help"),
        ("upgrade --searches x", "--searches: 'x' is not a whole number\n  see bibtools upgrade --help"),
        ("sync --bib", "--bib requires an argument\n  see bibtools --help"),
        ("get", "missing argument: ID...\n  see bibtools get --help"),
        ("tables read comet", "missing argument: FILES...\n  see bibtools tables read --help"),
        ("tables download comett", "no such table: comett; did you mean comet?"),
        ("explain mising-paper", "no such rule: mising-paper; did you mean missing-paper?"),
        ("check --select mising-paper", "--select: no such rule: mising-paper; did you mean missing-paper?"),
    ],
)
def test_every_wrong_call_is_answered_in_one_style(
    capsys: pytest.CaptureFixture[str], typed: str, printed: str
) -> None:
    assert run(typed.split()) == 2
    assert capsys.readouterr().err == f"bibtools: error: {printed}\n"
