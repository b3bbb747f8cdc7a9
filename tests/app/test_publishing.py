"""New papers are written as they were published, where an index makes it certain, and as preprints otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bibtools.app.publishing import Judge, Publishing
from bibtools.app.source_files import Sources
from bibtools.app.sync import sync
from bibtools.app.sync_outcome import SyncOptions, SyncOutcome
from bibtools.bibliography.entries.options import PublishedPolicy
from bibtools.files.write_access import by_user
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.published_work import PublishedWork
from bibtools.matching.preprint import Preprint
from bibtools.matching.published_version import PublishedVersion, published_version
from bibtools.providers.resolution import Links, Resolution
from bibtools.records.record import CodeLink, Record
from bibtools.reports import json
from bibtools.tex.names import parse_display

TODAY = date(2026, 11, 30)
LOOMS = Identifier(ARXIV, "1801.00001")
CODE = CodeLink("https://github.com/ada/looms", "abstract")
PAPER = Record(
    identifier=LOOMS,
    title="Of Looms and Engines",
    authors=tuple(filter(None, [parse_display("Ada Lovelace")])),
    provider="arxiv",
    date=date(2018, 1, 1),
    categories=("cs.LG",),
    comment="Accepted at ICML 2018",
    code=(CODE,),
)
WORK = PublishedWork(
    "conf/icml/1", "inproceedings", PAPER.title, ("Ada Lovelace",), "2018", venue="ICML", pages="1-2", doi=""
)


def judge_by(*works: PublishedWork) -> Judge:
    def judge(preprints: Iterable[Preprint]) -> dict[Identifier, tuple[str, PublishedVersion]]:
        return {each.identifier: ("dblp", published_version(each, works)) for each in preprints}

    return judge


def synced(
    folder: Path,
    judge: Judge | None,
    policy: PublishedPolicy = "write",
    record: Record = PAPER,
    bib: str = "",
    *,
    fill: bool = False,
) -> tuple[SyncOutcome, str]:
    (folder / "notes.md").write_text("Read arXiv:1801.00001.\n")
    path = folder / "refs.bib"
    path.write_text(bib)

    def resolve(wanted: Sequence[Identifier]) -> Resolution:
        return Resolution(records={each: record for each in wanted if each == LOOMS})

    def attribute(resolution: Resolution, links: Links) -> Resolution:
        del links
        return resolution

    options = SyncOptions(
        sources=Sources([str(folder / "notes.md")]),
        bib=by_user(str(path)),
        publishing=Publishing(judge, policy),
        fill=fill,
    )
    [outcome] = sync(options, TODAY, resolve, attribute)
    return outcome, path.read_text()


def test_a_new_paper_is_written_as_it_was_published(tmp_path: Path) -> None:
    outcome, text = synced(tmp_path, judge_by(WORK))
    for line in (
        "@inproceedings{",
        "booktitle = {ICML}",
        "pages = {1--2}",
        "eprint = {1801.00001}",
        "primaryClass = {cs.LG}",
        "code = {https://github.com/ada/looms}",
    ):
        assert " ".join(line.split()) in " ".join(text.split())
    assert "howpublished" not in text
    added = json.synced([outcome])["added"]
    assert isinstance(added, list)
    assert [(each["provider"], each["gate"], each["source"]) for each in added] == [("arxiv", "W-c", "dblp")]
    again, unchanged = synced(tmp_path, judge_by(WORK), bib=text)
    assert (again.plan.edits, unchanged) == ((), text)


@pytest.mark.thinned(3)
@pytest.mark.parametrize(
    ("judge", "policy", "record"),
    [
        (None, "write", PAPER),
        (judge_by(), "write", PAPER),
        (judge_by(WORK), "off", PAPER),
        (judge_by(WORK), "propose", PAPER),
        (judge_by(WORK._replace(title="Of Loom and Engines")), "write", PAPER),
        (judge_by(WORK, WORK._replace(key="2", venue="J. Looms", year="2019")), "write", PAPER),
        (judge_by(WORK), "write", replace(PAPER, comment="This paper has been withdrawn by the author")),
    ],
)
def test_else_the_preprint_is(tmp_path: Path, judge: Judge | None, policy: PublishedPolicy, record: Record) -> None:
    outcome, text = synced(tmp_path, judge, policy, record)
    assert text.startswith("@misc{")
    assert "gate" not in str(json.synced([outcome])["added"])
    expected = ["published-since"] if policy == "propose" else []
    assert [each.rule for each in outcome.findings if each.rule == "published-since"] == expected


OWN = """@inproceedings{looms,
  title = {Of Looms and Engines},
  author = {Ada Lovelace},
  booktitle = {ICML},
  year = {2018},
  doi = {10.1145/1.2}
}
"""


@pytest.mark.parametrize("bib", [OWN, OWN.replace("  doi = {10.1145/1.2}\n", "")])
def test_the_published_entry_that_is_there_gains_the_id(tmp_path: Path, bib: str) -> None:
    outcome, text = synced(tmp_path, judge_by(WORK), bib=bib)
    assert [(each.key, not outcome.plan.added) for each in outcome.plan.updated] == [("looms", True)]
    assert text.count("@") == 1
    assert "1801.00001" in text


def test_filling_keeps_what_an_entry_is(tmp_path: Path) -> None:
    bib = "@misc{looms, title = {Of Looms and Engines}, eprint = {1801.00001}, year = 2018}\n"
    outcome, text = synced(tmp_path, judge_by(WORK), bib=bib, fill=True)
    assert outcome.plan.updated
    assert text.startswith(
        "@misc{looms, title = {Of Looms and Engines}, eprint = {1801.00001}, archivePrefix = {arXiv}"
    )
    assert "booktitle" not in text
