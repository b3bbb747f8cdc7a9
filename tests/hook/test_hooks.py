"""The hooks as processes: what makes a commit fail, what they say of it, and what they remember."""

from __future__ import annotations

import json
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from commits import ENTRY, ONE, TWO, age, entries, git, state, tex, told, track, write
from conftest import Cli
from loopback import FAULTS, FakeArxiv, Paper
from row_tables import rarely, thinned


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("files", "rules"),
    [
        ({"p_tex": tex(ONE), "refs_bib": entries(ONE)}, []),
        rarely({"p_tex": tex(ONE), "refs_bib": entries(ONE, TWO)}, []),
        ({"p_tex": tex("smith2020"), "refs_bib": entries(ONE)}, ["undefined-key"]),
        ({"p_tex": tex(ONE, TWO), "refs_bib": entries(ONE)}, ["missing-paper"]),
        rarely({"p_tex": tex(ONE), "q_md": f"arXiv:{TWO}", "refs_bib": entries(ONE)}, ["missing-paper"]),
        rarely({"p_tex": tex(), "refs_bib": "", "sub__q_md": f"arXiv:{TWO}"}, ["missing-paper"]),
        ({"p_tex": tex() + "arXiv:2113.00001", "refs_bib": ""}, ["impossible-id"]),
        ({"p_tex": tex(ONE), "refs_bib": ENTRY.format(key="a2020b", id=ONE)}, ["cite-other-key"]),
        ({"p_tex": tex() + f"arXiv:{ONE}", "refs_bib": ENTRY.format(key="a2020b", id=ONE)}, []),
        ({"p_tex": tex(), "refs_bib": entries(ONE, ONE)}, ["duplicate-key"]),
        ({"p_tex": tex(), "refs_bib": "@misc{a, title = {x}"}, ["broken-entry"]),
        rarely({"p_tex": tex(), "refs_bib": "@misc{a, title = {x} year = 2}"}, ["broken-entry"]),
        (
            {"p_tex": tex(), "refs_bib": f"<<<<<<< a\n{entries(ONE)}=======\n{entries(TWO)}>>>>>>> b\n"},
            ["conflict-marker"],
        ),
        ({"p_tex": tex(), "refs_bib": "@misc{a, note = {<<<<<<< not a conflict}}"}, []),
        ({"p_tex": tex() + "2106.00134 is a number", "refs_bib": ""}, []),
        rarely({"p_tex": tex(ONE), "refs_bib": entries(ONE).replace("\n", "\r\n")}, []),
        ({"p_tex": tex(ONE, TWO).replace("\n", "\r\n"), "refs_bib": entries(ONE)}, ["missing-paper"]),
        ({"p_tex": tex(ONE), "refs_bib": f"% bibtools: is {ONE}\n@book{{{ONE}, title = {{T}}}}"}, []),
        ({"p_tex": tex(ONE, bib="refs,more"), "refs_bib": "", "more_bib": entries(ONE)}, None),
        rarely({"p_tex": tex(ONE, bib="refs,more"), "refs_bib": "", "more_bib": entries(ONE)}, []),
        ({"p_tex": tex(TWO, bib="refs,more"), "refs_bib": "", "more_bib": entries(ONE)}, ["missing-paper"]),
        ({"p_tex": "no paper at all", "README_md": "x"}, []),
        ({"p_tex": "% arXiv:2101.00009\n" + tex(), "refs_bib": ""}, []),
    ],
)
def test_what_makes_a_commit_fail(paper: Path, hook: Cli, files: dict[str, str], rules: list[str] | None) -> None:
    write(paper, **files)
    run = hook("bibtools-check", *(["--bib", "refs.bib"] if rules is None else []))
    assert (run.code, told(run)) == (bool(rules), rules or []), run.out + run.err
    sources = "".join(text for name, text in files.items() if not name.endswith("_bib"))
    names_none = re.search(r"^[^%]*2[0-9]{3}\.[0-9]{5}", sources, re.MULTILINE) is None
    assert [" no paper by id" in line for line in run.err.splitlines()] == [True] * names_none


