"""reStructuredText: roles, citation references, links; comments, literal blocks and numbers in code are ignored.

Source: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html and, for the roles and the directive of
citations, https://sphinxcontrib-bibtex.readthedocs.io/en/latest/usage.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span
from bibtools.sources import markup
from bibtools.sources.citation import EVERYTHING, PERHAPS, Citation, Syntax, up_to_notes, whole
from bibtools.sources.citation import citations as citations_in
from bibtools.sources.lexer import Beginning, Lexicon
from bibtools.sources.markup import Markup, scan_markup
from bibtools.sources.mention import Scan
from bibtools.sources.structure import Base, Inclusion, LibraryName, Structure

_DIRECTIVE = r"[A-Za-z][\w:+.-]*::"
_LITERAL = r"(?:code|code-block|sourcecode|parsed-literal|math|ipython|doctest|prompt)::"


def _body(indent: str) -> str:
    """Return a pattern of lines that are blank, or indented more than the one whose indent a group holds."""
    return rf"(?:\r?\n(?:[ \t]*(?=\r?\n|\Z)|(?P={indent})[ \t]+[^\n]*))*"


def _block(indent: str, first: str) -> str:
    """Return a pattern of literal blocks from their colons on; the first line begins in a certain way."""
    lines = rf"(?:\r?\n(?:[ \t]*(?=\r?\n|\Z)|(?P={indent})[^\n]*))*"
    return rf"::[ \t]*\r?\n(?:[ \t]*\r?\n)+(?P<{indent}>[ \t]+){first}[^\n]*{lines}"


_LEXICON = Lexicon(
    far=(
        Beginning("\n", lazy_pattern(r"\n(?=[ \t]*\.\.(?:[ \t]|\r?\n))"), "."),
        Beginning(":", lazy_pattern(r":(?=:[ \t]*\r?\n[ \t]*\r?\n)")),
    ),
    near=(lazy_pattern(r"`(?=`)"),),
    token=lazy_pattern(
        rf"""
          (?:\n|\A)(?P<in1>[ \t]*)\.\.[ ]+{_LITERAL}[^\n]*{_body("in1")}(?P<code1>)
          # The colons of other directives begin no literal block.
        | (?:\n|\A)[ \t]*\.\.[ ]+(?:\|[^|\n]+\|[ ]+)?{_DIRECTIVE}[^\n]*(?P<directive>)
        | (?:\n|\A)(?P<in2>[ \t]*)\.\.(?:[ \t]+(?![_\[|]|{_DIRECTIVE})[^\n]+|[ \t]*(?=\r?\n(?P=in2)[ \t]+\S))
            {_body("in2")}(?P<comment1>)
          # How to cite a program stands in such blocks; other papers in them are examples.
        | {_block("in3", "@[A-Za-z]+[{]")}(?P<code2>)
        | {_block("in4", "")}(?P<comment2>)
        | ``(?=\S)(?:(?!\r?\n[ \t]*\r?\n).){{1,3000}}?``(?P<code3>)
        """,
        re.VERBOSE | re.DOTALL,
    ),
)

_FOOTNOTE = lazy_pattern(r"[0-9]+|[#*][\w.-]*")


def _labels(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the label of a citation reference, unless it is a footnote's."""
    if not _FOOTNOTE.fullmatch(text, start, end):
        yield Span(start, end)


_CITATIONS = (
    Syntax(lazy_pattern(r":(?<![\w:`]:)(?:foot|full)?cite(?::[a-z]+)*:`(?P<keys>[^`]{1,4000})`"), ":`", up_to_notes),
    # [key]_ is defined by `.. [key]` or, with older versions of sphinxcontrib-bibtex, in the library.
    Syntax(lazy_pattern(r"\[(?P<keys>[^\]\s]{1,200})\]_(?!\w)"), "]_", _labels, PERHAPS),
)
# https://sphinxcontrib-bibtex.readthedocs.io/en/latest/usage.html#directive-bibliography
_FILTERED = r"[^\r\n]*(?:\r?\n[ \t]+:[^\r\n]*){0,20}?\r?\n[ \t]+:(?P<keys>all|filter):"
_EVERYTHING = Syntax(lazy_pattern(rf"bibliography::{_FILTERED}"), "bibliography::", whole, EVERYTHING)
_BIBLIOGRAPHY = lazy_pattern(r"^[ \t]*\.\.[ ]+bibliography::[ \t]*([^\r\n]*)", re.MULTILINE)

_DIRECTIVES = lazy_pattern(
    r"^[ \t]*\.\.[ ]+(?:include::[ \t]*([^<>\s][^<>\r\n]*)|bibliography::[^\r\n]*)((?:\r?\n[ \t]+:[^\r\n]*)*)",
    re.MULTILINE,
)
_KEY_PREFIX = lazy_pattern(r"^[ \t]*:keyprefix:[ \t]*(\S+)", re.MULTILINE)
_SHOWN = lazy_pattern(r"(?s).*\n[ \t]+:(?:literal|code):")  # included as it is


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a text in reStructuredText (docutils, Sphinx)."""
    return scan_markup(source, today, _RST)


def _citations(prose: str, near: Sequence[int] | None) -> Iterator[Citation]:
    return citations_in(prose, near, _CITATIONS if near is not None else (*_CITATIONS, _EVERYTHING))


def citations(text: str) -> list[Citation]:
    """Return the citations in a text, all of them; references to footnotes do not count."""
    return markup.citations(text, _RST)


def dead(text: str) -> list[Span]:
    """Return the comments and the code of a text."""
    return markup.dead(text, _LEXICON)


def libraries(text: str) -> list[str]:
    """Return the files that `.. bibliography::` names."""
    return [name for match in _BIBLIOGRAPHY.finditer(text) for name in match[1].split() if name.endswith(".bib")]


def key_prefixes(text: str) -> tuple[str, ...]:
    """Return what directives put before the keys of their libraries."""
    return tuple(dict.fromkeys(_KEY_PREFIX.findall(text)))


def structure(text: str) -> Structure:
    """Return the structure of a text's document; a path from `/` is one from the top of the project."""
    found = markup.live(text, _LEXICON, [match.start() for match in _DIRECTIVES.finditer(text)])
    named = [name for name in libraries(found) if "://" not in name]
    files = [match[1].strip() for match in _DIRECTIVES.finditer(found) if match[1] and not _SHOWN.match(match[2])]
    bases: dict[bool, Base] = {True: "project", False: "own"}
    return Structure(
        inclusions=tuple(
            dict.fromkeys(Inclusion(each.lstrip("/"), base=bases[each.startswith("/")]) for each in files)
        ),
        key_prefixes=key_prefixes(found),
        libraries=tuple(dict.fromkeys(LibraryName(each.lstrip("/"), bases[each.startswith("/")]) for each in named)),
    )


_RST = Markup(_LEXICON, _citations)
