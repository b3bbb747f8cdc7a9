"""What an upgrade would leave as it is: known without building it, and never otherwise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibtools.app.unchanged_fields import unchanged_fields
from bibtools.bibliography.editing.upgrade import upgraded
from bibtools.bibliography.entries.entry import Style
from bibtools.bibliography.entries.options import DEFAULT, EntryOptions
from bibtools.bibliography.entries.published import entry_of
from bibtools.bibliography.library.identity import Known, identify
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.index.published_record import as_published, record_of
from bibtools.index.published_work import PublishedWork
from bibtools.matching.preprint import Preprint, preprint_of
from bibtools.records.record import Record
from bibtools.tex import names

TITLE, AUTHORS = "Of Looms", ("Ada Lovelace", "Jürgen Müller")
BOTH = frozenset({"title", "author"})


def work(title: str = TITLE, authors: tuple[str, ...] = AUTHORS) -> PublishedWork:
    return PublishedWork("conf/x/1", "inproceedings", title, authors, "2019", venue="ICML", doi="10.1145/1.2")


def record(title: str = TITLE, authors: tuple[str, ...] = AUTHORS) -> Record:
    read_names = tuple(names.parse_authors(list(authors)))
    return Record(
        identifier=Identifier(ARXIV, "1801.00001"), title=title, authors=read_names, provider="x", date=date(2018, 1, 1)
    )


def preprint(title: str = TITLE, authors: tuple[str, ...] = AUTHORS) -> Preprint:
    return preprint_of(record(title, authors))


def text_of(title: str, author: str) -> str:
    return f"@misc{{k,\n  title = {{{title}}},\n  author = {{{author}}},\n  eprint = {{1801.00001}},\n}}\n"


def entry(title: str = TITLE, author: str = " and ".join(AUTHORS)) -> Known:
    text = text_of(title, author)
    return identify(text, read(Source("refs.bib", text)).blocks[0], "", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("known", "of_arxiv", "of_work", "form", "stays"),
    [
        (entry(), preprint(), work(), DEFAULT, BOTH),
        (entry("{Of} {L}ooms"), preprint(), work("Of looms"), DEFAULT, BOTH),
        (entry("Of Löoms"), preprint("Of Looms"), work("Of Looms"), DEFAULT, BOTH),
        # Somebody has letters or formulas that the entry may lack.
        (entry(), preprint("Of Löoms"), work(), DEFAULT, {"author"}),
        (entry(), preprint(), work("Of L$o$oms"), DEFAULT, {"author"}),
        (entry("Of Looms & More"), preprint("Of Looms & More"), work("Of Looms & More"), DEFAULT, {"author"}),
        # The titles differ.
        (entry("Of Wheels"), preprint(), work(), DEFAULT, {"author"}),
        # Names in another form, in another order, with more or fewer letters, or more of them.
        (entry(author="Lovelace, Ada and Müller, Jürgen"), preprint(), work(), DEFAULT, {"title"}),
        (entry(author="Jürgen Müller and Ada Lovelace"), preprint(), work(), DEFAULT, {"title"}),
        (entry(author="Ada Lovelace and Jurgen Muller"), preprint(), work(), DEFAULT, {"title"}),
        (entry(), preprint(authors=("Ada Lovelace", "J. Müller")), work(), DEFAULT, {"title"}),
        (entry(), preprint(), work(authors=(*AUTHORS, "Ann Example")), DEFAULT, {"title"}),
        (entry(author="Ada Lovelace and others"), preprint(), work(), DEFAULT, {"title"}),
        # The form leaves somebody out.
        (entry(), preprint(), work(), EntryOptions(max_authors=1), {"title"}),
        (entry(), preprint(), work(), EntryOptions(collaborations="alone"), {"title"}),
    ],
)
def test_what_certainly_stays(
    known: Known, of_arxiv: Preprint, of_work: PublishedWork, form: EntryOptions, stays: set[str]
) -> None:
    assert unchanged_fields(known, of_arxiv, of_work, form) == stays


TITLES = st.sampled_from((TITLE, "Of looms", "{O}f Looms!", "Of Löoms", "Of $L$ooms", "Of Looms & More", "Of Wheels"))
LISTS = st.lists(
    st.sampled_from(
        (*AUTHORS, "Jurgen Muller", "Wei Wang 0001", "ATLAS Collaboration", "Guy Steele Jr.", "D. de Rooij")
    ),
    min_size=1,
    max_size=3,
    unique=True,
).map(tuple)


@given(st.tuples(TITLES, LISTS), st.tuples(TITLES, LISTS), st.tuples(TITLES, LISTS))
@example((TITLE, ("ATLAS Collaboration",)), (TITLE, ("ATLAS Collaboration",)), (TITLE, ("ATLAS Collaboration",)))
@example((TITLE, AUTHORS), (TITLE, AUTHORS), (TITLE, AUTHORS))
@example((TITLE, ("Guy Steele Jr.",)), (TITLE, ("Guy Steele Jr.",)), (TITLE, ("Guy Steele Jr.",)))
def test_what_is_not_built_would_not_have_changed(
    own: tuple[str, tuple[str, ...]], of_arxiv: tuple[str, tuple[str, ...]], of_work: tuple[str, tuple[str, ...]]
) -> None:
    text = text_of(own[0], " and ".join(own[1]))
    known = identify(text, read(Source("refs.bib", text)).blocks[0], "", date(2026, 1, 1))
    paper, published = record(*of_arxiv), work(*of_work)
    stays = unchanged_fields(known, preprint_of(paper), published, DEFAULT)
    library, version = read(Source("refs.bib", text)), as_published(paper, record_of(published))
    whole = upgraded(library, Style(), known, entry_of(version, "k"))
    assert upgraded(library, Style(), known, entry_of(version, "k", without=stays)) == whole