def test_a_finding_says_where_and_what_to_do(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE, TWO), refs_bib=entries(ONE))
    assert hook("bibtools-check", "p.tex").out == (
        f"p.tex:3:12: missing-paper: arXiv:{TWO} is not in refs.bib: run bibtools sync; "
        f"if it is there without its id, write `% bibtools: is {TWO}` above its entry\n"
        "1 finding; for details: bibtools explain RULE\n"
    )


def test_files_that_git_does_not_track_are_none_of_a_commits(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    (paper / "draft.md").write_text(f"arXiv:{TWO}", "utf-8")
    assert hook("bibtools-check").code == 0
    git(paper, "add", "draft.md")
    assert hook("bibtools-check").code == 1


def test_a_file_that_is_named_is_looked_at_in_any_case(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    assert hook("bibtools-check").code == 0
    (paper / "draft.md").write_text(f"arXiv:{TWO}", "utf-8")
    assert [
        hook("bibtools-check", *named).code for named in ([], ["draft.md"], ["./p.tex"], ["p.tex", "draft.md"])
    ] == [
        0,
        1,
        0,
        1,
    ]


def test_a_library_that_got_another_name_is_named(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), lit_bib=entries(ONE))
    assert "refs.bib: missing-library: there is no such file: if lit.bib is meant" in hook("bibtools-check").out


def test_outside_of_git_all_files_are_looked_at(paper: Path, hook: Cli) -> None:
    (paper / "p.tex").write_text(tex(ONE), "utf-8")
    (paper / "refs.bib").write_text("", "utf-8")
    assert told(hook("bibtools-check")) == ["missing-paper"]


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"p_tex": tex(ONE) + "More words.\n"}, []),
        rarely({"p_tex": tex(ONE, ONE)}, []),
        rarely({"p_tex": tex(ONE) + f"arXiv:{ONE} in 2021, see 3.14 and 10.1000/1.\n"}, []),
        rarely({"p_tex": tex()}, []),
        ({"p_tex": tex(TWO)}, ["missing-paper"]),
        rarely({"p_tex": tex(ONE) + "arXiv:2113.00001\n"}, ["impossible-id"]),
        rarely({"p_tex": tex(ONE, f"arXiv:{ONE}")}, ["cite-other-key"]),
        ({"p_tex": tex(ONE, bib="other")}, ["missing-library"]),
        ({"refs_bib": ""}, ["missing-paper"]),
        rarely({"refs_bib": entries(ONE, ONE)}, ["duplicate-key"]),
        rarely({"refs_bib": entries(TWO)}, ["missing-paper"]),
        ({"q_md": f"arXiv:{TWO}"}, ["missing-paper"]),
        ({"q_txt": "words"}, []),
        rarely({".bibtools_toml": 'exclude = ["p.tex"]\nbib = "refs.bib"'}, []),
        ({".bibtools_toml": 'bib = "other.bib"', "other_bib": ""}, []),  # cited from where the source says
        rarely({".bibtools_toml": 'bib = "other.bib"'}, []),
        rarely({".bibtools_toml": 'bib = "refs"'}, None),
        ({".bibtools_toml": "nonsense = 1"}, None),
    ],
)
@pytest.mark.parametrize("old", [True, rarely(False)])
def test_whatever_changes_after_a_commit_that_was_in_step_is_noticed(
    paper: Path, hook: Cli, change: dict[str, str], rules: list[str] | None, old: bool
) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    if old:
        age(paper)
    for _ in range(3):
        assert hook("bibtools-check").code == 0
    write(paper, **change)
    run = hook("bibtools-check")
    assert (run.code, told(run)) == ((2, []) if rules is None else (bool(rules), rules)), run.err
    assert hook("bibtools-check").code == run.code


