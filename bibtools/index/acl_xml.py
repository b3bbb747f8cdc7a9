"""The ACL Anthology's XML: papers of a collection's volumes, and the volumes' own data.

Source: https://github.com/acl-org/acl-anthology, data/xml and data/xml/schema.rnc. A volume's `meta` precedes its
papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers import doi as dois
from bibtools.index.proceedings_bib import venue_of
from bibtools.index.published_work import PublishedWork
from bibtools.index.works_reader import WorksReader
from bibtools.index.xml_records import text_of, xml_records
from bibtools.records import limits

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

HEAD = lazy_pattern(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<collection\b[^>]*\bid=[\"'](?:[A-Z]\d\d|\d{4}\.[\w-]+)[\"']",
    re.DOTALL,
)
_PAGE = "https://aclanthology.org/"
_MARKUP = {"tex-math": ("$", "$"), "sub": ("$_{", "}$"), "sup": ("$^{", "}$")}
_JOURNALS = {"tacl": "Transactions of the Association for Computational Linguistics", "cl": "Computational Linguistics"}
_OF_JOURNAL = {"Q": "tacl", "J": "cl"}  # the letters of old collections
_AT_ONCE = 500


def records(pieces: Iterable[bytes], source: str) -> Iterator[list[PublishedWork]]:
    """Yield the works of a collection in batches, given its bytes in pieces; raises ReadError."""
    batch: list[PublishedWork] = []
    meta: dict[str, str] = {}
    editors: tuple[str, ...] = ()
    for around, element in xml_records(pieces, source, 2):
        if element.tag == "meta":
            meta = {each.tag: _shown(each) for each in element if each.tag != "editor"}
            editors = _people(element, "editor")
        elif element.tag == "paper" and len(around) == 2:
            ids = (around[0].get("id", ""), around[1].get("id", ""), element.get("id", ""))
            if made := _work(element, meta, editors, ids):
                batch.append(made)
        if len(batch) >= _AT_ONCE:
            yield batch
            batch = []
    yield batch


def work(made: PublishedWork) -> PublishedWork:
    """Return a work that is read already."""
    return made


def _work(
    paper: Element, meta: dict[str, str], editors: tuple[str, ...], ids: tuple[str, str, str]
) -> PublishedWork | None:
    one = {each.tag: _shown(each) for each in paper if each.tag not in {"author", "abstract"}}
    title, authors = one.get("title", ""), _people(paper, "author")
    if not title or not authors or len(title) > limits.TITLE or len(authors) > limits.AUTHORS:
        return None
    collection, volume, number = ids
    own = one.get("url") or _id(collection, volume, number)
    place = meta.get("venue") or _OF_JOURNAL.get(collection[:1], "") or collection.partition(".")[2]
    journal = meta.get("journal-title") or _JOURNALS.get(place, "")
    full = "" if journal else meta.get("booktitle", "")
    found = dois.parse(one.get("doi", ""))
    short = venue_of(full)
    return PublishedWork(
        key=f"acl/{short or place or collection}/{own.rstrip('/').rpartition('/')[2]}",
        kind="article" if journal else "inproceedings",
        title=title,
        authors=authors,
        year=(meta.get("year") or _year(collection))[:4],
        venue=journal or short,
        full=full,
        volume=meta.get("journal-volume", "") or one.get("journal-volume", ""),
        number=meta.get("journal-issue", "") or one.get("issue", ""),
        pages=re.sub(r"\s*[-–—]+\s*", "-", one.get("pages", "")),
        month=meta.get("month", ""),
        publisher=meta.get("publisher", ""),
        editors=() if journal else editors,
        isbn=meta.get("isbn", ""),
        doi=found.value if found else "",
        url=own if own.startswith("http") else f"{_PAGE}{own}",
        is_reprint=any(each.tag == "retracted" for each in paper),
    )


def _id(collection: str, volume: str, number: str) -> str:
    """Return the Anthology's id: "2020.acl-main.1", "P18-1001", and "W18-0501", where volumes have two digits."""
    if "." in collection or not (volume.isdigit() and number.isdigit()):
        return f"{collection}-{volume}.{number}"
    is_workshop = collection[:1] == "W" or (collection == "C69") or (collection == "D19" and int(volume) >= 5)
    return f"{collection}-{int(volume):02}{int(number):02}" if is_workshop else f"{collection}-{volume}{int(number):03}"


def _year(collection: str) -> str:
    if "." in collection:
        return collection[:4]
    two = collection[1:3]
    return f"{'19' if two > '59' else '20'}{two}" if two.isdigit() else ""


def _shown(element: Element) -> str:
    return " ".join(text_of(element, _MARKUP).split())


def _people(element: Element, tag: str) -> tuple[str, ...]:
    """Return the names of authors or editors, without their spellings in other scripts."""
    found = []
    for each in element:
        if each.tag == tag:
            parts = [_shown(part) for name in ("first", "last") for part in each if part.tag == name]
            found.append(" ".join(filter(None, parts)))
    return tuple(filter(None, found))


READER = WorksReader(records, work)
