"""Following what documents read: what many of them share is read once, and each is what it would be alone."""

from __future__ import annotations

import cProfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.app.documents.document import Document, follow
from bibtools.app.documents.texts import SourceTexts
from bibtools.app.extract import Extract
from bibtools.app.gather import gather_papers
from bibtools.app.source_files import Sources
from bibtools.core.errors import TooMuch
from bibtools.files.workspace import HERE
from bibtools.sources.mention import Scan
from bibtools.sources.structure import Inclusion, Structure

TODAY = date(2026, 11, 1)
NAMES = ("r0.tex", "r1.tex", "sub/r2.tex", "a.tex", "b.tex", "c.tex", "sub/d.tex", "r0-x.tex")
NAMED = ("r1", "a", "b", "c", "d", "sub/d", "gone", r"\jobname-x", r"\jobname-gone")


def texts_of(structures: Mapping[str, Structure]) -> SourceTexts:
    def read(names: Sequence[str]) -> dict[str, Extract]:
        return {name: Extract(Scan((), ()), structures[name]) for name in names if name in structures}

    found = SourceTexts(read, HERE)
    found.load(structures)
    return found


inclusions = st.builds(
    Inclusion, st.sampled_from(NAMED), endings=st.just((".tex",)), becomes_base=st.booleans(), base=st.just("root")
)
structures = st.builds(
    Structure,
    inclusions=st.lists(inclusions, max_size=3).map(tuple),
    folders=st.lists(st.sampled_from(["sub", r"\jobname-f"]), max_size=1).map(tuple),
    is_open=st.booleans(),
)


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, structures)), st.permutations(NAMES))
def test_law_what_others_have_followed_changes_no_document(known: dict[str, Structure], order: list[str]) -> None:
    shared = texts_of(known)
    for root in order:
        assert follow(root, shared) == follow(root, texts_of(known))


def chain(length: int, roots: int, last: str = "") -> dict[str, Structure]:
    def reading(name: str) -> Structure:
        return Structure(inclusions=(Inclusion(name, endings=(".tex",)),) if name else ())

    parts = {f"c{n}.tex": reading(f"c{n + 1}" if n + 1 < length else last) for n in range(length)}
    return parts | {f"r{n}.tex": reading("c0") for n in range(roots)}


def looked_for(known: dict[str, Structure], roots: int) -> tuple[int, list[Document]]:
    """Return how many names were looked for, and the documents."""
    texts, work = texts_of(known), cProfile.Profile()
    found = work.runcall(lambda: [follow(f"r{n}.tex", texts) for n in range(roots)])
    calls = {getattr(each.code, "co_name", ""): each.callcount for each in work.getstats()}
    return calls["_place"], found


def test_a_chain_that_many_share_is_followed_once() -> None:
    looks, found = looked_for(chain(length=50, roots=40), 40)
    assert looks == 40 + 49
    assert {len(each.bases) for each in found} == {51}


@pytest.mark.parametrize(("last", "size"), [("r1", 52), (r"\jobname-x", 51), ("gone", 51)])
def test_a_chain_that_leads_to_a_root_or_is_called_after_it(last: str, size: int) -> None:
    _, found = looked_for(chain(length=50, roots=3, last=last), 3)
    assert [len(each.bases) for each in found] == [size, size - (last == "r1"), size]
    own = last.replace(r"\jobname", "r{}") + ".tex"
    assert [each.lost for each in found] == [(own.format(n),) * (last != "r1") for n in range(3)]


def test_a_document_of_too_many_sources_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        (tmp_path / f"c{number}.tex").write_text(f"\\input{{c{number + 1}}}", "utf-8")
    (tmp_path / "c9.tex").write_text("arXiv:2106.00134", "utf-8")
    (tmp_path / "main.tex").write_text("\\documentclass{x}\\input{c0}", "utf-8")

    def names() -> int:
        [found] = gather_papers(Sources([str(tmp_path / "main.tex")]), TODAY, frozenset())
        return len(found.names)

    assert names() == 11
    monkeypatch.setattr("bibtools.app.documents.document.MOST", 8)
    with pytest.raises(TooMuch, match=r"main\.tex: it reads more than 8 sources: leave it out with exclude"):
        names()
