r"""Style output: what of an entry the reader of a paper sees, as its style prints it.

A style whose text is at hand is run on the entry. Of one that is known by its name only, those fields count that it
reads.
"""

from __future__ import annotations

from functools import lru_cache

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.tex import bst
from bibtools.tex.bst_language import Program, parse
from bibtools.tex.bst_machine import StyledEntry, printed

# What every style reads, if not of every type.
_COMMON_FIELDS = frozenset("author title year date howpublished journal journaltitle note".split())
# The target of a link is not printed: \href and its kin (hyperref, REVTeX, gbt7714), and HTML.
_TARGET = lazy_pattern(
    r"""\\(?:href|hrefurl|Eprint)\s*\{[^{}]*\}|(?<=\\eprint)\s*\{https?:[^{}]*\}(?=\s*\{)|\bhref=(?:'[^']*'|"[^"]*")"""
)


class PrintingStyle(NamedTuple):
    """A style: its name, and its program where that is known, else the fields that it reads."""

    name: str
    program: Program | None = None
    read: frozenset[str] = frozenset()
    is_known: bool = True

    def shown(self, entry: StyledEntry) -> str | None:
        """Return what the reader sees of an entry; None where the style does not come to an end."""
        if self.program is None:
            read = (value for name, value in entry.fields.items() if name in self.read or name in _COMMON_FIELDS)
            return "\n".join(read)
        text = printed(self.program, entry)
        return None if text is None else _TARGET.sub("", text)


def style_of(name: str, text: str | None) -> PrintingStyle | None:
    """Return a style by its text, if that is at hand, else by its name; None where nothing is known of it."""
    program = _program(text) if text is not None else None
    if program and program.runs:
        return PrintingStyle(name, program)
    read = bst.reads(name, text)
    return None if read is None else PrintingStyle(name, None, read)


@lru_cache(maxsize=8)
def _program(text: str) -> Program | None:
    return parse(text)
