"""What the project needs is bounded on both sides, and named with the same bounds wherever it is named."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from dependency_bounds import PROJECT, TESTED, bounds, extras, installed, lowest, requirements

HOOKS = yaml.safe_load((PROJECT.parent / ".pre-commit-config.yaml").read_text("utf-8"))
NAMED_IN_HOOKS = [
    each for repository in HOOKS["repos"] for hook in repository["hooks"] for each in hook["additional_dependencies"]
]
ALL = requirements(extras())


def number(text: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", text)))


@pytest.mark.parametrize("requirement", ALL)
def test_every_dependency_has_both_bounds_in_order(requirement: str) -> None:
    _, low, excluded = bounds(requirement)
    assert number(low) < number(excluded)


@pytest.mark.parametrize(
    "requirement", ["click", "click>=8.2", "click<9", "click==8.2", "click>=8.2,<9,!=8.3", "a>=1 ,<2"]
)
def test_what_has_not_both_bounds_is_refused(requirement: str) -> None:
    with pytest.raises(ValueError, match="needs a lower and an upper bound"):
        bounds(requirement)


@pytest.mark.parametrize("requirement", installed(("test",)))
def test_what_is_installed_is_within_the_bounds(requirement: str) -> None:
    name, low, excluded = bounds(requirement)
    assert number(low) <= number(version(name)) < number(excluded)


@pytest.mark.parametrize("requirement", NAMED_IN_HOOKS)
def test_the_hooks_of_the_project_name_the_same_bounds(requirement: str) -> None:
    assert requirement in ALL


def test_the_lowest_versions_are_those_of_the_bounds() -> None:
    assert len(lowest()) == len(requirements(TESTED))
    assert [each for each in lowest() if each.startswith(("click=", "dask="))] == ["click==8.2.1", "dask==2025.1"]


def test_both_ends_of_the_bounds_are_tested_with_every_extra_that_the_suite_needs() -> None:
    script = Path(PROJECT.parent, ".ci", "versions").read_text("utf-8")
    assert f".[{','.join(TESTED)}]" in script
