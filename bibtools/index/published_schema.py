"""Schema of an index of published works: its tables, and the keys by which works are found."""

from __future__ import annotations

from functools import lru_cache

from bibtools.bibliography.library.identity import normalise_title
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.index import titles
from bibtools.index.published_work import INFORMAL, PublishedWork
from bibtools.index.schema import IndexSchema
from bibtools.tex.initials_behind import initials_behind

CREATE = (
    # Works by their numbers, and proceedings, which works name by their keys.
    "CREATE TABLE works (number INTEGER PRIMARY KEY, crossref TEXT, packed TEXT NOT NULL)",
    "CREATE TABLE proceedings (key TEXT PRIMARY KEY, packed TEXT NOT NULL) WITHOUT ROWID",
    # Keys of titles, of all authors together, and of identifiers.
    "CREATE TABLE keys (key INTEGER NOT NULL, work INTEGER NOT NULL, PRIMARY KEY (key, work)) WITHOUT ROWID",
    # How many works of a year a venue has, by the name that its works give it.
    "CREATE TABLE venues (name TEXT, stream TEXT, year INTEGER, works, PRIMARY KEY (name, stream, year)) WITHOUT ROWID",
    "CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
)
WORKS = IndexSchema(0x62696277, 2, CREATE)  # "bibw"

_SUFFIXES = frozenset("jr sr ii iii iv".split())
_MARKED = lazy_pattern(r"[\\{}$<>&~]")
_MOST = 60  # authors of a work that is found by them all


@lru_cache(maxsize=1 << 16)  # who has written one paper has often written others
def surname(display: str) -> str:
    """Return the last word of a family name, in lower-case letters: what spellings of a name have in common."""
    last = display.rpartition(" ")[2]
    if (last.endswith(".") or len(last) == 1) and (initials := initials_behind(words := display.split())):
        return surname(words[-1 - initials])
    if last.isascii() and last.isalpha() and not _MARKED.search(display) and last.lower() not in _SUFFIXES:
        return last.lower()  # as most are, without more ado
    words = normalise_title(display).split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return words[-1] if words else ""


def authors_key(surnames: tuple[str, ...]) -> int | None:
    """Return the key of the works of some authors, in any order; None for none, or for a crowd."""
    found = sorted(filter(None, surnames))
    return titles.key("\x00authors " + "\x00".join(found)) if 0 < len(found) <= _MOST else None


def identifier_key(scheme: str, value: str) -> int:
    """Return the key of an identifier, or of a work's key in its source."""
    return titles.key(f"\x00{scheme} {value.lower()}")


def keys_of(work: PublishedWork) -> list[int]:
    """Return the keys of a work; a preprint is found by its id alone, since it is not a published version."""
    found = [identifier_key("key", work.key)]
    if work.doi:
        found.append(identifier_key("doi", work.doi))
    if work.arxiv:
        found.append(identifier_key("arxiv", work.arxiv))
    if work.kind != INFORMAL:
        found += titles.keys(work.title)[1]
        if (key := authors_key(tuple(map(surname, work.authors)))) is not None:
            found.append(key)
    return list(dict.fromkeys(found))


def stream_of(work: PublishedWork) -> str:
    """Return the series of conferences, or the journal, that a work's key names: "conf/icml"."""
    return "/".join(work.key.split("/")[:2])
