"""Typst: references, cite calls, links; comments and bare numbers in raw text are ignored.

Source: https://typst.app/docs/reference/syntax/ and https://typst.app/docs/reference/model/cite/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Source, Span
from bibtools.sources import markup, typst_functions
from bibtools.sources.citation import CITED, EVERYTHING, PERHAPS, Citation, Syntax, apart, whole
from bibtools.sources.citation import citations as citations_in
from bibtools.sources.cite_macros import CiteMacro
from bibtools.sources.lexer import Beginning, Lexicon
from bibtools.sources.markup import Markup, scan_markup
from bibtools.sources.mention import Scan
from bibtools.sources.structure import Base, Inclusion, LibraryName, Structure

_COMMENT_EDGE = lazy_pattern(r"/\*|\*/")


def _end_of_comment(text: str, at: int) -> int:
    """Return where the comment around an offset ends; comments nest."""
    depth = 1
    for edge in _COMMENT_EDGE.finditer(text, at):
        depth += 1 if edge[0] == "/*" else -1
        if depth == 0:
            return edge.end()
    return len(text)


_LEXICON = Lexicon(
    far=(Beginning("/", lazy_pattern(r"/(?=\*)")), Beginning("`", lazy_pattern(r"`(?=``)"))),
    near=(lazy_pattern(r"/(?=/)"), lazy_pattern(r"`"), lazy_pattern(r"h(?=ttps?://)")),
    token=lazy_pattern(
        r"""
          https?://[^\s"<>]*(?P<address>)   # its slashes begin no comment
        | //[^\r\n]*(?P<comment1>)
        | /\*(?P<comment2>)
        | (?<!`)(?P<ticks>`{3,}).*?(?:(?<!`)(?P=ticks)|\Z)(?P<code1>)
        | (?<![`\\])`[^`]*`(?P<code2>)
        """,
        re.VERBOSE | re.DOTALL,
    ),
    ends={"comment2": _end_of_comment},
)
_CITATIONS = (
    Syntax(lazy_pattern(r"c(?<!\wc)ite\(\s*<(?P<keys>[^>\s]{1,200})>"), "cite(", whole),  # #cite(<key>)
    Syntax(lazy_pattern(r"c(?<!\wc)ite\(\s*label\(\s*\"(?P<keys>[^\"]{1,200})\"\s*\)"), "cite(", whole),
    Syntax(lazy_pattern(r"@(?<![\w\\]@)(?P<keys>[\w:.-]*\w)"), "@", whole, PERHAPS),  # @key, or @label
)
_CALL = r"b(?<![\w-]b)ibliography\((?:[^()\"]|\"[^\"\n]*\"|\([^()]*\)){0,4000}?"
_WITHOUT_KEYS = (Syntax(lazy_pattern(rf"{_CALL}(?P<keys>full\s*:\s*true\b)"), "bibliography", whole, EVERYTHING),)
_CALLING = lazy_pattern(r"\b(?:cite|ref)\b")
_LABEL = lazy_pattern(r"<(?<!\(<)(?<!,<)(?<!, <)(?<!= <)(?<!: <)([\w:.-]+)>")  # but where a function is given one
_BIBLIOGRAPHY = lazy_pattern(r"//[^\r\n]*|\bbibliography\(((?:[^)b]|b(?!ibliography\())*+)\)")  # or a comment
_STRING = lazy_pattern(r"\"([^\"]+)\"")

# A file that is included, or imported; nothing where its name is computed.
_INCLUSION = re.compile(r"#(?:include|import)[ \t]+(?:\"([^\"\n]*)\"(?![ \t]*\+)|(?=[\w(\"]))")
_NAMING = re.compile(r"#(?=include|import)|b(?=ib)|l(?=et )")
_LET = lazy_pattern(r"\blet[ \t]+([\w-]+)[ \t]*=[ \t]*\"([^\"\n]*)\"")
_PARAMETER = lazy_pattern(r"\bbib(?:liography)?(?:[-_]?(?:files?|paths?))?[ \t]*:[ \t]*\"([^\"\n]*)\"")  # of a template
_ARGUMENT = lazy_pattern(
    r"(?:style|title|full|group)[ \t]*:[ \t]*(?:\"[^\"]*\"|\[[^\[\]]*\]|[\w-]+)|\"([^\"]+)\"|([A-Za-z][\w-]*)"
)


def scan(source: Source, today: date) -> Scan:
    """Return the scan of a Typst document."""
    return scan_markup(source, today, _TYPST)


def _citations(prose: str, near: Sequence[int] | None) -> Iterator[Citation]:
    return citations_in(prose, near, _CITATIONS if near is not None else (*_CITATIONS, *_WITHOUT_KEYS))


def citations(text: str, macros: Mapping[str, CiteMacro] | None = None) -> list[Citation]:
    """Return the citations in a text, all of them; references to labels of this text do not count.

    `macros` are functions that cite, and that other texts of its document define.
    """
    found = markup.citations(text, _TYPST)
    if macros or _CALLING.search(text):
        live = markup.live(text, _LEXICON, markup.everywhere(text))
        found = apart([*(each for each in found if each.kind != CITED), *typst_functions.citations(live, macros or {})])
    labels = set(_LABEL.findall(text))
    return [each for each in found if each.kind != PERHAPS or each.key not in labels]


def dead(text: str) -> list[Span]:
    """Return the comments and the code of a text."""
    return markup.dead(text, _LEXICON)


def libraries(text: str) -> list[str]:
    """Return the files that calls to `bibliography` name."""
    calls = [match[1] for match in _BIBLIOGRAPHY.finditer(text) if match[1] is not None]
    return [name for call in calls for name in _STRING.findall(call) if name.endswith(".bib")]


def structure(text: str) -> Structure:
    """Return the structure of a text's document; a path from `/` is one from the top of the project."""
    live = markup.live(text, _LEXICON, [match.start() for match in _NAMING.finditer(text)])
    names = [match[1] for match in _INCLUSION.finditer(live)]
    calls = [match[1] for match in _BIBLIOGRAPHY.finditer(live) if match[1] is not None]
    known = dict(_LET.findall(live)) if calls else {}
    named = [name for call in calls for name in _named(call, known)] + _PARAMETER.findall(live)
    files = [name for name in names if name and not name.startswith("@") and "://" not in name]
    functions = markup.live(text, _LEXICON, markup.everywhere(text)) if _CALLING.search(text) else ""
    return Structure(
        cite_macros=tuple(typst_functions.defined(functions).values()),
        inclusions=tuple(dict.fromkeys(Inclusion(_path(name), base=_base(name)) for name in files)),
        is_open=None in names or "" in names,
        elsewhere=tuple(dict.fromkeys(name for name in named if name and not name.lower().endswith(".bib"))),
        libraries=tuple(
            dict.fromkeys(LibraryName(_path(name), _base(name)) for name in named if name.lower().endswith(".bib"))
        ),
    )


def _named(call: str, known: Mapping[str, str]) -> list[str]:
    """Return the strings among the arguments of a call, and those that its names stand for."""
    return [
        known.get(match[2], "") if match[2] else match[1]
        for match in _ARGUMENT.finditer(call)
        if (match[1] or match[2]) is not None
    ]


def _path(name: str) -> str:
    return name.lstrip("/")


def _base(name: str) -> Base:
    return "project" if name.startswith("/") else "own"


_TYPST = Markup(_LEXICON, _citations)
