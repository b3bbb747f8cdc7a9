"""A published work: a row of an index of published works, as its source gives it."""

from __future__ import annotations

from typing import NamedTuple

_PARTS, _ITEM = "\x1e", "\x1d"
_LONGEST = 1 << 20  # characters of a row

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
    crossref: str = ""  # the key of the proceedings
    is_partial: bool = False  # whether the source may lack authors
    is_reprint: bool = False  # an abridged reprint, erratum or the like

    def pack(self) -> str:
        """Return the row of a work."""
        return _PARTS.join(
            "1" if each is True else "" if each is False else each if isinstance(each, str) else _ITEM.join(each)
            for each in self
        )


_TUPLES = frozenset(at for at, name in enumerate(PublishedWork._fields) if name in {"authors", "editors"})
_FLAGS = frozenset(at for at, name in enumerate(PublishedWork._fields) if name.startswith("is_"))


def unpacked(row: str) -> PublishedWork:
    """Return the work of a row; raises ValueError if it is broken."""
    parts = row.split(_PARTS, len(PublishedWork._fields)) if len(row) <= _LONGEST else []
    if len(parts) != len(PublishedWork._fields):
        raise ValueError("a row of another form")
    values: list[object] = list(parts)
    for at in _TUPLES:
        values[at] = tuple(parts[at].split(_ITEM)) if parts[at] else ()
    for at in _FLAGS:
        values[at] = parts[at] == "1"
    return PublishedWork._make(values)
