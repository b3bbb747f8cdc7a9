from __future__ import annotations

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import NOBODY, Cli
from loopback import FAULTS, FakeArxiv, Paper
from row_tables import thinned

from bibtools.core.rules import RULES

OLD = """% our old bibliography
@string{cvpr = "CVPR"}

@inproceedings{he2016deep,
\ttitle = {Deep Residual Learning},
\tbooktitle = cvpr,
\tyear = 2016
}
"""
NEW = r"""
@misc{1706.03762,
	author = {Vaswani, Ashish and Shazeer, Noam and Parmar, Niki and Uszkoreit, Jakob and Jones, Llion and AUTHORS},
	title = {Attention Is All You Need},
	year = {2017},
	howpublished = {arXiv:1706.03762},
	eprint = {1706.03762},
	archiveprefix = {arXiv},
	primaryclass = {cs.CL},
	url = {https://arxiv.org/abs/1706.03762}
}
""".replace("AUTHORS", r"Gomez, Aidan N. and Kaiser, {\L}ukasz and Polosukhin, Illia")
FORTY = [
    Paper(f"2101.{number:05}", f"The {number}th Paper of Forty", (f"Ada Author{number}",)) for number in range(1, 41)
]


def bib(folder: Path) -> str:
    return (folder / "refs.bib").read_bytes().decode("utf-8", "surrogateescape")


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_bytes(text.encode("utf-8", "surrogateescape"))


@pytest.mark.parametrize("server", ["cli", pytest.param("fresh", marks=pytest.mark.slow)])
def test_forty_ids_are_one_request(paper: Path, request: pytest.FixtureRequest, arxiv: FakeArxiv, server: str) -> None:
    run_process: Cli = request.getfixturevalue(server)
    arxiv.know(FORTY)
    write(paper, list_txt="\n".join(each.id for each in FORTY))
    loopback = {"BIBTOOLS_OFFLINE": "0", "BIBTOOLS_ARXIV_URL": arxiv.url}
    run = run_process("sync", "--bib", "refs.bib", "list.txt", "--format", "json", **loopback)
    assert run.code == 0
    assert [(each["id"], each["provider"]) for each in run.json["added"]] == [(each.id, "arxiv") for each in FORTY]
    assert len(arxiv.requests) == 1
    assert all(f"eprint        = {{{each.id}}}" in bib(paper) and each.title in bib(paper) for each in FORTY)


