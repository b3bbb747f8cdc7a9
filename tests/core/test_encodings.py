"""Wide encodings: what a mark or the NULs of a text show, and that every text comes out as it went in."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bibtools.core.encodings import encoding_of, in_utf8, unmarked
from bibtools.core.text import decode, encode

MARKS = {
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
TEXT = "\\cite{2106.00134}\r\nÜber 漢字 𝔸\r"


@pytest.mark.parametrize("name", MARKS)
@pytest.mark.parametrize("text", [TEXT, "a", "", "漢字\n"])
def test_a_mark_tells_the_encoding(name: str, text: str) -> None:
    data = MARKS[name] + text.encode(name)
    assert (encoding_of(data), decode(data)) == (name, f"\ufeff{text}")
    assert in_utf8(data) == codecs.BOM_UTF8 + text.encode()
    assert encode(decode(data), name) == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"\xef\xbb\xbfarXiv:2106.00134",
        "þÿ is how an Icelander may begin".encode("latin-1"),
        "ÿþ".encode("latin-1") + b" 2106.00134",
        TEXT.encode("utf-16-le"),  # no mark
        codecs.BOM_UTF16_LE + b"a\0b",  # breaks off
        codecs.BOM_UTF16_LE + b"a\0\x00\xd8b\0",  # half a pair
        codecs.BOM_UTF32_BE + b"\0\x11\xff\xff",  # no such character
        b"\xfe\xffGIF\0"[:5],
    ],
    ids=repr,
)
def test_what_no_mark_tells_stays_as_it_is(data: bytes) -> None:
    assert (encoding_of(data), in_utf8(data)) == ("utf-8", data)
    assert encode(decode(data)) == data


@pytest.mark.parametrize("name", MARKS)
@pytest.mark.parametrize("text", [TEXT, "a\n", "漢字漢字漢字\n2106.00134", "x" * 9000, "𝔸" * 1999 + "a" + "𝔸" * 9])
def test_a_text_without_a_mark_is_told_by_its_nuls(name: str, text: str) -> None:
    data = text.encode(name)
    assert unmarked(data) == (name if b"\0" in data[:8000] else "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"arXiv:2106.00134",
        b"\x7fELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0>\0",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0",
        b"%PDF-1.5\n\0\0",
        b"SQLite format 3\0\x10\0\1\1\0@  ",
        b"PK\3\4\x14\0\0\0\x08\0",
        b"\0" * 64,
        b"a\0b",
        b"text, and a NUL\0at its end",
        bytes(range(256)),
        b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0",
    ],
    ids=repr,
)
def test_what_is_no_text_is_none_in_any_encoding(data: bytes) -> None:
    assert unmarked(data) == ""


@given(st.text(st.characters(exclude_categories=["Cs"])), st.sampled_from([*MARKS]))
def test_every_text_comes_out_as_it_went_in(text: str, name: str) -> None:
    data = MARKS[name] + text.encode(name)
    assert encode(decode(data), encoding_of(data)) == data
    assert encode(decode(data[:-1]), encoding_of(data[:-1])) == data[:-1]
