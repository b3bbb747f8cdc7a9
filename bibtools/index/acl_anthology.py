"""The ACL Anthology, in either form that it publishes: the XML of a collection, or BibTeX."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from bibtools.index import acl_bib, acl_xml
from bibtools.index.published_work import PublishedWork
from bibtools.index.works_reader import WorksReader


def records(pieces: Iterable[bytes], source: str) -> Iterator[list[Any]]:
    """Yield what each form yields, in batches; raises ReadError."""
    stream = iter(pieces)
    first = next(stream, b"")
    reader = acl_xml.READER if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else acl_bib.READER
    yield from reader.records(chain([first], stream), source)


def work(made: Any) -> PublishedWork | None:  # noqa: ANN401 - of one form or the other
    """Return the work of a record of either form."""
    return made if isinstance(made, PublishedWork) else acl_bib.READER.work(made)


READER = WorksReader(records, work)
