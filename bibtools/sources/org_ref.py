"""org-ref: links that cite, in the forms of its versions 2 and 3, with or without brackets.

Source: https://github.com/jkitchin/org-ref, org-ref-citation-links.el: the types of links in `org-ref-cite-types`, and
the two syntaxes (`cite:key1,key2` and `cite:see &key1 p. 3;&key2`).
"""

from __future__ import annotations

from collections.abc import Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span
from bibtools.sources.citation import NOCITED, Syntax

_BEFORE = (
    *("", "auto", "text", "paren", "smart", "super", "foot", "footfull", "full", "note", "pnote", "fnote", "short"),
    *("avol", "pvol", "fvol", "ftvol", "svol", "tvol", "mask", "bib", "online"),
)
_AFTER = r"(?:s|t|p|alt|alp|num|title|author|url|date|year(?:par)?|text|online|field|NP|A|N)?\*?"
_WITH_SIGN = lazy_pattern(r"&([\w.:?!`'/*@+|(){}<>^$#%~-]*\w)")  # version 3
_KEY = lazy_pattern(r"[^\s,;&]+")


def _keys(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the keys of a link: each behind its sign, where there is one; words are notes then."""
    pattern, group = (_WITH_SIGN, 1) if text.find("&", start, end) >= 0 else (_KEY, 0)
    return (Span(*match.span(group)) for match in pattern.finditer(text, start, end))


def _behind(word: str) -> str:
    """Return a pattern of the place behind a word that begins there, in either case of its first letter."""
    begin = rf"(?i:{word[0]}){word[1:]}"
    return rf"(?<={begin})(?<![\w\\/[-]{begin})"


_NAMES = "|".join(f"(?i:{each[0]}){each[1:]}cite" for each in _BEFORE if each) + "|[cC]ite"
# The usual letters come first: such a pattern is searched for as fast as memory is read.
_BARE = "ite(?:" + "|".join(_behind(f"{each}cite") for each in _BEFORE) + ")" + _AFTER
_LIST = r"(?P<keys>&?[\w.:/+;&,*-]{0,4000}\w)"

LINKS = (
    Syntax(lazy_pattern(rf"\[\[(?:{_NAMES}){_AFTER}:(?P<keys>[^\[\]]{{1,4000}})\](?:\]|\[)"), "ite", _keys),
    Syntax(lazy_pattern(rf"\[(?:{_NAMES}){_AFTER}:{_LIST}\](?!\])"), "ite", _keys),
    Syntax(lazy_pattern(rf"{_BARE}:{_LIST}"), "ite", _keys),
    Syntax(lazy_pattern(r"\[\[nocite:(?P<keys>[^\[\]]{1,4000})\](?:\]|\[)"), "nocite:", _keys, NOCITED),
    Syntax(lazy_pattern(rf"nocite:(?<![\w\\/[-]nocite:){_LIST}"), "nocite:", _keys, NOCITED),
    Syntax(lazy_pattern(r"nocite:(?<![\w\\/[-]nocite:)(?P<keys>\*)"), "nocite:", _keys, NOCITED),
    Syntax(lazy_pattern(rf"bibentry:(?<![\w\\/-]bibentry:){_LIST}"), "bibentry:", _keys),
)
