"""The citation at the cursor: the beginning of a key, as the scanner of the text's type reads it.

What would be cited if a word stood at the cursor is what is being cited: so every form of every type counts, and a
comment or a verbatim text does not.
"""

from __future__ import annotations

from collections.abc import Mapping

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.named_tuple import NamedTuple
from bibtools.core.text import Source, Span
from bibtools.files.pathnames import suffix
from bibtools.sources.cite_macros import CiteMacro
from bibtools.sources.cited_key import cited_keys
from bibtools.sources.filetypes import LIBRARY, MARKDOWN, ORG, RST, TEX, type_of

_WORD = "bibtoolszzz"  # is no part of any key
# What closes a citation that is not closed yet, by the name of the file type.
_CLOSINGS = {TEX.name: ("", "}"), MARKDOWN.name: ("", "]", "}"), RST.name: ("", "`"), ORG.name: ("", "]", "}")}
_REST = lazy_pattern(r"[^\s,;{}\[\]()`'\"<>]*")
_AROUND = 20_000  # characters of a text in front of the cursor and behind it that are examined


class CiteContext(NamedTuple):
    """The key that is being typed: its text up to the cursor, and its place."""

    typed: str
    span: Span  # of what is typed
    whole: Span  # with what of a word follows the cursor


def cite_context(text: str, path: str, offset: int, macros: Mapping[str, CiteMacro]) -> CiteContext | None:
    """Return the key at the cursor; None where nothing is being cited."""
    if path.lower().endswith(LIBRARY):
        return None
    ending = suffix(path)
    begin = _line_before(text, max(0, offset - _AROUND)) if offset > _AROUND else 0
    before, behind = text[begin:offset], text[offset : offset + _AROUND]
    rest = _REST.match(text, offset)
    end = rest.end() if rest else offset
    for closing in _CLOSINGS.get(type_of(ending).name, ("",)):
        source = Source(path, f"{before}{_WORD}{closing}{behind}")
        for each in cited_keys(source, ending, macros):
            at = each.key.find(_WORD)
            if at >= 0 and each.cell is None:
                start = begin + each.span.start
                return CiteContext(each.key[:at], Span(start, offset), Span(start, max(end, offset)))
    return None


def _line_before(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1
