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


class Pace:
    """Keeps the interval between requests of a rate group; without a usable folder, within this process only.

    `waiting` is told what is waited for, and how many seconds.
    """

    def __init__(self, folder: Path, clock: Clock, waiting: Callable[[str, float], None]) -> None:
        self._folder = folder
        self._clock = clock
        self._waiting = waiting
        self._own: dict[str, _State] = {}
        self._unsent: set[str] = set()

    @contextmanager
    def turn(self, group: str, service: str, interval: float, patience: float = math.inf) -> Iterator[str]:
        """Wait for this process's turn, hold it, and note when it ended; yields why there is none, or nothing.

        `patience` is the longest wait in seconds.
        """
        begin = self._clock.now()
        with self._lock(group, service, patience) as locked:
            refusal = self._refusal(group, service) if locked else f"other runs of bibtools keep asking {service}"
            pause = self._pause(group, interval)
            if not refusal and self._clock.now() - begin + pause > patience:
                refusal = f"there is no time to wait for {service}'s turn ({pause:.0f} s)"
            if refusal:
                yield refusal
                return
            self.wait(service, pause)
            before = self._state(group).ended
            self._note(group, self._state(group)._replace(unfinished=True))
            self._unsent.discard(group)
            try:
                yield ""
            finally:
                ended = before if group in self._unsent else self._clock.now()
                self._note(group, self._state(group)._replace(unfinished=False, ended=ended))

    def unsent(self, group: str) -> None:
        """Do not count the turn that is held: its request never reached the service."""
        self._unsent.add(group)

    def wait(self, service: str, seconds: float) -> None:
        """Let some time pass, and say for whom."""
        if seconds > 0:
            self._waiting(f"{service}'s turn", seconds)
            self._clock.sleep(seconds)

    def throttled(self, group: str, service: str, seconds: float | None) -> None:
        """Leave a service alone from now on, for the seconds that it names or ever longer; call this within a turn."""
        state = self._state(group)
        throttles = state.rests.get(service, Rest()).throttles + 1
        rest = _REST[min(throttles, len(_REST)) - 1] if seconds is None else min(seconds, _LONGEST_REST)
        self._note(group, state._replace(rests={**state.rests, service: Rest(self._clock.now() + rest, throttles)}))

    def answered(self, group: str, service: str) -> None:
        """Forget a service's throttles; call this within a turn."""
        state = self._state(group)
        if service in state.rests:
            self._note(
                group, state._replace(rests={name: rest for name, rest in state.rests.items() if name != service})
            )

    def resting(self, group: str, service: str) -> float:
        """Return for how many seconds a service is left alone from now on."""
        left = self._state(group).rests.get(service, Rest()).until - self._clock.now()
        return left if 0 < left <= _LONGEST_REST else 0.0  # a time further ahead comes from a clock that was wrong

    def _refusal(self, group: str, service: str) -> str:
        left = self.resting(group, service)
        return f"{service} asked us to slow down and is left alone for another {left:.0f} s" if left else ""

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
                self._waiting(f"another run of bibtools that asks {service}", 0.0)
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
            return shared if shared.ended >= own.ended else own
        return own

    def _note(self, group: str, state: _State) -> None:
        self._own[group] = state
        with suppress(OSError):
            (self._folder / f"{group}.json").write_text(json.dumps(state._asdict()), encoding="utf-8")
