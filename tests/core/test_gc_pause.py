from __future__ import annotations

import gc

import pytest

from bibtools.core.gc_pause import no_collection


def test_collection_goes_on_afterwards() -> None:
    with no_collection():
        assert not gc.isenabled()
    assert gc.isenabled()


def refuse() -> None:
    raise ValueError("x")


def test_it_goes_on_after_an_exception() -> None:
    with pytest.raises(ValueError, match="x"), no_collection():
        refuse()
    assert gc.isenabled()


def test_what_was_off_stays_off() -> None:
    gc.disable()
    try:
        with no_collection():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
