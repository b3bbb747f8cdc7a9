"""A table is one test that runs all of its rows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TABLES = """
import pytest

@pytest.mark.parametrize("number", range(4))
def test_one_fails(number): assert number != 2

@pytest.mark.parametrize("a", [1, 2])
@pytest.mark.parametrize(("b", "c"), [(1, 1), pytest.param(2, 2, id="two"), (3, 4)])
def test_two_fail(a, b, c): assert b == c, f"{a}{b}{c}"

@pytest.mark.parametrize("number", [1, 2, 3], ids=str)
def test_all_pass(number): pass

@pytest.mark.parametrize("number", range(3))
def test_a_row_is_skipped(number):
    if number == 1: pytest.skip("no")

@pytest.mark.parametrize("number", range(3))
def test_a_row_after_a_skip_fails(number):
    if number == 1: pytest.skip("no")
    if number == 2: pytest.fail("yes")

@pytest.mark.parametrize("number", range(3))
def test_with_a_fixture(number, tmp_path): assert number == 0

@pytest.mark.usefixtures("tmp_path")
@pytest.mark.parametrize("number", range(2))
def test_that_uses_a_fixture(number): assert number == 0

@pytest.mark.parametrize("number", [1, pytest.param(2, marks=pytest.mark.xfail(strict=True))])
def test_with_marked_rows(number): assert number == 1

@pytest.mark.skip
@pytest.mark.parametrize("number", range(3))
def test_not_run(number): assert not number

@pytest.fixture
def made(tmp_path):
    assert not list(tmp_path.iterdir())
    (tmp_path / "made").touch()
    yield tmp_path / "made"
    assert (tmp_path / "made").exists()

@pytest.mark.parametrize("number", range(5))
def test_each_row_has_its_own_fixtures(number, made):
    if number == 1: pytest.skip("no")
    if number == 3: made.unlink()

@pytest.mark.filterwarnings("ignore:.")
@pytest.mark.parametrize("number", range(90))
def test_a_long_one(number, tmp_path, recwarn): pass

@pytest.mark.parametrize("number", [])
def test_of_nothing(number): assert not number
"""


def run(folder: Path, *arguments: str, text: str = TABLES) -> str:
    (folder / "test_tables.py").write_text(text, "utf-8")
    plugins = ["unwanted_tests", "row_tables", "fixture_tables"]
    (folder / "conftest.py").write_text(f"pytest_plugins = {plugins}\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", *arguments]
    environ = {"PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, check=False)
    return done.stdout


@pytest.mark.slow
def test_every_row_is_run_and_those_that_fail_are_told(tmp_path: Path) -> None:
    told = run(tmp_path)
    assert "6 failed, 6 passed, 4 skipped, 1 xfailed, 1 error" in told  # those with fixtures are counted once, too
    rows = ["row: number=2", "row: a=1, b=3, c=4", "row: a=2, b=3, c=4"]
    assert [row for row in rows if row not in told] == []
    assert "ExceptionGroup: 2 rows" in told
    with_fixtures = [
        "FAILED test_tables.py::test_with_a_fixture[2] - assert 2 == 0",
        "FAILED test_tables.py::test_that_uses_a_fixture[1] - assert 1 == 0",
        "ERROR test_tables.py::test_each_row_has_its_own_fixtures[3]",
    ]
    assert [row for row in with_fixtures if row not in told] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "ended"),
    [
        (["--each-row"], "7 failed, 110 passed, 7 skipped, 1 xfailed, 1 error"),
        (["test_tables.py::test_one_fails[2]"], "1 failed in"),
        (["test_tables.py::test_one_fails"], "1 failed in"),
        (["-k", "test_two_fail and 3-4"], "2 failed, "),
    ],
)
def test_each_row_may_be_a_test(tmp_path: Path, arguments: list[str], ended: str) -> None:
    told = run(tmp_path, *arguments)
    assert ended in told, told


WITH_SLOW_ONES = """
import pytest

@pytest.mark.thinned(3)
@pytest.mark.parametrize("number", range(8))
def test_thinned(number, tmp_path): pass

@pytest.mark.thinned(2)
@pytest.mark.parametrize("letter", ["a", pytest.param("b", marks=pytest.mark.slow), "c", "d"])
def test_thinned_further(letter): pass

@pytest.mark.slow
@pytest.mark.parametrize("number", range(5))
def test_slow(number): pass
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "chosen", "ended"),
    [
        # A third of the first table and half of what is quick of the second; of the slow ones there is no item.
        (["-m", "not slow"], {"thinned[0]", "thinned[3]", "thinned[6]", "further[a]", "further[d]"}, "7 deselected"),
        (
            ["-m", "slow"],
            {"thinned[1]", "thinned[7]", "further[b]", "further[c]", "slow[0]", "slow[4]"},
            "5 deselected",
        ),
        ([], {"thinned[0]", "thinned[7]", "further[b]", "slow[4]"}, "17 tests collected"),
        (["-m", "not slow", "test_tables.py::test_slow"], set(), "5 deselected"),
    ],
)
def test_what_is_not_quick_is_slow(tmp_path: Path, arguments: list[str], chosen: set[str], ended: str) -> None:
    told = run(tmp_path, "--collect-only", "--each-row", *arguments, text=WITH_SLOW_ONES)
    assert {each for each in chosen if f"{each}\n" not in told} == set(), told
    assert ended in told
    if "not slow" in arguments:
        assert told.count("::test_") == len(chosen)
