"""Facts: the raw texts of any provider to one record, so that a paper's record is the same whoever was asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bibtools.identifiers.arxiv import ARCHIVES
from bibtools.identifiers.identifier import Identifier
from bibtools.records.codelinks import ranking
from bibtools.records.record import CodeLink, Record
from bibtools.tex import latex
from bibtools.tex.names import Name

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_GROUPED = re.compile(r"\{(\w)\}")  # a letter, in the braces that held its accent
_CATEGORY = re.compile(r"[A-Za-z.-]+")


class Facts(NamedTuple):
    """What a provider says of a work, in its own texts; empty where it says nothing."""

    title: str
    authors: Iterable[Name | None]
    date: str = ""  # of the first version
    categories: Iterable[str] = ()  # the primary one first
    abstract: str = ""
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""


def record(identifier: Identifier, provider: str, facts: Facts, code: tuple[CodeLink, ...] | None = None) -> Record:
    """Build a record of cleaned texts, with the code links that they name unless these are known."""
    abstract, comment = facts.abstract.strip(), latex.clean(facts.comment)
    if code is None:
        links = (*ranking.links(abstract, "abstract"), *ranking.links(facts.comment, "comment"))
        code = ranking.in_order(links)
    return Record(
        identifier=identifier,
        title=latex.clean(facts.title),
        authors=tuple(name for name in facts.authors if name),
        provider=provider,
        date=_date(facts.date),
        categories=_categories(facts.categories),
        abstract=abstract or None,
        comment=comment or None,
        journal_ref=latex.clean(facts.journal_ref) or None,
        doi=next(iter(facts.doi.split()), "").rstrip(",;") or None,  # the first of several is the article's
        code=code,
    )


def plain(raw: str) -> str:
    """Return a cleaned text whose accents are Unicode, not TeX's, with formulas as they are."""
    cleaned = latex.clean(raw)
    if "\\" not in cleaned:
        return cleaned
    pieces, end = [], 0
    for start, stop in latex.math_spans(cleaned):
        pieces += [_decoded(cleaned[end:start]), cleaned[start:stop]]
        end = stop
    return "".join([*pieces, _decoded(cleaned[end:])])


def _decoded(prose: str) -> str:
    return _GROUPED.sub(r"\1", latex.decode(prose)) if "\\" in prose else prose


def _date(text: str) -> date | None:
    match = _DATE.match(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _categories(terms: Iterable[str]) -> tuple[str, ...]:
    known = (term for term in terms if term.partition(".")[0] in ARCHIVES and _CATEGORY.fullmatch(term))
    return tuple(dict.fromkeys(known))
