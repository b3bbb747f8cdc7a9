from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from bibtools.pace import Clock, Pace


class Hands:
    """A clock that goes on only when somebody sleeps."""

    def __init__(self, now: float = 1000.0) -> None:
        self.time = now
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds


def paced(folder: Path, hands: Hands, told: list[tuple[str, float]] | None = None) -> Pace:
    waits = told if told is not None else []
    return Pace(folder, Clock(hands.now, hands.sleep), lambda group, seconds: waits.append((group, round(seconds, 3))))


@pytest.mark.parametrize(
    ("passed", "slept"), [(0.0, [3.0]), (1.0, [2.0]), (2.9, [0.1]), (3.0, []), (100.0, []), (-50.0, [])]
)
def test_a_turn_begins_an_interval_after_the_last_end(tmp_path: Path, passed: float, slept: list[float]) -> None:
    hands = Hands()
    with paced(tmp_path, hands).turn("arxiv", 3.0):
        hands.time += 7  # how long the request takes does not shorten the pause
    hands.time += passed
    with paced(tmp_path, hands).turn("arxiv", 3.0):  # another process
        assert hands.slept == slept


def test_groups_do_not_wait_for_each_other(tmp_path: Path) -> None:
    hands = Hands()
    pace = paced(tmp_path, hands)
    for group in ("arxiv", "datacite"):
        with pace.turn(group, 3.0):
            pass
    assert hands.slept == []


def test_who_waits_says_so(tmp_path: Path) -> None:
    hands = Hands()
    told: list[tuple[str, float]] = []
    pace = paced(tmp_path, hands, told)
    for _ in range(2):
        with pace.turn("arxiv", 3.0):
            pass
    assert told == [("arxiv", 3.0)]


def test_a_turn_ends_also_when_the_request_fails(tmp_path: Path) -> None:
    hands = Hands()
    with pytest.raises(OSError, match="x"), paced(tmp_path, hands).turn("arxiv", 3.0):
        raise OSError("x")
    with paced(tmp_path, hands).turn("arxiv", 3.0):
        assert hands.slept == [3.0]


@pytest.mark.parametrize("spoil", ["a file is in the way", "the time is no number"])
def test_a_folder_that_cannot_be_used_stops_nothing(tmp_path: Path, spoil: str) -> None:
    folder = tmp_path / "pace"
    if spoil == "a file is in the way":
        folder.write_text("", "utf-8")
    else:
        folder.mkdir()
        (folder / "arxiv.ended").write_text("soon", "utf-8")
    hands = Hands()
    pace = paced(folder, hands)
    for _ in range(2):
        with pace.turn("arxiv", 3.0):
            pass
    assert hands.slept == [3.0]  # within the process the pace is kept all the same


PROCESS = """
import sys, time
from pathlib import Path
from bibtools.pace import Clock, Pace
pace = Pace(Path(sys.argv[1]), Clock(time.time, time.sleep), lambda *_: None)
for _ in range(2):
    with pace.turn("arxiv", 0.1):
        print(f"{time.time():.4f}", end=" ")
        time.sleep(0.02)
        print(f"{time.time():.4f}")
"""


def test_processes_keep_the_pace_together(tmp_path: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", PROCESS, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    lines = [line for process in running for line in process.communicate(timeout=30)[0].splitlines()]
    turns = sorted(tuple(map(float, line.split())) for line in lines)
    assert len(turns) == 6
    assert all(later[0] - earlier[1] >= 0.095 for earlier, later in pairwise(turns))
    assert time.time() > turns[-1][0]
