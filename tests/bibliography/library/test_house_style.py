from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.bibliography.entries.entry import Entry, Style, render
from bibtools.bibliography.library.house_style import infer
from bibtools.bibliography.library.reader import read
from bibtools.core.text import Source

BROKEN = '@Misc{broken,\r\n\t\tTITLE="x",\r\n\t\tYEAR="1\r\n\r\n'
STYLES = st.builds(
    Style,
    indent=st.sampled_from(["", " ", "  ", "    ", "\t"]),
    before_equals=st.just(" "),
    after_equals=st.sampled_from(["", " ", "\t"]),
    aligned=st.booleans(),
    width=st.sampled_from([0, 12, 15]),
    name_end=st.just(0),
    delimiters=st.sampled_from(["{}", '""']),
    trailing_comma=st.booleans(),
    closing_indent=st.sampled_from([None, "", "  ", "\t"]),
    field_case=st.sampled_from(["lower", "upper", "title"]),
    type_case=st.sampled_from(["lower", "upper", "title"]),
    between=st.integers(0, 3),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
)
# The longest names of these have different lengths: that distinguishes a common column from one for each entry.
ENTRIES = st.permutations(
    [
        Entry("misc", "a", (("author", "Ames, Ida"), ("title", "Knots"), ("year", "2020"))),
        Entry("article", "b", (("title", "Maps"), ("journal", "Acta"), ("volume", "3"))),
        Entry("book", "c", (("title", "Trees, {AVL}"), ("publisher", "Oak"))),
    ]
)


def style(text: str) -> Style:
    return infer(read(Source("refs.bib", text)))


def written(entries: list[Entry], how: Style) -> str:
    return (how.newline * (how.between + 1)).join(render(entry, how) for entry in entries) + how.newline


def two(first: str, second: str = "  note = {y}") -> str:
    """Two entries of two fields; the names have different lengths, so alignment can be seen."""
    return f"@misc{{a,\n{first},\n{second},\n}}\n\n@misc{{b,\n{first},\n{second},\n}}\n"


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (two("    title = {x}", "    note = {y}"), "indent", "    "),
        (two("\ttitle = {x}", "\tnote = {y}"), "indent", "\t"),
        (two("title = {x}", "note = {y}"), "indent", ""),
        (two("  title = {x}", "  note  = {y}"), "aligned", True),
        (two("  title = {x}"), "aligned", False),
        (two("  title     = {x}", "  note      = {y}"), "width", 9),
        (two("  title={x}", "  note={y}"), "before_equals", ""),
        (two("  title={x}", "  note ={y}"), "before_equals", ""),
        (two("  title={x}", "  note ={y}"), "aligned", True),
        (two("  title={x}", "  note={y}"), "after_equals", ""),
        (two("  title =\t{x}", "  note =\t{y}"), "after_equals", "\t"),
        (two('  title = "x"', '  note = "y"'), "delimiters", '""'),
        (two('  title = "x" # z', '  note = "y"'), "delimiters", '""'),
        (two("  title = {x}").replace("},\n}", "}\n}"), "trailing_comma", False),
        (two("  title = {x}").replace("},\n}", "}}"), "closing_indent", None),
        (two("  title = {x}").replace("\n}", "\n  }"), "closing_indent", "  "),
        (two("  TITLE = {x}", "  NOTE = {y}"), "field_case", "upper"),
        (two("  Title = {x}", "  Note = {y}"), "field_case", "title"),
        (two("  title = {x}", "  note = {y}"), "field_case", "lower"),
        (two("  title = {x}").replace("@misc", "@Misc"), "type_case", "title"),
        (two("  title = {x}").replace("@misc", "@MISC"), "type_case", "upper"),
        (two("  title = {x}").replace("@misc", "@InProceedings"), "type_case", "title"),
        (two("  title = {x}").replace("@misc", "@Inproceedings"), "type_case", "title"),
        (two("  title = {x}").replace("@misc", "@INPROCEEDINGS"), "type_case", "upper"),
        (two("  title = {x}").replace("@misc", "@inProceedings"), "type_case", "as is"),
        (two("  title = {x}").replace("}\n\n@", "}\n@"), "between", 0),
        (two("  title = {x}").replace("}\n\n@", "}\n\n\n@"), "between", 2),
        (two("  title = {x}").replace("\n", "\r\n"), "newline", "\r\n"),
        (two("  title = {x}").replace("\n", "\r"), "newline", "\r"),
        (two("  title = {x}").replace("\n", "\r"), "indent", "  "),
        (two("  title = {x}").replace("\n", "\r").replace("}\r\r@", "}\r\r\r@"), "between", 2),
    ],
)
def test_the_house_style_is_recognised(text: str, name: str, expected: object) -> None:
    assert getattr(style(text), name) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "\n\n",
        "% a comment\n",
        "---\n---\n",
        '@string{S="x"}\n',
        '@comment{@Misc{a,\n\tTITLE="x"}}\n',
        '@preamble{"\\x"}\n',
        "@misc{a}\n",
        '@Misc{a,\n\tTITLE="x',
        '@Misc{a b,\n\tTITLE="x"}\n',
        '% @Misc{a,\n\tTITLE="x"}\n',
    ],
)
def test_without_a_sound_entry_the_style_is_that_of_a_new_file(text: str) -> None:
    assert style(text) == Style()


