"""Missing texts that a document reads are reported where git or a link knows of them, and only there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from commits import git
from document_trees import ARTICLE, grow, repository

from bibtools.app.gather import gather_papers
from bibtools.app.source_files import Sources
from bibtools.files.exact_text import Unread
from bibtools.files.workspace import Workspace
from bibtools.sources.filetypes import WALKED

MAIN = f"{ARTICLE}\\input{{ch/one}}\\input{{two}}\\bibliography{{r}}\n"
MODULES = '[submodule "ch"]\n\tpath = ch\n\turl = ../ch\n'


def unread(folder: Path, *given: str) -> list[Unread]:
    files = Workspace(str(folder))
    papers = gather_papers(Sources(given or (".",)), date(2026, 11, 20), WALKED, files=files)
    return [unread for each in papers for unread in each.unread]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("tree", "link", "expected"),
    [
        ({"m.tex": MAIN, ".gitmodules": MODULES, "two.tex": ""}, "", {"ch/one.tex": "submodule update --init ch"}),
        ({"m.tex": MAIN, "ch/one.tex": ""}, "two.tex", {"two.tex": "mend the link"}),
        ({"m.tex": MAIN.replace("{ch/one}", "{two}")}, "two.tex", {"two.tex": "mend the link"}),
        # What a build makes, what a package is, and what no document reads.
        ({"m.tex": MAIN, "two.tex": ""}, "", {}),
        ({"m.tex": MAIN, "ch/one.tex": "", "two.tex": "", ".gitmodules": MODULES}, "", {}),
        ({"m.tex": f"{ARTICLE}\\usepackage{{ch/one}}\n", ".gitmodules": MODULES}, "", {}),
        ({"n.tex": MAIN.replace("article", "book"), "ch/one.tex": "", "two.tex": ""}, "three.tex", {}),
    ],
)
def test_what_a_document_reads_and_git_knows_to_be_elsewhere(
    tmp_path: Path, tree: Mapping[str, str], link: str, expected: Mapping[str, str]
) -> None:
    grow(repository(tmp_path), tree)
    if link:
        (tmp_path / link).symlink_to("gone.tex")
    root = next(iter(tree))
    found = {each.path: each for each in unread(tmp_path, root)}
    assert {path: expected[path] in each.reason for path, each in found.items()} == dict.fromkeys(expected, True)
    assert all(each.aloud and not each.failed for each in found.values())


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("given", "noted"),
    [(("m.tex",), ["m.tex"]), (("m.tex", "c/one.tex"), ["m.tex"]), (("m.tex", "c"), []), ((), []), (("n.tex",), [])],
)
def test_a_document_that_is_given_without_what_only_a_run_tells(
    tmp_path: Path, given: tuple[str, ...], noted: list[str]
) -> None:
    reading = f"{ARTICLE}\\foreach \\i in {{one,two}}{{\\input{{c/\\i}}}}\\bibliography{{r}}\n"
    grow(repository(tmp_path), {"m.tex": reading, "c/one.tex": "", "c/two.tex": "", "n.tex": MAIN})
    found = unread(tmp_path, *given)
    assert [each.path for each in found if each.aloud and "only a run tells" in each.reason] == noted


@pytest.mark.slow
def test_a_sparse_checkout_leaves_a_chapter_out(tmp_path: Path) -> None:
    grow(tmp_path, {"p/m.tex": MAIN.replace("{ch", "{../ch"), "ch/one.tex": "arXiv:2101.00001", "p/two.tex": ""})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "-qm", "as it is")
    assert unread(tmp_path) == []
    git(tmp_path, "sparse-checkout", "set", "p")
    for given in ((), ("p/m.tex",)):
        [found] = unread(tmp_path, *given)
        assert (found.path, "git sparse-checkout add ch" in found.reason) == ("ch/one.tex", True)
    [found] = unread(tmp_path / "p")
    assert (found.path, "git sparse-checkout add ../ch" in found.reason) == ("../ch/one.tex", True)
