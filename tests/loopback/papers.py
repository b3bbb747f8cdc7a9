"""Papers that the fake services know, and how arXiv splits their authors' names."""

from __future__ import annotations

import re
from typing import NamedTuple

_SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV)$")


class Paper(NamedTuple):
    """One paper, as its authors describe it; they stand in display form."""

    id: str
    title: str
    authors: tuple[str, ...] = ("Ada Example",)
    published: str = "2021-01-02"
    category: str = "cs.LG"
    abstract: str = "We do things."
    comment: str = ""
    version: int = 1
    doi: str = ""
    others: tuple[str, ...] = ()  # categories besides the first
    journal_ref: str = ""

    @property
    def categories(self) -> tuple[str, ...]:
        return (self.category, *self.others)


class Author(NamedTuple):
    """A name in parts; collaborations, and persons with one name, have a `family` only."""

    family: str
    given: str = ""
    suffix: str = ""


def split_name(display: str) -> Author:
    """Split as arXiv does: the family is the last word, with the particles before it."""
    if display.endswith("Collaboration"):
        return Author(display)
    suffix = _SUFFIX.search(display)
    words = without_suffix(display).split()
    start = len(words) - 1
    while start > 0 and words[start - 1][0].islower():
        start -= 1
    return Author(" ".join(words[start:]), " ".join(words[: max(start, 0)]), suffix[1] if suffix else "")


def without_suffix(display: str) -> str:
    """Return what arXiv's query API says of a name."""
    return _SUFFIX.sub("", display)
