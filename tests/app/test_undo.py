"""Undoing upgrades: the old text returns, or the preprint is rebuilt, and nothing of the user's is ever lost."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.app.undo import undo
from bibtools.app.upgrade import Knowing, UpgradeOutcome, upgrade
from bibtools.app.wiring import earlier_entries
from bibtools.bibliography.entries.options import EntryPreferences
from bibtools.config.configuration import Config
from bibtools.core.errors import ExitCode, UsageError
from bibtools.files.write_access import by_user
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.published_work import PublishedWork
from bibtools.matching.published_version import published_version
from bibtools.providers.resolution import OFFLINE, Resolution
from bibtools.records.record import Record
from bibtools.storage.earlier_entries import EarlierEntries, EarlierEntry, hash_of
from bibtools.tex.names import parse_display

TODAY = date(2026, 11, 30)
LOOMS = Identifier(ARXIV, "1801.00001")
RECORD = Record(
    identifier=LOOMS,
    title="Of Looms and Engines",
    authors=tuple(filter(None, [parse_display("Ada Lovelace")])),
    provider="arxiv",
    date=date(2018, 1, 1),
    categories=("cs.LG",),
)
WORK = PublishedWork(
    "conf/icml/1",
    "inproceedings",
    RECORD.title,
    ("Ada Lovelace",),
    "2019",
    venue="ICML",
    pages="1-2",
    doi="10.1145/1.2",
)
BIB = """% mine, above
@misc{a, title = {Another}}
@misc{looms,
  title = {Of {L}ooms and Engines},
  author = {Ada Lovelace},
  howpublished = {arXiv:1801.00001},
  year = 2018, % the first
  eprint = {1801.00001},
  keywords = {mine},
  note = {Read twice}
}
@comment{behind}
"""


def resolve(wanted: Sequence[Identifier]) -> Resolution:
    return Resolution(records={each: RECORD for each in wanted if each == LOOMS})


def nobody(wanted: Sequence[Identifier]) -> Resolution:
    return Resolution(unresolved=dict.fromkeys(wanted, "it is not in the cache"), trouble=OFFLINE)


KNOWING = Knowing(
    resolve,
    lambda preprints: {each.identifier: ("dblp", published_version(each, [WORK])) for each in preprints},
    ("dblp",),
)


class Desk:
    """A library, and the folder in which what entries were is kept."""

    def __init__(self, folder: Path, text: str = BIB) -> None:
        self.bib, self.data = folder / "refs.bib", folder / "data"
        self.bib.write_bytes(text.encode())
        self.notes: list[str] = []

    @property
    def text(self) -> str:
        return self.bib.read_bytes().decode()

    def upgrade(self) -> UpgradeOutcome:
        with self._earlier() as earlier:
            return upgrade(by_user(str(self.bib)), KNOWING, EntryPreferences(), TODAY, earlier=earlier)

    def undo(self, key: str = "looms", asked: object = resolve, *, diff: bool = False) -> UpgradeOutcome:
        assert callable(asked)
        with self._earlier() as earlier:
            return undo(by_user(str(self.bib)), [key], asked, earlier, EntryPreferences(), TODAY, diff=diff)

    @contextmanager
    def _earlier(self) -> Iterator[EarlierEntries]:
        with closing(EarlierEntries(self.data, self.notes.append)) as earlier:
            yield earlier


def test_an_entry_returns_byte_for_byte(tmp_path: Path) -> None:
    desk = Desk(tmp_path, BIB.replace("\n", "\r\n"))
    before = desk.text
    assert len(desk.upgrade().upgraded) == 1
    upgraded = desk.text
    assert "@inproceedings{looms," in upgraded
    assert "note = {Read twice}" in upgraded
    shown = desk.undo(diff=True, asked=nobody)
    assert (shown.exit_code, desk.text) == (ExitCode.DIFFERS, upgraded)
    done = desk.undo(asked=nobody)
    assert (done.exit_code, desk.text) == (0, before)
    assert [(each.earlier.gate, each.earlier.source, each.earlier.day) for each in done.undone if each.earlier] == [
        ("W-a" if RECORD.doi else "W-c", "dblp", "2026-11-30")
    ]
    again = desk.undo(asked=nobody)
    assert [(each.key, each.reason) for each in again.refused] == [("looms", "it is already the preprint entry")]
    assert (again.exit_code, desk.text) == (ExitCode.COULD_NOT, before)
    assert not desk.notes


def test_an_edited_entry_is_rebuilt(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.upgrade()
    edited = desk.text.replace("{mine}", "{mine, more}").replace("Read twice", "arXiv says more")
    desk.bib.write_text(edited)
    assert desk.undo(asked=nobody).refused[0].reason.endswith("could not be looked up: it is not in the cache")
    assert desk.text == edited
    done = desk.undo()
    assert [each.earlier for each in done.undone] == [None]
    [entry] = [part for part in desk.text.split("@") if part.startswith("misc{looms")]
    assert "keywords = {mine, more}" in entry
    assert "note = {arXiv says more}" in entry
    assert "year = 2018, % the first" in entry.replace("{2018}", "2018")
    assert not {"booktitle", "pages", "doi ="} & {word for word in ("booktitle", "pages", "doi =") if word in entry}
    assert desk.upgrade().upgraded


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "@article{looms, title = {Of Looms}, journal = {J}}",
            "it has no arXiv id, and no earlier version of it was kept",
        ),
        ("@misc{looms, eprint = {1801.00001}, title = {Of Looms}}", "it is already the preprint entry"),
        ("% bibtools: keep\n@article{looms, eprint = {1801.00001}, journal = {J}}", "it is protected"),
        ("@article{looms, eprint={1801.00001}, title={Cats, and Why Dogs Fear Them}, journal={J}}", "another paper"),
        ("@article{looms, eprint = {1801.00001}, journal = J K}", "it is broken"),
        ("@misc{looms}@article{Looms, eprint = {1801.00001}, journal = {J}}", "it shares its key with another entry"),
    ],
)
def test_what_cannot_be_undone(tmp_path: Path, text: str, reason: str) -> None:
    desk = Desk(tmp_path, text)
    done = desk.undo()
    assert reason in done.refused[0].reason
    assert (done.exit_code, desk.text) == (ExitCode.COULD_NOT, text)


def test_a_key_that_no_entry_has(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no entry has the key other"):
        Desk(tmp_path).undo("other")


def test_a_data_folder_that_cannot_be_written(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.data.write_text("a file in its place")
    assert desk.upgrade().written
    assert "store of earlier entries" in desk.notes[0]
    assert [each.earlier for each in desk.undo().undone] == [None]
    assert "keywords = {mine}" in desk.text


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    "kept", ["@misc{other, title = {T}}", "text", "@misc{looms, a = }", "@misc{looms}@misc{b}", ""]
)
def test_a_store_that_somebody_changed(tmp_path: Path, kept: str) -> None:
    import sqlite3

    desk = Desk(tmp_path)
    desk.upgrade()
    with closing(sqlite3.connect(next(desk.data.glob("*.sqlite3")))) as connection:
        connection.execute("UPDATE entries SET old = ?", (kept.encode(),))
        connection.commit()
    assert [each.earlier for each in desk.undo().undone] == [None]
    assert "keywords = {mine}" in desk.text


EDITS = {
    "a field": ("  keywords", "  mine = {added},\n  keywords"),
    "a value": ("keywords = {mine", "keywords = {mine, more"),
    "a comment": ("  keywords", "  % seen\n  keywords"),
    "above": ("% mine, above", "% mine, above\n% and more"),
    "the title": ("Engines}", "Engines: Edited}"),
    "an entry": ("@comment{behind}", "@comment{behind}\n@comment{more}"),
}
STEPS = st.lists(st.sampled_from(["upgrade", "undo", *EDITS]), max_size=9)


def _of_the_user(text: str) -> list[str]:
    """Return what must never be lost, in order: the user's fields, comments, and all outside of the entry."""
    start = text.index("@", text.index("@misc{a") + 1)
    end = text.index("\n}", start) + 2
    own = ("keywords = ", "note = ", "mine = ", "% seen", "% the first", "eprint = ")
    lines = [line.strip().rstrip(",") for line in text[start:end].splitlines()]
    kept = [line[line.index("% the first") :] if "% the first" in line else line for line in lines]
    return [text[:start], *(line for line in kept if line.startswith(own)), text[end:]]


