from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bibtools.bibliography.library.blocks import Block, Library
from bibtools.bibliography.library.delimiters import closing
from bibtools.bibliography.library.entry_syntax import GRAMMARS, parse
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.reader import blocks, read
from bibtools.core.text import Source, decode

SOUND, BROKEN, DISPUTED = "sound", "broken", "disputed"
PROBE = "@misc{probe, year = 2020}\n"
GOOD = "@misc{good, year = 2020}"
NEXT = "@misc{next,\n  year = 2021,\n}\n"
# What awkward libraries are made of; each piece alone, cut short or glued to another is some kind of mess.
PIECES = [
    "@", "@misc{a,", "@article(b,", "@comment{", "@comment(", "@string{s =", "@preamble{", "@misc\n{", "@ misc {c ,",
    "title = ", "year = 1", "{x}", "{", "}", "(", ")", '"', '"x"', "#", "=", ",", "%", "\\", "\n", "\r\n", "\r", " ",
    "\t", "\ufeff", "---\n", "me@host{x}", "% bibtools: keep\n", "\udcfc", "ü", "\x0c", "\u2028", GOOD, f"\n{GOOD}\n",
]  # fmt: skip
MESS = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=14).map("".join)


def library(text: str) -> Library:
    return read(Source("refs.bib", text))


def keyed(text: str) -> list[Block]:
    return list(library(text).keyed())


def state(block: Block) -> str:
    return DISPUTED if block.disputed else BROKEN if block.problem else SOUND


def shape(text: str) -> list[tuple[str, ...]]:
    """Return kind, key and state of the entries, kind and state of what else has an @, and nothing of texts."""
    blocks = [block for block in library(text).blocks if block.kind != "text"]
    return [(b.key, state(b)) if b.kind == "entry" else (b.kind, state(b)) for b in blocks]


def entry(body: str) -> str:
    return f"@misc{{k,{body}}}"


def only(text: str) -> Block:
    (block,) = (block for block in library(text).blocks if block.kind == "entry")
    return block


def values(body: str) -> list[tuple[str, str]]:
    text = entry(body)
    found, problem = fields(text, only(text))
    return [each[::3] for each in found] if problem is None else [*(each[::3] for each in found), ("", text[problem:])]


