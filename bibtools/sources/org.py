r"""Org: citations, links, LaTeX's cite commands; comments and bare numbers in code are ignored.

Source: https://orgmode.org/worg/org-syntax.html, https://orgmode.org/manual/Citations.html and, for `cite:key` links,
https://github.com/jkitchin/org-ref
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bibtools.core.text import Source, Span
from bibtools.sources import markup, tex
from bibtools.sources.lexer import Lexicon
from bibtools.sources.markup import Markup, scan_markup
from bibtools.sources.mention import Scan
from bibtools.sources.structure import Inclusion, LibraryName, Structure

_LEXICON = Lexicon(
    far=(re.compile(r"\n(?=[ \t]*#\+(?i:begin)_|\*+ COMMENT)"),),
    near=(re.compile(r"\n(?=[ \t]*(?:#[ \t\r\n]|:[ \t]))"), re.compile(r"="), re.compile(r"~"), re.compile(r"@(?=@)")),
    token=re.compile(
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
_CITE = re.compile(r"\[cite(?:/[^\]:\s]{0,40})?:([^\]@]{0,1000}@[^\]]{0,4000})\]")  # [cite/t:see @key p. 3; @key]
_KEY = re.compile(r"@([\w.:?!`'/*@+|(){}<>&^$#%~-]+)")
_LINK = re.compile(r"[a-z]{0,12}cite[a-z]{0,12}\*?:(&?[\w.:/+;&,-]{0,4000}\w)")  # cite:key,key and cite:&key;&key
_PREFIX = re.compile(r"[a-z]{0,12}\Z")
_LONGEST_LIST = 4000
_BIBLIOGRAPHY = re.compile(r"^[ \t]*(?:#\+(?i:bibliography):[ \t]*|bibliography:)([^\r\n]+)", re.MULTILINE)

_INCLUSION = re.compile(
    r"^[ \t]*#\+(?i:include|setupfile):[ \t]*(?:\"([^\"\r\n]+)\"|([^\s\":]\S*))"
    r"(?![^\r\n]*[ \t](?:src|example|export)\b)",  # which are shown
    re.MULTILINE,
)


def scan(source: Source, today: date) -> Scan:
    """Return the scan of an Org file."""
    return scan_markup(source, today, _ORG)


def _citations(prose: str, near: Sequence[int]) -> Iterator[Span]:
    yield from tex.key_lists(prose, near)
    done = 0
    for place in near:
        if place < done:
            continue
        floor = max(done, place - _LONGEST_LIST)
        opening, word = prose.rfind("[cite", floor, place), prose.rfind("cite", floor, place)
        bracket = _CITE.match(prose, opening) if opening >= 0 else None
        link = _LINK.match(prose, _word_start(prose, word)) if word >= 0 else None
        if bracket and place < bracket.end():
            done = bracket.end()
            yield from (Span(*key.span(1)) for key in _KEY.finditer(prose, *bracket.span(1)))
        elif link and link.start(1) <= place < link.end(1):
            done = link.end()
            yield Span(*link.span(1))


def _word_start(prose: str, at: int) -> int:
    before = _PREFIX.search(prose[max(0, at - 12) : at])
    return at - len(before[0]) if before else at


def dead(text: str) -> list[Span]:
    """Return the comments and the code of a text."""
    return markup.dead(text, _LEXICON)


def libraries(text: str) -> list[str]:
    """Return the files that `#+bibliography:` and `bibliography:` links name."""
    named = (name.strip().strip("\"'") for match in _BIBLIOGRAPHY.finditer(text) for name in match[1].split(","))
    return [name for name in named if name.endswith(".bib")]


def structure(text: str) -> Structure:
    """Return what a text says of its document: it is the root of one where it names a library."""
    found = markup.live(text, _LEXICON, [match.start() for match in _INCLUSION.finditer(text)])
    names = [match[1] or match[2] for match in _INCLUSION.finditer(found)]
    files = [name.split("::")[0] for name in names if "://" not in name]
    named = libraries(text)
    return Structure(
        is_root=bool(named),
        inclusions=tuple(dict.fromkeys(Inclusion(name, base="own") for name in files if name)),
        libraries=tuple(dict.fromkeys(LibraryName(name, "own") for name in named)),
    )


_ORG = Markup(_LEXICON, _citations)
