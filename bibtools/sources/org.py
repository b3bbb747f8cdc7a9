r"""Org: citations, links, LaTeX's cite commands; comments and bare numbers in code are ignored.

Source: https://orgmode.org/worg/org-syntax.html, https://orgmode.org/manual/Citations.html and, for `cite:key` links,
https://github.com/jkitchin/org-ref
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span, blank
from bibtools.sources import cite_commands, markup, org_ref, tex
from bibtools.sources.citation import NOCITED, Citation, Syntax
from bibtools.sources.citation import citations as citations_in
from bibtools.sources.front_matter import is_elsewhere
from bibtools.sources.lexer import Beginning, Lexicon
from bibtools.sources.markup import Markup, scan_markup
from bibtools.sources.mention import Scan
from bibtools.sources.structure import Inclusion, LibraryName, Structure

_LEXICON = Lexicon(
    far=(Beginning("\n", lazy_pattern(r"\n(?=[ \t]*#\+(?i:begin)_|\*+ COMMENT)"), "#*"),),
    near=(
        lazy_pattern(r"\n(?=[ \t]*(?:#[ \t\r\n]|:[ \t]))"),
        lazy_pattern(r"="),
        lazy_pattern(r"~"),
        lazy_pattern(r"@(?=@)"),
    ),
    token=lazy_pattern(
        r"""
          (?:\n|\A)[ \t]*\#\+(?i:begin_comment)\b.*?(?:\n[ \t]*\#\+(?i:end_comment)|\Z)(?P<comment1>)
        | (?:\n|\A)[ \t]*\#\+(?i:begin_(?P<block>src|example))\b.*?(?:\n[ \t]*\#\+(?i:end_(?P=block))|\Z)(?P<code1>)
        | (?:\n|\A)(?P<stars>\*+)[ ]COMMENT\b.*?(?=\n(?!(?P=stars)\*)\*+[ ]|\Z)(?P<comment2>)
        | (?:\n|\A)[ \t]*\#(?:[ \t][^\n]*)?(?=\r?\n|\Z)(?P<comment3>)
        | (?:\n|\A)[ \t]*:[ \t][^\n]*(?P<code2>)
        | (?<![\w/:?&=~])(?P<mark>[=~])(?=\S)[^\n]{1,300}?(?<=\S)(?P=mark)(?!\w)(?P<code3>)
        | @@comment:.*?@@(?P<comment4>)
        """,
        re.VERBOSE | re.DOTALL,
    ),
)
_KEY = lazy_pattern(r"@([\w.:?!`'/*@+|(){}<>&^$#%~-]*\w|\*(?=[ \t;\]]|\Z))")


def _behind_signs(text: str, start: int, end: int) -> Iterator[Span]:
    return (Span(*match.span(1)) for match in _KEY.finditer(text, start, end))


_CITE = r"\[cite(?:/[^\]:\s]{0,40})?:(?P<keys>[^\]@]{0,1000}@[^\]]{0,4000})\]"  # [cite/t:see @key p. 3; @key]
_CITATIONS = (
    Syntax(lazy_pattern(_CITE), "[cite", _behind_signs),
    Syntax(lazy_pattern(_CITE.replace("[cite", "[nocite")), "[nocite", _behind_signs, NOCITED),
    *org_ref.LINKS,
)
# Keywords and links name libraries; so do LaTeX's commands, in any line.
_KEYWORD = lazy_pattern(r"^[ \t]*#\+(?i:bibliography):[ \t]*([^\r\n]+)", re.MULTILINE)
_NAME = r"(?:(?:no)?bibliography|addbibresource):"
_BRACKETED = lazy_pattern(rf"\[\[{_NAME}([^\[\]\r\n]+)\]")
_BARE = lazy_pattern(rf"^[ \t]*<?{_NAME}([^\r\n>]+)", re.MULTILINE)

_INCLUSION = lazy_pattern(
    r"^[ \t]*#\+(?i:include|setupfile):[ \t]*(?:\"([^\"\r\n]+)\"|([^\s\":]\S*))"
    r"(?![^\r\n]*[ \t](?:src|example|export)\b)",  # which are shown
    re.MULTILINE,
)


def scan(source: Source, today: date) -> Scan:
    """Return the scan of an Org file."""
    return scan_markup(source, today, _ORG)


def _citations(prose: str, near: Sequence[int] | None) -> Iterator[Citation]:
    yield from cite_commands.citations(prose, near)
    yield from citations_in(prose, near, _CITATIONS)


def citations(text: str) -> list[Citation]:
    """Return the citations in a text, all of them."""
    return markup.citations(text, _ORG)


def dead(text: str) -> list[Span]:
    """Return the comments and the code of a text."""
    return markup.dead(text, _LEXICON)


def libraries(text: str) -> list[str]:
    r"""Return the files that `#+bibliography:`, links of org-ref, and `\bibliography` or `\addbibresource` name."""
    named, of_tex = _named(text)
    return list(dict.fromkeys([*(name for name in named if name.endswith(".bib") and "://" not in name), *of_tex]))


def _named(text: str) -> tuple[list[str], list[str]]:
    """Return what keywords and links of a text name, and which libraries its commands of TeX do."""
    live = blank(text, dead(text))
    keywords = (_words(match[1]) for match in _KEYWORD.finditer(live))
    lists = [match[1].split(",") for pattern in (_BRACKETED, _BARE) for match in pattern.finditer(live)]
    return [name.strip().strip("\"'") for each in (*keywords, *lists) for name in each], tex.libraries(live)


def _words(value: str) -> list[str]:
    """Return the files in the value of a keyword; ox-bibtex writes one without its ending, and a style after it."""
    words = value.split()
    is_older = len(words) > 1 and not any(each.rstrip("\"',").endswith(".bib") for each in words)
    return [f"{words[0]}.bib"] if is_older else value.split(",")


def structure(text: str) -> Structure:
    """Return the structure of a text's document: it is the root of one where it names a library."""
    found = markup.live(text, _LEXICON, [match.start() for match in _INCLUSION.finditer(text)])
    names = [match[1] or match[2] for match in _INCLUSION.finditer(found)]
    files = [name.split("::")[0] for name in names if "://" not in name]
    named = libraries(text)
    return Structure(
        is_root=bool(named),
        inclusions=tuple(dict.fromkeys(Inclusion(name, base="own") for name in files if name)),
        elsewhere=tuple(dict.fromkeys(name for name in _named(text)[0] if is_elsewhere(name))),
        libraries=tuple(dict.fromkeys(LibraryName(name, "own") for name in named)),
    )


_ORG = Markup(_LEXICON, _citations)