def tiles(read_in: Library) -> bool:
    edges = [0, *(block.span.end for block in read_in.blocks)]
    starts = [*(block.span.start for block in read_in.blocks), len(read_in.text)]
    return edges == starts and all(block.span.start < block.span.end for block in read_in.blocks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@misc{a}", [("a", SOUND)]),
        ("@misc{a,}", [("a", SOUND)]),
        ("@MISC { a , year = 1 }", [("a", SOUND)]),
        ("@ misc {a,}", [("a", SOUND)]),
        ("@misc\n{a,\n}", [("a", SOUND)]),
        ("@misc\r\n\r\n{\r\n  a,\r\n}", [("a", SOUND)]),
        ("   @misc{a,}", [("a", SOUND)]),
        ("\t@misc{a,}", [("a", SOUND)]),
        ("@misc{a,}@misc{b,}", [("a", SOUND), ("b", SOUND)]),
        ("@misc{a,} @misc{b,}\t@misc{c,}", [("a", SOUND), ("b", SOUND), ("c", SOUND)]),
        ("@misc{a, title = {x}}@misc{b, title = {y}}\n", [("a", SOUND), ("b", SOUND)]),
        ("@article(a, title = {One (or two)}, year = 2020)\n@misc{b,}", [("a", SOUND), ("b", SOUND)]),
        ('@article(a, title = "1) first")\n@misc{b,}', [("a", SOUND), ("b", SOUND)]),
        ("@article(a, title = {1) first})\n@misc{b,}", [("a", SOUND), ("b", SOUND)]),
        ('@string{s = {x}}\n@string(t = "y")', [("string", SOUND), ("string", SOUND)]),
        ('@STRING{s = "a" # "b"}', [("string", SOUND)]),
        ('@preamble{"\\newcommand{\\x}[1]{#1}" # s}', [("preamble", SOUND)]),
        ("@comment{any {nested} text}", [("comment", SOUND)]),
        ("@Comment{jabref-meta: databaseType:bibtex;}", [("comment", SOUND)]),
        ("@comment{jabref-meta: grouping:\n0 AllEntriesGroup:;\n1 StaticGroup:a\\;0\\;1\\;;\n}", [("comment", SOUND)]),
        ("@comment{BibDesk Static Groups{\n<key>x</key>\n}}\n@misc{a,}", [("comment", SOUND), ("a", SOUND)]),
        ("@comment(in parentheses)\n@misc{a,}", [("comment", SOUND), ("a", SOUND)]),
        ("---\n---\n\n@misc{a,}", [("a", SOUND)]),
        ("---\nlayout: bib\ntitle: {{ x }}\n---\n@misc{a,}", [("a", SOUND)]),
        ("\ufeff@misc{a,}", [("a", SOUND)]),
        ("Some text.\n@misc{a,}\nand } more { text\n@misc{b,}\n", [("a", SOUND), ("b", SOUND)]),
        ("% a percent sign\n@misc{a,} % behind a\n@misc{b,}", [("a", SOUND), ("b", SOUND)]),
        ("@misc{a,}\r\n\r\n@misc{b,}\r\n", [("a", SOUND), ("b", SOUND)]),
        ("% one\r@misc{a,}\r\r@misc{b,}\r", [("a", SOUND), ("b", SOUND)]),
        ("@misc{a,\n  title = {x},\n  % remark, { in it }\n  year = 1\n}\n@misc{b,}", [("a", SOUND), ("b", SOUND)]),
        ("see @misc{a,}", [("a", SOUND)]),
        ("@misc{a,} and @misc{b,}", [("a", SOUND), ("b", SOUND)]),
        ("% remark\nme@host{x}\n@misc{b,}", [("x", SOUND), ("b", SOUND)]),
        ("mail me @ host.org {please}", [("please", SOUND)]),
        # Broken or disputed: never edited, but the key counts.
        ("@misc{a b, year = 1}", [("a", BROKEN)]),
        ("@misc{a year = 1}", [("a", BROKEN)]),
        ("@misc{a, year = {1}", [("a", BROKEN)]),
        ("@misc{a", [("a", BROKEN)]),
        ("@article(a, year = {1}", [("a", BROKEN)]),
        ("@string{s = {x}", [("string", BROKEN)]),
        ("% @misc{a, year = 1}", [("a", DISPUTED)]),
        ("%@misc{a,\n%  year = 1,\n%}\n@misc{b,}", [("a", DISPUTED), ("b", SOUND)]),
        ("@misc{a,} % and @misc{b,}", [("a", SOUND), ("b", DISPUTED)]),
        ("50% of me@host{x}\n@misc{b,}", [("x", DISPUTED), ("b", SOUND)]),
        # No entries at all.
        ("", []),
        ("\ufeff", []),
        ("no at sign", []),
        ("@", []),
        ("mail me@host.org {if it breaks}", []),
        ("% mail me@host{", []),
        ("@misc", []),
        ("@comment without braces\n", []),
        ("mail me@host.org, please {", []),
        ("a @ b, {c}", []),
        ("\\@misc", []),
        ("% 100 % done {\n", []),
    ],
)  # fmt: skip
def test_blocks_are_told_apart(text: str, expected: list[tuple[str, ...]]) -> None:
    assert shape(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@comment{\n@misc{a, year = 1}\n}\n@misc{b,}", ["a", "b"]),
        ("@comment{@misc{a, year = 1}}", ["a"]),
        ("@comment{% @misc{a,}\n}", ["a"]),
        ("% @misc{a, year = 1}", ["a"]),
        ("@misc{a b, year = 1}", ["a"]),
        ("@misc{a, year = {1}\n\n@misc{b,}", ["a", "b"]),
        ("@misc{a,}\n@misc{a,}\n@misc{A,}", ["a", "a", "A"]),
        # What takes no key.
        ("@misc{, year = 1}", []),
        ("@string{a = {x}}", []),
        ("@preamble{a}", []),
        ("@comment{a, b}", []),
        ("@comment{see me@example.org}", []),
        ("% bibtools: is 2106.00134", []),
        ("a, b", []),
    ],
)
def test_every_key_counts_that_bibtex_reads(text: str, expected: list[str]) -> None:
    assert sorted(block.key for block in keyed(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "@comment{\n@misc{a, year = 1}\n}",
        "@comment{@misc{a, year = 1}}",
        "% @misc{a, year = 1}",
        "text % @misc{a, year = 1}",
        "@misc{a b, year = 1}",
        "@misc{a, year = {1}",
        "@string{a = {x}}",
        "@preamble{a}",
    ],
)
def test_only_what_everybody_reads_is_an_entry(text: str) -> None:
    assert [block.key for block in library(f"{text}\n{PROBE}").understood()] == ["probe"]