def test_a_change_of_the_same_size_within_a_moment_is_noticed(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    for ids in ((ONE,), (TWO,), (ONE,), (TWO,)):
        status = (paper / "p.tex").stat()
        (paper / "p.tex").write_text(tex(*ids), "utf-8")
        os.utime(paper / "p.tex", ns=(status.st_atime_ns, status.st_mtime_ns))
        assert hook("bibtools-check").code == (ids == (TWO,))


def test_files_that_are_touched_are_the_same(paper: Path, hook: Cli, environ: dict[str, str]) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    assert hook("bibtools-check").code == 0
    os.utime(paper / "p.tex", (1, 1))
    assert (hook("bibtools-check").code, state(environ)) == (0, [".json", ".state"])


@pytest.mark.thinned(2)
@pytest.mark.parametrize(
    "name", ["a\nb.md", "a\udcffb.md", "-n.md", '"q".md', *map(rarely, ("a b.md", "größe.md", "deep/er/x.md"))]
)
@pytest.mark.parametrize("old", [True, rarely(False)])
def test_files_may_have_any_name(paper: Path, hook: Cli, name: str, old: bool) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    odd = paper / name
    odd.parent.mkdir(parents=True, exist_ok=True)
    odd.write_text("Words.", "utf-8")
    track(paper)
    if old:
        age(paper)
    assert [hook("bibtools-check").code for _ in range(2)] == [0, 0]
    odd.write_text(f"arXiv:{TWO}", "utf-8")
    assert [hook("bibtools-check").code for _ in range(2)] == [1, 1]
    odd.unlink()
    assert hook("bibtools-check").code == 0


def test_a_work_tree_beside_has_an_index_of_its_own(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    git(paper, "commit", "-qm", "all")
    git(paper, "worktree", "add", "-q", "beside")
    beside = paper / "beside"
    age(beside)
    run = [hook("bibtools-check", folder="beside").code for _ in range(2)]
    (beside / "q.md").write_text(f"arXiv:{TWO}", "utf-8")
    assert (run, hook("bibtools-check", folder="beside").code) == ([0, 0], 0)
    git(beside, "add", "q.md")
    assert hook("bibtools-check", folder="beside").code == 1


def test_a_temporary_index_is_the_one_of_the_commit(paper: Path, hook: Cli, tmp_path: Path) -> None:
    """`git commit FILE` and `git commit --all` set GIT_INDEX_FILE for their hooks."""
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    assert hook("bibtools-check").code == 0
    (paper / "q.md").write_text(f"arXiv:{TWO}", "utf-8")
    index = tmp_path / "index"
    index.write_bytes((paper / ".git" / "index").read_bytes())
    environ = {**os.environ, "GIT_INDEX_FILE": str(index)}
    subprocess.run(["git", "add", "q.md"], cwd=paper, env=environ, check=True)
    assert [hook("bibtools-check", GIT_INDEX_FILE=each).code for each in (str(index), "", str(index))] == [1, 0, 1]


def test_without_git_all_files_are_looked_at(paper: Path, hook: Cli, tmp_path: Path) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    (paper / "q.md").write_text(f"arXiv:{TWO}", "utf-8")
    assert [hook("bibtools-check", PATH=path).code for path in (str(tmp_path), os.environ["PATH"])] == [1, 0]


@pytest.mark.parametrize("content", [b"", b"bibtools", b'{"form": 1}', *map(rarely, (b"\0\1", b"[]", b"{"))])
def test_a_broken_state_is_made_anew(paper: Path, hook: Cli, environ: dict[str, str], content: bytes) -> None:
    write(paper, p_tex=tex(ONE, TWO), refs_bib=entries(ONE))
    assert hook("bibtools-check").code == 1
    write(paper, refs_bib=entries(ONE, TWO))
    assert hook("bibtools-check").code == 0
    for path in Path(environ["BIBTOOLS_CACHE_DIR"], "hook").iterdir():
        path.write_bytes(content)
    assert hook("bibtools-check").code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_cache_that_cannot_be_written_costs_time_only(paper: Path, hook: Cli, environ: dict[str, str]) -> None:
    Path(environ["BIBTOOLS_CACHE_DIR"]).mkdir(mode=0o500)
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    assert [hook("bibtools-check").code for _ in range(2)] == [0, 0]


PAPERS = """
[[paper]]
sources = ["one/"]
bib = "one/refs.bib"
[[paper]]
sources = ["two/main.tex", "two/more.md"]
bib = "two/lit.bib"
"""


def test_several_papers_have_a_library_each(paper: Path, hook: Cli) -> None:
    write(
        paper,
        one__main_tex=tex(ONE),
        one__refs_bib=entries(ONE),
        two__main_tex=tex(TWO, bib="lit"),
        two__more_md=f"arXiv:{ONE}",
        two__lit_bib=entries(TWO),
        two__other_tex="arXiv:2101.00009",
    )
    run = hook("bibtools-check")
    assert (run.code, told(run)) == (1, ["missing-paper"])
    assert run.out.startswith(f"two/more.md:1:7: missing-paper: arXiv:{ONE} is not in two/lit.bib")
    write(paper, **{".bibtools_toml": PAPERS})
    run = hook("bibtools-check")
    assert (run.code, told(run)) == (1, ["missing-paper"])
    assert run.out.startswith(f"two/more.md:1:7: missing-paper: arXiv:{ONE} is not in two/lit.bib")
    assert hook("bibtools-check", "one/main.tex").code == 0
    assert hook("bibtools-check", "two/lit.bib").code == 1
    assert json.loads(hook("bibtools-check", "--format", "json").out)["papers"] == [
        {"bib": "one/refs.bib", "missing": [], "added": [], "written": False, "undefined": []},
        {"bib": "two/lit.bib", "missing": [ONE], "added": [], "written": False, "undefined": []},
    ]


def test_what_one_paper_has_another_may_lack(paper: Path, hook: Cli) -> None:
    one = {"one__main_tex": tex(ONE), "one__refs_bib": entries(ONE)}
    two = {"two__main_tex": tex(TWO, bib="lit"), "two__more_md": "Words.", "two__lit_bib": entries(TWO)}
    write(paper, **one, **two, **{".bibtools_toml": PAPERS})
    age(paper)
    assert [hook("bibtools-check").code for _ in range(2)] == [0, 0]
    write(paper, two__more_md=f"arXiv:{ONE}")
    assert [hook("bibtools-check", *files).code for files in ([], ["one/main.tex"], ["two/more.md"])] == [1, 0, 1]


@pytest.mark.parametrize("toml", ["[[paper]]\nbib = 'a.bib'", "[[paper]]\nsources = ['a']", "paper = [1]", "[paper]"])
def test_a_paper_needs_sources_and_a_library(paper: Path, hook: Cli, toml: str) -> None:
    write(paper, p_tex=tex(ONE), refs_bib="", **{".bibtools_toml": toml})
    run = hook("bibtools-check")
    assert (run.code, run.err.startswith("bibtools-check: error: ")) == (2, True)


def test_sync_adds_what_is_missing_and_fails_so_that_it_is_seen(
    paper: Path, hook: Cli, loopback: dict[str, str], arxiv: FakeArxiv
) -> None:
    arxiv.know([Paper(TWO, "On Engines")])
    write(paper, p_tex=tex(ONE, TWO), refs_bib=entries(ONE))
    run = hook("bibtools-sync", "p.tex", **loopback)
    assert run.code == 1, run.err
    assert "refs.bib was changed; review it, and add it to the commit" in run.out
    assert (paper / "refs.bib").read_text("utf-8").startswith(entries(ONE))
    assert hook("bibtools-check").code == 0
    assert hook("bibtools-sync", **loopback).code == 0
    assert len(arxiv.requests) == 1


def test_sync_of_a_paper_that_is_in_step_asks_nobody(
    paper: Path, hook: Cli, loopback: dict[str, str], arxiv: FakeArxiv
) -> None:
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    assert [hook("bibtools-sync", **loopback).code for _ in range(2)] == [0, 0]
    assert arxiv.requests == []


@pytest.mark.parametrize("fault", ["429", "500"])
def test_sync_that_cannot_ask_changes_nothing(
    paper: Path, hook: Cli, loopback: dict[str, str], arxiv: FakeArxiv, fault: str
) -> None:
    arxiv.fault = FAULTS[fault]
    write(paper, p_tex=tex(TWO), refs_bib=entries(ONE))
    run = hook("bibtools-sync", **loopback)
    assert (run.code, (paper / "refs.bib").read_text("utf-8")) == (3, entries(ONE))
    assert "could not ask" in run.err


def test_sync_leaves_a_library_with_a_conflict_alone(paper: Path, hook: Cli) -> None:
    library = f"<<<<<<< a\n{entries(ONE)}=======\n>>>>>>> b\n"
    write(paper, p_tex=tex("1706.03762"), refs_bib=library)
    run = hook("bibtools-sync", "--offline")
    assert (run.code, (paper / "refs.bib").read_text("utf-8")) == (3, library)
    assert "refs.bib:1:1: unresolved merge conflict" in run.err


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--nonsense"], "no such option: --nonsense"),
        (["--bib"], "option --bib requires argument"),
        (["--format", "xml"], "--format: no such format: xml (choose from text, json, github and sarif)"),
        (["--offline"], "no such option: --offline"),
        (["--bib", "."], "this is a folder"),
        (["--bib", "p.tex"], "--bib takes a .bib file, not a source"),
    ],
)
def test_wrong_arguments_are_told(paper: Path, hook: Cli, arguments: list[str], said: str) -> None:
    write(paper, p_tex=tex(ONE), refs_bib="")
    run = hook("bibtools-check", *arguments)
    assert (run.code, run.err.startswith("bibtools-check: error: "), said in run.err) == (2, True, True), run.err


