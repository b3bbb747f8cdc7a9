from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from bench import older_commit, table
from bench.contract import Cost, Measured, Spent, Stand, compared, growth
from bench.every_bench import BENCHES
from bench.programs import Program, best_in_turn

BENCH = Path(__file__).parent / "bench"
MODULES = {path.stem for path in BENCH.glob("*.py") if "def measure(" in path.read_text("utf-8")}
OF_TREE = "import bibtools, pathlib; print(1, len(list(pathlib.Path(bibtools.__file__).parents[1].glob('older'))))"


def figures(tmp_path: Path, *arguments: str) -> dict[str, Any]:
    """Return what a run of the benches writes."""
    command = [sys.executable, str(BENCH), "--json", str(tmp_path / "figures.json"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    return found


def test_growth_is_a_power_of_the_size() -> None:
    rows = [Measured("linear", size, Cost(size / 100, 1)) for size in (10, 100, 1000)]
    rows += [Measured("square", size, Cost(size**2 / 100, 1)) for size in (10, 100)]
    rows += [Measured("one", 1, Cost(1, 1)), Measured("none", 1, Cost(0)), Measured("none", 2, Cost(0))]
    assert {what: round(power, 9) for what, power in growth(rows).items()} == {"linear": 1, "square": 2}


@pytest.mark.parametrize(
    ("peer", "ratio"), [("floor", 3.0), ("", None), ("one that is not there", None), ("nothing", None)]
)
def test_a_ratio_is_to_a_peer_that_was_measured(peer: str, ratio: float | None) -> None:
    found = {"ours": Spent(Cost(6.0), Cost(9.0)), "floor": Spent(Cost(2.0)), "nothing": Spent(Cost(0.0))}
    row = compared("ours", 10, found, peer, 4.0)
    assert (row.ratio, row.peer, row.before) == (ratio, peer if ratio else "", Cost(9.0))


def test_the_table_shows_an_older_commit_beside_the_present_one() -> None:
    row = Measured("ours", 10, Cost(6.0, 50), "floor", 3.0, 4.0, Cost(9.0, 70))
    assert re.search(r"9\.000 +70 +0\.67 +6\.000 +50 +3\.00 times floor", table.line("a", row, beside_older=True))
    assert "9.000" not in table.line("a", row, beside_older=False)
    assert len(table.line("a", row._replace(before=None), beside_older=True)) == len(
        table.line("a", row, beside_older=True)
    )


def test_every_module_that_measures_is_registered_once() -> None:
    registered = [each.measure.__module__.rpartition(".")[2] for each in BENCHES]
    assert sorted(registered) == sorted(MODULES)
    assert len({each.name for each in BENCHES}) == len(BENCHES)


@pytest.mark.slow(seconds=60)
def test_all_benches_make_one_table_and_no_run_does_more_than_it_may(tmp_path: Path) -> None:
    found = figures(tmp_path, "--quick")
    there = {each.name for each in BENCHES if all(map(find_spec, each.needs))}
    assert {each["bench"] for each in found["measured"]} == there
    assert all(each["number"] <= each["limit"] for each in found["work"])
    by_what = {(each["bench"], each["what"]): each for each in found["measured"]}
    for bench, what, ratio in [
        ("start", "--help", "--version"),
        ("hook", "everything new, 201 files", "nothing"),
        ("answers", "records of a feed", "a feed's XML"),
        ("index", "by abstract", "a bare row"),
        ("published", "index build", "iterparse, on one core"),
        ("scan", "scan", "grep -rE, known archives"),
    ]:
        assert by_what[bench, what]["peer"] == ratio
        assert by_what[bench, what]["ratio"] > 0
    for bench, what, remark in [
        ("upgrade", "upgrade of preprints", "25 of 50 upgraded"),
        ("published", "by title, one", "500 of 500 titles are found"),
        ("index", "sync of 2000 ids", "2000 entries"),
        ("corpus", "processes", "the same, byte for byte"),
    ]:
        assert bench not in there or remark in by_what[bench, what]["remark"]
    assert "NOT" not in by_what.get(("corpus", "processes"), {"remark": ""})["remark"]


@pytest.mark.slow
def test_copies_of_own_texts_take_the_place_of_made_up_ones(tmp_path: Path) -> None:
    for number in range(30):
        text = "words and 3.14 and so on\n" * 400 + f"arXiv:2106.001{number:02}\n"
        (tmp_path / f"{number}.tex").write_text(text, "utf-8")
    found = figures(tmp_path, "--real", str(tmp_path), "--size", "1", "--runs", "0", "scan")
    assert {each["what"] for each in found["measured"]} > {"scan", "grep -rE, any word as archive"}
    assert found["growth"] == {"scan": {}}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], "there is no bench nothing"),
        (["--before", "nothing", "start"], "nothing: there is no such commit"),
    ],
)
def test_what_there_is_not_is_refused(arguments: list[str], message: str) -> None:
    done = subprocess.run([sys.executable, str(BENCH), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert message in done.stderr


@pytest.mark.slow
def test_the_tree_of_an_older_commit_is_there_for_the_time_of_a_run(tmp_path: Path) -> None:
    root, folder = tmp_path / "root", tmp_path / "folder"
    root.mkdir()
    git = ["git", "-C", str(root), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for content in ("old", "new"):
        (root / "file").write_text(content, "utf-8")
        for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", content]):
            subprocess.run([*git, *command], check=True)
    with older_commit.tree("HEAD~1", folder, root) as older:
        assert older is not None
        assert (older / "file").read_text("utf-8") == "old"
    assert not older.exists()
    assert (root / "file").read_text("utf-8") == "new"
    listed = subprocess.run([*git, "worktree", "list"], check=True, capture_output=True, text=True).stdout
    assert len(listed.splitlines()) == 1
    with older_commit.tree("", folder, root) as older:
        assert older is None


@pytest.mark.slow
def test_the_same_program_is_measured_at_an_older_commit(tmp_path: Path) -> None:
    older = tmp_path / "tree"
    (older / "older").mkdir(parents=True)
    (older / "bibtools").mkdir()
    (older / "bibtools" / "__init__.py").touch()
    programs = {
        "ours": Program([sys.executable, "-c", OF_TREE], tmp_path, ours=True, reports=True),
        "new": Program([sys.executable, "-c", f"import bibtools.core; {OF_TREE}"], tmp_path, ours=True, reports=True),
        "peer": Program([sys.executable, "-c", OF_TREE], tmp_path, reports=True),
    }
    found = best_in_turn(programs, Stand(tmp_path, 1, 0, older))
    now, before = Cost(1.0, 0.0), Cost(1.0, 1.0)
    assert found == {"ours": Spent(now, before), "new": Spent(now), "peer": Spent(now)}
