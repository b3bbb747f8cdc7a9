"""`bibtools check` is the hook as a command, and `sync --check` sees the same library and the same missing papers."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from commits import ENTRY, ONE, TWO, entries, init, tex, write
from conftest import Cli, Run
from index_lines import line
from row_tables import rarely, thinned

PAPERS = '[[paper]]\nsources = ["one/"]\nbib = "one/refs.bib"\n[[paper]]\nsources = ["two/"]\nbib = "two/refs.bib"\n'
CONFLICT = f"<<<<<<< a\n{entries(ONE)}=======\n>>>>>>> b\n"
CELLS = json.dumps({"cells": [{"cell_type": "markdown", "source": f"x\narXiv:{TWO}"}], "nbformat": 4})

IN_STEP: list[dict[str, str]] = [
    {"p_tex": tex(ONE), "refs_bib": entries(ONE)},
    {"p_tex": tex(ONE, "smith2020"), "refs_bib": entries(ONE, TWO) + "@misc{smith2020, title={A}}"},
    {"p_tex": tex(ONE, bib="refs,more"), "refs_bib": "", "more_bib": entries(ONE)},
    {"p_tex": tex() + f"arXiv:{ONE} and (2106.00134)\n", "refs_bib": ENTRY.format(key="a2020b", id=ONE)},
    {"p_tex": tex(ONE), "refs_bib": f"% bibtools: is {ONE}\n@book{{{ONE}, title = {{T}}}}"},
    {"p_tex": "\ufeff" + tex(ONE).replace("\n", "\r\n"), "refs_bib": entries(ONE).replace("\n", "\r\n")},
    {"p_tex": tex(bib="refs") + "arXiv:2101.0001\n", "refs_bib": entries(ONE)},  # a slip of the pen
    {"p_tex": tex(ONE), "q_tex": "% arXiv:2101.00009\n", "refs_bib": entries(ONE)},
    {"p_tex": tex(ONE), "a_png": "\0\1", "refs_bib": entries(ONE)},
    {"p_tex": tex(ONE), "a_txt": "\0\1", "refs_bib": entries(ONE)},
    {"one__p_tex": tex(ONE), "one__refs_bib": entries(ONE), "two__p_tex": tex(TWO), "two__refs_bib": entries(TWO)}
    | {".bibtools_toml": PAPERS},
    {"p_tex": tex(ONE, f"arXiv:{ONE}"), "refs_bib": entries(ONE) + f"@book{{arXiv:{ONE}, title = {{Of Others}}}}"},
]
WRONG: list[dict[str, str]] = [
    {"p_tex": tex(ONE, TWO), "refs_bib": entries(ONE)},
    {"p_tex": tex(ONE), "n_ipynb": CELLS, "refs_bib": entries(ONE)},
    {"p_tex": tex() + "arXiv:2113.00001 arXiv:21o1.00001\n", "refs_bib": ""},
    {"p_tex": tex(ONE), "refs_bib": ENTRY.format(key="a2020b", id=ONE)},
    {"p_tex": tex(f"arXiv:{ONE}v2", TWO), "refs_bib": ENTRY.format(key="a2020b", id=ONE)},
    {"p_tex": tex(ONE), "refs_bib": entries(ONE, ONE)},
    {"p_tex": tex(ONE), "refs_bib": entries(ONE) + "@misc{b, title = {x}"},
    {"p_tex": tex(TWO), "refs_bib": entries(ONE) + "@misc{b, title = {x} year = 2}"},
    {"p_tex": tex(ONE, TWO)},
    {"p_tex": tex(ONE), "lit_bib": entries(ONE)},
    {"p_tex": tex(TWO, bib="refs,more"), "refs_bib": "", "more_bib": entries(ONE) + "@misc{b, title = {x}"},
    {"one__p_tex": tex(ONE), "one__refs_bib": "", "two__p_tex": tex(TWO), "two__refs_bib": entries(TWO)}
    | {".bibtools_toml": PAPERS},
]
CANNOT: list[dict[str, str]] = [  # for `sync --check`, too
    {"p_tex": f"arXiv:{ONE}", "refs_bib": entries(ONE), "lit_bib": ""},
    {"p_tex": f"arXiv:{ONE}"},
    {"p_tex": tex(ONE), ".bibtools_toml": 'bib = "p.tex"'},
    {"p_tex": tex(ONE), "refs_bib__x": "a folder"},
    {"p_tex": tex(ONE), "refs_bib": "\0"},
    {"p_tex": tex(ONE), ".bibtools_toml": "nonsense = 1"},
]
CALLS = (
    ["--format", "github"],
    ["--format", "sarif"],
    ["--bare"],
    ["--bib", "refs.bib", "--format", "json"],
)


def same(hook: Cli, cli: Cli, *arguments: str, **environ: str) -> Run:
    """Run both and hold them together; messages of errors begin with the name of the program."""
    runs = [hook("bibtools-check", *arguments, **environ), cli("check", *arguments, **environ)]
    first, second = [(run.code, run.out, run.err.replace("bibtools-check: error", "bibtools: error")) for run in runs]
    assert first == second
    return runs[1]


def lacking(run: Run) -> list[tuple[str, list[str]]]:
    """Return libraries with the papers that they lack, as `sync --check` has it."""
    papers = run.json.get("papers", [run.json])
    return [(each["bib"], [added["id"] for added in each["added"]]) for each in papers]


# Every fourth paper in every run, all of them and those outside of git in the slow ones.
JUDGED = [(files, code) for papers, code in ((IN_STEP, 0), (WRONG, 1)) for files in papers]


@pytest.mark.thinned(4)
@pytest.mark.parametrize(("files", "code"), JUDGED)
@pytest.mark.parametrize("in_git", [True, rarely(False)])
def test_the_command_and_the_hook_are_one(
    paper: Path, hook: Cli, cli: Cli, files: dict[str, str], code: int, in_git: bool
) -> None:
    write(paper, **files)
    if not in_git:
        (paper / ".git").rename(paper.parent / "git")
    run = same(hook, cli)
    warned = [line for line in run.out.splitlines() if "duplicate-work" in line or "explain RULE" in line]
    assert (run.code, run.out.splitlines() == warned) == (code, not code)
    told = same(hook, cli, "--format", "json").json
    checked = cli("sync", "--check", "--format", "json")
    assert lacking(checked) == [(each["bib"], each["missing"]) for each in told["papers"]]
    of_library = {"broken-entry", "cite-other-key", "duplicate-key", "undefined-key"}
    assert checked.code == any(
        each["level"] == "error" and each["rule"] not in of_library for each in told["findings"]
    ), checked


# Some wrong papers with one of the calls in every run, and each with all of them in the slow ones.
CALLED = [
    (files, call) if number % 7 == place else rarely(files, call)
    for number, files in enumerate(WRONG)
    for place, call in enumerate(CALLS)
]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(("files", "call"), CALLED)
def test_the_command_and_the_hook_are_one_in_every_format(
    paper: Path, hook: Cli, cli: Cli, files: dict[str, str], call: list[str]
) -> None:
    write(paper, **files)
    assert same(hook, cli, *call).code == 1


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    "files",
    [IN_STEP[0], *WRONG[:3], *(pytest.param(files, marks=pytest.mark.slow) for files in IN_STEP[1:] + WRONG[3:])],
)
def test_github_is_told_of_every_finding_by_both(paper: Path, hook: Cli, cli: Cli, files: dict[str, str]) -> None:
    write(paper, **files)
    found = len(cli("check").out.splitlines()[:-1])
    told = same(hook, cli, GITHUB_ACTIONS="true").err
    assert told.count("::error") + told.count("::warning") == found


@pytest.mark.parametrize("files", [*CANNOT[::2], *map(rarely, CANNOT[1::2])])
def test_what_cannot_be_checked_is_told_alike(paper: Path, hook: Cli, cli: Cli, files: dict[str, str]) -> None:
    write(paper, **files)
    run = same(hook, cli)
    assert (run.code in {2, 3}, run.out, cli("sync", "--check").code) == (True, "", run.code)


def test_a_merge_conflict_is_a_finding_of_the_check_and_ends_sync(paper: Path, hook: Cli, cli: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=CONFLICT)
    assert ": conflict-marker: " in same(hook, cli).out
    run = cli("sync", "--check")
    assert (run.code, run.out, "refs.bib:1:1: unresolved merge conflict" in run.err) == (3, "", True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_source_that_cannot_be_read_is_told_alike(paper: Path, hook: Cli, cli: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE), sub__q_tex=tex(TWO))
    for mode, folder in ((0, "sub"), (0, "sub/q.tex")):
        (paper / folder).chmod(mode)
        run = same(hook, cli)
        (paper / folder).chmod(0o755)
        assert (run.code, "sub/q.tex: unread: " in run.out) == (3, True)


@pytest.mark.parametrize("name", thinned(["q.tex", "sub/q.tex"]))
@pytest.mark.parametrize("target", ["q.tex", "nothing"])
def test_a_link_that_leads_nowhere_is_told_alike(paper: Path, hook: Cli, cli: Cli, name: str, target: str) -> None:
    (paper / name).parent.mkdir(exist_ok=True)
    (paper / name).symlink_to(target)
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    assert same(hook, cli).code == 0


def test_a_library_that_git_does_not_track_is_told_alike(paper: Path, hook: Cli, cli: Cli) -> None:
    write(paper, p_tex=tex(ONE))
    (paper / "refs.bib").write_text(entries(ONE), "utf-8")
    assert "refs.bib: untracked-library: " in same(hook, cli).out
    (paper / ".gitignore").write_text("refs.bib\n", "utf-8")
    assert same(hook, cli).code == 0


def test_what_is_not_added_yet_is_looked_at_by_the_command(paper: Path, hook: Cli, cli: Cli) -> None:
    init(paper)
    (paper / "p.tex").write_text(tex(ONE), "utf-8")
    (paper / "refs.bib").write_text("", "utf-8")
    assert [hook("bibtools-check").code, cli("check").code] == [0, 1]
    (paper / "refs.bib").write_text(entries(ONE), "utf-8")
    assert cli("check").code == 0  # no commit has begun that it could be missing from


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("sources", "missing"),
    [([], [ONE, TWO]), (["p.tex"], [ONE]), (["sub"], [TWO]), (["./p.tex", "sub/q.md"], [ONE, TWO]), (["-"], [])],
)
def test_sources_may_be_named(paper: Path, cli: Cli, sources: list[str], missing: list[str]) -> None:
    write(paper, p_tex=tex(ONE), sub__q_md=f"arXiv:{TWO}", refs_bib="")
    run = cli("check", "--bib", "refs.bib", *sources, "--format", "json", stdin="Words.")
    assert [each["missing"] for each in run.json["papers"]] == [missing]


def test_standard_input_lies_over_the_file_that_it_is_called_by(paper: Path, cli: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    run = cli("check", "-", "p.tex", "--stdin-filename", "p.tex", "--format", "json", stdin=tex(ONE, TWO))
    [finding] = run.json["findings"]
    places = ("path", "line", "column", "end_line", "end_column", "data")
    assert [finding[name] for name in places] == [
        "p.tex", 3, 12, 3, 22, {"identifier": TWO, "bib": "refs.bib", "key": TWO}
    ]  # fmt: skip


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--nonsense"], ["--offline"], ["--bib"]])
def test_wrong_arguments_are_told(cli: Cli, arguments: list[str]) -> None:
    run = cli("check", *arguments)
    assert (run.code, run.out, run.err != "") == (2, "", True)


def test_the_command_is_explained(cli: Cli) -> None:
    assert "  check    Report missing papers, undefined keys and errors." in cli("--help").out
    assert "hook bibtools-check" in " ".join(cli("check", "--help").out.split())


WITHDRAWN = line("2101.00001", "Gone", comments="This paper has been withdrawn by the author")


def test_a_withdrawn_paper_is_told_by_every_check_from_what_is_here(paper: Path, hook: Cli, cli: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    (paper / "snapshot.jsonl").write_text(WITHDRAWN + "\n", "utf-8")
    assert "withdrawn" not in cli("check").out
    assert cli("index", "build", "snapshot.jsonl").code == 0
    for _ in range(2):
        run = cli("check")
        assert (run.code, run.out.count("p.tex:2:12: withdrawn: "), run.err) == (0, 1, ""), run
    quiet = hook("bibtools-check")
    assert (quiet.out, quiet.err) == ("", "")
    told = [each["rule"] for each in hook("bibtools-check", "--format", "json").json["findings"]]
    assert told == ["withdrawn"]


def test_undefined_keys_are_listed_and_a_paper_is_proposed(paper: Path, cli: Cli) -> None:
    write(paper, p_tex=tex("vaswani2017attention", "smiht2020"), refs_bib="@misc{smith2020, title = {A}}\n")
    run = cli("check", "--format", "json")
    [told] = run.json["papers"]
    assert (run.code, told["undefined"]) == (
        1,
        [
            {"key": "vaswani2017attention", "path": "p.tex", "line": 2, "column": 12},
            {"key": "smiht2020", "path": "p.tex", "line": 3, "column": 12},
        ],
    )
    first, second = (each["message"] for each in run.json["findings"])
    assert first.endswith("(Attention Is All You Need): bibtools add 1706.03762 --key vaswani2017attention")
    assert second.endswith("did you mean smith2020?")
    synced = cli("sync", "--offline")
    assert (synced.code, synced.err.count("undefined-key")) == (0, 2)
    assert cli("sync", "--check").code == 0
