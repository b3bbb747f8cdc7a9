"""A published work: a row of an index of published works, as its source gives it."""

from __future__ import annotations

from typing import NamedTuple

_PARTS, _ITEM = "\x1e", "\x1d"
_LONGEST = 1 << 20  # characters of a row

PROCEEDINGS = "proceedings"  # what works are in
INFORMAL = "informal"  # a preprint that an index knows, so that others are found by its title and authors


class PublishedWork(NamedTuple):
    """A published work; empty texts mean that its source does not say. Texts are Unicode, formulas `$…$`."""

    key: str  # in its source: "conf/icml/FinnAL17"
    kind: str  # BibTeX's entry type, or INFORMAL
    title: str
    authors: tuple[str, ...]  # as they are displayed: "Chelsea Finn"
    year: str
    venue: str = ""  # short, as the source has it: "ICML", "J. Mach. Learn. Res."
    full: str = ""  # the title of the proceedings
    volume: str = ""
    number: str = ""
    pages: str = ""
    month: str = ""
    publisher: str = ""
    series: str = ""
    editors: tuple[str, ...] = ()
    school: str = ""
    isbn: str = ""
    doi: str = ""  # in lower case
    url: str = ""  # of the publisher, or of the proceedings' page
    arxiv: str = ""  # the id that the proceedings' page names, or of a preprint itself
    is_partial: bool = False  # whether the source may lack authors
    is_reprint: bool = False  # an abridged reprint, erratum or the like
    crossref: str = ""  # the key of the proceedings, which stands beside the row

    def pack(self) -> str:
        """Return the row of a work."""
        return _PARTS.join([part if type(part) is str else _packed(part) for part in self[:_PACKED]])


def _packed(value: object) -> str:
    return _ITEM.join(value) if isinstance(value, tuple) else "1" if value is True else ""


_PACKED = len(PublishedWork._fields) - 1
_TUPLES = frozenset(at for at, name in enumerate(PublishedWork._fields) if name in {"authors", "editors"})
_FLAGS = frozenset(at for at, name in enumerate(PublishedWork._fields) if name.startswith("is_"))


def unpacked(row: str) -> PublishedWork:
    """Return the work of a row; raises ValueError if it is broken."""
    parts = row.split(_PARTS, _PACKED) if len(row) <= _LONGEST else []
    if len(parts) != _PACKED:
        raise ValueError("a row of another form")
    values: list[object] = [*parts, ""]
    for at in _TUPLES:
        values[at] = tuple(parts[at].split(_ITEM)) if parts[at] else ()
    for at in _FLAGS:
        values[at] = parts[at] == "1"
    return PublishedWork._make(values)
