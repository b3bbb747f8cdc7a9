from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from index_lines import abstract, line, made, many

from bibtools.core.errors import ReadError
from bibtools.corpus import rows
from bibtools.corpus.rows import RowOptions, row
from bibtools.files.exact_text import Unread
from bibtools.matching.searcher import Searched, Searcher

OPTIONS = RowOptions(date(2026, 1, 1))
MENTION = {"id": "2106.00134", "version": 2, "line": 2, "column": 11, "evidence": "strong", "text": "2106.00134v2"}
CELL = b'{"cells": [{"cell_type": "markdown", "source": ["arXiv:2106.00134v2"]}], "nbformat": 4}'


@pytest.mark.parametrize(
    ("path", "content", "mentions", "suspects"),
    [
        ("a.txt", b"Words.\nSee arXiv:2106.00134v2.\n", [MENTION], []),
        ("a.ipynb", CELL, [{**MENTION, "cell": 1, "line": 1, "column": 7}], []),
        ("a.tex", b"Words.\n% arXiv:2106.00134v2\n", [], []),
        ("a.txt", b"", [], []),
        ("a.txt", b"\xff\xfe\x80 of no encoding", [], []),
        (
            "a.txt",
            b"arXiv:2113.00134",
            [],
            [{"text": "2113.00134", "line": 1, "column": 7, "suggestion": None, "level": "error"}],
        ),
    ],
)
def test_a_row_tells_what_a_source_says(path: str, content: bytes, mentions: list[Any], suspects: list[Any]) -> None:
    told = row(path, content, OPTIONS)
    for suspect in told["suspects"]:
        assert suspect.pop("reason")
    assert told == {"path": path, "unread": None, "mentions": mentions, "suspects": suspects}


@pytest.mark.parametrize(("bare", "evidence"), [(False, []), (True, ["weak"])])
def test_bare_numbers_are_taken_where_that_is_asked_for(bare: bool, evidence: list[str]) -> None:
    told = row("a.txt", b"as 2106.00134 shows", OPTIONS._replace(bare=bare))
    assert ([each["evidence"] for each in told["mentions"]], len(told["suspects"])) == (evidence, not bare)


@pytest.mark.parametrize(
    ("unread", "level"),
    [(Unread("", "permission denied", failed=True), "error"), (Unread("", "not a text file", failed=False), "note")],
)
def test_a_source_that_was_not_read_has_a_row(unread: Unread, level: str) -> None:
    told = {"path": "a.txt", "unread": {"reason": unread.reason, "level": level}, "mentions": [], "suspects": []}
    assert row("a.txt", unread, OPTIONS) == told
    assert row("a.txt", unread, OPTIONS._replace(search=lambda _, __: Searched(()))) == {**told, "found": []}


def test_bytes_of_no_encoding_in_a_name_are_shown() -> None:
    assert row("caf\udce9.txt", b"", OPTIONS)["path"] == "café.txt"


@pytest.mark.parametrize("error", [RecursionError("deep"), MemoryError(), ValueError("odd")])
def test_a_source_that_breaks_its_scanner_has_a_row(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def breaks(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(rows, "read_one", breaks)
    unread = row("a.txt", b"", OPTIONS)["unread"]
    assert (type(error).__name__ in unread["reason"], unread["level"]) == (True, "error")


LOOMS = ("2102.00002", "Engines that Weave: A Study of Looms", [["Lovelace", "Ada", ""]])


def test_papers_are_found_by_their_words(tmp_path: Path) -> None:
    index = made(tmp_path, [*many(20), line(*LOOMS)])
    options = OPTIONS._replace(search=Searcher(index, None).parts)
    text = f"# Papers\n\n{abstract('2101.00001')}\n\n- Engines that Weave: A Study of Looms\n".encode()
    found = row("list.md", text, options)["found"]
    assert [(each["id"], each["line"], each["column"], each["sure"]) for each in found] == [
        ("2101.00001", 3, 1, True),
        (LOOMS[0], 5, 3, False),
    ]
    assert (found[1]["title"], found[1]["evidence"], 0 < found[1]["score"] < 1) == (LOOMS[1], ["title"], True)
    [own] = row("paper.tex", text, options)["found"]
    assert (own["id"], own["sure"]) == ("2101.00001", False)  # it may be the paper's own
    index.close()


def test_trouble_with_the_index_is_not_the_sources() -> None:
    def breaks(_: str, __: object) -> Searched:
        raise ReadError("the index is not used")

    with pytest.raises(ReadError, match="the index"):
        row("a.txt", b"words", OPTIONS._replace(search=breaks))