@pytest.mark.parametrize(
    "key",
    [
        "DBLP:conf/nips/AmesB20",
        "o'neil2020",
        "smith(2000)",
        "10.1000/182",
        "a&b",
        "a=b",
        "a#b",
        "müller2020",
        "mu\u0308ller",
        "日本2020",
        "m\udcfcller",
        "2106.00134",
        "arXiv:hep-th/9711200v2",
        "a\\_b",
        'a"b',
        "a%b",
        "@x",
        "-",
    ],
)
def test_odd_keys_are_keys(key: str) -> None:
    block = only(f"@misc{{{key}, year = 2020}}")
    assert (block.key, block.problem, block.disputed) == (key, None, False)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (" year = 2020", [("year", "2020")]),
        (" YEAR=2020,", [("year", "2020")]),
        (" title = {A, B = C # D}", [("title", "A, B = C # D")]),
        (' title = "A, B = C # D"', [("title", "A, B = C # D")]),
        (' title = "say {"}no{"}"', [("title", 'say {"}no{"}')]),
        (' title = "{\\"u}ber"', [("title", '{\\"u}ber')]),
        (' title = {say "no}, year = 1', [("title", 'say "no'), ("year", "1")]),
        (" title = {{Deep {\\'e}tude {of} x}}", [("title", "{Deep {\\'e}tude {of} x}")]),
        (" title = {a {b {c {d {e {f {g {h} i} j}}}}}}", [("title", "a {b {c {d {e {f {g {h} i} j}}}}}")]),
        (' month = 1 # "~" # jan', [("month", "1~jan")]),
        (' title = {a}\n#\n"b" # {c}', [("title", "abc")]),
        (" month = jan, year=2020", [("month", "jan"), ("year", "2020")]),
        (" title = {C:\\}, year = 1", [("title", "C:\\"), ("year", "1")]),
        (' title = "C:\\", year = 1', [("title", "C:\\"), ("year", "1")]),
        (" title = {a\\}", [("title", "a\\")]),
        (" title = {50% off}, year = 1", [("title", "50% off"), ("year", "1")]),
        (" title = {a},\n % remark, more\n year = 1", [("title", "a"), ("year", "1")]),
        (" title = {a}, % remark\n year = 1", [("title", "a"), ("year", "1")]),
        (" title = {a} % remark\n , year = 1", [("title", "a"), ("year", "1")]),
        (" % title = {old},\n title = {new},", [("title", "new")]),
        (" title = {a},\n % year = 1,\n", [("title", "a")]),
        (" title = {one\n  two\n\n  three}", [("title", "one\n  two\n\n  three")]),
        (" title = {one},\r\n year = {1}\r\n", [("title", "one"), ("year", "1")]),
        (" bdsk-url-1 = {x}, custom_field = {y}, a.b+c:d/e = {z}",
         [("bdsk-url-1", "x"), ("custom_field", "y"), ("a.b+c:d/e", "z")]),
        (" title = {a}, title = {b}, Title = {c}", [("title", "a"), ("title", "b"), ("title", "c")]),
        (" title = {}", [("title", "")]),
        (" title = {x@y.org and @misc{z}}", [("title", "x@y.org and @misc{z}")]),
        (" title = {M\udcfcller}", [("title", "M\udcfcller")]),
        (" title\n=\n{a}", [("title", "a")]),
        ("", []),
        (" % nothing here\n", []),
        # From the mistake on (its text under the name ""), nothing is taken for a field.
        (" title = {a} year = 1", [("title", "a"), ("", "year = 1}")]),
        (" title = {a}\n year = 1,\n", [("title", "a"), ("", "year = 1,\n}")]),
        (" title = {a} % one, two\n year = 1", [("title", "a"), ("", "year = 1}")]),
        (' title = "a" "b"', [("title", "a"), ("", '"b"}')]),
        (" title = Some words", [("title", "Some"), ("", "words}")]),
        (" year = 1, title {a}", [("year", "1"), ("", "title {a}}")]),
        (" year = 1, title = ", [("year", "1"), ("", "title = }")]),
        (" year = 1, title = {a} #", [("year", "1"), ("", "title = {a} #}")]),
        (' year = 1, title = "a', [("year", "1"), ("", 'title = "a}')]),
        (" year = 1, = {a}", [("year", "1"), ("", "= {a}}")]),
        (" year = 1, stray words", [("year", "1"), ("", "stray words}")]),
        (" just words", [("", "just words}")]),
    ],
)  # fmt: skip
def test_fields_are_read_up_to_the_first_mistake(body: str, expected: list[tuple[str, str]]) -> None:
    assert values(body) == expected


