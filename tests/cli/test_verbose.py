"""`--verbose`: what is read, asked and written, on standard error, and never a secret."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from commits import ONE, entries, init, tex, write
from conftest import Cli

from bibtools.cli.main import run as run_here

LINE = re.compile(r"\[ *\d+\.\d{3} s\] ([a-z_.]+): .+")


def logged(text: str) -> list[str]:
    """Return the modules that wrote lines of the log."""
    return [match[1] for line in text.splitlines() if (match := LINE.fullmatch(line))]


@pytest.mark.parametrize(
    "arguments",
    [
        ("-v", "sync", "--offline", "--bib", "refs.bib"),
        ("sync", "-v", "--offline", "--bib", "refs.bib"),
        ("-v", "sync", "--offline", "--bib", "refs.bib", "--verbose"),
    ],
    ids=" ".join,
)
def test_what_is_done_is_said_once(paper: Path, cli: Cli, arguments: tuple[str, ...]) -> None:
    write(paper, p_tex="arXiv:1706.03762", a_txt="\0", refs_bib="")
    init(paper)
    run = cli(*arguments)
    assert "1 entry added" in run.out
    assert logged(run.out) == []
    assert {"files.program", "files.exact_text", "providers.resolver", "files.atomic_writing"} <= set(logged(run.err))
    # The source is read again for its fonts, where there is an entry to write.
    assert [run.err.count(text) for text in ("read p.tex, 16 bytes", "skipped a.txt: not a text file")] == [2, 1]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "arguments",
    [("sync", "--offline", "--bib", "refs.bib"), ("check",), ("scan", "p.tex"), ("get", "--offline", ONE)],
    ids=" ".join,
)
def test_quiet_by_default(paper: Path, cli: Cli, arguments: tuple[str, ...]) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    init(paper)
    assert logged((run := cli(*arguments)).err + run.out) == []


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "arguments",
    [("cache", "info"), ("index", "info"), ("check",), ("scan", "p.tex"), ("explain", "unread"), ("tables", "info")],
    ids=" ".join,
)
def test_every_command_has_it(paper: Path, cli: Cli, arguments: tuple[str, ...]) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    init(paper)
    quiet, loud = cli(*arguments), cli(*arguments, "-v")
    assert (loud.code, loud.out) == (quiet.code, quiet.out)
    assert [line for line in loud.err.splitlines() if not LINE.fullmatch(line)] == quiet.err.splitlines()


def test_secrets_are_not_logged(online: Cli, github: object, semanticscholar: object) -> None:
    del github, semanticscholar  # that they are asked is enough
    secrets = {"BIBTOOLS_MAILTO": "me@private.example", "BIBTOOLS_SEMANTICSCHOLAR_KEY": "hidden-key"}
    run = online("get", "-v", "2101.00001", **secrets)
    assert "network.client" in logged(run.err)
    assert "ask arxiv at 127.0.0.1 for arXiv:2101.00001" in run.err
    assert [each for each in secrets.values() if each in run.err + run.out] == []


@pytest.mark.parametrize("name", ["a\x1b[31mb.tex", "a\nb.tex", "a\rb.tex"])
def test_a_name_commands_no_terminal(paper: Path, cli: Cli, name: str) -> None:
    (paper / name).write_text(f"arXiv:{ONE}", "utf-8")
    run = cli("scan", "-v", name)
    assert "\x1b" not in run.err
    assert "\r" not in run.err
    assert len(logged(run.err)) == len(run.err.splitlines())


def test_nothing_listens_afterwards(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(paper, p_tex=tex(ONE))
    monkeypatch.chdir(paper)
    logger = logging.getLogger("bibtools")
    before = list(logger.handlers), logger.level
    assert run_here(["-v", "scan", "p.tex"]) == 0
    assert (list(logger.handlers), logger.level) == before
