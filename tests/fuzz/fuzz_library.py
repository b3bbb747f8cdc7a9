"""Feed the reader and the merge with texts that nobody would write, and stop at the first that breaks a promise.

    pip install atheris && python tests/fuzz/fuzz_library.py SECONDS [FOLDER ...]

FOLDER holds more libraries to begin with; nothing is written into it. With atheris the search is guided by what it
reaches, and arguments that begin with `-` go to libFuzzer as they are (`-max_len=8192`); without it the same promises
are tried on random changes to the same texts. A text that breaks one is printed in its shortest form found; a FILE
instead of SECONDS tries that one text only.
"""

from __future__ import annotations

import contextlib
import importlib
import random
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import ModuleType


def _atheris() -> ModuleType | None:
    with contextlib.suppress(ModuleNotFoundError):
        return importlib.import_module("atheris")
    return None


ATHERIS = _atheris()
with ATHERIS.instrument_imports(include=["bibtools"]) if ATHERIS else contextlib.nullcontext():
    from bibtools.bibliography.editing.merge import plan
    from bibtools.bibliography.library.blocks import ENTRY, TEXT, Block, Library
    from bibtools.bibliography.library.fields import fields
    from bibtools.bibliography.library.identity import identities
    from bibtools.bibliography.library.reader import blocks, read
    from bibtools.core.text import Edit, Source, decode, encode
    from bibtools.identifiers.identifier import ARXIV, Identifier
    from bibtools.records.record import CodeLink, Record
    from bibtools.tex.names import Name

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
LONGEST = 4096  # bytes of a text; longer ones find nothing more and take longer


class BrokenPromiseError(AssertionError):
    """A promise that is not kept."""


def promise(kept: object, what: str) -> None:
    if not kept:
        raise BrokenPromiseError(what)


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
    check_merge(library, {ID: chance.choice(["k", ID, "Moss"])} if chance.random() < 0.3 else {})


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
    everything, some = list(blocks(text)), list(blocks(text, near))
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


def check_merge(library: Library, cited: dict[str, str]) -> None:
    known = identities(library, TODAY)
    if ID in known.by_arxiv:
        return
    planned = plan(library, known, [RECORD], cited)
    if planned.present:
        promise(not planned.edits, "an entry that is to stay as it is is edited")
        return
    new = read(Source("refs.bib", planned.apply(library)))
    check_insertions(library, planned.edits, {each.key for each in planned.updated}, new)
    found = identities(new, TODAY).by_arxiv.get(ID)
    key = planned.added[0].key if planned.added else planned.updated[0].key
    promise(found and found.block.key == key, "the merged record is not found again")
    read_back = [block for block in new.entries() if block.key == key]
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


def beginnings(folders: Sequence[str]) -> list[bytes]:
    """Return the texts to begin with: those above, the project's examples, and those of some folders, in pieces."""
    examples = Path(__file__).parents[2] / "examples"
    files = [path for folder in (examples, *map(Path, folders)) for path in sorted(folder.rglob("*.bib"))]
    texts = [path.read_bytes() for path in files]
    pieces = [text[at : at + LONGEST] for text in texts for at in range(0, len(text), LONGEST)]
    return [encode(seed) for seed in SEEDS] + pieces


def changed(data: bytes, chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Return a text with a few random changes."""
    for _ in range(chance.randint(1, 6)):
        start, end = sorted(chance.choices(range(len(data) + 1), k=2))
        end = min(end, start + chance.choice([1, 4, 20, LONGEST]))
        other = chance.choice(seeds)
        match chance.randrange(6):
            case 0:
                data = data[:start] + data[end:]
            case 1:
                data = data[:end] + data[start:end] + data[end:]
            case 2:
                data = data[:start] + other[: chance.randrange(len(other) + 1)] + data[end:]
            case 3:
                data = data[:start] + other[chance.randrange(len(other) + 1) :]
            case _:
                data = data[:start] + encode(chance.choice(WORDS)) + data[chance.choice([start, start, end]) :]
    return data[: 2 * LONGEST]


def failure(data: bytes) -> str:
    """Return which promise a text breaks, or nothing; of an unexpected exception its kind."""
    try:
        check(data)
    except BrokenPromiseError as broken:
        return str(broken).partition(":")[0]
    except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
        return type(error).__name__
    return ""


def shortest(data: bytes) -> bytes:
    """Take out of a text what it does not need to break the same promise."""
    wanted, size = failure(data), len(data) // 2
    while size:
        at = 0
        while at < len(data):
            shorter = data[:at] + data[at + size :]
            if failure(shorter) == wanted:
                data = shorter
            else:
                at += size
        size //= 2
    return data


def tell(data: bytes) -> None:
    """Print a text that breaks a promise, in its shortest form."""
    short = shortest(data)
    print(f"{failure(short)}\n{short!r}", flush=True)  # noqa: T201 - the finding
    check(short)


def tried(data: bytes) -> None:
    """Check one text; where it breaks a promise, print that before the exception ends the run."""
    if failure(data):
        tell(data)


def try_changes(seconds: float, seeds: Sequence[bytes]) -> None:
    chance = random.Random()  # noqa: S311 - another search each time
    end, count = time.monotonic() + seconds, 0
    short = [encode(seed) for seed in SEEDS]
    for seed in seeds:
        tried(seed)
    while time.monotonic() < end:
        # Half of the tries go to the short ones, where a change is more likely to meet what matters.
        tried(changed(chance.choice(chance.choice([short, seeds])), chance, [*short, *seeds[:: len(seeds) // 20 + 1]]))
        count += 1
    print(f"{count + len(seeds)} texts in {seconds:.0f} seconds keep every promise")  # noqa: T201 - the outcome


def guided(fuzzer: ModuleType, seconds: float, seeds: Sequence[bytes], options: Sequence[str]) -> None:
    # libFuzzer adds to the first folder that it is given, and to no other.
    folder = Path(tempfile.mkdtemp(prefix="fuzz-library-"))
    for number, seed in enumerate(seeds):
        (folder / f"{number}.bib").write_bytes(seed)
    words = folder.with_suffix(".dict")
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in WORDS), "ascii")
    limits = [f"-max_total_time={seconds:.0f}", f"-max_len={LONGEST}", "-timeout=10", f"-dict={words}"]
    limits.append(f"-artifact_prefix={folder.with_suffix('')}-")
    fuzzer.Setup([sys.argv[0], *limits, *options, str(folder)], tried)
    fuzzer.Fuzz()


def _escaped(word: str) -> str:
    return "".join(f"\\x{byte:02X}" for byte in encode(word))


def main() -> None:
    options = [each for each in sys.argv[1:] if each.startswith("-")]
    first, *folders = [each for each in sys.argv[1:] if each not in options] or ["60"]
    if not first.isdecimal():
        tried(Path(first).read_bytes())
    elif ATHERIS:
        guided(ATHERIS, int(first), beginnings(folders), options)
    else:
        try_changes(int(first), beginnings(folders))


if __name__ == "__main__":
    main()