@pytest.mark.parametrize(
    ("body", "name", "value"),
    [
        (" Title = {A {B}}, x = 1", "Title", "{A {B}}"),
        (' a = 1, month = jan # "~1" , b = 2', "month", 'jan # "~1"'),
        (" year=2020", "year", "2020"),
        ("\r\n\ttitle\t=\t{a\r\nb}\r\n", "title", "{a\r\nb}"),
        (" % title = {old}\n title = {ü}", "title", "{ü}"),
    ],
)
def test_spans_hold_the_name_and_the_whole_value_and_no_more(body: str, name: str, value: str) -> None:
    text = f"---\n% Müller\n{entry(body)}"
    found, _ = fields(text, only(text))
    assert (name, value) in [(text[slice(*each.name_span)], text[slice(*each.value_span)]) for each in found]


@pytest.mark.parametrize("after", ["\n", f"\n\n{NEXT}", f"\n% a remark\n{NEXT}", "\nfree text\n"])
@pytest.mark.parametrize(
    "value",
    [
        "{first\n@article{x}\nlast}",
        "{first\n@article{x,\n  title = {y},\n}\nlast}",
        "{first\n  @article {x} and {y}}",
        "{{first\n@misc{x}}}",
        '"first\n@misc{x}\nlast"',
        '"first {\n@misc{x}\n} last"',
        '"a" # {b\n@misc{x}\n}',
    ],
)
def test_a_value_may_hold_a_line_like_the_head_of_an_entry(value: str, after: str) -> None:
    text = f"@misc{{a,\n  abstract = {value},\n  year = 1,\n}}"
    assert library(text + after).blocks[0].span == (0, len(text))
    assert shape(text + after) == [("a", SOUND), ("next", SOUND)][: 1 + (NEXT in after)]


@pytest.mark.parametrize(
    "text",
    [
        "@misc{bad, title = {x, year = 1}",
        "@misc{bad, title = {x},\n  year = {1\n",
        "@misc{bad,\n  title = {{x},\n  year = 1,\n}",
        "@misc{bad, title = x}}, year = 1}",
        '@misc{bad, title = "x, year = 1}',
        '@misc{bad, title = "x\n',
        "@misc{bad, title = {x} year = 1}",
        "@misc{bad year = 1}",
        "@misc{bad",
        "@misc{bad,",
        "@misc{bad, title =",
        "@misc{bad, title = {",
        "@article(bad, title = {x}",
        "@article(bad, title = {x)",
        '@article(bad, title = "x)',
        "@misc{bad, title = {x}} stray } braces {",
        "@string{bad = {x}",
        '@preamble{"bad}',
        "@comment{bad",
        "@comment(bad",
        "@comment{bad\nworse",
        "% @misc{bad, title = {x",
        "me@bad{x",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_broken_entry_never_harms_its_neighbours(text: str, newline: str) -> None:
    pattern = f"{PROBE}{text}\n{NEXT}{text}\n\n{GOOD}\n{text}".replace("\n", newline)
    sound = [pattern[slice(*b.span)] for b in library(pattern).understood() if b.key != "bad"]
    assert sound == [each.strip().replace("\n", newline) for each in (PROBE, NEXT, GOOD)]


@pytest.mark.parametrize(
    "text",
    ["@misc{bad, title = {x\n", '@misc{bad, title = "x,\n\n\n', "@misc{bad,\r\n\r\n", "@misc{bad title\n\n% x\n"],
)
def test_a_broken_entry_ends_in_front_of_the_blank_lines_behind_it(text: str) -> None:
    first = library(text + NEXT).blocks[0]
    assert (first.key, first.problem is None) == ("bad", False)
    assert text[slice(*first.span)] == text[slice(*first.span)].rstrip()


@pytest.mark.parametrize(
    "data",
    [
        "@misc{m\xfcller, author = {M\xfcller}}\n".encode("latin-1"),
        b"\xef\xbb\xbf@misc{a,}\r\n",
        b"% caf\xe9\r@misc{a,}\r",
        b"@misc{a, note = {cut \xe2\x82}}",
    ],
)
def test_an_entry_in_any_encoding_is_read(data: bytes) -> None:
    assert [state(block) for block in keyed(decode(data))] == [SOUND]


@given(MESS)
def test_law_blocks_tile_every_text(text: str) -> None:
    read_in = library(text)
    assert tiles(read_in)
    assert all(one.kind != "text" or two.kind != "text" for one, two in pairwise(read_in.blocks))


@given(MESS)
@example("@misc{a\n\n")
@example("@misc{a, year = 1\n\n")
def test_law_keys_bodies_and_fields_lie_inside_of_their_blocks_in_order(text: str) -> None:
    for block in keyed(text):
        found, problem = fields(text, block)
        places = [block.span.start, *block.key_span, block.body.start]
        places += [place for each in found for place in (*each.name_span, *each.value_span)]
        places += [problem] if problem is not None else []
        assert places == sorted(places)
        assert places[-1] <= block.body.end <= block.span.end


@given(MESS)
def test_law_the_last_entry_is_read_whatever_stands_before_it(text: str) -> None:
    found = [block for block in library(f"{text}\n{PROBE}").understood() if block.key == "probe"]
    assert [len(block.span) and block.span.end for block in found] == [len(text) + len(PROBE)]


@given(MESS)
def test_law_the_first_entry_is_read_whatever_stands_behind_it(text: str) -> None:
    first = library(PROBE + text).blocks[0]
    assert (first.key, first.span, state(first)) == ("probe", (0, len(PROBE) - 1), SOUND)


def boundaries(text: str, near: list[int] | None) -> list[Block]:
    return [block for block in blocks(text, near) if near is None or any(p in range(*block.span) for p in near)]


LIBRARIES = st.lists(
    st.sampled_from(
        [
            *("@misc{a,\n  title = {x},\n}\n", "@article(b, title = {x})\n", "@misc{c, note = {me@host}}\n", "words\n"),
            *("@misc{open, title = {x\n", "@comment{@misc{d,}}\n", "@string{s = {x}}\n", "}\n", "{\n", "me@host{x}\n"),
            *(
                "@misc{e,\n note = {\n@misc{inner,}\n},\n}\n",
                "  @misc{f,}\r\n",
                "@misc{g,}@misc{h,}\n",
                "% @misc{i,}\n",
            ),
        ]
    ),
    max_size=8,
).map("".join)


@given(LIBRARIES | MESS, st.lists(st.integers(0, 300), max_size=3))
@example("@c{}@comment{\n@t{}\n@c{}}", [19])
def test_blocks_around_places_are_those_of_the_whole(text: str, near: list[int]) -> None:
    inside = sorted({place for place in near if place < len(text)})
    expected = [block for block in blocks(text) if any(place in range(*block.span) for place in inside)]
    assert boundaries(text, inside) == expected


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ('title = {x}, year = 2020, note = "y"', {"title", "note"}),
        ("title = {x} # s, year = 2020,\n % remark\n note = {y}", {"year"}),
        ("TITLE = {x}, year = {2020}", {"title"}),
    ],
)
def test_other_fields_can_be_left_out(body: str, names: set[str]) -> None:
    text = entry(body)
    everything = fields(text, only(text))[0]
    some = fields(text, only(text), frozenset(names))[0]
    assert [field for field in some if field.name in names] == [field for field in everything if field.name in names]


