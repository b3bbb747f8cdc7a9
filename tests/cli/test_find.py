"""`bibtools find` and `sync --find`: papers by their words, in the index or at arXiv."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import Cli
from index_lines import abstract, line, made, many
from loopback import FAULTS, FakeArxiv, Paper
from row_tables import thinned

ONE, TWO, CODE = "2101.00001", "2101.00002", "2102.00001"
LOOMS = ("2102.00002", "Engines that Weave: A Study of Looms", [["Lovelace", "Ada", ""]])
LISTED = "- A. Lovelace, Engines that Weave: A Study of Looms, 2021\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build an index of some papers, once for all tests."""
    coded = f"{abstract(CODE)} Our code is available at https://github.com/ada/byron."
    lines = [*many(50), line(CODE, "Looms with Code", text=coded), line(LOOMS[0], LOOMS[1], LOOMS[2])]
    folder = tmp_path_factory.mktemp("built")
    made(folder, lines).close()
    return folder / "index.sqlite3"


@pytest.fixture
def indexed(built: Path, environ: dict[str, str], cli: Cli) -> Cli:
    """Return what uses an index of some papers, offline."""
    folder = Path(environ["BIBTOOLS_CACHE_DIR"])
    folder.mkdir()
    shutil.copy(built, folder)
    return cli


@pytest.mark.parametrize(
    ("text", "named", "code"),
    thinned(
        [
            (abstract(ONE), ONE, 0),
            (f"{abstract('nobody')} {abstract(TWO)}", TWO, 0),
            ("Lovelace, Engines that Weave", LOOMS[0], 0),
            ("Engines that Weave: A Study of Looms", LOOMS[0], 0),  # all that was asked for
            ("Engines that Weave", LOOMS[0], 1),
            ("Engnies that Weave: A Study of Looms", LOOMS[0], 1),
            ("weave looms", LOOMS[0], 1),
            ("weaving looms", None, 1),
            ("nothing of that kind", None, 1),
        ]
    ),
)
def test_a_paper_is_found_by_its_words(indexed: Cli, text: str, named: str | None, code: int) -> None:
    for run in (indexed("find", *text.split(), "--format", "json"), indexed("find", "--format", "json", stdin=text)):
        assert (run.code, [each["id"] for each in run.json["found"]][:1]) == (code, [named] if named else []), run.err


def test_what_is_found_is_told_in_a_line(indexed: Cli) -> None:
    assert indexed("find", "Lovelace: Engines that Weave").out == (
        "arXiv:2102.00002  Engines that Weave: A Study of Looms  Lovelace 2021  "
        "(0.80: title without its subtitle, first author)\n"
    )
    assert indexed("find", "Engines that Weave").out.startswith("? arXiv:2102.00002  ")
    assert indexed("find", "nothing of that kind").err == "nothing found\n"


@pytest.mark.parametrize(("more", "is_cut"), [(0, False), (1, True)])
def test_a_text_that_is_too_long_is_cut_and_that_is_told(indexed: Cli, more: int, is_cut: bool) -> None:
    text = abstract(ONE)
    run = indexed("find", stdin=text + "\n" * ((1 << 20) - len(text) + more))
    assert (run.code, "only the first 1 MiB" in run.err) == (0, is_cut)


def test_a_text_is_needed(cli: Cli) -> None:
    for run in (cli("find", stdin="  "), cli("find", "-", stdin=""), cli("find", " ")):
        assert (run.code, "nothing to search for" in run.err) == (2, True)


def test_the_index_answers_before_anybody_is_asked(
    indexed: Cli, paper: Path, loopback: dict[str, str], arxiv: FakeArxiv
) -> None:
    arxiv.know([Paper("2111.00001", "On Newer Engines")])
    (paper / "list.txt").write_text(f"{ONE}\n2111.00001\n", "utf-8")
    run = indexed("sync", "--bib", "refs.bib", "list.txt", "--format", "json", **loopback)
    assert {each["id"]: each["provider"] for each in run.json["added"]} == {ONE: "index", "2111.00001": "arxiv"}
    assert ["id_list=2111.00001&" in request for request in arxiv.requests] == [True]


def test_an_entry_of_the_index_is_that_of_the_service(indexed: Cli, loopback: dict[str, str], arxiv: FakeArxiv) -> None:
    arxiv.know([Paper(LOOMS[0], LOOMS[1], ("Ada Lovelace",), "2021-01-04", others=("stat.ML",))])
    offline = indexed("get", LOOMS[0], "--offline")
    asked = indexed("get", LOOMS[0], **{**loopback, "BIBTOOLS_INDEX": "/nowhere"})
    assert (offline.code, offline.out) == (0, asked.out)


