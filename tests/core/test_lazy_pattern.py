from __future__ import annotations

import importlib
import pickle
import pkgutil
import re
from collections.abc import Iterator

import pytest

import bibtools
from bibtools.core.lazy_pattern import lazy_pattern


def test_it_is_a_pattern() -> None:
    lazy, compiled = lazy_pattern(r"(?P<x>a)b?", re.IGNORECASE), re.compile(r"(?P<x>a)b?", re.IGNORECASE)
    assert (
        [m.span() for m in lazy.finditer("Ab a")] == [m.span() for m in compiled.finditer("Ab a")] == [(0, 2), (3, 4)]
    )
    assert (lazy.pattern, lazy.flags, dict(lazy.groupindex)) == (compiled.pattern, compiled.flags, {"x": 1})
    assert lazy_pattern(rb"\xff").search(b"a\xff")
    assert pickle.loads(pickle.dumps(lazy)).fullmatch("aB")  # noqa: S301 - it was made here


def test_a_fault_in_it_is_raised_when_it_is_used() -> None:
    broken = lazy_pattern("(")
    with pytest.raises(re.error):
        broken.search("a")
    with pytest.raises(AttributeError):
        _ = lazy_pattern("a").no_part_of_it  # type: ignore[attr-defined]


def _modules() -> Iterator[str]:
    optional = {"dask", "duckdb", "pyarrow", "fsspec"}
    for found in pkgutil.walk_packages(bibtools.__path__, "bibtools."):
        if not found.ispkg and not found.name.endswith("__main__") and not optional & set(found.name.split("_")):
            yield found.name


def test_all_of_the_package_can_be_compiled() -> None:
    kind, seen = type(lazy_pattern("")), 0
    for name in _modules():
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:  # what is only for those who install more
            continue
        for value in vars(module).values():
            for each in value if isinstance(value, tuple | list) else [value]:
                if isinstance(each, kind):
                    assert each.flags >= 0
                    seen += 1
    assert seen > 200
