"""The targets of the fuzzing keep their promises on their own seeds, so none of them rots between runs."""

from __future__ import annotations

from importlib import import_module

import pytest
from fuzz.registry import MODULES, target


@pytest.mark.parametrize("name", MODULES)
def test_every_target_keeps_its_promises_on_its_seeds(name: str) -> None:
    check, seeds, _ = target(name)
    assert seeds
    for seed in seeds:
        check(seed)


@pytest.mark.parametrize("module", sorted(set(MODULES.values())))
def test_the_registry_has_every_target_of_a_module(module: str) -> None:
    assert [*import_module(f"fuzz.{module}").TARGETS] == [name for name, where in MODULES.items() if where == module]