def sync(cli: Cli, text: str, *arguments: str, name: str = "list.md", **settings: str) -> tuple[list[str], list[str]]:
    """Run with a text as standard input."""
    run = cli(
        "sync",
        "--find",
        "--bib",
        "refs.bib",
        "-",
        "--stdin-filename",
        name,
        *arguments,
        "--format",
        "json",
        stdin=text,
        **settings,
    )
    return of_run(run.json)


def of_run(told: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Return the papers that are added, and those that are proposed."""
    findings = [each["message"].split()[0] for each in told["findings"] if each["rule"] == "proposed-paper"]
    return [each["id"] for each in told["added"]], findings


Row = tuple[str, str, list[str], list[str]]

# What a list says, which papers are added, and which are proposed.
LISTS: list[tuple[str, list[str], list[str]]] = [
    (f"Abstract:{abstract(ONE)}\nAbstract:{abstract(TWO)}\n", [ONE, TWO], []),
    (f"{abstract(ONE)}\n\n{LISTED}", [ONE, LOOMS[0]], []),
    (f"# Papers\n\n{LISTED}- A. Lovelace, Engines\n  that Weave, 2021\n", [LOOMS[0]], []),
    ("1. Engines that Weave: A Study of Looms\n", [], [f"arXiv:{LOOMS[0]}"]),
    (f"{abstract('nobody')}\n\n- nothing of that kind\n", [], []),
    (f"{abstract(ONE)}\narXiv:{TWO}\n", [TWO], []),  # the id says whose abstract it is
    (f"arXiv:{ONE}\n{abstract(ONE)}\n", [ONE], []),
    (f"arXiv:{TWO}\n\n{abstract(ONE)}\n", [TWO], []),
    (f"{abstract(ONE)} arXiv:{TWO}\n", [TWO], []),
    (f"On the Matter of {ONE} https://arxiv.org/abs/{TWO} [cs.LG]\n{abstract(ONE)}\n", [TWO], []),
    (f"{LISTED.rstrip()}, arXiv:{TWO}\n", [TWO], []),
    # An id speaks for its own item, and its own paragraph.
    (f"- arXiv:{TWO}\n{LISTED}", [TWO, LOOMS[0]], []),
    (f"{LISTED}- arXiv:{TWO}\n", [LOOMS[0], TWO], []),
    (f"{abstract(TWO)} arXiv:{TWO}\n\n{abstract(ONE)}\n", [TWO, ONE], []),
    (f"{abstract('nobody')}\narXiv:{TWO}\n\n{abstract(ONE)}\n", [TWO, ONE], []),
    (f"We build on arXiv:{TWO} a lot.\n\n{abstract(ONE)}\n", [TWO, ONE], []),
    (f"{abstract(ONE)}\narXiv:{ONE}\n{abstract(TWO)}\narXiv:{TWO}\n", [ONE, TWO], []),
    # What is dead, or silenced.
    (f"<!--\n{LISTED}-->\n", [], []),
    (f"<!-- {abstract(ONE)} -->\n", [], []),
    (f"```\n{LISTED}```\n", [], []),
    (f"{LISTED.rstrip()} <!-- bibtools: ignore -->\n", [], []),
    (f"<!-- bibtools: ignore -->\n{LISTED}", [], []),
    (f"<!-- bibtools: ignore -->\n{abstract(ONE)}\n", [], []),
    (f"{LISTED.rstrip()} <!-- bibtools: ignore -->\n- Lovelace: Engines that Weave\n", [LOOMS[0]], []),
    # What is likely is proposed, and nothing else.
    ("- Engines that Weave: A Study of Looms, by S. Stranger\n", [], [f"arXiv:{LOOMS[0]}"]),
    ("- A. Lovelace. Engnies that Weave: A Study of Looms. 1999\n", [], [f"arXiv:{LOOMS[0]}"]),
    ("- Engines that Weave\n- A Study of Looms\n- looms\n# Engines that Weave: A Study of Looms\n", [], []),
    ("- We like Engines that Weave: A Study of Looms is what they are for, and so on and on and on.\n", [], []),
    (f"- {' '.join(abstract(ONE).split()[14:22])}\n", [], []),
    (f"- {' '.join(abstract(ONE).split()[14:34])}\n", [], [f"arXiv:{ONE}"]),
    ("", [], []),
]
# The same of a file of that name.
KINDS: list[Row] = [
    ("engine.py", f'"""{abstract(ONE)}"""\n', [], []),
    ("paper.tex", f"\\begin{{abstract}}\n{abstract(ONE)}\n\\end{{abstract}}\n", [], []),
    ("paper.tex", f"% {abstract(ONE)}\n", [], []),
    ("paper.tex", abstract(ONE), [], [f"arXiv:{ONE}"]),  # it may be the paper that is being written
    ("paper.tex", f"\\begin{{itemize}}\n\\item {LISTED[2:]}\\end{{itemize}}\n", [LOOMS[0]], []),
    ("paper.tex", f"% \\item {LISTED[2:]}", [], []),
    (
        "paper.bbl",
        "\\bibitem[Lovelace(2021)]{l}\nA.~Lovelace.\n\\newblock Engines that weave: A study\n  of looms.\n\n",
        [LOOMS[0]],
        [],
    ),
    ("paper.bbl", "\\bibitem{l}\nA.~Lovelace.\n\\newblock Engines that weave wool.\n", [], []),
    ("page.html", f"<ul><li>A. Lovelace, <i>{LOOMS[1]}</i>, 2021</li></ul>", [LOOMS[0]], []),
    ("page.html", f"<!-- <ul><li>A. Lovelace, <i>{LOOMS[1]}</i>, 2021</li></ul> -->", [], []),
    ("page.html", f"<table><tr><td>{LOOMS[1]}</td><td>Ada Lovelace</td><td>2021</td></tr></table>", [LOOMS[0]], []),
    ("page.rst", f".. [L] A. Lovelace. {LOOMS[1]}. 2021\n", [LOOMS[0]], []),
    ("page.rst", f".. a comment\n\n   - A. Lovelace. {LOOMS[1]}. 2021\n", [], []),
    ("page.org", f"- A. Lovelace. {LOOMS[1]}. 2021\n# - a comment\n", [LOOMS[0]], []),
    ("page.org", f"# - A. Lovelace. {LOOMS[1]}. 2021\n", [], []),
    ("page.typ", f"+ A. Lovelace. {LOOMS[1]}. 2021\n", [LOOMS[0]], []),
    ("page.typ", f"// - A. Lovelace. {LOOMS[1]}. 2021\n", [], []),
]


@pytest.mark.parametrize("rows", [[("list.md", *row) for row in LISTS], KINDS], ids=["lists", "kinds of text"])
def test_sync_takes_abstracts_and_items_for_mentions(indexed: Cli, paper: Path, rows: list[Row]) -> None:
    """One run reads all, each in a folder of its own, and for a library of its own."""
    papers = ""
    for number, (name, text, _, _) in enumerate(rows):
        (paper / str(number)).mkdir()
        (paper / str(number) / name).write_text(text, "utf-8")
        papers += f'[[paper]]\nsources = ["{number}/{name}"]\nbib = "{number}/refs.bib"\n'
    (paper / ".bibtools.toml").write_text(papers, "utf-8")
    told = indexed("sync", "--find", "--format", "json").json
    for row, synced in zip(rows, told["papers"], strict=True):
        assert of_run(synced) == (row[2], row[3]), row


def test_without_the_option_nothing_is_looked_for(indexed: Cli) -> None:
    run = indexed("sync", "--bib", "refs.bib", "-", stdin=abstract(ONE))
    assert (run.code, "no paper is cited by id" in run.out) == (0, True)


def test_what_a_notebook_lists_is_told_by_cell(indexed: Cli, paper: Path) -> None:
    cells = [
        {"cell_type": "code", "source": f"# {LISTED}"},
        {"cell_type": "markdown", "source": ["# Papers\n", "\n", "- Engines that Weave: A Study of Looms\n"]},
        {"cell_type": "markdown", "source": f"Abstract: {abstract(ONE)}"},
    ]
    (paper / "list.ipynb").write_text(json.dumps({"cells": cells}), "utf-8")
    run = indexed("sync", "--find", "--bib", "refs.bib", "list.ipynb")
    assert f"arXiv:{ONE}" in run.out
    assert "list.ipynb[2]:3:3: proposed-paper: arXiv:2102.00002" in run.err


def test_it_is_told_what_was_searched(indexed: Cli, paper: Path) -> None:
    (paper / "list.md").write_text(f"{LISTED}- Engines\n\n{abstract(ONE)}\n", "utf-8")
    (paper / "engine.py").write_text("# a program\n", "utf-8")
    command = ("sync", "--find", "--bib", "refs.bib", "list.md", "engine.py")
    run = indexed(*command)
    assert (run.code, "papers without ids: 1 source searched, 2 found, 0 proposed" in run.out) == (0, True), run.out
    assert "not-searched: papers without ids are not searched for in .py (1 file)" in run.err
    again = indexed(*command, "--format", "json").json
    assert again["searched"] == {"sources": 1, "found": 2, "proposed": 0, "trouble": None}
    (paper / "list.md").write_text("nothing of that kind\n", "utf-8")
    assert "no paper is cited by id or found by words" in indexed(*command).out


def test_what_ids_name_is_written_where_nobody_could_be_asked_for_words(cli: Cli, paper: Path) -> None:
    (paper / "list.md").write_text(f"{LISTED}- arXiv:1706.03762\n", "utf-8")
    run = cli("sync", "--find", "--offline", "--bib", "refs.bib", "list.md")
    assert (run.code, "not-searched: " in run.err) == (3, True), run.out + run.err
    assert "1706.03762" in (paper / "refs.bib").read_text("utf-8")


@pytest.mark.thinned(3)
@pytest.mark.parametrize("text", [ONE, f"arXiv:{ONE}", f"https://arxiv.org/abs/{ONE}v2", f"  {ONE}\n"])
def test_an_id_names_its_paper(indexed: Cli, text: str) -> None:
    run = indexed("find", text, "--format", "json")
    assert (run.code, [(each["id"], each["evidence"]) for each in run.json["found"]]) == (0, [(ONE, ["id"])])


@pytest.mark.parametrize(("text", "code"), [("9999.99999", 1), ("2113.00001", 1), ("2101.09999", 3)])
def test_an_id_that_nobody_knows_is_not_found(indexed: Cli, text: str, code: int) -> None:
    run = indexed("find", text, "--offline", "--format", "json")
    assert (run.code, run.json["found"]) == (code, [])


def test_an_abstract_brings_the_link_to_the_code(indexed: Cli, paper: Path) -> None:
    assert sync(indexed, abstract(CODE)) == ([CODE], [])
    assert "https://github.com/ada/byron" in (paper / "refs.bib").read_text("utf-8")


def test_a_proposal_says_where_and_what_to_do(indexed: Cli, paper: Path) -> None:
    (paper / "list.md").write_text("# Papers\n\n- Engines that Weave: A Study of Looms\n", "utf-8")
    run = indexed("sync", "--find", "--bib", "refs.bib", "list.md")
    assert (
        "list.md:3:3: proposed-paper: arXiv:2102.00002 may be meant (title): Engines that Weave: A Study of Looms; "
        "if so, write its id" in run.err
    )


def test_check_and_find_exclude_each_other(cli: Cli) -> None:
    assert cli("sync", "--find", "--check").code == 2


WORDS = "We show that engines weave algebraic patterns just as looms weave flowers and leaves in many colours "
TEXT = (
    f"{WORDS}which nobody had done before, and tell how long that takes on large machines of brass and steel. {WORDS}"
)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("known", "text", "papers"),
    [
        (Paper(ONE, "Engines", abstract=TEXT), TEXT, [(ONE, True)]),
        (Paper(ONE, "Engines", abstract=abstract(ONE)), TEXT, []),
        (
            Paper(ONE, LOOMS[1], ("Ada Lovelace",)),
            "Lovelace, A. Engines that Weave: A Study of Looms. 2021",
            [(ONE, True)],
        ),
        (Paper(ONE, LOOMS[1], ("Ada Lovelace",)), LOOMS[1], [(ONE, False)]),
        (Paper(ONE, "Another Title"), "Lovelace, A. Engines that Weave: A Study of Looms. 2021", []),
    ],
)
def test_without_an_index_arxiv_is_asked(
    online: Cli, arxiv: FakeArxiv, known: Paper, text: str, papers: list[tuple[str, bool]]
) -> None:
    arxiv.know([known])
    arxiv.finds = True
    run = online("find", "--format", "json", stdin=text)
    assert [(each["id"], each["sure"]) for each in run.json["found"]] == papers, run.err
    assert all("search_query=" in request for request in arxiv.requests[:1])


def test_few_questions_are_put_to_arxiv(online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.finds = True
    text = "".join(f"- A. Author, Some Title of a Paper with Number {number}, 2021\n" for number in range(30))
    assert sync(online, text) == ([], [])
    assert len(arxiv.requests) == 10


@pytest.mark.parametrize(
    "fault",
    ["429", "500", "200 with HTML", pytest.param("hang before the answer", marks=pytest.mark.slow), "entity bomb"],
)
def test_arxiv_may_be_out_of_order(online: Cli, arxiv: FakeArxiv, fault: str) -> None:
    arxiv.fault = FAULTS[fault]
    run = online("find", "Engines that Weave", "--timeout", "2")
    assert (run.code, run.err.startswith("the search is incomplete: ")) == (3, True)


def test_offline_and_without_an_index_nobody_knows(cli: Cli) -> None:
    run = cli("find", "Engines that Weave", "--offline")
    assert (run.code, "offline, and there is no index" in run.err) == (3, True)
    assert json.loads(cli("find", "Engines", "--offline", "--format", "json").out)["trouble"]
