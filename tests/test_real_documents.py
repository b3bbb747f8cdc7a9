"""Real projects in place, where they are there: a paper that a document cites is missing from its own library.

All commands and hooks say so, from the top and in the document's folder, and `sync` adds it there.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from loopback import FakeArxiv
from loopback.papers import Paper
from planted_documents import PLANTED, Project, Said
from warm_process import WarmProcess

PROJECTS = Path(__file__).parents[2] / "shared" / "data" / "sources" / "latex_projects"
NAMES = sorted(path.name for path in PROJECTS.iterdir()) if PROJECTS.is_dir() else []
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
    for root in roots[:: max(1, len(roots) // MOST)][:MOST]:
        for place in (root, *project.parts(root)[:1]):
            project.plant(place)
            judge(root, project.libraries(root), answers(project, root))
            project.restore()


def answers(project: Project, root: str) -> dict[str, Said]:
    """Return what every command says of a planted paper: from the top, in the document's folder, and given its root."""
    folders = dict.fromkeys(("", os.path.dirname(root)))
    found = {f"{folder}: {' '.join(each)}": project.run(folder, *each) for folder in folders for each in COMMANDS}
    return found | {f"given: {' '.join(each)}": project.run("", *each, root) for each in COMMANDS[:3]}


def judge(root: str, wanted: list[str], said: dict[str, Said]) -> None:
    """Hold that commands agree, on a library that the document names; else on one around it, or say that none is."""
    assert [command for command, each in said.items() if each.is_silent] == [], root
    named = {each.libraries for each in said.values()}
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
