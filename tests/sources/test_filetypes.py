"""The registry of file types, and what is derived from it: nobody keeps a second list."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from bibtools.core.text import Source
from bibtools.sources import filetypes
from bibtools.sources.filetypes import (
    HTML,
    LIBRARY,
    MARKDOWN,
    PLAIN,
    TEX,
    TYPES,
    WALKED,
    FileType,
    Spelling,
    paper_pattern,
    type_of,
)
from bibtools.sources.mention import Scan
from bibtools.sources.scanner import module_of

ROOT = Path(__file__).parents[2]
SUFFIXES = [suffix for each in TYPES for suffix in each.suffixes]


def test_every_type_is_in_the_registry_once() -> None:
    defined = [each for each in vars(filetypes).values() if isinstance(each, FileType)]
    assert sorted(each.name for each in defined) == sorted(each.name for each in TYPES)
    assert len({each.name for each in TYPES}) == len(TYPES)
    assert sorted(SUFFIXES) == sorted(set(SUFFIXES))
    assert [suffix for suffix in SUFFIXES if not re.fullmatch(r"\.[a-z]+", suffix)] == []


@pytest.mark.parametrize("of_type", TYPES, ids=lambda each: each.scanner)
def test_a_scanner_has_what_its_type_says(of_type: FileType) -> None:
    module = module_of(of_type)
    assert [*inspect.get_annotations(module.scan, eval_str=True).values()] == [Source, date, Scan]
    assert hasattr(module, "libraries") == bool(of_type.libraries)
    for pattern in (of_type.libraries, of_type.hint, of_type.spelling.value):
        re.compile(pattern)


@pytest.mark.parametrize(
    ("suffix", "of_type"),
    [(".tex", TEX), (".TEX", TEX), (".bbl", TEX), (".MdX", MARKDOWN), (".htm", HTML), (".log", PLAIN), ("", PLAIN)]
    + [("tex", PLAIN), (".texx", PLAIN), (".tex ", PLAIN), (".", PLAIN)],
)
def test_a_suffix_has_a_type(suffix: str, of_type: FileType) -> None:
    assert type_of(suffix) is of_type


def test_pre_commit_runs_the_hooks_for_every_type() -> None:
    pattern = paper_pattern()
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert {hook["id"]: hook["files"] for hook in hooks} == {
        "bibtools-check": pattern,
        "bibtools-sync": pattern,
        "bibtools-verify": r"(?i)\.bib$",
    }


@pytest.mark.parametrize(
    ("name", "runs"),
    [(f"a/b{suffix}", suffix in {*WALKED, paper_pattern, LIBRARY}) for suffix in SUFFIXES]
    + [("pyproject.toml", True), ("x/.bibtools.toml", True), ("A.TEX", True)]
    + [(name, False) for name in ("a.pdf", "a.tex.bak", "x.toml", "figure.png", "abib", "html", "a.htm/l")],
)
def test_pre_commit_runs_the_hooks_for_what_they_read(name: str, runs: bool) -> None:
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[:2]:
        assert (re.search(hook["files"], name) is not None) is runs


def test_the_documentation_lists_every_type() -> None:
    row = re.compile(r"^\| ([^|\n]+) \| ([^|\n]*) \| [^|\n]* \| [^|\n]*\|$", re.MULTILINE)
    rows = row.findall((ROOT / "docs" / "reference" / "sources.md").read_text("utf-8"))
    listed = rows[rows.index(("in", "endings")) + 1 :]
    assert listed == [
        (each.name if each is not PLAIN else "plain text, and all else", "; ".join(_endings(each))) for each in TYPES
    ]


def _endings(of_type: FileType) -> list[str]:
    walked, named = (" ".join(f"`{suffix}`" for suffix in some) for some in (of_type.walked, of_type.named))
    return [*([walked] if walked else []), *([f"named: {named}"] if named else [])]


def test_how_a_type_spells_is_never_assumed() -> None:
    with pytest.raises(TypeError, match="spelling"):
        FileType("wiki", scanner="html")  # type: ignore[call-arg] # that is what this test is about


@pytest.mark.slow
def test_a_type_without_its_spelling_does_not_type_check(tmp_path: Path) -> None:
    cases = {
        "": 'Missing named argument "spelling"',
        ", spelling='entities'": 'incompatible type "str"; expected "Spelling"',
        ", spelling=None": 'incompatible type "None"; expected "Spelling"',
        ", spelling=Spelling.ENTITIES": "",
    }
    lines = ["from bibtools.sources.filetypes import FileType, Spelling"]
    lines += [f"WIKI{number} = FileType('wiki', scanner='html'{more})" for number, more in enumerate(cases)]
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}"]
    done = subprocess.run([*command, "-c", "\n".join(lines)], cwd=ROOT, capture_output=True, text=True, check=False)
    for number, error in enumerate(cases.values(), start=2):
        told = [line for line in done.stdout.splitlines() if line.startswith(f"<string>:{number}: error:")]
        assert [error in line for line in told] == [True] * bool(error), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("spelling", "held", "not_held"),
    [
        (
            Spelling.ENTITIES,
            ["2101&#46;0", "2101&period;0", "2101&#x2e;0", "2101.<wbr>0", "<WBR/>"],
            ["a & b", "&#46;x"],
        ),
        (
            Spelling.ESCAPES,
            [r"2101\u002e0", r"hep-th\/9711200", r"2101.0-\n0", r"hep-th/\n9711200"],
            [r"a\nb", "2101."],
        ),
    ],
)
def test_a_spelling_is_seen_in_bytes(spelling: Spelling, held: list[str], not_held: list[str]) -> None:
    assert [text for text in held if not re.search(spelling.value, text.encode())] == []
    assert [text for text in not_held if re.search(spelling.value, text.encode())] == []
