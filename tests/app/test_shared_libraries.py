"""Documents that share a library: `sync --diff` shows what `sync` does, once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from bibtools.app.source_files import Sources
from bibtools.app.sync import sync
from bibtools.app.sync_outcome import SyncOptions, SyncOutcome
from bibtools.core.text import apply_edits
from bibtools.identifiers.identifier import Identifier
from bibtools.providers.resolution import Resolution
from bibtools.records.record import Record
from bibtools.tex.names import Name

TODAY = date(2026, 11, 30)
ONE, TWO = "2101.00001", "2101.00002"
LIBRARY = "@misc{first, title = {First}}\n"


def resolve(works: Sequence[Identifier]) -> Resolution:
    found = {
        each: Record(identifier=each, title=f"Looms {each.value}", authors=(Name("Byron", "Ada"),), provider="test")
        for each in works
    }
    return Resolution(found)


def synced(*, diff: bool) -> list[SyncOutcome]:
    return list(sync(SyncOptions(sources=Sources(["."]), diff=diff), TODAY, resolve, lambda found, _: found))


def tex(bib: str, *ids: str) -> str:
    cited = " ".join(f"arXiv:{each}" for each in ids)
    return f"\\documentclass{{article}}\n\\begin{{document}}\n{cited}\n\\bibliography{{{bib}}}\n\\end{{document}}\n"


ROWS = [
    ({"p.tex": tex("refs", ONE), "s.tex": tex("refs,own", ONE)}, LIBRARY),
    ({"p.tex": tex("refs", ONE), "s.tex": tex("refs,own", ONE, TWO)}, LIBRARY),
    ({"p.tex": tex("refs", ONE), "s.tex": tex("refs,own", TWO)}, LIBRARY),
    ({"p.tex": tex("refs", ONE), "s.tex": tex("refs,own", ONE, TWO)}, LIBRARY.replace("\n", "\r\n")),
    ({"p.tex": tex("refs", ONE), "s.tex": tex("refs,own", ONE, TWO)}, "% \u00e9\n\n" + LIBRARY),
    ({"p.tex": tex("refs", ONE), "s.tex": tex("refs,own", TWO)}, None),
    ({"p.tex": tex("refs", ONE), "s.tex": tex("own", ONE)}, LIBRARY),  # each has its own
]


def test_the_diffs_of_documents_add_up_to_what_sync_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, (files, library) in enumerate(ROWS):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        held = {"own.bib": "@misc{own, title = {Own}}\n"} | ({"refs.bib": library} if library else {})
        for name, text in {**files, **held}.items():
            (folder / name).write_bytes(text.encode())
        shown = {each.bib: each for each in synced(diff=True) if each.changed}
        assert {name: (folder / name).read_bytes().decode() for name in held} == held
        written = synced(diff=False)
        assert shown
        assert {name: apply_edits(each.before, each.plan.edits) for name, each in shown.items()} == {
            name: (folder / name).read_bytes().decode() for name in shown
        }, files
        assert [each.changed for each in written if each.bib].count(True) >= len(shown)


def test_what_two_documents_cite_is_shown_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in {**ROWS[0][0], "refs.bib": LIBRARY, "own.bib": ""}.items():
        (tmp_path / name).write_text(text, "utf-8")
    first, second = synced(diff=True)
    assert [each.identifier.value for each in first.plan.added] == [ONE]
    assert (second.plan.added, second.changed, second.bib) == ((), False, "refs.bib")