def test_a_second_run_asks_nobody_and_changes_nothing(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know(FORTY)
    write(paper, list_txt="\n".join(each.id for each in FORTY))
    online("sync", "--bib", "refs.bib", "list.txt")
    before, inode = bib(paper), (paper / "refs.bib").stat().st_ino
    run = online("sync", "--bib", "refs.bib", "list.txt", "--format", "json")
    assert (run.code, run.json["changed"], run.json["written"]) == (0, False, False)
    assert (bib(paper), (paper / "refs.bib").stat().st_ino, len(arxiv.requests)) == (before, inode, 1)


def test_250_ids_are_three_requests(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    many = [Paper(f"2102.{number:05}", f"Paper {number}") for number in range(1, 251)]
    arxiv.know(many)
    write(paper, list_txt="\n".join(each.id for each in many))
    run = online("sync", "--bib", "refs.bib", "list.txt", "--format", "json")
    assert (run.code, len(run.json["added"]), len(arxiv.requests)) == (0, 250, 3)


@pytest.mark.usefixtures("datacite")  # who confirms it
def test_a_missing_id_does_not_cost_the_others(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know(FORTY[:2])
    write(paper, list_txt="2101.00001\n2101.09999\n2101.00002\n")
    run = online("sync", "--bib", "refs.bib", "list.txt", "--format", "json")
    assert (run.code, run.json["nonexistent"]) == (1, ["2101.09999"])
    assert [each["id"] for each in run.json["added"]] == ["2101.00001", "2101.00002"]
    assert "list.txt:2:1: nonexistent-id: arXiv:2101.09999 does not exist" in run.err


def test_an_id_that_the_service_calls_malformed_does_not_cost_the_others(
    paper: Path, online: Cli, arxiv: FakeArxiv
) -> None:
    arxiv.know(FORTY[:2])
    arxiv.refuses = frozenset({"2101.08888"})
    write(paper, list_txt="2101.00001\n2101.08888\n2101.00002\n")
    run = online("sync", "--bib", "refs.bib", "list.txt", "--format", "json")
    assert (run.code, run.json["nonexistent"], run.json["unresolved"]) == (1, [], [])
    assert [each["id"] for each in run.json["added"]] == ["2101.00001", "2101.00002"]
    assert [each["text"] for each in run.json["suspects"]] == ["2101.08888"]
    assert "Error" not in bib(paper)


def test_a_service_that_cannot_be_asked_changes_nothing(paper: Path, cli: Cli) -> None:
    write(paper, refs_bib=OLD, list_txt="2101.00001\n")
    nobody = {"BIBTOOLS_OFFLINE": "0"} | {f"BIBTOOLS_{name}_URL": NOBODY for name in ("ARXIV", "DATACITE", "OAI")}
    run = cli("sync", "--bib", "refs.bib", "list.txt", "--format", "json", **nobody)
    assert (run.code, run.json["nonexistent"], bib(paper)) == (3, [], OLD)
    assert [each["id"] for each in run.json["unresolved"]] == ["2101.00001"]
    assert "list.txt:1:1: not-asked: arXiv:2101.00001: could not ask: cannot reach 127.0.0.1" in run.err


def test_without_a_network_bundled_records_answer_and_it_is_said(paper: Path, cli: Cli) -> None:
    write(paper, list_txt="1706.03762\n")
    nobody = {"BIBTOOLS_OFFLINE": "0"} | {f"BIBTOOLS_{name}_URL": NOBODY for name in ("ARXIV", "DATACITE", "OAI")}
    run = cli("sync", "--bib", "refs.bib", "list.txt", **nobody)
    assert (run.code, "{Attention Is All You Need}" in bib(paper)) == (0, True)
    assert "1 record came bundled with bibtools" in run.err
    assert "no service answered (cannot reach 127.0.0.1 (connection refused))" in run.err


def test_only_the_new_entry_is_in_the_diff(paper: Path, cli: Cli) -> None:
    write(paper, refs_bib=OLD, paper_tex=r"\citep{he2016deep,1706.03762}")
    assert cli("sync", "--bib", "refs.bib", "paper.tex").code == 0
    assert bib(paper) == OLD + NEW


@pytest.mark.parametrize(
    ("text", "keys"),
    thinned(
        [
            (r"\cite{1706.03762}", ["1706.03762"]),
            (r"\cite{arXiv:1706.03762v5}", ["arXiv:1706.03762v5"]),
            (r"\cite{hep-th/9711200}", ["hep-th/9711200"]),
            (r"\cite{1706.03762} \cite{arXiv:1706.03762}", ["1706.03762"]),
            ("arXiv:1706.03762", ["vaswani2017attention"]),
            (r"\cite{vaswani} arXiv:1706.03762", ["vaswani2017attention"]),
            (r"arXiv:1706.03762 \cite{1706.03762}", ["1706.03762"]),
            (r"\cite{arXiv:1706.03762#x}", ["vaswani2017attention"]),  # BibTeX would not read that key
        ]
    ),
)
def test_a_citation_by_id_names_the_entry(paper: Path, cli: Cli, text: str, keys: list[str]) -> None:
    write(paper, paper_tex=text)
    run = cli("sync", "--bib", "refs.bib", "paper.tex", "--format", "json")
    assert [each["key"] for each in run.json["added"]] == keys


def test_other_spellings_of_a_key_are_findings(paper: Path, cli: Cli) -> None:
    write(paper, paper_tex="\\cite{1706.03762}\n\\cite{arXiv:1706.03762}\n")
    run = cli("sync", "--bib", "refs.bib", "paper.tex", "--format", "json")
    assert [(each["rule"], each["line"]) for each in run.json["findings"]] == [("cite-other-key", 2)]


def test_a_paper_under_another_key_is_present_and_the_key_is_told(paper: Path, cli: Cli) -> None:
    write(paper, refs_bib="@misc{mine, eprint = {1706.03762}}\n", paper_tex=r"\cite{1706.03762}")
    run = cli("sync", "--bib", "refs.bib", "paper.tex", "--format", "json")
    assert (run.code, run.json["present"]) == (1, [{"id": "1706.03762", "key": "mine"}])  # LaTeX would print "?"
    assert "cite mine" in run.json["findings"][0]["message"]


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("library", "code", "missing"),
    [
        ("", 1, ["1706.03762"]),
        ("@misc{a, eprint = {1706.03762}}", 0, []),
        ("@misc{a, url = {https://arxiv.org/abs/1706.03762v1}}", 0, []),
        ("@misc{a, abstract = {We extend arXiv:1706.03762}}", 1, ["1706.03762"]),
    ],
)
def test_check_asks_nobody_and_writes_nothing(
    paper: Path, online: Cli, arxiv: FakeArxiv, library: str, code: int, missing: list[str]
) -> None:
    write(paper, refs_bib=library, paper_tex="x\n arXiv:1706.03762")
    run = online("sync", "--check", "--bib", "refs.bib", "paper.tex", "--format", "json")
    added = [{"id": each, "key": None, "provider": None} for each in missing]
    assert (run.code, run.json["added"], run.json["changed"], run.json["written"]) == (
        code,
        added,
        bool(missing),
        False,
    )
    assert (bib(paper), arxiv.requests) == (library, [])


def test_check_tells_place_and_remedy(paper: Path, cli: Cli) -> None:
    write(paper, refs_bib="", paper_tex="x\n arXiv:1706.03762")
    assert cli("sync", "--check", "--bib", "refs.bib", "paper.tex").out == (
        "paper.tex:2:8: missing-paper: arXiv:1706.03762 is not in refs.bib: run bibtools sync; "
        "if it is there without its id, write `% bibtools: is 1706.03762` above its entry\n"
    )


def test_advice_for_many_papers_is_said_once(paper: Path, cli: Cli) -> None:
    ids = [f"2101.{number:05}" for number in range(1, 37)]
    write(paper, refs_bib="", paper_tex="\\bibliography{refs}\n" + "\n".join(f"arXiv:{each}" for each in ids))
    brief = [f"paper.tex:{line}:7: missing-paper: arXiv:{each} is not in refs.bib" for line, each in enumerate(ids, 2)]
    hint = f"missing-paper: {RULES['missing-paper'].advice}"
    run = cli("sync", "--check")
    assert run.out.splitlines() == brief
    assert run.err.splitlines() == [hint, "36 papers missing; run again without --check to add what is missing"]
    rules = "36 findings; for details: bibtools explain RULE"
    assert cli("check").out.splitlines() == [*brief, hint, rules]
    messages = [each["message"] for each in cli("check", "--format", "json").json["findings"]]
    assert [each.partition(": ")[2][:17] for each in messages] == ["run bibtools sync"] * 36
    assert cli("check", "--format", "github").out.count("run bibtools sync") == 36


def test_a_library_that_was_not_made_has_nothing_there_already(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.fault = FAULTS["429"]
    write(paper, paper_tex="arXiv:2101.00001", other_tex="arXiv:2101.00001", refs_bib="")
    run = online("sync", "--bib", "new.bib", "paper.tex")
    assert (run.code, run.out) == (3, "new.bib: nothing added, so it was not created\n")
    run = online("sync", "--bib", "refs.bib", "paper.tex")
    assert (run.code, run.out) == (3, "refs.bib: nothing added\n")


def test_diff_is_the_plan_not_applied(paper: Path, cli: Cli) -> None:
    write(paper, refs_bib=OLD, paper_tex="arXiv:1706.03762")
    run = cli("sync", "--diff", "--bib", "refs.bib", "paper.tex")
    assert (run.code, bib(paper)) == (1, OLD)
    assert run.out.startswith("--- a/refs.bib\n+++ b/refs.bib\n@@ -6,3 +6,14 @@\n")
    assert not [line for line in run.out.splitlines()[2:] if line.startswith("-")]


@pytest.mark.parametrize("flag", ["--check", "--diff"])
def test_in_step_is_exit_0_for_both(paper: Path, cli: Cli, flag: str) -> None:
    write(paper, refs_bib="@misc{a, eprint = {1706.03762}}", paper_tex="arXiv:1706.03762")
    assert cli("sync", flag, "--bib", "refs.bib", "paper.tex").code == 0


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("name", "text", "bib_name"),
    [
        ("paper.tex", r"\bibliography{refs} arXiv:1706.03762", "refs.bib"),
        ("paper.tex", r"\addbibresource[label=x]{lib/refs.bib} arXiv:1706.03762", "lib/refs.bib"),
        ("notes.md", "---\ntitle: x\nbibliography: refs.bib\n---\narXiv:1706.03762", "refs.bib"),
        ("notes.md", "---\nbibliography:\n  - 'refs.bib'\n---\narXiv:1706.03762", "refs.bib"),
    ],
)
def test_the_library_is_the_one_that_the_sources_name(
    paper: Path, cli: Cli, name: str, text: str, bib_name: str
) -> None:
    (paper / "lib").mkdir()
    (paper / name).write_text(text, "utf-8")
    run = cli("sync", "--format", "json")
    assert (run.code, run.json["bib"]) == (0, bib_name)
    assert "1706.03762" in (paper / bib_name).read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("arXiv:1706.03762", "no .bib is named"),
        ("% \\bibliography{refs}\narXiv:1706.03762", "no .bib is named"),
    ],
)
def test_no_library_is_a_usage_error(paper: Path, cli: Cli, text: str, message: str) -> None:
    write(paper, paper_tex=text)
    run = cli("sync")
    assert (run.code, run.out, message in run.err) == (2, "", True)
    assert sorted(path.name for path in paper.iterdir()) == ["paper.tex"]


