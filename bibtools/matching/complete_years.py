"""Complete years of a venue: whether the works of a year that an index has may be all of them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

# Ratios of the numbers of works in two years that follow each other; conferences have doubled, and shrunk by a quarter.
_LEAP, _FALL, _DIP = 2.5, 0.7, 0.8
_SOON = 6  # years


def works_of_complete_year(number: Callable[[int], int], year: int) -> int:
    """Return how many works a year has, given the number of each year; 0 where many are certainly missing.

    So it is where there are far fewer than in the year before, fewer than in both years beside it, or where the numbers
    leap soon after: the index has a better source from then on.
    """
    later = [number(year + more) for more in range(_SOON + 1)]
    leaps = any(each and after > _LEAP * each for each, after in pairwise(later))
    before = number(year - 1)
    is_low = later[0] < _FALL * before or later[0] < _DIP * min(before, later[1])
    return 0 if leaps or is_low else later[0]
