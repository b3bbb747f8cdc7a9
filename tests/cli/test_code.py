"""Links to code through the command line: from records, sources and Hugging Face, and where they are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Cli
from loopback import FAULTS, FakeArxiv, FakeHuggingFace, Paper, Reply
from row_tables import rarely

AB, XY = "https://github.com/ada/byron", "https://github.com/x/y"
ONE = Paper("2101.00001", "On Engines")
OWN = ONE._replace(abstract=f"We weave. Our code is available at {AB}.")
TWO = ONE._replace(abstract=f"Our code: {AB}. Our code: {XY}.")
FROM = "record,source,tables,huggingface"


def bib(paper: Path) -> str:
    return (paper / "refs.bib").read_text("utf-8")


def write(paper: Path, text: str, name: str = "list.md", library: str = "") -> None:
    (paper / name).write_text(text, "utf-8")
    (paper / "refs.bib").write_text(library, "utf-8")


def test_a_lists_link_is_written_where_the_record_names_none(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([ONE, OWN._replace(id="2101.00002", title="On Looms")])
    write(paper, f"- [On Engines](https://arxiv.org/abs/2101.00001) [code]({XY})\n- arXiv:2101.00002 [code]({XY}2)\n")
    run = online("sync", "--bib", "refs.bib", "list.md", "--format", "json")
    assert (run.code, bib(paper).count("code")) == (0, 2), run.err
    codes = {
        each["id"]: [(link["url"], link["origin"], link["written"]) for link in each["code"]]
        for each in run.json["added"]
    }
    assert codes["2101.00001"] == [(XY, "source", True)]
    assert codes["2101.00002"] == [(AB, "abstract", True), (f"{XY}2", "source", False)]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("known", "origins", "expected"),
    [
        (OWN, "record", AB),
        (OWN, "source", XY),
        (OWN, "tables", None),
        (ONE, "record", None),
        (ONE, "record,source", XY),
        (TWO, "record", None),
        (TWO, "record,source", None),
    ],
)
def test_links_come_from_where_the_user_wants(
    paper: Path, online: Cli, arxiv: FakeArxiv, known: Paper, origins: str, expected: str | None
) -> None:
    arxiv.know([known])
    write(paper, f"- arXiv:2101.00001 [code]({XY})\n")
    assert online("sync", "--bib", "refs.bib", "list.md", "--code-from", origins).code == 0
    assert (f"code = {{{expected}}}" in " ".join(bib(paper).split())) if expected else "code" not in bib(paper)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "paper.tex",
            (f"Engines \\cite{{2101.00001}} weave. {'We weave, too. ' * 40}\nOur code is available at \\url{{{XY}}}."),
        ),
        rarely("paper.tex", f"Engines \\cite{{2101.00001}} weave.\n\n% Our code is available at {XY}"),
        rarely("engine.py", f'"""An engine, after arXiv:2101.00001.\n\nCode: {XY}\n"""'),
        ("README.md", f"Code: {XY}\nIt implements arXiv:2101.00001."),
        rarely("notes.md", f"We use arXiv:2101.00001. Our code is at {XY}."),
        (
            "notes.ipynb",
            '{"cells": [{"cell_type": "markdown", "source": ["arXiv:2101.00001 [code](' + XY + ')"]}]}',
        ),
    ],
)
def test_the_users_own_repository_is_not_that_of_a_paper_they_cite(
    paper: Path, online: Cli, arxiv: FakeArxiv, name: str, text: str
) -> None:
    arxiv.know([ONE])
    write(paper, text, name)
    assert online("sync", "--bib", "refs.bib", name).code == 0
    assert ("@misc" in bib(paper), "code" in bib(paper)) == (True, False)


def test_two_links_alike_are_told_and_none_is_written(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([TWO])
    write(paper, "arXiv:2101.00001")
    run = online("sync", "--bib", "refs.bib", "list.md")
    assert (run.code, "code" in bib(paper)) == (0, False)
    assert f"code-unclear: arXiv:2101.00001: {AB} and {XY} are equally likely" in run.err
    got = online("get", "2101.00001", "--format", "json").json["records"][0]
    assert (got["code"], [link["url"] for link in got["code_links"]]) == ([], [AB, XY])


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("page", "expected", "said"),
    [
        ({"githubRepo": AB, "githubRepoAddedBy": "user"}, AB, ""),
        rarely({"githubRepo": "ada/byron", "githubRepoAddedBy": "user"}, AB, ""),
        (
            {"githubRepo": AB, "githubRepoAddedBy": "auto"},
            None,
            f"code-proposed: arXiv:2101.00001 may have its code at {AB}",
        ),
        rarely({"githubRepo": AB}, None, "code-proposed"),
        rarely({"projectPage": AB, "githubRepo": AB, "githubRepoAddedBy": "user"}, AB, ""),
        ({"projectPage": "https://ada.github.io/byron"}, None, ""),
        rarely({"githubRepo": None, "projectPage": 3}, None, ""),
        ({"githubRepo": "javascript:alert(1)", "githubRepoAddedBy": "user"}, None, ""),
        rarely({}, None, ""),
        (None, None, ""),
    ],
)
def test_hugging_face_is_asked_where_nobody_else_knows(
    paper: Path,
    online: Cli,
    arxiv: FakeArxiv,
    huggingface: FakeHuggingFace,
    page: dict[str, object] | None,
    expected: str | None,
    said: str,
) -> None:
    arxiv.know([ONE, OWN._replace(id="2101.00002", title="On Looms")])
    huggingface.pages = {} if page is None else {"2101.00001": page}
    write(paper, "arXiv:2101.00001 arXiv:2101.00002")
    run = online("sync", "--bib", "refs.bib", "list.md", "--code-from", FROM)
    assert (run.code, said in run.err) == (0, True), run.err
    assert huggingface.requests == ["/api/papers/2101.00001"]
    assert bib(paper).count(AB) == 1 + bool(expected)
    again = online("get", "2101.00001", "--code-from", FROM)
    assert (again.code, len(huggingface.requests)) == (0, 1)


@pytest.mark.thinned(3)
@pytest.mark.parametrize("fault", ["429", "500", "503", "page", "hang"])
def test_a_service_that_cannot_be_asked_for_code_costs_the_entries_nothing(
    paper: Path, online: Cli, arxiv: FakeArxiv, huggingface: FakeHuggingFace, fault: str
) -> None:
    arxiv.know([ONE._replace(id=f"2101.0000{number}", title=f"On Engines {number}") for number in range(1, 5)])
    huggingface.fault = FAULTS.get(fault)
    huggingface.replies = [] if huggingface.fault else [Reply(200, "<html>hello</html>", "text/html")] * 9
    write(paper, " ".join(f"arXiv:2101.0000{number}" for number in range(1, 5)))
    run = online("sync", "--bib", "refs.bib", "list.md", "--code-from", FROM, "--timeout", "6")
    assert (run.code, bib(paper).count("@misc")) == (0, 4), run.err
    assert len(huggingface.requests) <= 2
    assert "code-not-asked: not every source of code links could be searched: " in run.err


def test_no_service_is_asked_for_code_without_being_named(
    paper: Path, online: Cli, arxiv: FakeArxiv, huggingface: FakeHuggingFace
) -> None:
    arxiv.know([ONE])
    write(paper, "arXiv:2101.00001")
    assert online("sync", "--bib", "refs.bib", "list.md").code == 0
    assert huggingface.requests == []


@pytest.mark.parametrize("origins", ["", "nowhere", "record,nowhere"])
def test_an_unknown_origin_is_refused(paper: Path, cli: Cli, origins: str) -> None:
    write(paper, "arXiv:1706.03762")
    run = cli("sync", "--bib", "refs.bib", "list.md", "--code-from", origins)
    assert run.code == (2 if origins else 0)
    assert ("choose from record, source, tables, huggingface" in run.err) == bool(origins)


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ('code_field = "note"', rf"note = {{Code: \url{{{AB}}}}}"),
        rarely('code_field = "addendum"', rf"addendum = {{Code: \url{{{AB}}}}}"),
        ('code_field = "howpublished"', rf"howpublished = {{arXiv:2101.00001, \url{{{AB}}}}}"),
        rarely('code_field = "github"', f"github = {{{AB}}}"),
        ('code_field = "software"', f"url = {{{AB}}}"),
        ('code_field = "none"', "@misc"),
    ],
)
def test_a_link_stands_in_the_field_that_is_configured(
    paper: Path, online: Cli, arxiv: FakeArxiv, setting: str, shown: str
) -> None:
    arxiv.know([OWN])
    write(paper, "arXiv:2101.00001")
    (paper / ".bibtools.toml").write_text(setting, "utf-8")
    run = online("sync", "--bib", "refs.bib", "list.md")
    assert run.code == 0, run.err
    assert shown in " ".join(bib(paper).split())
    assert " code = " not in " ".join(bib(paper).split())
    before = bib(paper)
    assert online("sync", "--bib", "refs.bib", "list.md", "--fill").code == 0
    assert bib(paper) == before


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ('code_field = "none"', [False, False]),
        ('code_field = "code"', [True, False]),
        ('code_field = "note"\ncode_links = 3', [True, True]),
        rarely('code_field = "software"', [True, False]),
    ],
)
def test_json_tells_which_links_were_written(
    paper: Path, online: Cli, arxiv: FakeArxiv, setting: str, expected: list[bool]
) -> None:
    arxiv.know([OWN._replace(comment=XY)])
    write(paper, "arXiv:2101.00001")
    (paper / ".bibtools.toml").write_text(setting, "utf-8")
    run = online("sync", "--bib", "refs.bib", "list.md", "--format", "json")
    assert [link["written"] for link in run.json["added"][0]["code"]] == expected
    got = online("get", "2101.00001", "--format", "json").json["records"][0]
    assert got["code"] == [AB]


def test_a_field_that_is_taken_in_the_librarys_dialect_is_taken(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([OWN])
    entry = FILLED.replace("archiveprefix", "eprinttype").replace("primaryclass", "eprintclass")
    write(paper, "words", library=f"{entry}  addendum = {{Mine}},\n}}\n")
    (paper / ".bibtools.toml").write_text('code_field = "note"\ndialect = "biblatex"', "utf-8")
    assert online("sync", "--bib", "refs.bib", "list.md", "--fill").code == 0
    assert (bib(paper).count("addendum"), f"code = {{{AB}}}" in bib(paper)) == (1, True)


def test_an_entry_of_the_code_has_a_key_of_its_own(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([OWN])
    write(paper, "arXiv:2101.00001", library="@misc{example2021engines-code, title = {Mine}}\n")
    (paper / ".bibtools.toml").write_text('code_field = "software"', "utf-8")
    assert online("sync", "--bib", "refs.bib", "list.md").code == 0
    assert "@software{example2021engines-codea," in bib(paper)


FILLED = """@misc{a,
  title = {On Engines},
  eprint = {2101.00001},
  archiveprefix = {arXiv},
  primaryclass = {cs.LG},
"""


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("setting", "has", "gains"),
    [
        ("code", "", f"code = {{{AB}}}"),
        ("note", "", rf"note = {{Code: \url{{{AB}}}}}"),
        ("note", "  note = {Mine},\n", f"code = {{{AB}}}"),
        ("none", "", None),
        ("code", f"  code = {{{XY}}},\n", None),
        rarely("code", f"  github = {{{XY}}},\n", None),
        rarely("code", rf"  note = {{Code: \url{{{XY}}}}}," + "\n", None),
        rarely("note", f"  code = {{{XY}}},\n", None),
        ("code", "  url = {https://arxiv.org/abs/2101.00001},\n", f"code = {{{AB}}}"),
        rarely("code", f"  url = {{{XY}}},\n", None),
    ],
)
def test_fill_adds_a_missing_link_and_replaces_none(
    paper: Path, online: Cli, arxiv: FakeArxiv, setting: str, has: str, gains: str | None
) -> None:
    arxiv.know([OWN])
    old = f"{FILLED}{has}}}\n"
    write(paper, "arXiv:2101.00001", library=old)
    (paper / ".bibtools.toml").write_text(f'code_field = "{setting}"', "utf-8")
    run = online("sync", "--bib", "refs.bib", "list.md", "--fill")
    assert run.code == 0, run.err
    lines = [line for line in bib(paper).splitlines() if line not in old.splitlines()]
    assert lines == ([f"  {gains},"] if gains else [])
