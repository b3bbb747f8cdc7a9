"""The targets of the fuzzing keep their promises on their own seeds, so none of them rots between runs."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from fuzz.promises import BrokenPromiseError, promise, promise_balanced, promise_printable
from fuzz.random_changes import LONGEST, failure, shortest, try_changes
from fuzz.registry import MODULES, target
from fuzz.worker import replay

from bibtools.providers.registry import CODE_LINKS, PROVIDERS, WITNESSES
from bibtools.sources.filetypes import TYPES


@pytest.mark.parametrize("name", MODULES)
def test_every_target_keeps_its_promises_on_its_seeds(name: str) -> None:
    check, seeds, _ = target(name)
    assert seeds
    for seed in seeds:
        check(seed)


@pytest.mark.parametrize("module", sorted(set(MODULES.values())))
def test_the_registry_has_every_target_of_a_module(module: str) -> None:
    assert [*import_module(f"fuzz.{module}").TARGETS] == [name for name, where in MODULES.items() if where == module]


def test_everything_that_comes_from_outside_has_a_target() -> None:
    providers = {*(each.name for each in (*PROVIDERS, *CODE_LINKS, *WITNESSES) if each.is_remote)} - {"arxiv"}
    types = {f"source{suffix}" for each in TYPES for suffix in each.suffixes[:1]}
    assert {"atom", *providers, *types} - MODULES.keys() == set(), "tests/fuzz/registry.py needs a target for these"


def refuse_x(data: bytes) -> None:
    promise(b"x" not in data, f"an x: {data!r}")
    assert len(data) <= LONGEST


def test_a_broken_promise_is_found_and_made_short() -> None:
    with pytest.raises(BrokenPromiseError, match="an x"):
        try_changes(refuse_x, [b"some", b"text"], [b"_x_"], 60)
    assert shortest(refuse_x, b"aaa x bbb x ccc", 60) == b"x"
    assert (failure(refuse_x, b"x"), failure(refuse_x, b"y")) == ("an x", "")


@pytest.mark.parametrize(
    ("value", "kept"), [("", True), ("{a{b}}", True), ("a}{b", False), ("{", False), (r"\{", False), ("}", False)]
)
def test_braces_are_counted_as_bibtex_does(value: str, kept: object) -> None:
    assert (failure(lambda data: promise_balanced(data.decode(), "value"), value.encode()) == "") == kept


@pytest.mark.parametrize(
    ("value", "kept"), [("é 李", True), ("a\nb", False), ("\x1b[0m", False), ("\u202e", False), ("\u2028", False)]
)
def test_what_cannot_be_shown_is_no_promise_kept(value: str, kept: object) -> None:
    assert (failure(lambda data: promise_printable(data.decode(), "value"), value.encode()) == "") == kept


def test_an_input_is_tried_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "input").write_bytes(b"[auth:lower][year]")
    assert replay("key-patterns", tmp_path / "input") == 0
    assert "keeps every promise" in capsys.readouterr().out


def test_the_command_names_its_targets_and_refuses_others() -> None:
    command = [sys.executable, str(Path(__file__).parent / "fuzz")]
    done = subprocess.run([*command, "--list"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()) == (0, [*MODULES])
    done = subprocess.run([*command, "nonsense"], capture_output=True, text=True, check=False)
    assert (done.returncode, "unknown: nonsense; known: library, " in done.stderr) == (2, True)
