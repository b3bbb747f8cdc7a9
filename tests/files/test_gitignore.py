"""Patterns as in `.gitignore`: what git makes of them, and how little work the worst of them are."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

import pytest
from commits import init
from hypothesis import given
from hypothesis import strategies as st

from bibtools.files import gitignore
from bibtools.files.gitignore import PatternError, matcher

PATHS = (
    "a",
    "b/a",
    "b/c/a",
    "a.html",
    "b/x.html",
    "b/.html",
    "old/a",
    "b/old/a",
    "olds/a",
    "old.d/x",
    "c/old",
    "c/d/e/f",
    "c/d/f",
    "c/f",
    "#x",
    "!x",
    "x y",
    "x ",
    "b]/z",
    "b-/z",
    "-",
    "B/a",
    "aab",
    "a1b",
    "a-b",
    "é.md",
    "b/é",
    "a\\b",
    "[a]/x",
    "star*/x",
    "foo/bar/baz",
)
# Every list of patterns is matched by git and by us: what is excluded must be the same.
TABLE: list[list[str]] = [
    ["old/"],
    ["old"],
    ["/old"],
    ["/old/"],
    ["*.html"],
    ["b/*.html"],
    ["/*.html"],
    ["*"],
    ["*", "!b/"],
    ["*", "!*/", "!*.html"],
    ["**"],
    ["/**"],
    ["**/"],
    ["**/a"],
    ["b/**"],
    ["c/**/f"],
    ["c/**/"],
    ["c/*/f"],
    ["c/**/e/**"],
    ["**/d/**/f"],
    ["***/f"],
    ["c/***/f"],
    ["foo**bar"],
    ["f**o/bar"],
    ["a?b"],
    ["?"],
    ["??"],
    ["a[0-9]b"],
    ["a[!0-9]b"],
    ["a[^0-9]b"],
    ["a[[:digit:]]b"],
    ["a[[:alpha:][:digit:]]b"],
    ["a[-1]b"],
    ["a[1-]b"],
    ["a[a\\-z]b"],
    ["b[]]/"],
    ["b[!]]/"],
    ["b[\\]-]/"],
    ["[[]a]"],
    ["[[:]"],
    ["[b/]/a"],
    ["b[/]a"],
    ["\\#x"],
    ["#x"],
    ["\\!x"],
    ["!x"],
    ["x\\ y"],
    ["x\\ "],
    ["x "],
    ["x   "],
    ["x\\  "],
    ["a\\\\b"],
    ["\\a"],
    ["star\\*"],
    ["b\\/a"],
    ["**\\/a"],
    ["é*"],
    ["??.md"],
    ["???.md"],
    ["[é]"],
    ["b/[!a]?"],
    ["foo/bar"],
    ["foo/bar/"],
    ["foo", "!foo/bar"],
    ["foo/*", "!foo/bar"],
    ["", "#", "   "],
    ["A"],
    ["B/"],
    ["./a"],
    ["b//a"],
    ["*a*b*"],
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """Return what git excludes of the paths by each of the lists, which is in a folder of its own and asked at once."""
    folder = tmp_path_factory.mktemp("ignored")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    init(folder)
    for number, patterns in enumerate(TABLE):
        for path in PATHS:
            (folder / str(number) / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / str(number) / path).touch()
        (folder / str(number) / ".gitignore").write_text("\n".join(patterns) + "\n", "utf-8")
    names = [f"{number}/{path}" for number in range(len(TABLE)) for path in PATHS]
    command = ["git", "check-ignore", "--no-index", "-z", "--stdin"]
    done = subprocess.run(
        command, cwd=folder, env=environ, input="\0".join(names).encode(), capture_output=True, check=True
    )
    found: list[set[str]] = [set() for _ in TABLE]
    for name in filter(None, os.fsdecode(done.stdout).split("\0")):
        place, _, path = name.partition("/")
        found[int(place)].add(path)
    return found


@pytest.mark.thinned(3)
@pytest.mark.parametrize("number", range(len(TABLE)), ids=lambda number: repr(TABLE[number]))
def test_it_excludes_what_git_does(number: int, answers: list[set[str]]) -> None:
    is_excluded = matcher(TABLE[number])
    assert {path for path in PATHS if is_excluded(path)} == answers[number]


def test_the_table_excludes_something_and_not_everything(answers: list[set[str]]) -> None:
    assert sum(0 < len(excluded) < len(PATHS) for excluded in answers) > len(TABLE) // 2


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("[a", "its bracket does not close"),
        ("a[!", "its bracket does not close"),
        ("[[:foo:]]", "there is no class [:foo:]"),
        ("a\\", "no character follows the last backslash"),
        ("/", "nothing can match '/'"),
        ("!", "nothing can match '!'"),
        ("a" * 1001, "a pattern has 1000 bytes at most"),
    ],
)
def test_what_nothing_can_match_is_an_error(pattern: str, message: str) -> None:
    with pytest.raises(PatternError) as error:
        matcher([pattern])
    assert message in str(error.value)


@given(st.lists(st.text(alphabet="ab*?[]!/\\- #é^.", max_size=12), max_size=4), st.text(alphabet="ab/.é", max_size=20))
def test_no_pattern_is_more_than_refused(patterns: list[str], path: str) -> None:
    with suppress(PatternError):
        assert matcher(patterns)(path) in {True, False}


def counted(work: Callable[[], object]) -> int:
    """Return how many lines of the matcher and calls of its functions some work takes, whatever the machine."""
    steps = 0

    def traced(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - a tracer returns tracers
        nonlocal steps
        if frame.f_code.co_filename != gitignore.__file__:
            return None
        steps += event in {"line", "call"}
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a*a*a*a*b", "a" * 255),
        pytest.param("*a" * 400 + "b", "a" * 255, marks=pytest.mark.slow),
        ("*?a" * 300 + "b", "a" * 255),
        ("*[ab]" * 150 + "c", "ab" * 127),
        ("a**" * 300 + "b", "a" * 255),
        pytest.param("**/" + "*a" * 100 + "/" + "b", "/".join(["a" * 50] * 40), marks=pytest.mark.slow),
        ("**/" + "*a" * 20 + "/" + "b", "/".join(["a" * 20] * 20)),
        pytest.param("**/a/" * 150 + "b", "/".join(["a"] * 200), marks=pytest.mark.slow),
        ("**/a/" * 30 + "b", "/".join(["a"] * 40)),
        ("*/" * 300 + "b", "/".join(["a"] * 200)),
    ],
)
def test_the_worst_patterns_are_no_work(pattern: str, path: str) -> None:
    is_excluded = matcher([pattern])
    found: list[bool] = []
    # A path is examined once for every folder on the way to it, each name once for every part of the pattern.
    names, parts = path.count("/") + 1, pattern.count("*") + pattern.count("/") + 1
    assert counted(lambda: found.append(is_excluded(path))) < 40 * names * (names + parts)
    assert found == [False]


def test_no_piece_of_a_pattern_can_be_tried_twice() -> None:
    rule = gitignore.read("*a?[b-d]*e\\*f*/**/g*")
    assert rule is not None
    pieces = [piece.pattern for run in rule.runs for each in run.segments for piece in each.pieces]
    sets = [piece.replace(rb"[^/]", b".") for piece in pieces]
    assert not any(sign in piece.replace(rb"\*", b"") for piece in sets for sign in (b"*", b"+", b"{", b"|", b"("))