# Bodies of entries that are nearly plain.
BODIES = st.lists(
    st.sampled_from(
        [
            "a",
            " = ",
            "=",
            "{x}",
            '"x"',
            "12",
            "jan",
            ",",
            "\n",
            "%",
            "@",
            "\\",
            "{",
            "}",
            "{{x}}",
            '"{x}"',
            "#",
            "2x",
            '"',
            "'",
        ]
    ),
    max_size=9,
).map("".join)


@example("a@b = {x}")
@example("a = jan # {x},")
@given(BODIES)
def test_what_is_plain_is_read_to_its_end_by_everybody(body: str) -> None:
    text = f"@misc{{k,{body}}}\n@misc{{n, a = {{1}}}}\n"
    for block in library(text).blocks:
        if block.plain:
            assert fields(text, block)[1] is None
            assert closing(text, block.span.start + 5, len(text)) == block.span.end
            assert [parse(text, block.body, each).stop for each in GRAMMARS.values()] == [None, None]


@pytest.mark.parametrize(("body", "is_plain"), [
    ("a = {x}, b = 12 , c = jan", True), (' a={{x}},b="y",', True), ("", True), ("a = {x} b = 1", False),
    ("a = 2x", False), ("a = {x} # jan", False), ("a@b = 1", False), (",", False), ("a = '", False), ("% a\n", False),
])  # fmt: skip
def test_most_entries_are_plain(body: str, is_plain: bool) -> None:
    assert only(entry(body)).plain is is_plain


SIGNS = [
    "@misc{a, x = {me@host}}\n",
    "@comment{@misc{h,}}\n",
    "me@host @ x\n",
    "@string{s = {@}}",
    "@misc{broken, @\n",
]


@given(st.lists(st.sampled_from(SIGNS) | st.text("@a\n", max_size=4)).map("".join))
def test_the_signs_that_begin_no_block(text: str) -> None:
    found = library(text)
    starts = {block.span.start for block in found.blocks if block.kind != "text"}
    assert found.signs() == [at for at, char in enumerate(text) if char == "@" and at not in starts]
