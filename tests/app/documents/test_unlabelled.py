"""LaTeX documents that name no library: whose they are, wherever a run starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from commits import git, track
from document_trees import ARTICLE, ID, grow, papers_in, repository

from bibtools.app.namesakes import Namesakes
from bibtools.files.workspace import Workspace

CITES = f"{ARTICLE}\\cite{{2101.00001}}\n"
MAIN = f"{ARTICLE}\\bibliography{{r}}\n"
BELOW = MAIN.replace("{r}", "{x/r}")
READING = f"{ARTICLE}\\input{{x/b}}\n"
QUARTO = "bibliography: r.bib\n"
OTHER = MAIN.replace("{r}", "{s}")
LOST = "nowhere"  # the report says of it alone that it has no library


def homes(folder: Path, document: str, *given: str) -> list[str]:
    """Return the library of each paper that a document is a source of; nothing where it is only beside others."""
    found = [each for each in papers_in(folder, *given) if document in each.sources]
    return [each.target or LOST for each in found]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("tree", "document", "expected"),
    [
        # With the documents of its folder, or of the nearest above.
        ({"m.tex": MAIN, "r.bib": "", "d.tex": CITES}, "d.tex", ["r.bib"]),
        ({"m.tex": MAIN, "r.bib": "", "a/d.tex": CITES}, "a/d.tex", ["r.bib"]),
        ({"m.tex": MAIN, "r.bib": "", "a/b/d.tex": ARTICLE + ID}, "a/b/d.tex", ["r.bib"]),
        ({"p/m.tex": MAIN, "p/r.bib": "", "q/m.tex": MAIN, "q/r.bib": "", "p/d.tex": CITES}, "p/d.tex", ["p/r.bib"]),
        # What lies in its folder, before what is named above.
        ({"m.tex": MAIN, "r.bib": "", "talk/d.tex": CITES, "talk/t.bib": ""}, "talk/d.tex", ["talk/t.bib"]),
        ({"m.tex": MAIN, "r.bib": "", "talk/d.tex": ARTICLE + ID, "talk/t.bib": ""}, "talk/d.tex", ["talk/t.bib"]),
        ({"a/d.tex": CITES, "a/x.bib": "", "b/e.tex": CITES, "b/y.bib": ""}, "b/e.tex", ["b/y.bib"]),
        ({"a/d.tex": CITES, "a/x.bib": "", "top.bib": "", "e.tex": CITES}, "a/d.tex", ["a/x.bib"]),
        ({"m.tex": BELOW, "x/r.bib": "", "x/d.tex": CITES}, "x/d.tex", ["x/r.bib"]),
        # Never what lies in a folder beside it.
        ({"p/m.tex": MAIN, "p/r.bib": "", "q/d.tex": CITES}, "q/d.tex", [LOST]),
        ({"p/m.tex": MAIN, "p/r.bib": "", "d.tex": CITES}, "d.tex", [LOST]),
        ({"p/m.tex": MAIN, "p/r.bib": "", "q/d.tex": ARTICLE + ID}, "q/d.tex", []),
        ({"a/d.tex": CITES, "a/x.bib": "", "b/e.tex": CITES}, "b/e.tex", [LOST]),
        # Nor one of several.
        ({"m.tex": MAIN, "r.bib": "", "o.tex": OTHER, "s.bib": "", "d.tex": CITES}, "d.tex", [LOST]),
        ({"m.tex": MAIN, "r.bib": "", "o.tex": OTHER, "s.bib": "", "d.tex": ARTICLE + ID}, "d.tex", []),
        ({"m.tex": MAIN, "r.bib": "", "talk/d.tex": CITES, "talk/t.bib": "", "talk/u.bib": ""}, "talk/d.tex", [LOST]),
        # Notes may belong to any: to the only one, or to the nearest.
        ({"p/m.tex": MAIN, "p/r.bib": "", "q/n.md": ID}, "q/n.md", ["p/r.bib"]),
        ({"p/d.tex": CITES, "p/r.bib": "", "q/d.tex": CITES, "n.md": ID}, "n.md", ["p/r.bib"]),
    ],
)  # fmt: skip
def test_a_document_without_a_library_has_one_around_it(
    tmp_path: Path, tree: dict[str, str], document: str, expected: list[str]
) -> None:
    grow(repository(tmp_path), tree)
    assert homes(tmp_path, document) == expected


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("tree", "document", "expected"),
    [
        ({"m.tex": MAIN, "r.bib": "", "a/d.tex": CITES}, "a/d.tex", "../r.bib"),
        ({"r.bib": "", "a/b/d.tex": CITES}, "a/b/d.tex", "../../r.bib"),
        ({"m.tex": MAIN, "r.bib": "", "talk/d.tex": CITES, "talk/t.bib": ""}, "talk/d.tex", "t.bib"),
        ({"p/m.tex": MAIN, "p/r.bib": "", "q/d.tex": CITES}, "q/d.tex", LOST),
        ({"r.bib": "", "s.bib": "", "q/d.tex": CITES}, "q/d.tex", LOST),
        ({"q/r.bib": "", "q/s/d.tex": CITES, "t.bib": ""}, "q/s/d.tex", "../r.bib"),
        ({"m.tex": MAIN, "r.bib": "", "q/d.tex": CITES, "q/x/m.tex": MAIN, "q/x/r.bib": ""}, "q/d.tex", "../r.bib"),
        ({"m.tex": MAIN, "r.bib": "", "q/d.tex": CITES, "q/m.tex": OTHER, "q/s.bib": ""}, "q/d.tex", "s.bib"),
    ],
)
def test_it_is_the_same_in_the_document_s_own_folder(
    tmp_path: Path, tree: dict[str, str], document: str, expected: str
) -> None:
    grow(repository(tmp_path), tree)
    folder, name = (tmp_path / document).parent, Path(document).name
    assert homes(folder, name) == homes(folder, name, name) == [expected]
    [seen] = homes(tmp_path, document)
    assert (folder / expected).resolve() == (tmp_path / seen).resolve() or seen == expected


def test_documents_above_that_nothing_here_belongs_to_are_not_looked_at(tmp_path: Path) -> None:
    grow(repository(tmp_path), {"m.tex": MAIN, "r.bib": "", "q/d.tex": ARTICLE, "q/x/m.tex": MAIN, "q/x/r.bib": ""})
    assert [each.target for each in papers_in(tmp_path / "q/x")] == ["r.bib"]
    assert {each.target for each in papers_in(tmp_path / "q")} == {"x/r.bib", "../r.bib"}


def test_outside_of_git_nothing_above_the_run_is_taken(tmp_path: Path) -> None:
    grow(tmp_path, {"r.bib": "", "a/d.tex": CITES})
    assert homes(tmp_path / "a", "d.tex") == [LOST]


@pytest.mark.parametrize(
    ("tree", "named", "expected"),
    [
        ({"t/m.tex": MAIN, "support/r.bib": ""}, "t/r.bib", ["support/r.bib"]),
        ({"m.tex": BELOW, "lib/r.bib": ""}, "x/r.bib", ["lib/r.bib"]),
        ({"t/m.tex": MAIN, "a/r.bib": "", "b/r.bib": ""}, "t/r.bib", ["a/r.bib", "b/r.bib"]),
        # One that is another document's, whichever text of it names it, and in whichever way.
        ({"t/m.tex": MAIN, "p/m.tex": MAIN, "p/r.bib": ""}, "t/r.bib", []),
        ({"t/m.tex": MAIN, "p/m.tex": READING, "p/x/b.tex": "\\bibliography{r}", "p/r.bib": ""}, "t/r.bib", []),
        ({"t/m.tex": MAIN, "p/m.tex": BELOW, "p/x/r.bib": ""}, "t/r.bib", []),
        ({"t/m.tex": MAIN, "q/_quarto.yml": QUARTO, "q/a.qmd": "words", "q/r.bib": ""}, "t/r.bib", []),
        # No other name, and nothing at all.
        ({"t/m.tex": MAIN, "support/rr.bib": "", "support/r.bib.bak": ""}, "t/r.bib", []),
        ({"t/m.tex": MAIN}, "t/r.bib", []),
    ],
)  # fmt: skip
@pytest.mark.slow
def test_a_library_of_that_name_elsewhere_may_be_meant(
    tmp_path: Path, tree: dict[str, str], named: str, expected: list[str]
) -> None:
    git(tmp_path, "init", "-q")
    grow(tmp_path, tree)
    track(tmp_path)
    assert Namesakes(Workspace(str(tmp_path))).of(named) == expected
    assert not (tmp_path / named).exists()


def test_documents_that_cite_nothing_and_what_lies_beside_them_are_no_paper(tmp_path: Path) -> None:
    tree = {"a/m.tex": f"{ARTICLE}\\input{{x}}", "a/x.tex": "x", "a/y.tex": "y", "b/m.tex": ARTICLE}
    grow(repository(tmp_path), tree)
    assert [each.sources for each in papers_in(tmp_path)] == [set()]