@pytest.mark.parametrize("program", ["bibtools-check", "bibtools-sync"])
def test_help_and_version(paper: Path, hook: Cli, program: str) -> None:
    del paper
    assert hook(program, "--help").out.startswith(f"Usage: {program} [OPTIONS] [FILES]...")
    assert hook(program, "--version").out.startswith(f"{program}, version ")


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_every_format_tells_of_every_finding(paper: Path, hook: Cli, form: str) -> None:
    write(paper, p_tex=tex(ONE, TWO) + "arXiv:2113.00001 and (2106.00134) too", refs_bib=entries(ONE))
    run = hook("bibtools-check", "--format", form)
    assert run.code == 1
    assert [rule for rule in ("missing-paper", "impossible-id", "bare-number") if rule not in run.out] == []


def test_github_actions_shows_findings_beside_the_files(paper: Path, hook: Cli) -> None:
    write(paper, p_tex=tex(ONE), refs_bib="")
    run = hook("bibtools-check", GITHUB_ACTIONS="true")
    place = "file=p.tex,line=2,col=12,endLine=2,endColumn=21,title=bibtools%3A missing-paper"
    assert f"::error {place}::arXiv:2101.00001 is not" in run.err


@pytest.mark.slow
def test_ten_at_once_agree(paper: Path, environ: dict[str, str], fresh: Cli) -> None:
    del fresh
    write(paper, p_tex=tex(ONE), refs_bib=entries(ONE))
    command = ["-c", "from bibtools.hook.start import check; check()"]

    def run(_: int) -> int:
        import sys  # the interpreter of the tests

        return subprocess.run([sys.executable, *command], cwd=paper, env=environ, check=False).returncode

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(run, range(10))) == [0] * 10
    assert state(environ) == [".json", ".state"]


