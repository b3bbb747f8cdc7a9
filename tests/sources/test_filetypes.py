"""The registry of file types, and what is derived from it: nobody keeps a second list."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from datetime import date
from itertools import zip_longest
from pathlib import Path

import citing
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
from bibtools.sources.scanner import has_structure, libraries, module_of, structure
from bibtools.sources.structure import NONE

ROOT = Path(__file__).parents[2]
SUFFIXES = [suffix for each in TYPES for suffix in each.suffixes]


def test_every_type_is_in_the_registry_once() -> None:
    defined = [each for each in vars(filetypes).values() if isinstance(each, FileType)]
    assert [each for each in defined if each not in TYPES] == [], "list these in TYPES"
    assert len({each.name for each in TYPES}) == len(TYPES), "two types have one name"
    assert sorted(SUFFIXES) == sorted(set(SUFFIXES)), "a suffix belongs to one type"
    assert [each for each in TYPES if not each.suffixes] == [], "a type needs a suffix, as walked=(…) or named=(…)"
    wrong = [suffix for suffix in SUFFIXES if not re.fullmatch(r"\.[a-z0-9]+", suffix)]
    assert wrong == [], "a suffix begins with the last dot of a name, in lower case: any case is found"


PATTERNS = [name for name in FileType.__slots__ if isinstance(getattr(TEX, name), bytes)]
# What a scanner may offer, and the pattern by which it is known that a text has something for it.
OFFERED = {"citations": "citing", "structure": "structure", "libraries": "libraries"}


@pytest.mark.parametrize("of_type", TYPES, ids=lambda each: each.scanner)
def test_a_scanner_has_what_its_type_says(of_type: FileType) -> None:
    module = module_of(of_type)
    assert [*inspect.get_annotations(module.scan, eval_str=True).values()] == [Source, date, Scan]
    for function, field in OFFERED.items():
        has, says = hasattr(module, function), bool(getattr(of_type, field))
        assert has or not says, f"{module.__name__} has no {function}(text), which `{field}` of {of_type} promises"
        assert says or not has, (
            f"{function} of {module.__name__} is never called: {of_type} needs its pattern `{field}`"
        )
    for pattern in PATTERNS:
        re.compile(getattr(of_type, pattern))
    re.compile(of_type.spelling.value)


# A text of every type that names a library, which may be all that it says.
NAMING = {
    "asciidoc": ":bibtex-file: refs.bib",
    "lyx": '\\begin_inset CommandInset bibtex\nbibfiles "refs"\n\\end_inset',
    "markdown": "---\nbibliography: refs.bib\n---\n",
    "notebook": '{"cells": [{"cell_type": "markdown", "source": "---\\nbibliography: refs.bib\\n---"}]}',
    "org": "#+BIBLIOGRAPHY: refs.bib",
    "rst": ".. bibliography:: refs.bib",
    "tex": r"\addbibresource{refs.bib}",
    "typst": '#bibliography("refs.bib")',
}


@pytest.mark.parametrize("of_type", TYPES, ids=lambda each: each.scanner)
def test_what_names_a_library_is_seen_in_bytes(of_type: FileType) -> None:
    suffix, text = of_type.suffixes[0], NAMING.get(of_type.scanner, "")
    assert bool(text) == bool(of_type.libraries), "a type that names libraries has a text in NAMING, no other one has"
    assert libraries(text, suffix) == ["refs.bib"] * bool(text)
    for each in NAMING.values():  # in whatever type
        says = libraries(each, suffix) or structure(each, suffix) != NONE
        assert has_structure(each.encode(), suffix) >= bool(says), f"{of_type} overlooks {each!r}, so nobody reads it"


def test_every_type_that_cites_has_texts_that_do() -> None:
    texts = {type_of(suffix) for suffix in citing.CITING}
    assert {each for each in TYPES if each.citing} == texts, "tests/citing.py needs texts that cite in every type"


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
    files = {hook["id"]: hook["files"] for hook in hooks}
    line = f"\n  files: &paper '{pattern}'\n"
    assert files.pop("bibtools-check") == files.pop("bibtools-sync") == pattern, f".pre-commit-hooks.yaml needs:{line}"
    assert files == {"bibtools-verify": r"(?i)\.bib$"}


@pytest.mark.parametrize(
    ("name", "runs"),
    [(f"a/b{suffix}", suffix in {*WALKED, LIBRARY}) for suffix in SUFFIXES]
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
    expected = [
        (each.name if each is not PLAIN else "plain text, and all else", "; ".join(_endings(each))) for each in TYPES
    ]
    for shown, (name, endings) in zip_longest(listed, expected, fillvalue=("no row", "")):
        assert shown == (name, endings), f"docs/reference/sources.md needs, in this place: | {name} | {endings} |"


def _endings(of_type: FileType) -> list[str]:
    walked, named = (" ".join(f"`{suffix}`" for suffix in some) for some in (of_type.walked, of_type.named))
    return [*([walked] if walked else []), *([f"named: {named}"] if named else [])]


def test_how_a_type_spells_is_never_assumed() -> None:
    with pytest.raises(TypeError, match="spelling"):
        FileType("wiki", scanner="html")  # type: ignore[call-arg] # that is what this test is about


@pytest.mark.slow
def test_a_type_without_its_spelling_does_not_type_check(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
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
