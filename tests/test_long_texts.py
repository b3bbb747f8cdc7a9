from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from reading_long_texts import LONG

PARTS = 4  # processes, which many processors run at once


@pytest.mark.slow(seconds=20)
@pytest.mark.parametrize("part", range(PARTS))
def test_a_long_text_is_read_to_its_end(part: int) -> None:
    names = list(LONG)[part::PARTS]
    program = Path(__file__).with_name("reading_long_texts.py")
    done = subprocess.run([sys.executable, program, *names], capture_output=True, text=True, check=False)
    assert (done.stdout.splitlines(), done.stderr, done.returncode) == (names, "", 0)
