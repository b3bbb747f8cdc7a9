"""Named tuples that cost little to declare: all that `typing.NamedTuple` makes of a class, they do."""

from __future__ import annotations

import copy
import inspect
import pickle
import re
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import bibtools
from bibtools.core.named_tuple import NamedTuple

PACKAGE = Path(bibtools.__file__).parent
# A class that is generic, too, needs what `typing` makes.
GENERIC = {"cli/each_library.py", "reports/library_outcomes.py"}


class Place(NamedTuple):
    """Where something stands."""

    start: int
    end: int
    name: str = ""
    of: Place | None = None

    @property
    def length(self) -> int:
        """How long it is."""
        return self.end - self.start

    def moved(self, by: int) -> Place:
        return self._replace(start=self.start + by, end=self.end + by)

    @classmethod
    def empty(cls) -> Place:
        return cls(0, 0)


class Standard(typing.NamedTuple):
    """Where something stands."""

    start: int
    end: int
    name: str = ""
    of: Place | None = None

    @property
    def length(self) -> int:
        """How long it is."""
        return self.end - self.start

    def moved(self, by: int) -> Standard:
        return self._replace(start=self.start + by, end=self.end + by)

    @classmethod
    def empty(cls) -> Standard:
        return cls(0, 0)


class Nothing(NamedTuple):
    """Without a field."""


SAME: tuple[Callable[[Any], object], ...] = (
    lambda made: tuple(made(1, 3)),
    lambda made: tuple(made(end=3, start=1, name="a")),
    lambda made: made(1, 3).length,
    lambda made: tuple(made(1, 3).moved(2)),
    lambda made: tuple(made.empty()),
    lambda made: made(1, 3)._asdict(),
    lambda made: tuple(made._make(range(4))),
    lambda made: made(1, 3) == (1, 3, "", None),
    lambda made: made(1, 3) == made(1, 4),
    lambda made: hash(made(1, 3)),
    lambda made: made(1, 3) < made(1, 4),
    lambda made: made._fields,
    lambda made: made._field_defaults,
    lambda made: made.__match_args__,
    lambda made: made.__doc__,
    lambda made: made.__module__,
    lambda made: made.__mro__[1:],
    lambda made: list(inspect.signature(made).parameters),
    lambda made: inspect.getdoc(made.length),
    lambda made: made.__dict__.keys() - {"__orig_bases__"},
    lambda made: repr(made(1, 3)).replace(made.__name__, ""),
)
REFUSED: tuple[Callable[[Any], object], ...] = (
    lambda made: made(),
    lambda made: made(1),
    lambda made: made(1, 2, "", None, 5),
    lambda made: made(1, 2, unknown=3),
    lambda made: made(1, 2)._replace(unknown=3),
    lambda made: made._make(range(3)),
    lambda made: setattr(made(1, 2), "start", 3),
    lambda made: setattr(made(1, 2), "other", 3),
    lambda made: made(1, 2).other,
)


@pytest.mark.parametrize("of", SAME)
def test_it_is_what_typing_makes(of: Callable[[Any], object]) -> None:
    assert of(Place) == of(Standard)


@pytest.mark.parametrize("of", REFUSED)
def test_it_refuses_what_typing_refuses(of: Callable[[Any], object]) -> None:
    with pytest.raises((TypeError, ValueError, AttributeError)) as refused:
        of(Standard)
    with pytest.raises(refused.type):
        of(Place)


def test_its_values_can_be_sent_and_copied() -> None:
    place = Place(1, 3, "a", Place(0, 9))
    assert pickle.loads(pickle.dumps(place)) == place  # noqa: S301 - made in the line before
    assert copy.deepcopy(place) == place
    assert type(copy.copy(place)) is Place
    assert Nothing() == ()


def test_all_that_are_not_generic_are_declared_so() -> None:
    declared = re.compile(r"^class \w+\(NamedTuple\b.*", re.MULTILINE)
    texts = {each.relative_to(PACKAGE).as_posix(): each.read_text("utf-8") for each in PACKAGE.rglob("*.py")}
    by_typing = {
        name for name, text in texts.items() if re.search(r"^from typing import .*\bNamedTuple\b", text, re.MULTILINE)
    }
    assert by_typing == GENERIC
    assert all("Generic[" in each for name in GENERIC for each in declared.findall(texts[name]))
