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


@pytest.mark.parametrize(("typed", "meant"), [("snyc", "sync"), ("chek", "check"), ("verifiy", "verify")])
def test_a_misspelt_command_is_named(capsys: pytest.CaptureFixture[str], typed: str, meant: str) -> None:
    assert run([typed]) == 2
    printed = capsys.readouterr().err
    assert printed == (
        f"bibtools: error: there is no command {typed}: did you mean {meant}?\n"
        "  bibtools --help shows how it is called\n"
    )


def test_what_is_near_no_command_gets_no_proposal(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["frobnicate"]) == 2
    assert "did you mean" not in capsys.readouterr().err
