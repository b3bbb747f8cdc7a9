"""Published BibTeX of whole proceedings: the ACL Anthology's, volumes of PMLR, and CVF's lists.

Entries are separated by the lines on which they begin, so that a file of any size takes little memory. Macros hold
for the entries behind them. What PMLR's own sources leave to the `@proceedings` of a volume is taken from there.

Sources: https://aclanthology.org/anthology.bib.gz, https://proceedings.mlr.press/v70/assets/bib/citeproc.bib and
https://openaccess.thecvf.com/CVPR2021?day=all (whose pages have the same entries, with arXiv's ids beside).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from bibtools.bibliography.library.fields import fields
from bibtools.bibliography.library.macros import Macros
from bibtools.bibliography.library.reader import read
from bibtools.core.errors import ReadError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source
from bibtools.identifiers import doi as dois
from bibtools.index.published_work import PROCEEDINGS, PublishedWork
from bibtools.index.works_reader import WorksReader
from bibtools.providers.raw_record import plain
from bibtools.records.venues import venue_names
from bibtools.tex import latex, names

_KINDS = {
    "inproceedings": "inproceedings",
    "conference": "inproceedings",
    "article": "article",
    "incollection": "incollection",
    "book": "book",
    "proceedings": PROCEEDINGS,
    "phdthesis": "phdthesis",
}
_BEGIN = lazy_pattern(r"^[ \t]*@(?=[A-Za-z]+\s*[{(])", re.MULTILINE)
_DEFINES = lazy_pattern(r"@(?:string|proceedings)\b", re.IGNORECASE)
_ENTRY = lazy_pattern(
    rb"^[ \t]*@(?:inproceedings|conference|article|incollection|book|proceedings|misc|\w*thesis|techreport)\s*[{(]",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST = 1 << 20  # characters of an entry; abstracts take some thousand
MOST_SKIPPED = 1 << 27  # characters that are in no entry: then the file is no BibTeX, or packed to harm
_MOST_DEFINED = 100_000  # characters of macros and of a volume's own entry
_AT_ONCE = 200  # entries
_BESIDE_MAIN = lazy_pattern(
    r"\b(?:findings|workshops?|companion|tutorials?|demonstrations?|student|industry)\b", re.IGNORECASE
)


class RawEntry(NamedTuple):
    """An entry as it is written, behind what it may refer to; None in its place where it is too long to be one."""

    defined: str
    text: str | None
    arxiv: str = ""  # the id that stands beside it


def is_bibtex_of(mark: re.Pattern[bytes], first: bytes) -> bool:
    """Return whether a file is BibTeX, and every whole entry in its beginning has a mark."""
    _, *entries = _ENTRY.split(first)
    whole = entries if len(entries) < 2 or first.rstrip().endswith((b"}", b")")) else entries[:-1]
    return bool(whole) and all(map(mark.search, whole))


def records(pieces: Iterable[bytes], source: str) -> Iterator[list[RawEntry]]:
    """Yield the entries of a BibTeX file in batches, given its bytes in pieces; raises ReadError."""
    batch: list[RawEntry] = []
    defined: list[str] = []
    for text in _entries(pieces, source):
        if text is not None and _DEFINES.match(text.lstrip()):
            defined.append(text)
            if sum(map(len, defined)) > _MOST_DEFINED:
                raise ReadError(f"{source}: it defines more macros than any proceedings do; the index was not changed")
        batch.append(RawEntry("".join(defined), text))
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    yield batch


def _entries(pieces: Iterable[bytes], source: str) -> Iterator[str | None]:
    """Yield the texts of a file's entries, None for one that is too long; raises ReadError."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    held, is_skipped, skipped = "", False, 0
    for piece in pieces:
        seen = max(1, held.rfind("\n") + 1)  # an entry may begin on the line that was read in part
        held += decoder.decode(piece)
        starts = [match.start() for match in _BEGIN.finditer(held, seen)]
        begun = 0
        for start in starts:
            if is_skipped:
                yield None
            elif _BEGIN.match(held, begun):
                yield held[begun:start]
            begun, is_skipped = start, False
        held = held[begun:]
        if len(held) > _LONGEST:
            skipped += len(held)
            held, is_skipped = "", True
        if skipped > MOST_SKIPPED:
            raise ReadError(f"{source}: most of it is in no entry; the index was not changed")
    if is_skipped:
        yield None
    elif _BEGIN.match(held):
        yield held


