"""DBLP's XML: its records, read as a stream, in little memory.

The file names an external document type only for its characters' names (`&uuml;`), which are HTML's.

Source: https://dblp.org/faq/1474679.html and https://dblp.org/xml/docu/dblpxml.pdf
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers import doi as dois
from bibtools.index.published_work import INFORMAL, PROCEEDINGS, PublishedWork
from bibtools.index.works_reader import WorksReader
from bibtools.index.xml_records import text_of, xml_records
from bibtools.records import limits

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

HEAD = lazy_pattern(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!DOCTYPE\s+)?dblp\b", re.DOTALL)

_KINDS = frozenset("article inproceedings proceedings book incollection phdthesis mastersthesis".split())
_LISTS = frozenset({"author", "editor", "ee", "cite", "note"})
_MARKUP = {"sub": ("$_{", "}$"), "sup": ("$^{", "}$")}
_LONGEST = 20_000  # characters of a field
_AT_ONCE = 500  # records
_MOST_FIELDS = 20_000  # of a record: the longest lists of authors have some thousand
_HOMONYM = lazy_pattern(r"\s\d{4}\Z")  # "Wei Wang 0001"
_ABS = lazy_pattern(r"abs/(\S+)\Z|https?://arxiv\.org/abs/(\S+)\Z")
_OLD_VOLUME = lazy_pattern(r"([a-z-]+(?:\.[A-Z]{2})?)/(\d{7})\Z")
_RESOLVER = "https://doi.org/"
_TOO_LONG = "this is too long to be a record"
_WITHDRAWN = "withdrawn"


# A record: its element's name, its attributes and its fields; these are None where it is too long to be one.
RawRecord = tuple[str, dict[str, str], dict[str, list[str]] | None]


def records(pieces: Iterable[bytes], source: str) -> Iterator[list[RawRecord]]:
    """Yield the records of a file in batches, given its uncompressed bytes in pieces; raises ReadError."""
    batch: list[RawRecord] = []
    for _, element in xml_records(pieces, source, 1):
        if element.tag in _KINDS:
            batch.append((element.tag, element.attrib, _fields(element)))
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    yield batch


def _fields(record: Element) -> dict[str, list[str]] | None:
    fields: dict[str, list[str]] = {}
    for each in record:
        text = text_of(each, _MARKUP) if len(each) else each.text or ""
        if each.tag in fields:
            fields[each.tag].append(text)
        else:
            fields[each.tag] = [text]
        if len(text) > _LONGEST:
            return None
    return fields if len(record) <= _MOST_FIELDS else None


def work(raw: RawRecord) -> PublishedWork | None:
    """Return the work of a record; None for a record without a work: a note, a withdrawn paper.

    Raises ValueError for one that is too long to be a record.
    """
    kind, attributes, texts = raw
    if texts is None:
        raise ValueError(_TOO_LONG)
    one = {name: _spaced(values[0]) for name, values in texts.items() if name not in _LISTS}
    publication = attributes.get("publtype", "")
    title, key = one.get("title", ""), attributes.get("key", "")
    authors = texts.get("author", [])
    if len(title) > limits.TITLE or len(authors) > limits.AUTHORS:
        raise ValueError(_TOO_LONG)
    if not (title and key and (authors or kind == PROCEEDINGS)) or _WITHDRAWN in publication:
        return None
    links = [*map(_spaced, texts.get("ee", ()))]
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
        editors=tuple(map(_display, texts.get("editor", []))) if kind != "article" else (),
        school=one.get("school", ""),
        isbn=one.get("isbn", ""),
        doi=_doi(links),
        url=next((each for each in links if each.startswith("http")), ""),
        arxiv=_arxiv(one, links) if is_preprint else "",
        crossref=one.get("crossref", ""),
    )


def _spaced(text: str) -> str:
    return text.strip() if text.isprintable() else " ".join(text.split())


def _doi(links: list[str]) -> str:
    for each in links:
        if "doi" in each:
            bare = each.removeprefix(_RESOLVER)
            if found := dois.parse(each if any(sign in bare for sign in "?#%") else bare):
                return found.value
    return ""


def _display(name: str) -> str:
    """Return a name without the number by which DBLP distinguishes homonyms."""
    name = _spaced(name)
    return name[:-5] if name[-4:].isdigit() and _HOMONYM.search(name) else name


def _arxiv(one: dict[str, str], links: list[str]) -> str:
    for text in (one.get("volume", ""), *links):
        if match := _ABS.search(text):
            return match[1] or match[2]
        if match := _OLD_VOLUME.search(text):
            return f"{match[1]}/{match[2]}"
    return ""


READER = WorksReader(records, work)
