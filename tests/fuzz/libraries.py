"""The reader of libraries and the merge: texts that nobody would write must lose nothing."""

from __future__ import annotations

import random
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from bibtools.bibliography.editing.merge import plan
from bibtools.bibliography.library.blocks import ENTRY, TEXT, Block, Library
from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.identity import identities
from bibtools.bibliography.library.reader import blocks, read
from bibtools.core.text import Edit, Source, decode, encode
from bibtools.identifiers.identifier import ARXIV, Identifier
from bibtools.records.record import CodeLink, Record
from bibtools.tex.names import Name
from fuzz.promises import Target, promise

TODAY = date(2026, 11, 20)
ID = "2106.00134"
RECORD = Record(
    identifier=Identifier(ARXIV, ID),
    title="Mapping Caves",
    authors=(Name("Moss", "Ida"), Name("Birch", "Bo")),
    provider="arxiv",
    date=date(2021, 6, 1),
    categories=("cs.RO", "cs.LG"),
    doi="10.1000/caves",
    code=(CodeLink("https://example.org/caves", "comment"),),
)
ENTRY_OF_IT = "@article{k,\n  title = {Mapping {C}aves},\n  author = {Moss, Ida and Birch, Bo},\n  year = 2021,\n}\n"
SEEDS = (
    "",
    "\ufeff% Encoding: UTF-8\n\n@misc{a,}\n\n@Comment{jabref-meta: databaseType:bibtex;}\n",
    ENTRY_OF_IT,
    ENTRY_OF_IT.replace("\n", "\r\n").replace(",\r\n}", "}"),
    ENTRY_OF_IT.replace("\n ", " ").replace("2021,", "2021 % x, y"),
    ENTRY_OF_IT.replace("{M", '"M').replace("}", '"').replace(',\n"', "}"),
    ENTRY_OF_IT.replace("title", "archivePrefix = {arXiv},\n  doi = {10.1000/caves},\n  title"),
    f"% bibtools: keep\n{ENTRY_OF_IT}% bibtools: is {ID}\n@misc{{z, protect = {{true}}}}\n",
    "".join(f"@misc{{{key},\n\ttitle = {{T}}\n}}\n\n" for key in "bdpz"),
    "% remark\n" + "\n".join(f"% on {key}\n@Misc{{{key}, YEAR = 2000}} % more" for key in "acmx"),
    '@string(s = {x} # "y")\n@preamble{"\\x"}\n@article(p, title = s # { of } # 1, month = jan)\n',
    "@misc{open, title = {x\n@misc{b, note = {a\n@misc{c}\n}}\n",
    '@misc{bad year = 1}\n@misc{bad, title = "x}\n@misc{two, year = 1 month = jan}\n',
    "@comment{a {b} c}\n@comment open\n@comment{@misc{hidden, year = 1}}\n@comment{open\n% @misc{gone, year = 1}\n",
    "me@host{x} free } text {\n@misc{d,}@misc{e,} @misc{f,}\n---\n---\n@ misc {g , url = {https://arxiv.org/abs/1}}",
    "@misc{moss2021mapping,\n  eprint = {hep-th/9711200},\n}\r@misc{M\udcfcller,\r\n  note = {C:\\},}\n",
)
WORDS = (
    *'@{}()",#%=\\ \t\n\r\0\ufeff\f\u2028\udcff', "\r\n", "@misc{a,", "@comment{", "@string{s = ", "@preamble{",
    "\n@misc{", "(", ")}", "},\n", "title = {Mapping Caves},", "author = {Moss, Ida},", "year = 2021",
    "% bibtools: keep\n", f"% bibtools: is {ID}\n", f"eprint = {{{ID}}},", "doi = {10.1000/caves},",
    "protect = {true},", "moss2021mapping",
)  # fmt: skip


def check(data: bytes) -> None:
    """Raise BrokenPromiseError, or what the code under test raises, where a text breaks a promise."""
    text = decode(data)
    promise(encode(text) == data, "the bytes do not come back")
    library = read(Source("refs.bib", text))
    chance = random.Random(zlib.crc32(data))  # noqa: S311 - the same text is to have the same places
    check_blocks(text, library)
    check_places(text, sorted(chance.choices(range(len(text)), k=chance.randint(1, 4))) if text else [])
    for block in (*library.blocks, *library.hidden):
        if block.kind == ENTRY:
            check_fields(text, block)
    check_merge(library, {RECORD.identifier: chance.choice(["k", ID, "Moss"])} if chance.random() < 0.3 else {})


