from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bibtools.bibliography.editing.unified_diff import unified
from bibtools.core.text import Edit, Span, apply_edits, decode, encode

NAME = "refs.bib"
TEN = "".join(f"line {n}\n" for n in range(1, 11))
LONG = "".join(f"line {n}\n" for n in range(1, 41))
GIT = ["git", "-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", "change.diff"]
PATCH = ["patch", "--silent", "--strip=1", "--binary", "--input=change.diff"]
ENVIRON = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "LC_ALL": "C.UTF-8"}


def replacing(text: str, *pairs: tuple[str, str]) -> list[Edit]:
    return [Edit(Span(text.index(old), text.index(old) + len(old)), new) for old, new in pairs]


def applied(folder: Path, command: list[str], texts: dict[str, str | None], diff: str) -> list[str]:
    """Write texts (None: no file) and a diff into a folder, run a program there, and read the texts again."""
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        if text is not None:
            (folder / name).write_bytes(encode(text))
    (folder / "change.diff").write_bytes(encode(diff))
    environ = {**ENVIRON, "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    run = subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b""), diff
    return [decode((folder / name).read_bytes()) for name in texts]


EXAMPLES = [
    (TEN, replacing(TEN, ("line 1\n", "first\n"))),
    (TEN, replacing(TEN, ("line 5\n", "fifth\n"))),
    (TEN, replacing(TEN, ("line 10\n", "last\n"))),
    (TEN, replacing(TEN, ("5", "five"))),
    (TEN, replacing(TEN, ("line 5\n", ""))),
    (TEN, replacing(TEN, ("line 4\nline 5\n", "4 and 5\n"))),
    (TEN, replacing(TEN, ("e 4\nlin", "e 4, lin"))),
    (TEN, [Edit(Span(0, 0), "new\n")]),
    (TEN, [Edit(Span(len(TEN), len(TEN)), "new\n")]),
    (TEN, [Edit(Span(len(TEN), len(TEN)), "new, no final newline")]),
    (TEN, [Edit(Span(len(TEN) - 1, len(TEN)), "")]),
    (TEN, [Edit(Span(21, 21), "\nnew\nnew\n")]),
    (TEN, [Edit(Span(20, 20), "\nnew")]),
    (TEN, [Edit(Span(7, 7), "a\n"), Edit(Span(7, 7), "b\n")]),
    (TEN, replacing(TEN, ("line 3\n", "3\n"), ("line 4\n", "4\n"))),
    (TEN, replacing(TEN, ("line 2\n", "2\n"), ("line 9\n", "9\n"))),
    (TEN, replacing(TEN, ("line 2\n", "2\n"), ("line 8\n", "8\n"), ("10", "ten"))),
    (TEN, replacing(TEN, ("lin", "LIN"), ("e 1", "E 1"))),
    (TEN, [Edit(Span(0, 0), "new\n"), Edit(Span(len(TEN), len(TEN)), "new\n")]),
    (LONG, replacing(LONG, ("line 2\n", "a\nb\nc\n"), ("line 20\n", ""), ("line 39\n", "x\ny\n"))),
    (LONG, replacing(LONG, ("line 9\n", ""), ("line 16\n", "x\ny\n"))),
    (LONG, replacing(LONG, ("line 9\n", ""), ("line 17\n", "x\ny\n"))),
    ("one line", [Edit(Span(0, 8), "another")]),
    ("one line", [Edit(Span(8, 8), "\n")]),
    ("one line", [Edit(Span(8, 8), "\n\nnew\n")]),
    ("no\nfinal newline", [Edit(Span(0, 0), "new\n")]),
    ("no\nfinal newline", [Edit(Span(0, 2), "yes")]),
    (TEN + "end", [Edit(Span(0, 0), "far from the end\n")]),
    (TEN + "end", replacing(TEN + "end", ("line 8", "near the end"))),
    (TEN.replace("\n", "\r\n"), [Edit(Span(0, 0), "new\r\n")]),
    (TEN.replace("\n", "\r\n"), replacing(TEN.replace("\n", "\r\n"), ("line 5\r\n", "5\n"))),
    (TEN.replace("\n", "\r"), replacing(TEN.replace("\n", "\r"), ("line 5", "5"))),
    ("\ufeffa\nb\n", [Edit(Span(1, 1), "new\n")]),
    ("M\udcfcller\nb\n", [Edit(Span(9, 9), "new\n")]),
    ("a\x0cb\x0bc\u2028d\x85e\nf\n", [Edit(Span(10, 10), "new\n")]),
    ("-- a\n++ b\n@@ c\n", [Edit(Span(5, 5), "--- d\n+++ e\n@@ -1 +1 @@\n")]),
    ("\\ No newline at end of file\na\n", [Edit(Span(0, 1), "")]),
    ("\n\n\n\n", [Edit(Span(2, 2), "new\n")]),
    (" \n\t\n", [Edit(Span(1, 1), " ")]),
]  # fmt: skip


@pytest.mark.parametrize("command", [GIT, pytest.param(PATCH, marks=pytest.mark.skipif(
    shutil.which("patch") is None, reason="there is no patch"))], ids=["git", "patch"])  # fmt: skip
def test_a_diff_applied_gives_exactly_the_new_text(tmp_path: Path, command: list[str]) -> None:
    """Start the program once, for the diffs of all examples, each of which has a folder."""
    texts: dict[str, str | None] = {f"{number}/{NAME}": text for number, (text, _) in enumerate(EXAMPLES)}
    diffs = [unified(name, text, edits) for name, (text, edits) in zip(texts, EXAMPLES, strict=True)]
    assert all(diffs)
    assert applied(tmp_path, command, texts, "".join(diffs)) == [apply_edits(text, edits) for text, edits in EXAMPLES]


def test_a_diff_can_create_a_file(tmp_path: Path) -> None:
    news = {NAME: "@misc{a,\n}\n", "a.bib": "no final newline", "two words.bib": "a\n", "größe.bib": "a\r\nb\r\n"}
    diffs = [unified(name, "", [Edit(Span(0, 0), new)], created=True) for name, new in news.items()]
    assert applied(tmp_path, GIT, dict.fromkeys(news), "".join(diffs)) == list(news.values())


NAMES = ["refs.bib", "two words.bib", "größe.bib", "a'b.bib", "-refs.bib", "b.bib"]


@pytest.mark.parametrize("text", ["a\n", "", "a"])
def test_a_diff_finds_its_file_by_any_name(tmp_path: Path, text: str) -> None:
    diffs = [unified(name, text, [Edit(Span(0, 0), "new\n")]) for name in NAMES]
    assert applied(tmp_path, GIT, dict.fromkeys(NAMES, text), "".join(diffs)) == ["new\n" + text] * len(NAMES)


@pytest.mark.parametrize(
    ("text", "edits", "expected"),
    [
        ("a\nb\nc\n", [Edit(Span(2, 3), "B")], "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n"),
        ("a\nb\n", [Edit(Span(2, 2), "new\n")], "@@ -1,2 +1,3 @@\n a\n+new\n b\n"),
        ("", [Edit(Span(0, 0), "new\n")], "@@ -0,0 +1,1 @@\n+new\n"),
        ("a", [Edit(Span(1, 1), "\nb\n")], "@@ -1,1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n"),
        ("a", [Edit(Span(1, 1), "\n")], "@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n"),
        (TEN, [Edit(Span(0, 0), "new\n")], "@@ -1,3 +1,4 @@\n+new\n line 1\n line 2\n line 3\n"),
    ],
)
def test_a_diff_shows_the_changed_lines_with_three_around_them(text: str, edits: list[Edit], expected: str) -> None:
    assert unified(NAME, text, edits) == f"--- a/{NAME}\n+++ b/{NAME}\n{expected}"


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("", []),
        (TEN, []),
        (TEN, [Edit(Span(7, 7), "")]),
        (TEN, [Edit(Span(0, 6), "line 1")]),
        (TEN, [Edit(Span(0, 0), ""), Edit(Span(len(TEN), len(TEN)), "")]),
        (TEN, [Edit(Span(0, len(TEN)), TEN)]),
        ("\n-", [Edit(Span(0, 1), ""), Edit(Span(1, 2), "\n-")]),
    ],
)
def test_where_nothing_changes_there_is_no_diff(text: str, edits: list[Edit]) -> None:
    assert unified(NAME, text, edits) == ""


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """Draw a text and edits of it."""
    text = draw(st.text("ab \n\n\n\r-+@\\ü", max_size=80))
    news = draw(st.lists(st.text("ab\n\r-", max_size=6), max_size=5))
    size = 2 * len(news)
    places = sorted(draw(st.lists(st.integers(0, len(text)), min_size=size, max_size=size)))
    return text, [Edit(Span(*places[2 * n : 2 * n + 2]), new) for n, new in enumerate(news)]


@settings(max_examples=settings().max_examples // 5)  # git is started for several at once
@given(st.lists(changes(), min_size=1, max_size=10))
def test_law_a_diff_applied_gives_exactly_the_new_text(drawn: list[tuple[str, list[Edit]]]) -> None:
    diffs = [unified(f"{number}/{NAME}", text, edits) for number, (text, edits) in enumerate(drawn)]
    news = [apply_edits(text, edits) for text, edits in drawn]
    assert [bool(diff) for diff in diffs] == [new != text for new, (text, _) in zip(news, drawn, strict=True)]
    texts: dict[str, str | None] = {f"{number}/{NAME}": text for number, (text, _) in enumerate(drawn)}
    with TemporaryDirectory() as folder:
        assert not any(diffs) or applied(Path(folder), GIT, texts, "".join(diffs)) == news
