r"""Undefined keys and unused entries beside what TeX, BibTeX and biber say, where these are installed.

Real projects and documents in the ways of public packages are compiled; packages that are not installed are left out.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest
from cited_documents import DOCUMENTS
from compiled import IS_INSTALLED, Compiled, compiled
from real_material import MATERIAL

from bibtools.app.check import Checking, check
from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.source_files import Sources, find
from bibtools.app.target import with_embedded
from bibtools.app.unused_entries import with_unused
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.reader import read
from bibtools.bibliography.library.relations import parents
from bibtools.core.rule_selection import NO_CHOICE
from bibtools.core.text import Source
from bibtools.files.workspace import Workspace
from bibtools.sources.citation import CITED, NOCITED
from bibtools.sources.filetypes import WALKED

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not IS_INSTALLED, reason="TeX is not installed")]

PROJECTS = MATERIAL / "sources" / "latex_projects"
RULES = NO_CHOICE.chosen(extend=["unused-entry"])
FEWEST_FOUND = 0.99  # of the keys that are cited


def checked(folder: Path, *given: str) -> list[CheckOutcome]:
    files = Workspace(str(folder))
    checking = Checking(date(2026, 11, 20), files=files, rules=RULES)
    return with_unused(check(find(Sources(given), WALKED, files), None, checking), ["/"], None, files)


def undefined(outcomes: Iterable[CheckOutcome]) -> set[str]:
    return {each.key for outcome in outcomes for each in outcome.undefined}


def unused(outcomes: Iterable[CheckOutcome]) -> set[str]:
    return {str(each.data["key"]) for outcome in outcomes for each in outcome.unused if each.rule == "unused-entry"}


def asked(outcomes: Iterable[CheckOutcome]) -> set[str]:
    cited = (each for outcome in outcomes for each in outcome.gathered.asked_citations)
    return {each.key for each in cited if each.kind in {CITED, NOCITED}}


def left(folder: Path, outcomes: Sequence[CheckOutcome], log: Compiled) -> set[str]:
    """Return the entries that are not printed, and of which nothing that is takes fields; settings never are."""
    entries: dict[str, set[str]] = {}  # and which others they name
    settings: set[str] = set()
    for outcome in outcomes:
        files = with_embedded(outcome.gathered, Workspace(str(folder)))
        for path in outcome.cited_from:
            library = read(files.read_library(path) or Source(path, ""))
            for block in library.understood():
                settings |= {block.key} if "BSTCTL" in block.type else set()
                entries.setdefault(block.key, set()).update(parents(fields(library.text, block)[0]))
    names = {key.lower(): key for key in entries}
    found = {names.get(key.lower(), key) for key in {*log.printed, *(settings & log.cited)}}
    for _ in range(4):
        found |= {names.get(other.lower(), other) for key in found for other in entries.get(key, ())}
    return entries.keys() - found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_keys_and_entries_are_those_of_the_logs(tmp_path: Path, name: str) -> None:
    for file, text in DOCUMENTS[name].items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, "utf-8")
    outcomes = checked(tmp_path, "p.tex")
    log = compiled(tmp_path, "p.tex")
    if log is None:
        pytest.skip("a class or a package is not installed")
    assert undefined(outcomes) == log.undefined
    assert unused(outcomes) == left(tmp_path, outcomes, log)


def roots(project: Path) -> list[str]:
    found = dict.fromkeys(root for outcome in checked(project, ".") for root in outcome.gathered.roots)
    return [each for each in found if each.endswith(".tex") and b"\\documentclass" in (project / each).read_bytes()]


@pytest.mark.slow(seconds=8)
@pytest.mark.skipif(not PROJECTS.is_dir(), reason="the real projects are not here")
@pytest.mark.parametrize("project", sorted(PROJECTS.glob("*")), ids=lambda path: path.name)
def test_keys_of_real_projects_are_those_of_the_logs(tmp_path: Path, project: Path) -> None:
    compiles = False
    for number, root in enumerate(roots(project)[:4]):
        copy = tmp_path / str(number)
        shutil.copytree(project, copy, symlinks=True)
        log = compiled(copy, root)
        outcomes = checked(copy, root)
        libraries = [each for outcome in outcomes for each in outcome.gathered.libraries]
        if log is None or not all(each.exists or each.embedded is not None for each in libraries):
            continue
        compiles = True
        assert undefined(outcomes) == log.undefined, root
        assert unused(outcomes) == left(copy, outcomes, log), root
        missed = {each for each in log.cited - asked(outcomes) if not each.endswith("Control")}
        assert len(missed) <= (1 - FEWEST_FOUND) * len(log.cited), (root, missed)
    if not compiles:
        pytest.skip("nothing compiles here")
