"""Python sources: strings, docstrings and comments are text; numbers in the code between them are ignored."""

from __future__ import annotations

import re
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source
from bibtools.sources.mention import Scan
from bibtools.sources.program_text import scan_program

# The language reference, 2.4.1 (string literals) and 2.1.3 (comments). A string that does not close ends with its line.
# Every alternative begins with its literal, for speed. What repeats gives nothing back: to be able to,
# a lazy `*?` keeps a hundred bytes for every character of a docstring. One without quotation marks is passed five times
# as fast by the one sign that it lacks.
_TEXT = lazy_pattern(
    r"""
      \#[^\r\n]*
    | \"{3}([^"]*+)(?<!\\)\"{3}
    | \"{3}((?:[^\\"]++|\\.|\"(?!\"\"))*+)(?:\"{3}|\\?\Z)
    | '{3}((?:[^\\']++|\\.|'(?!''))*+)(?:'{3}|\\?\Z)
    | \"((?:[^\\\r\n"]|\\.)*+)(?:"|(?=[\r\n])|\\?\Z)
    | '((?:[^\\\r\n']|\\.)*+)(?:'|(?=[\r\n])|\\?\Z)
    """,
    re.VERBOSE | re.DOTALL,
)


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a Python module, or any text that is nearly one."""
    return scan_program(source, today, _TEXT)
