"""DBLP's XML: its records, read as a stream, in little memory.

The file names an external document type only for its characters' names (`&uuml;`), which are HTML's.

Source: https://dblp.org/faq/1474679.html and https://dblp.org/xml/docu/dblpxml.pdf
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers import doi as dois
from bibtools.index.published_work import INFORMAL, PROCEEDINGS, PublishedWork
from bibtools.index.works_reader import WorksReader
from bibtools.index.xml_records import text_of, xml_records
from bibtools.records import limits

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

HEAD = lazy_pattern(rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!DOCTYPE\s+)?dblp\b", re.DOTALL)

_KINDS = frozenset("article inproceedings proceedings book incollection phdthesis mastersthesis".split())
_LISTS = frozenset({"author", "editor", "ee"})
_ONCE = frozenset(
    "title year journal booktitle volume number pages month publisher series school isbn crossref".split()
)
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


class RawRecord(NamedTuple):
    """A record: its element's name, its attributes, the fields that it has once, and those that it may have often."""

    kind: str
    attributes: dict[str, str]
    once: dict[str, str] | None  # None where the record is too long to be one
    lists: dict[str, list[str]]


def records(pieces: Iterable[bytes], source: str) -> Iterator[list[RawRecord]]:
    """Yield the records of a file in batches, given its uncompressed bytes in pieces; raises ReadError."""
    batch: list[RawRecord] = []
    for _, element in xml_records(pieces, source, 1):
        if element.tag in _KINDS:
            batch.append(_read(element))
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    yield batch


def _read(record: Element) -> RawRecord:
    once: dict[str, str] = {}
    lists: dict[str, list[str]] = {}
    is_long = len(record) > _MOST_FIELDS
    for each in record:
        tag, text = each.tag, text_of(each, _MARKUP) if len(each) else each.text or ""
        if len(text) > _LONGEST:
            is_long = True
        elif tag in _LISTS:
            if tag in lists:
                lists[tag].append(text)
            else:
                lists[tag] = [text]
        elif tag in _ONCE and tag not in once:
            once[tag] = text
    return RawRecord(record.tag, record.attrib, None if is_long else once, {} if is_long else lists)


def work(raw: RawRecord) -> PublishedWork | None:
    """Return the work of a record; None for a record without a work: a note, a withdrawn paper.

    Raises ValueError for one that is too long to be a record.
    """
    kind, attributes, once, lists = raw
    if once is None:
        raise ValueError(_TOO_LONG)
    one = dict(zip(once, _all_spaced([*once.values()]), strict=True))
    publication = attributes.get("publtype", "")
    title, key = one.get("title", ""), attributes.get("key", "")
    authors = lists.get("author", [])
    if len(title) > limits.TITLE or len(authors) > limits.AUTHORS:
        raise ValueError(_TOO_LONG)
    if not (title and key and (authors or kind == PROCEEDINGS)) or _WITHDRAWN in publication:
        return None
    links = _all_spaced(lists.get("ee", []))
    is_preprint = INFORMAL in publication or one.get("journal") == "CoRR"
    return PublishedWork(
        key=key,
        kind=INFORMAL if is_preprint else kind,
        title=title[:-1] if title.endswith(".") and not title.endswith("..") else title,
        authors=_displayed(authors),
        year=one.get("year", "")[:4],
        venue=one.get("journal") or one.get("booktitle", ""),
        volume=one.get("volume", ""),
        number=one.get("number", ""),
        pages=one.get("pages", ""),
        month=one.get("month", ""),
        publisher=one.get("publisher", ""),
        series=one.get("series", ""),
        editors=_displayed(lists.get("editor", [])) if kind != "article" else (),
        school=one.get("school", ""),
        isbn=one.get("isbn", ""),
        doi=_doi(links),
        url=next((each for each in links if each.startswith("http")), ""),
        arxiv=_arxiv(one, links) if is_preprint else "",
        crossref=one.get("crossref", ""),
    )


def _all_spaced(texts: list[str]) -> list[str]:
    if "".join(texts).isprintable():  # one look for all: hardly any has a line break
        return [each.strip() for each in texts]
    return [" ".join(each.split()) for each in texts]


def _doi(links: list[str]) -> str:
    for each in links:
        if "doi" in each:
            bare = each.removeprefix(_RESOLVER)
            if found := dois.parse(each if any(sign in bare for sign in "?#%") else bare):
                return found.value
    return ""


def _displayed(names: list[str]) -> tuple[str, ...]:
    """Return names without the numbers by which DBLP distinguishes homonyms."""
    spaced = _all_spaced(names)
    return tuple([each[:-5] if each[-4:].isdigit() and _HOMONYM.search(each) else each for each in spaced])


def _arxiv(one: dict[str, str], links: list[str]) -> str:
    for text in (one.get("volume", ""), *links):
        if match := _ABS.search(text):
            return match[1] or match[2]
        if match := _OLD_VOLUME.search(text):
            return f"{match[1]}/{match[2]}"
    return ""


READER = WorksReader(records, work)
