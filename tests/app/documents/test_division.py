"""Which sources make a document: its root, what that reads, and what stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from document_trees import ARTICLE, ID, grow, papers_in, repository

MAIN = f"{ARTICLE}\\input{{a}}\n\\bibliography{{refs}}\n"
REFS = {"refs.bib": ""}


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("tree", "roots", "sources"),
    [
        ({"m.tex": MAIN, "a.tex": ID}, {"m.tex"}, {"m.tex", "a.tex"}),
        ({"m.tex": MAIN.replace("{a}", "{ch/a}"), "ch/a.tex": "\\input{ch/b}", "ch/b.tex": ID},
         {"m.tex"}, {"m.tex", "ch/a.tex", "ch/b.tex"}),
        ({"m.tex": MAIN.replace("\\input{a}", "\\import{ch/}{a}"), "ch/a.tex": "\\input{b}", "ch/b.tex": ID},
         {"m.tex"}, {"m.tex", "ch/a.tex", "ch/b.tex"}),
        ({"m.tex": MAIN.replace("\\input", "\\subfile"), "a.tex": "\\documentclass[m]{subfiles}" + ID},
         {"m.tex"}, {"m.tex", "a.tex"}),
        ({"m.tex": MAIN, "a.tex": "\\bibliography{refs}" + ID}, {"m.tex"}, {"m.tex", "a.tex"}),
        ({"m.tex": MAIN, "a.tex": ID, "n.tex": MAIN}, {"m.tex", "n.tex"}, {"m.tex", "n.tex", "a.tex"}),
        ({"m.tex": f"{MAIN}\\input{{\\which}}", "a.tex": ID, "b.tex": ID}, {"m.tex", "b.tex"},
         {"m.tex", "a.tex", "b.tex"}),
        ({"m.tex": MAIN, "a.tex": ID, "notes.md": ID, "x.py": f"# {ID}"}, {"m.tex", "notes.md", "x.py"},
         {"m.tex", "a.tex", "notes.md", "x.py"}),
        ({"a.tex": ID, "b.tex": "\\bibliography{refs}"}, {"b.tex"}, {"b.tex"}),
        # What a document does not read: drafts, whatever they name, and what they read in turn.
        ({"m.tex": MAIN, "a.tex": ID, "old.tex": ID}, {"m.tex"}, {"m.tex", "a.tex"}),
        ({"m.tex": MAIN, "a.tex": ID, "old.tex": f"{ID}\\bibliography{{old}}"}, {"m.tex"}, {"m.tex", "a.tex"}),
        ({"m.tex": MAIN, "a.tex": ID, "ch/old.tex": "\\addbibresource{old.bib}"}, {"m.tex"}, {"m.tex", "a.tex"}),
        ({"m.tex": MAIN, "a.tex": ID, "old.tex": "\\input{b}\\bibliography{old}", "b.tex": ID}, {"m.tex"},
         {"m.tex", "a.tex"}),
        ({"m.tex": MAIN.replace("\\input", "%\\input"), "a.tex": ID}, {"m.tex"}, {"m.tex"}),
        ({"m.tex": MAIN.replace("{a}", "{a.tex.bak}"), "a.tex": ID}, {"m.tex"}, {"m.tex"}),
        ({"m.tex": MAIN, "a.tex": ID, "README.md": ID}, {"m.tex"}, {"m.tex", "a.tex"}),
        ({"m.tex": MAIN.replace("{a}", "{$body$}"), "a.tex": ID}, {"m.tex"}, {"m.tex"}),
    ],
)  # fmt: skip
def test_a_document_is_a_root_and_what_it_reads(
    tmp_path: Path, tree: dict[str, str], roots: set[str], sources: set[str]
) -> None:
    grow(tmp_path, tree | REFS)
    found = papers_in(tmp_path)
    assert [(each.roots, each.sources, each.target) for each in found] == [(roots, sources, "refs.bib")]


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    grow(tmp_path, {"m.tex": MAIN, "a.tex": ID, "old.tex": f"{ID}\\bibliography{{old}}", "README.md": ID, **REFS})
    assert [each.asides for each in papers_in(tmp_path)] == [{"old.tex", "README.md"}]


@pytest.mark.parametrize(
    ("given", "target"),
    [(("old.tex",), "old.bib"), (("m.tex", "old.tex"), "refs.bib"), (("README.md",), "refs.bib")],
)
def test_what_is_named_is_a_source_in_any_case(tmp_path: Path, given: tuple[str, ...], target: str) -> None:
    tree = {"m.tex": MAIN, "a.tex": ID, "old.tex": f"{ID}\\bibliography{{old}}", "README.md": ID, "old.bib": ""}
    grow(tmp_path, tree | REFS)
    found = papers_in(tmp_path, *given)
    assert {*given} <= {name for each in found for name in each.sources}
    assert target in {each.target for each in found}


@pytest.mark.parametrize("command", ["\\bibliography{refs}", "\\documentclass[../m]{subfiles}\\bibliography{../refs}"])
def test_a_part_that_names_a_library_is_none_by_itself(tmp_path: Path, command: str) -> None:
    main = f"{ARTICLE}\\input{{ch/a}}\\input{{ch/end}}"
    grow(repository(tmp_path), {"m.tex": main, "ch/a.tex": ID, "ch/end.tex": command, **REFS})
    assert [(each.roots, each.sources) for each in papers_in(tmp_path / "ch")] == [({"../m.tex"}, {"a.tex", "end.tex"})]


# A chapter whose name leads out of the folder of the run and back has one name.
CHAPTERS = {
    "thesis.tex": f"{ARTICLE}\\input{{content/one}}\\bibliography{{refs}}",
    "content/one.tex": "\\input{figures/table}",
    "figures/table.tex": ID,
    "figures/other.tex": ID,
    "refs.bib": "",
}


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("folder", "given", "sources"),
    [
        ("figures", ("table.tex",), {"table.tex"}),
        ("figures", (), {"table.tex"}),
        ("figures", ("../figures/table.tex",), {"table.tex"}),
        ("content", (), {"one.tex"}),
        ("content", ("../figures/table.tex",), {"../figures/table.tex"}),
        (".", ("figures/table.tex",), {"figures/table.tex"}),
    ],
)
def test_a_chapter_has_the_library_of_its_root(
    tmp_path: Path, folder: str, given: tuple[str, ...], sources: set[str]
) -> None:
    grow(repository(tmp_path), CHAPTERS)
    found = papers_in(tmp_path / folder, *given)
    assert sources <= {name for each in found for name in each.sources}
    assert {Path(folder, each.target).name for each in found} == {"refs.bib"}


@pytest.mark.parametrize("folder", [".", "ch", "ch/deep"])
def test_a_name_from_the_top_is_found_from_every_folder(tmp_path: Path, folder: str) -> None:
    tree = {"ch/m.tex": f"{ARTICLE}\\input{{ch/deep/a}}\\bibliography{{bib/refs}}", "ch/deep/a.tex": ID}
    grow(repository(tmp_path), tree | {"bib/refs.bib": ""})
    found = [each for each in papers_in(tmp_path / folder) if each.sources]
    assert [(tmp_path / folder / each.target).resolve() for each in found] == [tmp_path / "bib/refs.bib"]
