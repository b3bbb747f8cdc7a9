"""Rate limiting: how often a service is asked, over all bibtools processes of one user.

One lock a rate group, held during the request, and beside it what all processes must know: when the last request
ended, whether one was left unfinished, and which services asked for a rest. Terms of use count every machine and
process of a person together, so a pause inside of one process would not be enough.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bibtools.core.locations import is_plain_file, make_private_file
from bibtools.core.named_tuple import NamedTuple
from bibtools.files.file_lock import private_lock

_LOCK_PATIENCE = 60.0  # seconds to wait for other processes' requests
_LOOK = 0.05  # seconds between two looks whether the lock is free
# Seconds for which a service is left alone after its first, second, … throttle in a row that names no time. arXiv
# recovers after ten minutes of silence, and retries prolong its ban.
_REST = (60.0, 600.0, 3600.0)
_LONGEST_REST = max(_REST)


class Clock(NamedTuple):
    """The time as seconds since the epoch, how to let some of it pass, and seconds that only ever go forward."""

    now: Callable[[], float]
    sleep: Callable[[float], None]
    monotonic: Callable[[], float]


class WaitCancelled(Exception):  # noqa: N818 - it says what has happened
    """A wait was cancelled: no more requests are to be made."""


class Rest(NamedTuple):
    """Until when a service is left alone, and how many throttles in a row led to that."""

    until: float = 0.0
    throttles: int = 0


class _Times(NamedTuple):
    """When the last request of a rate group began and ended; one that has not ended may have been killed."""

    began: float = -math.inf
    ended: float = -math.inf


class Turn:
    """A turn with a service; `refusal` says why there is none, and `resting` that the service asked for a rest."""

    def __init__(self, limiter: RateLimiter, group: str, service: str, refusal: str, resting: bool) -> None:  # noqa: FBT001 - two words for one state
        self.refusal = refusal
        self.resting = resting
        self.counts = True
        self._limiter = limiter
        self._of = (group, service)

    def unsent(self) -> None:
        """Do not count the turn: its request never reached the service."""
        self.counts = False

    def throttled(self, seconds: float | None) -> None:
        """Leave the service alone from now on, for the seconds that it names or ever longer."""
        self._limiter.rest(*self._of, seconds)

    def answered(self) -> None:
        """Forget the service's throttles."""
        self._limiter.forget(*self._of)


