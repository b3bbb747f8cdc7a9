r"""Entries that are there already, as reference managers spell their titles and DOIs, and works that are others."""

from __future__ import annotations

from datetime import date

import pytest

import bibtools
from bibtools import Identifier, Record
from bibtools.tex.names import Name

# ruff: noqa: E501 - a case is one line of the tables
TODAY = date(2026, 11, 20)
DOI = "10.1007/978-3-030-58452-8_243"


def recognised(record: Record, entry: str) -> bool:
    plan = bibtools.plan_merge(bibtools.parse_library(entry), [record], today=TODAY)
    return not plan.added


def record(title: str, doi: str | None = None) -> Record:
    return Record(
        identifier=Identifier("arxiv", "2001.00001"),
        title=title,
        authors=(Name("Alfa", "Ann"),),
        provider="test",
        date=date(2020, 1, 1),
        doi=doi,
    )


TITLED = [
    ("On Schrödinger operators of Gödel", "On Schroedinger Operators of Goedel"),
    ("On Schroedinger operators and Ångström", r'On Schr\"odinger operators and \AA{}ngstr{\"{o}}m'),
    (r"The $\mathrm{PSL_2}$-divergence of $\alpha$", r"The \${\textbackslash}mathrm\{PSL\_2\}\$-divergence of \${\textbackslash}alpha\$"),
    ("A state-of-the-art divergence", r"A state\hyp{}of\hyp{}the\hyp{}art divergence"),
    ("Invented networks: a survey of the field", r"Invented networks {\textendash} a survey of the field"),
    ("Invented networks: a survey of the field", r"Invented networks --- {A} Survey of the~Field"),
    ("Don't forget the networks of tomorrow", r"Don{\textquoteright}t forget the networks of tomorrow"),
    ("Don't forget the networks of tomorrow", r"Don\textquotesingle{}t forget the networks of tomorrow"),
    ("Don't forget the networks of tomorrow", r"Don&rsquo;t forget the networks of tomorrow"),
    (r"Testing isospin in H$_2$O target films", r"Testing isospin in {{H\textsubscript{2}O}} target films"),
    (r"Testing isospin in H$_2$O target films", r"Testing isospin in \ce{H2O} target films"),
    (r"Testing isospin in H$_2$O target films", r"Testing isospin in H$_{\mathrm{2}}$O target films"),
    (r"Testing isospin in H$_2$O target films", r"Testing isospin in H<sub>2</sub>O target films"),
    (r"Testing isospin in H$_2$O target films", r"Testing isospin in H{$<$}sub{$>$}2{$<$}/sub{$>$}O target films"),
    (r"Testing isospin in H$_2$O target films", r"Testing isospin in H₂O target films"),
    ('Learning "good" features from data', r"Learning {\textquotedblleft}good{\textquotedblright} features from data"),
    ('Learning "good" features from data', r"Learning \enquote{good} features from data"),
    ('Learning "good" features from data', r"Learning ``good'' features from data"),
    ('Learning "good" features from data', r"Learning &quot;good&quot; features from data"),
    ('Learning "good" features from data', r"Learning {\guillemotleft}good{\guillemotright} features from data"),
    (r"The $\alpha$-divergence of distributions", r"The \texorpdfstring{$\alpha$}{alpha}-divergence of distributions"),
    (r"The $\alpha$-divergence of distributions", r"The \texorpdfstring{\(\alpha\)}{α}-divergence of distributions"),
    (r"The $\alpha$-divergence of distributions", r"The α-divergence of distributions"),
    (r"The $\alpha$-divergence of distributions", r"The alpha-divergence of distributions"),
    (r"The $\alpha$-divergence of distributions", r"The &alpha;-divergence of distributions"),
    (r"The $\alpha$-divergence of distributions", r"The \ensuremath{\alpha}-divergence of distributions"),
    (r"The $\alpha$-divergence of distributions", r"The {\boldmath$\alpha$}-divergence of distributions"),
    (r"The $\alpha$-divergence of distributions", r"The $\boldsymbol{\alpha}$-divergence of distributions"),
    ("Telling apart Felidae and Ursidae", r"Telling apart {\textless}i{\textgreater}Felidae{\textless}/i{\textgreater} and \textit{Ursidae}"),
    ("Telling apart Felidae and Ursidae", r"Telling apart <i>Felidae</i> \& <span class='x'>Ursidae</span>"),
    ("Telling apart Felidae and Ursidae", r"Telling apart \emph{{Felidae}} and {\em Ursidae\/}"),
    (r"On Erd\H{o}s and P\'olya urns in the plane", "On Erdős and Pólya urns in the plane"),
    (r"On Erd\H{o}s and P\'olya urns in the plane", r"On Erd{\H o}s and P{\'{o}}lya urns in the plane"),
    (r"On Erd\H{o}s and P\'olya urns in the plane", "On Erdos and Polya urns in the plane"),
]  # fmt: skip
OTHERS = [
    (r"The $\alpha$-divergence of distributions", r"The \texorpdfstring{$\beta$}{alpha}-divergence of distributions"),
    (r"The $\alpha$-divergence of distributions", r"The β-divergence of distributions"),
    (r"Testing isospin in H$_2$O target films", r"Testing isospin in H\textsubscript{3}O target films"),
    ("Telling apart Felidae and Ursidae", r"Telling apart {\textless}i{\textgreater}Canidae{\textless}/i{\textgreater} and Ursidae"),
    ("Invented networks: a survey of the field", r"Invented networks {\textendash} a survey of the fields II"),
]  # fmt: skip
SPELT = [
    "doi = {10.1007/978-3-030-58452-8_243}", r"doi = {10.1007/978-3-030-58452-8\_243}", r"doi = {10.1007/978-3-030-58452-8{\_}243}",
    "doi = {https://doi.org/10.1007%2F978-3-030-58452-8_243}", "doi = {{10.1007/978-3-030-58452-8_243}}",
    r"doi = {10.1007/978-3-030-58452-8{\textunderscore}243}", r"doi = {10.1007/978-3-030-58452-8\textunderscore{}243}",
    r"doi = {10.1007/978-3-030-58452-8\textunderscore 243}", r"doi = {10.1007/978-3-030-58452-8\string_243}", "doi = {10.1007/978-3-030-58452-8%5F243}", "doi = {DOI: 10.1007/978-3-030-58452-8_243.}",
    r"doi = {\url{http://dx.doi.org/10.1007/978-3-030-58452-8_243}}", r"doi = {\href{https://doi.org/10.1007/978-3-030-58452-8_243}{10.1007/978-3-030-58452-8\_243}}",
    "url = {https://link.springer.com/chapter/10.1007/978-3-030-58452-8_243}", "ee = {https://doi.org/10.1007/978-3-030-58452-8_243}",
    "howpublished = {https://www.doi.org/10.1007/978-3-030-58452-8_243}",
]  # fmt: skip
OF_OTHERS = [
    "doi = {10.1007/978-3-030-58452-8_244}", "doi = {10.1007/978-3-030-58452-8}", "doi = {10.1007/978-3-030-58452-8_2431}",
    "abstract = {doi:10.1007/978-3-030-58452-8_243}", "keywords = {10.1007/978-3-030-58452-8_243}",
]  # fmt: skip


