from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from bibtools.network.rate_limit import Clock, RateLimiter


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


def paced(folder: Path, hands: Hands, told: list[tuple[str, float | None]] | None = None) -> RateLimiter:
    waits = told if told is not None else []
    return RateLimiter(folder, Clock(hands.now, hands.sleep, hands.now), lambda *waited: waits.append(waited))


@pytest.mark.parametrize(
    ("passed", "slept"), [(0.0, [3.0]), (1.0, [2.0]), (2.9, [0.1]), (3.0, []), (100.0, []), (-50.0, [3.0])]
)
def test_a_turn_begins_an_interval_after_the_last_end(tmp_path: Path, passed: float, slept: list[float]) -> None:
    hands = Hands()
    with paced(tmp_path, hands).turn("arxiv", "arxiv", 3.0):
        hands.time += 7  # how long the request takes does not shorten the pause
    hands.time += passed
    with paced(tmp_path, hands).turn("arxiv", "arxiv", 3.0):  # another process
        assert hands.slept == slept


def test_groups_do_not_wait_for_each_other(tmp_path: Path) -> None:
    hands = Hands()
    limiter = paced(tmp_path, hands)
    for group in ("arxiv", "datacite"):
        with limiter.turn(group, group, 3.0):
            pass
    assert hands.slept == []


def test_who_waits_says_so(tmp_path: Path) -> None:
    hands = Hands()
    told: list[tuple[str, float | None]] = []
    limiter = paced(tmp_path, hands, told)
    for _ in range(2):
        with limiter.turn("arxiv", "arxiv", 3.0):
            pass
    assert told == [("arxiv", 3.0)]


def test_a_turn_ends_also_when_the_request_fails(tmp_path: Path) -> None:
    hands = Hands()
    with pytest.raises(OSError, match="x"), paced(tmp_path, hands).turn("arxiv", "arxiv", 3.0):
        raise OSError("x")
    with paced(tmp_path, hands).turn("arxiv", "arxiv", 3.0):
        assert hands.slept == [3.0]


@pytest.mark.parametrize("spoil", ["a file is in the way", "a folder is in the way"])
def test_a_folder_that_cannot_be_used_stops_nothing(tmp_path: Path, spoil: str) -> None:
    folder = tmp_path / "pace"
    if spoil == "a file is in the way":
        folder.write_text("", "utf-8")
    else:
        (folder / "arxiv.lock").mkdir(parents=True)
    hands = Hands()
    limiter = paced(folder, hands)
    for _ in range(2):
        with limiter.turn("arxiv", "arxiv", 3.0):
            pass
    assert hands.slept == [3.0]  # within the process the pace is kept all the same


DEEP = "[" * 100_000


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "3", '{"arxiv": 1}', '{"arxiv": ["x", 1]}', '{"arxiv": [1, 1e999]}', DEEP]
)
def test_notes_that_are_none_count_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "arxiv.json").write_text(content, "utf-8")
    hands = Hands()
    with paced(tmp_path, hands).turn("arxiv", "arxiv", 3.0) as turn:
        assert (turn.refusal, hands.slept) == ("", [])


def test_who_was_killed_is_waited_for_as_if_just_now(tmp_path: Path) -> None:
    hands = Hands()
    with paced(tmp_path, hands).turn("arxiv", "arxiv", 3.0):
        left = (tmp_path / "arxiv.times").stat()
    os.utime(tmp_path / "arxiv.times", (left.st_atime, left.st_mtime))  # as it stood while the request was under way
    hands.time += 100
    with paced(tmp_path, hands).turn("arxiv", "arxiv", 3.0):
        assert hands.slept == [3.0]


@pytest.mark.parametrize("back", [1.0, 10.0, 1e6])
def test_a_clock_that_was_set_back_costs_one_interval(tmp_path: Path, back: float) -> None:
    hands = Hands(2e6)
    with paced(tmp_path, hands).turn("arxiv", "arxiv", 3.0):
        pass
    hands.time -= back
    with paced(tmp_path, hands).turn("arxiv", "arxiv", 3.0):
        assert hands.slept == [3.0]


def test_services_of_one_group_share_their_pace(tmp_path: Path) -> None:
    hands = Hands()
    limiter = paced(tmp_path, hands)
    for service in ("arxiv", "oai"):
        with limiter.turn("arxiv", service, 3.0):
            pass
    assert hands.slept == [3.0]


@pytest.mark.parametrize(("patience", "refused"), [(2.9, True), (3.0, False), (60.0, False)])
def test_who_has_no_time_to_wait_does_not(tmp_path: Path, patience: float, refused: bool) -> None:
    hands = Hands()
    limiter = paced(tmp_path, hands)
    with limiter.turn("arxiv", "arxiv", 3.0):
        pass
    with limiter.turn("arxiv", "arxiv", 3.0, patience) as turn:
        assert ("there is no time left to wait 3 s before asking arxiv" in turn.refusal, hands.slept == []) == (
            refused,
            refused,
        )


def test_a_turn_whose_request_never_got_there_does_not_count(tmp_path: Path) -> None:
    hands = Hands()
    with paced(tmp_path, hands).turn("arxiv", "arxiv", 3.0) as turn:
        turn.unsent()
    with paced(tmp_path, hands).turn("arxiv", "arxiv", 3.0):
        assert hands.slept == []