def test_libraries_of_the_tex_system_are_passed_over(paper: Path, cli: Cli) -> None:
    write(paper, paper_tex=r"\bibliography{IEEEabrv,refs} arXiv:1706.03762", refs_bib="")
    assert cli("sync", "--format", "json").json["bib"] == "refs.bib"


def test_what_another_library_of_the_paper_holds_is_not_added(paper: Path, cli: Cli) -> None:
    other = "@misc{1706.03762, eprint = {1706.03762}}\n@misc{he2015deep, title = {x}}\n"
    write(
        paper, paper_tex=r"\bibliography{refs,other} \cite{1706.03762} arXiv:1512.03385", other_bib=other, refs_bib=""
    )
    run = cli("sync", "--bib", "refs.bib", "paper.tex", "--format", "json")
    assert [each["id"] for each in run.json["present"]] == ["1706.03762"]
    assert [each["key"] for each in run.json["added"]] == ["he2015deepa"]
    assert (paper / "other.bib").read_text("utf-8") == other


def test_libraries_of_two_papers_are_not_mixed(paper: Path, cli: Cli) -> None:
    write(paper, a_tex=r"\bibliography{one}", b_tex=r"\addbibresource{two.bib} arXiv:1706.03762", two_bib="")
    run = cli("sync", "--format", "json")
    papers = {each["bib"]: [one["id"] for one in each["added"]] for each in run.json["papers"]}
    assert (run.code, papers) == (0, {"one.bib": [], "two.bib": ["1706.03762"]})
    assert not (paper / "one.bib").exists()


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("paper.tex", "paper.tex: --bib takes a .bib file, not a source"),
        ("notes.md", "notes.md: --bib takes a .bib file, not a source"),
        ("refs", "refs: there is no such file; did you mean refs.bib?"),
    ],
)
def test_what_can_be_no_library_is_refused(paper: Path, cli: Cli, target: str, said: str) -> None:
    write(paper, paper_tex="arXiv:1706.03762", refs_bib="")
    run = cli("sync", "--bib", target, "paper.tex")
    assert (run.code, said in run.err, bib(paper)) == (2, True, "")
    assert sorted(path.name for path in paper.iterdir()) == ["paper.tex", "refs.bib"]


def test_a_missing_source_is_told_also_where_no_library_is_named(cli: Cli) -> None:
    run = cli("sync", "gone.tex")
    assert (run.code, "gone.tex: cannot read it: no such file or directory" in run.err) == (3, True)


