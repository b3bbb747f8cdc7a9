"""Items: parts of a text that may each name one paper, in lists, tables, footnotes and reference lists.

A paragraph is one if it begins like a reference, with a name and initials, and has a year; under a heading like
"References" every paragraph is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bibtools.core.lazy_pattern import lazy_pattern
from bibtools.core.text import Span, overlaps

_LONGEST = 1200  # characters
_MARK = (
    r"(?:[ \t]*+>)*+[ \t]*+(?:[-*+•‣▪◦·–—][ \t]+(?:\[[ xX]\][ \t]+)?"
    r"|(?:\d{1,4}[.)]|\(\d{1,4}\)|[a-z]\)|\([a-z]\)|\#\.)[ \t]+"
    r"|\[\^[^\]\s]{1,40}\]:[ \t]*"  # a footnote of Markdown
    r"|\[(?:fn:)?[\w.:+'’-]{1,30}\](?![(:\[])[ \t]*"
    r"|\.\.[ \t]+\[[^\]\s]{1,40}\][ \t]+)"  # a citation or a footnote of reStructuredText
)
_ROW = r"[ \t]*+\|"
# What begins something else than the next line of an item.
_OTHER = (
    rf"{_MARK}|{_ROW}|[ \t]*+(?:\r?$|\#{{1,6}}[ \t]|\#\+|```|~~~|:::|\.\.[ \t]|</?[A-Za-z!]"
    r"|[=~^\"+-]{3,}[ \t]*\r?$)"
)
_ITEM = lazy_pattern(
    rf"^(?:{_ROW}(?![-:+=| \t]*\r?$)(?P<row>[^\r\n]+)"
    rf"|{_MARK}(?P<text>[^\s][^\r\n]*(?:\r?\n(?!{_OTHER})[^\r\n]+)*))",
    re.MULTILINE,
)
_PARAGRAPH = lazy_pattern(r"^[ \t]*+[^\s][^\r\n]*(?:\r?\n(?![ \t]*+\r?$)[^\r\n]+)*", re.MULTILINE)
_NAMES = (
    r"references?|bibliograph(?:y|ie)|literature?|literaturverzeichnis|quellen|works cited|cited works|further reading"
    r"|reading list|papers|publications|publikationen|références|referencias|bibliografía|bibliografia|参考文献|文献"
)
_HEADING = lazy_pattern(
    r"^[ \t]*+(?:(?:\#{1,6}|\*{1,6}|={1,6}|\d{1,2}\.?)[ \t]*+)?"
    rf"[*_]{{0,2}}(?:{_NAMES})[*_]{{0,2}}:?[ \t]*\#*\r?$",
    re.MULTILINE | re.IGNORECASE,
)
_NEXT = lazy_pattern(r"^(?:\#{1,6}|\*{1,6}|={1,6})[ \t]|^[^\r\n]+\r?\n(?:={3,}|-{3,})[ \t]*\r?$", re.MULTILINE)
_CAPITAL, _REST = r"[A-ZÀ-ÖØ-ÞĀ-Ž]", r"[\w'’-]{1,30}"
_FAMILY = rf"(?:(?:van|von|de|der|den|del|di|da|la|le)[ ]){{0,3}}{_CAPITAL}{_REST}"
_REFERENCE = lazy_pattern(
    rf"^[ \t]*+(?:{_FAMILY}(?:[ ]{_FAMILY})?,[ ]?{_CAPITAL}"  # Lovelace, A.
    rf"|(?:{_CAPITAL}\.[ -]?){{1,4}}{_FAMILY}"  # A. Lovelace
    rf"|{_FAMILY}[ ]{_CAPITAL}{{1,3}}[,.:]"  # Lovelace AB
    rf"|{_FAMILY}[ ](?:{_CAPITAL}\.[ ])?{_FAMILY}(?:,|:|\.|[ ]and[ ]|[ ]et[ ]al)"  # Ada Lovelace and
    rf"|{_FAMILY}[ ]et[ ]al)"
)
_YEAR = lazy_pattern(r"(?<![\d.])(?:19|20)\d\d(?![\d.]\d)")

_BIBITEM = lazy_pattern(r"\\bibitem\s*(?:\[(?:[^\[\]]|\[[^\[\]]*\])*\])?\s*\{[^{}]*\}")
_BIBITEM_END = lazy_pattern(r"\\bibitem|\\end\s*\{thebibliography\}")
_TEX_ITEM = lazy_pattern(r"\\item(?![A-Za-z])[ \t]*(?:\[[^\[\]]*\])?")
_TEX_ITEM_END = lazy_pattern(r"\\item(?![A-Za-z])|\\(?:begin|end|section|subsection|par)(?![A-Za-z])|\n[ \t]*\r?\n")
_ELEMENT = lazy_pattern(r"<(?:li|tr|dd)\b[^<>]{0,1000}>", re.IGNORECASE)
_ELEMENT_END = lazy_pattern(r"</?(?:li|tr|dd|dt|ul|ol|dl|table|tbody)\b", re.IGNORECASE)


def list_items(text: str) -> list[Span]:
    """Return the items of a plain or marked-up text, without their bullets, in order."""
    items = [Span(*item.span(item.lastgroup or 0)) for item in _ITEM.finditer(text)]
    return _sorted([*items, *_paragraphs(text, items)])


def _paragraphs(text: str, items: list[Span]) -> Iterator[Span]:
    sections = list(_sections(text))
    for paragraph in _PARAGRAPH.finditer(text):
        whole = Span(*paragraph.span())
        if overlaps(whole, items) or _HEADING.match(text, whole.start):
            continue
        in_section = overlaps(whole, sections)
        for span in _references(text, whole):
            is_one = _REFERENCE.match(text[slice(*span)]) and _YEAR.search(text, *span)
            if is_one or in_section:
                yield span


def _sections(text: str) -> Iterator[Span]:
    """Yield the sections under headings of reference lists."""
    done = 0
    for heading in _HEADING.finditer(text):
        if heading.start() >= done:
            underline = re.compile(r"\r?\n[=~^\"-]{3,}[ \t]*").match(text, heading.end())
            start = underline.end() if underline else heading.end()
            following = _NEXT.search(text, start)
            done = following.start() if following else len(text)
            yield Span(start, done)


def _references(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the parts of a paragraph, split at lines that begin like references."""
    start = paragraph.start
    for line in re.compile(r"^", re.MULTILINE).finditer(text, paragraph.start + 1, paragraph.end):
        if (
            _REFERENCE.match(text[line.start() : line.start() + 200])
            and text[line.start() - 3 : line.start()].rstrip()[-1:] in ".)]/"
        ):
            yield Span(start, line.start())
            start = line.start()
    yield Span(start, paragraph.end)


def tex_items(text: str) -> list[Span]:
    r"""Return the contents of each `\bibitem` and `\item` of a LaTeX source, in order."""
    references = _between(text, _BIBITEM, _BIBITEM_END)
    return _sorted([*references, *_between(text, _TEX_ITEM, _TEX_ITEM_END)])


def html_items(text: str) -> list[Span]:
    """Return the contents of the list items and table rows of an HTML page, in order."""
    return _sorted(_between(text, _ELEMENT, _ELEMENT_END))


def _between(text: str, opening: re.Pattern[str], closing: re.Pattern[str]) -> list[Span]:
    found = []
    for match in opening.finditer(text):
        end = closing.search(text, match.end(), match.end() + 2 * _LONGEST)
        found.append(Span(match.end(), end.start() if end else min(len(text), match.end() + 2 * _LONGEST)))
    return found


def _sorted(items: Iterable[Span]) -> list[Span]:
    return sorted({span for span in items if 0 < span.end - span.start <= _LONGEST})
