"""Searching by title: who is asked, for how many titles, and what is announced beforehand."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from bibtools.core.named_tuple import NamedTuple

if TYPE_CHECKING:
    from bibtools.providers.title_search import SearchTitles


class Searching(NamedTuple):
    """Who searches for works by their titles, with at most so many requests, and how that is announced beforehand."""

    search: SearchTitles
    budget: int
    note: Callable[[str], None] = lambda _: None


def announced(wanted: int, budget: int, who: str = "searching Crossref, then DataCite,") -> str:
    """Return what a search for titles announces before it begins."""
    titles = "1 title" if wanted == 1 else f"{wanted} titles"
    asked = min(wanted, budget)
    return f"identifiers and indexes do not settle {titles}; {who} for {asked} (--searches)"
