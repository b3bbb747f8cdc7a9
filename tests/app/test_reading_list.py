from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bibtools.app.check_papers import check_papers
from bibtools.app.reading_list import PREPRINT, PUBLISHED, ListedWork, ReadingList, reading_list
from bibtools.config.configuration import Config
from bibtools.files.workspace import Workspace

TODAY = date(2026, 11, 20)
LIBRARY = r"""@string{cvpr = "Conference on Vision"}
@inproceedings{nets, author = {Ann Example and Sample, Bob and others}, title = {{D}eep {N}ets at $10^{-3}$},
  booktitle = cvpr # " 2019", year = 2019, doi = {10.1000/182}, code = {ada/nets}, url = {https://ada.org/nets}}
@misc{pre, author = {{The {ATLAS} Collaboration}}, title = {Caf{\'e} \& more}, eprint = {2106.00134},
  archivePrefix = {arXiv}, year = 2021, note = {\url{javascript:alert(1)}}}
@inproceedings{part, title = {Part}, crossref = {whole}}
@proceedings{whole, title = {All of It}, booktitle = {Everything}, year = 2001}
@book{unread, title = {Nobody Cites It}, author = {X Y}, year = 2000, publisher = {P}}
"""
PAPER = r"""\documentclass{article}
\begin{document}
See \cite{pre}, \citep{part}.
See \cite{nets,pre}.
\bibliography{refs}
\end{document}
"""


def listed(folder: Path, paper: str = PAPER, library: str = LIBRARY, *, everything: bool = False) -> ReadingList:
    (folder / "refs.bib").write_text(library, "utf-8")
    (folder / "paper.tex").write_text(paper, "utf-8")
    files = Workspace(str(folder))
    [outcome] = check_papers(Config(), TODAY, files=files)
    return reading_list(outcome, TODAY, files, everything=everything)


def by_key(found: ReadingList) -> dict[str, ListedWork]:
    return {each.key: each for each in found.works}


def test_works_come_in_the_order_in_which_they_are_cited(tmp_path: Path) -> None:
    found = listed(tmp_path)
    assert [each.key for each in found.works] == ["pre", "part", "nets", "whole"]
    assert (found.documents, found.bibs, found.uncited) == (("paper.tex",), ("refs.bib",), 1)
    assert [(each.path, each.line) for each in by_key(found)["pre"].cited] == [("paper.tex", 3), ("paper.tex", 4)]


def test_a_work_is_what_its_entry_says(tmp_path: Path) -> None:
    nets = by_key(listed(tmp_path))["nets"]
    assert [tuple(each) for each in nets.title] == [("Deep Nets at ", ""), ("10", ""), ("-3", "sup")]
    assert nets.authors == ("Ann Example", "Bob Sample", "et al.")
    assert (nets.venue, nets.year, nets.status, nets.type) == (
        "Conference on Vision 2019", "2019", PUBLISHED, "inproceedings",
    )  # fmt: skip
    assert [tuple(each) for each in nets.links] == [
        ("DOI", "https://doi.org/10.1000/182"),
        ("code", "https://github.com/ada/nets"),
        ("page", "https://ada.org/nets"),
    ]


def test_a_preprint_has_its_pages_and_no_link_that_runs(tmp_path: Path) -> None:
    pre = by_key(listed(tmp_path))["pre"]
    assert (pre.authors, pre.status) == (("The ATLAS Collaboration",), PREPRINT)
    assert [tuple(each) for each in pre.links] == [
        ("arXiv", "https://arxiv.org/abs/2106.00134"),
        ("PDF", "https://arxiv.org/pdf/2106.00134"),
    ]


def test_an_entry_takes_what_its_parent_says(tmp_path: Path) -> None:
    part = by_key(listed(tmp_path))["part"]
    assert (part.venue, "".join(each.text for each in part.title)) == ("Everything", "Part")


@pytest.mark.parametrize(
    ("paper", "everything"),
    [
        (PAPER, True),
        (PAPER.replace("See", r"\nocite{*} See"), False),
        ("\\documentclass{article}\\begin{document}\\bibliography{refs}\\end{document}", False),
    ],
)
def test_everything_is_listed_where_it_is_meant(tmp_path: Path, paper: str, everything: bool) -> None:
    assert {"unread", "nets"} <= set(by_key(listed(tmp_path, paper, everything=everything)))


def test_findings_stand_with_their_work(tmp_path: Path) -> None:
    broken = LIBRARY.replace("eprint = {2106.00134}", "eprint = {2113.00134}")
    found = listed(tmp_path, PAPER.replace("{pre}", "{pre,nowhere}"), broken)
    assert [each.rule for each in by_key(found)["pre"].findings] == ["impossible-id"]
    assert [each.rule for each in found.findings] == ["undefined-key"]
    assert by_key(found)["nets"].findings == ()


def test_no_library_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("Nothing is cited.\n")
    files = Workspace(str(tmp_path))
    [outcome] = check_papers(Config(), TODAY, files=files)
    assert reading_list(outcome, TODAY, files).works == ()