class RateLimiter:
    """Keeps the interval between requests of a rate group; without a usable folder, within this process only.

    Beside the lock of a group lie an empty file, whose times of access and change are the begin and the end of the last
    request (a full disk cannot lose them), and a file with the rests.

    `waiting` is called with the service to wait for, and the seconds; None where another run asks it meanwhile.
    `note` is called once if other processes cannot know of this one.
    """

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        waiting: Callable[[str, float | None], None],
        note: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._folder = folder
        self._clock = clock
        self._waiting = waiting
        self._note = note
        self._is_alone = False
        self._stuck: set[str] = set()  # groups whose lock was not free in this run
        self._times: dict[str, _Times] = {}
        self._rests: dict[str, dict[str, Rest]] = {}

    @contextmanager
    def turn(self, group: str, service: str, interval: float, patience: float = math.inf) -> Iterator[Turn]:
        """Wait for this process's turn, hold it, and note when it ended; `patience` is the longest wait in seconds."""
        begin = self._clock.monotonic()
        with self._lock(group, service, patience) as locked:
            resting = self.resting(group, service)
            pause = self._pause(group, interval)
            is_late = self._clock.monotonic() - begin + pause > patience
            refusal = _refusal(service, resting, pause, locked=locked, late=is_late)
            turn = Turn(self, group, service, refusal, resting > 0)
            if refusal:
                yield turn
                return
            self.wait(service, pause)
            before = self._last(group).ended
            self._set_times(group, _Times(self._clock.now(), before))
            try:
                yield turn
            finally:
                ended = self._clock.now() if turn.counts else before
                self._set_times(group, _Times(ended, ended))

    def wait(self, service: str, seconds: float) -> None:
        """Wait for some time, and report which service for."""
        if seconds > 0:
            self._waiting(service, seconds)
            self._clock.sleep(seconds)

    def resting(self, group: str, service: str) -> float:
        """Return for how many seconds a service is left alone from now on."""
        left = self._all_rests(group).get(service, Rest()).until - self._clock.now()
        return left if 0 < left <= _LONGEST_REST else 0.0  # a time further ahead comes from a clock that was wrong

    def rest(self, group: str, service: str, seconds: float | None) -> None:
        """Leave a service alone from now on, for the seconds that it names or ever longer.

        From the second throttle in a row, what it names cannot be shorter than our own first rest.
        """
        throttles = self._all_rests(group).get(service, Rest()).throttles + 1
        if seconds is None:
            left_alone = _REST[min(throttles, len(_REST)) - 1]
        else:
            left_alone = min(max(seconds, _REST[0] if throttles > 1 else 0.0), _LONGEST_REST)
        self._set_rests(group, {**self._all_rests(group), service: Rest(self._clock.now() + left_alone, throttles)})

    def forget(self, group: str, service: str) -> None:
        """Forget a service's throttles."""
        rests = self._all_rests(group)
        if service in rests:
            self._set_rests(group, {name: rest for name, rest in rests.items() if name != service})

    def _pause(self, group: str, interval: float) -> float:
        times = self._last(group)
        if times.began > times.ended:  # its process was killed: it is unknown when the request ended
            return interval
        # An end in the future comes from a clock that was set back since.
        return min(max(0.0, times.ended + interval - self._clock.now()), interval)

    @contextmanager
    def _lock(self, group: str, service: str, patience: float) -> Iterator[bool]:
        """Hold the group's lock; yield False where it stays taken. An unwritable folder must not stop the run."""
        from filelock import Timeout  # loaded on the way to a socket only

        try:
            lock = private_lock(str(self._folder / f"{group}.lock"))
            try:
                lock.acquire(blocking=False)
            except Timeout:
                if group in self._stuck:
                    raise
                self._waiting(service, None)
                lock.acquire(timeout=min(patience, _LOCK_PATIENCE), poll_interval=_LOOK)
        except Timeout:
            self._stuck.add(group)
            yield False
            return
        except OSError as error:
            self._note_alone(error)
            yield True
            return
        try:
            yield True
        finally:
            lock.release()

    def _note_alone(self, error: OSError) -> None:
        if not self._is_alone:
            self._is_alone = True
            self._note(
                f"other runs of bibtools cannot see when this one makes requests: {self._folder} is unusable ({error})"
            )

    def _last(self, group: str) -> _Times:
        own = self._times.get(group, _Times())
        with suppress(OSError):
            status = (self._folder / f"{group}.times").stat()
            # What this process could not write down, it knows better than the file.
            return max(own, _Times(status.st_atime, status.st_mtime), key=lambda times: times.ended)
        return own

    def _set_times(self, group: str, times: _Times) -> None:
        self._times[group] = times
        path = self._folder / f"{group}.times"
        with suppress(OSError):
            make_private_file(str(path))
            os.utime(path, (max(0.0, times.began), max(0.0, times.ended)))

    def _all_rests(self, group: str) -> dict[str, Rest]:
        """Return the rests that the file records and, where it could not be written, this process's own."""
        rests = dict(self._rests.get(group, {}))
        with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError, OverflowError):
            path = self._folder / f"{group}.json"
            stored = json.loads(path.read_text(encoding="utf-8")) if is_plain_file(str(path)) else {}
            for name, (until, throttles) in stored.items():
                rests[name] = max(rests.get(name, Rest()), Rest(float(until), int(throttles)))
        return rests

    def _set_rests(self, group: str, rests: dict[str, Rest]) -> None:
        """Write the rests, whole or not at all."""
        path = self._folder / f"{group}.json"
        scratch = path.with_suffix(".new")
        try:
            make_private_file(str(scratch))
            scratch.write_text(json.dumps(rests), encoding="utf-8")
            scratch.replace(path)
        except OSError:
            self._rests[group] = rests
        else:
            self._rests.pop(group, None)


def _refusal(service: str, resting: float, pause: float, *, locked: bool, late: bool) -> str:
    """Return why there is no turn, or nothing."""
    if not locked:
        return f"other runs of bibtools keep using {service}"
    if resting:
        return f"{service} is throttling requests and will not be used for another {resting:.0f} s"
    return f"there is no time left to wait {pause:.0f} s before asking {service}" if late else ""
