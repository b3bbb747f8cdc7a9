"""Python sources: strings, docstrings and comments are text; the numbers of the code between them are no ids."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from bibtools.identifier.evidence import STRONG, WEAK
from bibtools.identifier.search import find
from bibtools.scan.masking import blank
from bibtools.scan.mention import Scan, report
from bibtools.text import Source, Span

# The language reference, 2.4.1 (string literals) and 2.1.3 (comments). A string that does not close ends with its line.
_TEXT = re.compile(
    r"""
      \#[^\r\n]*
    | (?P<quote>\"{3}|'{3})(?P<long>(?:[^\\]|\\.)*?)(?:(?P=quote)|\\?\Z)
    | (?P<mark>["'])(?P<short>(?:[^\\\r\n]|\\.)*?)(?:(?P=mark)|(?=[\r\n])|\\?\Z)
    """,
    re.VERBOSE | re.DOTALL,
)


def scan(source: Source, today: date) -> Scan:
    """Scan a Python module, or any text that is nearly one."""
    texts = list(_TEXT.finditer(source.text))
    edges = [0, *(edge for match in texts for edge in match.span()), len(source.text)]
    code = (Span(start, end) for start, end in list(pairwise(edges))[::2])
    literals = {match.span(group) for match in texts for group in ("long", "short") if match[group]}
    live = blank(source.text, code)
    return report(
        source,
        (
            # A literal that holds nothing but an id was written as one.
            sighting._replace(evidence=STRONG) if sighting.evidence == WEAK and sighting.span in literals else sighting
            for sighting in find(live, today)
        ),
    )
