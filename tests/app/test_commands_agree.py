"""All commands choose the same library for a paper, and miss the same papers, whatever the shape of the project."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from document_trees import grow
from foreign_libraries import FOREIGN
from project_shapes import HELD, SHAPES, UNCLEAR, A, B, cites
from repository_shapes import REPOSITORIES

from bibtools.app.check import Checking, check, check_missing
from bibtools.app.check_outcome import CheckOutcome
from bibtools.app.check_papers import check_papers
from bibtools.app.source_files import SourceFiles, Sources, find
from bibtools.app.sync import sync, sync_paper
from bibtools.app.sync_outcome import SyncOptions, SyncOutcome
from bibtools.config.configuration import Config
from bibtools.config.papers import Paper
from bibtools.core.errors import BibtoolsError
from bibtools.files.exclusion import Exclusion
from bibtools.hook import tracked_sources
from bibtools.identifiers.identifier import Identifier
from bibtools.providers.resolution import Links, Resolution
from bibtools.records.record import Record
from bibtools.sources.filetypes import WALKED
from bibtools.tex.names import Name

TODAY = date(2026, 11, 20)
ALL = {**SHAPES, **REPOSITORIES, **{f"foreign libraries, {name}": shape for name, shape in FOREIGN.items()}}
ADVICE = ("  ", "Choose one", "or")  # what to do, which a check gives where it lists its findings


class Verdict(NamedTuple):
    """What a command says: which library lacks which works, and why it is unclear for others, a line each."""

    lacks: tuple[tuple[str, tuple[str, ...]], ...]
    unclear: tuple[str, ...]


def ran(outcomes: Callable[[], Iterable[CheckOutcome | SyncOutcome]]) -> Verdict:
    """Return what a command says, also where it ends with an error."""
    found: list[CheckOutcome | SyncOutcome] = []
    unclear: list[str] = []
    try:
        found.extend(outcomes())
    except BibtoolsError as error:
        unclear += [line for line in error.lines.splitlines() if not line.startswith(ADVICE)]
    for each in found:
        if isinstance(each, CheckOutcome) and each.trouble:
            unclear.append(str(each.trouble))
        elif isinstance(each, CheckOutcome) and each.missing and each.obstacle:
            unclear.append(f"{each.bib}: {each.obstacle}")
    clear = [each for each in found if each.missing and not (isinstance(each, CheckOutcome) and each.obstacle)]
    lacks = ((each.bib, tuple(mention.identifier.value for mention in each.missing)) for each in clear)
    return Verdict(tuple(sorted(lacks)), tuple(sorted(unclear)))


def resolve(works: Sequence[Identifier]) -> Resolution:
    known = {
        each: Record(identifier=each, title=f"On {each.value}", authors=(Name("Ames"),), provider="test")
        for each in works
    }
    return Resolution(known)


def attribute(resolution: Resolution, links: Links) -> Resolution:
    del links
    return resolution


def sources(given: Sequence[str]) -> SourceFiles:
    return find(Sources(given or (os.curdir,), by_user=bool(given)), WALKED)


def tracked() -> SourceFiles:
    names = sorted(os.path.relpath(os.path.join(at, name)) for at, _, names in os.walk(os.curdir) for name in names)
    return tracked_sources.find(Paper(), b"".join(os.fsencode(name) + b"\0" for name in names), Exclusion(), ())


def verdicts(*given: str) -> dict[str, Verdict]:
    """Return what each command says of the current folder, or of what is given; the hooks are given nothing."""
    options = SyncOptions(sources=Sources(given or (os.curdir,)), diff=True)
    found = {
        "check": ran(lambda: check_papers(Config(), TODAY, given)),
        "sync --check": ran(lambda: check_missing(sources(given), None, TODAY)),
        "sync --diff": ran(lambda: sync(options, TODAY, resolve, attribute)),
    }
    if given:
        return found
    hooked: list[CheckOutcome] = []

    def checked() -> list[CheckOutcome]:
        hooked.extend(check(tracked(), None, Checking(TODAY)))
        return hooked

    checking = ran(checked)
    written = SyncOptions(sources=Sources(by_user=False), diff=True)

    def synced(each: CheckOutcome) -> Iterator[CheckOutcome | SyncOutcome]:
        yield sync_paper(written, TODAY, resolve, attribute, None, each.gathered) if each.missing else each

    apart = [ran(partial(synced, each)) for each in hooked]
    united = Verdict(
        tuple(sorted(lack for each in apart for lack in each.lacks)),
        tuple(sorted(line for each in apart for line in each.unclear)),
    )
    return found | {"bibtools-check": checking, "bibtools-sync": united if hooked else checking}


@pytest.mark.thinned(6)
@pytest.mark.parametrize("name", ALL)
def test_commands_agree_on_libraries_and_missing_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("PATH", str(tmp_path.parent))  # no kpsewhich, which machines have or not
    shape = ALL[name]
    grow(tmp_path, shape.files)
    monkeypatch.chdir(tmp_path)
    found = verdicts(*shape.given)
    clear = tuple(sorted((bib, works) for bib, works in shape.lacks.items() if not bib.startswith(UNCLEAR)))
    unclear = [bib for bib in shape.lacks if bib.startswith(UNCLEAR)]
    first = found["check"]
    assert {command: each for command, each in found.items() if each != first} == {}, first
    assert (first.lacks, len(first.unclear)) == (clear, len(unclear)), first


def test_a_library_that_can_be_none_fails_only_what_looks_for_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    grow(tmp_path, {"m.tex": f"{cites(bib='refs')}\\cite{{knuth}}", "refs.bib/x.txt": ""})
    monkeypatch.chdir(tmp_path)
    found = verdicts()
    failing = {command for command, each in found.items() if each.unclear}
    assert (failing, {each.lacks for each in found.values()}) == ({"check", "bibtools-check", "bibtools-sync"}, {()})


def test_a_check_for_missing_papers_fails_for_these_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    broken = HELD + "@misc{a, title = {T}}\n@misc{b, title = {T}\n"
    grow(tmp_path, {"m.tex": f"{cites(A, bib='refs')}\\cite{{knuth}}", "refs.bib": broken})
    assert [each.exit_code for each in check_papers(Config(), TODAY)] == [1]
    [found] = check_missing(sources(()), None, TODAY)
    assert (found.exit_code, [each.rule for each in found.all_findings]) == (0, ["cite-other-key"])
    grow(tmp_path, {"m.tex": cites(A, B, bib="refs")})
    assert [each.exit_code for each in check_missing(sources(()), None, TODAY)] == [1]
    grow(tmp_path, {"m.tex": cites("2113.00001", bib="refs")})
    assert [each.exit_code for each in check_missing(sources(()), None, TODAY)] == [1]
