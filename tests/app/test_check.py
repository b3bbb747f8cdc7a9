"""The check as a function: any base folder, unsaved texts over the files, and what a cache may answer."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from commits import ENTRY, ONE, TWO, entries, init, tex
from hypothesis import given, settings
from hypothesis import strategies as st

from bibtools.app.check import Checking, check, check_missing
from bibtools.app.check_cache import LibraryFacts, NoCheckCache
from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.extract import Extract
from bibtools.app.source_files import SourceFiles, Sources, find
from bibtools.core.errors import BibtoolsError
from bibtools.files.exclusion import Exclusion
from bibtools.files.workspace import HERE, Workspace
from bibtools.files.write_access import by_user
from bibtools.sources.filetypes import WALKED

TODAY = date(2026, 11, 20)
UNCOUNTED = frozenset({"cite-other-key"})  # what a check of missing papers reports, and does not fail for


def checked(files: Workspace, given: tuple[str, ...] = (".",), bib: str | None = None) -> CheckOutcome | str:
    """Return the outcome, or the message where there is none."""
    found = find(Sources(given), WALKED, files)
    try:
        [outcome] = check(found, by_user(bib) if bib else None, Checking(TODAY, files=files))
    except BibtoolsError as error:
        return str(error)
    return outcome


def fill(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder


CASES: list[dict[str, str]] = [
    {"p.tex": tex(ONE), "refs.bib": entries(ONE)},
    {"p.tex": tex(ONE, TWO), "refs.bib": entries(ONE)},
    {"p.tex": tex(ONE), "lit.bib": entries(ONE)},
    {"sub/p.tex": tex(ONE, bib="../refs,more"), "refs.bib": "", "sub/more.bib": entries(ONE, ONE)},
    {"sub/p.tex": tex(TWO, bib="refs"), "refs.bib": entries(ONE)},
    {"p.tex": tex(ONE), "refs.bib": "@misc{a, title = {x}"},
    {"p.md": f"---\nbibliography: refs.bib\n---\n[@{ONE}] arXiv:2113.00001", "refs.bib": ENTRY.format(key="a", id=ONE)},
    {"p.tex": tex(ONE), "a.txt": "\0", "refs.bib": ""},
    {"p.tex": tex(ONE), "refs.bib": "\0"},
    {"p.tex": "words"},
    {"p.tex": f"arXiv:{ONE}"},
    {"p.tex": tex(ONE) + "a\udcff arXiv:2101.0001 (2106.00134)", "refs.bib": "\ufeff" + entries(TWO)},
]


@pytest.mark.thinned(3)
@pytest.mark.parametrize("files", CASES)
@pytest.mark.parametrize("given", [(".",), ("p.tex", "sub")])
def test_a_base_folder_is_as_good_as_the_current_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], given: tuple[str, ...]
) -> None:
    folder = fill(tmp_path / "paper", files)
    elsewhere = fill(tmp_path / "elsewhere", {"p.tex": tex("2101.00009"), "refs.bib": "", "more.bib": ""})
    monkeypatch.chdir(folder)
    here = checked(HERE, given)
    monkeypatch.chdir(elsewhere)
    assert checked(Workspace(str(folder)), given) == here
    assert checked(Workspace.of(str(folder), {}), given) == here
    assert checked(Workspace.of("../paper", {}), given) == here
    absolute = tuple(str(folder / each) for each in given if each != "." or given == (".",))
    outcome = checked(Workspace(str(folder)), absolute)
    assert isinstance(outcome, str) == isinstance(here, str)
    if isinstance(outcome, CheckOutcome) and isinstance(here, CheckOutcome):
        assert outcome.all_findings == here.all_findings


@pytest.mark.parametrize("is_git", [True, False])
def test_unsaved_texts_are_as_good_as_written_ones(tmp_path: Path, is_git: bool) -> None:
    for number, files in enumerate(CASES):
        written = fill(tmp_path / f"{number}" / "paper", files)
        blank = fill(tmp_path / f"{number}x" / "paper", dict.fromkeys(list(files)[::2], "old words arXiv:2101.00008"))
        for folder in (written, blank) if is_git else ():
            init(folder)
        unsaved, saved = [
            each if isinstance(each, str) else each._replace(library=None)  # it names a folder of the test
            for each in (checked(Workspace.of(str(blank), files)), checked(Workspace(str(written))))
        ]
        assert unsaved == saved, files


PIECES = st.sampled_from(
    [tex(ONE), tex(TWO, bib="more"), f"arXiv:{ONE} ", "words\n", "\0", "é\r\n", entries(ONE), "@misc{b,"]
)
NAMES = st.sampled_from(
    ["p.tex", "q.md", "sub/r.tex", "new/s.tex", ".hidden.tex", "node_modules/t.tex", "refs.bib", "more.bib"]
)
TREES = st.dictionaries(NAMES, st.lists(PIECES, max_size=3).map("".join), max_size=5)


@settings(deadline=None)
@given(TREES, TREES, st.sampled_from([None, "refs.bib", "lit.bib", "sub/refs.bib"]))
def test_a_tree_with_unsaved_texts_is_the_tree_with_them_saved(
    old: dict[str, str], new: dict[str, str], bib: str | None
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = fill(Path(name) / "paper", {"x.png": "", **old})
        unsaved = checked(Workspace.of(str(folder), new), bib=bib)
        assert (
            checked(Workspace.of(f"{folder}/../paper", {str(folder / each): new[each] for each in new}), bib=bib)
            == unsaved
        )
        fill(folder, new)
        assert checked(Workspace(str(folder)), bib=bib) == unsaved


def test_an_unsaved_text_that_git_ignores_is_no_source(tmp_path: Path) -> None:
    folder = fill(tmp_path / "paper", {"refs.bib": entries(ONE), "p.tex": tex(ONE), ".gitignore": "draft*\n"})
    init(folder)
    texts = {"draft.tex": f"arXiv:{TWO}", "new.tex": tex(ONE), "sub/deep/draft.md": f"arXiv:{TWO}"}
    outcome = checked(Workspace.of(str(folder), texts))
    assert isinstance(outcome, CheckOutcome)
    assert (outcome.sources, outcome.missing) == (("new.tex", "p.tex"), ())


def test_an_unsaved_text_may_be_excluded_and_still_be_named(tmp_path: Path) -> None:
    files = Workspace.of(str(tmp_path), {"draft.tex": "x", "p.tex": "x"})
    exclusion = Exclusion(str(tmp_path), ("draft*",))
    assert find(Sources((".",), exclusion), WALKED, files).names == ("p.tex",)
    assert find(Sources((".", "draft.tex"), exclusion), WALKED, files).names == ("draft.tex", "p.tex")


def test_a_text_lies_over_the_file_that_a_link_leads_to(tmp_path: Path) -> None:
    folder = fill(tmp_path, {"p.tex": tex(ONE), "lit/all.bib": ""})
    (folder / "refs.bib").symlink_to("lit/all.bib")
    for name in ("refs.bib", "lit/all.bib", str(folder / "refs.bib")):
        outcome = checked(Workspace.of(str(folder), {name: entries(ONE)}))
        assert isinstance(outcome, CheckOutcome)
        assert (outcome.missing, outcome.bib) == ((), "refs.bib")


def test_a_name_that_no_file_can_have_lies_over_nothing(tmp_path: Path) -> None:
    files = Workspace.of(str(tmp_path), {"p.tex": "x"})
    assert (files.exists("a\0"), files.is_folder("a\0"), files.read_style("q.bst")) == (False, False, None)
    outcome = checked(files, ("a\0.tex",), "refs.bib")
    assert isinstance(outcome, CheckOutcome)
    assert [(each.path, each.failed) for each in outcome.gathered.unread] == [("a\0.tex", True)]


class Kept(NoCheckCache):
    """Keeps everything, and counts what is read."""

    def __init__(self) -> None:
        self.sources: dict[str, Extract] = {}
        self.libraries: dict[str, LibraryFacts] = {}
        self.read: list[str] = []

    def source(self, name: str) -> Extract | None:  # type: ignore[override] # it knows something
        return self.sources.get(name)

    def opened(self, name: str) -> bool:
        self.read.append(name)
        return True

    def keep_source(self, name: str, said: Extract, content: bytes) -> None:
        assert content
        self.sources[name] = said

    def library(self, path: str) -> LibraryFacts | None:  # type: ignore[override] # the same
        return self.libraries.get(path)

    def opened_library(self, path: str) -> None:
        self.read.append(path)

    def keep_library(self, path: str, facts: LibraryFacts, content: bytes | None) -> None:
        del content
        self.libraries[path] = facts


@pytest.mark.thinned(3)
@pytest.mark.parametrize("files", CASES)
def test_what_is_remembered_is_told_alike_and_not_read(tmp_path: Path, files: dict[str, str]) -> None:
    here = Workspace(str(fill(tmp_path, files)))
    found, cache = find(Sources(), WALKED, here), Kept()
    first = checked(here)
    if isinstance(first, str):
        return
    for _ in range(2):
        assert check(found, None, Checking(TODAY, files=here, cache=cache)) == [first]
        again, cache.read = cache.read, []
    # What is no text or has an impossible id is read again.
    assert set(again) == {name for name in found.names if files[name] == "\0" or "2113" in files[name]}


@pytest.mark.thinned(3)
@pytest.mark.parametrize("files", CASES)
def test_a_check_of_what_is_missing_is_a_view_of_the_check(tmp_path: Path, files: dict[str, str]) -> None:
    here = Workspace(str(fill(tmp_path, files)))
    whole, found = checked(here), find(Sources(), WALKED, here)
    if isinstance(whole, str):
        with pytest.raises(BibtoolsError):
            check_missing(found, None, TODAY, files=here)
    else:
        assert check_missing(found, None, TODAY, files=here) == [whole._replace(faults=(), uncounted=UNCOUNTED)]


def test_a_paper_that_names_nothing_is_in_step_and_nothing_to_sync(tmp_path: Path) -> None:
    here = Workspace(str(fill(tmp_path, {"p.tex": "words"})))
    found = SourceFiles(("p.tex",))
    [outcome] = check(found, None, Checking(TODAY, files=here))
    assert outcome.exit_code == 0
    assert check_missing(found, None, TODAY, files=here) == [outcome._replace(uncounted=UNCOUNTED)]