def throttle(limiter: RateLimiter, seconds: float | None, service: str = "arxiv") -> None:
    with limiter.turn("arxiv", service, 0.0) as turn:
        turn.throttled(seconds)


@pytest.mark.parametrize(("seconds", "rest"), [(None, 60.0), (7.0, 7.0), (0.0, 0.0), (3600.0, 3600.0), (1e6, 3600.0)])
def test_a_throttled_service_is_left_alone_by_all_processes(tmp_path: Path, seconds: float | None, rest: float) -> None:
    hands = Hands()
    throttle(paced(tmp_path, hands), seconds)
    other = paced(tmp_path, hands)
    assert other.resting("arxiv", "arxiv") == rest
    with other.turn("arxiv", "arxiv", 0.0) as turn:
        assert bool(turn.refusal) is (rest > 0)
    hands.time += rest
    with other.turn("arxiv", "arxiv", 0.0) as turn:
        assert turn.refusal == ""


def test_the_rest_grows_until_an_answer_comes(tmp_path: Path) -> None:
    hands = Hands()
    limiter = paced(tmp_path, hands)
    rests = []
    for _ in range(4):
        throttle(limiter, None)
        rests.append(limiter.resting("arxiv", "arxiv"))
        hands.time += rests[-1]
    with limiter.turn("arxiv", "arxiv", 0.0) as turn:
        turn.answered()
    throttle(limiter, None)
    assert [*rests, limiter.resting("arxiv", "arxiv")] == [60.0, 600.0, 3600.0, 3600.0, 60.0]


def test_a_service_that_names_no_time_at_all_gets_one_from_the_second_throttle_on(tmp_path: Path) -> None:
    hands = Hands()
    limiter = paced(tmp_path, hands)
    rests = []
    for _ in range(2):
        throttle(limiter, 0.0)
        rests.append(limiter.resting("arxiv", "arxiv"))
    assert rests == [0.0, 60.0]


def test_a_folder_that_cannot_be_shared_is_a_note_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    hands = Hands()
    notes: list[str] = []
    limiter = RateLimiter(tmp_path / "file", Clock(hands.now, hands.sleep, hands.now), lambda *_: None, notes.append)
    for _ in range(2):
        with limiter.turn("arxiv", "arxiv", 0.0):
            pass
    assert ["cannot see when this one makes requests" in note for note in notes] == [True]


def test_a_rest_is_one_services_not_its_groups(tmp_path: Path) -> None:
    hands = Hands()
    limiter = paced(tmp_path, hands)
    throttle(limiter, None)
    assert (limiter.resting("arxiv", "arxiv"), limiter.resting("arxiv", "oai")) == (60.0, 0.0)


def test_a_rest_from_a_clock_that_was_wrong_does_not_hold(tmp_path: Path) -> None:
    hands = Hands(1e6)
    throttle(paced(tmp_path, hands), None)
    hands.time = 1000.0
    assert paced(tmp_path, hands).resting("arxiv", "arxiv") == 0.0


def test_a_read_only_folder_does_not_make_it_forget(tmp_path: Path) -> None:
    """As root nothing is read-only: a folder in the place of the notes cannot be written either."""
    (tmp_path / "arxiv.json").mkdir()
    hands = Hands()
    limiter = paced(tmp_path, hands)
    throttle(limiter, None)
    assert limiter.resting("arxiv", "arxiv") == 60.0


HOLDER = """
import sys, time
from pathlib import Path
from bibtools.network.rate_limit import Clock, RateLimiter
limiter = RateLimiter(Path(sys.argv[1]), Clock(time.time, time.sleep, time.monotonic), lambda *_: None)
with limiter.turn("arxiv", "arxiv", 0.0):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_process_holds_nobody_up(tmp_path: Path) -> None:
    told: list[tuple[str, float | None]] = []
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        limiter = RateLimiter(
            tmp_path, Clock(time.time, time.sleep, time.monotonic), lambda *waited: told.append(waited)
        )
        with limiter.turn("arxiv", "oai", 0.0, 0.2) as turn:
            assert turn.refusal == "other runs of bibtools keep using oai"
        holder.kill()
        holder.wait()
        with limiter.turn("arxiv", "oai", 0.0, 5.0) as turn:
            assert turn.refusal == ""
    assert told[0] == ("oai", None)


PROCESS = """
import sys, time
from pathlib import Path
from bibtools.network.rate_limit import Clock, RateLimiter
limiter = RateLimiter(Path(sys.argv[1]), Clock(time.time, time.sleep, time.monotonic), lambda *_: None)
for _ in range(2):
    with limiter.turn("arxiv", "arxiv", 0.1):
        print(f"{time.time():.4f}", end=" ")
        time.sleep(0.02)
        print(f"{time.time():.4f}")
"""


@pytest.mark.slow
def test_processes_keep_the_pace_together(tmp_path: Path) -> None:
    running = [
        subprocess.Popen([sys.executable, "-c", PROCESS, str(tmp_path)], stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    lines = [line for process in running for line in process.communicate(timeout=30)[0].splitlines()]
    turns = sorted(tuple(map(float, line.split())) for line in lines)
    assert len(turns) == 6
    assert all(later[0] - earlier[1] >= 0.095 for earlier, later in pairwise(turns))
