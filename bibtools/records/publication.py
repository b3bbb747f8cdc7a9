"""A publication: how and where a work appeared, in no dialect, all of it as one source says it.

Types are those that BibTeX and biblatex distinguish ("BibTeXing", section 3.1; "The biblatex Package", section 2.1),
and a few that no library may take for the publication of a preprint.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from bibtools.tex.names import Name

ARTICLE: Final = "article"  # in a journal
INPROCEEDINGS: Final = "inproceedings"
INCOLLECTION: Final = "incollection"  # a chapter with a title of its own
BOOK: Final = "book"
COLLECTION: Final = "collection"  # a book that has editors and no authors
PROCEEDINGS: Final = "proceedings"
PHDTHESIS: Final = "phdthesis"
MASTERSTHESIS: Final = "mastersthesis"
THESIS: Final = "thesis"  # of an unknown kind
TECHREPORT: Final = "techreport"
STANDARD: Final = "standard"
MANUAL: Final = "manual"
PATENT: Final = "patent"
SOFTWARE: Final = "software"
DATASET: Final = "dataset"
ONLINE: Final = "online"  # a page or a post
PREPRINT: Final = "preprint"  # Crossref's posted-content, and anything from a preprint server
MISC: Final = "misc"  # anything else: pictures, talks, posters

WORK_TYPES: Final = (
    ARTICLE,
    INPROCEEDINGS,
    INCOLLECTION,
    BOOK,
    COLLECTION,
    PROCEEDINGS,
    PHDTHESIS,
    MASTERSTHESIS,
    THESIS,
    TECHREPORT,
    STANDARD,
    MANUAL,
    PATENT,
    SOFTWARE,
    DATASET,
    ONLINE,
    PREPRINT,
    MISC,
)
_ARCHIVAL = frozenset({ARTICLE, INPROCEEDINGS, INCOLLECTION, BOOK, PHDTHESIS, MASTERSTHESIS, THESIS, TECHREPORT})
_FIRST_YEAR, _LAST_YEAR = 1000, 9999


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """How and where a work appeared; empty and None mean that the source does not say.

    Texts have Unicode and `$…$` formulas. Pages are as they are counted (`1--12` is written `1-12`), without "pp.".
    """

    type: str  # one of WORK_TYPES
    venue: str = ""  # the journal or the book that it is in, in full: "Proceedings of the 2019 Conference of …"
    short_venue: str = ""  # the same in short, as its people say: "CVPR", "Phys. Rev. D"
    event: str = ""  # the conference itself, if it is named beside its proceedings
    series: str = ""  # "Lecture Notes in Computer Science"
    volume: str = ""
    number: str = ""  # of the issue; of a report, its own number
    pages: str = ""  # "770-778", or the only one
    article_number: str = ""  # instead of pages
    edition: str = ""  # of a book: "2", "second"
    chapter: str = ""
    version: str = ""  # of software and data
    publisher: str = ""
    address: str = ""  # the publisher's place
    institution: str = ""  # where a thesis or a report was written
    editors: tuple[Name, ...] = ()
    year: int | None = None
    month: int | None = None  # from 1
    day: int | None = None
    doi: str = ""  # of this publication itself, in normal form
    url: str = ""  # of its page
    isbn: str = ""
    issn: str = ""
    retracted: bool = False  # by a notice that names this very work
    superseded: bool = False  # by a newer version or edition, which a notice names
    notice: str = ""  # "erratum", "retraction", …: what it is itself, if it only speaks of another work
    abridges: bool = False  # it says that it is an extended abstract, a reprint, a part of another work

    @property
    def is_archival(self) -> bool:
        """Whether it may be what a preprint became: no preprint, notice, data or page."""
        return self.type in _ARCHIVAL and not self.notice


# What JSON's values of each field are read by.
_READERS: dict[object, Callable[[Any], object]] = {"str": str, "int | None": int, "bool": bool}
_READ = {each.name: _READERS[each.type] for each in fields(Publication) if each.type in _READERS}


def to_json(publication: Publication) -> dict[str, object]:
    """Return a publication as JSON values, without empty fields."""
    values = ((each.name, getattr(publication, each.name)) for each in fields(publication))
    return {field: value for field, value in values if value}


def of_json(facts: Mapping[str, Any]) -> Publication:
    """Return the publication of such values; raises ValueError, KeyError or TypeError if they are not one."""
    if facts["type"] not in WORK_TYPES:
        raise ValueError("this is no type of a work")
    values: dict[str, Any] = {field: read(facts[field]) for field, read in _READ.items() if field in facts}
    if not is_date(*(values.get(field) for field in ("year", "month", "day"))):
        raise ValueError("this is no date")
    return Publication(**values, editors=tuple(name(*parts) for parts in facts.get("editors", ())))


def is_date(year: int | None, month: int | None, day: int | None) -> bool:
    """Return whether these are a year, a month of it, and a day of that, as far as they are given."""
    return (
        (year is None or _FIRST_YEAR <= year <= _LAST_YEAR)
        and (month is None or (year is not None and 1 <= month <= 12))
        and (day is None or (month is not None and 1 <= day <= 31))
    )


def name(family: object, given: object, von: object, suffix: object, corporate: object) -> Name:
    """Return a name of its five JSON values."""
    return Name(str(family), str(given), str(von), str(suffix), bool(corporate))
