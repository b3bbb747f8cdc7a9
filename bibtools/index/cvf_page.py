"""CVF's pages of whole conferences: each paper's BibTeX, with the arXiv id that stands beside it.

Source: https://openaccess.thecvf.com/CVPR2021?day=all: `dt.ptitle`, then `dd` with links (`[arXiv]`) and `div.bibref`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain

from bibtools.core.errors import ReadError
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.index import proceedings_bib
from bibtools.index.proceedings_bib import MOST_SKIPPED, RawEntry, is_bibtex_of

_PAGE = lazy_pattern(rb"<dt\s+class=[\"']?ptitle\b|openaccess\.thecvf\.com|CVF Open Access", re.IGNORECASE)
_KEY = lazy_pattern(
    rb"[^{},]*_(?:19|20)\d\d_(?:CVPR|ICCV|WACV|ECCV)(?:_Workshops)?\s*,|openaccess\.thecvf\.com", re.IGNORECASE
)
_PAPER = lazy_pattern(r"<dt\s+class=[\"']?ptitle\b", re.IGNORECASE)
_BIBTEX = lazy_pattern(r"class=[\"']?bibref\b[^>]{0,200}>", re.IGNORECASE)
_END = "</div>"
_ARXIV = lazy_pattern(r"arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?!\d)")
_BREAK = lazy_pattern(r"<br\s*/?>", re.IGNORECASE)
_LONGEST = 1 << 20  # characters of what a page says about a paper


def is_source(first: bytes) -> bool:
    """Return whether a file is such a page, or a list of its entries, by its beginning."""
    begin = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    return (begin.startswith(b"<") and _PAGE.search(begin) is not None) or is_bibtex_of(_KEY, begin)


def records(pieces: Iterable[bytes], source: str) -> Iterator[list[RawEntry]]:
    """Yield the entries of a saved page, or of a BibTeX file, given its bytes in pieces."""
    stream = iter(pieces)
    first = next(stream, b"")
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        yield from _papers(chain([first], stream), source)
    else:
        yield from proceedings_bib.records(chain([first], stream), source)


def _papers(pieces: Iterable[bytes], source: str) -> Iterator[list[RawEntry]]:
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    held, is_skipped, skipped = "", False, 0
    for piece in pieces:
        held += decoder.decode(piece)
        *whole, held = _PAPER.split(held)
        if is_skipped and whole:
            whole, is_skipped = whole[1:], False
        yield [found for each in whole if (found := _entry(each))]
        if len(held) > _LONGEST:
            skipped += len(held)
            held, is_skipped = "", True
        if skipped > MOST_SKIPPED:
            raise ReadError(f"{source}: most of it is about no paper; the index was not changed")
    last = _entry(held)
    yield [last] if last else []


def _entry(paper: str) -> RawEntry | None:
    """Return the entry of a paper, None where it has none: the first one is looked for, and its first end."""
    start = _BIBTEX.search(paper)
    end = paper.find(_END, start.end()) if start else -1
    if start is None or end < 0:
        return None
    link = _ARXIV.search(paper)
    text = unescape(_BREAK.sub("\n", paper[start.end() : end]))
    return RawEntry("", text if len(text) < _LONGEST else None, link[1] if link else "")


READER = proceedings_bib.reader_of("cvf", records)