def test_remote_libraries_are_no_targets(paper: Path, cli: Cli) -> None:
    text = "\\addbibresource[location=remote]{http://x.example/a.bib}\n\\addbibresource{refs.bib} arXiv:1706.03762"
    write(paper, paper_tex=text)
    assert cli("sync", "--format", "json").json["bib"] == "refs.bib"


def test_check_and_diff_exclude_each_other(paper: Path, cli: Cli) -> None:
    write(paper, refs_bib="", paper_tex="")
    assert cli("sync", "--check", "--diff", "--bib", "refs.bib").code == 2


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("text", "code"),
    [("arXiv:2113.00001", 1), ("arXiv:2106.00000", 1), ("arXiv:9912.12345", 1), ("2106.00134 in prose", 0), ("x", 0)],
)
def test_impossible_ids_are_never_sent(paper: Path, online: Cli, arxiv: FakeArxiv, text: str, code: int) -> None:
    write(paper, paper_tex=text)
    assert (online("sync", "--bib", "refs.bib", "paper.tex").code, arxiv.requests) == (code, [])


# What stands in a library that is hard to read; every byte of it must survive.
HARD = {
    "empty": b"",
    "comment only": b"% nothing here yet\n",
    "no final newline": b"@misc{a, title={A}}",
    "crlf": b"@misc{a,\r\n  title = {A}\r\n}\r\n",
    "byte order mark": b"\xef\xbb\xbf@misc{a, title = {A}}\n",
    "latin-1": b"@misc{a, author = {M\xfcller}}\n",
    "broken in the middle": b"@misc{a,\n  title = {A}\n}\n@misc{b,\n  title = {B\n}\n@misc{c,\n  title = {C}\n}\n",
    "broken at the end": b"@misc{a,\n  title = {A}\n}\n\n@misc{b,\n  title = {B\n",
    "broken only": b"@misc{b,\n  title = {B\n",
    "comma missing": b"@misc{a,\n  title = {A}\n  year = 2000\n}\n",
    "quote with a brace": b'@misc{a, title = {A}}\n\n@book{b,\n  title = "a}b",\n}\n',
    "junk": b"this is not bibtex } { @ at all\n",
}


def test_no_old_byte_is_lost(paper: Path, cli: Cli) -> None:
    """Each library is that of a paper of its own, and one run reads all."""
    config = ""
    for number, old in enumerate(HARD.values()):
        (paper / str(number)).mkdir()
        write(paper / str(number), paper_tex="arXiv:1706.03762")
        (paper / f"{number}/refs.bib").write_bytes(old)
        config += f'[[paper]]\nsources = ["{number}/paper.tex"]\nbib = "{number}/refs.bib"\n'
    (paper / ".bibtools.toml").write_text(config, "utf-8")
    assert cli("sync", "--format", "json").code == 0
    written = [(paper / f"{number}/refs.bib").read_bytes() for number in range(len(HARD))]
    for (name, old), new in zip(HARD.items(), written, strict=True):
        added = new.index(b"@misc{vaswani2017attention")
        length = len(new) - len(old)
        assert any(new[:at] + new[at + length :] == old for at in range(max(0, added - 8), added + 1)), name
    assert cli("sync").code == 0
    assert [(paper / f"{number}/refs.bib").read_bytes() for number in range(len(HARD))] == written


@pytest.mark.parametrize(
    ("name", "line", "column"), [("broken in the middle", 4, 1), ("broken at the end", 5, 1), ("comma missing", 3, 3)]
)
def test_a_broken_place_is_told_with_line_and_column(paper: Path, cli: Cli, name: str, line: int, column: int) -> None:
    (paper / "refs.bib").write_bytes(HARD[name])
    write(paper, paper_tex="arXiv:1706.03762")
    run = cli("sync", "--bib", "refs.bib", "paper.tex")
    assert (run.code, f"refs.bib:{line}:{column}: broken-entry: " in run.err) == (0, True)


def test_crlf_is_written_in_a_crlf_library(paper: Path, cli: Cli) -> None:
    (paper / "refs.bib").write_bytes(HARD["crlf"])
    write(paper, paper_tex="arXiv:1706.03762")
    cli("sync", "--bib", "refs.bib", "paper.tex")
    new = (paper / "refs.bib").read_bytes()
    assert new.count(b"\r\n") == new.count(b"\n")


def test_a_folder_as_library_is_a_usage_error(paper: Path, cli: Cli) -> None:
    (paper / "refs.bib").mkdir()
    write(paper, paper_tex="arXiv:1706.03762")
    run = cli("sync", "--bib", "refs.bib", "paper.tex")
    assert (run.code, "refs.bib: this is a folder" in run.err) == (2, True)


def test_a_missing_source_is_told_and_the_others_are_read(paper: Path, cli: Cli) -> None:
    write(paper, paper_tex="arXiv:1706.03762")
    run = cli("sync", "--bib", "refs.bib", "gone.tex", "paper.tex")
    assert (run.code, "gone.tex: unread: cannot read it: no such file or directory" in run.err) == (3, True)
    assert "1706.03762" in bib(paper)


def test_a_binary_source_is_skipped_with_a_note(paper: Path, cli: Cli) -> None:
    write(paper, paper_tex="arXiv:1706.03762")
    (paper / "figure.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00arXiv:2106.00134")
    run = cli("sync", "--bib", "refs.bib", "figure.png", "paper.tex")
    assert (run.code, "figure.png: skipped: not a text file" in run.err) == (0, True)
    assert "2106.00134" not in bib(paper)


