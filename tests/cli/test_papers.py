"""Several papers in one folder, as the configuration says: each has its sources and its library."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Cli
from row_tables import thinned

TOML = """
[[paper]]
sources = ["one/"]
bib = "one/refs.bib"
[[paper]]
sources = ["two/main.tex"]
bib = "two/lit.bib"
"""
ONE, TWO = "1706.03762", "1412.6980"  # the package carries their records


@pytest.fixture(autouse=True)
def files(paper: Path) -> None:
    (paper / ".bibtools.toml").write_text(TOML, "utf-8")
    for name, text in {"one/a.tex": f"arXiv:{ONE}", "two/main.tex": f"arXiv:{TWO}", "two/b.tex": "arXiv:1"}.items():
        (paper / name).parent.mkdir(exist_ok=True)
        (paper / name).write_text(text, "utf-8")


def held(paper: Path) -> list[list[str]]:
    """Return which papers each library has."""
    found = []
    for name in ("one/refs.bib", "two/lit.bib"):
        text = (paper / name).read_text("utf-8") if (paper / name).exists() else ""
        found.append([value for value in (ONE, TWO) if value in text])
    return found


@pytest.mark.parametrize(
    ("arguments", "expected"),
    thinned(
        [
            ([], [[ONE], [TWO]]),
            (["one"], [[ONE], []]),
            (["two/main.tex"], [[], [TWO]]),
            (["./one/a.tex"], [[ONE], []]),
            (["two"], [[], [TWO]]),  # its other files are no sources
            (["."], [[ONE], [TWO]]),
            (["one", "two/main.tex"], [[ONE], [TWO]]),
            (["one", "--bib", "two/lit.bib"], [[], [ONE]]),
            ([".", "--bib", "two/lit.bib"], [[], [ONE, TWO]]),
        ]
    ),
)
def test_sync_is_about_all_papers_or_the_one_that_is_named(
    paper: Path, cli: Cli, arguments: list[str], expected: list[list[str]]
) -> None:
    run = cli("sync", *arguments)
    assert (run.code, held(paper)) == (0, expected), run.err
    assert cli("sync", *arguments, "--check").code == 0


def test_sources_that_belong_to_no_paper_do_not_go_with_those_of_one(paper: Path, cli: Cli) -> None:
    (paper / "misc.md").write_text(f"arXiv:{ONE}", "utf-8")
    run = cli("sync", "two/main.tex", "misc.md")
    assert (run.code, "misc.md belongs to no configured paper" in run.err) == (2, True)
    assert cli("sync", "misc.md").code == 2  # no library is named
    absolute = cli("sync", str(paper / "two" / "main.tex"))
    assert (absolute.code, held(paper)) == (0, [[], [TWO]])


def test_standard_input_belongs_where_its_name_does(paper: Path, cli: Cli) -> None:
    assert cli("sync", "-", "--stdin-filename", "one/new.md", stdin=f"arXiv:{TWO}").code == 0
    assert held(paper) == [[TWO], []]


def test_every_paper_is_told(cli: Cli) -> None:
    run = cli("sync", "--check")
    assert (run.code, [line.split(":")[0] for line in run.out.splitlines()]) == (1, ["one/refs.bib", "two/lit.bib"])
    for arguments in (["--check"], ["--diff"], []):
        run = cli("sync", *arguments, "--format", "json")
        assert [each["bib"] for each in run.json["papers"]] == ["one/refs.bib", "two/lit.bib"]
    assert len(cli("sync", "--check", "--format", "sarif").json["runs"]) == 1


@pytest.mark.parametrize("arguments", [["one/a.tex", "two/main.tex"], ["one/refs.bib", "two/lit.bib"]])
def test_sources_of_two_papers_are_refused(cli: Cli, arguments: list[str]) -> None:
    run = cli("sync", *arguments)
    assert (run.code, "belong to several configured papers" in run.err) == (2, True)


def test_what_was_done_is_told_although_another_paper_fails(paper: Path, cli: Cli) -> None:
    (paper / "two" / "lit.bib").mkdir()
    run = cli("sync")
    assert (run.code, (paper / "one" / "refs.bib").exists()) == (2, True)
    assert "one/refs.bib: 1 entry added" in run.out
    assert "two/lit.bib: this is a folder" in run.err
