from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Cli


def test_a_mention_is_told_with_its_place(paper: Path, cli: Cli) -> None:
    (paper / "paper.tex").write_text("é % arXiv:1512.03385\n  see arXiv:2106.00134v3.\n", "utf-8")
    run = cli("scan", "paper.tex", "--format", "json")
    assert run.code == 0
    assert run.json == {
        "version": 1,
        "mentions": [
            {
                "id": "2106.00134",
                "version": 3,
                "path": "paper.tex",
                "line": 2,
                "column": 13,
                "evidence": "strong",
                "text": "2106.00134v3",
            }
        ],
        "suspects": [],
        "unread": [],
    }


def test_a_suspect_is_told_with_reason_and_suggestion(paper: Path, cli: Cli) -> None:
    (paper / "list.txt").write_text("arXiv:2160.00134 and 2106.00135", "utf-8")
    run = cli("scan", "list.txt", "--format", "json")
    assert run.code == 1
    assert [(each["text"], each["column"], each["suggestion"]) for each in run.json["suspects"]] == [
        ("2160.00134", 7, "2106.00134"),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("arXiv:2106.00134", 0),
        ("the number 2106.00134 in prose", 0),
        ("arXiv:2106.0134", 0),
        ("nothing", 0),
        ("", 0),
        ("arXiv:2113.00001", 1),
        ("arXiv:9912.12345", 1),
    ],
)
def test_only_impossible_ids_are_exit_1(paper: Path, cli: Cli, text: str, code: int) -> None:
    (paper / "list.txt").write_text(text, "utf-8")
    assert cli("scan", "list.txt").code == code


def test_bare_numbers_are_taken_on_request(paper: Path, cli: Cli) -> None:
    (paper / "list.txt").write_text("the number 2106.00134 in prose", "utf-8")
    run = cli("scan", "list.txt", "--bare", "--format", "json")
    assert [(each["id"], each["evidence"]) for each in run.json["mentions"]] == [("2106.00134", "weak")]


def test_a_folder_is_walked_in_order_with_known_endings(paper: Path, cli: Cli) -> None:
    (paper / "sub").mkdir()
    for name in ("b.tex", "a.md", "sub/c.py", "d.bib", "e.log", ".hidden.tex"):
        (paper / name).write_text("# arXiv:2106.00134\n@misc{k, eprint = {2106.00134}}", "utf-8")
    run = cli("scan", "--format", "json")
    assert list(dict.fromkeys(each["path"] for each in run.json["mentions"])) == ["a.md", "b.tex", "d.bib", "sub/c.py"]


def test_a_named_file_is_read_whatever_its_ending(paper: Path, cli: Cli) -> None:
    (paper / "e.log").write_text("arXiv:2106.00134", "utf-8")
    assert cli("scan", "e.log").out == "e.log:1:7: arXiv:2106.00134\n"


def test_lines_of_a_notebook_count_inside_of_the_cell(paper: Path, cli: Cli) -> None:
    cells = [
        {"cell_type": "markdown", "source": ["# Title\n", "none"]},
        {
            "cell_type": "code",
            "source": "x = 2106.00135\n# arXiv:2106.00134\n",
            "outputs": [{"text": "arXiv:1512.03385"}],
        },
    ]
    (paper / "n.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}), "utf-8")
    [mention] = cli("scan", "n.ipynb", "--format", "json").json["mentions"]
    assert (mention["id"], mention["cell"], mention["line"], mention["column"]) == ("2106.00134", 2, 2, 9)


def test_hostile_names_and_texts_do_not_reach_the_terminal(paper: Path, cli: Cli) -> None:
    (paper / "a\x1b[31m.txt").write_bytes(b"arXiv:2106.00134")
    run = cli("scan", ".")
    assert (run.code, "\x1b" in run.out + run.err, "a\\x1b[31m.txt:1:7" in run.out) == (0, False, True)


def test_a_missing_file_is_exit_3(cli: Cli) -> None:
    run = cli("scan", "gone.tex")
    assert (run.code, run.out, "gone.tex: unread: cannot read it" in run.err) == (3, "", True)


def test_a_bare_number_is_told_only_where_its_paper_is_not_known_anyway(paper: Path, cli: Cli) -> None:
    text = r"\href{https://arxiv.org/abs/2106.00134}{2106.00134} and 2106.00135"
    (paper / "paper.tex").write_text(text, "utf-8")
    run = cli("scan", "paper.tex")
    assert run.err == (
        "paper.tex:1:57: bare-number: 2106.00135: a bare number; nothing near it says arXiv; "
        "write arXiv:2106.00135 or use --bare to take it for one\n"
    )


def test_a_repair_is_told(paper: Path, cli: Cli) -> None:
    (paper / "paper.tex").write_text("arXiv:2106.0134", "utf-8")
    assert cli("scan", "paper.tex").err == "paper.tex:1:7: repaired-id: 2106.0134 was read as 2106.00134\n"


def test_standard_input_goes_before_the_file_that_it_is_called_by(paper: Path, cli: Cli) -> None:
    (paper / "draft.tex").write_text("arXiv:2106.00134", "utf-8")
    run = cli("scan", "-", "draft.tex", "--stdin-filename", "draft.tex", stdin="arXiv:1706.03762")
    assert run.out == "draft.tex:1:7: arXiv:1706.03762\n"


@pytest.mark.slow
def test_standard_input_is_read_beside_many_files(paper: Path, cli: Cli) -> None:
    for number in range(20):
        (paper / f"{number}.txt").write_text("words " * 50_000 + f"arXiv:2106.001{number:02}", "utf-8")
    run = cli("scan", ".", "-", "--stdin-filename", "z.tex", "--format", "json", stdin=r"\cite{1706.03762}")
    found = {mention["path"]: mention["id"] for mention in run.json["mentions"]}
    assert found == {**{f"{number}.txt": f"2106.001{number:02}" for number in range(20)}, "z.tex": "1706.03762"}
