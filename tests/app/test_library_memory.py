"""A library that is known by its parts is what it is when it is read whole, whatever is edited in it."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from real_material import MATERIAL

from bibtools.app.library_memory import LibraryMemory
from bibtools.app.library_readers import ReadAs, as_read
from bibtools.app.library_shelf import LibraryShelf
from bibtools.bibliography.library import lint
from bibtools.bibliography.library.aliases import taken_keys
from bibtools.bibliography.library.blocks import Library
from bibtools.bibliography.library.entry_parts import PartReader
from bibtools.bibliography.library.identity import compact_title, identities
from bibtools.bibliography.library.key_standing import standings
from bibtools.bibliography.library.reader import read
from bibtools.bibliography.library.value_faults import macros
from bibtools.core.rule_selection import DEFAULT_RULES
from bibtools.core.text import Source, decode

TODAY = date(2026, 11, 30)
SHARED = MATERIAL / "bibs"
READERS: tuple[ReadAs, ...] = ("bibtex", "biblatex", "own", "either")
PIECES = [
    "@misc{one, title = {A Title of Some Length}, author = {Zoe One}, year = 2001}\n",
    "@article{One, title = {{A} Title of some length}, author = {Zoe One}, year = 2002, journal = {J}}\n",
    "@misc{two, eprint = {1412.6980}, archivePrefix = {arXiv}}\n\n",
    "@misc{three, note = {arXiv:1412.6980}, doi = {10.1234/AbC}}\n",
    "@misc{four, doi = {10.1234/abc}, eprint = {1713.00001}}\n",
    "  @book{five, publisher = pub, ids = {one, six}}\n",
    "@string{pub = {Publisher}}\n",
    "% bibtools: is 1912.04958\n",
    "@misc{six, title = {x} y}\n",
    "@misc{seven, title = {x\n",
    "@comment{@misc{two, title = {hidden}}}\n",
    "@comment{ open\n",
    "% @misc{eight, title = {disputed}}\n",
    "words with @ and a@b.org\n",
    "<<<<<<< ours\n",
    "=======\n",
    "@misc{,\n title = {no key}}\n",
    "\ufeff@misc{nine}\n",
    "}\n",
    '"',
    "\r\n",
    '@preamble{"x"}\n',
    "@misc{ten, title = {@misc{inner, title = {y}}}}\n",
    "@",
    "@misc{",
    " " * 200,
]


def agrees(memory: LibraryMemory, shelf: LibraryShelf, source: Source, reader: ReadAs) -> None:
    """Compare what is known by parts, and what is read again, with what reading the whole gives."""
    whole, rules = read(source), frozenset(DEFAULT_RULES)
    agrees_by_parts(memory, source, whole, reader, rules)
    again = shelf.of_source(source, source.path, TODAY)
    assert again.library == whole
    known, bare = identities(whole, TODAY), identities(whole, TODAY)
    for work in known.by_identifier:
        assert again.known.of([work]) == bare.of([work])
    for title in {compact_title(each.value("title")) for each in known.entries}:
        assert again.known.titled(title) == bare.titled(title)


def agrees_by_parts(
    memory: LibraryMemory, source: Source, whole: Library, reader: ReadAs, rules: frozenset[str]
) -> None:
    known = identities(whole, TODAY).by_identifier
    keys = [*{key for block in whole.keyed() for key in (block.key, block.key.upper())}, "one", "nothing"]
    facts = memory.facts(source, list(known), keys, TODAY, reader, rules)
    if facts is None:
        return
    assert list(facts.faults or ()) == lint.faults(whole, TODAY, as_read(reader, whole), rules)
    assert facts.keys == standings(whole, keys)
    assert facts.held == {work: each.block.key for work, each in known.items()}
    assert set(facts.macros) == set(macros(whole))
    holdings = memory.holdings(source)
    assert holdings is not None
    assert holdings.keys == taken_keys(whole)
    assert {work: holdings.works.get(work) for work in known} == facts.held


@given(
    st.lists(st.sampled_from(PIECES), max_size=9),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 30), st.sampled_from(["", *PIECES])), max_size=4),
    st.sampled_from(READERS),
)
def test_parts_are_the_whole(pieces: list[str], edits: list[tuple[int, int, str]], reader: ReadAs) -> None:
    memory, text = LibraryMemory(0), "".join(pieces)
    shelf = LibraryShelf(memory)
    agrees(memory, shelf, Source("r.bib", text), reader)
    for start, length, new in edits:
        text = text[:start] + new + text[start + length :]
        agrees(memory, shelf, Source("r.bib", text), reader)


def test_a_library_is_known_anew_as_another_program_reads_it() -> None:
    text, memory = "@misc{Foo, title = {A}}\n@misc{foo, title = {B}}\n", LibraryMemory(0)  # one key for BibTeX alone
    found = [agrees_as(memory, Source("r.bib", text), reader) for reader in ("bibtex", "biblatex", "bibtex")]
    assert found[0] == found[2] != found[1]


def agrees_as(memory: LibraryMemory, source: Source, reader: ReadAs) -> list[str]:
    """Compare what is known by parts with what reading the whole gives, and return the rules of what is wrong."""
    whole, rules = read(source), frozenset(DEFAULT_RULES)
    agrees_by_parts(memory, source, whole, reader, rules)
    return [each.rule for each in lint.faults(whole, TODAY, as_read(reader, whole), rules)]


def test_what_stands_above_an_entry_is_about_it_whatever_comes_between() -> None:
    text, memory = f"% bibtools: is 1912.04958\n{PIECES[10]}{PIECES[0]}@misc{{seven, title = {{x\n", LibraryMemory(0)
    agrees(memory, LibraryShelf(memory), Source("r.bib", text), "own")


def test_one_changed_entry_is_one_that_is_read_anew() -> None:
    entries = [f"@misc{{key{number}, title = {{Title number {number}}}, year = {{2001}}}}\n" for number in range(300)]
    reader, text = PartReader(TODAY, "bibtex", DEFAULT_RULES), "".join(entries)
    reader.learn(text)
    assert len(reader.parts(text).parts) == 301
    before = reader.looked_at
    changed = reader.parts(text.replace("number 17}", "number 17 and more}"))
    assert reader.looked_at == before + 1
    assert [each.is_plain for each in changed.parts].count(False) == 1  # what stands before all entries


def part_of(text: str, rng: random.Random, length: int = 24_000) -> str:
    """Return some entries of a library: each is compared with all others, again and again."""
    start = text.rfind("\n@", 0, rng.randrange(max(1, len(text) - length))) + 1
    return text[start : start + length]


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_parts_of_real_libraries_are_the_whole(reader: ReadAs) -> None:
    paths = sorted(SHARED.glob("*.bib"))
    if not paths:
        pytest.skip("the shared material is not here")
    rng = random.Random(7)  # noqa: S311 - texts
    for path in paths[3 * READERS.index(reader) :: 12]:  # each reader has its own ones
        text, memory = part_of(decode(path.read_bytes()), rng), LibraryMemory(0)
        shelf = LibraryShelf(memory)
        for _ in range(5):
            agrees(memory, shelf, Source(path.name, text), reader)
            start = rng.randrange(len(text) + 1)
            text = text[:start] + rng.choice(PIECES) + text[start + rng.choice([0, 0, 1, 200]) :]
