from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.entries.entry import Entry, Style, delimited, render, render_field
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source

ENTRY = Entry("misc", "Ames20", (("note", "x"), ("Title", "y")))
DEFAULT = "@misc{Ames20,\n  note  = {x},\n  Title = {y},\n}"
NAMES = ("author", "title", "year", "eprint", "archivePrefix", "bdsk-url-1")
VALUES = st.recursive(
    st.text('abcXYZ äö日 012 ,=#%@\\"\n()', max_size=8),
    lambda inner: st.tuples(inner, inner).map(lambda two: f"{two[0]}{{{two[1]}}}"),
    max_leaves=4,
)
STYLES = st.builds(
    Style,
    indent=st.sampled_from(["", " ", "  ", "    ", "\t"]),
    before_equals=st.sampled_from(["", " "]),
    after_equals=st.sampled_from(["", " ", "\t"]),
    aligned=st.booleans(),
    width=st.integers(0, 16),
    name_end=st.sampled_from([0, 0, 13]),
    delimiters=st.sampled_from(["{}", '""']),
    trailing_comma=st.booleans(),
    closing_indent=st.sampled_from([None, "", "  ", "\t"]),
    field_case=st.sampled_from(["as is", "lower", "upper", "title"]),
    type_case=st.sampled_from(["lower", "upper", "title"]),
    newline=st.sampled_from(["\n", "\r\n"]),
)


def entry(*pairs: tuple[str, str]) -> Entry:
    return Entry("misc", "Ames20", pairs)


def read_back(text: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    library = read(Source("refs.bib", text))
    return [(block.type, block.key, [each[::3] for each in fields(text, block)[0]]) for block in library.understood()]


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (Style(indent="\t"), "@misc{Ames20,\n\tnote  = {x},\n\tTitle = {y},\n}"),
        (Style(indent=""), "@misc{Ames20,\nnote  = {x},\nTitle = {y},\n}"),
        (Style(width=7), "@misc{Ames20,\n  note    = {x},\n  Title   = {y},\n}"),
        (Style(aligned=False), "@misc{Ames20,\n  note = {x},\n  Title = {y},\n}"),
        (Style(aligned=False, width=9), "@misc{Ames20,\n  note = {x},\n  Title = {y},\n}"),
        (Style(before_equals=""), "@misc{Ames20,\n  note = {x},\n  Title= {y},\n}"),
        (Style(after_equals=""), "@misc{Ames20,\n  note  ={x},\n  Title ={y},\n}"),
        (Style(delimiters='""'), '@misc{Ames20,\n  note  = "x",\n  Title = "y",\n}'),
        (Style(trailing_comma=False), "@misc{Ames20,\n  note  = {x},\n  Title = {y}\n}"),
        (Style(closing_indent="  "), "@misc{Ames20,\n  note  = {x},\n  Title = {y},\n  }"),
        (Style(closing_indent=None), "@misc{Ames20,\n  note  = {x},\n  Title = {y},}"),
        (Style(closing_indent=None, trailing_comma=False), "@misc{Ames20,\n  note  = {x},\n  Title = {y}}"),
        (Style(field_case="lower"), "@misc{Ames20,\n  note  = {x},\n  title = {y},\n}"),
        (Style(field_case="upper"), "@misc{Ames20,\n  NOTE  = {x},\n  TITLE = {y},\n}"),
        (Style(field_case="title"), "@misc{Ames20,\n  Note  = {x},\n  Title = {y},\n}"),
        (Style(type_case="upper"), "@MISC{Ames20,\n  note  = {x},\n  Title = {y},\n}"),
        (Style(type_case="title"), "@Misc{Ames20,\n  note  = {x},\n  Title = {y},\n}"),
        (Style(newline="\r\n"), "@misc{Ames20,\r\n  note  = {x},\r\n  Title = {y},\r\n}"),
        # These say what the default says, or concern what stands between entries.
        (Style(), DEFAULT),
        (Style(indent="  "), DEFAULT),
        (Style(aligned=True), DEFAULT),
        (Style(width=2), DEFAULT),
        (Style(width=5), DEFAULT),
        (Style(before_equals=" ", after_equals=" "), DEFAULT),
        (Style(delimiters="{}"), DEFAULT),
        (Style(trailing_comma=True), DEFAULT),
        (Style(closing_indent=""), DEFAULT),
        (Style(field_case="as is"), DEFAULT),
        (Style(type_case="lower"), DEFAULT),
        (Style(between=0), DEFAULT),
        (Style(between=3), DEFAULT),
        (Style(newline="\n"), DEFAULT),
    ],
)
def test_a_style_changes_exactly_what_it_names(style: Style, expected: str) -> None:
    assert render(ENTRY, style) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (Entry("MISC", "k", (("A", "x"),)), "@misc{k,\n  A = {x},\n}"),
        (Entry("misc", "k", ()), "@misc{k,\n}"),
        (entry(("a", "")), "@misc{Ames20,\n  a = {},\n}"),
        (entry(("a", "C:\\")), "@misc{Ames20,\n  a = {C:\\},\n}"),
        (entry(("a", "{B}")), "@misc{Ames20,\n  a = {{B}},\n}"),
        (entry(("a", "50\\% {\\'e}")), "@misc{Ames20,\n  a = {50\\% {\\'e}},\n}"),
        (entry(("a", "x, y = #")), "@misc{Ames20,\n  a = {x, y = #},\n}"),
        (Entry("misc", "arXiv:2106.00134", (("a", "x"),)), "@misc{arXiv:2106.00134,\n  a = {x},\n}"),
    ],
)
def test_key_and_values_are_written_as_they_are(written: Entry, expected: str) -> None:
    assert render(written, Style()) == expected


@pytest.mark.parametrize(
    ("value", "delimiters", "expected"),
    [
        ("plain", "{}", "{plain}"),
        ("plain", '""', '"plain"'),
        ("{B}ayes", '""', '"{B}ayes"'),
        ("", '""', '""'),
        # A quotation mark would end a quoted value.
        ('say "no"', '""', '{say "no"}'),
        ('{\\"u}ber', '""', '{{\\"u}ber}'),
        ('"', '""', '{"}'),
        ('say "no"', "{}", '{say "no"}'),
    ],
)
def test_a_value_with_a_quotation_mark_is_never_quoted(value: str, delimiters: str, expected: str) -> None:
    assert delimited(value, delimiters) == expected


@pytest.mark.parametrize(
    ("name", "width", "expected"),
    [
        ("eprint", 0, "  eprint = {x}"),
        ("eprint", 8, "  eprint   = {x}"),
        ("eprint", 6, "  eprint = {x}"),
        ("archivePrefix", 6, "  archivePrefix = {x}"),
    ],
)
def test_a_field_is_padded_to_the_width_and_never_cut(name: str, width: int, expected: str) -> None:
    assert render_field(name, "x", Style(), width) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("title", "y"),
        ("TITLE", "y"),
        ("note", "x"),
        ("Note", "x"),
        ("titl", None),
        ("titles", None),
        ("", None),
        ("Ames20", None),
    ],
)
def test_fields_are_found_without_regard_to_case(name: str, expected: str | None) -> None:
    assert ENTRY.get(name) == expected


@given(STYLES, st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=1, max_size=4))
def test_law_an_entry_reads_back_as_it_was_built_in_any_style(style: Style, values: dict[str, str]) -> None:
    text = render(entry(*values.items()), style)
    assert read_back(text) == [
        (text[1:5], "Ames20", [(name.lower(), value) for name, value in values.items()]),
    ]
