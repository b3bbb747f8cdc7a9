"""A record: what one provider says of one work, in no dialect."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bibtools.identifier import Identifier
from bibtools.names import Name


@dataclass(frozen=True, slots=True)
class CodeLink:
    """A link to a work's code, and where it was found."""

    url: str
    origin: str  # "abstract", "comment" or "bundled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What one provider says of one work; None and empty mean that it does not say.

    Texts are as the provider gives them, with Unicode and `$…$` formulas; dialects are `build`'s business.
    """

    identifier: Identifier  # without version
    title: str
    authors: tuple[Name, ...]
    provider: str
    date: date | None = None  # of the first version
    categories: tuple[str, ...] = ()  # the primary one first
    abstract: str | None = None
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None  # of the published version, as the authors declared it
    code: tuple[CodeLink, ...] = ()
