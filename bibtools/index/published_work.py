"""A published work: a row of an index of published works, as its source gives it."""

from __future__ import annotations

from typing import Any

from bibtools.core.named_tuple import NamedTuple

_PARTS, _ITEM = "\x1e", "\x1d"
_LONGEST = 1 << 20  # characters of a row
_INHERITED = ("venue", "volume", "publisher", "series", "editors", "isbn")  # of proceedings, beside their title

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
_AUTHORS, _EDITORS, _IS_PARTIAL, _IS_REPRINT = map(
    PublishedWork._fields.index, ("authors", "editors", "is_partial", "is_reprint")
)
# What proceedings say for the works in them that do not say it, by the field of each.
_OF_PROCEEDINGS = tuple(
    (PublishedWork._fields.index(own), PublishedWork._fields.index(parents))
    for own, parents in {"full": "title", **{name: name for name in _INHERITED}}.items()
)
_new = tuple.__new__  # by name, making a tuple takes as long as reading it


def unpacked(row: str, parent: str | None = None) -> PublishedWork:
    """Return the work of a row, with what the row of its proceedings says; raises ValueError if it is broken."""
    values: list[Any] = row.split(_PARTS, _PACKED) if len(row) <= _LONGEST else []
    if len(values) != _PACKED:
        raise ValueError("a row of another form")
    if parent and len(parent) <= _LONGEST:
        beside = parent.split(_PARTS, _PACKED)
        if len(beside) == _PACKED:  # a broken one counts as none
            for own, parents in _OF_PROCEEDINGS:
                values[own] = values[own] or beside[parents]
    values[_AUTHORS] = _items(values[_AUTHORS])
    values[_EDITORS] = _items(values[_EDITORS])
    values[_IS_PARTIAL] = values[_IS_PARTIAL] == "1"
    values[_IS_REPRINT] = values[_IS_REPRINT] == "1"
    values.append("")
    return _new(PublishedWork, values)


def _items(value: str) -> tuple[str, ...]:
    return tuple(value.split(_ITEM)) if value else ()
