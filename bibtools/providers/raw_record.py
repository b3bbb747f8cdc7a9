"""Raw records: any provider's texts, turned into a record that does not depend on the provider."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from itertools import islice
from typing import Any

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.identifiers.arxiv import ARCHIVES
from bibtools.identifiers.identifier import Identifier
from bibtools.records import limits, notices
from bibtools.records.publication import Publication, is_date
from bibtools.records.record import CodeLink, Record
from bibtools.tex import latex, title_markup
from bibtools.tex.command_arguments import unwrapped
from bibtools.tex.names import Name

_DATE = lazy_pattern(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_GROUPED = lazy_pattern(r"\{(\w)\}")  # a letter, in the braces that held its accent
_CATEGORY = lazy_pattern(r"[A-Za-z.-]{1,100}")


class Facts(NamedTuple):
    """A provider's data about a work, as it spells them; empty where it has none."""

    title: str
    authors: Iterable[Name | None]
    date: str = ""  # of the first version
    categories: Iterable[str] = ()  # the primary one first
    abstract: str = ""
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    publication: Publication | None = None  # in the provider's own texts, too
    aliases: Iterable[Identifier] = ()


def record(identifier: Identifier, provider: str, facts: Facts, code: tuple[CodeLink, ...] | None = None) -> Record:
    """Build a record of cleaned texts, with the code links that they name unless these are known.

    What is too long to be what it should is left out, and of abstract and comment the rest: see `records.limits`.
    """
    abstract, raw_comment = facts.abstract.strip()[: limits.ABSTRACT], facts.comment[: limits.COMMENT]
    comment = latex.clean(raw_comment)[: limits.COMMENT] if raw_comment else ""
    if code is None:
        from bibtools.records.codelinks import ranking  # an index has ranked them already

        links = (*ranking.links(abstract, "abstract"), *ranking.links(raw_comment, "comment"))
        code = ranking.in_order(links)
    return Record(
        identifier=identifier,
        title=limits.title(_title(facts.title) if facts.publication is None else _unstopped(_title(facts.title))),
        authors=limits.authors(name for name in facts.authors if name),
        provider=provider,
        date=_date(facts.date),
        categories=_categories(facts.categories),
        abstract=abstract or None,
        comment=comment or None,
        journal_ref=latex.clean(_unless_longer(facts.journal_ref, limits.JOURNAL_REF)) or None,
        # The first of several is the article's.
        doi=_unless_longer(next(iter(facts.doi[: limits.ABSTRACT].split()), "").rstrip(",;"), limits.DOI) or None,
        publication=facts.publication and _publication(facts.publication, facts.title),
        aliases=tuple(islice(dict.fromkeys(facts.aliases), limits.ALIASES)),
        code=limits.links(code),
    )


_VERBATIM = frozenset({"type", "doi", "url"})
_FULL_STOP = lazy_pattern(r"(?<![.])(?:(?<=[a-z]{4})|(?<= [IVX])|(?<= [IVX]{2})|(?<=\)))\.\Z")  # and no abbreviation
_NOT_YET = frozenset({"1-1", "0-0", "n/a-n/a", "n/a"})  # of articles that have no pages so far
_RANGE = lazy_pattern(r"\s*[-\u2010-\u2015\u2212]+\s*")


def _publication(raw: Publication, title: str) -> Publication:
    """Return a publication with cleaned texts; its title may say that it is retracted, or a mere notice."""
    cleaned: dict[str, Any] = {}
    for each in fields(raw):
        value = getattr(raw, each.name)
        if isinstance(value, str):
            text = _unless_longer(value, limits.VENUE)
            cleaned[each.name] = text if each.name in _VERBATIM else plain(_without_markup(text))
    pages = _RANGE.sub("-", cleaned["pages"])
    first, _, last = pages.partition("-")
    more = {
        "pages": "" if pages in _NOT_YET else first if first == last else pages,
        "editors": limits.authors(raw.editors),
        "retracted": raw.retracted or notices.is_retracted(title),
        "notice": raw.notice or notices.kind(title),
        "abridges": raw.abridges or notices.is_abridged(title, raw.venue),
    }
    return replace(raw, **{**cleaned, **more})


def _without_markup(text: str) -> str:
    return title_markup.stripped(text) if title_markup.is_in(text) else text


def dated(*written: Iterable[object]) -> dict[str, Any]:
    """Return year, month and day of the first of some dates that is one, as far as it goes."""
    for each in written:
        parts: dict[str, int] = {}
        for name, value in zip(("year", "month", "day"), each, strict=False):
            more = {**parts, name: value} if isinstance(value, int) else {}
            if not more or not is_date(more.get("year"), more.get("month"), more.get("day")):
                break
            parts = more
        if parts:
            return parts
    return {}


def _title(raw: str) -> str:
    """Return a cleaned title, without the markup and the wrappings that some catalogues and authors leave in it."""
    title = latex.clean(limits.title(raw))
    if "\\" in title:
        title = unwrapped(title)
    return latex.clean(title_markup.to_tex(title)) if title_markup.is_in(title) else title


def _unstopped(title: str) -> str:
    """Return a title without the full stop that some publishers put behind it: styles print their own."""
    return title[:-1] if _FULL_STOP.search(title) else title


def _unless_longer(text: str, most: int) -> str:
    return text if len(text) <= most else ""


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
    return tuple(islice(dict.fromkeys(known), limits.CATEGORIES))