def test_a_utf16_library_without_its_mark_is_refused_and_kept(paper: Path, cli: Cli) -> None:
    (paper / "refs.bib").write_bytes("@misc{a, title = {A}}".encode("utf-16-le"))
    write(paper, paper_tex="arXiv:1706.03762")
    run = cli("sync", "--bib", "refs.bib", "paper.tex")
    assert (run.code, "refs.bib: this looks like UTF-16LE without" in run.err) == (3, True)
    assert (paper / "refs.bib").read_bytes() == "@misc{a, title = {A}}".encode("utf-16-le")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_library_without_permission_is_told_and_kept(paper: Path, cli: Cli, mode: int) -> None:
    write(paper, refs_bib=OLD, paper_tex="arXiv:1706.03762")
    (paper / "refs.bib").chmod(mode)
    run = cli("sync", "--bib", "refs.bib", "paper.tex")
    (paper / "refs.bib").chmod(0o644)
    assert (run.code, "permission denied" in run.err, bib(paper)) == (3, True, OLD)


def test_a_folder_that_does_not_exist_is_told(paper: Path, cli: Cli) -> None:
    write(paper, paper_tex="arXiv:1706.03762")
    run = cli("sync", "--bib", "nowhere/refs.bib", "paper.tex")
    assert (run.code, "nowhere/refs.bib: cannot write it" in run.err) == (3, True)


def test_mode_and_link_are_kept(paper: Path, cli: Cli) -> None:
    write(paper, real_bib=OLD, paper_tex="arXiv:1706.03762")
    (paper / "real.bib").chmod(0o640)
    (paper / "refs.bib").symlink_to("real.bib")
    assert cli("sync", "--bib", "refs.bib", "paper.tex").code == 0
    assert (paper / "refs.bib").is_symlink()
    assert stat.S_IMODE((paper / "real.bib").stat().st_mode) == 0o640
    assert (paper / "real.bib").read_text("utf-8").startswith(OLD)


def test_standard_input_is_a_source(paper: Path, cli: Cli) -> None:
    run = cli(
        "sync", "-", "--bib", "refs.bib", "--stdin-filename", "x.tex", stdin="% arXiv:1512.03385\narXiv:1706.03762"
    )
    assert (run.code, "1706.03762" in bib(paper), "1512.03385" in bib(paper)) == (0, True, False)


def test_the_target_is_no_source(paper: Path, cli: Cli) -> None:
    write(paper, refs_bib="@misc{a, note = {Reply to arXiv:1706.03762}}\n", paper_tex="x")
    run = cli("sync", "--bib", "refs.bib", "refs.bib", "paper.tex", "--format", "json")
    assert (run.code, run.json["added"], run.json["written"]) == (0, [], False)


