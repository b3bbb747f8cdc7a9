"""Spellings: the one identifier that a text is, however people write it, and nothing besides."""

from __future__ import annotations

import re
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.identifiers import arxiv, doi
from bibtools.identifiers.detection import find_arxiv
from bibtools.identifiers.identifier import STRONG, Identifier, Impossible

_ARXIV_DOI = lazy_pattern(r"10\.48550/arxiv\.", re.IGNORECASE)
_ANY_DAY = date(2099, 12, 31)  # the last one that the two digits of a year can name


def read(text: str, today: date | None = None) -> Identifier | Impossible | None:
    """Return the identifier that a text is: an id with or without prefix, a DOI, or the address of a paper.

    A DOI that arXiv has given is its arXiv id. Without the day it is, an id of the future is taken for one that exists.
    Returns why it can be none where it claims to be one, and None where it does not even do that.
    """
    text, day = text.strip(), today or _ANY_DAY
    found = arxiv.parse(text, day)
    named = doi.parse(text)
    if named and not _ARXIV_DOI.match(named.value):
        return named
    if found is not None or text.split() != [text]:
        return found
    sighted = [each for each in find_arxiv(text, day) if each.evidence == STRONG]
    return sighted[0].identifier if len(sighted) == 1 else None