@pytest.mark.parametrize(
    "odd",
    [
        BROKEN,
        BROKEN.replace("\r\n", "\n"),
        '@Misc{odd, TITLE="x", YEAR="1"}\n',
        '@Misc{odd,\n\tTITLE="x",\n\tNOTE="y"}\n',
        '% @Misc{odd,\n\tTITLE="x",\n\tNOTE="y"}\n',
        '@comment{@Misc{odd,\n\tTITLE="x",\n\tNOTE="y"}}\n',
        '@STRING(S="x")\n',
        "% @ remark\n\n\n\n\n",
        "@misc{odd}\n",
        "@misc{odd,\n  month = jan,\n  year = 2020,\n}\n",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_minority_does_not_change_the_style(odd: str, first: bool) -> None:
    house = two("  title = {x}", "  note = {y}") + "\n" + two("  author = {x}", "  year = {2020}")
    assert style(f"{odd}\n{house}" if first else f"{house}\n{odd}") == style(house)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Values over several lines, numbers and macros, remarks, and a value of the other kind.
        ("@misc{a,\n\ttitle = {One\n    two},\n\tyear = 2020\n}\n",
         Style(indent="\t", aligned=False, trailing_comma=False)),
        ("@misc{a,\n    title = {x}, % remark\n    note = {y},\n}\n", Style(indent="    ", aligned=False)),
        ('@misc{a,\n % remark\n title = {x},\n note = "y",\n year = {1},\n}\n', Style(indent=" ", aligned=False)),
        ("@misc{a,\n  title = {x},\n  note = {y}, % last\n}\n", Style(aligned=False)),
        ("@misc{a,\r\n  title = {x},\r\n  note = {y},\r\n}", Style(aligned=False, newline="\r\n")),
    ],
)  # fmt: skip
def test_odd_fields_do_not_hide_the_style(text: str, expected: Style) -> None:
    assert style(text)._replace(field_case="as is", width=0) == expected


@given(ENTRIES, STYLES)
def test_law_an_entry_rendered_in_the_inferred_style_is_written_as_in_the_library(
    entries: list[Entry], how: Style
) -> None:
    text = written(entries, how)
    assert written(entries, style(text)) == text


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("@misc{a,\n       title = {x},\n      author = {y},\n        year = 1\n}\n", 12),  # as ADS writes
        ("@misc{a,\n       title = {x},\n      author = {y},\n  note = {z},\n        year = 1\n}\n", 12),
        ("@misc{a,\n  title  = {x},\n  author = {y},\n}\n", 0),
        ("@misc{a,\n  title = {x},\n  author = {y},\n}\n", 0),
        ("@misc{a,\n title = {x},\n  note = {y},\n   year = {y}\n}\n", 0),
        ("@misc{a,\n  note = {x},\n  year = {y}\n}\n", 0),  # of one length
        ("@misc{a,\n\t title = {x},\n\tauthor = {y}\n}\n", 0),
    ],
)
def test_names_may_be_aligned_to_the_right(text: str, end: int) -> None:
    assert style(text).name_end == end


def test_a_field_that_stands_out_does_not_hide_the_alignment() -> None:
    lines = "  title      = {x},\n  author     = {y},\n  eprinttype    = {z},\n  year       = {1}\n"
    assert style(f"@misc{{a,\n{lines}}}\n").width == 10


@pytest.mark.parametrize(
    ("body", "trailing"),
    [
        ("a,\n x = {1},", True),
        ("a,\n x = {1},\n", True),
        ("a,\n x = {1}, % last\n", True),
        ("a,\n x = {1},\n  % y = {2}\n  % z = {3}\n", True),
        ("a,\n x = {1},\r% y\r\n\r\n", True),
        ("a,\n x = {1}", False),
        ("a,\n x = {1},\n% y,\n  z = {2}\n", False),
        ("a,\n x = {1} % last\n", False),
        ("a,\n x = {1},\n y = {50% off, or so}\n", False),
        ("a,\n x = {1},\n y = {2}\n% z\n", False),
    ],
)
def test_a_comma_is_trailing_if_only_remarks_follow(body: str, *, trailing: bool) -> None:
    assert style(f"@misc{{{body}}}").trailing_comma is trailing
