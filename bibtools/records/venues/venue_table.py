"""Venue table: conferences and journals, each with its short name, its full one, and others that it goes by."""

from __future__ import annotations

import re
from functools import cache

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple

CONFERENCE = "conference"
JOURNAL = "journal"

_JOURNALISH = lazy_pattern(
    r"journal|transactions|letters|review|annals|magazine|proceedings|surveys|forum|bulletin", re.IGNORECASE
)
_MEETING = lazy_pattern(
    r"\b(?:conference|symposi(?:um|a)|workshops?|congress|meeting|colloquium|school|summit|challenge)\b", re.IGNORECASE
)
_ACRONYM = lazy_pattern(r"(?:IEEE |ACM )?(?=\S*[A-Z]\S*[A-Z])\S+")


class Venue(NamedTuple):
    """A venue: its short name, whether it is a conference or a journal, and its full name."""

    short: str
    kind: str
    name: str

    @property
    def is_plain_phrase(self) -> bool:
        """Whether the name could be ordinary words of a sentence, such as "Information Sciences"."""
        return self.kind == JOURNAL and " " in self.short and not _JOURNALISH.search(self.name)


class TableLine(NamedTuple):
    """A line of the table, `short; name; other names`, in which a name that is the short one is `=`."""

    kind: str
    text: str

    @property
    def venue(self) -> Venue:
        """The venue."""
        short, name, _ = self._parts
        return Venue(short, self.kind, name)

    @property
    def names(self) -> list[str]:
        """All names of the venue, the short one first."""
        short, name, others = self._parts
        return [short, name, *filter(None, others.split("|"))]

    @property
    def _parts(self) -> tuple[str, str, str]:
        short, _, rest = self.text.partition("; ")
        name, _, others = rest.partition("; ")
        return short, short if name in {"", "="} else name, others


@cache
def table_lines() -> tuple[TableLine, ...]:
    """Return the lines of the table."""
    tables = ((CONFERENCE, "conferences.txt"), (JOURNAL, "journals.txt"))
    return tuple(
        TableLine(kind, line)
        for kind, table in tables
        for line in packaged(table).splitlines()
        if not line.startswith("#")
    )


def packaged(name: str) -> str:
    """Return the text of a file that lies beside this module."""
    from pkgutil import get_data  # where the names are needed

    return (get_data(__package__, name) or b"").decode()


def kind_of(short: str) -> str:
    """Return a venue's kind: conference or journal; unlisted ones are classified by the words of their name."""
    return _kinds().get(short) or (CONFERENCE if _MEETING.search(short) or _ACRONYM.fullmatch(short) else JOURNAL)


@cache
def _kinds() -> dict[str, str]:
    return {venue.short: venue.kind for venue in venues()}


@cache
def venues() -> tuple[Venue, ...]:
    """Return the table."""
    return tuple(line.venue for line in table_lines())


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    return {line.venue.short: tuple(dict.fromkeys(line.names)) for line in table_lines()}


def spellings(short: str) -> tuple[str, ...]:
    """Return all names of a venue in the table, the short one first; none of one that is not in it."""
    return _spellings().get(short, ())


@cache
def abbreviations() -> frozenset[str]:
    """Return the abbreviations in short names that end in a full stop: no sentence ends there."""
    return frozenset(word.lower() for venue in venues() for word in re.findall(r"([^\W\d_]+)\.", venue.short))
