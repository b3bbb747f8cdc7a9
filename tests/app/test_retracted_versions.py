"""Published versions that are retracted: nothing writes them, and `upgrade` says why."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import pytest
from conftest import Cli
from dblp_records import dblp, record
from index_lines import line

from bibtools.app.retracted_versions import none_retracted, without_retracted
from bibtools.identifiers.identifier import ARXIV, DOI, Identifier
from bibtools.index.published_work import PublishedWork
from bibtools.matching.published_version import NOTHING, Proposal, PublishedVersion
from bibtools.records.publication import ARTICLE, Publication
from bibtools.records.record import Record
from bibtools.tex.names import Name

LOOMS, DOI_OF_LOOMS = Identifier(ARXIV, "1801.00001"), "10.1145/1.2"
WORK = PublishedWork("x", "article", "Of Looms", ("Ada Lovelace",), "2018", venue="J. Looms", doi=DOI_OF_LOOMS)
OTHER = WORK._replace(key="y", venue="ICML", doi="10.1145/3.4")
LIKELY = Proposal(OTHER, "the title differs")
RETRACTED = "it is retracted"


@pytest.mark.parametrize(
    ("version", "gone", "expected"),
    [
        (PublishedVersion(WORK, "W-a"), [DOI_OF_LOOMS], ((WORK, RETRACTED),)),
        (PublishedVersion(WORK, "W-a", (LIKELY,)), [DOI_OF_LOOMS], ((WORK, RETRACTED), (OTHER, LIKELY.reason))),
        (PublishedVersion(None, None, (LIKELY,)), [OTHER.doi], ((OTHER, RETRACTED),)),
        (PublishedVersion(WORK, "W-a"), [], None),
        (PublishedVersion(WORK, "W-a"), [OTHER.doi], None),
        (PublishedVersion(WORK._replace(doi=""), "W-a"), ["", DOI_OF_LOOMS], None),
        (PublishedVersion(None, None, (LIKELY,)), [DOI_OF_LOOMS], None),
        (NOTHING, [DOI_OF_LOOMS], None),
    ],
)
def test_what_is_retracted_is_only_proposed(
    version: PublishedVersion, gone: list[str], expected: tuple[tuple[PublishedWork, str], ...] | None
) -> None:
    def retracted(dois: Iterable[str]) -> Collection[str]:
        return {*gone} & {*dois}

    found = without_retracted({LOOMS: ("dblp", version)}, retracted)[LOOMS]
    if expected is None:
        assert found == ("dblp", version)
    else:
        assert found == ("dblp", PublishedVersion(None, None, tuple(Proposal(*each) for each in expected)))


@pytest.mark.parametrize(("is_retracted", "is_written"), [(True, False), (False, True)])
def test_the_record_of_a_service_says_so_too(is_retracted: bool, is_written: bool) -> None:
    published = Publication(type=ARTICLE, venue="J. Looms", year=2018, doi=DOI_OF_LOOMS, retracted=is_retracted)
    found = Record(
        identifier=Identifier(DOI, DOI_OF_LOOMS),
        title="Of Looms",
        authors=(Name("Lovelace", "Ada"),),
        provider="crossref",
        publication=published,
    )
    judged = {LOOMS: ("crossref", PublishedVersion(WORK, "W-a"))}
    [(_, version)] = without_retracted(judged, none_retracted, [found]).values()
    assert (version.work is not None) is is_written


BIB = """@misc{looms,
  title = {Of Looms and the Engines that Weave},
  author = {Ada Lovelace},
  year = {2018},
  eprint = {1801.00001},
  archiveprefix = {arXiv}
}
"""
COLUMNS = "Record ID,Title,RetractionDate,RetractionDOI,OriginalPaperDOI,RetractionNature,Reason,Notes"


@pytest.fixture
def indexed(paper: Path, cli: Cli) -> Cli:
    """Build an index of the preprint, and one of its publication."""
    title = "Of Looms and the Engines that Weave"
    created = {"created": "Mon, 1 Jan 2018 10:00:00 GMT", "comments": "Accepted at ICML 2018"}
    (paper / "snapshot.jsonl").write_text(line(LOOMS.value, title, [["Lovelace", "Ada", ""]], **created) + "\n")
    ee = f"https://doi.org/{DOI_OF_LOOMS}"
    work = record("conf/icml/L18", title, ["Ada Lovelace"], 2018, booktitle="ICML", pages="1-2", ee=ee)
    (paper / "dblp.xml").write_bytes(dblp(work))
    for name in ("snapshot.jsonl", "dblp.xml"):
        assert cli("index", "build", name).code == 0
    return cli


def retract(paper: Path, cli: Cli, doi: str) -> None:
    """Build an index of retractions that has a DOI."""
    (paper / "watch.csv").write_text(f"{COLUMNS}\n1,Looms,5/14/2023 0:00,10.1000/n,{doi},Retraction,+Error;,\n")
    assert cli("index", "build", "watch.csv").code == 0


def test_upgrade_writes_no_retracted_version_and_says_so(paper: Path, indexed: Cli) -> None:
    (paper / "refs.bib").write_text(BIB)
    assert "+@inproceedings{looms," in indexed("upgrade", "refs.bib", "--offline", "--diff").out
    retract(paper, indexed, "10.1145/other")
    assert "+@inproceedings{looms," in indexed("upgrade", "refs.bib", "--offline", "--diff").out
    retract(paper, indexed, DOI_OF_LOOMS)
    run = indexed("upgrade", "refs.bib", "--offline")
    assert (run.code, (paper / "refs.bib").read_text()) == (0, BIB)
    assert f"refs.bib:1: looms: perhaps ICML 2018, doi:{DOI_OF_LOOMS}, " in run.err
    assert run.err.splitlines()[0].endswith(": it is retracted")
    verified = indexed("verify", "refs.bib", "--offline", "--format", "json").json["entries"]
    assert [each["states"] for each in verified] == [["retracted"]]


def test_sync_writes_the_preprint_of_a_retracted_version(paper: Path, indexed: Cli) -> None:
    (paper / "list.txt").write_text(f"arXiv:{LOOMS.value}\n")
    retract(paper, indexed, "10.1145/other")
    assert indexed("sync", "--bib", "a.bib", "list.txt", "--offline").code == 0
    assert "@inproceedings{" in (paper / "a.bib").read_text()
    retract(paper, indexed, DOI_OF_LOOMS)
    assert indexed("sync", "--bib", "b.bib", "list.txt", "--offline").code == 0
    assert "@misc{" in (paper / "b.bib").read_text()
    assert DOI_OF_LOOMS not in (paper / "b.bib").read_text()
