"""How fast counted work goes, and how long it will take, in words."""

from __future__ import annotations

from bibtools.core.named_tuple import NamedTuple

_SHORTEST = 0.5  # seconds before a rate says something


class ProgressStep(NamedTuple):
    """How far work is at a time: how many things, and which part of the whole; 0 where that is not known."""

    time: float
    number: int
    part: float


class CountedWork(NamedTuple):
    """Work on things of a kind: where it began (what was known says nothing of the rate), and where it is now."""

    noun: str
    begun: ProgressStep
    now: ProgressStep

    def words(self, time: float) -> str:
        """Return how many are done, the rate, and the time that is left, as far as they are known."""
        known = (self._share, self.rate(time), self.left(time))
        return ", ".join([f"{self.now.number:,} {self.noun}", *filter(None, known)])

    @property
    def _share(self) -> str:
        return f"{self.now.part:.0%}" if self.now.part else ""

    def rate(self, time: float) -> str:
        """Return how many are done in a second, or in a minute if it is less than one."""
        seconds, number = time - self.begun.time, self.now.number - self.begun.number
        if seconds < _SHORTEST or not number:
            return ""
        rate = number / seconds
        return f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.1f}/s" if rate >= 1 else f"{rate * 60:.0f}/min"

    def left(self, time: float) -> str:
        """Return the time that is left at the rate so far; what has passed since the last step counts as well."""
        done, seconds = self.now.part - self.begun.part, self.now.time - self.begun.time
        if not self.now.part or done <= 0 or seconds < _SHORTEST:
            return ""
        left = max(0.0, seconds / done * (1 - self.now.part) - (time - self.now.time))
        return f"{duration(left)} left"


def duration(seconds: float) -> str:
    """Return a time as people say it, in one or two units."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02d} s" if whole < 600 else f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60:02d} min"
