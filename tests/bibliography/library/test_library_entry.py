from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source

TEXT = """\ufeff@string{nips = {Advances in Neural Information Processing Systems}, ICML="ICML"}
@String(cvpr = "CVPR")
% a remark
@InProceedings{Vaswani2017,
    title = {Attention {I}s All You Need},
    Booktitle = nips # { 30},
    year = 2017
}
@comment{@misc{hidden, title = {x}}}
@misc{broken, title = {x} y}
@misc{Vaswani2017, title = "second"}
@misc{vaswani2017, title = {lower}}
@misc{, title = {no key}}
@article{unclosed, title = {x
"""


def library(text: str) -> Library:
    return read(Source("refs.bib", text))


def test_entries_are_those_that_stand_there() -> None:
    found = library(TEXT).entries
    assert [(each.type, each.key) for each in found] == [
        ("InProceedings", "Vaswani2017"),
        ("misc", "broken"),
        ("misc", "Vaswani2017"),
        ("misc", "vaswani2017"),
        ("misc", ""),
        ("article", "unclosed"),
    ]
    assert [bool(each.problem) for each in found] == [False, True, False, False, False, True]
    assert library(TEXT).keys == tuple(each.key for each in found)


def test_fields_have_values_and_spans() -> None:
    [entry, *_] = library(TEXT).entries
    assert {field.name: field.value for field in entry.fields} == {
        "title": "Attention {I}s All You Need",
        "booktitle": "nips 30",
        "year": "2017",
    }
    assert [TEXT[slice(*field.value_span)] for field in entry.fields] == [
        "{Attention {I}s All You Need}",
        "nips # { 30}",
        "2017",
    ]
    assert [TEXT[slice(*field.name_span)] for field in entry.fields] == ["title", "Booktitle", "year"]
    assert TEXT[slice(*entry.key_span)] == "Vaswani2017"


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("Vaswani2017", "Attention {I}s All You Need"),  # the first of two, as BibTeX
        ("vaswani2017", "lower"),
        ("VASWANI2017", None),
        ("hidden", None),
        ("nips", None),
        ("missing", None),
    ],
)
def test_an_entry_by_its_key(key: str, title: str | None) -> None:
    entry = library(TEXT).entry(key)
    assert (entry and entry.get("TITLE")) == title


def test_a_field_that_is_not_there_is_none() -> None:
    [entry] = library("@misc{a, title = {}}").entries
    assert (entry.get("title"), entry.get("year")) == ("", None)


def test_strings_are_the_macros() -> None:
    assert library(TEXT).strings == {
        "nips": "Advances in Neural Information Processing Systems",
        "icml": "ICML",
        "cvpr": "CVPR",
    }


@given(
    st.lists(st.sampled_from(TEXT.splitlines(keepends=True) + ["@", "{", "}", '"', "\r", "\U0001f600"])).map("".join)
)
def test_law_texts_are_exact(text: str) -> None:
    read_ = library(text)
    assert read_.text == text
    for entry in read_.entries:
        assert text[slice(*entry.span)] == entry.text
        assert text[slice(*entry.key_span)] == entry.key
        assert all(text[slice(*field.name_span)].lower() == field.name for field in entry.fields)