def check_blocks(text: str, library: Library) -> None:
    ends = [0, *(block.span.end for block in library.blocks)]
    promise(ends == [*(block.span.start for block in library.blocks), len(text)], "the blocks do not tile the text")
    promise(all(one < two for one, two in pairwise(ends)), "a block is empty")
    for block in (*library.blocks, *library.hidden):
        if block.kind == ENTRY:
            (start, end), key, body = block.span, block.key_span, block.body
            inside = start < key.start <= key.end <= body.start <= body.end <= end
            promise(inside and text[slice(*key)] == block.key, "a key does not stand where it is said to")


def check_places(text: str, near: Sequence[int]) -> None:
    everything, some = ([each._replace(plain=False) for each in found] for found in (blocks(text), blocks(text, near)))
    at_places = [block for block in everything if any(place in range(*block.span) for place in near)]
    promise(
        at_places == [block for block in some if any(place in range(*block.span) for place in near)], "other blocks"
    )


def check_fields(text: str, block: Block) -> None:
    found, stop = fields(text, block)
    done = block.body.start
    for name, name_span, value_span, value in found:
        promise(done <= name_span.start < name_span.end < value_span.start < value_span.end, "fields out of order")
        promise(text[slice(*name_span)].lower() == name, "a field's name does not stand where it is said to")
        promise("#" in text[slice(*value_span)] or value in text[slice(*value_span)], "a value is made up")
        done = value_span.end
    promise(done <= block.body.end, "a field reaches out of its entry")
    promise(stop is None or done <= stop < block.body.end, "what cannot be read is not in the entry")
    names = frozenset(field.name for field in found[::2])
    some, other_stop = fields(text, block, names)
    promise(stop == other_stop, "fewer fields end elsewhere")
    promise([each for each in some if each.name in names] == [each for each in found if each.name in names], "fewer")


def check_merge(library: Library, cited: dict[Identifier, str]) -> None:
    known = identities(library, TODAY)
    if RECORD.identifier in known.by_identifier:
        return
    planned = plan(library, known, [RECORD], cited)
    if planned.present:
        promise(not planned.edits, "an entry that is to stay as it is is edited")
        return
    new = read(Source("refs.bib", planned.apply(library)))
    check_insertions(library, planned.edits, {each.key for each in planned.updated}, new)
    found = identities(new, TODAY).by_identifier.get(RECORD.identifier)
    key = planned.added[0].key if planned.added else planned.updated[0].key
    promise(found and found.block.key == key, "the merged record is not found again")
    read_back = [block for block in new.understood() if block.key == key]
    promise(len(read_back) == 1, "the new key is not that of one entry")
    if planned.added:
        built = [(name.lower(), value) for name, value in planned.added[0].entry.fields]
        written = [(field.name, field.value) for field in fields(new.text, read_back[0])[0]]
        promise(written == built, "the new entry is read back as another")


def check_insertions(library: Library, edits: Sequence[Edit], updated: set[str], new: Library) -> None:
    promise(len(edits) == 1 and edits[0].span.start == edits[0].span.end, "not one insertion")
    ((place, _), inserted) = edits[0]
    promise(new.text == library.text[:place] + inserted + library.text[place:], "the text changes beside the insertion")
    lost = Counter(seen(library, updated)) - Counter(seen(new))
    promise(not lost, f"another block is read in another way: {next(iter(lost), None)}")


def seen(library: Library, but: set[str] | frozenset[str] = frozenset()) -> Iterator[tuple[str, bool, str]]:
    """Yield what readers see of every block but those with certain keys."""
    for block in library.blocks:
        if block.kind != TEXT and block.key not in but:
            yield block.kind, block.disputed, library.text[slice(*block.span)]


TARGETS = {"library": Target(check, [encode(seed) for seed in SEEDS], [encode(word) for word in WORDS])}
