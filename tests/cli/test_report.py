"""`bibtools report` through the command line, in this process: where the list goes, and in which form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bibtools.cli.main import run

PAPER = "\\documentclass{article}\n\\begin{document}\\cite{a}\\bibliography{refs}\\end{document}\n"


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "paper.tex").write_text(PAPER)
    (folder / "refs.bib").write_text("@misc{a, title = {A Title}, author = {Ann Example}, year = 2020}\n")
    monkeypatch.chdir(folder)
    return folder


def test_a_page_is_printed(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del paper
    assert run(["report"]) == 0
    printed = capsys.readouterr()
    assert (printed.out.startswith("<!DOCTYPE html>"), "A Title" in printed.out, printed.err) == (True, True, "")


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("name", "start"),
    [("a.html", "<!DOCTYPE html>"), ("a.md", "<!-- Made by bibtools"), ("a.json", "{"), ("a", "<!DOCTYPE")],
)
def test_the_ending_of_the_file_tells_the_form(
    paper: Path, capsys: pytest.CaptureFixture[str], name: str, start: str
) -> None:
    assert run(["report", "--out", name]) == 0
    assert (paper / name).read_text("utf-8").startswith(start)
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"1 work of paper.tex (refs.bib): {name}\n")


def test_what_is_asked_for_counts_more(paper: Path) -> None:
    assert run(["report", "--out", "a.md", "--format", "json"]) == 0
    assert json.loads((paper / "a.md").read_text("utf-8"))["papers"][0]["works"][0]["key"] == "a"


@pytest.mark.slow
@pytest.mark.parametrize("form", ["html", "markdown", "json"])
@pytest.mark.parametrize("name", ["paper.tex", "refs.bib", "./refs.bib", "other.bib", ".bibtools.toml", "notes.md"])
def test_what_is_there_and_no_report_is_never_written(
    paper: Path, capsys: pytest.CaptureFixture[str], name: str, form: str
) -> None:
    for each in ("other.bib", ".bibtools.toml", "notes.md"):
        (paper / each).write_text("# mine\n")
    before = (paper / name).read_bytes()
    for more in ([], ["--bib", "refs.bib"], ["refs.bib"], ["--bib", "other.bib"]):
        assert run(["report", "--out", name, "--format", form, *more]) == 2
        assert (paper / name).read_bytes() == before
    assert "it is there already, and no report" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["empty.bib", "older.html", "new.html", ".git/hooks/pre-push", "../outside.bib"])
def test_a_link_leads_no_report_elsewhere(paper: Path, capsys: pytest.CaptureFixture[str], target: str) -> None:
    assert run(["report", "--out", "older.html"]) == 0
    (paper / "empty.bib").touch()
    (paper / "list.html").symlink_to(target)
    before = _files_in_reach(paper)
    assert run(["report", "--out", "list.html", "paper.tex"]) == 2
    assert _files_in_reach(paper) == before
    assert "list.html: it is a link" in capsys.readouterr().err


def _files_in_reach(paper: Path) -> dict[Path, bytes]:
    """Return the files of the paper's folder and those beside it, with what they hold."""
    return {each: each.read_bytes() for each in paper.parent.rglob("*") if each.is_file()}


@pytest.mark.parametrize("form", ["html", "markdown", "json"])
def test_an_older_report_is_written_anew(paper: Path, form: str) -> None:
    for _ in range(2):
        assert run(["report", "--out", "list", "--format", form]) == 0
    (paper / "empty").write_text("")
    assert run(["report", "--out", "empty", "--format", form]) == 0


def test_a_report_is_no_source_of_the_next_run(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library = (paper / "refs.bib").read_text()
    (paper / "refs.bib").write_text(library.replace("year", "eprint = {2106.00134}, archivePrefix = {arXiv}, year"))
    assert [run(["report", "--out", name]) for name in ("list.html", "list.md", "list.html")] == [0, 0, 0]
    (paper / "refs.bib").write_text(library)
    capsys.readouterr()
    assert run(["check"]) == 0  # else the id would be missing
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("name", "says"), [("list.pdf", "choose one with --format"), ("list.tex", "--format")])
def test_an_ending_that_tells_no_form_is_refused(
    paper: Path, capsys: pytest.CaptureFixture[str], name: str, says: str
) -> None:
    assert run(["report", "--out", name]) == 2
    assert (says in capsys.readouterr().err, (paper / name).exists()) == (True, False)


def test_where_there_is_no_library_there_is_no_list(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("refs.bib", "paper.tex"):
        (paper / name).unlink()
    assert run(["report"]) == 2
    assert capsys.readouterr().out == ""


def test_a_folder_that_is_not_there_is_exit_3(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    del paper
    assert run(["report", "--out", "nowhere/list.html"]) == 3
    assert "nowhere/list.html" in capsys.readouterr().err