@pytest.mark.parametrize(("title", "written"), TITLED)
def test_a_title_is_recognised_as_it_is_written(title: str, written: str) -> None:
    assert recognised(record(title), f"@article{{k, author = {{Alfa, A.}}, title = {{{written}}}, year = 2020}}")


@pytest.mark.parametrize(("title", "written"), OTHERS)
def test_another_work_is_not(title: str, written: str) -> None:
    assert not recognised(record(title), f"@article{{k, author = {{Alfa, A.}}, title = {{{written}}}, year = 2020}}")


def printed_elsewhere(field: str) -> str:
    return f"@inproceedings{{k, author = {{Alfa, A.}}, title = {{A printed name}}, booktitle = {{C}}, year = {{2020}}, {field}}}"


@pytest.mark.parametrize("field", SPELT)
def test_a_doi_is_recognised_as_it_is_written(field: str) -> None:
    assert recognised(record("A title of the preprint", DOI), printed_elsewhere(field))


@pytest.mark.parametrize("field", OF_OTHERS)
def test_another_doi_is_not(field: str) -> None:
    assert not recognised(record("A title of the preprint", DOI), printed_elsewhere(field))


def test_a_doi_is_recognised_that_is_the_key() -> None:
    assert recognised(
        record("A title of the preprint", DOI), printed_elsewhere("volume = 1").replace("{k,", f"{{{DOI},")
    )