def test_hostile_records_stay_one_harmless_entry(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    title = "}, @article{x, title = {\\input{/etc/passwd} \\write18{rm} 100% & $\\def\\x{}$ \u202e\u2066"
    arxiv.know([Paper("2101.00001", title, ("Eve } and {Mallory", "\\catcode`\\%=0"))])
    write(paper, paper_tex="arXiv:2101.00001")
    run = online("sync", "--bib", "refs.bib", "paper.tex")
    text = bib(paper)
    assert (run.code, text.count("@misc"), text.count("{"), "\\write" in text, "\\input" in text) == (
        0,
        1,
        text.count("}"),
        False,
        False,
    )
    assert not {"\u202e", "\u2066"} & set(text + run.out + run.err)
    assert online("sync", "--bib", "refs.bib", "paper.tex").out == "refs.bib: in step, 1 paper\n"


def test_the_code_link_of_the_abstract_is_written(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    abstract = "We build on https://github.com/other/base. Codes are available at https://github.com/us/ours.git."
    arxiv.know([Paper("2101.00001", "Ours", abstract=abstract)])
    write(paper, paper_tex="arXiv:2101.00001")
    online("sync", "--bib", "refs.bib", "paper.tex")
    assert "  code          = {https://github.com/us/ours},\n" in bib(paper)


def test_a_record_without_link_takes_the_bundled_one(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([Paper("2106.00134", "GANs Can Play Lottery Tickets Too", ("Xuxi Chen",))])
    write(paper, paper_tex="arXiv:2106.00134")
    online("sync", "--bib", "refs.bib", "paper.tex")
    assert "  code          = {https://github.com/VITA-Group/GAN-LTH},\n" in bib(paper)


def test_an_entry_known_by_title_gains_its_id_once(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    old = "@inproceedings{mine,\n  author = {Lovelace, Ada},\n  title = {On {Engines}},\n  year = {2022}\n}\n"
    arxiv.know([Paper("2101.00001", "On Engines", ("Ada Lovelace",))])
    write(paper, refs_bib=old, paper_tex="arXiv:2101.00001")
    run = online("sync", "--bib", "refs.bib", "paper.tex", "--format", "json")
    fields = ["eprint", "archivePrefix", "primaryClass"]
    assert run.json["updated"] == [{"id": "2101.00001", "key": "mine", "fields": fields}]
    assert set(old.splitlines()) <= set(bib(paper).splitlines())
    assert online("sync", "--check", "--bib", "refs.bib", "paper.tex").code == 0


def test_the_highest_exit_code_applies(paper: Path, cli: Cli) -> None:
    write(paper, paper_tex="arXiv:2101.00001 arXiv:2113.00001")
    assert cli("sync", "--bib", "refs.bib", "paper.tex").code == 3


def test_two_entries_with_one_key_do_not_stop_the_others(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    entry = "@article{a,\n  author = {Lovelace, Ada},\n  title = {On Engines},\n  year = 2021\n}\n"
    arxiv.know([Paper("2101.00001", "On Engines", ("Ada Lovelace",)), Paper("2101.00002", "New")])
    write(paper, refs_bib=f"@misc{{a, title = {{x}}}}\n{entry}", paper_tex="arXiv:2101.00001 arXiv:2101.00002")
    run = online("sync", "--bib", "refs.bib", "paper.tex", "--format", "json")
    assert (run.code, [each["id"] for each in run.json["added"]]) == (0, ["2101.00002"])
    assert "shares its key" in run.err


def test_a_broken_last_entry_does_not_stop_the_others(paper: Path, cli: Cli) -> None:
    old = '@misc{a, title = {A}}\n\n@book{b,\n  title = "a}b",\n}\n'
    write(paper, refs_bib=old, paper_tex="arXiv:1706.03762")
    assert cli("sync", "--bib", "refs.bib", "paper.tex").code == 0
    assert bib(paper).endswith(old.partition("\n")[2])


@pytest.mark.slow
def test_runs_at_once_lose_nothing(paper: Path, fresh: Cli) -> None:
    write(paper, refs_bib=OLD)
    ids = ["1706.03762", "1512.03385", "1409.1556", "1412.6980"]
    for each in ids:
        (paper / f"{each}.txt").write_text(each, "utf-8")
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda each: fresh("sync", "--bib", "refs.bib", f"{each}.txt"), ids))
    assert [run.code for run in runs] == [0] * 4
    assert all(f"{{{each}}}" in bib(paper) for each in ids)
    # The order in which they come may leave the keys sorted, and then the next one has its place among them.
    assert [block for block in OLD.split("\n\n") if block not in bib(paper)] == []


@pytest.mark.parametrize("created", [True, False])
def test_a_diff_of_a_library_above_applies_at_the_top(paper: Path, cli: Cli, created: bool) -> None:
    for command in (["init", "-q", ".."], ["config", "user.email", "a@example.org"]):
        subprocess.run(["git", *command], cwd=paper, check=True)
    if not created:
        (paper.parent / "refs.bib").write_text(OLD, "utf-8")
    write(paper, paper_tex="arXiv:1706.03762")
    run = cli("sync", "--diff", "--bib", "../refs.bib", "paper.tex")
    subprocess.run(["git", "apply"], cwd=paper.parent, input=run.out.encode(), check=True)
    assert "1706.03762" in (paper.parent / "refs.bib").read_text("utf-8")
    assert cli("sync", "--diff", "--bib", "../refs.bib", "paper.tex").out == ""


@pytest.mark.slow
def test_a_full_disk_keeps_the_old_file_and_leaves_no_other(paper: Path, environ: dict[str, str]) -> None:
    old = OLD * 10
    write(paper, refs_bib=old, paper_tex="arXiv:1706.03762")
    command = f"ulimit -f {len(old) // 1024}; {sys.executable} -m bibtools sync --bib refs.bib paper.tex"
    done = subprocess.run(["bash", "-c", command], cwd=paper, env=environ, capture_output=True, text=True, check=False)
    assert (done.returncode, "refs.bib: cannot write it: file too large; nothing was changed" in done.stderr) == (
        3,
        True,
    )
    assert (bib(paper), sorted(path.name for path in paper.iterdir())) == (old, ["paper.tex", "refs.bib"])


def test_the_file_is_replaced_and_not_written_over(paper: Path, cli: Cli) -> None:
    write(paper, refs_bib=OLD, paper_tex="arXiv:1706.03762")
    (paper / "same.bib").hardlink_to(paper / "refs.bib")
    cli("sync", "--bib", "refs.bib", "paper.tex")
    assert (paper / "same.bib").read_text("utf-8") == OLD


STYLES = [
    "@article{{{key},\n  title = {{{title}}},\n  url = {{https://arxiv.org/abs/{id}}},\n}}\n",
    '@ARTICLE{{{key},\n\tTITLE = "{title}",\n\tEPRINT = "{id}"\n}}\n',
    "@misc{{{key}\n  , title = {{{title}}}\n  , eprint = {{{id}}}\n  }}\n",
    "@misc{{{key}, title = {{{title}}}, note = {{arXiv:{id}}}}}\n",
    "@misc({key},\n  title = {{{title}}}, year = 2021,\n  journal = {{arXiv preprint arXiv:{id}}}, \n)\n",
    "@misc{{{key},\n  title = {{{title}}},\n  eprint = {{{id}}}, pages = 3, % checked\n}}\n",
]


def filled_library(number: int) -> tuple[str, list[Paper]]:
    """Return a library in many hands' styles, and the papers in it."""
    papers = [
        Paper(f"2101.{each:05}", f"Notes on Engine Part {each}", abstract=f"Code: https://github.com/ada/engine{each}")
        for each in range(1, number + 1)
    ]
    entries = [
        STYLES[each % len(STYLES)].format(key=f"k{each}", title=paper.title, id=paper.id)
        for each, paper in enumerate(papers)
    ]
    return "% our papers\n\n" + "\n".join(entries) + "\n@comment{the end}\n", papers


def test_fill_inserts_lines_and_changes_none(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    old, papers = filled_library(250)
    arxiv.know(papers)
    write(paper, refs_bib=old, paper_tex="words")
    run = online("sync", "--fill", "--bib", "refs.bib", "paper.tex", "--format", "json")
    assert (run.code, len(run.json["updated"]), len(arxiv.requests)) == (0, 250, 3)
    assert {name for each in run.json["updated"] for name in each["fields"]} >= {"code", "archivePrefix"}
    new = iter(bib(paper).splitlines())
    one_line = [line for line in old.splitlines() if line.startswith("@misc{") and line.endswith("}}")]
    lines = [line for line in old.splitlines() if line not in one_line]
    assert all(any(line == kept for kept in new) for line in lines)  # every line is there, in order
    assert bib(paper).count("https://github.com/ada/engine") == 250
    asked = len(arxiv.requests)
    assert online("sync", "--fill", "--bib", "refs.bib", "paper.tex", "--format", "json").json["changed"] is False
    assert len(arxiv.requests) == asked  # nothing is lacking


@pytest.mark.parametrize(
    ("entry", "gained"),
    thinned(
        [
            (
                "@article{k,\n  author = {Ada Example},\n  title = {On Engines},\n  eprint = {2101.00001},\n}\n",
                "  archiveprefix = {arXiv},\n",
            ),
            (
                (
                    '@article{k,\n    author        = "Ada Example",\n    title         = "On Engines",\n'
                    '    eprint        = "2101.00001",\n}\n'
                ),
                '    archiveprefix = "arXiv",\n',
            ),
            (
                "@article{k,\n\tAUTHOR={Ada Example},\n\tTITLE={On Engines},\n\tEPRINT={2101.00001},\n}\n",
                "\tARCHIVEPREFIX={arXiv},\n",
            ),
        ]
    ),
)
@pytest.mark.parametrize("house", [0, 5])
def test_fields_are_written_as_the_others_of_their_entry(
    paper: Path, online: Cli, arxiv: FakeArxiv, entry: str, gained: str, house: int
) -> None:
    arxiv.know([Paper("2101.00001", "On Engines")])
    others = "".join(f"@book{{b{number},\n      title  =  {{T{number}}}\n  }}\n" for number in range(house))
    write(paper, refs_bib=others + entry, paper_tex="words")
    assert online("sync", "--fill", "--bib", "refs.bib", "paper.tex").code == 0
    assert gained in bib(paper)


def test_a_paper_of_a_collaboration_is_found_by_that(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    arxiv.know([Paper("1207.7214", "Observation of a New Particle", ("ATLAS Collaboration",), "2012-07-31")])
    entry = (
        "@article{ATLAS:2012yve,\n  author = {Aad, Georges and others},\n  collaboration = {ATLAS},\n"
        "  title = {Observation of a new particle},\n  year = {2012},\n}\n"
    )
    for name, added in (("ATLAS", 0), ("CMS", 1)):
        write(paper, refs_bib=entry.replace("{ATLAS}", f"{{{name}}}"), paper_tex="arXiv:1207.7214")
        assert online("sync", "--bib", "refs.bib", "paper.tex").code == 0
        assert (bib(paper).count("eprint"), bib(paper).count("@misc")) == (1, added)


def test_fill_shows_its_diff_and_asks_nobody_to_check(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    old, papers = filled_library(3)
    arxiv.know(papers)
    write(paper, refs_bib=old, paper_tex="words")
    run = online("sync", "--fill", "--diff", "--bib", "refs.bib", "paper.tex")
    assert (run.code, bib(paper)) == (1, old)
    assert [line for line in run.out.splitlines() if line.startswith("-") and not line.startswith("---")] == []
    assert online("sync", "--fill", "--check", "--bib", "refs.bib", "paper.tex").code == 2


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("@misc{k,\n  title = {Quite Another Matter of Law},\n  eprint = {2101.00001},\n}\n", "id-of-another-paper"),
        ("% bibtools: keep\n@misc{k,\n  title = {Notes on Engines},\n  eprint = {2101.00001},\n}\n", ""),
        ("@misc{k,\n  eprint = {2101.00001},\n  protect = {true},\n}\n", ""),
        ("@misc{k,\n  eprint = {2101.00001},\n  title = {x\n}\n", "broken-entry"),
        ("@misc{k,\n  eprint = {2101.00001},\n}\n@misc{k,\n}\n", "duplicate-key"),
        (
            "@misc{k,\n  eprint = {2101.00001},\n  archivePrefix = {arXiv},\n  primaryClass = {x},\n  code = {y},\n}\n",
            "",
        ),
    ],
)
def test_fill_leaves_alone(paper: Path, online: Cli, arxiv: FakeArxiv, entry: str, said: str) -> None:
    arxiv.know([Paper("2101.00001", "Notes on Engines", abstract="Code: https://github.com/ada/engine")])
    write(paper, refs_bib=entry, paper_tex="words")
    run = online("sync", "--fill", "--bib", "refs.bib", "paper.tex")
    assert (run.code, bib(paper)) == (0, entry)
    assert said in run.err


def test_a_paper_found_by_title_is_filled_at_once(paper: Path, online: Cli, arxiv: FakeArxiv) -> None:
    old = "@article{mine,\n  author = {Lovelace, Ada},\n  title = {On {Engines}},\n  year = {2021},\n}\n"
    arxiv.know([Paper("2101.00001", "On Engines", ("Ada Lovelace",), abstract="Code: https://github.com/ada/engine")])
    write(paper, refs_bib=old, paper_tex="arXiv:2101.00001")
    run = online("sync", "--fill", "--bib", "refs.bib", "paper.tex", "--format", "json")
    assert run.json["updated"][0]["fields"] == ["eprint", "archivePrefix", "primaryClass", "code"]


def test_a_program_that_writes_the_library_is_told(paper: Path, cli: Cli) -> None:
    write(paper, refs_bib="Automatically generated by Mendeley Desktop 1.19.8\n", paper_tex="arXiv:1412.6980")
    run = cli("sync", "--bib", "refs.bib", "paper.tex")
    assert (run.code, "generated-library" in run.err) == (0, True)


def test_of_many_findings_of_a_rule_the_first_are_told(paper: Path, cli: Cli) -> None:
    entries = "".join(f"@misc{{k{each},\n  eprint = {{1412.6980}},\n}}\n" for each in range(20))
    write(paper, refs_bib=entries, paper_tex="\\bibliographystyle{plain} arXiv:1412.6980")
    run = cli("sync", "--bib", "refs.bib", "paper.tex")
    assert run.err.count("unprinted-id: k") == 5
    assert "and 15 more findings of unprinted-id" in run.err
    assert len(cli("sync", "--bib", "refs.bib", "paper.tex", "--format", "json").json["findings"]) == 20


BIBLATEX = "@article{old,\n  author = {Müller, Eva},\n  title = {T},\n  journaltitle = {J},\n  date = {2020}\n}\n"


@pytest.mark.parametrize(
    ("old", "source", "toml", "expected"),
    thinned(
        [
            ("", "arXiv:1706.03762", "", "@misc"),
            (BIBLATEX, "arXiv:1706.03762", "", "@online"),
            ("", "\\addbibresource{refs.bib} arXiv:1706.03762", "", "@online"),
            (OLD, "\\addbibresource{refs.bib} arXiv:1706.03762", "", "@misc"),  # the file itself goes before
            (BIBLATEX, "arXiv:1706.03762", 'dialect = "bibtex"', "@misc"),
            ("", "arXiv:1706.03762", 'preprint = "article"', "@article"),
        ]
    ),
)
def test_a_new_entry_is_in_the_dialect_of_file_sources_or_preference(
    paper: Path, cli: Cli, old: str, source: str, toml: str, expected: str
) -> None:
    write(paper, paper_tex=source, refs_bib=old)
    (paper / ".bibtools.toml").write_text(toml, "utf-8")
    assert cli("sync", "--bib", "refs.bib", "paper.tex").code == 0
    assert bib(paper).startswith(old)
    new = bib(paper).removeprefix(old).strip()
    assert new.startswith(f"{expected}{{vaswani2017attention,")
    is_unicode = expected == "@online" or old == BIBLATEX or "addbibresource" in source
    assert ("Łukasz" in new, r"{\L}ukasz" in new) == (is_unicode, not is_unicode)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("style", "local", "repeats"),
    [
        ("plain", None, True),
        ("acl_natbib", None, False),
        ("unheard-of", None, True),
        ("unheard-of", "ENTRY { author eprint } {} {}", False),
        ("acl_natbib", "ENTRY { author title } {} {}", True),
    ],
)
def test_the_id_is_repeated_where_the_style_would_not_print_it(
    paper: Path, cli: Cli, style: str, local: str | None, repeats: bool
) -> None:
    write(paper, paper_tex=f"\\bibliographystyle{{{style}}}\\bibliography{{refs}} arXiv:1706.03762")
    if local:
        (paper / f"{style}.bst").write_text(local, "utf-8")
    assert cli("sync", "paper.tex").code == 0
    assert ("howpublished = {arXiv:1706.03762}" in " ".join(bib(paper).split())) is repeats


PREPRINT = "@misc{old,\n  title = {T},\n  eprint = {1412.6980},\n  archivePrefix = {arXiv}"


@pytest.mark.parametrize(
    ("style", "more", "told"),
    thinned(
        [
            ("plain", "", True),
            ("plain", ",\n  url = {https://arxiv.org/abs/1412.6980}", True),  # which plain does not read
            ("plainnat", "", True),
            ("plainnat", ",\n  url = {https://arxiv.org/abs/1412.6980}", False),
            ("plain", ",\n  howpublished = {arXiv:1412.6980}", False),
            ("plain", ",\n  note = {arXiv preprint 1412.6980}", False),
            ("plain", ",\n  booktitle = {ICLR}", False),
            ("acl_natbib", "", False),
            ("unheard-of", "", False),
        ]
    ),
)
def test_an_entry_that_the_style_prints_without_identifier_is_told(
    paper: Path, cli: Cli, style: str, more: str, told: bool
) -> None:
    write(paper, paper_tex=f"\\bibliographystyle{{{style}}}\\bibliography{{refs}}", refs_bib=f"{PREPRINT}{more}\n}}\n")
    run = cli("sync", "paper.tex")
    message = f"refs.bib:1:1: unprinted-id: old prints no identifier in {style}.bst: add howpublished = "
    assert (run.code, message in run.err) == (0, told)


KEYS_MEANT = (
    "\\documentclass{a}\\cite{kingma2014adam}\\cite{1706.03762}\\cite{vaswani2017attention}\\cite{lewis:2020}\n"
    "\\bibliography{refs}\n"
)


def test_what_is_proposed_for_a_key_is_what_a_check_proposes(cli: Cli, paper: Path) -> None:
    (paper / "p.tex").write_text(KEYS_MEANT, "utf-8")
    (paper / "refs.bib").write_text("@misc{lewis2020,\n  title = {T}\n}\n", "utf-8")
    synced = cli("sync", "p.tex")
    assert "p.tex:1:24: undefined-key: kingma2014adam is not in refs.bib: it may be arXiv:1412.6980" in synced.err
    keys = [line for line in synced.err.splitlines() if ": undefined-key: " in line]
    assert [line.rpartition(": ")[2] for line in keys] == [
        "bibtools add 1412.6980 --key kingma2014adam",
        "cite that",  # the entry of 1706.03762, which this run adds
        "did you mean lewis2020?",
    ]
    assert keys == [line for line in cli("check", "p.tex").out.splitlines() if ": undefined-key: " in line]
