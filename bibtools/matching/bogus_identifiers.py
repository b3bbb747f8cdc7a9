"""Identifiers that reference managers are known to invent: another work's, in thousands of libraries.

Mendeley's catalogue gave them to entries whose own it did not find.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtools.bibliography.library.blocks import Field
from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.rule import Level
from bibtools.identifiers.identifier import Identifier
from bibtools.matching.difference import Difference

_BOGUS = {
    "1011.1669": 'arXiv:1011.1669, "A missing family of classical orthogonal polynomials"',
    "10.1017/cbo9781107415324.004": "doi:10.1017/CBO9781107415324.004, a chapter of IPCC's report of 2013",
    "10.1007/s13398-014-0173-7.2": "doi:10.1007/s13398-014-0173-7.2, which is no DOI of any work",
    "9788578110796": "ISBN 978-85-7811-079-6, a Brazilian book of 2013",
    "25246403": "PMID 25246403, an article on peer review",
}
# More papers than arXiv has had in any month until then, by far (https://arxiv.org/stats/monthly_submissions).
_MOST_OF_A_MONTH = (("1912", 20_000), ("2212", 25_000), ("2512", 40_000))
_FIELDS = frozenset({"arxivid", "eprint", "doi", "isbn", "pmid"})
_PREFIX = lazy_pattern(r"(?:arxiv:|https?://(?:dx\.)?doi\.org/|doi:)", re.IGNORECASE)
_VERSION = lazy_pattern(r"(?<=\d{4}\.\d{4})v\d+\Z")


def bogus(fields: tuple[Field, ...]) -> Iterator[Difference]:
    """Yield the identifiers of an entry that are known to be another work's."""
    for field in fields:
        if field.name in _FIELDS:
            value = _VERSION.sub("", _PREFIX.sub("", field.value.strip("{} ")).lower())
            if known := _BOGUS.get(value.replace("-", "") if field.name == "isbn" else value):
                severity: Level = "error" if field.name in {"arxivid", "eprint", "doi"} else "warning"
                yield Difference(field.name, field.value, "known bogus identifiers", known, severity)


def never_issued(arxiv: Identifier | None) -> Iterator[Difference]:
    """Yield that arXiv has never had as many papers in a month as an id's number says."""
    month, _, number = arxiv.value.partition(".") if arxiv else ("", "", "")
    most = next((most for until, most in _MOST_OF_A_MONTH if month <= until), None)
    if arxiv and most and number.isdigit() and int(number) > most:
        shown = f"{int(number):,} would be more papers than any month had"
        yield Difference("eprint", arxiv.value, "arXiv's numbering", shown, "error")
