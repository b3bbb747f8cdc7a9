"""The bounds of the dependencies in pyproject.toml; run as a program, the lowest versions as constraints for pip."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
TESTED = ("test", "slow", "tables", "corpus", "lsp")  # extras that the suite needs
_BOUNDED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[a-z0-9,]+\])?>=([0-9.]+),<([0-9.]+)")


class Bounds(NamedTuple):
    """A dependency, the lowest version that is allowed, and the first one that is not any more."""

    name: str
    lowest: str
    excluded: str


def requirements(extras: Sequence[str]) -> list[str]:
    """Return what the project needs to be built and to run, with some extras, as it is written."""
    building: list[str] = tomllib.loads(PROJECT.read_text("utf-8"))["build-system"]["requires"]
    return [*building, *installed(extras)]


def installed(extras: Sequence[str]) -> list[str]:
    """Return what is installed with the project and some extras."""
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    return [*project["dependencies"], *(each for extra in extras for each in project["optional-dependencies"][extra])]


def extras() -> list[str]:
    """Return the names of all extras."""
    return list(tomllib.loads(PROJECT.read_text("utf-8"))["project"]["optional-dependencies"])


def bounds(requirement: str) -> Bounds:
    """Return the bounds of a requirement; raises ValueError where it has not both."""
    match = _BOUNDED.fullmatch(requirement)
    if match is None:
        raise ValueError(f"{requirement}: it needs a lower and an upper bound: name>=1.2,<2")
    return Bounds(*match.groups())


def lowest() -> list[str]:
    """Return the lowest versions as constraints."""
    return [f"{each.name}=={each.lowest}" for each in map(bounds, requirements(TESTED))]


if __name__ == "__main__":
    sys.stdout.write("".join(f"{each}\n" for each in lowest()))
