"""Encodings, at the command line: UTF-16 and UTF-32 are read and written back; the rest is reported."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from commits import ENTRY, ONE, TWO, entries, tex
from conftest import Cli
from row_tables import rarely

MARKS = {
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}
BUNDLED = "1706.03762"  # has a record in the package
LFS = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4d' * 32}\nsize 12345\n"
ADVICE = "save it as UTF-8"


@pytest.mark.thinned(2)
@pytest.mark.parametrize("name", MARKS)
@pytest.mark.parametrize("end", ["\r\n", rarely("\n")])
def test_an_entry_is_added_in_the_encoding_of_the_library(paper: Path, cli: Cli, name: str, end: str) -> None:
    text = ENTRY.format(key=ONE, id=ONE).replace("T}", "Über 漢字 𝔸}").replace("\n", end)
    before = MARKS[name] + text.encode(name)
    (paper / "refs.bib").write_bytes(before)
    (paper / "p.tex").write_text(tex(ONE, BUNDLED), "utf-8")
    assert cli("sync").code == 0
    after = (paper / "refs.bib").read_bytes()
    added = after.removeprefix(before).decode(name)
    assert (after.startswith(before), added.count("@"), added.count("\ufeff")) == (True, 1, 0)
    assert added.replace(end, "").isprintable()
    assert cli("sync").code == 0
    assert (paper / "refs.bib").read_bytes() == after


@pytest.mark.parametrize("name", MARKS)
def test_a_source_with_a_mark_is_read(paper: Path, cli: Cli, name: str) -> None:
    (paper / "p.tex").write_bytes(MARKS[name] + ("Über 𝔸\r\n" + tex(TWO)).encode(name))
    (paper / "refs.bib").write_text(entries(ONE), "utf-8")
    run = cli("sync", "--check")
    assert (run.code, run.out.partition(" is not")[0]) == (1, f"p.tex:3:12: missing-paper: arXiv:{TWO}")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (f"arXiv:{TWO}\r\n".encode("utf-16-le"), f"{ADVICE} (iconv -f UTF-16LE -t UTF-8 list.txt)"),
        rarely(f"arXiv:{TWO}\r\n".encode("utf-16-be"), f"{ADVICE} (iconv -f UTF-16BE -t UTF-8 list.txt)"),
        rarely(f"arXiv:{TWO}\r\n".encode("utf-32-le"), f"{ADVICE} (iconv -f UTF-32LE -t UTF-8 list.txt)"),
        (MARKS["utf-16-le"] + f"arXiv:{TWO}".encode("utf-16-le") + b"\n", ADVICE),
        (LFS.encode(), "run git lfs pull"),
        rarely(b"/annex/objects/MD5E-s1--0.txt\n", "run git annex get"),
    ],
)
def test_a_text_that_is_not_read_is_told_and_fails_where_it_is_named(
    paper: Path, cli: Cli, data: bytes, said: str
) -> None:
    (paper / "list.txt").write_bytes(data)
    (paper / "refs.bib").write_text(entries(ONE), "utf-8")
    for command in (["sync", "--check"], ["sync"], ["scan"], ["check"]):
        found = cli(*command)
        assert (found.code, "list.txt: skipped: " in found.err, said in found.err) == (0, True, True), command
        named = cli(*command, "list.txt")
        told = named.out + named.err
        assert (named.code, said in told) == (3, True), command


def test_standard_input_that_is_not_read_fails(cli: Cli) -> None:
    run = cli("scan", "-", stdin="a\0r\0X\0i\0v\0\n\0")
    assert (run.code, ADVICE in run.err, "iconv" in run.err) == (3, True, False)


@pytest.mark.parametrize("data", [b"\0\1", b"\x7fELF\0\0", b"%PDF-1.5\n\0\0"])
def test_what_is_no_text_fails_nothing(paper: Path, cli: Cli, data: bytes) -> None:
    (paper / "list.txt").write_bytes(data)
    (paper / "refs.bib").write_text(entries(ONE), "utf-8")
    run = cli("scan", "list.txt")
    assert (run.code, run.err) == (0, "list.txt: skipped: not a text file\n")


@pytest.mark.parametrize("data", [entries(ONE).encode("utf-16-le"), LFS.encode(), b"/annex/objects/MD5E-s1--0.bib\n"])
def test_a_library_that_cannot_be_read_is_not_touched(paper: Path, cli: Cli, data: bytes) -> None:
    (paper / "refs.bib").write_bytes(data)
    (paper / "p.tex").write_text(tex(BUNDLED), "utf-8")
    run = cli("sync")
    assert (run.code, "refs.bib: this " in run.err, (paper / "refs.bib").read_bytes()) == (3, True, data)