@pytest.mark.parametrize(
    ("change", "rules"),
    thinned(
        [
            (r"\cite{smith2020} once more", []),
            (r"\cite{lovelace1843}", []),  # of the library, and not cited before
            (r"\cite{smith2021}", ["undefined-key"]),
            (r"\citep[see][p.~3]{smith2020, smith2021}", ["undefined-key"]),
            ("% \\cite{smith2021}", []),
            (r"\see{smith2020}", []),
            (r"\see{smith2021}", ["undefined-key"]),
            (r"\nocite{*}", []),
        ]
    ),
)
@pytest.mark.parametrize("part", ["s.tex", rarely("p.tex")])
def test_a_new_key_in_a_changed_source_is_not_overlooked(
    paper: Path, hook: Cli, change: str, rules: list[str], part: str
) -> None:
    wrapper = "\\newcommand{\\see}[1]{see \\cite{#1}}\n"
    library = "@misc{smith2020, title = {A}}\n@misc{lovelace1843, title = {B}}\n"
    write(paper, p_tex=tex("smith2020") + wrapper + "\\input{s}\n", s_tex="Words.\n", refs_bib=library)
    assert (hook("bibtools-check").code, hook("bibtools-check").code) == (0, 0)
    with (paper / part).open("a", encoding="utf-8") as source:
        source.write(f"{change}\n")
    run = hook("bibtools-check")
    assert (run.code, told(run)) == (bool(rules), rules), run.out
    assert hook("bibtools-sync", BIBTOOLS_OFFLINE="1").code == 0
    assert hook("bibtools-check").code == run.code
