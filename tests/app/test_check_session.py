"""A session reports what a fresh check does, whatever happened before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from dblp_records import dblp, record
from index_lines import line, made

from bibtools.app.check_papers import check_papers
from bibtools.app.check_session import CheckSession
from bibtools.app.opened_library import opened_library
from bibtools.app.published_memory import PublishedMemory
from bibtools.app.published_since import knowing_by
from bibtools.app.upgrade import Knowing
from bibtools.app.wiring import read_config
from bibtools.core.finding import Finding, in_order
from bibtools.core.text import Source
from bibtools.files.workspace import Workspace
from bibtools.identifiers.identifier import Identifier
from bibtools.index import dblp_xml
from bibtools.index.building import BuildMonitor
from bibtools.index.published_build import build_published
from bibtools.providers.resolution import Resolution

TODAY = date(2026, 11, 30)
ENTRIES = "".join(f"@misc{{key{number}, title = {{Title {number}}}, year = 2001}}\n" for number in range(150))
ODD = "@misc{odd, title = {x} y}\n@misc{Key1, title = {z}}\n@misc{paper, eprint = {1412.6980}}\n"
SOURCES = {
    "keys": "\\cite{key1,KEY2,nothing,odd,paper}",
    "ids": "arXiv:1412.6980 arXiv:1912.04958 arXiv:1713.00001",
    "both": "\\cite{key3} arXiv:1912.04958 \\cite{1412.6980} \\cite{arXiv:1912.04958}",
    "nothing": "words",
}


def findings(session: CheckSession, files: Workspace, largest: int | None = None) -> list[Finding]:
    return in_order(each for one in session.check_files(files, TODAY, largest=largest) for each in one.all_findings)


@pytest.mark.parametrize("library", ["", ODD, ENTRIES, ENTRIES + ODD, f"<<<<<<< a\n{ENTRIES}=======\n>>>>>>> b\n"])
def test_what_is_told_of_sources_needs_no_examined_library(tmp_path: Path, library: str) -> None:
    tmp_path.joinpath("r.bib").write_text(library, "utf-8")
    for text in SOURCES.values():
        tmp_path.joinpath("p.tex").write_text(f"{text}\n\\bibliography{{r}}\n", "utf-8")
        session, files = CheckSession(tmp_path), Workspace.of(str(tmp_path), {})
        hasty = findings(session, files, largest=-1)
        whole = in_order(each for one in check_papers(session.config, TODAY, files=files) for each in one.all_findings)
        assert [each for each in hasty if each.path != "r.bib"] == [each for each in whole if each.path != "r.bib"]
        while session.read_on():
            pass
        assert findings(session, files) == whole


ADA = [["Lovelace", "Ada", ""]]
LOOMS, FISH = "2101.00001", "2101.00002"
ENTRY = "@misc{{{}, title = {{{}}}, author = {{Ada Lovelace}}, year = {{2021}}, eprint = {{{}}}}}\n"
TITLES = {LOOMS: "Engines that Weave", FISH: "Of Fish and Other Looms"}
BIB = ENTRY.format("looms", TITLES[LOOMS], LOOMS) + ENTRY.format("fish", TITLES[FISH], FISH)
STATES = {  # of a library, one after the other, and how many of its entries were published
    BIB: 1,
    BIB.replace("year = {2021}", "year = {2021}, note = {mine}", 1): 1,
    f"% bibtools: keep\n{BIB}": 0,
    f"\n\n{BIB}": 1,
    BIB.replace("{looms,", "{Fish,"): 0,
    BIB.replace(LOOMS, FISH): 0,
    f"{ENTRIES}{BIB}": 1,
    f"{BIB}{BIB.replace('looms', 'again')}": 2,
    BIB.replace("eprint", "note"): 0,
    BIB.replace("title = {Engines", "title = Engines"): 0,
    "": 0,
    f"{BIB} ": 1,
}


def test_what_was_published_since_is_told_as_a_check_does(tmp_path: Path) -> None:
    cache, folder = tmp_path / "cache", tmp_path / "paper"
    cache.mkdir()
    folder.mkdir()
    (cache / "dblp.xml").write_bytes(dblp(record("conf/icml/1", TITLES[LOOMS], ["Ada Lovelace"], 2021, booktitle="I")))
    made(cache, [line(work, title, ADA) for work, title in TITLES.items()]).close()
    watch = BuildMonitor(lambda *_: None, lambda: "2026-01-01")
    build_published(cache / "dblp.sqlite3", str(cache / "dblp.xml"), dblp_xml.READER, watch)
    (folder / "p.tex").write_text("\\cite{looms,fish}\\bibliography{r}\n", "utf-8")
    (folder / "r.bib").write_text(BIB, "utf-8")
    config = read_config(folder, environ={"BIBTOOLS_CACHE_DIR": str(cache), "HOME": str(tmp_path)})
    session = CheckSession(folder, config=config)
    for text, number in STATES.items():
        files = Workspace.of(str(folder), {"r.bib": text})
        found = [each for each in findings(session, files) if each.rule == "published-since"]
        fresh = check_papers(config, TODAY, files=files, published=knowing_by(lambda: config))
        told = in_order(each for one in fresh for each in one.all_findings)
        assert found == [each for each in told if each.rule == "published-since"]
        assert [each.path for each in found] == ["r.bib"] * number, text


def test_only_what_is_new_is_asked_about() -> None:
    asked: list[str] = []

    def resolve(works: Sequence[Identifier]) -> Resolution:
        asked.extend(each.value for each in works)
        return Resolution()

    memory, knowing = PublishedMemory(), Knowing(resolve, lambda _: {}, ("dblp",))
    for text in (BIB, f"\n{BIB}", BIB.replace("Fish", "Fishes"), BIB):
        assert not list(memory.of(opened_library(Source("r.bib", text), "r.bib", TODAY), TODAY, knowing))
    assert asked == [LOOMS, FISH, FISH]
