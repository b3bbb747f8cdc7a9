from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from reading_long_texts import LONG

HANGS = 60  # seconds; most take less than one


@pytest.mark.slow
@pytest.mark.parametrize("name", LONG)
def test_a_long_text_is_read_to_its_end(name: str) -> None:
    program = Path(__file__).with_name("reading_long_texts.py")
    done = subprocess.run([sys.executable, program, name], capture_output=True, check=False, timeout=HANGS)
    assert (done.returncode, done.stderr) == (0, b"")