def work(raw: RawEntry, source: str) -> PublishedWork | None:
    """Return the work of an entry, None without a known type or a title; raises ValueError if it is too long."""
    if raw.text is None:
        raise ValueError("this is too long to be an entry")
    library = read(Source("", f"{raw.defined}\n{raw.text}"))
    macros = Macros(library)
    own: dict[str, str] = {}
    volume: dict[str, str] = {}
    kind = key = ""
    for block in library.understood():
        values = {field.name: macros.meaning(field, block.span.start) or "" for field in fields(library.text, block)[0]}
        if block.type.lower() == PROCEEDINGS:
            volume = values
        kind, key, own = _KINDS.get(block.type.lower(), ""), block.key, values
    if not kind or not (own.get("title") or (kind == PROCEEDINGS and own.get("booktitle"))):
        return None
    return _work(kind, key, own, volume if kind != PROCEEDINGS else {}, source)._replace(arxiv=raw.arxiv)


def _work(kind: str, key: str, own: dict[str, str], volume: dict[str, str], source: str) -> PublishedWork:
    def value(name: str) -> str:
        return _unbraced(plain(own.get(name) or ("" if name in {"title", "author"} else volume.get(name, ""))))

    booktitle, journal = value("booktitle"), value("journal")
    found = dois.parse(own.get("doi", ""))
    url = value("url")
    short = venue_of(journal or booktitle)
    return PublishedWork(
        key=f"{source}/{short or 'other'}/{key_of(url) or key}",
        kind=kind,
        title=value("title") or booktitle,
        authors=_people(own.get("author", "")),
        year=value("year")[:4],
        venue=journal if kind == "article" else short,
        full=booktitle,
        volume=value("volume"),
        number=value("number"),
        pages=re.sub(r"\s*[-–—]+\s*", "-", value("pages")),
        month=value("month").strip("\0"),
        publisher=value("publisher"),
        series=value("series"),
        editors=_people(own.get("editor") or volume.get("editor", "")) if kind != "article" else (),
        isbn=value("isbn"),
        doi=found.value if found else "",
        url=url if url.startswith("http") else "",
    )


def venue_of(name: str) -> str:
    """Return the short name of the venue that proceedings are of, marked where they are beside the main ones.

    Of several that meet together the first one counts, as in DBLP; findings name theirs behind the association.
    """
    known = [each.venue.short for each in venue_names.mentions(name)]
    beside = _BESIDE_MAIN.search(name)
    if not known:
        return ""
    return f"{known[-1]} ({beside[0].title()})" if beside else known[0]


def key_of(url: str) -> str:
    """Return the last part of a page's address, without its ending: "2020.acl-main.1", "finn17a"."""
    last = url.rstrip("/").rpartition("/")[2] if url.startswith("http") else ""
    return last.removesuffix(".html").removesuffix(".pdf")


def _people(value: str) -> tuple[str, ...]:
    listed = (names.first_of(each) for each in names.each_of(latex.decode(latex.untied(value))))
    return tuple(each.display for each in listed if each and not names.are_others(each.display))


def _unbraced(text: str) -> str:
    """Return a text without braces, except in formulas."""
    if "{" not in text and "}" not in text:
        return text
    pieces, end = [], 0
    for start, stop in latex.math_spans(text):
        pieces += [text[end:start].translate(_NO_BRACES), text[start:stop]]
        end = stop
    return "".join([*pieces, text[end:].translate(_NO_BRACES)])


_NO_BRACES = str.maketrans("", "", "{}")


def reader_of(
    source: str, read_records: Callable[[Iterable[bytes], str], Iterator[list[RawEntry]]] = records
) -> WorksReader:
    """Return the reader of a source's entries."""
    return WorksReader(read_records, partial(work, source=source))
