"""Julia sources: strings, docstrings and comments are text, and links of Documenter.jl cite in them.

Source: https://docs.julialang.org/en/v1/manual/strings/ and https://docs.julialang.org/en/v1/manual/documentation/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source
from bibtools.sources.citation import Citation
from bibtools.sources.citation import citations as citations_in
from bibtools.sources.documenter import LINKS
from bibtools.sources.mention import Scan
from bibtools.sources.program_text import citations_in_program, scan_program

# An apostrophe behind a value transposes it; a character may be a quotation mark.
_TEXT = lazy_pattern(
    r"""
      \#=(?s:.)*?(?:=\#|\Z)
    | \#[^\r\n]*
    | \"{3}((?:[^\\"]++|\\.|\"(?!\"\"))*+)(?:\"{3}|\\?\Z)
    | \"((?:[^\\"]|\\.)*+)(?:"|\\?\Z)
    | '(?<![\w)\]}.']')(?:\\[^'\r\n]{1,10}|[^'\\\r\n])'(?P<code>)
    """,
    re.VERBOSE | re.DOTALL,
)


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a Julia module."""
    return scan_program(source, today, _TEXT, _citations)


def _citations(live: str, near: Sequence[int] | None) -> Iterable[Citation]:
    return citations_in(live, near, LINKS)


def citations(text: str) -> list[Citation]:
    """Return the citations in docstrings and comments, all of them."""
    return citations_in_program(text, _TEXT, _citations)
