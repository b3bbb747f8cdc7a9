from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
from real_material import MATERIAL

from bibtools.bibliography.editing.merge import plan
from bibtools.bibliography.editing.plan import Plan
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source, apply_edits, decode, encode
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.records.record import Record
from bibtools.tex.names import Name

TODAY = date(2026, 11, 20)
FILES = sorted((MATERIAL / "bibs").glob("*.bib"))
SMALL = 30_000  # bytes; what is larger is for the slow tests
NEW = Record(
    identifier=Identifier(ARXIV, "2611.00042"),
    title="Unheard-of Zebra Crossings",
    authors=(Name("Quillfeather", "Ida"),),
    provider="arxiv",
    date=date(2026, 11, 2),
    categories=("cs.CV",),
)


def up_to(size: int) -> list[object]:
    """Return all libraries, of which larger ones are for the slow tests."""
    return [
        pytest.param(path, id=path.stem, marks=() if path.stat().st_size <= size else pytest.mark.slow)
        for path in FILES
    ]


pytestmark = pytest.mark.skipif(not FILES, reason="the real libraries are not here")


@cache
def library(path: Path) -> Library:
    return read(Source(path.name, decode(path.read_bytes())))


def planned(read_in: Library) -> Plan:
    known = identities(read_in, TODAY)
    return plan(read_in, known, [] if NEW.identifier in known.by_identifier else [NEW], {})


@pytest.mark.parametrize("path", up_to(SMALL))
def test_reading_a_real_library_loses_nothing(path: Path) -> None:
    read_in = library(path)
    assert [0, *(block.span.end for block in read_in.blocks)] == [
        *(block.span.start for block in read_in.blocks),
        len(read_in.text),
    ]
    assert encode(read_in.text) == path.read_bytes()


@pytest.mark.thinned(3)
@pytest.mark.parametrize("path", up_to(SMALL // 4))
def test_a_new_entry_is_all_that_changes_in_a_real_library_and_only_once(path: Path) -> None:
    first = planned(library(path))
    (((start, end), entry),) = first.edits
    new = apply_edits(library(path).text, first.edits)
    assert (start, new[:start] + new[start + len(entry) :]) == (end, library(path).text)
    assert planned(read(Source(path.name, new))).edits == ()
