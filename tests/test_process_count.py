"""A default suite that starts too many processes fails, and nobody overlooks that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from row_tables import rarely

TESTS = Path(__file__).parent
CONFTEST = """
from process_count import OWN, WARM, ProcessCount

def pytest_configure(config):
    count = ProcessCount({OWN: 1, WARM: 0})
    count.begin()
    config.pluginmanager.register(count)
"""
TEST = """
import subprocess, sys

def test_it():
    for _ in range(NUMBER):
        subprocess.run([sys.executable, "-S", "-c", ""])
"""


@pytest.mark.slow
@pytest.mark.parametrize(("number", "arguments", "code"), [(2, [], 1), rarely(1, [], 0), rarely(2, ["test_it.py"], 0)])
def test_the_last_line_says_that_it_has_failed(tmp_path: Path, number: int, arguments: list[str], code: int) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST, "utf-8")
    (tmp_path / "test_it.py").write_text(TEST.replace("NUMBER", str(number)), "utf-8")
    ini = '[pytest]\ntestpaths = .\naddopts = -m "not slow" -p no:cacheprovider\nmarkers = slow\n'
    (tmp_path / "pytest.ini").write_text(ini, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    environ = {"PYTHONPATH": str(TESTS), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(command, cwd=tmp_path, env=environ, capture_output=True, text=True, check=False)
    last = done.stdout.splitlines()[-1]
    failed = f"FAILED: too many {number} processes of their own (at most 1): share runs, call functions, or mark"
    assert (done.returncode, last.startswith(failed)) == (code, bool(code)), done.stdout + done.stderr
    assert "1 passed" in done.stdout
