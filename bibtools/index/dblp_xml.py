"""DBLP's XML: its records, read as a stream, in little memory.

The file names an external document type only for its characters' names (`&uuml;`), which are HTML's; nothing else is
declared, and a file that declares more is refused.

Source: https://dblp.org/faq/1474679.html and https://dblp.org/xml/docu/dblpxml.pdf
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.entities import name2codepoint
from typing import NoReturn
from xml.parsers import expat

from bibtools.core.errors import ReadError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers import doi as dois
from bibtools.index.published_work import INFORMAL, PublishedWork
from bibtools.records import limits

HEAD = lazy_pattern(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!DOCTYPE\s+)?dblp\b", re.DOTALL)
PROCEEDINGS = "proceedings"

_KINDS = frozenset("article inproceedings proceedings book incollection phdthesis mastersthesis".split())
_LISTS = frozenset({"author", "editor", "ee"})
_MARKUP = {"sub": ("$_{", "}$"), "sup": ("$^{", "}$")}
_DEEPEST = 20
_LONGEST = 20_000  # characters of a field
_MOST_FIELDS = 20_000  # of a record: the longest lists of authors have some thousand
_HOMONYM = lazy_pattern(r"\s\d{4}\Z")  # "Wei Wang 0001"
_ABS = lazy_pattern(r"abs/(\S+)\Z|https?://arxiv\.org/abs/(\S+)\Z")
_OLD_VOLUME = lazy_pattern(r"([a-z-]+(?:\.[A-Z]{2})?)/(\d{7})\Z")
_WITHDRAWN = "withdrawn"


class DblpParser:
    """Parses DBLP's XML, fed in pieces; `works` holds what was read, until it is taken."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._depth = 0
        self._attributes: dict[str, str] | None = None
        self._kind = ""
        self._fields: dict[str, list[str]] = {}
        self._texts: list[str] = []
        self._size = self._number = 0
        self.works: list[PublishedWork] = []
        self.broken = 0
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.EntityDeclHandler = self._declared
        parser.SkippedEntityHandler = self._entity

    def feed(self, piece: bytes, *, is_last: bool = False) -> None:
        """Parse a piece of the file; raises ReadError where it is no well-formed XML."""
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError as error:
            raise ReadError(f"{self._source}: it is no well-formed XML: {error}; the index is as it was") from None

    def _declared(self, *_: object) -> NoReturn:
        raise ReadError(f"{self._source}: it declares entities, which DBLP's file never does; the index is as it was")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth = depth = self._depth + 1
        if depth == 3:
            self._texts = []
            self._size = 0
        elif depth == 2:
            self._attributes = attributes if name in _KINDS else None
            self._kind, self._fields, self._number = name, {}, 0
        elif depth > _DEEPEST:
            raise ReadError(f"{self._source}: its elements are nested as DBLP's never are; the index is as it was")
        elif depth > 3 and name in _MARKUP:
            self._texts.append(_MARKUP[name][0])

    def _data(self, text: str) -> None:
        if self._depth > 2:
            self._size += len(text)
            if self._size <= _LONGEST:
                self._texts.append(text)

    def _entity(self, name: str, _: bool) -> None:  # noqa: FBT001 - as expat calls it
        code = name2codepoint.get(name)
        self._data(chr(code) if code else f"&{name};")

    def _end(self, name: str) -> None:
        depth = self._depth
        self._depth = depth - 1
        if self._attributes is None:
            return
        if depth == 3:
            self._number += 1
            if self._number <= _MOST_FIELDS:
                value = "".join(self._texts)
                self._fields.setdefault(name, []).append(
                    value.strip() if value.isprintable() else " ".join(value.split())
                )
        elif depth == 2:
            made = _work(self._kind, self._attributes, self._fields)
            if made:
                self.works.append(made)
            elif self._size > _LONGEST or self._number > _MOST_FIELDS:
                self.broken += 1
            self._attributes = None
        elif depth > 3 and name in _MARKUP:
            self._texts.append(_MARKUP[name][1])


def works(pieces: Iterable[bytes], source: str) -> Iterator[list[PublishedWork]]:
    """Yield the works of a file in batches, given its uncompressed bytes in pieces; raises ReadError."""
    parser = DblpParser(source)
    for piece in pieces:
        parser.feed(piece)
        if parser.works:
            taken, parser.works = parser.works, []
            yield taken
    parser.feed(b"", is_last=True)
    yield parser.works


def _work(kind: str, attributes: dict[str, str], fields: dict[str, list[str]]) -> PublishedWork | None:
    """Return the work of a record; None for what is no work of anybody: notes, withdrawn papers."""
    one = {name: values[0] for name, values in fields.items() if name not in _LISTS}
    publication = attributes.get("publtype", "")
    title, key = one.get("title", ""), attributes.get("key", "")
    authors = fields.get("author", [])
    if not title or not key or len(title) > limits.TITLE or len(authors) > limits.AUTHORS:
        return None
    if _WITHDRAWN in publication or (not authors and kind != PROCEEDINGS):
        return None
    links = fields.get("ee", [])
    doi = next((found.value for each in links if "doi" in each and (found := dois.parse(each))), "")
    is_preprint = INFORMAL in publication or one.get("journal") == "CoRR"
    return PublishedWork(
        key=key,
        kind=INFORMAL if is_preprint else kind,
        title=title[:-1] if title.endswith(".") and not title.endswith("..") else title,
        authors=tuple(map(_display, authors)),
        year=one.get("year", "")[:4],
        venue=one.get("journal") or one.get("booktitle", ""),
        volume=one.get("volume", ""),
        number=one.get("number", ""),
        pages=one.get("pages", ""),
        month=one.get("month", ""),
        publisher=one.get("publisher", ""),
        series=one.get("series", ""),
        editors=tuple(map(_display, fields.get("editor", []))) if kind != "article" else (),
        school=one.get("school", ""),
        isbn=one.get("isbn", ""),
        doi=doi,
        url=next((each for each in links if each.startswith("http")), ""),
        arxiv=_arxiv(one, links) if is_preprint else "",
        crossref=one.get("crossref", ""),
    )


def _display(name: str) -> str:
    """Return a name without the number by which DBLP tells homonyms apart."""
    return _HOMONYM.sub("", name)


def _arxiv(one: dict[str, str], links: list[str]) -> str:
    for text in (one.get("volume", ""), *links):
        if match := _ABS.search(text):
            return match[1] or match[2]
        if match := _OLD_VOLUME.search(text):
            return f"{match[1]}/{match[2]}"
    return ""
