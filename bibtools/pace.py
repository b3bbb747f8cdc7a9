"""Pace: how often a service is asked, over all bibtools processes of one user.

One lock a rate group, held during the request, and beside it what all processes must know: when the last request
ended, whether one was left unfinished, and which services asked for a rest. Terms of use count every machine and
process of a person together, so a pause inside of one process would not be enough.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

_LOCK_PATIENCE = 120.0  # seconds to wait for other processes' requests
_LOOK = 0.05  # seconds between two looks whether the lock is free
# Seconds for which a service is left alone after its first, second, … throttle in a row that names no time. arXiv
# recovers after ten minutes of silence, and retries prolong its ban.
_REST = (60.0, 600.0, 3600.0)
_LONGEST_REST = max(_REST)


class Clock(NamedTuple):
    """The time, as seconds since the epoch, and how to let some of it pass."""

    now: Callable[[], float]
    sleep: Callable[[float], None]


class Rest(NamedTuple):
    """Until when a service is left alone, and how many throttles in a row led to that."""

    until: float = 0.0
    throttles: int = 0


class _State(NamedTuple):
    """What the processes share of a rate group."""

    ended: float = -math.inf
    unfinished: bool = False  # a request began and has not ended
    rests: dict[str, Rest] = {}  # noqa: RUF012 - never changed


class Turn:
    """A turn with a service; `refusal` tells why there is none, and `resting` that the service asked for a rest."""

    def __init__(self, pace: Pace, group: str, service: str, refusal: str, resting: bool) -> None:  # noqa: FBT001 - two words for one state
        self.refusal = refusal
        self.resting = resting
        self.counts = True
        self._pace = pace
        self._of = (group, service)

    def unsent(self) -> None:
        """Do not count the turn: its request never reached the service."""
        self.counts = False

    def throttled(self, seconds: float | None) -> None:
        """Leave the service alone from now on, for the seconds that it names or ever longer."""
        self._pace.rest(*self._of, seconds)

    def answered(self) -> None:
        """Forget the service's throttles."""
        self._pace.forget(*self._of)


class Pace:
    """Keeps the interval between requests of a rate group; without a usable folder, within this process only.

    `waiting` is told which service is waited for, and how many seconds; None where another run asks it meanwhile.
    """

    def __init__(self, folder: Path, clock: Clock, waiting: Callable[[str, float | None], None]) -> None:
        self._folder = folder
        self._clock = clock
        self._waiting = waiting
        self._own: dict[str, _State] = {}

    @contextmanager
    def turn(self, group: str, service: str, interval: float, patience: float = math.inf) -> Iterator[Turn]:
        """Wait for this process's turn, hold it, and note when it ended; `patience` is the longest wait in seconds."""
        begin = self._clock.now()
        with self._lock(group, service, patience) as locked:
            resting = self.resting(group, service)
            pause = self._pause(group, interval)
            is_late = self._clock.now() - begin + pause > patience
            turn = Turn(
                self, group, service, _refusal(service, resting, pause, locked=locked, late=is_late), resting > 0
            )
            if turn.refusal:
                yield turn
                return
            self.wait(service, pause)
            before = self._state(group).ended
            self._note(group, self._state(group)._replace(unfinished=True))
            try:
                yield turn
            finally:
                ended = self._clock.now() if turn.counts else before
                self._note(group, self._state(group)._replace(unfinished=False, ended=ended))

    def wait(self, service: str, seconds: float) -> None:
        """Let some time pass, and say for whom."""
        if seconds > 0:
            self._waiting(service, seconds)
            self._clock.sleep(seconds)

    def resting(self, group: str, service: str) -> float:
        """Return for how many seconds a service is left alone from now on."""
        left = self._state(group).rests.get(service, Rest()).until - self._clock.now()
        return left if 0 < left <= _LONGEST_REST else 0.0  # a time further ahead comes from a clock that was wrong

    def rest(self, group: str, service: str, seconds: float | None) -> None:
        """Leave a service alone from now on, for the seconds that it names or ever longer."""
        rests = self._state(group).rests
        throttles = rests.get(service, Rest()).throttles + 1
        left_alone = _REST[min(throttles, len(_REST)) - 1] if seconds is None else min(seconds, _LONGEST_REST)
        rest = Rest(self._clock.now() + left_alone, throttles)
        self._note(group, self._state(group)._replace(rests={**rests, service: rest}))

    def forget(self, group: str, service: str) -> None:
        """Forget a service's throttles."""
        rests = self._state(group).rests
        if service in rests:
            left = {name: rest for name, rest in rests.items() if name != service}
            self._note(group, self._state(group)._replace(rests=left))

    def _pause(self, group: str, interval: float) -> float:
        state = self._state(group)
        if state.unfinished:  # its process was killed: nobody knows when the request ended
            return interval
        pause = state.ended + interval - self._clock.now()
        return pause if 0 < pause <= interval else 0.0

    @contextmanager
    def _lock(self, group: str, service: str, patience: float) -> Iterator[bool]:
        """Hold the group's lock and tell so; a folder that cannot be written must not stop the run."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 - loaded on the way to a socket only

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._folder / f"{group}.lock")
            try:
                lock.acquire(blocking=False)
            except Timeout:
                self._waiting(service, None)
                lock.acquire(timeout=min(patience, _LOCK_PATIENCE), poll_interval=_LOOK)
        except Timeout:
            yield False
            return
        except OSError:
            yield True
            return
        try:
            yield True
        finally:
            lock.release()

    def _state(self, group: str) -> _State:
        own = self._own.get(group, _State())
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            told = json.loads((self._folder / f"{group}.json").read_text(encoding="utf-8"))
            rests = {str(name): Rest(float(until), int(count)) for name, (until, count) in told["rests"].items()}
            shared = _State(float(told["ended"]), bool(told["unfinished"]), rests)
            # What this process could not write down, it knows better than the file.
            return shared if shared.ended >= own.ended else own
        return own

    def _note(self, group: str, state: _State) -> None:
        self._own[group] = state
        with suppress(OSError):
            (self._folder / f"{group}.json").write_text(json.dumps(state._asdict()), encoding="utf-8")


def _refusal(service: str, resting: float, pause: float, *, locked: bool, late: bool) -> str:
    """Return why there is no turn, or nothing."""
    if not locked:
        return f"other runs of bibtools keep asking {service}"
    if resting:
        return f"{service} asked us to slow down and is left alone for another {resting:.0f} s"
    return f"there is no time left to wait {pause:.0f} s before asking {service}" if late else ""
