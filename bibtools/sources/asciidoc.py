"""AsciiDoc: macros of citations, links, running text; comments and bare numbers in code are ignored.

Source: https://docs.asciidoctor.org/asciidoc/latest/blocks/delimited/ and, for the macros,
https://github.com/asciidoctor/asciidoctor-bibtex and https://github.com/riboseinc/asciidoctor-bibliography
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span, blank
from bibtools.sources import markup
from bibtools.sources.citation import NOCITED, Citation, Syntax
from bibtools.sources.citation import citations as citations_in
from bibtools.sources.lexer import Beginning, Lexicon
from bibtools.sources.markup import Markup, scan_markup
from bibtools.sources.mention import Scan
from bibtools.sources.structure import Inclusion, LibraryName, Structure

_LEXICON = Lexicon(
    far=(Beginning("\n", lazy_pattern(r"\n(?=-{4}|\.{4}|\+{4}|/{4}|`{3})"), "-.+/`"),),
    near=(lazy_pattern(r"\n(?=//)"), lazy_pattern(r"`"), lazy_pattern(r"\+")),
    token=lazy_pattern(
        r"""
          (?:\n|\A\ufeff?)(?P<slashes>/{4,})(?=[ \t]*\r?$).*?(?:\n(?P=slashes)(?=[ \t]*\r?$)|\Z)(?P<comment1>)
        | (?:\n|\A\ufeff?)//(?!/)[^\n]*(?P<comment2>)
        | (?:\n|\A\ufeff?)(?P<fence>-{4,}|\.{4,}|\+{4,})(?=[ \t]*\r?$).*?(?:\n(?P=fence)(?=[ \t]*\r?$)|\Z)(?P<code1>)
        | (?:\n|\A\ufeff?)(?P<ticks>`{3})[^`\r\n]*\r?$.*?(?:\n(?P=ticks)(?=[ \t]*\r?$)|\Z)(?P<code2>)
        | (?<![\w`+\\])`\+(?![\s`+])[^\n]{1,1000}?\+`(?![\w`+])(?P<code4>)   # literal, with any content
        | (?<![\w`+\\])(?P<mark>`{1,2}|\+{1,3})(?![\s`+])(?:(?!\r?\n[ \t]*\r?\n).){1,1000}?
            (?<=\S)(?P=mark)(?![\w`+])(?P<code3>)
        """,
        re.VERBOSE | re.DOTALL | re.MULTILINE,
    ),
)
# Pages stand in parentheses behind a key, options behind an equals sign.
_KEY = lazy_pattern(r"(?:(?<=\[)|,)\s*(?=[^\s,\]]*\w)([^\s,()\[\]={}]+)\s*(?:\([^()]*\))?\s*(?=[,\]])")
_LISTS = r"[^\s\[\]]{0,200}(?P<keys>\[[^\[\]]{1,4000}\](?:\+\[[^\[\]]{1,1000}\]){0,20})"


def _keys(text: str, start: int, end: int) -> Iterator[Span]:
    return (Span(*match.span(1)) for match in _KEY.finditer(text, start, end))


_CITATIONS = (
    Syntax(
        lazy_pattern(
            r"cite(?:(?<![\w\\:-]cite)|(?<=fullcite)(?<![\w\\:-]fullcite))"
            rf"(?:np|[tp]|al[tp]|author|year(?:par)?|title)?:{_LISTS}"
        ),
        "cite",
        _keys,
    ),
    Syntax(lazy_pattern(rf"bibitem:(?<![\w\\:-]bibitem:){_LISTS}"), "bibitem:", _keys),
    Syntax(lazy_pattern(rf"nocite:(?<![\w\\:-]nocite:){_LISTS}"), "nocite:", _keys, NOCITED),
)
_LIBRARIES = lazy_pattern(
    r"^(?::(?:bibtex-file|bibliography-database):[ \t]*([^\r\n]+)|bibliography::([^\s\[\]]+)\[)", re.MULTILINE
)
# https://docs.asciidoctor.org/asciidoc/latest/directives/include/; `partial$a.adoc` is Antora's, of another folder
_INCLUSION = lazy_pattern(r"^include::([^\s\[\]][^\r\n\[\]]{0,300})\[", re.MULTILINE)
_ATTRIBUTE = lazy_pattern(r"^:([\w-]{1,60}):[ \t]+([^\r\n]{1,200})", re.MULTILINE)
_REFERENCE = lazy_pattern(r"\{([\w-]{1,60})\}")


def scan(source: Source, today: date) -> Scan:
    """Return the scan of an AsciiDoc text."""
    return scan_markup(source, today, _ASCIIDOC)


def _citations(prose: str, near: Sequence[int] | None) -> Iterator[Citation]:
    return citations_in(prose, near, _CITATIONS)


def citations(text: str) -> list[Citation]:
    """Return the citations in a text, all of them."""
    return markup.citations(text, _ASCIIDOC)


def dead(text: str) -> list[Span]:
    """Return the comments and the code of a text."""
    return markup.dead(text, _LEXICON)


def libraries(text: str) -> list[str]:
    """Return the files that the attributes of the extensions and the macro `bibliography::` name."""
    if _LIBRARIES.search(text) is None:
        return []
    named = (match[1] or match[2] for match in _LIBRARIES.finditer(blank(text, dead(text))))
    return [name for each in named for part in each.split(",") if (name := part.strip()).endswith(".bib")]


def structure(text: str) -> Structure:
    """Return the structure of a text's document: what it includes and the libraries that it names, from its folder."""
    live = blank(text, dead(text)) if "include::" in text else ""
    attributes = {"docdir": ".", "sourcedir": ".", **dict(_ATTRIBUTE.findall(live))}
    written = [match[1] for match in _INCLUSION.finditer(live) if "://" not in match[1] and "$" not in match[1]]
    names = [_REFERENCE.sub(lambda match: attributes.get(match[1], match[0]).strip(), each) for each in written]
    closed = [name for name in names if not _REFERENCE.search(name)]
    return Structure(
        inclusions=tuple(dict.fromkeys(Inclusion(posixpath.normpath(name), base="own") for name in closed)),
        is_open=len(closed) < len(names),
        libraries=tuple(LibraryName(each, "own") for each in dict.fromkeys(libraries(text))),
    )


_ASCIIDOC = Markup(_LEXICON, _citations)