@given(STEPS)
def test_no_sequence_of_steps_loses_anything(steps: list[str]) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        for step in steps:
            if step in EDITS:
                desk.bib.write_text(desk.text.replace(*EDITS[step], 1))
                continue
            before = _of_the_user(desk.text)
            outcome = desk.upgrade() if step == "upgrade" else desk.undo()
            assert _of_the_user(desk.text) == before, step
            if not outcome.entries:
                assert outcome.after == outcome.before


@pytest.mark.parametrize(("mode", "is_used"), [(0o700, True), (0o755, True), (0o777, False), (0o1777, False)])
def test_a_store_where_anybody_can_write_is_told_and_not_used(tmp_path: Path, mode: int, is_used: bool) -> None:
    """Whoever writes there could say what an entry was before."""
    folder, notes = tmp_path / "data", list[str]()
    folder.mkdir()
    kept = EarlierEntry("a", "@misc{a, title = {Theirs}}", hash_of("now"), "W-a", "dblp", "2026-11-30")
    with closing(EarlierEntries(folder, notes.append)) as theirs:
        theirs.keep("refs.bib", [kept])
    folder.chmod(mode)
    config = Config(data_dir=folder)
    with closing(earlier_entries(config, notes.append)) as earlier:
        assert earlier.of("refs.bib", "a") == (kept if is_used else None)
        earlier.keep("refs.bib", [kept])
    why = "earlier entries are not kept there, because anyone can write there; set BIBTOOLS_DATA_DIR to another folder"
    assert notes == ([] if is_used else [f"{folder}: {why}"])


def test_nothing_is_kept_on_a_full_disk_and_that_is_told(tmp_path: Path) -> None:
    """The limit on the sizes of files stands for the disk: the library is smaller, and a page of the store larger."""
    desk, before = Desk(tmp_path), resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (3000, before[1]))
    try:
        assert len(desk.upgrade().upgraded) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    [note] = desk.notes
    assert f"the store of earlier entries {desk.data}" in note
    assert [each.earlier for each in desk.undo().undone] == [None]
    assert "keywords = {mine}" in desk.text
