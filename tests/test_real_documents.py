"""Real projects in place, where they are there: a paper that a document cites is missing from its own library.

All commands and hooks say so, from the top and in the document's folder, and `sync` adds it there.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from document_trees import grow
from loopback import FakeArxiv
from loopback.papers import Paper
from planted_documents import PLANTED, Project, Said
from project_shapes import OTHER, cites
from real_material import MATERIAL
from warm_process import WarmProcess

from bibtools.sources.filetypes import WALKED

PROJECTS = MATERIAL / "sources" / "latex_projects"
NAMES = sorted(path.name for path in PROJECTS.iterdir()) if PROJECTS.is_dir() else []
CASE_FILES = PROJECTS.parents[1] / "cases"
CASES = sorted(path.name for path in CASE_FILES.glob("s*")) if CASE_FILES.is_dir() else []
MOST = 4  # documents of a project
COMMANDS = (
    ("bibtools", "check"),
    ("bibtools", "sync", "--check"),
    ("bibtools", "sync"),
    ("bibtools-check",),
    ("bibtools-sync",),
)


@pytest.mark.slow
@pytest.mark.skipif(not NAMES, reason="the real projects are not here")
@pytest.mark.parametrize("name", NAMES)
def test_a_paper_goes_into_the_library_of_the_document_that_cites_it(
    tmp_path: Path, environ: dict[str, str], loopback: dict[str, str], arxiv: FakeArxiv, warm: WarmProcess, name: str
) -> None:
    arxiv.know([Paper(PLANTED, "A planted paper")])
    shutil.copytree(PROJECTS / name, tmp_path / name)
    project = Project(tmp_path / name, {**environ, **loopback}, warm)
    roots = project.roots()
    places = [
        (root, place)
        for root in roots[:: max(1, len(roots) // MOST)][:MOST]
        for place in (root, *project.parts(root)[:1])
    ]
    for number, (root, place) in enumerate(places, NAMES.index(name)):
        project.plant(place)
        judge(root, project.libraries(root), answers(project, root, place, number))
        project.restore()


FILES = PROJECTS.parent / "files"
DOCUMENTS = sorted(path.name for path in FILES.iterdir()) if FILES.is_dir() else []
OTHERS = {
    "the only one": ({"refs.bib": OTHER}, {"refs.bib"}),
    "none": ({}, set()),
    "several": ({"a.bib": OTHER, "b.bib": OTHER}, set()),
    "beside a paper": ({"paper.tex": cites(bib="own"), "own.bib": OTHER, "other.bib": OTHER}, {"own.bib"}),
}


@pytest.mark.slow
@pytest.mark.skipif(not DOCUMENTS, reason="the real documents are not here")
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_paper_that_a_list_or_a_note_names_goes_where_all_commands_say(
    tmp_path: Path, environ: dict[str, str], loopback: dict[str, str], arxiv: FakeArxiv, warm: WarmProcess, name: str
) -> None:
    arxiv.know([Paper(PLANTED, "A planted paper")])
    shown = name.replace("README", "list")  # beside a paper, a README is about the project
    turn = DOCUMENTS.index(name)
    for number, (files, wanted) in enumerate(OTHERS.values()):
        folder = tmp_path / str(number)
        folder.mkdir()
        grow(folder, files)
        (folder / shown).write_bytes(strip_ids((FILES / name).read_bytes()))
        project = Project(folder, {**environ, **loopback}, warm)
        project.plant(shown)
        is_walked = Path(shown).suffix in WALKED  # else a run reads it where it is named
        # All commands beside one of the four, in turn; beside the others, two that change with every document.
        is_turn = (turn + number) % len(OTHERS) == 0
        walking = COMMANDS if is_turn else [in_turn(COMMANDS, turn)]
        naming = COMMANDS[:3] if is_turn else [in_turn(COMMANDS[:3], turn)]
        said = {" ".join(each): project.run("", *each) for each in walking if is_walked}
        said |= {f"given: {' '.join(each)}": project.run("", *each, shown) for each in naming}
        assert [command for command, each in said.items() if each.is_silent] == [], number
        assert {each.libraries for each in said.values()} == {frozenset(wanted)}, (number, said)
        assert wanted or {each.code for each in said.values()} == {2}, (number, said)


def strip_ids(data: bytes) -> bytes:
    """Return a text in which no digit is left, so that the planted paper is the only one."""
    return re.sub(rb"[0-9]", b"x", data)


@pytest.mark.slow
@pytest.mark.skipif(not CASES, reason="the cases are not here")
@pytest.mark.parametrize("name", CASES)
def test_a_paper_in_a_reported_case_is_missed_by_all_commands(
    tmp_path: Path, environ: dict[str, str], loopback: dict[str, str], arxiv: FakeArxiv, warm: WarmProcess, name: str
) -> None:
    arxiv.know([Paper(PLANTED, "A planted paper")])
    shutil.copytree(CASE_FILES / name / "files", tmp_path / name, symlinks=True)
    project = Project(tmp_path / name, {**environ, **loopback}, warm)
    places = [each for each in project.texts() if each.endswith((".tex", ".md", ".qmd", ".org"))]
    for number, place in enumerate(places, CASES.index(name)):
        project.plant(place)
        said = answers(project, place, place, number)
        assert [command for command, each in said.items() if each.is_silent] == [], place
        clear = {each.lacking for each in said.values() if each.lacking}
        assert len(clear) <= 1, (place, said)
        project.restore()


def answers(project: Project, root: str, place: str, number: int) -> dict[str, Said]:
    """Return what commands say of a planted paper: from the top, in the document's folder, and given by name.

    Given are the root and the text in which the paper is cited, the latter from its own folder, too. All commands are
    asked from the top, and in every other way one, by the place's number: so over the places each is asked in each way.
    """
    found = {f": {' '.join(each)}": project.run("", *each) for each in COMMANDS}
    if home := os.path.dirname(root):
        command = in_turn(COMMANDS, number)
        found[f"{home}: {' '.join(command)}"] = project.run(home, *command)
    own, name = os.path.split(place)
    for way, (folder, given) in enumerate(dict.fromkeys([("", root), ("", place), (own, name)])):
        command = in_turn(COMMANDS[:3], number + way)
        found[f"{folder}: {' '.join(command)} {given}"] = project.run(folder, *command, given)
    return found


def in_turn(commands: Sequence[tuple[str, ...]], number: int) -> tuple[str, ...]:
    return commands[number % len(commands)]


def judge(root: str, wanted: list[str], said: dict[str, Said]) -> None:
    """Hold that commands agree, on a library that the document names; else on one around it, or say that none is."""
    assert [command for command, each in said.items() if each.is_silent] == [], root
    named = {each.libraries for each in said.values()}
    # What a document lists itself is not written: a check says what that lacks, and `sync` ends with an error.
    named -= {frozenset[str]()} if {root} in named else set[frozenset[str]]()
    assert len(named) == 1, (root, said)
    [libraries] = named
    if wanted:
        assert libraries <= {*wanted}, (root, wanted)
        assert len(libraries) == 1, root
    elif libraries:
        [library] = libraries
        assert os.path.normpath(root).startswith(os.path.dirname(library)), (root, library)
    else:
        assert {each.code for each in said.values()} == {2}, (root, said)
