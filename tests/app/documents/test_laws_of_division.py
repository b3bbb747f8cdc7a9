"""Laws of division: what is found does not depend on names' order, on where a run starts, or on what lies apart."""

from __future__ import annotations

import itertools
import os
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from document_trees import ARTICLE, ID, grow, papers_in, repository
from hypothesis import given, settings
from hypothesis import strategies as st

COUNT = itertools.count()
FOLDERS = ("", "ch/", "parts/one/")
# Each example is a project on the disk, of up to five chapters, that is gone through again and again.
some = settings(max_examples=max(6, settings().max_examples // 3))


@pytest.fixture(scope="module")
def top(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The top of a work tree."""
    return repository(tmp_path_factory.mktemp("top"))


@st.composite
def projects(draw: st.DrawFn) -> tuple[dict[str, str], str]:
    """Draw a document of chapters that read each other, and one of the chapters."""
    names = draw(st.lists(st.sampled_from(["a", "b", "c", "d", "e"]), min_size=1, unique=True))
    places = {name: f"{draw(st.sampled_from(FOLDERS))}{name}" for name in names}
    command = draw(st.sampled_from(["input", "include"]))
    reader = {name: draw(st.sampled_from([None, *names[:at]])) for at, name in enumerate(names)}

    def reads(which: str | None) -> str:
        return "".join(f"\\{command}{{{places[name]}}}\n" for name in names if reader[name] == which)

    tree = {f"{places[name]}.tex": reads(name) + ID for name in names}
    library = draw(st.sampled_from(["\\bibliography{refs}", "\\addbibresource{refs.bib}"]))
    tree |= {"main.tex": f"{ARTICLE}{reads(None)}{library}\n", "refs.bib": ""}
    return tree, f"{places[draw(st.sampled_from(names))]}.tex"


def planted(top: Path, tree: Mapping[str, str]) -> Path:
    folder = top / str(next(COUNT))
    grow(folder, tree)
    return folder


@some
@given(projects())
def test_root_folder_and_chapter_have_one_library(top: Path, project: tuple[dict[str, str], str]) -> None:
    tree, chapter = project
    folder = planted(top, tree)
    for start, named in [
        (".", ()),
        (".", ("main.tex",)),
        (".", (chapter,)),
        (os.path.dirname(chapter) or ".", ()),
        (os.path.dirname(chapter) or ".", (os.path.basename(chapter),)),
    ]:
        found = [each for each in papers_in(folder / start, *named) if each.sources]
        libraries = {os.path.normpath(folder / start / each.target) for each in found}
        assert libraries == {str(folder / "refs.bib")}


@some
@given(projects(), st.randoms())
def test_the_order_of_files_does_not_matter(top: Path, project: tuple[dict[str, str], str], random: Random) -> None:
    tree, _ = project
    folder = planted(top, tree)
    names = [name for name in tree if name.endswith(".tex")]
    straight = papers_in(folder, *names)
    random.shuffle(names)
    assert papers_in(folder, *names) == straight


@some
@given(projects(), projects())
def test_a_folder_apart_changes_nothing(
    top: Path, project: tuple[dict[str, str], str], other: tuple[dict[str, str], str]
) -> None:
    folder = planted(top, project[0])
    before = papers_in(folder)
    grow(folder, {f"apart/{name}": text for name, text in other[0].items()})
    assert [each for each in papers_in(folder) if not any(name.startswith("apart/") for name in each.roots)] == before
