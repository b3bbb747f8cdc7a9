from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bench.contract import Cost, Measured, growth

BENCH = Path(__file__).parent / "bench"


@pytest.mark.slow
def test_the_comparison_with_grep_prints_ratios(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number}.tex").write_text(
            "words and 3.14 and so on\n" * 400 + f"arXiv:2106.001{number:02}\n", "utf-8"
        )
    command = [sys.executable, str(BENCH / "scan_against_grep.py"), str(tmp_path), "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert len(re.findall(r"bibtools takes [0-9.]+ times as long", done.stdout)) == 2
    assert "100 hits a MB" in done.stdout


@pytest.mark.slow
def test_a_folder_must_be_named() -> None:
    done = subprocess.run(
        [sys.executable, str(BENCH / "scan_against_grep.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "FOLDER" in done.stderr


@pytest.mark.slow(seconds=15)
def test_what_the_hook_costs_is_printed_as_ratios() -> None:
    command = [sys.executable, str(BENCH / "hook_against_nothing.py"), "3"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert len(re.findall(r"[0-9.]+ times as long as nothing", done.stdout)) == 4


@pytest.mark.slow(seconds=15)
def test_what_answers_cost_is_printed_as_ratios() -> None:
    command = [sys.executable, str(BENCH / "read_and_remember_answers.py"), "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert len(re.findall(r"[0-9.]+ times (?:as long|the interpreter)", done.stdout)) == 6


@pytest.mark.slow
def test_what_the_index_costs_is_printed_as_ratios() -> None:
    command = [sys.executable, str(BENCH / "build_and_search_index.py"), "2000", "100"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "100 entries" in done.stdout
    assert len(re.findall(r"[0-9.]+ times (?:as long|a bare row)", done.stdout)) == 5


@pytest.mark.slow
def test_what_dask_costs_is_printed_as_ratios() -> None:
    pytest.importorskip("distributed")
    command = [sys.executable, str(BENCH / "corpus_on_dask.py"), "2000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "2000 sources, the same, byte for byte" in done.stdout
    assert len(re.findall(r"µs, [0-9.]+ times as much", done.stdout)) == 2


def test_growth_is_a_power_of_the_size() -> None:
    rows = [Measured("linear", size, Cost(size / 100, 1)) for size in (10, 100, 1000)]
    rows += [Measured("square", size, Cost(size**2 / 100, 1)) for size in (10, 100)]
    rows.append(Measured("one", 1, Cost(1, 1)))
    assert {what: round(power, 9) for what, power in growth(rows).items()} == {"linear": 1, "square": 2}


@pytest.mark.slow
def test_all_benches_make_one_table_and_no_run_does_more_than_it_may(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCH), "--quick", "--json", str(tmp_path / "figures.json"), "start"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    figures = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    assert {each["what"] for each in figures["measured"]} >= {"bare Python", "--help", "get --offline"}
    assert all(each["number"] <= each["limit"] for each in figures["work"])
    assert "MORE THAN ALLOWED" not in done.stdout


@pytest.mark.slow
def test_a_bench_that_there_is_not_is_refused() -> None:
    done = subprocess.run([sys.executable, str(BENCH), "nothing"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "there is no bench nothing" in done.stderr


@pytest.mark.slow
def test_what_the_language_server_costs_is_printed_as_ratios() -> None:
    pytest.importorskip("pygls")
    command = [sys.executable, str(BENCH / "lsp_against_echo.py"), "100"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert len(re.findall(r"[0-9.]+ times the bare server", done.stdout)) == 8
    assert "MiB" in done.stdout


@pytest.mark.slow
def test_what_an_index_of_published_works_costs_is_printed_as_ratios() -> None:
    command = [sys.executable, str(BENCH / "build_published_index.py"), "20000", "50"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "upgrade of 50 preprints, 25 upgraded" in done.stdout
    [(found, sought)] = re.findall(r"(\d+) of (\d+) titles are found", done.stdout)
    assert int(found) == int(sought) > 400
    assert len(re.findall(r"[0-9.]+ times (?:as long|a bare row|Python's start)", done.stdout)) == 4
    [size] = re.findall(r"(\d+) bytes a record", done.stdout)
    assert int(size) * 3_000_000 < 2.5e9  # on disk, of what DBLP has
